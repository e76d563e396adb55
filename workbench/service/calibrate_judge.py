"""Hold a judge against labels: what it says of rated suites, and of what it has to say no to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from statistics import fmean
from typing import TypeVar

from workbench.core.baselines import baselines_of, words_of
from workbench.core.judging.answers import believed
from workbench.core.judging.combining import Combination, JudgedVerdict, without_each_issue
from workbench.core.judging.judge_card import Asked, Decoys, JudgeCard, Spent, judge_card
from workbench.core.judging.judge_figures import JudgedMutant, Tried, judge_figures
from workbench.core.judging.question import Answers, Coverage, CoverageSaid
from workbench.core.labelled import LabelledIssue, LabelledSuite, labels_digest
from workbench.core.labels import RaterKind
from workbench.core.pairs import PairScorer, score_all
from workbench.core.pricing import cost
from workbench.core.records import Behaviour, Price
from workbench.generator.records import Completion, Issue
from workbench.service.judge_questions import Put, echo_suite

Said = Mapping[tuple[str, str, str], Coverage]
"""Verdicts by issue, suite and behaviour."""
_Found = Mapping[tuple[str, str, str, str], CoverageSaid | None]
"""What was said, by purpose, issue, suite and behaviour."""
Number = TypeVar("Number", int, Decimal)


@dataclass(frozen=True, kw_only=True)
class OnLabels:
    """What a judge is held against.

    Attributes:
        issues: rated, each with its text where that is known.
        source: where the labels came from, as the card says it.
        raters: how many raters of each kind.
        evidence: says of a suite how likely the offline model finds each behaviour covered, by a model that never saw
            the issue.
    """

    issues: Sequence[tuple[LabelledIssue, Issue | None]]
    source: str
    raters: Mapping[RaterKind, int]
    evidence: PairScorer

    @property
    def labelled(self) -> list[LabelledIssue]:
        """The rated issues without their texts."""
        return [labelled for labelled, _ in self.issues]


def calibrate_judge(
    put: Sequence[Put], answers: Answers, on: OnLabels, asked: Asked, *, spent: Spent, at: datetime
) -> JudgeCard:
    """Return the card of a judge.

    Args:
        put: the questions (`judge_questions`), those without an answer too.
        answers: what is stored.
        on: the labels.
        asked: what was judged with.
        spent: what asking took.
        at: when, in UTC.

    Raises:
        LabelError: too few labelled verdicts or issues have an answer.
    """
    said: _Found = {(each.purpose, each.issue, each.suite, each.behaviour): _said(each, answers) for each in put}
    again = _verdicts("again", said)
    rows = list(_rows(on, _verdicts("verdict", said), again))
    combinations = without_each_issue(rows)
    words = {(issue.key, suite.name): words_of(suite) for issue in on.labelled for suite in issue.suites}
    tried = Tried(
        rows=rows,
        unanswered=sum(purpose == "verdict" and found is None for (purpose, *_), found in said.items()),
        words=words,
        baselines={name: score_all(on.labelled, each).verdicts for name, each in baselines_of(on.labelled).items()},
        mutants=list(_mutants(put, said, rows, on, combinations)),
        echo=list(_echo(on, _verdicts("echo", said), combinations)),
        decoys=_decoys(found for (purpose, *_), found in said.items() if purpose == "decoy"),
    )
    return judge_card(
        judge_figures(tried),
        asked,
        labels_digest=labels_digest(on.labelled),
        source=on.source,
        raters=on.raters,
        spent=spent,
        at=at,
    )


def spent_on(completions: Iterable[Completion], price: Price | None) -> Spent:
    """Return what answers took; a sum with an unknown in it is unknown."""
    found = list(completions)
    costs = [None if price is None else cost(each.usage, price) for each in found]
    return Spent(
        calls=len(found),
        cost_usd=_sum(costs, Decimal(0)),
        input_tokens=_sum([each.usage.total_input for each in found], 0),
        output_tokens=_sum([each.usage.total_output for each in found], 0),
    )


def _said(put: Put, answers: Answers) -> CoverageSaid | None:
    found = believed(put.question, answers.to(put.question))
    return found if isinstance(found, CoverageSaid) else None


def _verdicts(purpose: str, said: _Found) -> Said:
    return {
        (issue, suite, behaviour): found.verdict
        for (kind, issue, suite, behaviour), found in said.items()
        if kind == purpose and found is not None
    }


def _rows(on: OnLabels, verdicts: Said, again: Said) -> Iterator[JudgedVerdict]:
    for labelled in on.labelled:
        for suite in labelled.suites:
            probabilities = on.evidence.pairs(labelled, suite).verdicts
            for behaviour, evidence in zip(labelled.behaviours, probabilities, strict=True):
                place = (labelled.key, suite.name, behaviour.id)
                if place in verdicts:
                    yield JudgedVerdict(
                        issue=labelled.key,
                        suite=suite.name,
                        behaviour=behaviour.id,
                        stratum=labelled.stratum,
                        language=labelled.language,
                        truth=suite.verdicts[behaviour.id] == "covered",
                        verdict=verdicts[place],
                        evidence=evidence,
                        again=again.get(place),
                        by_person=behaviour.id in suite.by_people,
                    )


def _mutants(
    put: Sequence[Put],
    said: _Found,
    rows: Sequence[JudgedVerdict],
    on: OnLabels,
    combinations: Mapping[str, Combination],
) -> Iterator[JudgedMutant]:
    known = {(row.issue, row.suite, row.behaviour): row for row in rows}
    suites = {(issue.key, suite.name): (issue, suite) for issue in on.labelled for suite in issue.suites}
    for each in put:
        original = known.get((each.issue, each.suite, each.behaviour))
        found = said.get(("mutant", each.issue, each.suite, each.behaviour))
        if each.mutant is None or original is None or found is None:
            continue
        combination = combinations[each.issue]
        evidence = _evidence(on.evidence, *suites[each.issue, each.suite], each.mutant.behaviour, each.behaviour)
        yield JudgedMutant(
            issue=each.issue,
            mutator=each.mutant.mutator,
            original=combination.covers(original.verdict, original.evidence),
            called=combination.covers(found.verdict, evidence),
        )


def _evidence(pairs: PairScorer, issue: LabelledIssue, suite: LabelledSuite, mutant: Behaviour, original: str) -> float:
    """Return what the offline model says of a mutant in its original's place."""
    place = [each.id for each in issue.behaviours].index(original)
    changed = (*issue.behaviours[:place], mutant, *issue.behaviours[place + 1 :])
    return pairs.pairs(replace(issue, behaviours=changed), suite).verdicts[place]


def _echo(on: OnLabels, verdicts: Said, combinations: Mapping[str, Combination]) -> Iterator[float]:
    for labelled, issue in on.issues:
        if issue is None or labelled.key not in combinations or not labelled.behaviours:
            continue
        suite = echo_suite(labelled, issue)
        probabilities = on.evidence.pairs(labelled, suite).verdicts
        places = [(labelled.key, suite.name, each.id) for each in labelled.behaviours]
        if all(place in verdicts for place in places):
            combination = combinations[labelled.key]
            yield fmean(
                combination.probability(verdicts[place], evidence)
                for place, evidence in zip(places, probabilities, strict=True)
            )


def _decoys(found: Iterable[CoverageSaid | None]) -> Decoys | None:
    answered = [each for each in found if each is not None]
    if not answered:
        return None
    return Decoys(said_yes=sum(each.claimed != "not" for each in answered), n=len(answered))


def _sum(parts: Sequence[Number | None], nothing: Number) -> Number | None:
    known = [part for part in parts if part is not None]
    return sum(known, nothing) if len(known) == len(parts) else None
