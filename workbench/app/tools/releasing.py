"""Gates, promotions and the ledger of releases."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.app.tools.comparing import DECIDED_S, suite
from workbench.app.tools.opening import FRESH_S, workbench
from workbench.bootstrap.deciding import gate_run, strange_cells
from workbench.bootstrap.releasing import promote_run, roll_back, verify_releases
from workbench.bootstrap.shelf import folders
from workbench.core.errors import CatalogError, RunError
from workbench.core.runs import RunRecord
from workbench.generator.prompt.digest import short
from workbench.generator.prompt.ledger import HEAD, LEDGER
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import current, file_name
from workbench.service.gate import Gated
from workbench.service.promote import Promoted, Wish
from workbench.service.release_diff import release_diff


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a run's suite says about shipping.

    Attributes:
        candidates: of the suite, the best one of the run first.
        channel: where a winner would go; None where the suite does not say.
        warnings: what its gate can never pass or likely means otherwise, a sentence each.
        strange: cells of the run that are not what the suite plans today.
    """

    candidates: tuple[str, ...]
    channel: str | None
    warnings: tuple[str, ...]
    strange: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseRow:
    """A line of the ledger.

    Attributes:
        number: from 1, the oldest.
        release: the first digits of its digest.
        config: prompt and model.
        now: whether the channel uses it now.
        rests_on: suite, run and fixtures of a promotion; None for a roll-back.
    """

    number: int
    channel: str
    kind: str
    release: str
    config: str
    at: str
    actor: str
    reason: str
    now: bool
    rests_on: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What a look at every release found, as `workbench verify` does."""

    lines: int
    decided: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@st.cache_data(ttl=DECIDED_S, show_spinner="Looking at what the run and its suite plan")
def asked(run: RunRecord) -> Asked | str:
    """Return what a run's suite says about shipping, or why there is no gate to decide by."""
    try:
        own = suite(run)
        best = gate_run(workbench(), own, run, candidate=None).verdict.candidate
    except (CatalogError, RunError) as error:
        return str(error)
    names = [each.name for each in own.candidates]
    return Asked(
        candidates=tuple(sorted(names, key=lambda name: name != best)),
        channel=own.channel,
        warnings=own.warnings,
        strange=strange_cells(workbench(), run, own),
    )


@st.cache_data(ttl=DECIDED_S, show_spinner="Deciding")
def gated(run: RunRecord, candidate: str) -> Gated:
    """Return the verdict on a candidate of a run, and those on the others."""
    return gate_run(workbench(), suite(run), run, candidate=candidate)


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def history() -> list[ReleaseRow]:
    """Return the ledger, newest first. Raises ReleaseError where it is not as it was written."""
    shelf = folders(workbench().root)
    lines = shelf.lines()
    now = {channel: line.hash for channel, line in current(lines).items()}
    called = {line.release: shelf.release(line).config for line in lines}
    rows = [
        ReleaseRow(
            number=number,
            channel=line.channel,
            kind="promoted" if isinstance(line, Promotion) else "rolled back",
            release=short(line.release),
            config=f"{called[line.release].prompt} @ {called[line.release].model.name}",
            at=line.at,
            actor=line.actor,
            reason=line.reason,
            now=now[line.channel] == line.hash,
            rests_on=_rests_on(line),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return rows[::-1]


def earlier(rows: Sequence[ReleaseRow], channel: str) -> list[ReleaseRow]:
    """Return the releases that a channel was promoted to before and does not use now, each once, newest first."""
    using = {row.release for row in rows if row.channel == channel and row.now}
    own = [row for row in rows if row.channel == channel and row.kind == "promoted" and row.release not in using]
    return list({row.release: row for row in reversed(own)}.values())[::-1]


@st.cache_data(ttl=DECIDED_S, show_spinner=False)
def diff(old: int, new: int) -> str:
    """Return what the release of one line asks otherwise than that of another, by number; "" where nothing."""
    shelf = folders(workbench().root)
    lines = shelf.lines()
    sides = [lines[number - 1] for number in (old, new)]
    before, after = (shelf.release(line).config for line in sides)
    names = [f"{short(line.release)} {line.channel} {line.at}" for line in sides]
    return release_diff(before, after, old_name=names[0], new_name=names[1])


def promote(run: RunRecord, *, candidate: str, channel: str, actor: str, reason: str) -> Promoted:
    """Decide once more and bring a candidate onto a channel, or say why not. Raises GeneratorError."""
    promoted = promote_run(
        workbench(), run.id, Wish(candidate=candidate, channel=channel, actor=actor, reason=reason.strip())
    )
    _forget()
    return promoted


def written(line: LedgerLine) -> tuple[str, ...]:
    """Return the files that a line was written with, from the project's folder where they are inside it."""
    shelf, root = folders(workbench().root), workbench().root
    paths = [shelf.releases / LEDGER, shelf.releases / HEAD]
    if isinstance(line, Promotion):
        paths = [shelf.releases / file_name(line.release), *paths, shelf.evidence / short(line.evidence_digest)]
    return tuple(str(path.relative_to(root) if path.is_relative_to(root) else path) for path in paths)


def take_back(*, channel: str, release: str, actor: str, reason: str) -> LedgerLine:
    """Take a channel back to a release that it used before. Raises ReleaseError."""
    line = roll_back(
        folders(workbench().root), release=release, channel=channel, actor=actor, reason=reason.strip()
    )  # fmt: skip
    _forget()
    return line


def verify(against: str) -> Checked:
    """Check every release with its evidence; against an older ledger too where one is named. Raises ReleaseError."""
    found = verify_releases(workbench().root, against=against.strip() or None)
    return Checked(
        lines=len(found.lines), decided=found.decided, faults=tuple(found.faults), notes=tuple(found.notes)
    )  # fmt: skip


def _rests_on(line: LedgerLine) -> str | None:
    if not isinstance(line, Promotion):
        return None
    return f"{line.suite}, run {line.run}, {line.fixtures} fixtures"


def _forget() -> None:
    for cached in (asked, gated, history, diff):
        cached.clear()
