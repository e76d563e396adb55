"""The files of a project as closed records: what may stand in them, and in which form."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, model_validator

from workbench.core.anonymising.records import Kind
from workbench.core.errors import CatalogError
from workbench.core.gates import Gate
from workbench.core.metric_lines import MetricLine
from workbench.core.records import RELEASED
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import parse_yaml, read_text
from workbench.generator.prompt.ledger_line import Channel
from workbench.generator.records import Closed, ModelSpec

Record = TypeVar("Record", bound=Closed)
Split = Literal["dev", "holdout"]


def read_form(path: Path, model: type[Record]) -> Record:
    """Return a YAML file as a closed record.

    Raises:
        CatalogError: it is missing, no YAML, or holds a key or value that the record does not take.
    """
    try:
        return parse_yaml(path, read_text(path), model)
    except PromptError as error:
        raise CatalogError(str(error)) from None


class PriceLine(Closed):
    """US dollars per million tokens, and the day they were looked up."""

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    cache_read: Decimal | None = Field(default=None, ge=0)
    cache_write: Decimal | None = Field(default=None, ge=0)
    as_of: date


class ModelLine(ModelSpec):
    """A model of `evals/models.yaml`: how to reach it, and how the workbench uses it."""

    ignores: tuple[str, ...] = ()
    parallel: int = Field(default=4, ge=1, le=256)
    family: str | None = Field(default=None, min_length=1, max_length=40)
    price: PriceLine | None = None


class ModelList(Closed):
    """`evals/models.yaml`."""

    models: tuple[ModelLine, ...] = Field(min_length=1)


class Member(Closed):
    """A fixture's split and group."""

    split: Split
    group: str | None = None


class Anonymised(Closed):
    """How the issues were anonymised, and by which version of that."""

    how: str
    version: str | None


class GoldNote(Closed):
    """Who wrote the gold."""

    written_by: Literal["person", "model"]
    passes: int | None = None
    note: str | None = None


class Card(Closed):
    """`dataset.yaml`: where a dataset comes from, who wrote its gold, and each fixture's split and group.

    Attributes:
        expires: the last day on which it may be used; None sets no end.
        salt: of the marks in its sign-offs, 16 bytes as hexadecimal digits; None where nothing was imported yet.
    """

    name: str
    description: str
    origin: Literal["synthetic", "own_project", "public_licensed", "customer_consented"]
    licence: str
    anonymised: Anonymised
    gold: GoldNote
    reviewers: tuple[str, ...]
    expires: date | None
    salt: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")] | None = None
    fixtures: dict[str, Member] = Field(min_length=1)


class TermList(Closed):
    """A tenant's own terms, and what each is: customers, products, systems."""

    terms: dict[str, Kind] = Field(min_length=1, max_length=10_000)


class Select(Closed):
    """Which fixtures of a dataset a suite takes."""

    split: Split | None = None
    strata: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    limit: int | None = Field(default=None, ge=1)
    seed: int = 0


class CandidateLine(Closed):
    """One candidate of a suite; the word `released` alone is what the suite's channel uses now."""

    name: str = Field(min_length=1, max_length=80)
    prompt: str
    model: str

    @model_validator(mode="before")
    @classmethod
    def _word(cls, given: object) -> object:
        return dict.fromkeys(("name", "prompt", "model"), RELEASED) if given == RELEASED else given


class Matrix(Closed):
    """Every prompt on every model."""

    prompts: tuple[str, ...] = Field(min_length=1)
    models: tuple[str, ...] = Field(min_length=1)


class JudgeLine(Closed):
    """Who judges: the model, and which share of the questions is asked twice to see whether it says the same."""

    model: str
    retest: float = Field(default=0.1, ge=0, le=1)
    same_family: bool = False


class SuiteFile(Closed):
    """`evals/<suite>.yaml`."""

    dataset: str
    select: Select = Select()
    candidates: tuple[CandidateLine, ...] = ()
    matrix: Matrix | None = None
    repeats: int = Field(default=1, ge=1, le=100)
    scorers: tuple[str, ...] = Field(min_length=1)
    primary: str
    budget_usd: Decimal | None = Field(default=None, gt=0)
    gate: Gate | None = None
    baseline: str | None = None
    channel: Channel | None = None
    judge: JudgeLine | None = None
    metrics: tuple[MetricLine, ...] = ()
