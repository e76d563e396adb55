"""From an issue without gold to gold that counts: drafts by the rules and by a model, and what is never touched."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import completion, label
from tests.fakes import AnswersAtOnce, ConnectsTo
from tests.projects import small_project
from workbench.adapters.catalog.gold_files import as_yaml, read_revisions, revision_numbers
from workbench.bootstrap import Workbench, open_workbench
from workbench.bootstrap.annotating import Annotated, annotate
from workbench.bootstrap.datasets import confirm, gold_in_hand
from workbench.core.errors import CatalogError, RunError
from workbench.core.spending import Terms
from workbench.generator.records import Completion, Request

KEYS = ["RMB-140", "CHK-418"]
MODEL = "ollama/llama3.1"
BEHAVIOUR = {
    "statement": "Rooms that are protected stay booked.", "kind": "negative", "status": "stated", "priority": "must",
    "evidence": "are never released", "values": [],
}  # fmt: skip
ANSWER = json.dumps(
    {"behaviours": [BEHAVIOUR], "acceptable": [], "forbidden": [], "open_questions": ["Who flags a room?"]}
)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    """A project whose first fixture has no gold."""
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    project = small_project(tmp_path / "project", KEYS)
    (project / "datasets" / "tiny" / "expected" / "RMB-140.yaml").unlink()
    return open_workbench(project)


def drafted(bench: Workbench, *keys: str, by: str = "rules", again: bool = False) -> Annotated:
    return annotate(
        bench, "tiny", keys, by=by, again=again, terms=Terms(), begin=lambda run, expected: None,
        tell=lambda done, todo: None,
    )  # fmt: skip


def folder(bench: Workbench) -> Path:
    return bench.root / "datasets" / "tiny"


def answers(bench: Workbench, make: Callable[[Request], Completion]) -> AnswersAtOnce:
    return AnswersAtOnce(bench.catalog.models()[MODEL].spec, make=make)


def test_the_rules_write_where_there_is_no_gold_and_nowhere_else(bench: Workbench) -> None:
    with pytest.raises(CatalogError, match="`workbench dataset annotate tiny RMB-140` makes a first draft"):
        bench.catalog.dataset("tiny")
    found = drafted(bench)
    assert [(each.key, each.revision) for each in found.written] == [("RMB-140", 1)]
    assert found.skipped == (("CHK-418", "it has gold that is no draft"),)
    first, second = (each.gold for each in bench.catalog.dataset("tiny").fixtures)
    assert (first.draft, second.draft) == (True, None)
    assert (folder(bench) / "expected" / "RMB-140.yaml").read_bytes() == as_yaml(first)


def test_a_confirmed_draft_is_somebodys_gold_and_is_not_drafted_again(bench: Workbench) -> None:
    drafted(bench)
    hand = gold_in_hand(bench, "tiny", "RMB-140")
    revision = confirm(bench, "tiny", hand, actor="Ada", why="read it beside the issue")
    assert (revision.revision, revision.actor) == (2, "Ada")
    assert b"draft" not in (folder(bench) / "expected" / "RMB-140.yaml").read_bytes()
    assert bench.catalog.dataset("tiny").fixtures[0].gold.draft is None
    assert dict(drafted(bench, again=True).skipped)["RMB-140"] == "it has gold that is no draft"
    with pytest.raises(CatalogError, match="it is no draft"):
        confirm(bench, "tiny", gold_in_hand(bench, "tiny", "RMB-140"), actor="Ada", why="again")


def test_a_model_is_asked_once_and_what_it_made_up_is_dropped(bench: Workbench) -> None:
    model = answers(bench, lambda asked: completion(ANSWER.replace("are never released", "were never there")))
    bench = replace(bench, connect=ConnectsTo(model))
    found = drafted(bench, "RMB-140", by=MODEL)
    assert [(each.behaviours, each.evidence_dropped) for each in found.written] == [(1, 1)]
    (behaviour,) = bench.catalog.dataset("tiny").fixtures[0].gold.behaviours
    assert (behaviour.evidence, behaviour.status) == (None, "implied")
    (folder(bench) / "expected" / "RMB-140.yaml").unlink()
    drafted(bench, "RMB-140", by=MODEL)
    assert len(model.asked) == 1
    assert [run.tags for run in bench.store.runs()] == [("annotation",)]


def test_an_answer_that_cannot_be_read_is_asked_for_again_and_at_last_said(bench: Workbench) -> None:
    model = answers(bench, lambda asked: completion(ANSWER if asked.repeat == 2 else "I would rather not."))
    assert drafted(replace(bench, connect=ConnectsTo(model)), "RMB-140", by=MODEL).written
    assert [each.repeat for each in model.asked] == [0, 1, 2]
    (folder(bench) / "expected" / "CHK-418.yaml").unlink()
    never = answers(bench, lambda asked: completion("No."))
    found = drafted(replace(bench, connect=ConnectsTo(never)), "CHK-418", by=MODEL)
    assert (found.written, found.without) == ((), (("CHK-418", "unreadable"),))
    assert not (folder(bench) / "expected" / "CHK-418.yaml").exists()


def test_another_draft_takes_the_place_of_a_draft_as_a_revision_when_asked_to(bench: Workbench) -> None:
    drafted(bench)
    bench = replace(bench, connect=ConnectsTo(answers(bench, lambda asked: completion(ANSWER))))
    assert dict(drafted(bench, "RMB-140", by=MODEL).skipped)["RMB-140"].startswith("it has a draft; --again")
    assert [each.revision for each in drafted(bench, "RMB-140", by=MODEL, again=True).written] == [2]
    assert [each.actor for each in read_revisions(folder(bench), "RMB-140")] == [MODEL]
    assert drafted(bench, "RMB-140", by=MODEL, again=True).skipped == (
        ("RMB-140", "the draft says the same as before"),
    )
    assert revision_numbers(folder(bench)) == {"RMB-140": 2}


def test_a_draft_that_labels_are_about_is_not_drafted_again(bench: Workbench) -> None:
    drafted(bench)
    bench.store.add_labels([label(dataset="tiny", issue="RMB-140", behaviour="B1")])
    assert dict(drafted(bench, again=True).skipped)["RMB-140"] == "labels or rated suites are about its behaviours"


@pytest.mark.parametrize(
    ("keys", "by", "error", "said"),
    [
        (("RMB-1",), "rules", CatalogError, "has no fixture 'RMB-1'"),
        ((), "nobody", CatalogError, "no model 'nobody'"),
        ((), "openai/gpt-5-mini", RunError, "openai/gpt-5-mini cannot be asked"),
    ],
)
def test_what_cannot_be_drafted_is_one_sentence_and_nothing_is_written(
    bench: Workbench,
    keys: tuple[str, ...],
    by: str,
    error: type[Exception],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(error, match=said):
        drafted(bench, *keys, by=by)
    assert not (folder(bench) / "expected" / "RMB-140.yaml").exists()
