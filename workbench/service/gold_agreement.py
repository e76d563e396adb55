"""How far two annotators agree on what good tests of the same issues must do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.agreement import Rated, agree, cohen_kappa
from workbench.core.golds.alike import Matched, contradicts, matched, texts_of
from workbench.core.records import Behaviour, Gold
from workbench.core.resampling import Estimate, Rows, clustered
from workbench.service.fit_coverage import Encode

Field = Literal["kind", "status", "priority"]
FIELDS: Final[tuple[Field, ...]] = ("kind", "status", "priority")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A behaviour that both name, by its ids.

    Attributes:
        likeness: how alike the two statements are, 0 to 1.
        doubt: in what they may contradict each other; None where nothing shows.
    """

    ours: str
    theirs: str
    likeness: float
    doubt: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FixtureAgreement:
    """Two golds of one fixture.

    Attributes:
        pairs: the behaviours that both name, one to one.
        only_ours: behaviours that the first gold alone names.
        only_theirs: behaviours that the second gold alone names.
    """

    key: str
    pairs: tuple[Pair, ...]
    only_ours: tuple[Behaviour, ...]
    only_theirs: tuple[Behaviour, ...]

    @property
    def f1(self) -> float | None:
        """Return twice the pairs over the behaviours of both, 0 to 1; None where neither gold names any."""
        named = 2 * len(self.pairs) + len(self.only_ours) + len(self.only_theirs)
        return 2 * len(self.pairs) / named if named else None


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldAgreement:
    """What both say of the behaviours that both name: the share that is the same, and Cohen's kappa."""

    field: Field
    same: float | None
    kappa: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldAgreement:
    """Two annotators over the fixtures that both annotated.

    Attributes:
        f1: over the behaviours of all fixtures together, with an interval over fixtures.
        precision: the share of the second one's behaviours that the first one names too.
        recall: the share of the first one's behaviours that the second one names too.
        fields: of matched behaviours.
        only_ours: fixtures that the second one has not annotated.
        only_theirs: fixtures that the first one has not annotated.
    """

    fixtures: tuple[FixtureAgreement, ...]
    f1: Estimate
    precision: Estimate
    recall: Estimate
    fields: tuple[FieldAgreement, ...]
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]


def gold_agreement(ours: Mapping[str, Gold], theirs: Mapping[str, Gold], *, encode: Encode) -> GoldAgreement:
    """Return the agreement of two sets of gold by key.

    Behaviours are matched one to one by what they state (`core.golds.alike`), whatever their ids, so that two people
    who annotate from scratch can be compared. Intervals are a bootstrap over fixtures, too narrow below about 30.

    Args:
        ours: the first annotator's.
        theirs: the second annotator's.
        encode: gives sentence vectors.

    Raises:
        EvidenceError: there are no sentence vectors to be had.
    """
    keys = [key for key in ours if key in theirs]
    golds = [gold for key in keys for gold in (ours[key], theirs[key])]
    vectors = encode(tuple(dict.fromkeys(text for gold in golds for text in texts_of(gold.behaviours))))
    found = {
        key: matched(ours[key].behaviours, theirs[key].behaviours, vectors, language=ours[key].language) for key in keys
    }
    fixtures = tuple(_fixture(key, ours[key], theirs[key], found[key]) for key in keys)
    return GoldAgreement(
        fixtures=fixtures,
        f1=_share(fixtures, 1, 1),
        precision=_share(fixtures, 0, 1),
        recall=_share(fixtures, 1, 0),
        fields=tuple(_field(name, ours, theirs, found) for name in FIELDS),
        only_ours=tuple(key for key in ours if key not in theirs),
        only_theirs=tuple(key for key in theirs if key not in ours),
    )


def _fixture(key: str, ours: Gold, theirs: Gold, pairs: Sequence[Matched]) -> FixtureAgreement:
    left, right = {each.ours for each in pairs}, {each.theirs for each in pairs}
    return FixtureAgreement(
        key=key,
        pairs=tuple(
            Pair(
                ours=ours.behaviours[each.ours].id,
                theirs=theirs.behaviours[each.theirs].id,
                likeness=round(each.likeness, 3),
                doubt=contradicts(ours.behaviours[each.ours], theirs.behaviours[each.theirs], language=ours.language),
            )
            for each in pairs
        ),
        only_ours=tuple(each for place, each in enumerate(ours.behaviours) if place not in left),
        only_theirs=tuple(each for place, each in enumerate(theirs.behaviours) if place not in right),
    )


def _share(fixtures: Sequence[FixtureAgreement], missed: int, strange: int) -> Estimate:
    """Return matched over matched and what one side, or each of them by half, has alone."""
    weight = 1 / (missed + strange)
    counts = [
        (len(each.pairs), weight * (missed * len(each.only_ours) + strange * len(each.only_theirs)))
        for each in fixtures
    ]

    def measure(rows: Rows) -> float | None:
        both, alone = (sum(counts[row][side] for row in rows) for side in (0, 1))
        return both / (both + alone) if both + alone else None

    return clustered([each.key for each in fixtures], measure)


def _field(
    name: Field, ours: Mapping[str, Gold], theirs: Mapping[str, Gold], found: Mapping[str, Sequence[Matched]]
) -> FieldAgreement:
    units = [
        Rated(
            cluster=key,
            values=(
                getattr(ours[key].behaviours[pair.ours], name),
                getattr(theirs[key].behaviours[pair.theirs], name),
            ),
        )
        for key, pairs in found.items()
        for pair in pairs
    ]
    return FieldAgreement(field=name, same=agree(units), kappa=cohen_kappa(units))
