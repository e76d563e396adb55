"""The words of the workbench: fixtures and gold, candidates and suites, cells, results, scores. Runs: `core.runs`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from workbench.core.gates import Gate
from workbench.core.metric_lines import MetricLine
from workbench.generator.records import (
    Closed,
    Completion,
    Issue,
    ModelSpec,
    Outcome,
    Params,
    PromptConfig,
    TestSuite,
)

RELEASED: Final = "released"
"""The name of the candidate that is what the suite's channel uses now."""


class Behaviour(Closed):
    """One observable thing that can fail alone. `evidence` is an exact quote of the issue, `values` literals."""

    id: str
    statement: str
    kind: Literal["main", "negative", "boundary", "alternative", "regression", "permission", "nonfunctional"]
    status: Literal["stated", "implied"]
    priority: Literal["must", "should", "could"]
    evidence: str | None
    values: tuple[str, ...] = ()


class Gold(Closed):
    """What good tests of an issue must do, may do and must not do.

    Attributes:
        draft: a machine wrote it and nobody has taken it over yet; None and False say that it is whose the card says.
    """

    key: str
    stratum: str
    domain: str
    language: str
    context: str | None
    testable: bool
    draft: bool | None = None
    behaviours: tuple[Behaviour, ...]
    acceptable: tuple[str, ...]
    forbidden: tuple[str, ...]
    open_questions: tuple[str, ...]

    @model_serializer(mode="wrap")
    def _plain(self, plain: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Return the gold as it was before there were drafts, unless it is one: keys and digests stay as they are."""
        given: dict[str, Any] = plain(self)
        return given if self.draft else {name: value for name, value in given.items() if name != "draft"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixture:
    """An anonymised issue with its gold.

    Attributes:
        key: the issue's key, unique in its dataset.
        document: Jira's own REST v3 JSON.
        attachments: file names and bytes.
        split: `dev` or `holdout`.
        group: fixtures of a group are not independent of each other; default the project's prefix.
    """

    key: str
    document: dict[str, Any]
    attachments: tuple[tuple[str, bytes], ...]
    gold: Gold
    split: Literal["dev", "holdout"]
    group: str


class Price(Closed):
    """US dollars per million tokens; None is unknown. Reasoning is billed as output.

    Attributes:
        up_to_tokens: the prices hold for requests of so many input tokens at most; None for all.
        source: where the price is from and of when.
    """

    input: Decimal
    output: Decimal
    cache_read: Decimal | None = None
    cache_write: Decimal | None = None
    up_to_tokens: int | None = None
    source: str

    @property
    def free(self) -> bool:
        """Whether nothing is ever paid."""
        return not (self.input or self.output or self.cache_read or self.cache_write)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelEntry:
    """A line of `evals/models.yaml`: the model, how many calls at once, what to leave out, its price if known.

    Attributes:
        family: whose model it is, where its name does not tell; a judge is of another family than what it judges.
    """

    spec: ModelSpec
    parallel: int
    ignores: frozenset[str]
    price: Price | None
    family: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Who judges, and by which rules.

    Attributes:
        entry: the model.
        params: what is sent with every question.
        rubrics: by score: what the verdicts mean, as the judge reads it.
        retest: share of a run's questions about coverage that are asked a second time, 0 to 1.
    """

    entry: ModelEntry
    params: Params
    rubrics: Mapping[str, str]
    retest: float = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A config in a suite, under a name that is unique there."""

    name: str
    config: PromptConfig
    entry: ModelEntry

    @property
    def reference(self) -> bool:
        """Whether it is the rules floor, which boards show as a line and not as a rank."""
        return self.config.model.adapter == "rules"

    @property
    def released(self) -> bool:
        """Whether it is what the suite's channel uses; no other candidate may have that name."""
        return self.name == RELEASED


@dataclass(frozen=True, kw_only=True, slots=True)
class Suite:
    """Dataset slice x candidates x repeats, and what is scored.

    Attributes:
        name: the file's name without its ending.
        dataset: the dataset's name.
        primary: the score that leaderboards sort by.
        budget_usd: what one run may spend; None is no limit.
        gate: what a candidate has to show; None where nothing is asked.
        baseline: the candidate that the others are compared with; None where there is none.
        channel: where a winner would be released; the candidate `released` is what it uses now.
        metrics: of other libraries, each a score of its own that is among `scorers`.
        judge: who judges what the judged scorers ask; None where none of them is among the scorers.
        warnings: what its gate can never pass or likely means otherwise, a sentence each.
    """

    name: str
    dataset: str
    fixtures: tuple[Fixture, ...]
    candidates: tuple[Candidate, ...]
    repeats: int
    scorers: tuple[str, ...]
    primary: str
    budget_usd: Decimal | None = None
    gate: Gate | None = None
    baseline: str | None = None
    channel: str | None = None
    judge: Judge | None = None
    metrics: tuple[MetricLine, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstCall:
    """The first call of a cell, which is known before anything is asked.

    Attributes:
        key: its call key.
        message_bytes: of its messages in UTF-8.
        shared_bytes: of these, in messages that are the same for every issue.
        schema_bytes: of the JSON schema that goes with it; 0 without one.
    """

    key: str
    message_bytes: int
    shared_bytes: int
    schema_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """Candidate x fixture x repeat, with what is known of it before any call.

    Attributes:
        key: identity of the cell's content; equal content is never paid for twice.
        first: its first call.
        basis: digest of what its scores rest on beside the generation: gold, issue and price.
        issue: as production's intake prepared it.
        fresh: the generation number: 0, or which `--fresh` run first asked for it.
    """

    candidate: Candidate
    fixture: Fixture
    repeat: int
    key: str
    first: FirstCall
    basis: str
    issue: Issue
    fresh: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A stored generation: the tests or the reason, and every call's completion."""

    cell_key: str
    outcome: Outcome
    reason: str | None
    suite: TestSuite
    completions: tuple[Completion, ...] = field(default=())
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of one scorer; None means that it does not apply or is unknown, and the detail says why."""

    value: float | None
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One stored number: which cell content, on which basis, by which scorer in which version."""

    cell_key: str
    basis: str
    scorer: str
    version: int
    value: float | None
    detail: str
