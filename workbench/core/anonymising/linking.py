"""Which forms name one person: full, first and last names, initials, reversed, user names, e-mail addresses.

A form joins a person when every word of it is a word of the person's, whole or as its first letter, and nobody else
fits as well. A form that fits two is ambiguous: it stays on its own, and the reviewer is told. Nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final, Literal

from workbench.core.anonymising.folding import fold, spellings
from workbench.core.anonymising.name_forms import NameWord, is_reversed, login_words, name_words
from workbench.core.anonymising.records import Person

FormKind = Literal["name", "login"]
_MOST_WORDS: Final = 5
_NO_NAME: Final = frozenset(
    """
    admin administrator api app batch bot ci daemon demo dev info job mail noreply reply no ops postmaster prod qa root
    sales service staging support svc sync sys system team test tester testuser user webmaster
    """.split()  # noqa: SIM905 - read as prose
)


@dataclass(slots=True, eq=False)
class Identity:
    """One person of an issue.

    Attributes:
        words: of the fullest form, given names first.
        roster: the place in the issue's own list, None for who stands only in its text.
        ambiguous: whether this is a form that fits several people.
    """

    words: list[str] = field(default_factory=list)
    roster: int | None = None
    ambiguous: bool = False

    @property
    def name(self) -> str:
        """The words in one spelling: what tells this person from others."""
        return " ".join(fold(word) for word in self.words) or f"#{self.roster}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of a form that stands for a word of a person's.

    Attributes:
        start: in the form.
        end: in the form.
        word: which word of the person's, counted from 0.
        initial: whether only the first letter stands there.
    """

    start: int
    end: int
    word: int
    initial: bool


class Links:
    """Who is who in one issue."""

    def __init__(self, roster: Sequence[Person] = (), names: Iterable[str] = (), logins: Iterable[str] = ()) -> None:
        """Link forms.

        Args:
            roster: the people of the issue's fields.
            names: what was found in its texts as somebody's name.
            logins: what was found as a user name, or before the `@` of an address.
        """
        self.identities: list[Identity] = []
        self._logins: dict[str, Identity] = {}
        self._names: dict[str, Identity] = {}
        self._ids: dict[str, Identity] = {}
        self._enrol(roster)
        self._read(_forms(names, logins))

    def of_name(self, form: str) -> Identity | None:
        """Return who is meant by a name that was given at the start."""
        return self._names.get(_key(form))

    def of_login(self, form: str) -> Identity | None:
        """Return whose user name or address this is; None where it tells of nobody, as `svc_sync`."""
        return self._logins.get(form.casefold())

    def of_id(self, account_id: str) -> Identity | None:
        """Return whose account this is."""
        return self._ids.get(account_id)

    def _enrol(self, roster: Sequence[Person]) -> None:
        for number, person in enumerate(roster):
            identity = self._known(person) or Identity(roster=number)
            if identity not in self.identities:
                self.identities.append(identity)
            for name in sorted(person.names, key=lambda each: -len(name_words(each))):
                self._names.setdefault(_key(name), identity)
                if not identity.words:
                    identity.words = _ordered(name)
            for login in (*person.usernames, *(each.partition("@")[0] for each in person.emails)):
                self._logins.setdefault(login.casefold(), identity)
                if not identity.words:
                    identity.words = [word.text.capitalize() for word in login_words(login) if not word.initial]
            self._ids.update(dict.fromkeys(person.account_ids, identity))

    def _known(self, person: Person) -> Identity | None:
        return next((self._ids[each] for each in person.account_ids if each in self._ids), None)

    def _read(self, forms: Iterable[tuple[FormKind, str]]) -> None:
        for kind, form in forms:
            known = self._names.get(_key(form)) if kind == "name" else self._logins.get(form.casefold())
            if known is None:
                identity = self._join(kind, form)
                if identity is not None and kind == "name":
                    self._names[_key(form)] = identity
                elif identity is not None:
                    self._logins[form.casefold()] = identity

    def _join(self, kind: FormKind, form: str) -> Identity | None:
        fitting = [(strength, each) for each in self.identities if (strength := _fits(each, kind, form))]
        best = max((strength for strength, _ in fitting), default=0)
        chosen = [each for strength, each in fitting if strength == best]
        if len(chosen) == 1:
            self._widen(chosen[0], kind, form)
            return chosen[0]
        words = _ordered(form) if kind == "name" else _login_name(form)
        if not words and not chosen:
            return None
        made = Identity(words=words, ambiguous=bool(chosen))
        if not made.ambiguous:
            self.identities.append(made)
        return made

    def _widen(self, identity: Identity, kind: FormKind, form: str) -> None:
        words = _ordered(form) if kind == "name" else []
        if identity.roster is None and len(words) > len(identity.words):
            identity.words = words


