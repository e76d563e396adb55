"""Which forms name one person: full, first and last names, initials, reversed, user names, e-mail addresses.

A form joins a person when every word of it is a word of the person's, whole or as its first letter, and nobody else
fits as well. A form that fits two is ambiguous: it stays on its own, and the reviewer is told. Nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.anonymising.fitting import FormKind, strength
from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.name_forms import is_reversed, login_words, name_words
from workbench.core.anonymising.records import Person

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
        fitting = [(fit, each) for each in self.identities if (fit := strength(each.words, kind, form))]
        best = max((fit for fit, _ in fitting), default=0)
        chosen = [each for fit, each in fitting if fit == best]
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
