"""One candidate on one issue, generated and scored at once; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from workbench.core.keys import basis, cell_keys
from workbench.core.pricing import cost
from workbench.core.records import Candidate, Cell, Fixture, Measure, Price, Result
from workbench.generator.generate import generate
from workbench.generator.intake import read_issue
from workbench.generator.models import Model
from workbench.generator.records import Completion, Generation, Issue
from workbench.scorers import SCORERS, Scorer
from workbench.scorers.base import AsksJudge
from workbench.service.gather import Tools, gather

NEED_GOLD: Final = frozenset({"boundary", "coverage_evidence", "mutation", "negatives"})
"""The scores that say nothing of an issue whose behaviours nobody wrote down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What came of one candidate on one issue.

    Attributes:
        result: the tests, or the reason why there are none, with every call.
        input_tokens: all input of all calls; None where the provider did not count.
        output_tokens: answers and reasoning of all calls; None likewise.
        usd: what the calls cost in US dollars; None where a count or a price is unknown.
        seconds: from sending to the whole answer, summed over the calls.
        scores: by scorer.
    """

    result: Result
    input_tokens: int | None
    output_tokens: int | None
    usd: Decimal | None
    seconds: float
    scores: Mapping[str, Measure]


class InMemory:
    """Sentence vectors for as long as this object lives. What is tried out leaves no trace in the store."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rows: dict[tuple[str, str], bytes] = {}

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        """Return a model's vectors among these keys."""
        return {key: self._rows[key, model] for key in keys if (key, model) in self._rows}

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        """Keep a model's vectors by key."""
        self._rows |= {(key, model): row for key, row in rows.items()}


def applicable(fixture: Fixture) -> dict[str, Scorer]:
    """Return the scores that need no judge and apply to a fixture; without behaviours, those that need none."""
    without = frozenset() if fixture.gold.behaviours else NEED_GOLD
    return {name: each for name, each in SCORERS.items() if name not in without and not isinstance(each, AsksJudge)}


def try_out(candidate: Candidate, fixture: Fixture, *, model: Model, tools: Tools) -> Tried:
    """Generate and score; the vectors that it takes are held in memory and dropped.

    Args:
        candidate: a prompt on a model.
        fixture: with gold, or without as `paste_issue` makes it.
        model: whom to ask; must be the candidate's.
        tools: what evidence is made with; its store is not used.

    Raises:
        ProviderError, StoppedError: no answer came.
        IssueError, PromptError, EvidenceError, ModelUnavailableError: what was handed in cannot be used.
    """
    config = candidate.config
    issue = read_issue(
        fixture.document, options=config.intake, context=fixture.gold.context, attached=fixture.attachments
    )
    generation = generate(issue, config, model)
    price = candidate.entry.price
    cell = _cell(candidate, fixture, issue, price)
    result = _result(cell, generation)
    completions = result.completions
    return Tried(
        result=result,
        input_tokens=_sum([each.usage.total_input for each in completions]),
        output_tokens=_sum([each.usage.total_output for each in completions]),
        usd=_usd(completions, price),
        seconds=sum(each.latency_s for each in completions),
        scores=_scores(cell, result, replace(tools, store=InMemory())),
    )


def _cell(candidate: Candidate, fixture: Fixture, issue: Issue, price: Price | None) -> Cell:
    (keys,) = cell_keys(candidate.config, issue, 1)
    return Cell(
        candidate=candidate,
        fixture=fixture,
        repeat=0,
        key=keys.cell,
        first=keys.first,
        basis=basis(fixture.gold, issue, price, ""),
        issue=issue,
    )


def _result(cell: Cell, generation: Generation) -> Result:
    return Result(
        cell_key=cell.key,
        outcome=generation.outcome,
        reason=generation.reason,
        suite=generation.suite,
        completions=tuple(answer.completion for answer in generation.answers),
        left_out=generation.left_out,
    )


def _scores(cell: Cell, result: Result, tools: Tools) -> dict[str, Measure]:
    scorers = applicable(cell.fixture)
    (_, _, evidence) = next(iter(gather([(cell, result)], list(scorers.values()), tools)))
    return {name: scorer.measure(result, cell.fixture, evidence) for name, scorer in scorers.items()}


def _usd(completions: Sequence[Completion], price: Price | None) -> Decimal | None:
    costs = [None if price is None else cost(each.usage, price) for each in completions]
    known = [each for each in costs if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
