"""Datasets, models, prompts and suites by their names. Everything is checked before anything is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from workbench.adapters.catalog.datasets import Dataset, placed, read_dataset, selected
from workbench.adapters.catalog.drafters import drafter_of
from workbench.adapters.catalog.forms import CandidateLine, Card, SuiteFile, read_form
from workbench.adapters.catalog.gate_checks import checked
from workbench.adapters.catalog.judges import card_path, judge_for, judge_of, read_card
from workbench.adapters.catalog.labelled import read_labelled
from workbench.adapters.catalog.model_list import read_models
from workbench.adapters.catalog.sign_offs import BY_THE_DAY, Signing, refuse_unsigned
from workbench.adapters.catalog.undrafted import Undrafted, read_undrafted
from workbench.core.errors import CatalogError
from workbench.core.golds.asking import Drafter
from workbench.core.judging.judge_card import JudgeCard
from workbench.core.labelled import LabelledIssue
from workbench.core.records import RELEASED, Candidate, Judge, ModelEntry, Price, Suite
from workbench.core.splits import Placed
from workbench.generator.errors import ConfigError, PromptError, ReleaseError
from workbench.generator.prompt.file import Prompt, read_prompt
from workbench.generator.records import ModelSpec, PromptConfig
from workbench.service.configure import configure

_UNKNOWN: Final = f"the candidate {RELEASED!r} is what a channel uses, and the suite names no 'channel'; add one"


class Catalog:
    """The files of a project: `datasets/`, `prompts/`, `evals/`."""

    def __init__(
        self,
        root: Path,
        *,
        known_scorers: Sequence[str],
        price: Callable[[ModelSpec], Price | None],
        released: Callable[[str], PromptConfig] | None = None,
        evidence: Callable[[], str | None] = lambda: None,
        signing: Signing = BY_THE_DAY,
    ) -> None:
        """Name the folder; nothing is read yet.

        Args:
            root: the project's folder.
            known_scorers: what a suite may name.
            price: of a model that has none of its own in the model list.
            released: the config that a channel uses, the rules floor while nothing is released there; None where this
                catalog does not know.
            evidence: gives the identity of the offline model that judges' cards rest on; None where there is none.
            signing: what datasets' sign-offs are held against.
        """
        self.root = root
        self._signing = signing
        self._scorers = tuple(known_scorers)
        self._price = price
        self._released = released
        self._evidence = evidence

    def models(self) -> dict[str, ModelEntry]:
        """Return the entries of `evals/models.yaml` by name, in the file's order."""
        return read_models(self.root / "evals" / "models.yaml", self._price)

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
        return self._config(prompt_name, model_name, self.models())

    def _config(self, prompt_name: str, model_name: str, models: Mapping[str, ModelEntry]) -> Candidate:
        if model_name not in models:
            raise CatalogError(f"no model {model_name!r} in evals/models.yaml; known: {', '.join(models)}")
        where = f"prompts/{prompt_name}.md on {model_name}"
        try:
            made = configure(self.prompt(prompt_name), models[model_name], where=where)
        except ConfigError as error:
            raise CatalogError(str(error)) from None
        return replace(made, name=f"{prompt_name} @ {model_name}")

    def dataset_names(self) -> list[str]:
        """Return the names of the datasets."""
        return sorted(path.parent.name for path in (self.root / "datasets").glob("*/dataset.yaml"))

    def dataset(self, name: str, *, for_review: bool = False) -> Dataset:
        """Return a dataset with all its fixtures, checked.

        Args:
            name: the dataset's.
            for_review: return it where its sign-offs do not hold too; nothing of it may then leave this machine.

        Raises:
            CatalogError: it is unknown, its card lacks something, a fixture's files do not fit the card, a behaviour's
                evidence does not stand in its issue, or a fixture may not be used.
        """
        if name not in self.dataset_names():
            raise CatalogError(self._no_dataset(name))
        return read_dataset(self._folder(name), signing=None if for_review else self._signing)

    def placed(self, name: str) -> tuple[Placed, ...]:
        """Return the split and group of each fixture of a dataset, as its card has them; the fixtures are not read.

        Raises:
            CatalogError: it is unknown, or its card lacks something.
        """
        if name not in self.dataset_names():
            raise CatalogError(self._no_dataset(name))
        return placed(read_form(self._folder(name) / "dataset.yaml", Card))

    def rated_names(self) -> list[str]:
        """Return the names of the datasets that hold rated suites."""
        return [name for name in self.dataset_names() if any((self._folder(name) / "suites").glob("*.yaml"))]

    def rated(self, name: str) -> tuple[LabelledIssue, ...]:
        """Return a dataset's issues that have rated suites.

        Raises:
            CatalogError: it is unknown, holds none, a file of them cannot be used, or a fixture may not be.
        """
        if name not in self.dataset_names():
            raise CatalogError(self._no_dataset(name))
        self.refuse_unsigned(self._folder(name))
        return read_labelled(self._folder(name))

    def refuse_unsigned(self, folder: Path) -> None:
        """Do nothing where a folder has no card, or its sign-offs hold. Raises CatalogError where they do not."""
        if (folder / "dataset.yaml").is_file():
            refuse_unsigned(folder, read_form(folder / "dataset.yaml", Card), self._signing)

    def undrafted(self, name: str) -> tuple[Undrafted, ...]:
        """Return a dataset's fixtures, with gold or without.

        Raises:
            CatalogError: it is unknown, its card, an issue or a gold that is there cannot be used, or a fixture may
                not be.
        """
        if name not in self.dataset_names():
            raise CatalogError(self._no_dataset(name))
        return read_undrafted(self._folder(name), signing=self._signing)

    def drafter(self, model: str) -> Drafter:
        """Return a model as one that drafts gold. Raises CatalogError where there is none of that name."""
        return drafter_of(model, self.models())

    def _folder(self, name: str) -> Path:
        return self.root / "datasets" / name

    def _no_dataset(self, name: str) -> str:
        return f"no dataset {name!r}; known: {', '.join(self.dataset_names()) or 'none'}"

    def suite(self, name: str) -> Suite:
        """Return a suite by its file (`evals/demo.yaml`) or its name (`demo`).

        Raises:
            CatalogError: anything in it is unknown or does not fit; says where and what.
        """
        path = self._suite_path(name)
        given = read_form(path, SuiteFile)
        unknown = next((scorer for scorer in given.scorers if scorer not in self._scorers), None)
        if unknown is not None:
            raise CatalogError(f"{path}: unknown scorer {unknown!r}; known: {', '.join(self._scorers)}")
        if given.primary not in _scorers(path, given):
            raise CatalogError(f"{path}: 'primary' is {given.primary!r}, which is not among 'scorers'; add it there")
        if given.dataset not in self.dataset_names():
            raise CatalogError(f"{path}: {self._no_dataset(given.dataset)}")
        suite = Suite(
            name=path.stem,
            dataset=given.dataset,
            fixtures=selected(path, self.dataset(given.dataset).fixtures, given.select),
            candidates=self._candidates(path, given),
            repeats=given.repeats,
            scorers=_scorers(path, given),
            metrics=given.metrics,
            primary=given.primary,
            budget_usd=given.budget_usd,
            gate=given.gate,
            channel=given.channel,
        )
        suite = replace(suite, judge=judge_for(path, given.judge, suite, self.root, self.models))
        suite = replace(suite, baseline=_baseline(path, suite, given.baseline))
        known = (*_drafts(suite), *_unknown_costs(suite))
        return replace(suite, warnings=(*known, *checked(path, suite, self.card, self._evidence)))

    def judge(self, model: str) -> Judge:
        """Return a model as a judge. Raises CatalogError where it or a rubric is missing."""
        return judge_of(self.root, model, self.models())

    def card_path(self, score: str, judge: Judge) -> Path:
        """Return where the card of a score by this judge is."""
        return card_path(self.root, score, judge)

    def card(self, score: str, judge: Judge) -> JudgeCard | None:
        """Return the card of a score by this judge, or None. Raises CatalogError where the file is none."""
        return read_card(card_path(self.root, score, judge))

    def _suite_path(self, name: str) -> Path:
        given = Path(name)
        choices = (given, self.root / given, self.root / "evals" / f"{name}.yaml")
        path = next((each for each in choices if _is_file(each)), None)
        if path is None:
            known = sorted(p.stem for p in (self.root / "evals").glob("*.yaml") if p.stem != "models")
            raise CatalogError(f"no suite {name!r}; known: {', '.join(known) or 'none'}, or name a file")
        return path

    def _candidates(self, path: Path, given: SuiteFile) -> tuple[Candidate, ...]:
        wanted = list(given.candidates)
        if given.matrix:
            pairs = [(prompt, model) for prompt in given.matrix.prompts for model in given.matrix.models]
            wanted += [CandidateLine(name=f"{p} @ {m}", prompt=p, model=m) for p, m in pairs]
        if not wanted:
            raise CatalogError(f"{path}: no candidates; name some under 'candidates' or 'matrix'")
        names = [each.name for each in wanted]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise CatalogError(f"{path}: candidate {twice!r} stands twice; rename one")
        try:
            models = self.models()
            return tuple(self._candidate(each, given.channel, models) for each in wanted)
        except (CatalogError, ReleaseError) as error:
            raise CatalogError(f"{path}: {error}") from None

    def _candidate(self, line: CandidateLine, channel: str | None, models: Mapping[str, ModelEntry]) -> Candidate:
        if line.name != RELEASED:
            return replace(self._config(line.prompt, line.model, models), name=line.name)
        if not line.prompt == line.model == RELEASED:
            raise CatalogError(f"the name {RELEASED!r} is that of what a channel uses; rename the candidate")
        if channel is None or self._released is None:
            raise CatalogError(_UNKNOWN)
        config = self._released(channel)
        own = models.get(config.model.name)
        entry = own or ModelEntry(spec=config.model, parallel=1, ignores=frozenset(), price=self._price(config.model))
        return Candidate(name=RELEASED, config=config, entry=replace(entry, spec=config.model))


