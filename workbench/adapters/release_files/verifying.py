"""Whether everything that was ever released is as it was written, and rests on what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.release_files.evidence import Manifest, read_evidence
from workbench.adapters.release_files.folder import ledger_bytes
from workbench.core.proof import Proof, check_lines, differences, off_sides
from workbench.core.releases import check_chain, is_prefix
from workbench.core.verdicts import Verdict
from workbench.generator.errors import GeneratorError, ReleaseError
from workbench.generator.prompt.digest import short
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import ledger, read_release

Decide = Callable[[Proof], Verdict]
"""Decides once more, from the rows and the gate alone; a ValueError says why it cannot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """What was looked at, and what is wrong with it.

    Attributes:
        lines: of the ledger; empty where it cannot be read.
        decided: how many promotions were decided once more.
        faults: a sentence each; none where all is well.
        notes: what could not be looked at, a sentence each.
    """

    lines: tuple[LedgerLine, ...]
    decided: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def verify(folder: Path, evidence: Path, *, decide: Decide, arithmetic: int, older: bytes = b"") -> Verified:
    """Check the ledger, every release, the evidence of every promotion, and decide each once more.

    Args:
        folder: of the releases.
        evidence: where each promotion has its folder.
        decide: decides from a proof.
        arithmetic: the version of `decide`; what was decided by another one is not decided again, and a note says so.
        older: the ledger of the branch that this one goes into; empty where it has none.
    """
    try:
        lines = ledger(folder=folder)
        history = [*check_chain(lines), *_cut(folder, older)]
    except ReleaseError as error:
        return Verified(lines=(), decided=0, faults=(str(error),), notes=())
    looked = [_look(folder, evidence, line, decide, arithmetic) for line in lines]
    faults = dict.fromkeys((*history, *_strange(evidence, lines), *(fault for each in looked for fault in each.faults)))
    notes = tuple(note for each in looked for note in each.notes)
    return Verified(lines=lines, decided=sum(each.decided for each in looked), faults=tuple(faults), notes=notes)


def _cut(folder: Path, older: bytes) -> Iterator[str]:
    if not is_prefix(older, ledger_bytes(folder)):
        yield "the ledger does not go on where that of the target branch ends; promote again on top of that branch"


def _strange(evidence: Path, lines: tuple[LedgerLine, ...]) -> Iterator[str]:
    named = {short(line.evidence_digest) for line in lines if isinstance(line, Promotion)}
    present = {each.name for each in evidence.iterdir() if each.is_dir()} if evidence.is_dir() else set()
    for name in sorted(present - named):
        yield f"{evidence / name}: is evidence of no line of the ledger; restore the ledger, or remove it"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looked:
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    decided: int = 0


def _look(folder: Path, evidence: Path, line: LedgerLine, decide: Decide, arithmetic: int) -> _Looked:
    """Look at what one line names."""
    try:
        read_release(folder, line)
        if not isinstance(line, Promotion):
            return _Looked()
        manifest, proof = read_evidence(evidence, line.evidence_digest)
        where = f"release {short(line.release)} on channel {line.channel!r}"
        if faults := [f"{where}: {fault}" for fault in _contradictions(line, manifest, proof)]:
            return _Looked(faults=tuple(faults))
        if proof.arithmetic != arithmetic:
            old = f"was decided by version {proof.arithmetic} of the arithmetic and not decided again by {arithmetic}"
            return _Looked(notes=(f"{where}: {old}",))
        other = differences(proof.verdict, decide(proof))
    except GeneratorError as error:
        return _Looked(faults=(str(error),))
    except ValueError as error:  # as of a scorer that is no more
        return _Looked(faults=(f"release {short(line.release)} cannot be decided once more: {error}",))
    return _Looked(faults=tuple(f"{where}: decided once more, {each}" for each in other), decided=1)


def _contradictions(line: Promotion, manifest: Manifest, proof: Proof) -> Iterator[str]:
    """Yield in what a line and its evidence, or the evidence and its own rows, do not agree."""
    told = manifest.model_dump(include=set(Manifest.model_fields) & set(Promotion.model_fields) - {"format"})
    for key, value in told.items():
        if value != line.model_dump(include={key})[key]:
            yield f"{key!r} is another in the evidence"
    verdict = proof.verdict
    if (verdict.decision, verdict.fixtures, check_lines(verdict)) != (line.decision, line.fixtures, line.checks):
        yield "the verdict is another in the evidence"
    for name in off_sides(proof):
        yield f"the counts of {name!r} are not those of the rows"
