"""An edited prompt as the next version of its family."""

from collections.abc import Callable, Iterable

from workbench.core.errors import CatalogError


def save_prompt(text: str, family: str, *, versions: Iterable[str], write: Callable[[str, str], str]) -> str:
    """Write a prompt as a new file and return its name, as `few-shot/v3`; no file is changed.

    A prompt file does not say who wrote it: git does, when it is committed.

    Args:
        text: the whole file; it was read without a fault.
        family: whose next version it is.
        versions: the texts of the family's versions so far.
        write: writes a new file of a family, and refuses to write over one.

    Raises:
        CatalogError: the text is that of a version already, or it cannot be written.
    """
    whole = text.replace("\r\n", "\n").strip() + "\n"
    if any(whole == known.replace("\r\n", "\n").strip() + "\n" for known in versions):
        raise CatalogError(f"family {family!r} holds this text already; change something before you save it")
    return write(family, whole)
