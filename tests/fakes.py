"""One fake a port, each named for what it does."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from tests.builders import AT, FEATURE, completion
from workbench.core.anonymising.records import Found, Kind, Person, Span, Tier
from workbench.core.errors import StoreError
from workbench.core.labels import Label, LabelKind, newest
from workbench.core.records import Cell, Result, Score
from workbench.core.runs import Failure, Row, RunRecord
from workbench.core.spending import LimitStep, Past, Purpose, Session, Spending, Took
from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models import Model
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Completion, Generation, ModelSpec, Request

Work = TypeVar("Work")
Done = TypeVar("Done")


@dataclass
class AnswersAtOnce:
    """A model that answers every request with the same text, or with what a function makes of it."""

    spec: ModelSpec
    text: str = FEATURE
    make: Callable[[Request], Completion] | None = None
    asked: list[Request] = field(default_factory=list)

    def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        return self.make(request) if self.make else completion(self.text)


@dataclass
class NeverAnswers:
    """A model whose provider fails every time."""

    spec: ModelSpec
    kind: ProviderKind = "overloaded"
    asked: list[Request] = field(default_factory=list)

    def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        raise ProviderError(self.spec.name, self.kind, status=503)


class ConnectsTo:
    """Gives every spec the same model and remembers for whom it was asked."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.specs: list[ModelSpec] = []

    def __call__(self, spec: ModelSpec) -> Model:
        self.specs.append(spec)
        return self.model


class RunsInTurn:
    """An executor without threads."""

    def map(self, work: Callable[[Work], Done], groups: Sequence[tuple[int, Sequence[Work]]]) -> Iterator[Done]:
        for _, items in groups:
            yield from map(work, items)


class Ticks:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self, step_s: float = 1.0) -> None:
        self._now, self._step = AT, timedelta(seconds=step_s)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now


