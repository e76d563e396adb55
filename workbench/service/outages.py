"""When to stop asking a model: at once where its provider refuses the caller, soon where nothing comes any more."""

from collections import Counter
from threading import Lock
from typing import Final

from workbench.core.errors import StoppedError
from workbench.generator.errors import ProviderKind

# The next call of the same key to the same model ends the same way.
_FINAL: Final = frozenset({"auth", "not_found", "spend_limit", "wrong_model"})
_IN_A_ROW: Final = 20


class Outages:
    """Counts each model's failures; safe to call from several threads."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._in_a_row: Counter[str] = Counter()
        self._given_up: dict[str, str] = {}

    def check(self, model: str) -> None:
        """Do nothing while the model may be asked.

        Raises:
            StoppedError: it is not asked any more in this session.
        """
        reason = self._given_up.get(model)
        if reason is not None:
            raise StoppedError("cancelled", f"not asked: {reason}")

    def answered(self, model: str) -> None:
        """Take note that an answer came."""
        self._in_a_row.pop(model, None)

    def failed(self, model: str, kind: ProviderKind) -> None:
        """Take note of a failure that retries did not mend."""
        said = kind.replace("_", " ")
        with self._guard:
            self._in_a_row[model] += 1
            if kind in _FINAL:
                self._given_up.setdefault(model, f"an earlier call to {model} ended with {said}")
            elif self._in_a_row[model] >= _IN_A_ROW:
                self._given_up.setdefault(model, f"{_IN_A_ROW} cells of {model} in a row failed, the last with {said}")
