"""What a person's decisions make of an imported issue, and what of it waits for a decision still."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.core.anonymising.records import Flag, Found, Kind
from workbench.core.errors import CatalogError
from workbench.core.golds.rules import draft_by_rules
from workbench.core.importing.allowing import listing_only, without_people
from workbench.core.importing.reviewing import Decisions, Finding, State, Text
from workbench.core.importing.signed import as_text_files
from workbench.core.importing.signoffs import Excepted, digest_of
from workbench.core.importing.sourced import SourcedIssue
from workbench.core.ports import Detectors
from workbench.core.records import Gold
from workbench.generator.errors import IssueError
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions
from workbench.service.anonymise import Anonymised, anonymise
from workbench.service.residue import Residue, residue


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """An issue after some decisions.

    Attributes:
        key: of the fixture.
        decisions: what was decided.
        shown: the issue before and after.
        document: what would be written: without people, with the files that have a text.
        attached: the files' texts by their new names.
        gold: that is written with it, or stands there already.
        residue: what the detectors are sure of in what would be written.
    """

    key: str
    decisions: Decisions
    shown: Anonymised = field(repr=False)
    document: Mapping[str, Any] = field(repr=False)
    attached: Mapping[str, str] = field(repr=False)
    gold: Gold = field(repr=False)
    residue: tuple[Residue, ...] = field(repr=False)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that was looked through or replaced, in reading order."""
        done, flags = defaultdict(list), defaultdict(list)
        for each in self.shown.replacements:
            done[each.place].append(each)
        for flag in self._flags():
            flags[flag.place].append(flag)
        return tuple(
            Text(
                place=place,
                before=before,
                after=self.shown.after[place],
                replacements=tuple(done[place]),
                flags=tuple(flags[place]),
            )
            for place, before in self.shown.before.items()
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each value once: first what waits for a decision, then what was kept, then what gave way."""
        return (
            *_of_residue((each for each in self.residue if self._why(each) is None), "left over"),
            *self._suspected(),
            *self.kept,
            *self.replaced,
        )

    @property
    def kept(self) -> tuple[Finding, ...]:
        """What the detectors are sure of and a person let stay."""
        return _of_residue((each for each in self.residue if self._why(each) is not None), "kept")

    @property
    def replaced(self) -> tuple[Finding, ...]:
        """What gave way."""
        before = self.shown.before
        done = [(before[each.place][each.start : each.end], each) for each in self.shown.replacements]
        fixed = {(value, each.kind) for value, each in done if each.detector.startswith("field:")}
        rows = ((value, each.kind, each.surrogate, each.detector, each.place) for value, each in done)
        found = _grouped(rows, "replaced")
        return tuple(replace(each, fixed=(each.value, each.kind) in fixed) for each in found)

    @property
    def exceptions(self) -> tuple[Excepted, ...]:
        """What stays, as the sign-off holds it."""
        found: dict[str, Excepted] = {}
        for each in self.residue:
            why, digest = self._why(each), digest_of(self.key, each.kind, each.text)
            if why is not None:
                found.setdefault(digest, Excepted(kind=each.kind, digest=digest, why=why))
        return tuple(found.values())

    def holds(self, value: str) -> bool:
        """Tell whether a text that gave way stands in a searched text still."""
        by_field = {each.place for each in self.shown.replacements if each.detector.startswith("field:")}
        return any(
            value.casefold() in text.casefold() for place, text in self.shown.after.items() if place not in by_field
        )

    def _suspected(self) -> tuple[Finding, ...]:
        before, after = self.shown.before, self.shown.after
        return _grouped(
            (
                (
                    before[flag.place][flag.start : flag.end],
                    flag.kind,
                    after[flag.place][flag.new_start : flag.new_end],
                    flag.detector,
                    flag.place,
                )
                for flag in self._flags()
            ),
            "suspected",
        )

    def _flags(self) -> Iterator[Flag]:
        for flag in self.shown.flags:
            if (self.shown.before[flag.place][flag.start : flag.end], flag.kind) not in self.decisions.harmless:
                yield flag

    def _why(self, found: Residue) -> str | None:
        """Return the reason why a piece stays: it was settled, was kept, or stands inside of what was kept there."""
        if (why := self.decisions.settled.get((found.text, found.place))) is not None:
            return why
        for kept, why in self.decisions.kept.items():
            inside = any(
                match.start() <= found.start and found.end <= match.end()
                for match in re.finditer(re.escape(kept), found.whole)
            )
            if inside or found.text == kept:
                return why
        return None


def carry_out(
    source: SourcedIssue,
    decisions: Decisions,
    *,
    key: str,
    secret: bytes,
    language: str | None,
    detectors: Detectors,
    dictionary: Mapping[str, Kind],
    gold: Gold | None,
    found: tuple[Found, ...] | None,
) -> Outcome:
    """Return what decisions make of an issue.

    Args:
        source: as it came; where it has the fixture's own key, it is anonymised already.
        decisions: a person's.
        key: of the fixture.
        secret: at least 16 random bytes of the import.
        language: of the texts, ISO 639-1; None where it cannot be told.
        detectors: what looks through the texts.
        dictionary: the tenant's terms.
        gold: that stands there already; None has the rules draft one.
        found: what the detectors found in the source before; None asks them.

    Raises:
        CatalogError: the issue cannot be read.
    """
    shown = anonymise(
        source.document,
        detectors=detectors,
        key=secret,
        new_key=key,
        scope=key,
        fields=frozenset(source.document["fields"]),
        dictionary=dictionary,
        language=language,
        attached=source.attached,
        marked=decisions.marked,
        kept=tuple(decisions.kept),
        again=source.key == key,
        found=found,
    )
    document, attached = as_text_files(listing_only(without_people(shown.document), shown.attached), shown.attached)
    made = gold or _drafted(document, attached, language or "en")
    left = residue(document, key=key, attached=attached, gold=made, detectors=detectors, language=language)
    return Outcome(
        key=key,
        decisions=decisions,
        shown=shown,
        document=document,
        attached=attached,
        gold=made,
        residue=tuple(each for each in left if each.tier == "sure"),
    )


def _drafted(document: Mapping[str, Any], attached: Mapping[str, str], language: str) -> Gold:
    files = tuple((name, text.encode("utf-8", "replace")) for name, text in attached.items())
    try:
        return draft_by_rules(read_issue(document, options=IntakeOptions(), attached=files), language=language)
    except IssueError as error:
        raise CatalogError(f"an imported issue cannot be read: {error}") from None


def _of_residue(found: Iterable[Residue], state: State) -> tuple[Finding, ...]:
    return _grouped(((each.text, each.kind, each.text, each.detector, each.place) for each in found), state)


def _grouped(rows: Iterable[tuple[str, Kind, str, str, str]], state: State) -> tuple[Finding, ...]:
    """Return each value once, of rows of its text, kind, surrogate, detector and place; empty ones are left out."""
    found: dict[tuple[str, Kind], list[tuple[str, str, str]]] = defaultdict(list)
    for value, kind, surrogate, detector, place in rows:
        if value:
            found[value, kind].append((surrogate, detector, place))
    return tuple(
        Finding(
            value=value,
            kind=kind,
            state=state,
            surrogate=seen[0][0],
            detectors=tuple(sorted({detector for _, detector, _ in seen})),
            places=tuple(place for _, _, place in seen),
        )
        for (value, kind), seen in found.items()
    )
