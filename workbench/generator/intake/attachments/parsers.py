"""Which parser reads which kind of file; runs in a child process only."""

from collections.abc import Callable, Mapping
from typing import Final

from workbench.generator.intake.attachments.archives import office_kind
from workbench.generator.intake.attachments.decoding import decode
from workbench.generator.intake.attachments.gathering import Gathering, Skipped
from workbench.generator.intake.attachments.markup import read_html
from workbench.generator.intake.attachments.ocr import read_picture
from workbench.generator.intake.attachments.pdf import read_pdf
from workbench.generator.intake.attachments.sheets import read_sheets
from workbench.generator.intake.attachments.word import read_word

_MOST_HTML_CHARS: Final = 5_000_000
_LOCKED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_SHEET_STREAMS: Final = ("Workbook".encode("utf-16-le"), "B\0o\0o\0k\0\0\0".encode("ascii"))


def parse(kind: str, data: bytes, found: Gathering) -> None:
    """Gather the text of a file.

    Args:
        kind: as `kind_of` names it.
        data: the whole file.
        found: takes the text.

    Raises:
        Skipped: says why the file is left out.
        Enough: all the text that is wanted was found.
    """
    try:
        _PARSERS[kind](data, found)
    except ImportError:
        raise Skipped("its reader is not installed") from None


def _archive(data: bytes, found: Gathering) -> None:
    kind = office_kind(data)
    if kind is None:
        raise Skipped("no Word file and no sheet")
    (read_word if kind == "Word file" else read_sheets)(data, found)


def _old_office(data: bytes, found: Gathering) -> None:
    if _LOCKED_STREAM in data:
        raise Skipped("encrypted")
    if not any(stream in data for stream in _SHEET_STREAMS):
        raise Skipped("no sheet")
    read_sheets(data, found)


def _html(data: bytes, found: Gathering) -> None:
    text = decode(data, _MOST_HTML_CHARS)
    if text is None:
        raise Skipped("no text")
    read_html(text, found)


_PARSERS: Final[Mapping[str, Callable[[bytes, Gathering], None]]] = {
    "PDF": read_pdf,
    "ZIP or Office file": _archive,
    "old Office file": _old_office,
    "HTML": _html,
    "image": read_picture,
}
