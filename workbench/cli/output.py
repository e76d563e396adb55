"""How commands print: a table for people, JSON for scripts."""

import json
import shutil
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

_KEPT: Final = frozenset("\n\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}")
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print a JSON value on standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def print_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, texts: Sequence[str] = (), numbers: int = 0
) -> None:
    """Print a table on standard output; text from outside is never read as markup.

    Args:
        title: stands above.
        columns: the headings, never broken.
        rows: the cells.
        texts: the columns whose cells may be broken into lines where the terminal is narrow.
        numbers: so many columns from the right are set flush right.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        right = index >= len(columns) - numbers
        table.add_column(
            Text(printable(column)), justify="right" if right else "left", no_wrap=column not in texts, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(width=width(), highlight=False).print(table)


def width() -> int:
    """Return the terminal's width; where there is none, $COLUMNS or enough for long lines."""
    fallback = 80 if sys.stdout.isatty() else 160
    return shutil.get_terminal_size((fallback, 24)).columns


def say(text: str) -> None:
    """Print a line on standard output."""
    sys.stdout.write(printable(text) + "\n")


def note(text: str) -> None:
    """Print a line on standard error, where it does not disturb a script."""
    sys.stderr.write(printable(text) + "\n")


def printable(text: str) -> str:
    """Return a text without signs that steer a terminal or turn the order of what stands there; line ends stay."""
    return "".join(sign if sign.isprintable() or sign in _KEPT else "\N{REPLACEMENT CHARACTER}" for sign in text)
