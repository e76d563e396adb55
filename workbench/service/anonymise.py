"""One issue without the people, customers, accounts and credentials that stand in it."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from workbench.core.anonymising.dates import DateMover
from workbench.core.anonymising.fields import FIELDS, chosen
from workbench.core.anonymising.naming import Names
from workbench.core.anonymising.records import MOST_CHARS, Flag, Found, Kind, Replacement, Span
from workbench.core.anonymising.replacing import Replaced, replace
from workbench.core.anonymising.reserved import is_ours
from workbench.core.anonymising.roster import people_in
from workbench.core.anonymising.structure import ByField, Structure, write_user
from workbench.core.anonymising.surrogate_values import SITE
from workbench.core.anonymising.units import ATOM, put
from workbench.core.errors import CatalogError
from workbench.core.ports import Detectors

REVIEWER: Final = "reviewer"
"""The detector of what a person found."""

_ATTACHED: Final = "/attached/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anonymised:
    """What came of an issue. It holds the original texts: it lives in memory until a person has signed it off.

    Attributes:
        document: the issue, in Jira's own form.
        attached: the texts of attached files, by the files' new names.
        file_names: the new name of each attached file, by its old one.
        before: each text that was searched or replaced, by place, as it came.
        after: the same texts, as they are now.
        replacements: what was done, by place and start.
        flags: what a reviewer has to look at, by place and start.
        counts: how many replacements there are of each kind.
        detectors: the version of the detectors.
        found: what the detectors found, to be handed in again.
    """

    document: dict[str, Any] = field(repr=False)
    attached: Mapping[str, str] = field(repr=False)
    file_names: Mapping[str, str] = field(repr=False)
    before: Mapping[str, str] = field(repr=False)
    after: Mapping[str, str] = field(repr=False)
    replacements: tuple[Replacement, ...] = field(repr=False)
    flags: tuple[Flag, ...] = field(repr=False)
    counts: Mapping[Kind, int]
    detectors: str
    found: tuple[Found, ...] = field(repr=False)


def anonymise(
    document: Mapping[str, Any],
    *,
    detectors: Detectors,
    key: bytes,
    new_key: str,
    scope: str | None = None,
    fields: Collection[str] = FIELDS,
    dictionary: Mapping[str, Kind] | None = None,
    language: str | None = None,
    attached: Mapping[str, str] | None = None,
    marked: Mapping[str, Kind] | None = None,
    kept: Collection[str] = (),
    again: bool = False,
    found: Sequence[Found] | None = None,
) -> Anonymised:
    """Return an issue in which everything sure is replaced, and what is only suspected is flagged.

    Called again with the same key, it gives the same surrogates: that is how a reviewer's decisions are carried out.

    Args:
        document: the issue as Jira's REST v3 answers; it is not changed.
        detectors: what looks through its texts.
        key: at least 16 random bytes of this import, which the caller forgets when it is signed off.
        new_key: what the issue is called from now on, as `DEMO-12`.
        scope: names the fixture; the issue's own key and id where it is None.
        fields: which come in; comments and custom fields only where they are named.
        dictionary: the tenant's own terms and what each is.
        language: of the texts, ISO 639-1; None where it cannot be told.
        attached: the texts of attached files, by the name that Jira gives them.
        marked: texts that a reviewer found, and what each is; they give way wherever they stand, in words too.
        kept: texts that a reviewer found harmless; what stands inside of them stays, whoever found it.
        again: the issue is anonymised already. Then surrogates and dates stay as they are, and so does what is replaced
            by where it stands.
        found: what the detectors found in these texts before; None asks them.

    Raises:
        CatalogError: it is no issue: it has no key or no fields, or is nested too deeply; or a text of it is longer
            than 400,000 characters.
        ValueError: the key is too short to be secret.
    """
    try:
        old_key = document["key"]
        structure = Structure(chosen(document, fields))
        people = people_in(structure.issue)
    except (KeyError, RecursionError):
        raise CatalogError("an issue cannot be read: it has no key, or is nested too deeply") from None
    if not isinstance(old_key, str) or not isinstance(structure.issue.get("fields"), dict):
        raise CatalogError("an issue cannot be read: a key and fields are expected, as Jira's REST v3 answers")
    texts = structure.texts | {_ATTACHED + name: text for name, text in (attached or {}).items()}
    if any(len(text) > MOST_CHARS for text in texts.values()):
        raise CatalogError(
            f"an issue cannot be anonymised: a text of it has over {MOST_CHARS:,} characters; shorten it"
        )
    if found is None:
        found = detectors.find(texts, people=people, dictionary=dictionary or {}, language=language)
    by_detectors, found = (
        tuple(found),
        [
            *found,
            *_marked(texts, marked or {}),
            *(() if again else _file_names(texts, structure.by_field, attached or {})),
        ],
    )
    names = Names(
        found=found, texts=texts, people=people, key=key, scope=scope or f"{old_key}/{document.get('id')}",
        own_key=(old_key, new_key), month_first=language == "en",
    )  # fmt: skip
    if again:
        found = list(_strange(found, texts))
    wanted = list(_but(kept, texts, found if again else [*found, *names.dates(texts)]))
    replaced = replace(texts, wanted, surrogate=names.of)
    return _carried_out(structure, texts, replaced, names, detectors.version, by_detectors, again=again)


def _where(flag: Flag) -> tuple[str, int]:
    return flag.place, flag.start


def _value(texts: Mapping[str, str], found: Found) -> str:
    return texts[found.place][found.span.start : found.span.end]


def _strange(found: Sequence[Found], texts: Mapping[str, str]) -> Iterator[Found]:
    """Yield what is neither a surrogate nor a part of one; what a reviewer marked is always yielded."""
    ours: dict[str, list[Span]] = defaultdict(list)
    for each in found:
        if is_ours(each.span.kind, _value(texts, each)):
            ours[each.place].append(each.span)
    for each in found:
        within = any(span.start <= each.span.start and each.span.end <= span.end for span in ours[each.place])
        if each.span.detector == REVIEWER or not within:
            yield each


def _marked(texts: Mapping[str, str], marked: Mapping[str, Kind]) -> Iterator[Found]:
    for value, kind in marked.items():
        for place, whole in texts.items():
            for match in re.finditer(re.escape(value), whole, re.IGNORECASE):
                yield Found(place=place, span=Span(start=match.start(), end=match.end(), kind=kind, detector=REVIEWER))


def _but(kept: Collection[str], texts: Mapping[str, str], found: Sequence[Found]) -> Iterator[Found]:
    """Yield what does not stand inside of a text that stays."""
    stays = {
        place: [match.span() for text in kept if text for match in re.finditer(re.escape(text), whole)]
        for place, whole in texts.items()
    }
    for each in found:
        if not any(start <= each.span.start and each.span.end <= end for start, end in stays[each.place]):
            yield each


def _file_names(texts: Mapping[str, str], by_field: Sequence[ByField], attached: Mapping[str, str]) -> Iterator[Found]:
    """Yield where the names of the issue's own files stand in its texts."""
    names = {each.value for each in by_field if each.kind == "file_name"} | set(attached)
    for name in names:
        for place, text in texts.items() if len(name) > 3 else ():
            for match in re.finditer(re.escape(name), text):
                span = Span(start=match.start(), end=match.end(), kind="file_name", detector="field:attachment")
                yield Found(place=place, span=span)


