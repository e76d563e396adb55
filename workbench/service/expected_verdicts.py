"""What a judge will be asked in a run, and what that takes."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.estimating import (
    Asked,
    Grounds,
    asked_together,
    call_seconds,
    call_usd,
    elapsed,
    input_tokens,
    output_tokens,
)
from workbench.core.judging.question import Question
from workbench.core.ports import Store
from workbench.core.pricing import asked_bytes
from workbench.core.records import Cell, Fixture, Judge, Result
from workbench.core.spending import ModelEstimate, Range
from workbench.generator.records import Request, TestCase, TestStep, TestSuite
from workbench.scorers.base import AsksJudge, Scorer
from workbench.service.judge import unanswered

_STEP: Final = TestStep(action="x" * 80, expected="x" * 80)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpectedVerdicts:
    """What judging takes; `seconds` is until the last answer, None where the judge's pace is not known."""

    told: ModelEstimate
    seconds: Range | None


def expected_verdicts(
    cells: Sequence[Cell], known: Collection[str], judge: Judge, scorers: Sequence[Scorer], *, store: Store
) -> ExpectedVerdicts | None:
    """Return what the judge's questions take; None where none is open.

    What is asked about stored tests is known. Tests that are not written yet are taken as one a behaviour, of two steps
    with their results each.

    Args:
        cells: the whole plan.
        known: keys of the cells that hold a generation.
        judge: who is asked.
        scorers: those that ask a judge count.
        store: looked into for answers.
    """
    written = [cell for cell in cells if cell.key in known]
    asked = [asked_for(question.asks[0]) for question in unanswered(written, scorers, judge, store)]
    todo = {cell.key: cell for cell in cells if cell.key not in known}.values()
    asked += _unwritten(list(todo), [each for each in scorers if isinstance(each, AsksJudge)], judge)
    return _expected(asked_together(asked), len(cells), judge, store) if asked else None


def expected_answers(questions: Sequence[Question], judge: Judge, *, store: Store) -> ExpectedVerdicts | None:
    """Return what these questions take; None where there is none."""
    asked = [asked_for(question.asks[0]) for question in questions]
    return _expected(asked_together(asked), 0, judge, store) if asked else None


def _expected(asked: Asked, cells: int, judge: Judge, store: Store) -> ExpectedVerdicts:
    name, price = judge.entry.spec.name, judge.entry.price
    pasts = {(past.config_digest, past.stage): past for past in store.history([name])}
    grounds = Grounds(own=pasts.get(("judge", None)), model=pasts.get((None, None)))
    given = input_tokens(asked, grounds, Grounds())
    answered = output_tokens(asked.calls, asked.most_output_tokens, grounds)
    seconds, longest = call_seconds(asked.calls, grounds), call_seconds(1, grounds)
    told = ModelEstimate(
        candidate="the judge",
        model=name,
        cells=cells,
        calls=asked.calls,
        input_tokens=given,
        output_tokens=answered,
        usd=None if price is None else call_usd(asked, given, answered, price),
        seconds=seconds,
        source="earlier verdicts of this judge" if grounds.own else "an estimate: this judge was not asked yet",
    )
    pace = seconds and longest and elapsed(seconds, longest, asked.calls, judge.entry.parallel)
    return ExpectedVerdicts(told=told, seconds=pace)


def _unwritten(cells: Sequence[Cell], scorers: Sequence[AsksJudge], judge: Judge) -> Iterator[Asked]:
    """Yield what will be asked about tests that nobody has written yet; of a fixture it is the same for everybody."""
    made: dict[str, list[Asked]] = {}
    for cell in cells:
        if cell.fixture.key not in made:
            stand_in = _stand_in(cell.fixture)
            made[cell.fixture.key] = [
                asked_for(question.asks[0])
                for each in scorers
                for question in each.questions(stand_in, cell.fixture, cell.issue, judge)
            ]
        yield from made[cell.fixture.key]


def _stand_in(fixture: Fixture) -> Result:
    case = TestCase(title="x", steps=(_STEP, _STEP))
    suite = TestSuite(cases=(case,) * min(max(1, len(fixture.gold.behaviours)), 200))
    return Result(cell_key="", outcome="ok", reason=None, suite=suite)


def asked_for(ask: Request) -> Asked:
    """Return what one request puts to its model, as estimates add it up."""
    size = asked_bytes(ask)
    shared = sum(len(message.content.encode("utf-8", "replace")) for message in ask.messages[: ask.shared])
    return Asked(
        calls=1,
        message_bytes=size,
        shared_bytes=shared,
        largest_bytes=size,
        schema_bytes=0 if ask.schema is None else len(json.dumps(ask.schema)),
        drafts=0,
        most_output_tokens=ask.params.max_output_tokens,
    )
