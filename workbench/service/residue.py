"""What of people, customers, accounts and credentials stands in a fixture still."""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from workbench.core.anonymising.batches import batched, unbatched
from workbench.core.anonymising.records import Found, Kind, Person, Span, Tier
from workbench.core.anonymising.reserved import is_ours
from workbench.core.anonymising.roster import bare_name, people_in
from workbench.core.anonymising.settling import settle
from workbench.core.anonymising.structure import ByField, Structure
from workbench.core.anonymising.surrogate_values import SITE
from workbench.core.anonymising.units import ATOM
from workbench.core.ports import Detectors
from workbench.core.records import Gold

_NO_FINDING: Final = frozenset({"date", "birth_date"})  # whether a day was moved cannot be seen
_KEY: Final = re.compile(r"([A-Za-z][A-Za-z0-9_]{1,20})-\d{1,9}")
_JIRAS_OWN: Final = re.compile(r"/expand$|/schema/|/names/(?!customfield_)")
_NO_TEXT: Final = re.compile(
    rf"[a-z]{{0,40}}[A-Z]?[a-z]{{0,40}}|\d{{1,8}}|https://{re.escape(SITE)}/[\w./?=&%-]{{0,200}}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Residue:
    """A piece of a fixture's text that may name somebody.

    Attributes:
        place: a JSON pointer into the issue; `/attached/` and a file's name, or `/gold/` and a place in the gold.
        start: in the text at that place.
        end: behind its last character.
        text: what stands there.
        kind: what it is taken for.
        detector: who found it.
        tier: whether that is sure or only suspected.
        whole: the text at that place.
    """

    place: str
    start: int
    end: int
    text: str = field(repr=False)
    kind: Kind
    detector: str
    tier: Tier
    whole: str = field(default="", repr=False)


def residue(
    document: Mapping[str, Any],
    *,
    key: str,
    attached: Mapping[str, str],
    gold: Gold | None,
    detectors: Detectors,
    language: str | None,
) -> tuple[Residue, ...]:
    """Return what the detectors find in a fixture that the anonymiser did not put there, by place and start.

    What stands by its field for somebody, as a user's name or a link, is looked at by its field; every other text of
    the issue, of its files and of its gold is searched. Values from reserved ranges and names of our pool are no
    finding, nor are dates, nor keys of the fixture's own project.

    Args:
        document: the issue, in Jira's REST v3 form; it is not changed.
        key: the fixture's.
        attached: the texts of its files, by name.
        gold: None where there is none yet.
        detectors: what looks through the texts.
        language: of the texts, ISO 639-1; None where it cannot be told.

    Raises:
        KeyError, RecursionError: the document is no issue.
    """
    issue = copy.deepcopy(dict(document))
    structure = Structure(issue)
    texts = {place: text for place, text in structure.texts.items() if text != ATOM}
    texts |= {f"/attached/{name}": text for name, text in attached.items()}
    short = _elsewhere(document, structure) | (_of_gold(gold, texts) if gold else {})
    batches = list(batched(short, "/batch"))
    searched = detectors.find(
        texts | {each.place: each.text for each in batches},
        people=people_in(dict(document)),
        dictionary={},
        language=language,
    )
    texts |= short
    projects = frozenset({_project(key)})
    found = [each for each in (*_by_field(structure), *_named_users(structure)) if not _is_none(*each, projects)]
    found += _settled(unbatched(searched, batches), texts, projects)
    return _sorted(found, texts)


def residue_of_texts(
    texts: Mapping[str, str],
    *,
    keys: Iterable[str],
    people: Sequence[Person],
    detectors: Detectors,
    language: str | None,
) -> tuple[Residue, ...]:
    """Return what the detectors find in texts that are no issue's, by place and start; see `residue`.

    Args:
        texts: by place.
        keys: of the fixtures that they may name.
        people: whom the fixture's issue names.
        detectors: what looks through the texts.
        language: of the texts, ISO 639-1; None where it cannot be told.
    """
    batches = list(batched(texts, "/batch"))
    given = {each.place: each.text for each in batches}
    searched = detectors.find(given, people=people, dictionary={}, language=language)
    return _sorted(_settled(unbatched(searched, batches), texts, frozenset(_project(key) for key in keys)), texts)


def _sorted(found: Iterable[tuple[Found, str]], texts: Mapping[str, str]) -> tuple[Residue, ...]:
    return tuple(sorted((_as_residue(each, text, texts.get(each.place, text)) for each, text in found), key=_at))


def _project(key: str) -> str:
    return key.rpartition("-")[0].casefold()


def _settled(
    searched: Iterable[Found], texts: Mapping[str, str], projects: frozenset[str]
) -> Iterator[tuple[Found, str]]:
    for each in settle(texts, _strange(searched, texts, projects)):
        yield each, texts[each.place][each.span.start : each.span.end]


def _strange(searched: Iterable[Found], texts: Mapping[str, str], projects: frozenset[str]) -> list[Found]:
    """Return what is a finding, without what is only a part of something that is none."""
    strange: list[Found] = []
    none: dict[str, list[Span]] = defaultdict(list)
    for each in searched:
        if _is_none(each, texts[each.place][each.span.start : each.span.end], projects):
            none[each.place].append(each.span)
        else:
            strange.append(each)
    return [each for each in strange if not any(_holds(span, each.span) for span in none[each.place])]


def _holds(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def _is_none(found: Found, text: str, projects: frozenset[str]) -> bool:
    kind = found.span.kind
    if found.span.detector == "field:project" and text in ("Demo", "DEMO"):
        return True
    if kind == "issue_key":
        match = _KEY.fullmatch(text.strip())
        return (match[1] if match else text).casefold() in projects or is_ours(kind, text)
    return kind in _NO_FINDING or is_ours(kind, text)


def _as_residue(found: Found, text: str, whole: str) -> Residue:
    span = found.span
    return Residue(
        place=found.place,
        start=span.start,
        end=span.end,
        text=text,
        kind=span.kind,
        detector=span.detector,
        tier=span.tier,
        whole=whole,
    )


def _at(each: Residue) -> tuple[str, int, int]:
    return each.place, each.start, each.end


# By field ----------------------------------------------------------------------------------------


def _by_field(structure: Structure) -> Iterator[tuple[Found, str]]:
    """Yield values that the anonymiser replaces by their field, and that are none of its own."""
    for each in structure.by_field:
        if not _is_plain_link(each):
            yield _whole(each.place, each.value, each.kind, each.detector)


def _is_plain_link(noted: ByField) -> bool:
    """Whether a link leads to a place in the issue itself, or to an address of somebody who is looked at elsewhere."""
    if noted.kind != "url":
        return False
    try:
        parts = urlsplit(noted.value)
    except ValueError:
        return False
    return not parts.netloc and parts.scheme != "mailto"


def _named_users(structure: Structure) -> Iterator[tuple[Found, str]]:
    for place, user in structure.users:
        if user.get("userType") == "SPECIAL":
            continue
        for name, kind in _OF_USERS.items():
            value = user.get(name)
            if isinstance(value, str) and value:
                yield _whole(f"{place}/{name}", bare_name(value) if kind == "person" else value, kind, "field:user")


_OF_USERS: Final[Mapping[str, Kind]] = {
    "displayName": "person", "text": "person", "emailAddress": "email", "accountId": "account_id", "id": "account_id",
    "name": "username",
}  # fmt: skip


def _whole(place: str, value: str, kind: Kind, detector: str) -> tuple[Found, str]:
    return Found(place=place, span=Span(start=0, end=len(value), kind=kind, detector=detector)), value


# Texts -------------------------------------------------------------------------------------------


def _elsewhere(document: Mapping[str, Any], structure: Structure) -> dict[str, str]:
    """Return the strings that no import brings in, as addresses of the API: each once, for nothing may hide there.

    Jira's own words are left out: types, systems and names of fields, one word of letters, a number, or an address of
    the site that every issue has.
    """
    seen = {each.value for each in structure.by_field}
    seen |= {unit.text[each.start : each.end] for unit in structure.units for each in unit.segments}
    seen |= {value for _, user in structure.users for value in user.values() if isinstance(value, str)}
    found: dict[str, str] = {}
    for place, text in strings(document, ""):
        if text not in seen and not _JIRAS_OWN.match(place) and not _NO_TEXT.fullmatch(text):
            seen.add(text)
            found[place] = text
    return found


def strings(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every string of a JSON value with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from strings(each, f"{place}/{name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from strings(each, f"{place}/{number}")


def _of_gold(gold: Gold, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the strings of the gold that are no quotes of texts that are searched anyway."""
    given = gold.model_dump(mode="json", exclude={"key", "stratum", "language"})
    there = "\n".join(texts.values())
    return {f"/gold{place}": text for place, text in strings(given, "") if text.strip() and text not in there}
