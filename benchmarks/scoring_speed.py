"""How long 300 suites take to be scored offline: 8 behaviours x 10 tests each, sentence vectors cached in DuckDB.

    python -m benchmarks.scoring_speed [--suites 300] [--seed 20261124]

The suites are drawn from the rated ones of `datasets/studio`. The first pass makes the vectors, the second is timed,
score by score.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is imported

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.fitted_file import read_fitted
from workbench.bootstrap import ENCODER, open_workbench
from workbench.core.evidence import Evidence
from workbench.core.labelled import LabelledIssue
from workbench.core.records import Fixture, Result
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, TestSuite
from workbench.scorers import SCORERS
from workbench.scorers.base import AsksForVectors
from workbench.service.gather import vectors_of

SPENT = {"cost_usd", "tokens", "latency_s", "format", "language"}  # of the completion, or of the language detector


def main() -> None:
    """Print seconds a score and in all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--suites", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261124)
    given = parser.parse_args()
    drawn = suites(given.suites, random.Random(given.seed))
    names = sorted(set(SCORERS) - SPENT)
    with tempfile.TemporaryDirectory() as folder:
        store = DuckDbStore(Path(folder) / "workbench.duckdb", Path(folder) / "spool")
        started = time.perf_counter()
        score(drawn, names, store)
        first = time.perf_counter() - started
        started = time.perf_counter()
        seconds = score(drawn, names, store)
        second = time.perf_counter() - started
    for name, spent in seconds.most_common():
        print(f"{name:24} {spent:6.2f} s")
    print(f"{given.suites} suites, seed {given.seed}: {first:.1f} s with new vectors, {second:.1f} s with cached ones")


def suites(count: int, chance: random.Random) -> list[tuple[Fixture, TestSuite]]:
    """Return drawn suites of ten tests of an issue, with eight of its behaviours."""
    workbench = open_workbench()
    fixtures = {fixture.key: fixture for fixture in workbench.catalog.dataset("studio").fixtures}
    large = [issue for issue in workbench.catalog.rated("studio") if len(issue.behaviours) >= 8]
    return [drawn(chance.choice(large), fixtures, chance) for _ in range(count)]


def drawn(issue: LabelledIssue, fixtures: dict[str, Fixture], chance: random.Random) -> tuple[Fixture, TestSuite]:
    """Return one drawn suite of an issue."""
    fixture = fixtures[issue.key]
    behaviours = tuple(chance.sample(issue.behaviours, 8))
    small = Fixture(
        key=fixture.key, document=fixture.document, attachments=fixture.attachments, split=fixture.split,
        group=fixture.group, gold=fixture.gold.model_copy(update={"behaviours": behaviours}),
    )  # fmt: skip
    cases = [case for suite in issue.suites for case in suite.suite.cases]
    return small, TestSuite(language=issue.suites[0].suite.language, cases=tuple(chance.sample(cases, 10)))


def score(drawn_: list[tuple[Fixture, TestSuite]], names: list[str], store: DuckDbStore) -> Counter[str]:
    """Score every suite as `rescore` does, in parts of 50, and return the seconds by score."""
    seconds: Counter[str] = Counter()
    fitted = read_fitted()
    for start in range(0, len(drawn_), 50):
        part = [(fixture, Result(cell_key="", outcome="ok", reason=None, suite=suite)) for fixture, suite in
                drawn_[start : start + 50]]  # fmt: skip
        begun = time.perf_counter()
        texts = [text for name in names if isinstance(scorer := SCORERS[name], AsksForVectors)
                 for fixture, result in part for text in scorer.texts(result, fixture)]  # fmt: skip
        vectors = vectors_of(texts, encoder=ENCODER, store=store)
        seconds["(vectors)"] += time.perf_counter() - begun
        for fixture, result in part:
            issue = read_issue(fixture.document, options=IntakeOptions(), context=None, attached=fixture.attachments)
            evidence = Evidence(issue=issue, contract="gherkin", price=None, vectors=vectors, fitted=fitted)
            for name in names:
                begun = time.perf_counter()
                SCORERS[name].measure(result, fixture, evidence)
                seconds[name] += time.perf_counter() - begun
    return seconds


if __name__ == "__main__":
    main()