def parts_of(identity: Identity, kind: FormKind, form: str) -> tuple[Part, ...]:
    """Return which pieces of a form stand for which words of the person's; nothing where it cannot be told."""
    found = name_words(form) if kind == "name" else login_words(form)
    aligned = _align(found, identity.words)
    if aligned is not None:
        return tuple(
            Part(start=word.start, end=word.end, word=place, initial=word.initial)
            for word, place in zip(found, aligned, strict=True)
        )
    return _joined_parts(identity.words, form) if kind == "login" else ()


def login_forms(words: Sequence[str]) -> frozenset[str]:
    """Return the user names that are commonly made of a name, without signs; none that is a single given name."""
    if len(words) < 2:
        return frozenset()
    made = {
        "".join(texts)
        for pattern in _patterns(min(len(words), _MOST_WORDS))
        if len(pattern) > 1
        for texts in _texts(words, pattern)
    }
    return frozenset(form for form in made if len(form) > 3)


# Forms -------------------------------------------------------------------------------------------


def _forms(names: Iterable[str], logins: Iterable[str]) -> list[tuple[FormKind, str]]:
    """Return the forms, those that say most first: a short one then finds whom it may mean."""
    ranked: list[tuple[tuple[int, int], FormKind, str]] = []
    for name in dict.fromkeys(names):
        words = name_words(name)
        whole = sum(not word.initial for word in words)
        if whole:
            ranked.append(((-min(whole, 2) * 10 - len(words) + (20 if len(words) == 1 else 0), 0), "name", name))
    for login in dict.fromkeys(logins):
        whole = sum(not word.initial for word in login_words(login))
        ranked.append(((-19 if whole > 1 else 30, 1), "login", login))
    return [(kind, form) for _, kind, form in sorted(ranked, key=lambda each: (each[0], each[2]))]


def _key(name: str) -> str:
    return " ".join(fold(word.text) for word in name_words(name)) or name.casefold()


def _ordered(name: str) -> list[str]:
    if is_reversed(name):
        head, _, tail = name.partition(",")
        return [word.text for word in (*name_words(tail), *name_words(head))]
    return [word.text for word in name_words(name)]


def _login_name(login: str) -> list[str]:
    words = login_words(login)
    if any(word.text.casefold() in _NO_NAME for word in words):
        return []
    whole = [word.text.capitalize() for word in words if not word.initial and len(word.text) > 2]
    return [word.text.capitalize() for word in words] if len(whole) >= 1 and len(words) in (2, 3) else []


# Fitting -----------------------------------------------------------------------------------------


def _fits(identity: Identity, kind: FormKind, form: str) -> int:
    """Return how well a form fits a person: 0 not at all, more for more of their words."""
    if not identity.words:
        return 0
    found = name_words(form) if kind == "name" else login_words(form)
    if _align(found, identity.words) is not None:
        whole = sum(not word.initial for word in found)
        return whole * 2 + (len(found) - whole) if whole else 0
    if kind == "name":
        return _widens(identity.words, found)
    parts = _joined_parts(identity.words, form)
    return sum(1 if part.initial else 2 for part in parts) if any(not part.initial for part in parts) else 0


