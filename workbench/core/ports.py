"""What the services need of the outside world; the adapters are the means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.core.anonymising.records import Found, Kind, Person
from workbench.core.labels import Label, LabelKind
from workbench.core.metric_lines import MetricLine
from workbench.core.records import Cell, Measure, Result, Score
from workbench.core.runs import Failure, Row, RunRecord
from workbench.core.spending import LimitStep, Past, Purpose, Session, Spending, Took
from workbench.generator.models import Model
from workbench.generator.records import Completion, Generation, Issue, ModelSpec, Params

Clock = Callable[[], datetime]
DetectLanguages = Callable[[Sequence[str]], list[str | None]]
Connect = Callable[[ModelSpec], Model]
Work = TypeVar("Work")
Done = TypeVar("Done")


class Journal(Protocol):
    """Where results go the moment they arrive; they survive a kill of the process."""

    def begin(self, run: RunRecord, cells: Sequence[Cell], session: Session) -> None:
        """Write the run, its plan, and that a session of it begins."""
        ...

    def end(self, session: str, seconds: float) -> None:
        """Write that a session came to its end."""
        ...

    def reserved(self, number: str, model: str, usd: Decimal | None, purpose: Purpose = "candidate") -> None:
        """Write that a call is about to be sent, and the most it can cost."""
        ...

    def settled(self, number: str, usd: Decimal | None, *, certain: bool) -> None:
        """Write what a call cost; not certain is its worst case, for it may have been billed."""
        ...

    def limited(self, step: LimitStep) -> None:
        """Write that a provider's limit changed."""
        ...

    def completion(
        self, key: str, model: str, completion: Completion, asked_bytes: int, purpose: Purpose = "candidate"
    ) -> None:
        """Write one call's answer, how many bytes its messages had, and what it was for."""
        ...

    def generation(self, cell: Cell, generation: Generation, calls: Sequence[str]) -> None:
        """Write what was made of a cell."""
        ...

    def failure(self, cell: Cell, failure: Failure) -> None:
        """Write that a cell has no generation."""
        ...


class Store(Protocol):
    """Runs, cells, completions, generations and scores; append-only, idempotent by key."""

    def ingest(self) -> int:
        """Take in what the journals hold and return how many events were new."""
        ...

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which cell keys hold a generation."""
        ...

    def completions(self, keys: Sequence[str]) -> dict[str, Completion]:
        """Return the stored completions among these call keys."""
        ...

    def fresh(self, suite: str | None) -> int:
        """Return the generation number of a suite's newest run, or the highest of all runs; 0 where there is none."""
        ...

    def spending(self, run_id: str) -> Spending:
        """Return what a run has spent on calls of its own."""
        ...

    def took(self, run_id: str) -> Took:
        """Return what the answers that a run asked for took."""
        ...

    def sessions(self, run_id: str) -> list[Session]:
        """Return a run's sessions, the first one first."""
        ...

    def limit_steps(self, run_id: str) -> list[LimitStep]:
        """Return how a run's limits changed, in order."""
        ...

    def history(self, models: Sequence[str]) -> list[Past]:
        """Return what stored calls of these models took: each stage of each config, and each model as a whole."""
        ...

    def unfinished(self, plan_digest: str) -> RunRecord | None:
        """Return the newest run of this plan that is not complete, or None."""
        ...

    def runs(self) -> list[RunRecord]:
        """Return all runs, newest first."""
        ...

    def run(self, run_id: str) -> RunRecord:
        """Return one run; a beginning of its id is enough where it is the only one. Raises StoreError."""
        ...

    def rows(self, run_id: str) -> list[Row]:
        """Return every planned cell of a run with its outcome and scores."""
        ...

    def configs(self, run_id: str) -> dict[str, str]:
        """Return the digest of each candidate's config as a run planned it."""
        ...

    def runs_of(self, config: str) -> list[str]:
        """Return the ids of all runs that hold cells of a config, the first one first."""
        ...

    def results(self, keys: Sequence[str]) -> dict[str, Result]:
        """Return the generations of these cell keys."""
        ...

    def scored(self, cells: Sequence[Cell], versions: dict[str, int]) -> set[tuple[str, str, str]]:
        """Return (cell key, basis, scorer) of the scores that are stored in these versions."""
        ...

    def add_scores(self, scores: Sequence[Score]) -> None:
        """Store scores."""
        ...


class Labels(Protocol):
    """What raters said; append-only, idempotent by id and revision."""

    def labels(
        self, *, dataset: str | None = None, kind: LabelKind | None = None, every_revision: bool = False
    ) -> list[Label]:
        """Return the newest revision of each label, or every one, by time."""
        ...

    def add_labels(self, labels: Sequence[Label]) -> None:
        """Store labels; a revision that is there already stays as it is."""
        ...


class VectorStore(Protocol):
    """Sentence vectors that were worked out before, by key and model."""

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        """Return a model's stored vectors among these keys."""
        ...

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        """Store a model's vectors by key."""
        ...


class Encoder(Protocol):
    """Makes sentence vectors.

    Attributes:
        model: names the encoder and its weights.
    """

    model: str

    def missing(self) -> str | None:
        """Return what keeps it from starting, one sentence, or None."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length a text. Raises ModelUnavailableError, EvidenceError."""
        ...


class Executor(Protocol):
    """Runs work at several models at once."""

    def map(self, work: Callable[[Work], Done], groups: Sequence[tuple[int, Sequence[Work]]]) -> Iterator[Done]:
        """Yield results as they arrive; each group has its own number of workers."""
        ...


class Metrics(Protocol):
    """Metrics of another library, as suites define them."""

    def check(self, line: MetricLine) -> None:
        """Build a metric and ask nothing. Raises CatalogError, EvidenceError."""
        ...

    def identity(self, lines: Sequence[MetricLine]) -> str:
        """Return a digest of all that these scores depend on beside the texts and the model."""
        ...

    def measure(self, line: MetricLine, result: Result, issue: Issue, model: Model, *, params: Params) -> Measure:
        """Return what a metric says of a generation; it asks the model in its own words.

        Raises:
            ProviderError, StoppedError: as the model raised it.
            EvidenceError: the metric failed.
        """
        ...


class Detectors(Protocol):
    """Finds personal data and credentials in texts."""

    @property
    def version(self) -> str:
        """Names every detector with its version; another version may find more."""
        ...

    def find(
        self,
        texts: Mapping[str, str],
        *,
        people: Sequence[Person],
        dictionary: Mapping[str, Kind],
        language: str | None,
    ) -> tuple[Found, ...]:
        """Return what was found; spans may overlap.

        Args:
            texts: of one issue, by place.
            people: whom the issue's own fields name.
            dictionary: the tenant's own terms, as they are written, and what each is.
            language: of the texts, ISO 639-1; None where it cannot be told.
        """
        ...
