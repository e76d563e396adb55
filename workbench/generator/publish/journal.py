"""What was intended and what came of it: keys, ids and digests, never content."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated, Literal, Protocol

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError

from workbench.generator.errors import InputError, PublishError
from workbench.generator.records import Closed

State = Literal["intended", "created", "refused", "finished"]
Trace = Annotated[str, StringConstraints(pattern="^aits-[0-9a-f]{16}$")]
Name = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{1,300}$")]


class Entry(Closed):
    """One line of a journal.

    Attributes:
        at: when, in UTC.
        place: see `Target.place`; 12 hex digits.
        trace: of the item.
        state: `intended` stands before the call that creates it, the others behind it.
        id: of the object at the target; None before there is one.
    """

    at: AwareDatetime
    place: Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")]
    trace: Trace
    state: State
    id: Name | None = Field(default=None)


class Journal(Protocol):
    """Keeps entries in their order. An entry that `add` returned from survives the death of this process."""

    def entries(self) -> Sequence[Entry]:
        """Return what was kept, the oldest first."""
        ...

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep entries.

        Raises:
            PublishError: they cannot be kept, so what they announce must not be done.
        """
        ...


class MemoryJournal:
    """A journal that lives as long as this process; enough where targets are asked for their traces anyway."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def entries(self) -> Sequence[Entry]:
        """Return what was kept (see `Journal`)."""
        return tuple(self._entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep entries (see `Journal`)."""
        self._entries += entries


class FileJournal:
    """A journal in a file, a JSON object a line. A last line that was cut off by a crash is not read."""

    def __init__(self, file: IO[bytes], entries: list[Entry]) -> None:
        """Take a file that is open and locked; see `opened`."""
        self._file, self._entries = file, entries

    def entries(self) -> Sequence[Entry]:
        """Return what was kept (see `Journal`)."""
        return tuple(self._entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep entries (see `Journal`)."""
        new = list(entries)
        try:
            self._file.write(b"".join(each.model_dump_json().encode() + b"\n" for each in new))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise PublishError(f"the journal cannot be written ({error.strerror}); nothing more is published") from None
        self._entries += new


@contextmanager
def opened(path: Path) -> Iterator[FileJournal]:
    """Open the journal of a file, which is made where there is none; no other process can have it meanwhile.

    Raises:
        PublishError: another process has it, or it cannot be opened.
        InputError: it is no journal.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise PublishError(f"{path}: the journal cannot be opened ({error.strerror})") from None
    with file:
        _lock(file, path)
        file.seek(0)
        lines = file.read().split(b"\n")
        if lines[-1]:
            file.truncate(file.tell() - len(lines[-1]))
        yield FileJournal(file, [_entry(line, path, number) for number, line in enumerate(lines[:-1], start=1)])


def _entry(line: bytes, path: Path, number: int) -> Entry:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        raise InputError(f"{path}: line {number} is none of a journal of ours; name another file") from None


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has none; two processes are kept apart there by the targets' traces alone
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise PublishError(f"{path}: another process publishes by this journal; wait until it is done") from None


def last(entries: Iterable[Entry], place: str) -> dict[str, Entry]:
    """Return the last entry of each trace at a place."""
    return {each.trace: each for each in entries if each.place == place}


def ids(entries: Iterable[Entry], place: str) -> dict[str, str]:
    """Return the ids of what was created at a place, by trace."""
    return {each.trace: each.id for each in entries if each.place == place and each.id is not None}


def intended(entries: Iterable[Entry], place: str) -> dict[str, datetime]:
    """Return when what nobody knows the outcome of was last intended, by trace."""
    return {trace: each.at for trace, each in last(entries, place).items() if each.state == "intended"}
