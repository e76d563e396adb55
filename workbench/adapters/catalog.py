"""Files -> datasets, models, prompts, suites. Everything is checked before anything is asked."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field

from workbench.core.errors import CatalogError
from workbench.core.records import Candidate, Fixture, Gold, ModelEntry, Price, Suite
from workbench.generator.errors import ConfigError, IssueError, PromptError
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.prompt.file import Prompt, parse_yaml, read_prompt, read_text
from workbench.generator.prompt.params import TAKES, sendable
from workbench.generator.records import Ability, Adapter, Closed, IntakeOptions, ModelSpec, PromptConfig

Record = TypeVar("Record", bound=Closed)
Split = Literal["dev", "holdout"]


class _Price(Closed):
    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    cache_read: Decimal | None = Field(default=None, ge=0)
    cache_write: Decimal | None = Field(default=None, ge=0)
    as_of: date


class _Model(Closed):
    name: str = Field(min_length=1)
    adapter: Adapter
    model: str
    base_url: str | None = None
    key_env: str | None = None
    context_tokens: int | None = None
    takes: tuple[Ability, ...] = ()
    region: str | None = None
    weights_sha256: str | None = None
    limit_field: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    ignores: tuple[str, ...] = ()
    parallel: int = Field(default=4, ge=1, le=256)
    price: _Price | None = None


class _Models(Closed):
    models: tuple[_Model, ...] = Field(min_length=1)


class _Member(Closed):
    split: Split
    group: str | None = None


class _Anonymised(Closed):
    how: str
    version: str | None


class _GoldNote(Closed):
    written_by: Literal["person", "model"]
    passes: int | None = None
    note: str | None = None


class Card(Closed):
    """`dataset.yaml`: where a dataset comes from, who wrote its gold, and each fixture's split and group."""

    name: str
    description: str
    origin: Literal["synthetic", "own_project", "public_licensed", "customer_consented"]
    licence: str
    anonymised: _Anonymised
    gold: _GoldNote
    reviewers: tuple[str, ...]
    expires: date | None
    fixtures: dict[str, _Member] = Field(min_length=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """A dataset: its card and its fixtures in the card's order."""

    card: Card
    fixtures: tuple[Fixture, ...]


class _Select(Closed):
    split: Split | None = None
    strata: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    limit: int | None = Field(default=None, ge=1)
    seed: int = 0


class _Candidate(Closed):
    name: str = Field(min_length=1, max_length=80)
    prompt: str
    model: str


class _Matrix(Closed):
    prompts: tuple[str, ...] = Field(min_length=1)
    models: tuple[str, ...] = Field(min_length=1)


class _Suite(Closed):
    dataset: str
    select: _Select = _Select()
    candidates: tuple[_Candidate, ...] = ()
    matrix: _Matrix | None = None
    repeats: int = Field(default=1, ge=1, le=100)
    scorers: tuple[str, ...] = Field(min_length=1)
    primary: str


class Catalog:
    """The files of a project: `datasets/`, `prompts/`, `evals/`."""

    def __init__(self, root: Path, *, known_scorers: Sequence[str], price: Callable[[ModelSpec], Price | None]) -> None:
        self.root = root
        self._scorers = tuple(known_scorers)
        self._price = price

    def models(self) -> dict[str, ModelEntry]:
        """Return the entries of `evals/models.yaml` by name, in the file's order."""
        path = self.root / "evals" / "models.yaml"
        entries: dict[str, ModelEntry] = {}
        for given in _read(path, _Models).models:
            unknown = sorted(set(given.ignores) - TAKES["openai"])
            if given.name in entries or unknown:
                fault = f"unknown parameter {unknown[0]!r} under 'ignores'" if unknown else "the name stands twice"
                raise CatalogError(f"{path}: model {given.name!r}: {fault}")
            entries[given.name] = self._entry(given)
        return entries

    def prompts(self) -> list[Prompt]:
        """Return every version of every family, by name."""
        return [self.prompt(name) for name in self.prompt_names()]

    def prompt_names(self) -> list[str]:
        """Return `family/version` of every prompt file."""
        return sorted(f"{path.parent.name}/{path.stem}" for path in (self.root / "prompts").glob("*/*.md"))

    def prompt(self, name: str) -> Prompt:
        """Return one version of a prompt, as `few-shot/v1`.

        Raises:
            CatalogError: there is none of that name, or its file cannot be used.
        """
        path = self.prompt_path(name)
        try:
            return read_prompt(path)
        except PromptError as error:
            raise CatalogError(str(error)) from None

    def prompt_path(self, name: str) -> Path:
        """Return the file of a prompt. Raises CatalogError where there is none."""
        names = self.prompt_names()
        if name not in names:
            raise CatalogError(f"no prompt {name!r}; known: {', '.join(names) or 'none'}")
        return self.root / "prompts" / f"{name}.md"

    def config(self, prompt_name: str, model_name: str) -> Candidate:
        """Return a prompt on a model as a candidate, named `prompt @ model`.

        Raises:
            CatalogError: one of them is unknown, or the model does not take a parameter of the prompt.
        """
        models = self.models()
        if model_name not in models:
            raise CatalogError(f"no model {model_name!r} in evals/models.yaml; known: {', '.join(models)}")
        prompt, entry = self.prompt(prompt_name), models[model_name]
        where = f"prompts/{prompt_name}.md on {model_name}"
        try:
            params = sendable(prompt.head.params, adapter=entry.spec.adapter, ignores=entry.ignores, where=where)
        except ConfigError as error:
            raise CatalogError(str(error)) from None
        config = PromptConfig(
            prompt=prompt.name,
            stages=prompt.stages,
            examples=prompt.examples,
            output=prompt.head.output,
            constrained=prompt.head.constrained,
            trace_tags=prompt.head.trace_tags,
            model=entry.spec,
            params=params,
            intake=prompt.head.intake,
        )
        return Candidate(name=f"{prompt_name} @ {model_name}", config=config, entry=entry)

    def dataset_names(self) -> list[str]:
        """Return the names of the datasets."""
        return sorted(path.parent.name for path in (self.root / "datasets").glob("*/dataset.yaml"))

    def dataset(self, name: str) -> Dataset:
        """Return a dataset with all its fixtures, checked.

        Raises:
            CatalogError: it is unknown, its card lacks something, a fixture's files do not fit the card, or a
                behaviour's evidence does not stand in its issue.
        """
        folder = self.root / "datasets" / name
        if name not in self.dataset_names():
            raise CatalogError(f"no dataset {name!r}; known: {', '.join(self.dataset_names()) or 'none'}")
        card = _read(folder / "dataset.yaml", Card)
        stray = {path.stem for path in (folder / "issues").glob("*.json")} - set(card.fixtures)
        if stray:
            raise CatalogError(f"{folder / 'dataset.yaml'}: issue {min(stray)!r} has no split; add it under 'fixtures'")
        fixtures = tuple(_fixture(folder, key, member) for key, member in card.fixtures.items())
        return Dataset(card=card, fixtures=fixtures)

    def suite(self, name: str) -> Suite:
        """Return a suite by its file (`evals/demo.yaml`) or its name (`demo`).

        Raises:
            CatalogError: anything in it is unknown or does not fit; says where and what.
        """
        path = self._suite_path(name)
        given = _read(path, _Suite)
        unknown = next((scorer for scorer in given.scorers if scorer not in self._scorers), None)
        if unknown is not None:
            raise CatalogError(f"{path}: unknown scorer {unknown!r}; known: {', '.join(self._scorers)}")
        if given.primary not in given.scorers:
            raise CatalogError(f"{path}: 'primary' is {given.primary!r}, which is not among 'scorers'")
        return Suite(
            name=path.stem,
            dataset=given.dataset,
            fixtures=_selected(path, self.dataset(given.dataset).fixtures, given.select),
            candidates=self._candidates(path, given),
            repeats=given.repeats,
            scorers=given.scorers,
            primary=given.primary,
        )

    def _suite_path(self, name: str) -> Path:
        given = Path(name)
        choices = (given, self.root / given, self.root / "evals" / f"{name}.yaml")
        path = next((each for each in choices if each.is_file()), None)
        if path is None:
            known = sorted(p.stem for p in (self.root / "evals").glob("*.yaml") if p.stem != "models")
            raise CatalogError(f"no suite {name!r}; known: {', '.join(known) or 'none'}, or name a file")
        return path

    def _candidates(self, path: Path, given: _Suite) -> tuple[Candidate, ...]:
        wanted = [(each.name, each.prompt, each.model) for each in given.candidates]
        if given.matrix:
            wanted += [(f"{p} @ {m}", p, m) for p in given.matrix.prompts for m in given.matrix.models]
        if not wanted:
            raise CatalogError(f"{path}: no candidates; name some under 'candidates' or 'matrix'")
        names = [name for name, _, _ in wanted]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise CatalogError(f"{path}: candidate {twice!r} stands twice")
        try:
            found = [(name, self.config(prompt, model)) for name, prompt, model in wanted]
        except CatalogError as error:
            raise CatalogError(f"{path}: {error}") from None
        return tuple(Candidate(name=name, config=each.config, entry=each.entry) for name, each in found)

    def _entry(self, given: _Model) -> ModelEntry:
        spec = ModelSpec(**given.model_dump(include=set(ModelSpec.model_fields)))
        if given.price:
            values = given.price.model_dump(exclude={"as_of"})
            price: Price | None = Price(**values, source=f"evals/models.yaml as of {given.price.as_of}")
        else:
            price = self._price(spec)
        return ModelEntry(spec=spec, parallel=given.parallel, ignores=frozenset(given.ignores), price=price)


def _read(path: Path, model: type[Record]) -> Record:
    try:
        return parse_yaml(path, read_text(path), model)
    except PromptError as error:
        raise CatalogError(str(error)) from None


def _fixture(folder: Path, key: str, member: _Member) -> Fixture:
    gold_path = folder / "expected" / f"{key}.yaml"
    gold = _read(gold_path, Gold)
    try:
        document = load_issue_document(folder / "issues" / f"{key}.json")
        attachments = tuple(_attachments(folder / "attachments" / key))
        issue = read_issue(document, options=IntakeOptions(), context=gold.context, attached=attachments)
    except (IssueError, OSError) as error:
        raise CatalogError(f"fixture {key!r} of {folder}: {error}") from None
    if gold.key != key or issue.key != key:
        raise CatalogError(f"{gold_path}: the gold is of {gold.key!r} and the issue of {issue.key!r}, expected {key!r}")
    _check_evidence(gold_path, gold, json.dumps([document, gold.context], ensure_ascii=False), _text(issue))
    return Fixture(
        key=key,
        document=document,
        attachments=attachments,
        gold=gold,
        split=member.split,
        group=member.group or key.partition("-")[0],
    )


def _attachments(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*")) if path.is_file()]


def _text(issue: Any) -> str:  # noqa: ANN401 - the prepared issue
    texts = [issue.summary, issue.description, issue.context or ""]
    texts += [criterion.text for criterion in issue.criteria]
    texts += [attachment.text or "" for attachment in issue.attachments]
    return "\n".join(texts)


def _check_evidence(path: Path, gold: Gold, raw: str, text: str) -> None:
    haystack = " ".join(text.split())
    for behaviour in gold.behaviours:
        quote = " ".join((behaviour.evidence or "").split())
        if quote and quote not in haystack and quote not in raw:
            raise CatalogError(f"{path}: the evidence of behaviour {behaviour.id!r} does not stand in the issue")


def _selected(path: Path, fixtures: tuple[Fixture, ...], select: _Select) -> tuple[Fixture, ...]:
    unknown = sorted(set(select.ids) - {fixture.key for fixture in fixtures})
    if unknown:
        raise CatalogError(f"{path}: no fixture {unknown[0]!r} in the dataset")
    strata = {fixture.gold.stratum for fixture in fixtures}
    strange = sorted(set(select.strata) - strata)
    if strange:
        raise CatalogError(f"{path}: no stratum {strange[0]!r}; known: {', '.join(sorted(strata))}")
    chosen = [
        fixture
        for fixture in fixtures
        if (not select.ids or fixture.key in select.ids)
        and (select.split is None or fixture.split == select.split)
        and (not select.strata or fixture.gold.stratum in select.strata)
    ]
    if select.limit is not None and select.limit < len(chosen):
        picked = set(random.Random(select.seed).sample(range(len(chosen)), select.limit))  # noqa: S311 - a draw, no secret
        chosen = [fixture for index, fixture in enumerate(chosen) if index in picked]
    if not chosen:
        raise CatalogError(f"{path}: 'select' chooses no fixture")
    return tuple(chosen)
