"""What stored calls took, asked of a real store."""

from dataclasses import replace
from pathlib import Path
from statistics import stdev

import duckdb
import pytest

from tests.builders import candidate, completion, config, counted, generation, run_record, session, suite
from tests.fakes import Ticks
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.duckdb_store.queries import TOOK
from workbench.adapters.spool import Spool
from workbench.core.spending import Past, Sample
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Completion, Stage, Usage
from workbench.service.plan import plan

TWO_STAGES = config(
    stages=[
        Stage(name="plan", system="Plan.", user="{{ issue.summary }}"),
        Stage(name="write", system="Write.", user="{{ draft }}"),
    ]
)
SUITE = suite(candidates=(candidate("two", TWO_STAGES), candidate("one")), repeats=2)
CELLS = plan(SUITE)
TWO, ONE = config_digest(TWO_STAGES), config_digest(SUITE.candidates[1].config)


@pytest.fixture
def store(tmp_path: Path) -> DuckDbStore:
    return DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")


def stored(
    folder: Path, calls: dict[str, tuple[Completion, int]], made: dict[int, list[str]], model: str = "vendor/large"
) -> None:
    """Journal a run: completions with the bytes they were asked with, and which calls made which cell."""
    run = run_record(SUITE, CELLS, id=model.replace("/", "-"))
    with Spool(folder / "spool", run.id, Ticks()) as journal:
        journal.begin(run, CELLS, session())
        for key, (answer, size) in calls.items():
            journal.completion(key, model, answer, size)
        for place, keys in made.items():
            journal.generation(CELLS[place], generation(), keys)


def took(given: int | None, answered: int | None, seconds: float, text: str = "x" * 100) -> Completion:
    return completion(text, usage=counted(given, answered), latency_s=seconds)


def history(store: DuckDbStore, *models: str) -> dict[tuple[str | None, int | None], Past]:
    store.ingest()
    return {(past.config_digest, past.stage): past for past in store.history(models)}


def test_each_stage_of_a_config_is_a_sample_and_so_is_the_model(store: DuckDbStore, tmp_path: Path) -> None:
    calls = {
        "a1": (took(100, 40, 2.0), 400), "a2": (took(300, 80, 6.0), 900),
        "b1": (took(50, 60, 3.0), 200), "b2": (took(310, 90, 7.0), 900), "c": (took(80, 10, 1.0), 320),
    }  # fmt: skip
    stored(tmp_path, calls, {0: ["a1", "a2"], 1: ["b1", "b2"], 4: ["c"]})
    found = history(store, "vendor/large")
    assert set(found) == {(TWO, 0), (TWO, 1), (ONE, 0), (None, None)}
    assert found[TWO, 0] == Past(
        model="vendor/large",
        config_digest=TWO,
        stage=0,
        tokens_per_byte=Sample(n=2, mean=150 / 600, sd=0),
        output_tokens=Sample(n=2, mean=50, sd=stdev([40, 60])),
        seconds=Sample(n=2, mean=2.5, sd=stdev([2, 3])),
        bytes_per_output_token=2.0,
    )
    assert found[TWO, 1].tokens_per_byte == Sample(
        n=2, mean=610 / 1800, sd=pytest.approx(stdev([300 / 900, 310 / 900]))
    )
    assert found[ONE, 0].seconds == Sample(n=1, mean=1.0, sd=None)
    assert found[None, None].output_tokens == Sample(n=5, mean=56, sd=pytest.approx(stdev([40, 80, 60, 90, 10])))


def test_counts_that_are_not_known_are_left_out_and_not_taken_for_0(store: DuckDbStore, tmp_path: Path) -> None:
    calls = {"a": (took(None, 40, 2.0), 400), "b": (took(100, None, 4.0), 500), "c": (took(None, None, 6.0), 0)}
    stored(tmp_path, calls, {4: ["a"], 5: ["b"], 6: ["c"]})
    assert history(store, "vendor/large")[ONE, 0] == Past(
        model="vendor/large",
        config_digest=ONE,
        stage=0,
        tokens_per_byte=Sample(n=1, mean=0.2, sd=None),
        output_tokens=Sample(n=1, mean=40, sd=None),
        seconds=Sample(n=3, mean=4, sd=2),
        bytes_per_output_token=2.5,
    )


