"""Tests into a file: whole or not at all, and never over somebody else's."""

from pathlib import Path

from workbench.generator.errors import PublishError
from workbench.generator.output.putting import put


def write_file(text: str, path: Path, *, overwrite: bool = False) -> bool:
    """Write a text as UTF-8 and return whether the file changed; the same content again is no harm.

    Args:
        text: with the line ends it shall have.
        path: where to.
        overwrite: replace a file that holds something else.

    Raises:
        PublishError: something else stands there, or it cannot be written; then what stood there is as it was.
    """
    content = text.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        if not overwrite:
            refuse_other(path)
        put(path, content)
    except OSError as error:
        raise PublishError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    return True


def refuse_other(path: Path) -> None:
    """Raise PublishError where something stands that a file would replace."""
    if path.exists():
        raise PublishError(f"{path}: something else stands there; name another file, or have it overwritten")
