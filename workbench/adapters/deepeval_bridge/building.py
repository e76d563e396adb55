"""A line of a suite as a metric of deepeval, with a model of ours; refused where it cannot be one of ours."""

import inspect
from typing import Any, Final

from pydantic import JsonValue

from workbench.adapters.deepeval_bridge.graph import graph
from workbench.adapters.deepeval_bridge.library import (
    BaseMetric,
    DeepEvalBaseLLM,
    GEval,
    Rubric,
    SingleTurnParams,
    metrics,
)
from workbench.core.errors import CatalogError
from workbench.core.metric_lines import MetricLine

_HAS: Final = frozenset({"input", "actual_output", "context", "retrieval_context"})
_NOT_PLAIN: Final = frozenset({"dag", "evaluation_template", "flaky", "system_one_model", "top_logprobs"})
_OF_TRACES: Final = frozenset(
    {
        "AgentLoopDetectionMetric",
        "PlanAdherenceMetric",
        "PlanQualityMetric",
        "StepEfficiencyMetric",
        "TaskCompletionMetric",
    }
)  # their classes do not say so, only what is made of them does
_STEPS: Final = (
    "give 'evaluation_steps' and leave 'criteria' out: with 'criteria' the model writes the steps anew for each "
    "answer, a second call and another yardstick every time"
)


def built(line: MetricLine, model: DeepEvalBaseLLM) -> BaseMetric:
    """Return the metric, which asks this model, in this thread, without retries, bars and reasons.

    Raises:
        CatalogError: the class is unknown or cannot measure a generation, or does not take an argument.
    """
    kind = _class(line)
    takes = {name for name in inspect.signature(kind).parameters if not name.startswith("_")}
    given = _arguments(line, kind, takes)
    ours = {
        "model": model,
        "threshold": line.threshold,
        "name": line.name,
        "async_mode": False,
        "verbose_mode": False,
        "include_reason": False,  # a call for a text that nobody keeps
        "eval_mode": "llm",
        "dag": None if line.dag is None else graph(line.dag),
    }
    refused = set(given) - (takes - ours.keys() - _NOT_PLAIN)
    if refused:
        known = ", ".join(sorted(takes - ours.keys() - _NOT_PLAIN)) or "none"
        raise _refused(line, f"{line.metric} takes no argument {min(refused)!r} here; it takes: {known}")
    missing = _required(kind) - given.keys() - ours.keys()
    if missing:
        raise _refused(line, f"{line.metric} needs the argument {min(missing)!r}")
    try:
        return kind(**given, **{name: value for name, value in ours.items() if name in takes})
    except Exception as error:  # noqa: BLE001 - whatever a metric's constructor checks
        raise _refused(line, f"{line.metric} does not take these arguments ({type(error).__name__})") from None


def _required(kind: type[BaseMetric]) -> set[str]:
    return {name for name, each in inspect.signature(kind).parameters.items() if each.default is each.empty}


def _class(line: MetricLine) -> type[BaseMetric]:
    kind: Any = getattr(metrics, line.metric, None) if line.metric in metrics.__all__ else None
    why = "there is no such class" if kind is None else _unfit(kind)
    if why is None:
        return kind  # type: ignore[no-any-return]
    raise _refused(line, f"{line.metric!r} cannot measure a generation: {why}; known: {', '.join(fit())}")


def fit() -> list[str]:
    """Return the names of the classes that can measure a generation."""
    return [name for name in metrics.__all__ if _unfit(getattr(metrics, name)) is None]


def _unfit(kind: Any) -> str | None:  # noqa: ANN401 - whatever deepeval exports
    """Return why a class cannot be one of our scores, or None."""
    name: str = getattr(kind, "__name__", "")
    if not (inspect.isclass(kind) and issubclass(kind, BaseMetric) and kind is not BaseMetric):
        return "it is no metric of a single answer"
    takes = inspect.signature(kind).parameters
    required = getattr(kind, "_required_params", None)
    lacks = sorted({each.value for each in required} - _HAS) if isinstance(required, list) else []
    if lacks:
        return f"it needs {lacks[0]!r}"
    if name in _OF_TRACES:
        return "it judges a trace"
    if "expected_schema" in takes:
        return "it needs a class of Python"
    if ".multimodal_metrics." in kind.__module__:
        return "it judges images"
    return "it asks a model of its own" if "system_one_model" in takes and "model" not in takes else None


def _arguments(line: MetricLine, kind: type[BaseMetric], takes: set[str]) -> dict[str, Any]:
    given: dict[str, Any] = dict(line.arguments)
    if kind is GEval:
        if "criteria" in given or not given.get("evaluation_steps"):
            raise _refused(line, _STEPS)
        if not given.get("evaluation_params"):
            raise _refused(line, f"name what it may look at under 'evaluation_params': {', '.join(sorted(_HAS))}")
        if "rubric" in given:
            given["rubric"] = _rubric(line)
    if "evaluation_params" in given and "evaluation_params" in takes:
        given["evaluation_params"] = [_part(line, name) for name in _listed(given["evaluation_params"])]
    return given


def _part(line: MetricLine, name: JsonValue) -> SingleTurnParams:
    if name not in _HAS:
        raise _refused(line, f"it cannot look at {name!r}; known: {', '.join(sorted(_HAS))}")
    return SingleTurnParams(name)


def _rubric(line: MetricLine) -> list[Rubric]:
    try:
        return [Rubric.model_validate(each) for each in _listed(line.arguments["rubric"])]
    except ValueError:
        wanted = "'score_range' (two whole numbers of 0 to 10) and 'expected_outcome'"
        raise _refused(line, f"each entry of 'rubric' has {wanted}") from None


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _refused(line: MetricLine, why: str) -> CatalogError:
    return CatalogError(f"metric {line.name!r}: {why}")
