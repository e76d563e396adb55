"""A tree of nodes from a suite's file as the graph of a `DAGMetric`."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import create_model

from workbench.adapters.deepeval_bridge.library import (
    BaseNode,
    BinaryJudgementNode,
    DeepAcyclicGraph,
    NonBinaryJudgementNode,
    SingleTurnParams,
    TaskNode,
)
from workbench.core.metric_lines import Binary, NonBinary, Part, Task


def graph(root: Task | Binary | NonBinary) -> DeepAcyclicGraph:
    """Return the graph of a tree.

    Raises:
        ValueError: deepeval does not take it.
    """
    return DeepAcyclicGraph(root_nodes=[_node(root)])


def params(parts: Sequence[Part]) -> list[SingleTurnParams] | None:
    """Return what a node or metric may look at in deepeval's words; None where that is nothing."""
    return [SingleTurnParams(part) for part in parts] or None


def _node(given: Task | Binary | NonBinary) -> BaseNode:
    looks_at = params(given.evaluation_params)
    if isinstance(given, Task):
        task = TaskNode(
            instructions=given.instructions, output_label=given.output_label, evaluation_params=looks_at
        )  # fmt: skip
        for each in given.then:
            task.add_node(_node(each))
        return task
    kind = BinaryJudgementNode if isinstance(given, Binary) else _Ordered
    node = kind(criteria=given.criteria, evaluation_params=looks_at)
    for verdict in given.verdicts:
        below = None if verdict.then is None else _node(verdict.then)
        node.add_verdict(verdict.verdict, score=verdict.score, then=below)  # type: ignore[arg-type]
    return node


class _Ordered(NonBinaryJudgementNode):
    """A node whose verdicts stay in the file's order.

    deepeval takes them from a set, so that the prompt, and with it the key of a stored answer, would be another one in
    each process.
    """

    def _validate(self) -> None:
        super()._validate()
        options = [str(child.verdict) for child in self.children]
        self._verdict_options = options
        answer: Any = Literal[tuple(options)]
        self._verdict_schema = create_model("NonBinaryJudgementVerdict", verdict=(answer, ...), reason=(str, ...))
