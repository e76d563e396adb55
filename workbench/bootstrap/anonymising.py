"""What finds personal data here, and how well."""

import time
from functools import cache
from pathlib import Path

from workbench.adapters.anonymizer.model import Rampart
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.adapters.span_files import read_span_file
from workbench.core.anonymising.scoring import Covered, SpanScores
from workbench.core.ports import Detectors
from workbench.service.bench_spans import Bench, bench_spans

__all__ = ["Bench", "Covered", "SpanScores", "bench", "detectors", "missing_model"]


@cache
def detectors() -> Detectors:
    """Return the detectors of this machine: with the model where its weights are installed, else without.

    Their version says which; `missing_model` says what to do.
    """
    model = Rampart()
    return DetectorStack(None if model.missing() else model)


def missing_model() -> str | None:
    """Return the sentence that says that names are looked for without the model, or None."""
    fault = Rampart().missing()
    return None if fault is None else f"{fault}; until then fewer names and addresses are found"


def bench(path: Path, *, people: bool = True) -> Bench:
    """Return how much of the data planted in a file is found.

    Args:
        path: JSONL with `text` and `spans`.
        people: give the detectors the names that the file says an issue's fields hold.

    Raises:
        CatalogError: the file cannot be used.
    """
    return bench_spans(read_span_file(path), detectors=detectors(), people=people, seconds=time.perf_counter)
