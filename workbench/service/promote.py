"""A candidate of a run comes onto a channel, or it is said why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workbench.core.deciding import ARITHMETIC, asked_scores
from workbench.core.gates import Gate
from workbench.core.promotion import Basis, Proposal, promotion_line, refusals
from workbench.core.proof import Proof, side
from workbench.core.records import Candidate, Cell, Suite
from workbench.core.runs import RunGrounds, RunRecord
from workbench.core.verdicts import ResultRow, Verdict
from workbench.generator.defaults import default_config
from workbench.generator.prompt.digest import config_digest, digest
from workbench.generator.prompt.ledger_line import Kind, LedgerLine
from workbench.generator.prompt.release import Release, release_of
from workbench.scorers import scorers_of
from workbench.service.result_rows import score_traits


class Shelf(Protocol):
    """Where releases, their ledger and their evidence stand."""

    def lines(self) -> tuple[LedgerLine, ...]:
        """Return the whole ledger."""
        ...

    def prove(self, proof: Proof) -> str:
        """Write the evidence and return its digest; raises ReleaseError where it cannot be."""
        ...

    def add(self, line: LedgerLine, release: Release | None) -> None:
        """Write a line at the end of the ledger, and the release that it brings."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody asks for: which candidate, where to, who asks, and why."""

    candidate: str
    channel: str
    actor: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A run and the verdict on it, beside the files of today.

    Attributes:
        run: as it is stored.
        suite: of that name, as its file is today.
        gate: of the suite.
        rows: of the run.
        cells: that the suite plans today, in the run's generation.
        verdict: decided just now, from the rows.
        baseline: the name of what the candidate was compared with.
        configs: candidate to the digest of its config, as the run planned it.
        runs: every run that holds cells of the candidate's config.
        today: what a run that began now would write down.
    """

    run: RunRecord
    suite: Suite
    gate: Gate
    rows: Sequence[ResultRow]
    cells: Sequence[Cell]
    verdict: Verdict
    baseline: str
    configs: Mapping[str, str]
    runs: tuple[str, ...]
    today: RunGrounds


@dataclass(frozen=True, kw_only=True, slots=True)
class Promoted:
    """What came of a wish: a line of the ledger with its release, or why there is none, a sentence each."""

    verdict: Verdict
    release: Release
    line: LedgerLine | None = None
    refused: tuple[str, ...] = ()


def promote(wish: Wish, decided: Decided, *, shelf: Shelf, at: datetime) -> Promoted:
    """Write evidence, release and line where nothing speaks against it; else write nothing.

    Args:
        wish: what is asked for.
        decided: what it would rest on.
        shelf: where it is written.
        at: now.

    Raises:
        ReleaseError: the ledger is not as it was written, a name, the actor or the reason is no single line of the
            allowed length, or something cannot be written.
    """
    proposal, lines = _proposal(wish, decided, at), shelf.lines()
    reasons = (*refusals(proposal, lines), *_otherwise(wish, decided))
    if reasons:
        return Promoted(verdict=decided.verdict, release=proposal.release, refused=reasons)
    promotion_line(proposal, lines, evidence=digest(None))  # refuses what no line takes, before anything is written
    line = promotion_line(proposal, lines, evidence=shelf.prove(proposal.proof))
    shelf.add(line, proposal.release)
    return Promoted(verdict=decided.verdict, release=proposal.release, line=line)


def _otherwise(wish: Wish, decided: Decided) -> Iterator[str]:
    """Yield in what the suite of today is about something else than the run or the wish."""
    was, suite = decided.run.primary, decided.suite
    if was != suite.primary:  # falls and the cheaper path are decided by it
        yield f"the primary score was {was!r} and is {suite.primary!r} now; run the suite again"
    if suite.channel not in {None, wish.channel}:
        yield f"suite {suite.name!r} is for channel {suite.channel!r}, not for {wish.channel!r}; name the one it is for"


def _versions(suite: Suite) -> dict[str, int]:
    return {name: each.version for name, each in scorers_of(suite.scorers).items()}


def _kind(decided: Decided) -> Kind:
    """Return what the scores that the gate looks at rest on."""
    traits = score_traits(decided.suite.scorers)
    asked = asked_scores(decided.gate, decided.suite.primary)
    return "judged" if any(traits[score].judged for score in asked) else "offline"


def _proposal(wish: Wish, decided: Decided, at: datetime) -> Proposal:
    run, suite, then = decided.run, decided.suite, decided.run.grounds
    return Proposal(
        channel=wish.channel,
        release=release_of(_candidate(suite, wish.candidate).config),
        proof=_proof(wish.candidate, decided),
        kind=_kind(decided),
        runs=decided.runs,
        planned={
            (cell.candidate.name, cell.fixture.key, cell.repeat, cell.key)
            for cell in decided.cells
            if cell.candidate.name in {wish.candidate, decided.baseline}
        },
        then=_basis(then, wish.candidate, run.scorers),
        now=_basis(decided.today, wish.candidate, _versions(suite)),
        suite_digest=_digest_of(suite),
        began_at=run.started_at,
        at=at,
        floor=config_digest(default_config("rules")),
        commit=then.commit if then else None,
        dirty=then.dirty if then else None,
        actor=wish.actor,
        reason=wish.reason,
    )


def _proof(name: str, decided: Decided) -> Proof:
    run, suite = decided.run, decided.suite
    rows = tuple(row for row in decided.rows if row.candidate in {name, decided.baseline})
    sides = [side(rows, each, decided.configs[each]) for each in (name, decided.baseline)]
    return Proof(
        run=run.id,
        suite=suite.name,
        primary=suite.primary,
        candidate=sides[0],
        baseline=sides[1],
        scorers=run.scorers,
        arithmetic=ARITHMETIC,
        gate=decided.gate,
        rows=rows,
        verdict=decided.verdict,
    )


def _candidate(suite: Suite, name: str) -> Candidate:
    return next(each for each in suite.candidates if each.name == name)


def _basis(grounds: RunGrounds | None, candidate: str, scorers: dict[str, int]) -> Basis:
    return Basis(
        fixtures=grounds.fixtures if grounds else None,
        gate=grounds.gate if grounds else None,
        prompt=grounds.prompts.get(candidate) if grounds else None,
        scorers=scorers,
    )


def _digest_of(suite: Suite) -> str:
    """Return the digest of what a suite says: its fixtures by key, its candidates by config."""
    return digest(
        {
            "name": suite.name,
            "dataset": suite.dataset,
            "fixtures": [fixture.key for fixture in suite.fixtures],
            "candidates": {each.name: config_digest(each.config) for each in suite.candidates},
            "repeats": suite.repeats,
            "scorers": list(suite.scorers),
            "primary": suite.primary,
            "gate": suite.gate.plain() if suite.gate else None,
            "baseline": suite.baseline,
            "channel": suite.channel,
        }
    )
