"""The file of the fitted model, beside this one: made by `workbench calibrate coverage_evidence --fit` alone."""

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from workbench.core.errors import EvidenceError
from workbench.core.fitted import Fitted
from workbench.core.matching.evidence import VERSION

PATH: Final = Path(__file__).with_name("fitted") / "coverage_evidence.json"
_AGAIN: Final = "make it again with `workbench calibrate coverage_evidence --fit --links FOLDER`"


def read_fitted() -> Fitted | None:
    """Return the fitted model, or None where there is no file.

    Raises:
        EvidenceError: the file cannot be read, is no fitted model, or one of other features than these.
    """
    if not PATH.is_file():
        return None
    try:
        found = Fitted.model_validate_json(PATH.read_bytes())
    except (OSError, ValidationError) as error:
        raise EvidenceError(f"{PATH.name}: no fitted model ({type(error).__name__}); {_AGAIN}") from None
    if found.version != VERSION:
        raise EvidenceError(f"{PATH.name}: is of version {found.version} of the features, this is {VERSION}; {_AGAIN}")
    return found


def write_fitted(fitted: Fitted) -> Path:
    """Write the file and return its path.

    Raises:
        EvidenceError: it cannot be written.
    """
    try:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(fitted.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvidenceError(f"{PATH}: cannot be written ({error.strerror})") from None
    return PATH
