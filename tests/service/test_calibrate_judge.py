"""A judge held against the labels of this project: what is known of it stands on its card."""

from functools import cache
from pathlib import Path

import pytest

from tests.builders import AT, spec
from tests.judges import Honest, SaysYes
from tests.label_judge import KnowsLabels
from workbench.adapters.catalog import read_fixtures, read_labelled
from workbench.core.baselines import TfIdf
from workbench.core.errors import LabelError
from workbench.core.judging.acceptance import objections
from workbench.core.judging.judge_card import Asked, JudgeCard, Spent
from workbench.core.judging.question import Answers
from workbench.core.keys import call_key
from workbench.core.labelled import LabelledIssue
from workbench.core.records import Judge, ModelEntry
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue, Params
from workbench.service.calibrate_judge import OnLabels, calibrate_judge
from workbench.service.judge_questions import judge_questions

STUDIO = Path(__file__).parents[2] / "datasets" / "studio"
ISSUES = 7
ASKED = Asked(
    scorer="coverage", version=1, judge="judges/scripted", judge_digest="j", prompt_digest="p", rubric_digest="r",
    evidence_model=None,
)  # fmt: skip


@cache
def rated() -> tuple[tuple[LabelledIssue, Issue], ...]:
    labelled = read_labelled(STUDIO)[:ISSUES]
    fixtures = {each.key: each for each in read_fixtures(STUDIO)}
    return tuple(
        (each, read_issue(
            fixtures[each.key].document, options=IntakeOptions(), context=fixtures[each.key].gold.context,
            attached=fixtures[each.key].attachments,
        ))
        for each in labelled
    )  # fmt: skip


def judge() -> Judge:
    entry = ModelEntry(spec=spec("judges/scripted"), parallel=1, ignores=frozenset(), price=None)
    return Judge(entry=entry, params=Params(), rubrics={"coverage": "Be right."}, retest=0)


def card_of(model: Honest, *, issues: int = ISSUES) -> JudgeCard:
    """Ask the judge everything and hold it against the labels; the evidence is TF-IDF, which needs no encoder."""
    on = OnLabels(issues=rated()[:issues], source="studio", raters={"model": 1}, evidence=TfIdf())
    put = list(judge_questions(on.issues, judge()))
    asks = [each.question.asks[0] for each in put]
    answers = Answers(
        judge=judge(), found={call_key(spec("judges/scripted"), ask): model.complete(ask) for ask in asks}
    )
    spent = Spent(calls=len(asks), cost_usd=None, input_tokens=None, output_tokens=None)
    return calibrate_judge(put, answers, on, ASKED, spent=spent, at=AT)


def test_a_judge_that_is_right_is_taken_where_model_labels_are() -> None:
    card = card_of(KnowsLabels(issues=[each for each, _ in rated()]))
    assert (card.bare.sensitivity.value, card.bare.specificity.value, card.bare.kappa.value) == (1, 1, 1)
    assert card.mutants is not None
    assert card.mutants.rejected.value == 1
    assert card.mutants.rejected.n > 50
    assert card.echo is not None
    assert card.echo.suites == ISSUES
    assert card.echo.highest < 0.1
    assert card.decoys is not None
    assert (card.decoys.said_yes, card.decoys.n) == (0, 3 * ISSUES)
    assert card.retest is not None
    assert card.retest.same.value == 1
    assert objections(card, ASKED, accept_model_labels=True) == ()
    [refused] = objections(card, ASKED, accept_model_labels=False)
    assert "model-written labels only" in refused


def test_a_judge_that_errs_is_known_for_it() -> None:
    card = card_of(KnowsLabels(issues=[each for each, _ in rated()], sensitivity=0.9, specificity=0.8))
    for figure, known in ((card.bare.sensitivity, 0.9), (card.bare.specificity, 0.8)):
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= known <= figure.high
    assert card.bare.kappa.value is not None
    assert 0.5 < card.bare.kappa.value < 0.9


def test_a_judge_that_always_says_yes_weighs_nothing_and_is_refused() -> None:
    card = card_of(SaysYes())
    assert card.bare.specificity.value is not None
    assert card.bare.specificity.value < 0.1  # where no outcome can be quoted, even this judge is not believed
    assert card.bare.kappa.value == pytest.approx(0, abs=0.1)
    assert card.decoys is not None
    assert card.decoys.said_yes == card.decoys.n
    assert any("kappa" in reason for reason in objections(card, ASKED, accept_model_labels=True))


def test_too_few_issues_are_one_sentence() -> None:
    with pytest.raises(LabelError, match="too few"):
        card_of(Honest(), issues=3)


def test_every_covered_verdict_is_also_asked_of_a_changed_behaviour_and_a_fifth_twice() -> None:
    put = list(judge_questions(rated(), judge()))
    counts = {
        kind: sum(each.purpose == kind for each in put) for kind in ("verdict", "again", "mutant", "echo", "decoy")
    }
    covered = sum(
        verdict == "covered" for issue, _ in rated() for suite in issue.suites for verdict in suite.verdicts.values()
    )
    assert 0.8 * covered < counts["mutant"] <= covered
    assert 0.12 < counts["again"] / counts["verdict"] < 0.28
    assert counts["echo"] == sum(len(issue.behaviours) for issue, _ in rated())
    assert len({each.mutant.mutator for each in put if each.mutant}) >= 5
