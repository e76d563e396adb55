"""The words of a decision: plans, result rows, gates, checks and verdicts. Rows are numbers and digests, never text."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.core.records import Suite
from workbench.generator.errors import ProviderKind
from workbench.generator.records import Outcome

Decision = Literal["passed", "failed", "inconclusive"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreTraits:
    """What a decision has to know of a score.

    Attributes:
        share: it is a part of a whole and cannot leave 0 to 1; where it is None it does not apply. Any other number
            (money, seconds, tokens) that is None is unknown.
        judged: a judge gives it.
    """

    higher_is_better: bool
    share: bool
    judged: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultRow:
    """One planned cell of a run as a decision sees it.

    Attributes:
        group: fixtures of a group are not independent of each other.
        outcome: None where the cell holds no generation.
        failure: why it holds none; None where it does, or was never tried.
        scores: by name; a name that is missing was not measured, None is "does not apply" or unknown.
    """

    candidate: str
    fixture: str
    group: str
    stratum: str
    language: str
    repeat: int
    cell_key: str
    outcome: Outcome | None
    failure: ProviderKind | Literal["budget", "cancelled"] | None
    scores: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedFixture:
    """A fixture of the slice; those of a group are not independent of each other.

    Attributes:
        draft: its gold is a draft that nobody has taken over.
    """

    key: str
    group: str
    stratum: str
    draft: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a run was to do for every candidate: each fixture so many times. Rows have to equal it."""

    fixtures: tuple[PlannedFixture, ...]
    repeats: int

    @classmethod
    def of(cls, suite: Suite) -> "Plan":
        """Return the plan of a suite."""
        fixtures = (
            PlannedFixture(key=each.key, group=each.group, stratum=each.gold.stratum, draft=each.gold.draft is True)
            for each in suite.fixtures
        )
        return cls(fixtures=tuple(fixtures), repeats=suite.repeats)

    @classmethod
    def of_rows(cls, rows: Collection[ResultRow]) -> "Plan":
        """Return the plan that rows fulfil which are known to be whole: each of their fixtures, the most repeats."""
        seen = {row.fixture: PlannedFixture(key=row.fixture, group=row.group, stratum=row.stratum) for row in rows}
        counts = Counter((row.candidate, row.fixture) for row in rows)
        return cls(fixtures=tuple(seen[key] for key in sorted(seen)), repeats=max(counts.values(), default=0))

    @property
    def drafts(self) -> int:
        """Fixtures whose gold is a draft."""
        return sum(fixture.draft for fixture in self.fixtures)

    @property
    def cells(self) -> int:
        """Planned cells of one candidate."""
        return len(self.fixtures) * self.repeats


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One line of a verdict.

    Attributes:
        name: what is checked, as `floor gherkin_valid`.
        asked: what was asked, in words.
        found: what was found with its interval, in words.
        value: the figure; None where there is none.
        low: of its 95 % interval.
        high: of its 95 % interval.
        off: how far the deciding bound is from what was asked, negative misses it: the bound that speaks for the
            candidate where it failed, the one against it everywhere else; None where only a p value is wanting.
        needed: fixtures that a pass would take at the mean and spread found; None where it is decided or hopeless.
        reason: why, where it did not pass; one short sentence.
    """

    name: str
    decision: Decision
    asked: str
    found: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    off: float | None = None
    needed: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a candidate may ship: failed where any check failed, else inconclusive where any is, else passed.

    Attributes:
        baseline: None where there is none.
        fixtures: planned fixtures.
        rivals: one-sided p values of the other candidates that were compared with the baseline in the same breath;
            `better` is adjusted for them (Holm).
    """

    candidate: str
    baseline: str | None
    decision: Decision
    checks: tuple[Check, ...]
    fixtures: int
    rivals: tuple[float, ...] = ()
