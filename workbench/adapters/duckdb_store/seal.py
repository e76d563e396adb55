"""The seal beside the store: how many rows each table has to hold, and a digest of them. No SQL.

DuckDB notices a damaged block. It cannot notice that a whole part is gone: a write-ahead log that was cut short or
deleted, the older of its two headers, a copy of last week. The count kept outside of the file does.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import Any, Final

from workbench.core.errors import StoreError
from workbench.core.journal import sealed, unsealed

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """What a table holds: its number of rows, and the XOR of their 64-bit digests, in no order."""

    rows: int = 0
    digest: int = 0

    def with_rows(self, new: "Tally") -> "Tally":
        """Return the tally with these rows put in."""
        return Tally(self.rows + new.rows, self.digest ^ new.digest)

    def without(self, gone: "Tally") -> "Tally":
        """Return the tally with these rows taken out."""
        return Tally(self.rows - gone.rows, self.digest ^ gone.digest)


State = Mapping[str, Tally]
"""Table to what it holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """What the store holds.

    Attributes:
        maker: what worked the digests out; those of another one cannot be compared.
        now: before the transaction that goes on, or at rest.
        after: once it is committed; None at rest. After a kill the store may hold the one or the other.
    """

    maker: str
    now: State
    after: State | None = None


def seal_of(store: Path) -> Path:
    """Return where the seal of a store is."""
    return store.with_name(f"{store.name}.seal")


def way_out(store: Path) -> str:
    """Return what to do about a store that is damaged."""
    return (
        f"put a copy of it back, or move {store.name}* away and the journals in spool/ fill a new one, "
        "what was paid for is there"
    )


def read_seal(store: Path) -> Seal | None:
    """Return a store's seal, or None where it has none yet.

    Raises:
        StoreError: it is damaged or cannot be read.
    """
    path = seal_of(store)
    try:
        content = unsealed(path.read_bytes().removesuffix(b"\n"))
        if content["format"] != _FORMAT:
            raise StoreError(f"{path}: is of a newer workbench; look at this store with that one")
        after = content["after"]
        now = _state(content["now"])
        return Seal(maker=str(content["maker"]), now=now, after=None if after is None else _state(after))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"{path}: the seal is damaged, so what {store.name} has to hold is not known; remove the seal to trust the "
            f"store as it is, or {way_out(store)}"
        ) from None


def write_seal(store: Path, seal: Seal) -> None:
    """Put a seal in the place of the one before, at once and on the disk.

    Raises:
        StoreError: it cannot be written; the one before is as it was.
    """
    path = seal_of(store)
    part = path.with_name(f"{path.name}.part")
    after = None if seal.after is None else _plain(seal.after)
    line = sealed(dumps({"format": _FORMAT, "maker": seal.maker, "now": _plain(seal.now), "after": after}))
    try:
        with part.open("wb") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"{path}: the seal cannot be written ({error.strerror or type(error).__name__}); is the disk full?"
        ) from None


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # where folders cannot be opened, renaming is all there is
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _plain(state: State) -> dict[str, list[Any]]:
    return {name: [tally.rows, f"{tally.digest:016x}"] for name, tally in state.items()}


def _state(plain: dict[str, Any]) -> State:
    return {name: Tally(int(rows), int(digest, 16)) for name, (rows, digest) in plain.items()}
