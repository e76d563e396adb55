"""The calibration cards of a project: of offline scorers in its home, of judges beside its suites."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from workbench.bootstrap import Workbench
from workbench.core.errors import CatalogError
from workbench.core.judging.judge_card import JudgeCard
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import first_fault, read_text
from workbench.service.calibration_card import CalibrationCard

_Card = TypeVar("_Card", bound=BaseModel)


def calibration_cards(workbench: Workbench) -> tuple[CalibrationCard, ...]:
    """Return what `workbench calibrate` left behind, by file name; none where it was never called.

    Raises:
        CatalogError: a file is no card.
    """
    return _cards(workbench.home / "calibration", "*.card.json", CalibrationCard)


def judge_cards(workbench: Workbench) -> tuple[JudgeCard, ...]:
    """Return the cards of judges, by file name; none where no judge was calibrated.

    Raises:
        CatalogError: a file is no card.
    """
    return _cards(workbench.root / "evals" / "cards", "*.json", JudgeCard)


def _cards(folder: Path, pattern: str, form: type[_Card]) -> tuple[_Card, ...]:
    return tuple(_card(path, form) for path in sorted(folder.glob(pattern)))


def _card(path: Path, form: type[_Card]) -> _Card:
    try:
        return form.model_validate_json(read_text(path))
    except ValidationError as error:
        raise CatalogError(f"{path}: {first_fault(error)}; calibrate again") from None
    except PromptError as error:
        raise CatalogError(str(error)) from None
