"""Gates on judged scores: by a card that holds, and by no other."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import call
from tests.cli.judge_provider import judging
from tests.cli.test_judged_runs import FIRST, KEYS
from tests.judges import Honest
from tests.label_judge import KnowsLabels
from tests.projects import small_project
from tests.service.test_calibrate_judge import card_of, rated
from workbench.adapters.catalog import write_card
from workbench.bootstrap import fitted_digest, open_workbench
from workbench.core.judging.judge_card import JudgeCard
from workbench.service.asked import asked_of

Capture = pytest.CaptureFixture[str]

GATE = {"floors": [{"score": "coverage", "at_least": 0.01}], "min_fixtures": 2}
ACCEPTED = {**GATE, "accept_model_labels": True}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    return small_project(tmp_path, KEYS)


@pytest.fixture(scope="module")
def good() -> JudgeCard:
    return card_of(KnowsLabels(issues=[each for each, _ in rated()]))


def put_card(project: Path, card: JudgeCard, **changes: Any) -> Path:
    """Write a card as if it had been made of today's judge, prompt and rubric."""
    catalog = open_workbench(project).catalog
    judge = catalog.judge("loopback/judge")
    asked = asked_of("coverage", judge, fitted_digest())
    path = catalog.card_path("coverage", judge)
    today = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    write_card(path, card.model_copy(update=today | changes))
    return path


def gate_of(
    project: Path, capsys: Capture, good: JudgeCard, gate: dict[str, Any], **changes: Any
) -> tuple[int, str, str]:
    with judging(project, Honest(FIRST), gate=gate):
        put_card(project, good, **changes)
        code, _, err = call(capsys, "run", "judged")
        if code:
            return code, "", err
        code, _, err = call(capsys, "gate", "judged", "--json", str(project / "verdict.json"))
    return code, (project / "verdict.json").read_text(encoding="utf-8"), err


def test_model_labels_are_accepted_where_the_suite_says_so_and_the_verdict_says_it(
    project: Path, capsys: Capture, good: JudgeCard
) -> None:
    code, out, err = gate_of(project, capsys, good, ACCEPTED)
    assert code in {1, 2}, err  # two fixtures show hardly anything
    checks = {check["name"]: check for check in json.loads(out)["verdict"]["checks"]}
    assert checks["labels"]["found"] == "the suite accepts model-written labels"
    assert "floor coverage" in checks


def test_model_labels_alone_are_refused(project: Path, capsys: Capture, good: JudgeCard) -> None:
    code, _, err = gate_of(project, capsys, good, GATE)
    assert code == 2
    assert "model-written labels only" in err


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rubric_digest": "another"}, "older than today's rubric"),
        ({"prompt_digest": "another"}, "older than today's questions"),
        ({"judge_digest": "another"}, "older than today's judge or its parameters"),
        ({"evidence_model": "another"}, "older than today's evidence's model"),
    ],
)
def test_a_card_that_is_older_than_what_it_vouches_for_is_refused(
    changes: dict[str, Any], sentence: str, project: Path, capsys: Capture, good: JudgeCard
) -> None:
    code, _, err = gate_of(project, capsys, good, ACCEPTED, **changes)
    assert code == 2
    assert sentence in err


def test_a_card_below_the_line_is_refused(project: Path, capsys: Capture, good: JudgeCard) -> None:
    kappa = good.combined.kappa.model_copy(update={"value": 0.59, "low": 0.4})
    code, _, err = gate_of(
        project, capsys, good, ACCEPTED, combined=good.combined.model_copy(update={"kappa": kappa})
    )  # fmt: skip
    assert code == 2
    assert "kappa is 0.590, which is below 0.60" in err


def test_a_damaged_card_is_one_sentence(project: Path, capsys: Capture, good: JudgeCard) -> None:
    with judging(project, Honest(FIRST), gate=ACCEPTED):
        put_card(project, good).write_text('{"schema": 1}', encoding="utf-8")
        code, _, err = call(capsys, "run", "judged")
    assert code == 2
    assert "calibrate the judge again" in err
    assert err.count("\n") == 1


def test_a_card_keeps_money_to_the_last_digit(project: Path, good: JudgeCard) -> None:
    spent = good.spent.model_copy(update={"cost_usd": Decimal("0.1234567890123")})
    with judging(project, Honest()):
        put_card(project, good, spent=spent)
        catalog = open_workbench(project).catalog
        card = catalog.card("coverage", catalog.judge("loopback/judge"))
    assert card is not None
    assert card.spent.cost_usd == Decimal("0.1234567890123")
