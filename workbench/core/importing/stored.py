"""What stands in a dataset's folder beside its fixtures' issues, files and gold."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A file of a dataset that is no part of a fixture as suites load it.

    Attributes:
        path: in the dataset's folder, with slashes.
        key: of the fixture that it belongs to by its name or folder; None where it is the dataset's.
        texts: its texts, each with the number of its line, from 1; None where no text can be read.
        digest: SHA-256 of its content.
    """

    path: str
    key: str | None
    texts: tuple[tuple[int, str], ...] | None = field(repr=False)
    digest: str


def text_of_file(content: bytes) -> str | None:
    """Return a file's text, or None where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
