"""Why a text gives no tree: it is beyond our limits, or the official parser refuses it. Both become faults."""

import re
from collections.abc import Iterator
from typing import Any, Final

from gherkin.errors import (
    AstBuilderException,
    CompositeParserException,
    NoSuchLanguageException,
    ParserError,
    ParserException,
    UnexpectedEOFException,
    UnexpectedTokenException,
)

from workbench.generator.output.document import Fault, fault

MAX_CHARS: Final = 1_000_000
MAX_LINES: Final = 20_000
# The parser trims table cells in time quadratic in a run of blanks; wide tables of people stay far below.
MAX_BLANKS_SQUARED: Final = 20_000_000
_MANY_BLANKS = re.compile(r"[^\S\n]{101,}")


def too_much(text: str) -> Iterator[Fault]:
    """V17 and V18: what the parser would take, but in too much time."""
    if len(text) > MAX_CHARS or text.count("\n") >= MAX_LINES:
        yield fault("too long", 1)
        return
    runs = list(_MANY_BLANKS.finditer(text))
    if sum((run.end() - run.start()) ** 2 for run in runs) > MAX_BLANKS_SQUARED:
        before = text[: runs[0].start()]
        yield fault("many blanks", before.count("\n") + 1, len(before) - before.rfind("\n"))


def refused(error: ParserError) -> tuple[Fault, ...]:
    """V01: what the parser says, one fault for each of its errors."""
    errors = error.errors if isinstance(error, CompositeParserException) else [error]
    return tuple(_fault(each) for each in errors)


def _fault(error: ParserError) -> Fault:
    where: dict[str, Any] = dict(error.location) if isinstance(error, ParserException) else {}
    return fault(_kind_of(error), where.get("line", 1), where.get("column") or 1)


def _kind_of(error: ParserError) -> str:
    match error:
        case UnexpectedTokenException():
            return "stray line"
        case UnexpectedEOFException():
            return "early end"
        case AstBuilderException():
            return "ragged table"
        case NoSuchLanguageException():
            return "unknown language"
        case _:
            return "blank in a tag"
