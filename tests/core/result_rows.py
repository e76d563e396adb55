"""Small plans and rows to decide on: what a test does not name is ordinary."""

from collections.abc import Sequence

from workbench.core.verdicts import Plan, PlannedFixture, ResultRow, ScoreTraits

TRAITS = {
    "coverage": ScoreTraits(higher_is_better=True, share=True),
    "valid": ScoreTraits(higher_is_better=True, share=True),
    "duplicates": ScoreTraits(higher_is_better=False, share=True),
    "latency_s": ScoreTraits(higher_is_better=False, share=False),
    "cost_usd": ScoreTraits(higher_is_better=False, share=False),
}
Value = float | None | Sequence[float | None]


def plan(n: int, *, groups: Sequence[str] = (), strata: Sequence[str] = (), repeats: int = 1) -> Plan:
    """Fixtures F-00, F-01 ..., each a group of its own unless groups are given."""
    names = groups or [f"G{at:02}" for at in range(n)]
    kinds = strata or ["story_ac"] * n
    fixtures = (PlannedFixture(key=f"F-{at:02}", group=names[at], stratum=kinds[at]) for at in range(n))
    return Plan(fixtures=tuple(fixtures), repeats=repeats)


def rows(given: Plan, candidate: str, **scores: Sequence[Value]) -> list[ResultRow]:
    """The rows of one candidate: of each score a value for each fixture, or one for each of its repeats."""
    return [
        ResultRow(
            candidate=candidate,
            fixture=fixture.key,
            group=fixture.group,
            stratum=fixture.stratum,
            language="en",
            repeat=repeat,
            cell_key=f"{candidate}/{fixture.key}/{repeat}",
            outcome="ok",
            failure=None,
            scores={name: _one(values[at], repeat) for name, values in scores.items()},
        )
        for at, fixture in enumerate(given.fixtures)
        for repeat in range(given.repeats)
    ]


def _one(value: Value, repeat: int) -> float | None:
    return value[repeat] if isinstance(value, Sequence) else value


def spread(n: int, low: float, high: float) -> list[float]:
    """N numbers in even steps from low to high."""
    return [low + (high - low) * at / (n - 1) for at in range(n)]