class NoTime:
    """Time for a pacer: every wait is over at once, and as long as was asked."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        self._now += seconds


class MemoryStore:
    """A journal and a store in one, in memory; what is journalled counts when it is taken in, as with the real ones."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._runs: dict[str, tuple[RunRecord, tuple[Cell, ...]]] = {}
        self._completions: dict[str, Completion] = {}
        self._generations: dict[str, tuple[Generation, tuple[str, ...]]] = {}
        self._failures: dict[tuple[str, str], Failure] = {}
        self._scores: dict[tuple[str, str, str, int], Score] = {}
        self._labels: dict[tuple[str, int], Label] = {}
        self._vectors: dict[tuple[str, str], bytes] = {}
        self._reservations: dict[tuple[str, str], tuple[Purpose, Decimal | None]] = {}
        self._settlements: dict[tuple[str, str], tuple[Decimal | None, bool]] = {}
        self._sessions: dict[tuple[str, str], Session] = {}
        self._steps: list[tuple[str, LimitStep]] = []
        self._current = ""
        self._dirty: set[str] = set()

    # The journal

    def begin(self, run: RunRecord, cells: Sequence[Cell], session: Session) -> None:
        self._current = run.id
        self._waiting.append(lambda: self._keep(self._runs, run.id, (run, tuple(cells))))
        self._waiting.append(lambda: self._keep(self._sessions, (run.id, session.id), session))
        if run.grounds and run.grounds.dirty:
            self._waiting.append(lambda: self._dirty.add(run.id))

    def end(self, session: str, seconds: float) -> None:
        key = (self._current, session)
        self._waiting.append(lambda: self._sessions.update({key: replace(self._sessions[key], seconds=seconds)}))

    def reserved(self, number: str, model: str, usd: Decimal | None, purpose: Purpose = "candidate") -> None:
        key = (self._current, number)
        self._waiting.append(lambda: self._keep(self._reservations, key, (purpose, usd)))

    def settled(self, number: str, usd: Decimal | None, *, certain: bool) -> None:
        key = (self._current, number)
        self._waiting.append(lambda: self._keep(self._settlements, key, (usd, certain)))

    def limited(self, step: LimitStep) -> None:
        run = self._current
        self._waiting.append(lambda: self._steps.append((run, step)))

    def completion(
        self, key: str, model: str, completion: Completion, asked_bytes: int, purpose: Purpose = "candidate"
    ) -> None:
        self._waiting.append(lambda: self._keep(self._completions, key, completion))

    def generation(self, cell: Cell, generation: Generation, calls: Sequence[str]) -> None:
        self._waiting.append(lambda: self._keep(self._generations, cell.key, (generation, tuple(calls))))

    def failure(self, cell: Cell, failure: Failure) -> None:
        run = self._current
        self._waiting.append(lambda: self._failures.update({(run, cell.key): failure}))

    # The store

    def ingest(self) -> int:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each()
        return len(waiting)

    def known(self, keys: Sequence[str]) -> set[str]:
        return set(keys) & set(self._generations)

    def completions(self, keys: Sequence[str]) -> dict[str, Completion]:
        return {key: self._completions[key] for key in keys if key in self._completions}

    def fresh(self, suite: str | None) -> int:
        runs = [run for run in self.runs() if suite in {None, run.suite}]
        return (max((run.fresh for run in runs), default=0) if suite is None else runs[0].fresh) if runs else 0

    def spending(self, run_id: str) -> Spending:
        mine = {key: usd for key, (_, usd) in self._reservations.items() if key[0] == run_id}
        ends = {key: self._settlements.get(key, (usd, False)) for key, usd in mine.items()}
        known = [(usd, certain) for usd, certain in ends.values() if usd is not None]
        return Spending(
            calls=len(mine),
            settled_usd=sum((usd for usd, certain in known if certain), Decimal(0)),
            held_usd=sum((usd for usd, certain in known if not certain), Decimal(0)),
            unpriced=sum(usd is None for usd in mine.values()),
            judge_calls=sum(self._reservations[key][0] == "judge" for key in mine),
            judge_usd=sum(
                (ends[key][0] or Decimal(0) for key in mine if self._reservations[key][0] == "judge"), Decimal(0)
            ),
        )

    def took(self, run_id: str) -> Took:
        return Took(calls=len(self._completions), input_tokens=None, output_tokens=None)

    def sessions(self, run_id: str) -> list[Session]:
        return [session for (run, _), session in self._sessions.items() if run == run_id]

    def limit_steps(self, run_id: str) -> list[LimitStep]:
        return [step for run, step in self._steps if run == run_id]

    def history(self, models: Sequence[str]) -> list[Past]:
        return []

    def unfinished(self, plan_digest: str) -> RunRecord | None:
        return next((run for run in self.runs() if run.plan_digest == plan_digest and not run.complete), None)

    def runs(self) -> list[RunRecord]:
        found = [self._counted(run, cells) for run, cells in self._runs.values()]
        return sorted(found, key=lambda run: (run.started_at, run.id), reverse=True)

    def run(self, run_id: str) -> RunRecord:
        found = [run for run in self.runs() if run.id.startswith(run_id)]
        if len(found) != 1:
            raise StoreError(f"{len(found) or 'no'} runs begin with {run_id!r}")
        return found[0]

    def rows(self, run_id: str) -> list[Row]:
        run = self.run(run_id)
        return [self._row(run, cell) for cell in self._runs[run.id][1]]

    def configs(self, run_id: str) -> dict[str, str]:
        return {cell.candidate.name: config_digest(cell.candidate.config) for cell in self._runs[run_id][1]}

    def runs_of(self, config: str) -> list[str]:
        return [run.id for run in reversed(self.runs()) if config in self.configs(run.id).values()]

    def results(self, keys: Sequence[str]) -> dict[str, Result]:
        return {key: self._result(key, *self._generations[key]) for key in keys if key in self._generations}

    def scored(self, cells: Sequence[Cell], versions: dict[str, int]) -> set[tuple[str, str, str]]:
        keys = {cell.key for cell in cells}
        return {
            (key, basis, scorer)
            for key, basis, scorer, version in self._scores
            if key in keys and versions.get(scorer) == version
        }

    def add_scores(self, scores: Sequence[Score]) -> None:
        for each in scores:
            self._keep(self._scores, (each.cell_key, each.basis, each.scorer, each.version), each)

    def labels(
        self, *, dataset: str | None = None, kind: LabelKind | None = None, every_revision: bool = False
    ) -> list[Label]:
        ordered = sorted(self._labels.values(), key=lambda label: (label.at, label.id, label.revision))
        kept = ordered if every_revision else newest(ordered)
        found = [
            each for each in kept if each.dataset == (dataset or each.dataset) and each.kind == (kind or each.kind)
        ]
        return sorted(found, key=lambda label: (label.at, label.id, label.revision))

    def add_labels(self, labels: Sequence[Label]) -> None:
        for each in labels:
            self._keep(self._labels, (each.id, each.revision), each)

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        return {key: self._vectors[key, model] for key in keys if (key, model) in self._vectors}

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        for key, vector in rows.items():
            self._keep(self._vectors, (key, model), vector)

    @staticmethod
    def _keep(table: dict[Work, Done], key: Work, value: Done) -> None:
        table.setdefault(key, value)

    def _counted(self, run: RunRecord, cells: Sequence[Cell]) -> RunRecord:
        done = sum(cell.key in self._generations for cell in cells)
        failed = sum((run.id, cell.key) in self._failures and cell.key not in self._generations for cell in cells)
        grounds = replace(run.grounds, dirty=True) if run.grounds and run.id in self._dirty else run.grounds
        return replace(run, planned=len(cells), done=done, failed=failed, grounds=grounds)

    def _row(self, run: RunRecord, cell: Cell) -> Row:
        made = self._generations.get(cell.key)
        failure = None if made else self._failures.get((run.id, cell.key))
        scores = {
            scorer: each.value
            for (key, basis, scorer, version), each in self._scores.items()
            if (key, basis) == (cell.key, cell.basis) and run.scorers.get(scorer) == version
        }
        return Row(
            candidate=cell.candidate.name,
            prompt=cell.candidate.config.prompt,
            model=cell.candidate.config.model.name,
            reference=cell.candidate.reference,
            fixture=cell.fixture.key,
            stratum=cell.fixture.gold.stratum,
            repeat=cell.repeat,
            cell_key=cell.key,
            outcome=made[0].outcome if made else None,
            reason=made[0].reason if made else None,
            failure=failure.detail if failure else None,
            failure_kind=(failure.provider_kind or failure.kind) if failure else None,  # type: ignore[arg-type]
            scores=scores,
        )

    def _result(self, key: str, made: Generation, calls: Sequence[str]) -> Result:
        return Result(
            cell_key=key,
            outcome=made.outcome,
            reason=made.reason,
            suite=made.suite,
            completions=tuple(self._completions[call] for call in calls),
            left_out=made.left_out,
        )


@dataclass
class FindsWords:
    """Detectors that find the words they were given, wherever they stand; terms of the dictionary are sure."""

    words: Mapping[str, Kind] = field(default_factory=dict)
    tier: Tier = "sure"
    version: str = "words-1"
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def find(
        self,
        texts: Mapping[str, str],
        *,
        people: Sequence[Person],
        dictionary: Mapping[str, Kind],
        language: str | None,
    ) -> tuple[Found, ...]:
        self.asked.append(texts)
        return tuple(
            Found(
                place=place,
                span=Span(
                    start=match.start(),
                    end=match.end(),
                    kind=kind,
                    detector="words",
                    tier="sure" if word in dictionary else self.tier,
                ),
            )
            for place, text in texts.items()
            for word, kind in {**self.words, **dictionary}.items()
            for match in re.finditer(re.escape(word), text)
        )
