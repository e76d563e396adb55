"""What scorers need from outside, collected before they measure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.builders import generation, result, run_record, session, suite
from tests.fakes import MemoryStore, Ticks
from tests.matching import MISSING, RemembersVectors, encoder, no_encoder, shipped, tools
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.language import detect
from workbench.adapters.spool import Spool
from workbench.core.lint.style import Style
from workbench.core.ports import Encoder
from workbench.scorers import SCORERS
from workbench.service.gather import Tools, gather, vectors_of
from workbench.service.plan import plan
from workbench.service.rescore import rescore

TEXTS = ["the account is locked", "an e-mail is sent"]
COVERAGE = SCORERS["coverage_evidence"]


@dataclass
class CountsTexts:
    """An encoder whose vectors depend on a text's length; it remembers what it was asked."""

    model: str = "counts@1"
    asked: list[str] = field(default_factory=list)

    def missing(self) -> str | None:
        return None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = np.array([[len(text), 1 / 3, *[0.1] * 382] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> DuckDbStore:
    return DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")


def with_tools(encoder: Encoder, store: MemoryStore | RemembersVectors | None = None, **more: object) -> Tools:
    given = {"detect": detect, "detector": "x", "fitted": None, **more}
    return Tools(encoder=encoder, store=store or RemembersVectors(), **given)  # type: ignore[arg-type]


def test_known_vectors_come_from_the_store_and_are_the_same(store: DuckDbStore) -> None:
    counts = CountsTexts()
    first = vectors_of(TEXTS, encoder=counts, store=store)
    second = vectors_of([*TEXTS, "new"], encoder=counts, store=store)
    assert counts.asked == [*TEXTS, "new"]
    assert all(np.array_equal(first[text], second[text]) for text in TEXTS)
    assert {row.dtype for row in second.values()} == {np.dtype(np.float32)}


def test_vectors_are_rounded_to_16_bits_before_their_first_use() -> None:
    counts = CountsTexts()
    found = vectors_of(["abc"], encoder=counts, store=RemembersVectors())["abc"]
    exact = counts.encode(["abc"])[0]
    assert not np.array_equal(found, exact)
    assert np.array_equal(found, exact.astype(np.float16).astype(np.float32))


def test_the_store_sees_no_text(store: DuckDbStore, tmp_path: Path) -> None:
    vectors_of(["a very secret sentence", "\ud800"], encoder=CountsTexts(), store=store)
    assert all(b"secret" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_text_is_encoded_once_however_often_it_is_asked_for() -> None:
    counts = CountsTexts()
    assert list(vectors_of(["a", "b", "a"], encoder=counts, store=RemembersVectors())) == ["a", "b"]
    assert counts.asked == ["a", "b"]


def test_another_encoder_knows_nothing_of_what_one_made(store: DuckDbStore) -> None:
    old, new = CountsTexts(), CountsTexts(model="counts@2")
    for each in (old, new):
        vectors_of(TEXTS, encoder=each, store=store)
    assert new.asked == TEXTS


def test_no_texts_ask_nobody() -> None:
    assert vectors_of([], encoder=no_encoder(RemembersVectors()).encoder, store=RemembersVectors()) == {}


def test_a_scorer_gets_its_vectors_and_the_fitted_model() -> None:
    cell = plan(suite())[0]
    made = result(generation().suite)
    ((_, _, evidence),) = gather([(cell, made)], [COVERAGE], tools())
    assert (evidence.lacks, evidence.fitted, evidence.issue) == (None, shipped(), cell.issue)
    assert set(evidence.vectors) >= set(COVERAGE.texts(made, cell.fixture))  # type: ignore[attr-defined]
    assert COVERAGE.measure(made, cell.fixture, evidence).value is not None


def test_without_the_encoder_it_is_not_asked_and_evidence_says_what_is_missing() -> None:
    ((_, _, evidence),) = gather(
        [(plan(suite())[0], result(generation().suite))], [COVERAGE], no_encoder(MemoryStore())
    )  # fmt: skip
    assert (evidence.lacks, dict(evidence.vectors)) == (MISSING, {})


def test_an_encoder_that_the_fitted_model_does_not_know_is_not_asked() -> None:
    counts = CountsTexts()
    given = with_tools(counts, fitted=shipped())
    said = f"the fitted model is of the encoder {shipped().vectors!r}, this is 'counts@1'"
    ((_, _, evidence),) = gather([(plan(suite())[0], result(generation().suite))], [COVERAGE], given)
    assert (given.lacks(), evidence.lacks, counts.asked) == (said, said, [])


def test_vectors_are_gathered_only_for_scorers_that_ask() -> None:
    counts = CountsTexts()
    list(gather([(plan(suite())[0], result(generation().suite))], [SCORERS["gherkin_valid"]], with_tools(counts)))
    assert counts.asked == []


def test_more_generations_than_are_gathered_at_once_all_come_in_their_order() -> None:
    cells = plan(suite(repeats=40))
    found = gather(
        [(cell, result(generation().suite)) for cell in cells], [SCORERS["cases"]], with_tools(CountsTexts())
    )
    assert [cell for cell, _, _ in found] == list(cells)


def test_identity_changes_with_all_that_a_score_may_depend_on() -> None:
    plain = with_tools(CountsTexts())
    others = [
        replace(plain, encoder=CountsTexts(model="counts@2")),
        no_encoder(MemoryStore()),
        replace(plain, detector="y"),
        replace(plain, fitted=shipped()),
        replace(plain, fitted=shipped().model_copy(update={"threshold": 0.5})),
        replace(plain, style=Style(max_steps=11)),
    ]
    assert len({each.identity() for each in [plain, *others]}) == 7
    assert replace(plain, store=MemoryStore()).identity() == plain.identity()


def test_a_score_that_was_none_for_want_of_the_encoder_is_made_again(store: DuckDbStore, tmp_path: Path) -> None:
    asked = {name: SCORERS[name] for name in ("coverage_evidence", "cases")}
    given = suite(scorers=tuple(asked), fixtures=suite().fixtures[:1])

    def rescored(run: str, with_: Tools) -> tuple[int, float | None]:
        cells = plan(given, tools=with_.identity())
        with Spool(tmp_path / "spool", run, Ticks()) as journal:
            journal.begin(run_record(given, cells, id=run), cells, session())
            journal.generation(cells[0], generation(), [])
        store.ingest()
        return rescore(cells, asked, store=store, tools=with_), store.rows(run)[0].scores["coverage_evidence"]

    assert rescored("20261124-120000-aaaaaa", no_encoder(store)) == (2, None)
    assert rescored("20261124-120000-bbbbbb", no_encoder(store)) == (0, None)
    made, value = rescored("20261124-120000-cccccc", tools(store))
    assert (made, value is not None) == (2, True)
    assert rescored("20261124-120000-dddddd", tools(store)) == (0, value)


def test_the_fake_satisfies_the_port_as_the_real_one_does() -> None:
    given: list[Encoder] = [CountsTexts(), encoder()]
    assert [each.encode(TEXTS).shape for each in given] == [(2, 384)] * 2
