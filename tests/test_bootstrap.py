"""The one place that picks adapters: what makes a run, and which run is gone on with."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.projects import small_project, write_yaml
from workbench.bootstrap import Workbench, limited, open_workbench
from workbench.bootstrap.grounds import fixtures_digest, grounds_of
from workbench.core.errors import CatalogError, RunError
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.core.spending import Terms
from workbench.core.splits import split_digest
from workbench.generator.defaults import default_config
from workbench.service.replay import Progress

KEYS = ["RMB-140", "CHK-418", "CRM-88"]
SUITE = {
    "dataset": "tiny",
    "candidates": [{"name": "floor", "prompt": "floor/v1", "model": "rules"}],
    "scorers": ["gherkin_valid", "coverage_evidence"],
    "primary": "coverage_evidence",
}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    """A workbench over three fixtures and a suite that needs no model."""
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    project = small_project(tmp_path / "project", KEYS)
    write_yaml(project / "evals" / "tiny.yaml", SUITE)
    return open_workbench(project)


def run(bench: Workbench, suite: Suite | None = None) -> tuple[RunRecord, int]:
    """Run a suite and return its run and how many cells were asked for."""
    told: list[Progress] = []
    given = suite or bench.catalog.suite("tiny")
    record = bench.run(given, terms=Terms(), begin=lambda run, expected: None, tell=told.append)
    return record, len(told)


def edit_gold(bench: Workbench, statement: str) -> None:
    path = bench.root / "datasets" / "tiny" / "expected" / "RMB-140.yaml"
    gold = bench.catalog.dataset("tiny").fixtures[0].gold
    first = gold.behaviours[0].model_copy(update={"statement": statement})
    write_yaml(path, gold.model_copy(update={"behaviours": (first,)}).model_dump(mode="json"))


def test_a_complete_run_is_scored_in_full(bench: Workbench) -> None:
    record, asked = run(bench)
    rows = bench.store.rows(record.id)
    assert (record.complete, record.planned, asked) == (True, 3, 3)
    assert [row.fixture for row in rows] == KEYS
    assert {name for row in rows for name in row.scores} == {"gherkin_valid", "coverage_evidence"}


def test_a_complete_run_is_not_gone_on_with_and_asks_nothing_again(bench: Workbench) -> None:
    first, _ = run(bench)
    second, asked = run(bench)
    assert (second.id != first.id, second.complete, asked) == (True, True, 0)
    assert bench.store.rows(second.id) == bench.store.rows(first.id)


def test_edited_gold_makes_a_new_run_with_its_own_scores_and_asks_nothing(bench: Workbench) -> None:
    first, _ = run(bench)
    edit_gold(bench, "Quite another thing has to happen to somebody else")
    second, asked = run(bench)
    before, after = (bench.store.rows(record.id)[0].scores["coverage_evidence"] for record in (first, second))
    assert asked == 0
    assert None not in (before, after)
    assert after < before / 2


def test_a_run_of_another_suite_with_the_same_cells_is_its_own(bench: Workbench) -> None:
    write_yaml(bench.root / "evals" / "twin.yaml", SUITE)
    first, _ = run(bench)
    twin, asked = run(bench, bench.catalog.suite("twin"))
    assert (first.suite, twin.suite, twin.complete, asked) == ("tiny", "twin", True, 0)


def test_a_run_writes_down_what_it_rests_on(bench: Workbench) -> None:
    """The project is in no git work tree, so of its code nothing is known."""
    first, _ = run(bench)
    assert first.grounds is not None
    assert (first.grounds.commit, first.grounds.dirty, first.grounds.gate) == (None, None, None)
    assert list(first.grounds.prompts) == ["floor"]
    assert (first.grounds.splits, first.grounds.drafts) == ({"dev": 3}, 0)
    assert first.grounds.split_digest == split_digest(bench.catalog.placed("tiny"))
    assert first.grounds == grounds_of(bench.catalog.suite("tiny"), catalog=bench.catalog, home=bench.home)


def edit_prompt(bench: Workbench) -> None:
    path = bench.root / "prompts" / "floor" / "v1.md"
    path.write_text(path.read_text().replace("description: ", "description: now "))


def ask_more(bench: Workbench) -> None:
    gate = {"floors": [{"score": "gherkin_valid", "at_least": 0.1}], "min_fixtures": 2}
    write_yaml(bench.root / "evals" / "tiny.yaml", {**SUITE, "gate": gate})


@pytest.mark.parametrize(
    ("edit", "changed"),
    [(lambda bench: edit_gold(bench, "Another"), "fixtures"), (edit_prompt, "prompts"), (ask_more, "gate")],
)
def test_what_is_edited_shows_in_the_grounds(bench: Workbench, edit: Callable[[Workbench], None], changed: str) -> None:
    before = run(bench)[0].grounds
    edit(bench)
    after = run(bench)[0].grounds
    assert before is not None
    assert after is not None
    assert [name for name in ("fixtures", "gate", "prompts") if getattr(before, name) != getattr(after, name)] == [
        changed
    ]


def test_half_a_surrogate_pair_in_an_issue_has_a_digest_too(bench: Workbench) -> None:
    given = bench.catalog.suite("tiny").fixtures
    odd = replace(given[0], document={**given[0].document, "more": "\ud800"})
    assert fixtures_digest([odd]) not in {fixtures_digest(given[:1]), fixtures_digest(given)}
    assert fixtures_digest(given) == fixtures_digest(given[::-1])


def test_what_a_channel_uses_is_the_rules_floor_while_nothing_is_released(bench: Workbench) -> None:
    write_yaml(bench.root / "evals" / "tiny.yaml", {**SUITE, "candidates": ["released"], "channel": "embedded"})
    (candidate,) = bench.catalog.suite("tiny").candidates
    assert (candidate.name, candidate.config, candidate.reference) == ("released", default_config("rules"), True)


def test_a_damaged_ledger_is_one_sentence_of_the_suite(bench: Workbench) -> None:
    releases = bench.root / "workbench" / "generator" / "releases"
    releases.mkdir(parents=True)
    (releases / "ledger.jsonl").write_text("{}\n")
    write_yaml(bench.root / "evals" / "tiny.yaml", {**SUITE, "candidates": ["released"], "channel": "embedded"})
    with pytest.raises(CatalogError, match=r"tiny\.yaml: head\.json: is missing"):
        bench.catalog.suite("tiny")


def test_a_missing_key_is_said_before_anything_is_stored(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    candidates = [{"name": "a", "prompt": "zero-shot/v1", "model": "openai/gpt-5-mini"}]
    write_yaml(bench.root / "evals" / "tiny.yaml", {**SUITE, "candidates": candidates})
    with pytest.raises(RunError, match="openai/gpt-5-mini: no key; set the environment variable OPENAI_API_KEY"):
        run(bench)
    assert not bench.home.exists()


@pytest.mark.parametrize(
    ("limit", "only", "left"),
    [
        (None, None, KEYS),
        (1, None, ["RMB-140"]),
        (9, None, KEYS),
        (None, "CHK", ["CHK-418"]),
        (None, "story_ac", ["RMB-140", "CHK-418"]),
        (1, "story_ac", ["RMB-140"]),
    ],
)
def test_a_suite_can_be_cut_to_a_few_fixtures(
    bench: Workbench, limit: int | None, only: str | None, left: list[str]
) -> None:
    found = limited(bench.catalog.suite("tiny"), limit=limit, only=only)
    assert [fixture.key for fixture in found.fixtures] == left


def test_a_filter_that_leaves_nothing_is_one_sentence(bench: Workbench) -> None:
    with pytest.raises(CatalogError, match="no fixture's key or stratum fits the filter 'XYZ'"):
        limited(bench.catalog.suite("tiny"), limit=None, only="XYZ")


def test_a_folder_without_suites_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no project here"):
        open_workbench(tmp_path)


def test_draft_gold_is_told_before_a_run_and_written_down_with_it(bench: Workbench) -> None:
    path = bench.root / "datasets" / "tiny" / "expected" / "RMB-140.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "draft: true\n", encoding="utf-8")
    (said,) = bench.catalog.suite("tiny").warnings
    assert said == "1 of its 3 fixtures rest on draft gold, which nobody has confirmed"
    ask_more(bench)
    assert any("its gate cannot pass on that" in each for each in bench.catalog.suite("tiny").warnings)
    record, _ = run(bench)
    assert record.grounds is not None
    assert record.grounds.drafts == 1
