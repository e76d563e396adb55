"""What a review found, each value once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from workbench.core.anonymising.records import Flag, Kind
from workbench.core.importing.reviewing import Finding, State
from workbench.service.anonymise import Anonymised
from workbench.service.residue import Residue


def open_flags(shown: Anonymised, kept: Collection[tuple[str, Kind]]) -> Iterator[Flag]:
    """Yield the flags that nobody has decided on.

    Args:
        shown: the fixture as it is now.
        kept: text and kind of those that stay.
    """
    for flag in shown.flags:
        if (shown.before[flag.place][flag.start : flag.end], flag.kind) not in kept:
            yield flag


def suspected(shown: Anonymised, flags: Iterable[Flag]) -> tuple[Finding, ...]:
    """Return what these flags say."""
    return _grouped(
        (
            (
                shown.before[flag.place][flag.start : flag.end],
                flag.kind,
                shown.after[flag.place][flag.new_start : flag.new_end],
                flag.detector,
            )
            for flag in flags
        ),
        "suspected",
    )


def of_residue(found: Iterable[Residue], state: State) -> tuple[Finding, ...]:
    """Return what the residual scan found, as kept or as left over."""
    said = "reviewer" if state == "kept" else None
    return _grouped(((each.text, each.kind, each.text, said or each.detector) for each in found), state)


def replaced(shown: Anonymised, added: Collection[str]) -> tuple[Finding, ...]:
    """Return what gave way.

    Args:
        shown: the fixture as it is now.
        added: what a person found.
    """
    done = [(shown.before[each.place][each.start : each.end], each) for each in shown.replacements]
    by_person = {value.casefold() for value in added}
    by_field = {(value, each.kind) for value, each in done if each.detector.startswith("field:")}
    rows = (
        (value, each.kind, each.surrogate, "reviewer" if value.casefold() in by_person else each.detector)
        for value, each in done
    )
    return tuple(replace(each, fixed=(each.value, each.kind) in by_field) for each in _grouped(rows, "replaced"))


def _grouped(rows: Iterable[tuple[str, Kind, str, str]], state: State) -> tuple[Finding, ...]:
    """Return each value once, of rows of its text, kind, surrogate and detector; empty ones are left out."""
    found: dict[tuple[str, Kind], list[tuple[str, str]]] = defaultdict(list)
    for value, kind, surrogate, detector in rows:
        if value:
            found[value, kind].append((surrogate, detector))
    return tuple(
        Finding(
            value=value,
            kind=kind,
            state=state,
            surrogate=seen[0][0],
            detectors=tuple(sorted({detector for _, detector in seen})),
            count=len(seen),
        )
        for (value, kind), seen in found.items()
    )
