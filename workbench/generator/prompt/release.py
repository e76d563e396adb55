"""What production reads: the config that is released on a channel, every byte of it as it was written."""

import os
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal

from pydantic import ValidationError

from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import config_digest, digest, short
from workbench.generator.prompt.file import first_fault
from workbench.generator.prompt.ledger import (
    FORMAT,
    HEAD,
    LEDGER,
    RESTORE,
    canonical,
    read_ledger,
)
from workbench.generator.prompt.ledger_line import Digest, LedgerLine
from workbench.generator.records import Closed, PromptConfig

_FOLDER: Final = "releases"


class Release(Closed):
    """The content of a release file.

    Attributes:
        format: of the file.
        config_digest: the config's identity.
        config: all that decides what is asked and whom.
    """

    format: Literal[1]
    config_digest: Digest
    config: PromptConfig

    @property
    def digest(self) -> str:
        """The identity of the file's content: over the config and the names in it that are for people."""
        return digest(self.model_dump(mode="json"))


def release_of(config: PromptConfig) -> Release:
    """Return a config as it is released."""
    return Release(format=FORMAT, config_digest=config_digest(config), config=config)


def file_name(release: str) -> str:
    """Return the name of the file of a release digest: its first 12 digits."""
    return f"{short(release)}.json"


def load_release(channel: str, *, folder: Path | None = None) -> PromptConfig:
    """Return the config that is released on a channel.

    Args:
        channel: as `embedded`, `openai` or `anthropic`.
        folder: where the ledger and the release files are; None is `$WORKBENCH_RELEASES`, or this package's own.

    Raises:
        ReleaseError: nothing is released there; or a byte of the ledger or the release was changed, a line or a file is
            missing, a key is unknown, or a file is there that no line names; or `$WORKBENCH_RELEASES` names no folder.
    """
    lines = ledger(folder=folder)
    now = current(lines)
    if channel not in now:
        known = f"released are {', '.join(sorted(now))}" if now else "no channel has a release yet"
        raise ReleaseError(f"nothing is released on channel {channel!r}; {known}")
    return read_release(folder, now[channel]).config


def ledger(*, folder: Path | None = None) -> tuple[LedgerLine, ...]:
    """Return all lines of the ledger, the first one first; none where nothing was ever released.

    Raises:
        ReleaseError: the ledger is not as it was written, or the files beside it are not those that it names.
    """
    place = _place(folder)
    present = (
        {each.name for each in place.iterdir() if each.name.endswith((".json", ".jsonl"))} if place.is_dir() else ()
    )
    if not present:
        return ()
    lines = read_ledger(_content(place, LEDGER), _content(place, HEAD))
    named = {file_name(line.release) for line in lines} | {LEDGER, HEAD}
    if strange := sorted(named.symmetric_difference(present)):
        what = "is missing" if strange[0] in named else f"is in no line of {LEDGER}"
        raise ReleaseError(f"{strange[0]}: {what}; {RESTORE}")
    return lines


def current(lines: Iterable[LedgerLine]) -> dict[str, LedgerLine]:
    """Return the last line of each channel."""
    return {line.channel: line for line in lines}


def read_release(folder: Path | None, line: LedgerLine) -> Release:
    """Return the release that a line names.

    Args:
        folder: where its file is; None is this package's own.
        line: of the ledger.

    Raises:
        ReleaseError: its file is missing, or is not as it was written.
    """
    name = file_name(line.release)
    raw = _content(_place(folder), name)
    content = canonical(raw.removesuffix(b"\n"), name)
    if digest(content) != line.release or not raw.endswith(b"\n"):
        raise ReleaseError(f"{name}: is not as it was written; {RESTORE}")
    try:
        release = Release.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise ReleaseError(f"{name}: {first_fault(error)}; install the version that wrote it, or {RESTORE}") from None
    if not config_digest(release.config) == release.config_digest == line.config:
        raise ReleaseError(f"{name}: its config is not the one that {LEDGER} names; {RESTORE}")
    return release


def _place(folder: Path | None) -> Traversable:
    """Return the folder that is named, that of `$WORKBENCH_RELEASES`, or this package's own."""
    if folder:
        return folder
    named = os.environ.get("WORKBENCH_RELEASES")
    if named and not Path(named).is_dir():
        raise ReleaseError("WORKBENCH_RELEASES names no folder; correct it, or take it away")
    return Path(named) if named else files("workbench.generator").joinpath(_FOLDER)


def _content(place: Traversable, name: str) -> bytes:
    try:
        return place.joinpath(name).read_bytes()
    except OSError as error:
        what = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise ReleaseError(f"{name}: {what}; {RESTORE}") from None
