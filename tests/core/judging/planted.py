"""Labels and judges that are made up, so that what is true of them is known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.core.judging.combining import JudgedVerdict
from workbench.core.judging.corrected import Unit
from workbench.core.judging.intervals import plain_kappa

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class World:
    """How issues, a person and a judge come about.

    `easy` is the deviation between issues, in log-odds, of how readily the judge is right; `rich` that of how much is
    covered. The person's label is what is so, but for a share `slips` of the units, either way.
    """

    prevalence: float
    sensitivity: float
    specificity: float
    easy: float = 0.0
    rich: float = 0.0
    slips: float = 0.0
    signal: float = 1.0

    def drawn(self, random: np.random.Generator, issues: int, each: int) -> tuple[Flags, Flags, Flags]:
        """What is so, what the person says, what the judge says: each issues x units."""
        ease, wealth = random.normal(size=(2, issues, 1))
        so = random.random((issues, each)) < _logistic(_odds(self.prevalence) + self.rich * wealth)
        hit = _logistic(_odds(self.sensitivity) + self.easy * ease)
        spared = _logistic(_odds(self.specificity) + self.easy * ease)
        said = random.random((issues, each)) < np.where(so, hit, 1 - spared)
        return so, so ^ (random.random((issues, each)) < self.slips), said

    def known(self) -> tuple[float, float, float]:
        """Sensitivity, specificity and kappa of the judge beside the person, over very many issues."""
        _, label, said = self.drawn(np.random.default_rng(1), 200_000, 12)
        table = np.array([(label & said).sum(), (label & ~said).sum(), (~label & said).sum(), (~label & ~said).sum()])
        kappa = plain_kappa(table.astype(float))
        assert kappa is not None
        return float(table[0] / table[:2].sum()), float(table[3] / table[2:].sum()), kappa

    def known_mean(self) -> float:
        """The share of units of which the person says yes, over very many issues."""
        return float(self.drawn(np.random.default_rng(2), 200_000, 12)[1].mean())


def samples(world: World, issues: int, each: int, *, draws: int, seed: int) -> Iterator[list[JudgedVerdict]]:
    random = np.random.default_rng(seed)
    for _ in range(draws):
        yield sample(world, issues, each, random)


def sample(world: World, issues: int, each: int, random: np.random.Generator) -> list[JudgedVerdict]:
    """Rows of two suites an issue; half of what the judge does not call covered it calls partly."""
    so, label, said = world.drawn(random, issues, each)
    half = random.random((issues, each)) < 0.5
    evidence = _logistic(world.signal * (2 * so - 1) + random.normal(size=(issues, each)))
    return [
        JudgedVerdict(
            issue=f"SHOP-{issue}",
            suite=f"suite-{unit % 2}",
            behaviour=f"B{unit}",
            stratum="bug" if issue % 2 else "story_ac",
            language="en" if issue % 3 else "de",
            truth=bool(label[issue, unit]),
            verdict="covered" if said[issue, unit] else "partly" if half[issue, unit] else "not",
            evidence=float(evidence[issue, unit]),
            by_person=True,
        )
        for issue in range(issues)
        for unit in range(each)
    ]


def units(world: World, issues: int, each: int, labels: int, random: np.random.Generator) -> list[Unit]:
    """Units of which so many, drawn from all, have a label."""
    _, label, said = world.drawn(random, issues, each)
    rated = np.zeros(issues * each, dtype=bool)
    rated[random.choice(issues * each, labels, replace=False)] = True
    return [
        Unit(issue=f"SHOP-{place // each}", prediction=float(yes), label=bool(true) if rated[place] else None)
        for place, (yes, true) in enumerate(zip(said.ravel(), label.ravel(), strict=True))
    ]


def asked_again(rows: list[JudgedVerdict]) -> list[JudgedVerdict]:
    """The rows of a judge that says the same whenever it is asked."""
    return [replace(row, again=row.verdict) for row in rows]


def _odds(share: float) -> float:
    inside = min(max(share, 1e-15), 1 - 1e-15)
    return float(np.log(inside / (1 - inside)))


def _logistic(odds: Numbers | float) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))
