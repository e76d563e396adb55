"""The bench's verb."""

from itertools import count

from tests.fakes import FindsWords
from workbench.core.anonymising.records import Person
from workbench.core.anonymising.scoring import Planted
from workbench.service.bench_spans import bench_spans


def test_it_scores_times_and_names_the_detectors() -> None:
    detectors = FindsWords({"Bo": "person"})
    rows = [
        Planted(text="Bo met us", spans=((0, 2, "PER"),), language="en", people=(Person(names=("Bo",)),)),
        Planted(text="Al met us", spans=((0, 2, "PER"),), language="en"),
    ]
    ticks = count()
    result = bench_spans(rows, detectors=detectors, seconds=lambda: float(next(ticks)))
    assert (result.texts, result.scores.direct.sure, result.median_s, result.longest_s) == (2, 1, 1.0, 1.0)
    assert result.detectors == "words-1"
