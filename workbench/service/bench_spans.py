"""How much of what was planted in texts the detectors find, what else they touch, and how long they take."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.core.anonymising.scoring import Planted, SpanScores, score
from workbench.core.ports import Detectors


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A bench's result.

    Attributes:
        texts: how many there are.
        scores: what was found and touched.
        median_s: seconds a text, the middle one.
        longest_s: seconds of the slowest text.
        detectors: their version.
    """

    texts: int
    scores: SpanScores
    median_s: float
    longest_s: float
    detectors: str


def bench_spans(
    rows: Sequence[Planted], *, detectors: Detectors, people: bool = True, seconds: Callable[[], float]
) -> Bench:
    """Return the detectors' figures on texts of which it is known what stands in them.

    Args:
        rows: the texts; at least one.
        detectors: what is measured.
        people: whether they are told whom an issue's fields would name.
        seconds: a clock that only goes forward.
    """
    # What is loaded on first use is no time of an issue's.
    detectors.find({"": "Reported by nobody"}, people=(), dictionary={}, language=None)
    found = []
    times: list[float] = []
    for row in rows:
        before = seconds()
        spans = detectors.find(
            {"/text": row.text}, people=row.people if people else (), dictionary={}, language=row.language
        )
        times.append(seconds() - before)
        found.append([each.span for each in spans])
    return Bench(
        texts=len(rows),
        scores=score(rows, found),
        median_s=statistics.median(times),
        longest_s=max(times),
        detectors=detectors.version,
    )
