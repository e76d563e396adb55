"""The text of XLSX, XLS and ODS: every visible sheet, one line a row."""

import io
from datetime import date, datetime, time, timedelta
from typing import Final

from workbench.generator.intake.attachments.archives import repacked
from workbench.generator.intake.attachments.gathering import Gathering, Skipped
from workbench.generator.intake.attachments.limits import MAX_SHEETS

_ZIP: Final = b"PK"


def read_sheets(data: bytes, found: Gathering) -> None:
    """Gather the cells' values; formulas, macros, comments and hidden sheets are not looked at.

    Raises:
        Skipped: it is encrypted, broken or expands too much.
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(repacked(data) if data.startswith(_ZIP) else data))
    except calamine.PasswordError:
        raise Skipped("encrypted") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Skipped("broken") from None
    shown = [each for each in book.sheets_metadata if each.visible == calamine.SheetVisibleEnum.Visible]
    shown = [each for each in shown if each.typ == calamine.SheetTypeEnum.WorkSheet]
    _note_unread(len(book.sheets_metadata) - len(shown), len(shown), found)
    for meta in shown[:MAX_SHEETS]:
        found.add(f"## {_one_line(meta.name)}\n")
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (calamine.CalamineError, OSError, ValueError):
            found.notes.append("a broken sheet is left out")
            continue
        _read_sheet(sheet, found)


def _note_unread(hidden: int, shown: int, found: Gathering) -> None:
    if hidden:
        found.notes.append(f"{hidden} hidden sheet{'s' if hidden > 1 else ''} left out")
    if shown > MAX_SHEETS:
        found.notes.append(f"only the first {MAX_SHEETS} of {shown:,} sheets are read")


def _read_sheet(sheet: object, found: Gathering) -> None:
    import python_calamine as calamine

    assert isinstance(sheet, calamine.CalamineSheet)
    for row in sheet.iter_rows():
        cells = [_shown(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.add(" | ".join(cells) + "\n")
    found.add("\n")


def _shown(value: float | str | time | date | datetime | timedelta) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
