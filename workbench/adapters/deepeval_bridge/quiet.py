"""deepeval without its habits: it phones home, writes files, reads `.env` and prints, all of it at its import."""

import contextlib
import importlib
import io
import logging
import os
import sys
import threading
from typing import Final, TextIO

from workbench.core.errors import EvidenceError

SWITCHES: Final = {
    "DEEPEVAL_TELEMETRY_OPT_OUT": "YES",
    "DEEPEVAL_FILE_SYSTEM": "READ_ONLY",
    "DEEPEVAL_DISABLE_DOTENV": "1",
    "DEEPEVAL_DISABLE_LEGACY_KEYFILE": "1",  # .deepeval/.deepeval, read into the environment
    "DEEPEVAL_NO_INSPECT_PROMPT": "1",
    "DEEPEVAL_EVAL_MODE": "llm",  # else a hosted model of its own may decide
    "DEEPEVAL_DISABLE_TIMEOUTS": "1",  # ours hold
    "DEEPEVAL_RETRY_MAX_ATTEMPTS": "1",
}
"""What is set before deepeval is imported, whatever was set before."""
_ITS_OWN: Final = ("DEEPEVAL_", "CONFIDENT_")
_WARN_OF_NO_CACHE: Final = ("deepeval.prompt.prompt", "deepeval.test_run.cache")
_IMPORTING: Final = threading.Lock()


def quiet() -> None:
    """Import deepeval with its telemetry, files, `.env`, retries, timeouts and upload off; nothing is printed.

    Its other variables leave the environment of this process: one of them alone (a key of Confident AI, a folder for
    results) makes it send or write what is evaluated, issue text included.

    Raises:
        EvidenceError: deepeval is not installed, or cannot be imported under this environment.
    """
    with _IMPORTING:
        for name in [name for name in os.environ if name.startswith(_ITS_OWN) and name not in SWITCHES]:
            del os.environ[name]
        os.environ.update(SWITCHES)
        if "deepeval" not in sys.modules:
            _import()


def _import() -> None:
    for name in _WARN_OF_NO_CACHE:
        logging.getLogger(name).setLevel(logging.ERROR)
    with contextlib.redirect_stdout(_Muted(sys.stdout)):
        try:
            importlib.import_module("deepeval")
        except ModuleNotFoundError as error:
            if error.name != "deepeval":
                raise EvidenceError(f"deepeval cannot be imported: it lacks {error.name!r}; install it anew") from None
            raise EvidenceError("deepeval is not installed; install the extra 'bench'") from None
        except ValueError:  # its settings, read from the environment; the message would hold their values
            raise EvidenceError(
                "deepeval cannot be imported: it reads an environment variable that it does not understand; "
                "look at TEMPERATURE, LOG_LEVEL and the like"
            ) from None


class _Muted(io.TextIOBase):
    """Standard output without what this thread says; the others go on."""

    def __init__(self, real: TextIO) -> None:
        self._real, self._silent = real, threading.get_ident()

    def write(self, text: str) -> int:
        return len(text) if threading.get_ident() == self._silent else self._real.write(text)

    def flush(self) -> None:
        self._real.flush()
