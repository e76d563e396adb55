"""What metrics of other libraries say of generations; they ask the suite's judge in their own words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.errors import StoppedError
from workbench.core.keys import call_key
from workbench.core.metric_lines import MetricLine
from workbench.core.ports import Metrics, Store
from workbench.core.records import Cell, Judge, Measure, Result
from workbench.generator.errors import ProviderError
from workbench.generator.records import Completion, ModelSpec, Request
from workbench.service.answers import Answers, Remembering
from workbench.service.asking import Asking
from workbench.service.judge import Judged
from workbench.service.outages import Outages

Lookup = Callable[[Sequence[str]], Mapping[str, Completion]]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A model that gives stored answers only.

    Attributes:
        spec: whose answers.
        stored: looks them up by call key.
    """

    spec: ModelSpec
    stored: Lookup

    def complete(self, request: Request) -> Completion:
        """Return the stored answer.

        Raises:
            StoppedError: there is none.
        """
        key = call_key(self.spec, request)
        found = self.stored([key]).get(key)
        if found is None:
            raise StoppedError("cancelled", "it was not asked yet")
        return found


def known_measures(
    lines: Sequence[MetricLine], cell: Cell, result: Result, judge: Judge, stored: Lookup, metrics: Metrics
) -> dict[str, Measure]:
    """Return by score what metrics say from stored answers; one whose questions have none is left out.

    Raises:
        EvidenceError: the metrics' library is missing.
    """
    found = {}
    for line in lines:
        try:
            model = Known(spec=judge.entry.spec, stored=stored)
            found[line.score] = metrics.measure(line, result, cell.issue, model, params=judge.params)
        except StoppedError:
            continue
    return found


def measure(
    cells: Sequence[Cell],
    lines: Sequence[MetricLine],
    asking: Asking,
    judge: Judge,
    metrics: Metrics,
    *,
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> Judged:
    """Let metrics ask whatever they need about stored generations and nobody has asked yet.

    Args:
        cells: of the run.
        lines: the metrics.
        asking: the session, which has begun.
        judge: whom they ask.
        metrics: measures.
        tell: told how many measurements of how many are through.

    Raises:
        ModelUnavailableError: the judge cannot be asked here; nothing was asked then.
        EvidenceError: the metrics' library is missing.
    """
    todo = _todo(cells, lines, asking.store, judge, metrics)
    if not todo:
        return Judged(failed={})
    [model] = asking.models([judge.entry], "judge").values()
    answers, outages = Answers({}, asking.store, asking.journal, purpose="judge"), Outages()

    def work(job: tuple[MetricLine, Cell, Result]) -> str | None:
        line, cell, result = job
        try:
            asking.until(0)
            outages.check(model.spec.name)
            remembering = Remembering(model, answers, 0, look=True)
            metrics.measure(line, result, cell.issue, remembering, params=judge.params)
            outages.answered(model.spec.name)
        except ProviderError as error:
            outages.failed(model.spec.name, error.kind)
            return error.kind.replace("_", " ")
        except StoppedError as error:
            return error.kind
        return None

    ends = asking.each(work, todo, parallel=judge.entry.parallel, tell=tell)
    return Judged(asked=len(todo), failed=dict(ends))


def _todo(
    cells: Sequence[Cell], lines: Sequence[MetricLine], store: Store, judge: Judge, metrics: Metrics
) -> list[tuple[MetricLine, Cell, Result]]:
    """Return the measurements whose questions have no stored answer."""
    contents = {cell.key: cell for cell in cells}
    results = store.results(list(contents))
    found = []
    for key, result in results.items():
        known = known_measures(lines, contents[key], result, judge, store.completions, metrics)
        found += [(line, contents[key], result) for line in lines if line.score not in known]
    return found
