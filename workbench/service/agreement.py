"""How far the raters of the stored labels agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from workbench.core.agreement import Rated, agree, cohen_kappa, krippendorff_alpha
from workbench.core.labels import VALUES, Label, LabelKind, RaterKind, newest
from workbench.core.resampling import Estimate


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Rater:
    """Who rated; a person and a model of the same name are two raters."""

    name: str
    kind: RaterKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Couple:
    """Two raters over the units that both rated.

    Attributes:
        same: share of the units on which they say the same, 0 to 1.
        kappa: Cohen's, over all values.
        kappa_yes_no: Cohen's, the first value (covered, covers, right, ok) against the others.
    """

    first: Rater
    second: Rater
    units: int
    same: float | None
    kappa: Estimate
    kappa_yes_no: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class KindAgreement:
    """The raters of one kind of label.

    Attributes:
        units: how many things were rated.
        raters: each with its number of labels.
        couples: each two raters that have a unit in common.
        alpha: Krippendorff's over all raters.
        alpha_people: Krippendorff's over the people alone.
    """

    kind: LabelKind
    units: int
    raters: tuple[tuple[Rater, int], ...]
    couples: tuple[Couple, ...]
    alpha: Estimate
    alpha_people: Estimate


_Said = Mapping[tuple[str, ...], Mapping[Rater, str]]
_KINDS: Final[tuple[LabelKind, ...]] = ("verdict", "pair", "finding", "rating")


def agreement(labels: Sequence[Label]) -> tuple[KindAgreement, ...]:
    """Return the agreement for each kind of label that there is; the newest revision of each label counts."""
    current = sorted(newest(labels), key=lambda label: label.at)
    kinds = {kind: [label for label in current if label.kind == kind] for kind in _KINDS}
    return tuple(_of_kind(kind, found) for kind, found in kinds.items() if found)


def _of_kind(kind: LabelKind, labels: Sequence[Label]) -> KindAgreement:
    counts: Counter[Rater] = Counter()
    said: dict[tuple[str, ...], dict[Rater, str]] = {}
    for label in labels:
        rater = Rater(name=label.rater, kind=label.rater_kind)
        if rater not in said.setdefault(label.unit, {}):
            counts[rater] += 1
        said[label.unit][rater] = label.value
    raters = sorted(counts)
    couples = (_couple(kind, pair, said) for pair in combinations(raters, 2))
    people = [rater for rater in raters if rater.kind == "person"]
    return KindAgreement(
        kind=kind,
        units=len(said),
        raters=tuple((rater, counts[rater]) for rater in raters),
        couples=tuple(couple for couple in couples if couple.units),
        alpha=krippendorff_alpha(_units(said, raters)),
        alpha_people=krippendorff_alpha(_units(said, people)),
    )


def _couple(kind: LabelKind, pair: tuple[Rater, Rater], said: _Said) -> Couple:
    units = [unit for unit in _units(said, pair) if None not in unit.values]
    best = VALUES[kind][0]
    halved = [
        Rated(cluster=unit.cluster, values=tuple("yes" if value == best else "no" for value in unit.values))
        for unit in units
    ]
    return Couple(
        first=pair[0],
        second=pair[1],
        units=len(units),
        same=agree(units),
        kappa=cohen_kappa(units),
        kappa_yes_no=cohen_kappa(halved),
    )


def _units(said: _Said, raters: Sequence[Rater]) -> list[Rated]:
    """Return every unit with what these raters say; its issue is the cluster."""
    return [
        Rated(cluster=f"{unit[0]}/{unit[1]}", values=tuple(found.get(rater) for rater in raters))
        for unit, found in said.items()
    ]
