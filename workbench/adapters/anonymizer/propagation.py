"""What was found once is found everywhere in the issue: a name's parts, its initials, the user names made of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.adapters.anonymizer.name_pattern import words_of
from workbench.adapters.anonymizer.vocabulary import NO_NAME
from workbench.core.anonymising.fitting import login_forms
from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.name_forms import name_words
from workbench.core.anonymising.records import Found, Kind, Person, Span
from workbench.core.anonymising.surrogate_values import is_reserved_host
from workbench.generator.intake.masking.names import Names

_LOWER: Final = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{3,}(?![^\W_])")
_GENITIVE: Final = re.compile(r"(?<![^\W_])([^\W\d_]{3,})s(?![^\W_])")
_LOGIN: Final = re.compile(r"(?<![^\W_])[^\W\d_][\w.-]*[^\W_](?![^\W_])")
_INITIALS: Final = re.compile(r"(?:(?<![^\W_])[^\W\d_]\.[ ]?){1,3}\Z")
_INITIAL_AFTER: Final = re.compile(r"[ ][^\W\d_]\.(?![^\W_])")
_LEAST_LOGIN: Final = 4
_LEAST_PROSE: Final = 4  # in labels and names of components all words may be small
_LEAST_INSIDE: Final = 6
_MAIL_PROVIDERS: Final = frozenset(
    """
    gmail googlemail outlook hotmail yahoo icloud proton protonmail gmx web live orange wanadoo libero virgilio ziggo
    telenet onet interia yandex mail amazonaws windows azurewebsites herokuapp google microsoft atlassian slack github
    """.split()  # noqa: SIM905 - read as prose
)


def propagated(texts: Mapping[str, str], found: Sequence[Found], people: Sequence[Person]) -> Iterator[Found]:
    """Yield where people stand whom the issue's fields or its texts name, in any form.

    Args:
        texts: of the issue, by place.
        found: what is known so far; only what is sure counts.
        people: of the issue's fields.
    """
    named = [name for person in people for name in person.names]
    exact = [value for person in people for value in (*person.account_ids, *person.usernames)]
    written: dict[str, None] = dict.fromkeys(named)
    known_logins: set[str] = {value.casefold() for value in exact if len(value) >= _LEAST_LOGIN}
    for kind, value in dict.fromkeys(_sure(texts, found)):
        if kind == "person":
            written.setdefault(" ".join(words_of(value)) or value)
            written.setdefault(_untitled(value))
        elif kind == "username" and len(value) >= _LEAST_LOGIN:
            known_logins.add(value.casefold())
    names = Names([name for name in written if _tells(name)], list(texts.values()))
    logins = known_logins | {form for name in written for form in login_forms([w.text for w in name_words(name)])}
    prose = [text for text in texts.values() if len(text.split()) >= _LEAST_PROSE]
    folded = _folded(written) - {fold(word) for text in prose for word in _LOWER.findall(text)}
    inside = _inside(folded & _folded(dict.fromkeys(named)))
    for place, text in texts.items():
        for start, end in sorted({(start, end) for start, end, _ in names.spans(text)}):
            start, end = _with_initials(text, start, end)
            yield Found(place=place, span=Span(start=start, end=end, kind="person", detector="propagated"))
        yield from _logins(place, text, logins, folded)
        yield from _compounds(place, text, folded, inside)
        for value in exact:
            for match in re.finditer(rf"(?<![^\W_]){re.escape(value)}(?![^\W_])", text):
                span = Span(start=match.start(), end=match.end(), kind="account_id", detector="roster")
                yield Found(place=place, span=span)


def _sure(texts: Mapping[str, str], found: Sequence[Found]) -> Iterator[tuple[Kind, str]]:
    for each in found:
        if each.span.tier == "sure":
            yield each.span.kind, texts[each.place][each.span.start : each.span.end]


def _untitled(value: str) -> str:
    words = name_words(value)
    return value[words[0].start :] if words else value


def organisations(texts: Mapping[str, str], found: Sequence[Found]) -> Iterator[Found]:
    """Yield where the name of a host or of a mailbox's domain stands as a word: `brightwater.io` is Brightwater's."""
    names: set[str] = set()
    for each in found:
        if each.span.tier == "sure" and each.span.kind in ("email", "host", "site"):
            names |= _owners(texts[each.place][each.span.start : each.span.end].rpartition("@")[2])
    if not names:
        return
    pattern = re.compile(
        r"(?<![^\W_])(?:" + "|".join(sorted(names, key=len, reverse=True)) + r")(?![^\W_])", re.IGNORECASE
    )
    for place, text in texts.items():
        for match in pattern.finditer(text):
            if match[0] != match[0].lower():
                yield Found(place=place, span=Span(start=match.start(), end=match.end(), kind="org", detector="host"))


def _owners(host: str) -> set[str]:
    """Return patterns for whom a host belongs to: hyphens may be spaces or nothing."""
    labels = host.casefold().rstrip(".").split(".")
    site = host.casefold().endswith((".atlassian.net", ".jira.com"))
    inner = labels[-1] in ("local", "internal", "lan", "corp", "intra", "intranet")
    label = labels[0] if site else labels[-2] if len(labels) > 1 else ""
    if label in ("co", "com", "org", "ac", "gov") and len(labels) > 2:
        label = labels[-3]
    known = is_reserved_host(host) or label in _MAIL_PROVIDERS or (inner and label in ("corp", "prod", "int"))
    if known or len(label) < 5 or label in NO_NAME or not label.replace("-", "").isalpha():
        return set()
    return {r"[- ]?".join(map(re.escape, label.split("-")))}


def _tells(name: str) -> bool:
    return any(len(word) > 2 and word.casefold() not in NO_NAME for word in words_of(name))


def _folded(names: Mapping[str, None]) -> set[str]:
    """Return family names and given names without accents: `Broemmel`, `BROMMEL`."""
    return {fold(word) for name in names for word in words_of(name) if len(word) > 3 and word.casefold() not in NO_NAME}


def _logins(place: str, text: str, logins: set[str], folded: set[str]) -> Iterator[Found]:
    for match in _LOGIN.finditer(text):
        value = match[0]
        small = value.casefold()
        bare = fold(value.rstrip("0123456789").replace(".", "").replace("_", "").replace("-", ""))
        if small in logins or (len(bare) >= _LEAST_LOGIN and bare in logins and (value == small or "." in value)):
            yield Found(
                place=place, span=Span(start=match.start(), end=match.end(), kind="username", detector="propagated")
            )
        elif value[:1].isupper() and fold(value) in folded and value.casefold() not in NO_NAME:
            yield Found(
                place=place, span=Span(start=match.start(), end=match.end(), kind="person", detector="propagated")
            )


def _inside(words: set[str]) -> re.Pattern[str] | None:
    """Return where a surname of the issue's own people stands in another word: `ImmelmannService`, `immelmann_api`."""
    long = sorted((word for word in words if len(word) >= _LEAST_INSIDE), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)), re.IGNORECASE) if long else None


def _compounds(place: str, text: str, folded: set[str], inside: re.Pattern[str] | None) -> Iterator[Found]:
    for match in _GENITIVE.finditer(text):
        if fold(match[1]) in folded:
            span = Span(start=match.start(), end=match.end(1), kind="person", detector="propagated")
            yield Found(place=place, span=span)
    alone = text.strip()
    if fold(alone) in folded and alone.isalpha():
        start = text.index(alone)
        span = Span(start=start, end=start + len(alone), kind="person", detector="propagated")
        yield Found(place=place, span=span)
    for match in inside.finditer(text) if inside else ():
        span = Span(start=match.start(), end=match.end(), kind="person", detector="propagated:inside", tier="suspected")
        yield Found(place=place, span=span)


def _with_initials(text: str, start: int, end: int) -> tuple[int, int]:
    before = _INITIALS.search(text[max(0, start - 12) : start])
    after = _INITIAL_AFTER.match(text, end)
    return start - (len(before[0]) if before else 0), after.end() if after else end
