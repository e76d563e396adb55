"""Prompts in the making: one that is being edited is read as its file would be, and a version is written once."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from workbench.core.errors import CatalogError
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import Prompt, read_prompt, read_text

_VERSION: Final = re.compile(r"v([1-9][0-9]{0,5})")


def read_edited(prompts: Path, name: str, text: str) -> Prompt:
    """Return an edited prompt as production would read its file, beside its family's examples.

    Args:
        prompts: the folder of the families.
        name: `family/version` of the file that was edited.
        text: the whole file, as edited.

    Raises:
        PromptError: as `read_prompt`; it names the prompt, not a file.
    """
    family, _, version = name.partition("/")
    with TemporaryDirectory(prefix="prompt-") as made:
        folder = Path(made) / family
        folder.mkdir()
        with suppress(OSError):
            (folder / "examples").symlink_to((prompts / family / "examples").resolve(), target_is_directory=True)
        path = folder / f"{version}.md"
        path.write_bytes(text.encode("utf-8", "replace"))
        try:
            return read_prompt(path)
        except PromptError as error:
            said = str(error).replace(str(path), f"the edited {name}").replace(made, str(prompts))
            raise PromptError(said) from None


def version_texts(prompts: Path, family: str) -> dict[str, str]:
    """Return the texts of a family's versions by name, as `few-shot/v1`; a file that cannot be read is left out."""
    texts = {}
    for path in sorted((prompts / family).glob("*.md")):
        with suppress(PromptError):
            texts[f"{family}/{path.stem}"] = read_text(path)
    return texts


def next_version(prompts: Path, family: str) -> str:
    """Return the name of a family's next version, as `few-shot/v3`."""
    matches = (_VERSION.fullmatch(path.stem) for path in (prompts / family).glob("*.md"))
    return f"{family}/v{max((int(match[1]) for match in matches if match), default=0) + 1}"


def write_version(prompts: Path, family: str, text: str) -> str:
    """Write a family's next version, whole or not at all, never over another file, and return its name.

    Raises:
        CatalogError: there is no such family, somebody else wrote that version meanwhile, or it cannot be written.
    """
    if not (prompts / family).is_dir() or (prompts / family).resolve().parent != prompts.resolve():
        raise CatalogError(f"no prompt family {family!r}; make the folder {prompts / family} with its v1.md first")
    name = next_version(prompts, family)
    path = prompts / f"{name}.md"
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # fails where there is a file of that name
    except FileExistsError:
        raise CatalogError(f"{path}: somebody else wrote that version just now; look at it, then save again") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    finally:
        part.unlink(missing_ok=True)
    return name
