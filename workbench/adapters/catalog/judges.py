"""Who judges in a suite: the model, the rubrics, and the card that says how far it can be believed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from workbench.adapters.catalog.forms import JudgeLine
from workbench.core.errors import CatalogError
from workbench.core.judging.family import family
from workbench.core.judging.judge_card import JudgeCard
from workbench.core.records import Candidate, Judge, ModelEntry, Suite
from workbench.generator.errors import ConfigError, PromptError
from workbench.generator.output.putting import put
from workbench.generator.prompt.file import first_fault, read_text
from workbench.generator.prompt.params import sendable
from workbench.generator.records import Params
from workbench.scorers import SCORERS, scorers_of
from workbench.scorers.base import AsksJudge

RUBRICS: Final = ("coverage", "faithfulness")
"""The scores whose verdicts a rubric defines, `evals/rubrics/<score>.md`."""
_MOST_CHARS: Final = 20_000


def judge_of(root: Path, model: str, models: Mapping[str, ModelEntry]) -> Judge:
    """Return a model as a judge, with the project's rubrics.

    Args:
        root: the project's folder.
        model: its name.
        models: those of the project.

    Raises:
        CatalogError: there is no such model, it does not take what is sent, or a rubric is missing or too long.
    """
    if model not in models:
        raise CatalogError(f"no model {model!r} in evals/models.yaml; known: {', '.join(models)}")
    entry = models[model]
    if entry.spec.adapter == "rules":
        raise CatalogError(f"{model!r} is no model that could judge; name one that answers questions")
    wanted = Params(temperature=0, max_output_tokens=6_000)
    ignores = entry.ignores | {"temperature"} if entry.spec.adapter == "anthropic" else entry.ignores
    try:
        params = sendable(wanted, adapter=entry.spec.adapter, ignores=ignores, where=f"the judge {model}")
    except ConfigError as error:
        raise CatalogError(str(error)) from None
    rubrics = {score: _rubric(root / "evals" / "rubrics" / f"{score}.md") for score in RUBRICS}
    return Judge(entry=entry, params=params, rubrics=rubrics)


def judge_for(
    path: Path, given: JudgeLine | None, suite: Suite, root: Path, models: Callable[[], Mapping[str, ModelEntry]]
) -> Judge | None:
    """Return who judges where a score of the suite asks a judge, else None.

    Args:
        path: the suite's file.
        given: what it says of its judge.
        suite: with its scores and candidates.
        root: the project's folder.
        models: gives those of the project.

    Raises:
        CatalogError: a score asks a judge and none is named, one is named and nothing asks it, or it cannot be used.
    """
    judged = [name for name, each in scorers_of(suite.scorers).items() if isinstance(each, AsksJudge)]
    if given is None and judged:
        raise CatalogError(
            f"{path}: {judged[0]!r} is what a judge says, and the suite names none; add 'judge: {{model: ...}}' "
            "with a model of evals/models.yaml, or leave that score out"
        )
    if given is None:
        return None
    if not judged:
        known = ", ".join(name for name, each in SCORERS.items() if isinstance(each, AsksJudge))
        raise CatalogError(f"{path}: a judge is named and nothing asks it; add one of {known} to 'scorers'")
    return _suite_judge(path, given, root, models(), suite.candidates)


def _suite_judge(
    path: Path, given: JudgeLine, root: Path, models: Mapping[str, ModelEntry], candidates: Sequence[Candidate]
) -> Judge:
    """Return the judge that a suite names.

    Raises:
        CatalogError: it cannot be used, or is of the family of a candidate that it would judge.
    """
    try:
        judge = replace(judge_of(root, given.model, models), retest=given.retest)
    except CatalogError as error:
        raise CatalogError(f"{path}: {error}") from None
    own = _family(judge.entry)
    alike = next((each for each in candidates if not each.reference and _family(each.entry) == own), None)
    if alike is not None and not given.same_family:
        raise CatalogError(
            f"{path}: the judge {given.model!r} is of the same family ({own}) as candidate {alike.name!r}, and models "
            "favour their own; name another judge, or say 'same_family: true' under 'judge'"
        )
    return judge


def card_path(root: Path, score: str, judge: Judge) -> Path:
    """Return where the card of a score by a judge is."""
    return root / "evals" / "cards" / f"{score}.{re.sub(r'[^A-Za-z0-9.]+', '-', judge.entry.spec.name)}.json"


def read_card(path: Path) -> JudgeCard | None:
    """Return a card, or None where there is none.

    Raises:
        CatalogError: the file is no card.
    """
    if not path.is_file():
        return None
    try:
        return JudgeCard.model_validate_json(read_text(path))
    except ValidationError as error:
        raise CatalogError(f"{path}: {first_fault(error)}; calibrate the judge again") from None
    except PromptError as error:
        raise CatalogError(str(error)) from None


def write_card(path: Path, card: JudgeCard) -> None:
    """Write a card in the place of the one before, all of it or nothing. Raises CatalogError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, (card.model_dump_json(indent=1, by_alias=True) + "\n").encode("utf-8"))
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None


def _family(entry: ModelEntry) -> str:
    return entry.family or family(entry.spec)


def _rubric(path: Path) -> str:
    try:
        text = read_text(path).strip()
    except PromptError as error:
        raise CatalogError(f"{error}; a judge needs it") from None
    if not 0 < len(text) <= _MOST_CHARS:
        raise CatalogError(f"{path}: a rubric has 1 to {_MOST_CHARS:,} characters; this one has {len(text):,}")
    return text
