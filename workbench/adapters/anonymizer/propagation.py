"""What was found once is found everywhere in the issue: a name's parts, its initials, the user names made of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.adapters.anonymizer.name_pattern import words_of
from workbench.adapters.anonymizer.vocabulary import NO_NAME
from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.linking import login_forms
from workbench.core.anonymising.name_forms import name_words
from workbench.core.anonymising.records import Found, Person, Span
from workbench.generator.intake.masking.names import Names

_LOGIN: Final = re.compile(r"(?<![^\W_])[^\W\d_][\w.-]*[^\W_](?![^\W_])")
_INITIALS: Final = re.compile(r"(?:(?<![^\W_])[^\W\d_]\.[ ]?){1,3}\Z")
_INITIAL_AFTER: Final = re.compile(r"[ ][^\W\d_]\.(?![^\W_])")
_LEAST_LOGIN: Final = 4


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
    for each in found:
        value = texts[each.place][each.span.start : each.span.end]
        if each.span.tier == "sure" and each.span.kind == "person":
            written.setdefault(" ".join(words_of(value)) or value)
            written.setdefault(_untitled(value))
        elif each.span.tier == "sure" and each.span.kind == "username" and len(value) >= _LEAST_LOGIN:
            known_logins.add(value.casefold())
    names = Names([name for name in written if _tells(name)], list(texts.values()))
    logins = known_logins | {form for name in written for form in login_forms([w.text for w in name_words(name)])}
    folded = _folded(written)
    for place, text in texts.items():
        for start, end, _ in names.spans(text):
            start, end = _with_initials(text, start, end)
            yield Found(place=place, span=Span(start=start, end=end, kind="person", detector="propagated"))
        yield from _logins(place, text, logins, folded)
        for value in exact:
            for match in re.finditer(rf"(?<![^\W_]){re.escape(value)}(?![^\W_])", text):
                span = Span(start=match.start(), end=match.end(), kind="account_id", detector="roster")
                yield Found(place=place, span=span)


def _untitled(value: str) -> str:
    words = name_words(value)
    return value[words[0].start :] if words else value


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


def _with_initials(text: str, start: int, end: int) -> tuple[int, int]:
    before = _INITIALS.search(text[max(0, start - 12) : start])
    after = _INITIAL_AFTER.match(text, end)
    return start - (len(before[0]) if before else 0), after.end() if after else end