def _drafts(suite: Suite) -> tuple[str, ...]:
    count = sum(each.gold.draft is True for each in suite.fixtures)
    if not count:
        return ()
    what = f"{count} of its {len(suite.fixtures)} fixtures rest on draft gold, which nobody has confirmed"
    return (f"{what}; its gate cannot pass on that" if suite.gate else what,)


def _unknown_costs(suite: Suite) -> tuple[str, ...]:
    if not suite.metrics:
        return ()
    return ("its metrics ask the judge in words of their own, so what they cost is in no estimate; a budget holds",)


def _scorers(path: Path, given: SuiteFile) -> tuple[str, ...]:
    """Return the names of all scores of a suite, those of its metrics last."""
    names = [line.score for line in given.metrics]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise CatalogError(f"{path}: metric {twice!r} stands twice; rename one")
    return (*given.scorers, *names)


def _baseline(path: Path, suite: Suite, named: str | None) -> str | None:
    """Return the candidate that is named, else the first rules floor, else None."""
    if named is None:
        return next((each.name for each in suite.candidates if each.reference), None)
    known = [each.name for each in suite.candidates]
    if named not in known:
        raise CatalogError(f"{path}: 'baseline' is {named!r}, which is no candidate here; known: {', '.join(known)}")
    return named


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the file system
        return False
