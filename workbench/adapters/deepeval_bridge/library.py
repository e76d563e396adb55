"""What we use of deepeval. Importing this module imports deepeval, which takes three seconds; nobody else does."""

from workbench.adapters.deepeval_bridge.quiet import quiet

quiet()

from deepeval import metrics  # noqa: E402
from deepeval.metrics import BaseMetric, DAGMetric, DeepAcyclicGraph, GEval  # noqa: E402
from deepeval.metrics.dag.nodes import (  # noqa: E402
    BaseNode,
    BinaryJudgementNode,
    NonBinaryJudgementNode,
    TaskNode,
    VerdictNode,
)
from deepeval.metrics.g_eval import Rubric  # noqa: E402
from deepeval.models import DeepEvalBaseLLM  # noqa: E402
from deepeval.telemetry.context import pop_run, push_run  # noqa: E402
from deepeval.telemetry.events import Entrypoint  # noqa: E402
from deepeval.test_case import LLMTestCase, SingleTurnParams  # noqa: E402

__all__ = [
    "BaseMetric",
    "BaseNode",
    "BinaryJudgementNode",
    "DAGMetric",
    "DeepAcyclicGraph",
    "DeepEvalBaseLLM",
    "Entrypoint",
    "GEval",
    "LLMTestCase",
    "NonBinaryJudgementNode",
    "Rubric",
    "SingleTurnParams",
    "TaskNode",
    "VerdictNode",
    "metrics",
    "pop_run",
    "push_run",
]