def test_a_store_that_knows_no_count_has_a_pace_all_the_same(store: DuckDbStore, tmp_path: Path) -> None:
    stored(tmp_path, {"a": (completion(usage=Usage()), 400)}, {4: ["a"]})
    found = history(store, "vendor/large")[None, None]
    assert (found.tokens_per_byte, found.output_tokens, found.bytes_per_output_token) == (None, None, None)
    assert found.seconds == Sample(n=1, mean=2, sd=None)


def test_cached_input_and_reasoning_count(store: DuckDbStore, tmp_path: Path) -> None:
    usage = counted(100, 40, cache_read_tokens=20, cache_write_tokens=30, reasoning_tokens=60)
    stored(tmp_path, {"a": (completion("x" * 50, usage=usage), 300)}, {4: ["a"]})
    found = history(store, "vendor/large")[None, None]
    assert found.tokens_per_byte == Sample(n=1, mean=0.5, sd=None)
    assert found.output_tokens == Sample(n=1, mean=100, sd=None)
    assert found.bytes_per_output_token == 0.5


def test_a_model_that_counts_no_token_has_no_bytes_a_token(store: DuckDbStore, tmp_path: Path) -> None:
    stored(tmp_path, {"a": (took(0, 0, 0.01), 300)}, {4: ["a"]}, model="rules")
    found = history(store, "rules")[None, None]
    assert (found.output_tokens, found.bytes_per_output_token) == (Sample(n=1, mean=0, sd=None), None)


def test_a_request_that_was_too_long_was_never_answered(store: DuckDbStore, tmp_path: Path) -> None:
    refused = replace(completion("", usage=Usage(), latency_s=0.1), finish="too_long")
    stored(tmp_path, {"a": (refused, 9_000)}, {4: ["a"]})
    assert history(store, "vendor/large") == {}


def test_a_call_that_made_two_cells_of_a_config_counts_once(store: DuckDbStore, tmp_path: Path) -> None:
    """As after a new version of the reader, which makes cells anew from stored answers."""
    stored(tmp_path, {"a": (took(100, 40, 2.0), 400)}, {4: ["a"], 5: ["a"]})
    assert history(store, "vendor/large")[ONE, 0].seconds == Sample(n=1, mean=2, sd=None)


def test_an_answer_whose_cell_was_never_finished_counts_for_its_model_only(store: DuckDbStore, tmp_path: Path) -> None:
    stored(tmp_path, {"a1": (took(100, 40, 2.0), 400)}, {})
    assert set(history(store, "vendor/large")) == {(None, None)}


def test_only_the_models_that_were_named_are_looked_at(store: DuckDbStore, tmp_path: Path) -> None:
    stored(tmp_path, {"a": (took(100, 40, 2.0), 400)}, {4: ["a"]})
    stored(tmp_path, {"b": (took(100, 40, 8.0), 400)}, {5: ["b"]}, model="vendor/small")
    assert {past.model for past in store.history(["vendor/small"])} == set()
    store.ingest()
    found = store.history(["vendor/small"])
    assert {(past.model, past.seconds and past.seconds.mean) for past in found} == {("vendor/small", 8.0)}
    assert store.history([]) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, (2, 180, 50)),
        ({"c": (took(None, 7, 1.0), 320)}, (3, None, 57)),
        ({"c": (took(9, None, 1.0), 320)}, (3, 189, None)),
        ({"c": (completion("", usage=Usage(), finish="too_long"), 9_000)}, (3, 180, 50)),
    ],
)
def test_what_a_run_took_is_known_where_every_count_is(
    store: DuckDbStore, tmp_path: Path, more: dict[str, tuple[Completion, int]], expected: tuple[int, ...]
) -> None:
    """A request that was too long for the model took no tokens."""
    stored(tmp_path, {"a": (took(100, 40, 2.0), 400), "b": (took(80, 10, 1.0), 320), **more}, {})
    stored(tmp_path, {"d": (took(1, 1, 1.0), 1)}, {}, model="vendor/small")
    store.ingest()
    with duckdb.connect(str(tmp_path / "store.duckdb")) as db:
        found = {run: db.execute(TOOK, {"run": run}).fetchall() for run in ("vendor-large", "nothing")}
    assert found == {"vendor-large": [expected], "nothing": [(0, 0, 0)]}