def _carried_out(
    structure: Structure,
    texts: Mapping[str, str],
    replaced: Replaced,
    names: Names,
    version: str,
    found: tuple[Found, ...],
    *,
    again: bool,
) -> Anonymised:
    by_place: dict[str, list[Replacement]] = defaultdict(list)
    for each in replaced.replacements:
        by_place[each.place].append(each)
    for unit in structure.units:
        put(unit, by_place.get(unit.place, ()))
    old, new, done = ({}, {}, []) if again else _by_field(structure, names)
    attached = {
        place.removeprefix(_ATTACHED): text for place, text in replaced.texts.items() if place.startswith(_ATTACHED)
    }
    files = {} if again else _file_names_of(structure, names, attached)
    replacements = (*done, *replaced.replacements)
    shown = {place: text for place, text in texts.items() if text != ATOM}
    return Anonymised(
        document=structure.issue,
        attached={files.get(name, name): text for name, text in attached.items()},
        file_names=files,
        before=old | shown,
        after=new | {place: replaced.texts[place] for place in shown},
        replacements=replacements,
        flags=tuple(sorted([*replaced.flags, *names.unclear(texts, replaced.replacements)], key=_where)),
        counts=dict(Counter(each.kind for each in replacements)),
        detectors=version,
        found=found,
    )


def _file_names_of(structure: Structure, names: Names, attached: Collection[str]) -> dict[str, str]:
    by_field = {each.value: names.of_field(each) for each in structure.by_field if each.kind == "file_name"}
    return by_field | {name: names.pseudonyms.of("file_name", name) for name in attached}


def _by_field(structure: Structure, names: Names) -> tuple[dict[str, str], dict[str, str], list[Replacement]]:
    """Carry out what is replaced by field, and return the texts before and after with what was done."""
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    done: list[Replacement] = []

    def keep(place: str, before: str, after: str, kind: Kind, detector: str) -> None:
        old[place], new[place] = before, after
        at = {"start": 0, "end": len(before), "new_start": 0, "new_end": len(after)}
        done.append(Replacement(place=place, **at, kind=kind, detector=detector, surrogate=after))

    for each in structure.by_field:
        each.holder[each.name] = names.of_field(each)
        if each.holder[each.name] != each.value:
            keep(each.place, each.value, each.holder[each.name], each.kind, each.detector)
    for place, user in structure.users:
        shown = user.get("displayName") or user.get("text")
        write_user(user, account=names.pseudonyms.of_account, name=names.user)
        if isinstance(shown, str) and shown != (after := user.get("displayName") or user.get("text") or ""):
            keep(place, shown, after, "person", "field:user")
    for holder, what, value in structure.numbers:
        holder["id"] = names.pseudonyms.number(what, value)
    for stamp in structure.stamps:
        stamp["timestamp"] = _moved_stamp(stamp["timestamp"], names.mover)
    for attachment in _attachments(structure.issue):
        attachment["content"] = f"https://{SITE}/rest/api/3/attachment/content/{attachment.get('id')}"
    return old, new, done


def _attachments(issue: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    listed = issue["fields"].get("attachment")
    yield from (each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()


def _moved_stamp(stamp: object, mover: DateMover) -> object:
    """Return a date node's milliseconds, moved."""
    try:
        moved = datetime.fromtimestamp(float(str(stamp)) / 1000, tz=UTC) + mover.offset
    except (ValueError, OverflowError, OSError):
        return ""
    return str(int(moved.timestamp() * 1000))