def _widens(words: Sequence[str], found: Sequence[NameWord]) -> int:
    """A longer form widens a person of whom less was known, where all that was known is in it."""
    known = [NameWord(start=0, end=0, text=word, initial=len(word) == 1) for word in words]
    if len(found) <= len(words) or _align(known, [word.text for word in found]) is None:
        return 0
    return sum(1 if word.initial else 2 for word in known)


def _align(found: Sequence[NameWord], words: Sequence[str]) -> list[int] | None:
    """Return for each word found which of the words it is, each used once, or None where one is none of them."""
    if not found or len(found) > len(words) or len(words) > 12:
        return None
    taken: list[int] = [-1] * len(found)
    # Whole words first: an initial takes what they leave.
    for number in sorted(range(len(found)), key=lambda each: found[each].initial):
        word = found[number]
        free = [place for place in range(len(words)) if place not in taken]
        place = next((place for place in free if _same(word, words[place])), None)
        if place is None:
            return None
        taken[number] = place
    return taken


def _same(word: NameWord, other: str) -> bool:
    if word.initial:
        return bool(other) and spellings(other[:1]) & spellings(word.text[:1]) != frozenset()
    if len(other) == 1:  # of the person only an initial is known
        return fold(word.text[:1]) == fold(other)
    return not spellings(word.text).isdisjoint(spellings(other)) or _bare(word.text) in map(_bare, spellings(other))


def _bare(word: str) -> str:
    return "".join(sign for sign in fold(word) if sign.isalnum())


def _joined_parts(words: Sequence[str], login: str) -> tuple[Part, ...]:
    """Read `jalder`, `alderj`, `johnalder` or `alder` as words that stand together, digits behind them apart."""
    bare = [(place, sign) for place, sign in enumerate(login) if sign.isalpha()]
    letters = fold("".join(sign for _, sign in bare))
    if len(letters) != len(bare) or not letters:
        return ()
    for pattern in _patterns(min(len(words), _MOST_WORDS)):
        for texts in _texts(words, pattern):
            if "".join(texts) == letters and any(not initial and len(words[word]) > 2 for word, initial in pattern):
                return _laid(bare, pattern, texts)
    return ()


def _laid(
    bare: Sequence[tuple[int, str]], pattern: Sequence[tuple[int, bool]], texts: Sequence[str]
) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for (word, initial), text in zip(pattern, texts, strict=True):
        parts.append(Part(start=bare[at][0], end=bare[at + len(text) - 1][0] + 1, word=word, initial=initial))
        at += len(text)
    return tuple(parts)


def _patterns(words: int) -> Iterator[tuple[tuple[int, bool], ...]]:
    """Yield which words stand together in a user name, the fullest first; True is an initial."""
    last = words - 1
    if words >= 2:
        yield from (((0, False), (last, False)), ((last, False), (0, False)))
        yield from (((0, True), (last, False)), ((last, False), (0, True)), ((0, False), (last, True)))
        yield ((last, True), (0, False))
    if words >= 3:
        for order in permutations(range(min(words, 3))):
            yield tuple((word, False) for word in order)
        yield (*((word, True) for word in range(last)), (last, False))
        yield from (((1, False), (last, False)), ((1, True), (last, False)))
    yield from (((word, False),) for word in range(last, -1, -1))


def _texts(words: Sequence[str], pattern: Sequence[tuple[int, bool]]) -> Iterator[list[str]]:
    made: list[list[str]] = [[]]
    for word, initial in pattern:
        ways = {_bare(spelling)[: 1 if initial else None] for spelling in spellings(words[word])}
        if not initial:
            ways |= {_bare(piece) for piece in words[word].replace("‐", "-").split("-") if len(piece) > 2}
        made = [[*before, way] for before in made for way in sorted(ways) if way]
    yield from made
