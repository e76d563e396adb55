"""Labels as JSONL files."""

from collections.abc import Sequence
from pathlib import Path

from workbench.core.errors import LabelError
from workbench.core.label_lines import as_lines, read_lines
from workbench.core.labels import Label


def read_label_file(path: Path) -> list[Label]:
    """Return the labels of a file, one a line.

    Raises:
        LabelError: it cannot be read, or a line is no label.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LabelError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    return read_lines(content, str(path))


def write_label_file(path: Path, labels: Sequence[Label]) -> None:
    """Write labels to a file, one a line.

    Raises:
        LabelError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_lines(labels), encoding="utf-8")
    except OSError as error:
        raise LabelError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
