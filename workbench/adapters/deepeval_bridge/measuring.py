"""A metric of deepeval as one of our scores."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from workbench.adapters.deepeval_bridge.cases import case_of
from workbench.core.metric_lines import MetricLine
from workbench.core.records import Measure, Result
from workbench.generator.errors import ProviderError
from workbench.generator.models import Model
from workbench.generator.records import Completion, Issue, ModelSpec, Params, Request

if TYPE_CHECKING:
    from workbench.adapters.deepeval_bridge.our_model import OurModel

_NOBODY: Final = ModelSpec(name="nobody", adapter="rules", model="nobody")


def measure(line: MetricLine, result: Result, issue: Issue, model: Model, *, params: Params) -> Measure:
    """Return what a metric of deepeval says of a generation, 0 to 1, more is better.

    An answer without tests is 0 and is not asked about: what deepeval finds nothing in, it calls perfect. Where the
    metric itself fails on a generation it has no score of it, and the detail says with what. Else the detail
    names class and threshold. The reason that a model gives is text about the issue and is not kept.

    Args:
        line: the metric.
        result: the generation.
        issue: as production's intake prepared it.
        model: whom the metric asks.
        params: sent with each question.

    Raises:
        CatalogError: the line cannot be used (see `check`).
        ProviderError, StoppedError: as the model raised it.
        EvidenceError: deepeval is not installed.
    """
    if result.outcome != "ok":
        return Measure(0.0, f"there are no tests: {result.outcome}")
    from workbench.adapters.deepeval_bridge.our_model import OurModel, UnreadableError

    asked = OurModel(model, params)
    try:
        value = _value(line, result, issue, asked)
    except (UnreadableError, _FailedError) as error:
        return Measure(None, str(error))
    if value is None or not 0 <= value <= 1:  # what a model says is not held to the scale it was given
        return Measure(None, f"{line.metric} gave {'no score' if value is None else 'a score outside 0 to 1'}")
    return Measure(value, f"{line.metric}, threshold {line.threshold:g}")


def check(line: MetricLine) -> None:
    """Build the metric and ask nothing.

    Raises:
        CatalogError: its class is unknown or cannot measure a generation, or does not take an argument.
        EvidenceError: deepeval is not installed.
    """
    from workbench.adapters.deepeval_bridge.building import built
    from workbench.adapters.deepeval_bridge.our_model import OurModel

    built(line, OurModel(_Nobody(), Params()))


def _value(line: MetricLine, result: Result, issue: Issue, asked: "OurModel") -> float | None:
    from workbench.adapters.deepeval_bridge.building import built

    metric = built(line, asked)
    try:
        with _uncounted():
            metric.measure(case_of(issue, result), _show_indicator=False)
    except Exception as error:  # noqa: BLE001 - deepeval wraps what our model raised, or fails by itself
        if asked.stopped is None:
            raise _FailedError(f"{line.metric} failed: {type(error).__name__}") from None
    if asked.stopped is not None:
        raise asked.stopped from None
    return None if metric.score is None else float(metric.score)


@contextmanager
def _uncounted() -> Iterator[None]:
    """Keep deepeval from starting a thread for its telemetry, which it does though there is none to send."""
    from workbench.adapters.deepeval_bridge.library import Entrypoint, pop_run, push_run

    _, token = push_run(Entrypoint.STANDALONE, "")
    try:
        yield
    finally:
        pop_run(token)


class _FailedError(Exception):
    """A metric failed by itself; its text names classes alone."""


class _Nobody:
    """A model that is named and never asked."""

    spec = _NOBODY

    def complete(self, request: Request) -> Completion:  # noqa: ARG002 - the port's signature
        """Refuse."""
        raise ProviderError(self.spec.name, "not_found")
