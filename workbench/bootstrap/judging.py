"""What `workbench calibrate coverage --judge` needs, and the card that a judged score goes by."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.adapters.catalog import Catalog, write_card
from workbench.adapters.spool import Spool
from workbench.core.errors import LabelError, RunError
from workbench.core.estimating import NOTHING
from workbench.core.judging.acceptance import objections, outdated
from workbench.core.judging.combining import Combination, refuse_too_few
from workbench.core.judging.judge_card import JudgeCard
from workbench.core.judging.question import Answers, Question
from workbench.core.labelled import CalibrationSet, LabelledIssue
from workbench.core.records import Judge
from workbench.core.runs import RunRecord
from workbench.core.spending import Estimate, Session, Terms
from workbench.generator.models import missing
from workbench.generator.prompt.digest import digest
from workbench.generator.records import Issue
from workbench.service.asked import asked_of
from workbench.service.calibrate_judge import OnLabels, calibrate_judge, spent_on
from workbench.service.correct import RunJudged, correct
from workbench.service.expected_verdicts import ExpectedVerdicts, expected_answers
from workbench.service.judge import Judged, ask_all, stored_answers, unsettled
from workbench.service.judge_questions import Put, judge_questions
from workbench.service.plan import plan
from workbench.service.rated import known_issues

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench

COVERAGE: Final = "coverage"


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgeCalibrated:
    """A judge's card.

    Attributes:
        path: where it was written.
        judged: what became of the questions.
        objections: why a gate would refuse it, a sentence each.
    """

    card: JudgeCard
    path: Path
    judged: Judged
    objections: tuple[str, ...]


def combination_of(catalog: Catalog, judge: Judge, evidence: str | None) -> Combination | None:
    """Return what puts this judge's verdicts and the evidence together; None without a card that holds today.

    Raises:
        CatalogError: the card's file cannot be used.
    """
    card = catalog.card(COVERAGE, judge)
    if card is None or any(outdated(card, asked_of(COVERAGE, judge, evidence))):
        return None
    return card.combination


def calibrate_coverage(
    workbench: "Workbench",
    model: str,
    on: str | None,
    *,
    terms: Terms,
    actor: str | None = None,
    begin: Callable[[RunRecord, Estimate], None],
    tell: Callable[[int, int], None],
) -> JudgeCalibrated:
    """Ask a judge about labelled suites, and write its card into `evals/cards/`.

    Answers that are stored are not asked for again. The calls count as a run of their own.

    Args:
        workbench: the project.
        model: who judges.
        on: what is rated, as `calibrating.calibration_set` takes it.
        terms: what it may spend.
        actor: who asks for it; kept with the run.
        begin: told the run and what it will take before anything is asked; may raise to leave it at that.
        tell: told how many questions of how many are through.

    Raises:
        CatalogError: there is no such model, a rubric is missing, or the labels cannot be used.
        RunError: the model cannot be asked here, or has not answered every question; its answers are stored.
        EvidenceError: the offline evidence cannot be had.
        LabelError: there are too few labels, or too few of them have an answer.
    """
    from workbench.bootstrap.calibrating import matched_pairs

    judge = workbench.catalog.judge(model)
    lack = missing(judge.entry.spec)
    if lack:
        raise RunError(f"the judge cannot be asked: {model}: {lack}")
    given, issues = _rated(workbench, on)
    put = list(judge_questions(issues, judge))
    refuse_too_few(sum(each.purpose == "verdict" for each in put), len({each.issue for each in put}))
    questions = [each.question for each in put]
    judged = _ask(workbench, judge, questions, given.source, terms, actor, begin, tell)
    if judged.failed:
        why = ", ".join(f"{count} {reason}" for reason, count in judged.failed.items())
        raise RunError(f"questions without an answer: {why}; no card was written, the same again asks them")
    answers = Answers(judge=judge, found=stored_answers(questions, judge, workbench.store))
    evidence = matched_pairs(workbench, given.issues)
    labels = OnLabels(issues=issues, source=given.source, raters=given.raters, evidence=evidence)
    card = _card(judge, put, answers, labels)
    path = workbench.catalog.card_path(COVERAGE, judge)
    write_card(path, card)
    refused = objections(card, asked_of(COVERAGE, judge, card.evidence_model), accept_model_labels=False)
    return JudgeCalibrated(card=card, path=path, judged=judged, objections=refused)


def _rated(workbench: "Workbench", on: str | None) -> tuple[CalibrationSet, list[tuple[LabelledIssue, Issue | None]]]:
    """Return the labels, and each rated issue with its text where that is known; what the card needs later is there."""
    from workbench.bootstrap.calibrating import calibration_set, fitted_model, issue_texts

    fitted_model(workbench)
    given = calibration_set(workbench, on)
    if not given.issues:
        raise LabelError("a judge is calibrated on rated suites; name a dataset or a folder that has some")
    keys = [issue.key for issue in given.issues]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise LabelError(
            f"{twice} is an issue of two datasets, whose labels would be taken for one; name one with --on"
        )
    texts = issue_texts(workbench, on)
    return given, [(issue, texts.get(issue.key)) for issue in given.issues]


def _card(judge: Judge, put: Sequence[Put], answers: Answers, labels: OnLabels) -> JudgeCard:
    from workbench.bootstrap import clock, fitted_digest

    return calibrate_judge(
        put,
        answers,
        labels,
        asked_of(COVERAGE, judge, fitted_digest()),
        spent=spent_on(answers.found.values(), judge.entry.price),
        at=clock(),
    )


def _ask(
    workbench: "Workbench",
    judge: Judge,
    questions: Sequence[Question],
    source: str,
    terms: Terms,
    actor: str | None,
    begin: Callable[[RunRecord, Estimate], None],
    tell: Callable[[int, int], None],
) -> Judged:
    """Ask what has no answer yet, as a run of its own that plans no cell."""
    from workbench.bootstrap import clock, refuse_unpriced

    workbench.store.verify()
    workbench.store.ingest()
    todo = unsettled(questions, judge, workbench.store)
    expected = _estimate(expected_answers(todo, judge, store=workbench.store))
    now = clock()
    run = RunRecord(
        id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        suite=f"{COVERAGE} by {judge.entry.spec.name}",
        dataset=source,
        plan_digest=digest([source, judge.entry.spec.name, f"{now.isoformat()}"]),
        primary=COVERAGE,
        scorers={},
        started_at=now,
        planned=0,
        tags=("calibration",),
        actor=actor,
    )
    refuse_unpriced(expected)
    begin(run, expected)
    if not todo:
        return Judged(failed={})
    session = Session(id=secrets.token_hex(6), began_at=now, terms=terms, estimate=expected)
    with Spool(workbench.home / "spool", run.id, clock) as journal:
        asking = workbench.asking(run, session, journal)
        [model] = asking.models([judge.entry], "judge").values()
        asking.begin(())
        judged = ask_all(todo, model, asking, judge, tell=tell)
        asking.end()
        journal.pack()
    return judged


def _estimate(expected: ExpectedVerdicts | None) -> Estimate:
    told = None if expected is None else expected.told
    return Estimate(
        planned=0,
        known=0,
        parts=() if told is None else (told,),
        calls=0 if told is None else told.calls,
        input_tokens=NOTHING if told is None else told.input_tokens,
        output_tokens=NOTHING if told is None else told.output_tokens,
        usd=NOTHING if told is None else told.usd,
        seconds=NOTHING if expected is None else expected.seconds,
        unpriced=(told.model,) if told is not None and told.usd is None else (),
    )


def run_judged(workbench: "Workbench", run: RunRecord) -> RunJudged | None:
    """Return how far the judge of a run can be believed; None where the run measured no judged coverage.

    Raises:
        CatalogError: the run's suite cannot be read any more, or a label is of what is not known.
        EvidenceError, ModelUnavailableError: the offline evidence cannot be had.
    """
    if COVERAGE not in run.scorers:
        return None
    from workbench.bootstrap.deciding import suite_of

    suite = suite_of(workbench, run)
    tools = workbench.tools(suite)
    known = known_issues(suite.dataset, suite.fixtures, ())
    own = {(row.candidate, row.cell_key) for row in workbench.store.rows(run.id)}
    today = plan(suite, tools=tools.identity(), fresh=run.fresh)
    cells = [cell for cell in today if (cell.candidate.name, cell.key) in own]  # the suite may ask more by now
    labels = workbench.store.labels(dataset=suite.dataset)
    return correct(cells, labels, known, store=workbench.store, tools=tools)
