"""Texts written for this by somebody who had not seen the rules; titles are no part of a planted name."""

from pathlib import Path

import pytest

from workbench.adapters.anonymizer.model import Rampart
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.adapters.span_files import read_span_file
from workbench.service.bench_spans import Bench, bench_spans

TEXTS = Path(__file__).parent / "written_texts.jsonl"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return bench_spans(read_span_file(TEXTS), detectors=DetectorStack(Rampart()), seconds=lambda: 0.0)


def test_direct_identifiers_are_covered(bench: Bench) -> None:
    found = bench.scores.direct
    assert found.sure / found.values >= 0.96
    assert found.flagged / found.values >= 0.98


def test_other_words_are_left(bench: Bench) -> None:
    assert bench.scores.touched / bench.scores.words <= 0.03
