"""The history of the ledger: whether it holds together, and the line of a roll-back. Pure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import short
from workbench.generator.prompt.ledger import own_hash, seal_line
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import current

_SHORTEST = 6


def check_chain(lines: Sequence[LedgerLine]) -> list[str]:
    """Return what is wrong with a ledger, a sentence each: hashes, order, what a line says of those before it."""
    return [
        f"line {number} of the ledger: {fault}"
        for number, line in enumerate(lines, start=1)
        for fault in _faults(line, lines[: number - 1])
    ]


def _faults(line: LedgerLine, before: Sequence[LedgerLine]) -> Iterator[str]:
    if line.hash != own_hash(line):
        yield "its hash is not that of its content"
    if line.previous != (before[-1].hash if before else None):
        yield "it does not follow on the line before it"
    if any(each.release == line.release and each.config != line.config for each in before):
        yield f"release {short(line.release)} has another config than in an earlier line"
    released = current(before).get(line.channel)
    if isinstance(line, Promotion):
        yield from _of_a_promotion(line, released)
    elif not _promoted(before, line.channel, line.release):
        yield f"it goes back to {short(line.release)}, which was never promoted on channel {line.channel!r}"


def _of_a_promotion(line: Promotion, released: LedgerLine | None) -> Iterator[str]:
    if line.first != (released is None):
        yield f"it says first: {str(line.first).lower()}, which channel {line.channel!r} contradicts"
    if released is not None and line.baseline.config != released.config:
        yield f"its baseline was not what was released on channel {line.channel!r} then"


def _promoted(lines: Sequence[LedgerLine], channel: str, release: str) -> bool:
    return any(isinstance(each, Promotion) and (each.channel, each.release) == (channel, release) for each in lines)


def is_prefix(older: bytes, newer: bytes) -> bool:
    """Return whether a ledger goes on where an older one ended, with every line before as it was.

    Args:
        older: the file's content on the branch that this one goes into; empty where it has none.
        newer: the file's content here.
    """
    return newer.startswith(older) and (not older or older.endswith(b"\n"))


def named(lines: Sequence[LedgerLine], channel: str, given: str) -> str:
    """Return the digest of the release that a person means by the beginning of it, 6 digits or more.

    Raises:
        ReleaseError: no release of the channel begins so, or more than one.
    """
    digits = given.rpartition(":")[2]
    found = {
        each.release for each in lines if each.channel == channel and each.release.rpartition(":")[2].startswith(digits)
    }
    if len(found) != 1 or len(digits) < _SHORTEST:
        known = ", ".join(sorted({short(each.release) for each in lines if each.channel == channel})) or "none"
        raise ReleaseError(f"{given!r} is no release of channel {channel!r}, or not one alone; known: {known}")
    return found.pop()


def rollback_line(
    lines: Sequence[LedgerLine], *, channel: str, release: str, actor: str, reason: str, at: datetime
) -> LedgerLine:
    """Return the line that takes a channel back to a release.

    Args:
        lines: of the whole ledger.
        channel: which.
        release: the digest, or its first digits.
        actor: who.
        reason: why, one line.
        at: now.

    Raises:
        ReleaseError: it was never promoted on this channel, is what the channel uses already, the ledger does not hold
            together, or the actor or reason is no single line.
    """
    if faults := check_chain(lines):
        raise ReleaseError(faults[0])
    digest = named(lines, channel, release)
    now = current(lines)[channel]
    if now.release == digest:
        raise ReleaseError(f"release {short(digest)} is what channel {channel!r} uses already; nothing was written")
    config = next(each.config for each in lines if each.release == digest)
    fields = {"kind": "rollback", "channel": channel, "release": digest, "config": config}
    told = {"actor": actor, "reason": reason, "at": moment(at)}
    return seal_line(lines[-1].hash, {**fields, **told})


def moment(at: datetime) -> str:
    """Return a time as a line holds it: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
