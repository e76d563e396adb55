"""A metric of deepeval as a suite's file names it. Nothing here imports deepeval."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator

from workbench.generator.records import Closed

PREFIX: Final = "deepeval:"

Part = Literal["input", "actual_output", "context", "retrieval_context"]
"""What a metric may look at: the issue (three times, as metrics differ in what they call it) and the answer."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]


class Task(Closed):
    """A step that takes something out of the texts, for the nodes below it to look at."""

    node: Literal["task"]
    instructions: Text
    output_label: Text
    evaluation_params: tuple[Part, ...] = ()
    then: tuple["Node", ...] = Field(min_length=1)


class YesOrNo(Closed):
    """What follows a verdict: a score of 0 to 10, or another node."""

    verdict: bool
    score: int | None = Field(default=None, ge=0, le=10)
    then: "Node | None" = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        _either(self.score, self.then)
        return self


class Choice(Closed):
    """What follows a verdict of several: a score of 0 to 10, or another node."""

    verdict: Text
    score: int | None = Field(default=None, ge=0, le=10)
    then: "Node | None" = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        _either(self.score, self.then)
        return self


class Binary(Closed):
    """A question with the verdicts true and false."""

    node: Literal["binary"]
    criteria: Text
    evaluation_params: tuple[Part, ...] = ()
    verdicts: tuple[YesOrNo, YesOrNo]

    @model_validator(mode="after")
    def _both(self) -> Self:
        if {each.verdict for each in self.verdicts} != {True, False}:
            raise ValueError("a binary node has one verdict true and one verdict false")
        return self


class NonBinary(Closed):
    """A question with verdicts that have names."""

    node: Literal["non_binary"]
    criteria: Text
    evaluation_params: tuple[Part, ...] = ()
    verdicts: tuple[Choice, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len({each.verdict for each in self.verdicts}) < len(self.verdicts):
            raise ValueError("a verdict stands twice")
        return self


Node = Annotated[Task | Binary | NonBinary, Field(discriminator="node")]


def _either(score: int | None, then: object) -> None:
    if (score is None) == (then is None):
        raise ValueError("a verdict has either a 'score' or a 'then'")


class MetricLine(Closed):
    """One metric of deepeval in a suite.

    Attributes:
        name: the score is called `deepeval:<name>`.
        metric: a class of `deepeval.metrics`.
        threshold: from which score on deepeval calls it a success, 0 to 1; shown beside the score, and no gate.
        arguments: of the class; the model, the modes and the threshold are ours.
        dag: the tree of a `DAGMetric`, and of no other.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    metric: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,60}$")]
    threshold: float = Field(default=0.5, ge=0, le=1)
    arguments: dict[str, JsonValue] = Field(default_factory=dict)
    dag: Node | None = None

    @property
    def score(self) -> str:
        """The name of its score."""
        return f"{PREFIX}{self.name}"

    @model_validator(mode="after")
    def _tree(self) -> Self:
        if (self.metric == "DAGMetric") != (self.dag is not None):
            raise ValueError("a DAGMetric has a 'dag', and no other metric has one")
        return self
