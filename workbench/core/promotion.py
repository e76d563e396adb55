"""Why a promotion is refused, a sentence for each reason. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workbench.core.proof import (
    Planned,
    Proof,
    check_lines,
    gate_digest,
    off_plan,
    off_sides,
    rows_digest,
    terms_digest,
)
from workbench.core.releases import check_chain, moment
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.ledger import seal_line
from workbench.generator.prompt.ledger_line import Kind, LedgerLine
from workbench.generator.prompt.release import Release, current


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What a verdict rests on; None is not known, and what is not known is not the same.

    Attributes:
        fixtures: digest of the fixtures with their gold.
        gate: digest of what the gate asks (`terms_digest`).
        prompt: digest of the prompt file and its examples.
        scorers: scorer name to version.
    """

    fixtures: str | None
    gate: str | None
    prompt: str | None
    scorers: Mapping[str, int] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A promotion that somebody asks for.

    Attributes:
        channel: where to.
        release: what would be released, as the files of today give it.
        proof: what it would rest on; the verdict is decided from the stored rows just now.
        kind: what the scores rest on.
        runs: every run that holds cells of this config.
        planned: the cells of both sides that the suite plans today.
        then: the basis that the run wrote down.
        now: the basis that the files of today give.
        suite_digest: of the suite's content.
        began_at: when the run began.
        at: when the promotion is asked for.
        floor: the digest of the rules floor's config.
        commit: of the code that the run was made with; None is not known.
        dirty: whether the work tree of the run held changes that were in no commit; None is not known.
        actor: who asks.
        reason: why.
    """

    channel: str
    release: Release
    proof: Proof
    kind: Kind
    runs: tuple[str, ...]
    planned: Collection[Planned]
    then: Basis
    now: Basis
    suite_digest: str
    began_at: datetime
    at: datetime
    floor: str
    commit: str | None
    dirty: bool | None
    actor: str
    reason: str


def refusals(proposal: Proposal, lines: Sequence[LedgerLine]) -> list[str]:
    """Return why a promotion is refused, a sentence each; none where it may go on.

    Args:
        proposal: what is asked for.
        lines: of the whole ledger, as it is now.
    """
    return [
        *check_chain(lines),
        *_of_the_verdict(proposal.proof),
        *_of_the_rows(proposal),
        *_of_what_changed(proposal.then, proposal.now),
        *_of_the_config(proposal),
        *_of_the_age(proposal),
        *_of_the_work_tree(proposal),
        *_of_the_baseline(proposal, lines),
    ]


def _of_the_verdict(proof: Proof) -> Iterator[str]:
    verdict = proof.verdict
    if verdict.candidate != proof.candidate.name or verdict.baseline not in {None, proof.baseline.name}:
        yield f"the verdict is about candidate {verdict.candidate!r}, not {proof.candidate.name!r} or its baseline"
    if verdict.decision != "passed":
        yield f"the verdict on {verdict.candidate!r} is {verdict.decision}; only one that passed is promoted"
    elif not verdict.checks or proof.gate.empty:
        yield f"the gate of suite {proof.suite!r} asks for nothing; give it a check and run the suite again"


def _of_the_rows(proposal: Proposal) -> Iterator[str]:
    proof = proposal.proof
    if off := list(off_plan(proof.rows, proposal.planned)):
        yield f"the rows of run {proof.run} are not the plan: {', '.join(off)}; run the suite again"
    for name in off_sides(proof):
        yield f"the counts of {name!r} are not those of the rows; decide on the run again"
    for each in (proof.candidate, proof.baseline):
        if not each.planned:
            yield f"run {proof.run} has no cell of {each.name!r}; name one of its candidates"
    if terms_digest(proof.gate) != proposal.now.gate or dict(proof.scorers) != proposal.now.scorers:
        yield f"run {proof.run} was not decided by the gate and the scorers of today; decide on it again"
    if proof.run not in proposal.runs:
        yield f"run {proof.run} is not among the runs that were counted; count the runs of this config again"


def _of_what_changed(then: Basis, now: Basis) -> Iterator[str]:
    names = {"fixtures": "the fixtures or their gold", "gate": "the gate", "prompt": "the prompt file"}
    for field, what in names.items():
        was = getattr(then, field)
        if was is None or was != getattr(now, field):
            yield _changed(what, known=was is not None)
    if then.scorers is None or now.scorers is None:
        yield _changed("the versions of the scorers", known=False)
    elif other := sorted(name for name, _ in set(then.scorers.items()) ^ set(now.scorers.items())):
        yield _changed(f"the versions of the scorers {', '.join(dict.fromkeys(other))}", known=True)


def _changed(what: str, *, known: bool) -> str:
    how = "changed since the run" if known else "may have changed since the run, which did not write this down"
    return f"{what} {how}; run the suite again"


def _of_the_config(proposal: Proposal) -> Iterator[str]:
    if proposal.release.config_digest != proposal.proof.candidate.config:
        yield (
            f"the config that {proposal.proof.candidate.name!r} names today is not the one that was evaluated; "
            "run the suite again"
        )


def _of_the_age(proposal: Proposal) -> Iterator[str]:
    days = proposal.proof.gate.max_age_days
    age = proposal.at - proposal.began_at
    if age < timedelta(0):
        yield f"run {proposal.proof.run} began after the time that it is now; check the clock"
    elif days is not None and age > timedelta(days=days):
        yield f"run {proposal.proof.run} is older than the {days} days that the gate allows; run the suite again"


def _of_the_work_tree(proposal: Proposal) -> Iterator[str]:
    if proposal.dirty is None or proposal.commit is None:
        yield (
            f"run {proposal.proof.run} does not say of which commit its code was; run the suite again in a clean "
            "work tree of git"
        )
    elif proposal.dirty:
        yield (
            f"the work tree held changes that were in no commit when run {proposal.proof.run} was made; commit them "
            "and run the suite again"
        )


def _of_the_baseline(proposal: Proposal, lines: Sequence[LedgerLine]) -> Iterator[str]:
    released = current(lines).get(proposal.channel)
    name, found = proposal.proof.baseline.name, proposal.proof.baseline.config
    if released is None and found != proposal.floor:
        yield (
            f"nothing is released on channel {proposal.channel!r}, so the baseline has to be the rules floor, "
            f"and {name!r} is not; run the suite with the baseline 'released'"
        )
    elif released is not None and found != released.config:
        yield (
            f"the baseline {name!r} is not what is released on channel {proposal.channel!r} any more; "
            "run the suite with the baseline 'released'"
        )


def promotion_line(proposal: Proposal, lines: Sequence[LedgerLine], *, evidence: str) -> LedgerLine:
    """Return the line that brings a release onto its channel.

    Args:
        proposal: what `refusals` has nothing against.
        lines: of the whole ledger.
        evidence: digest of the evidence's manifest, as `write_evidence` gives it.

    Raises:
        ReleaseError: it is refused, or a name, the actor or the reason is no single line of the allowed length.
    """
    if reasons := refusals(proposal, lines):
        raise ReleaseError(f"promotion refused: {reasons[0]}")
    return seal_line(lines[-1].hash if lines else None, {**_who(proposal, lines), **_on_what(proposal, evidence)})


def _who(proposal: Proposal, lines: Sequence[LedgerLine]) -> dict[str, Any]:
    return {
        "kind": "promote",
        "channel": proposal.channel,
        "release": proposal.release.digest,
        "config": proposal.release.config_digest,
        "first": proposal.channel not in current(lines),
        "prompt": proposal.release.config.prompt,
        "at": moment(proposal.at),
        "actor": proposal.actor,
        "reason": proposal.reason,
        "commit": proposal.commit,
        "dirty": proposal.dirty,
    }


def _on_what(proposal: Proposal, evidence: str) -> dict[str, Any]:
    proof = proposal.proof
    return {
        "evidence": proposal.kind,
        "evidence_digest": evidence,
        "suite_digest": proposal.suite_digest,
        "fixtures_digest": proposal.now.fixtures,
        "prompt_digest": proposal.now.prompt,
        "runs": proposal.runs,
        **agreed(proof),
    }


def agreed(proof: Proof) -> dict[str, Any]:
    """Return what a promotion's line and its evidence both say, by the line's keys."""
    return {
        "suite": proof.suite,
        "rows_digest": rows_digest(proof.rows),
        "candidate": proof.candidate,
        "baseline": proof.baseline,
        "run": proof.run,
        "gate": proof.gate.plain(),
        "gate_digest": gate_digest(proof.gate),
        "decision": proof.verdict.decision,
        "checks": check_lines(proof.verdict),
        "fixtures": proof.verdict.fixtures,
        "arithmetic": proof.arithmetic,
        "scorers": dict(proof.scorers),
    }
