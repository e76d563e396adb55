"""Texts with the spans of what was planted in them, as JSONL."""

import json
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.core.anonymising.records import Person
from workbench.core.anonymising.scoring import Planted
from workbench.core.errors import CatalogError

_MOST_BYTES: Final = 200_000_000


class _Span(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    type: Annotated[str, Field(min_length=1, max_length=60)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    text: str
    spans: list[_Span]
    language: str | None = None
    roster: list[str] | None = None


def read_span_file(path: Path) -> list[Planted]:
    """Return the texts of a file, one a line: `text`, `spans` (`type`, `start`, `end`), maybe `language` and `roster`.

    Raises:
        CatalogError: the file cannot be read, is empty, or a line has another form.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CatalogError(f"{path}: larger than {_MOST_BYTES:,} bytes")
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise CatalogError(f"{path}: not UTF-8") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    rows = [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise CatalogError(f"{path}: no texts; one JSON object a line is expected")
    return rows


def _read(path: Path, number: int, line: str) -> Planted:
    try:
        read = _Line.model_validate(json.loads(line))
    except (ValueError, RecursionError, ValidationError):
        raise CatalogError(
            f"{path}, line {number}: a JSON object with `text` and `spans` (`type`, `start`, `end`) is expected"
        ) from None
    if any(not span.start < span.end <= len(read.text) for span in read.spans):
        raise CatalogError(f"{path}, line {number}: a span that is empty or does not lie in its text")
    return Planted(
        text=read.text,
        spans=tuple((span.start, span.end, span.type) for span in read.spans),
        language=read.language,
        people=tuple(Person(names=(name,)) for name in read.roster or () if len(name) > 1),
    )
