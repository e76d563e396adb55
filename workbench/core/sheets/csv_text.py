"""A sheet as CSV text (RFC 4180), and back from what spreadsheets make of it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Final

from workbench.core.errors import LabelError
from workbench.core.labels import VALUES, Value

# Cells that begin so are formulas to a spreadsheet (OWASP, CSV injection). Marks that stand there already are covered
# by one more, so that taking one off gives back the text.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_MARKED: Final = re.compile(r"''*[=+\-@\t\r]")
_DELIMITERS: Final = (",", ";", "\t")
_NEEDED: Final = ("row", "value")
_SAID: Final[dict[str, Value]] = {
    short: value for value in VALUES["verdict"] for short in (value.casefold(), value[0].casefold())
}
_TESTS: Final = re.compile(r"t?\s*([1-9][0-9]{0,3})", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,;/+&\n]+|\s+(?=t)", re.IGNORECASE)
_NOTE_CHARS: Final = 4_000


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """A row as it is written; its fields are the columns.

    Attributes:
        row: the unit's id.
        issue: its key.
        value: the rater's: covered, partly or not; empty in a new sheet, as are `test` and `note`.
    """

    row: str
    issue: str
    issue_text: str
    behaviour: str
    tests: str
    value: str = ""
    test: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a rater filled in.

    Attributes:
        number: of the row as the spreadsheet counts, the columns' names being row 1.
        row: the unit's id.
        behaviour: what stands there as the behaviour; None where the column is gone.
        tests: the numbers of the tests that cover it, or cover it partly; from 1.
    """

    number: int
    row: str
    behaviour: str | None
    value: Value
    tests: tuple[int, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledSheet:
    """A sheet that came back: what was rated, and how many rows were not."""

    answers: tuple[Answer, ...]
    unrated: int


COLUMNS: Final = tuple(field.name for field in fields(SheetRow))


def as_csv(rows: Iterable[SheetRow]) -> str:
    """Return the columns' names and one record a row, CRLF between; no cell is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(cell) for cell in astuple(row)] for row in rows)
    return text.getvalue()


def read_csv(text: str, where: str) -> FilledSheet:
    """Return what was filled in: columns in any order, further ones ignored, between them commas, semicolons or tabs.

    A row without a value is not rated yet, whatever its note says; an empty row is none.

    Raises:
        LabelError: a column is missing or stands twice, a row is no row or says what a rater cannot say, or two rows
            of one id differ; says which one of `where`, and never what it holds.
    """
    delimiter, names = _head(text, where)
    answers: list[Answer] = []
    unrated = 0
    for number, record in enumerate(_records(text, delimiter, where), start=1):
        if number == 1 or not any(cell.strip() for cell in record):
            continue
        cells = dict(zip(names, record, strict=False))
        answer = _answer(cells, number, f"row {number} of {where}")
        answers += [answer] if answer else []
        unrated += answer is None
    return FilledSheet(answers=_each_once(answers, where), unrated=unrated)


def _head(text: str, where: str) -> tuple[str, list[str]]:
    """Return the delimiter under which most of the columns are found, and the names by their place."""
    heads = {delimiter: _names(text, delimiter, where) for delimiter in _DELIMITERS}
    delimiter = max(heads, key=lambda each: len(set(heads[each]) & set(COLUMNS)))
    names = heads[delimiter]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise LabelError(
            f"{where}: no column {' and no column '.join(map(repr, missing))}; the first row names the columns"
        )
    twice = next((name for name in COLUMNS if names.count(name) > 1), None)
    if twice:
        raise LabelError(f"{where}: column {twice!r} stands twice; take one out")
    return delimiter, names


def _names(text: str, delimiter: str, where: str) -> list[str]:
    return [cell.strip().casefold() for cell in next(_records(text, delimiter, where, strict=False), [])]


def _records(text: str, delimiter: str, where: str, *, strict: bool = True) -> Iterator[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error:
        raise LabelError(f"bad row {number + 1} of {where}: no CSV; is a quotation mark left open?") from None


def _answer(cells: dict[str, str], number: int, where: str) -> Answer | None:
    """Return what a row says, None where it has no value yet."""
    given = {name: _unguarded(cell) for name, cell in cells.items() if name in COLUMNS}
    said, named = given.get("value", "").strip().casefold(), given.get("test", "").strip()
    if not said:
        if named:
            raise LabelError(f"bad {where}: it names a test and has no 'value'")
        return None
    row, note = given.get("row", "").strip(), given.get("note", "").strip()
    if not row:
        raise LabelError(f"bad {where}: it has a 'value' and no 'row', which says what it is about")
    if said not in _SAID:
        raise LabelError(f"bad {where}: 'value' is one of {', '.join(VALUES['verdict'])}, or c, p, n")
    if len(note) > _NOTE_CHARS:
        raise LabelError(f"bad {where}: 'note' is longer than {_NOTE_CHARS:,} characters")
    tests = _tests(named, where)
    if tests and _SAID[said] == "not":
        raise LabelError(f"bad {where}: 'not' and a test do not go together; no test covers it")
    return Answer(
        number=number, row=row, behaviour=given.get("behaviour"), value=_SAID[said], tests=tests, note=note or None
    )


def _tests(named: str, where: str) -> tuple[int, ...]:
    found = [_TESTS.fullmatch(part.strip()) for part in _BETWEEN.split(named) if part.strip()]
    if not all(found):
        raise LabelError(f"bad {where}: 'test' takes numbers of its tests, as T1 or T1, T3")
    return tuple(dict.fromkeys(int(each[1]) for each in found if each))


def _each_once(answers: Sequence[Answer], where: str) -> tuple[Answer, ...]:
    found: dict[str, Answer] = {}
    for answer in answers:
        first = found.setdefault(answer.row, answer)
        if (first.value, first.tests, first.note) != (answer.value, answer.tests, answer.note):
            raise LabelError(
                f"rows {first.number} and {answer.number} of {where} are the same one and say different things"
            )
    return tuple(found.values())


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _MARKED.match(cell) else cell
