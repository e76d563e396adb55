"""Where a project keeps its releases and what each promotion rests on."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.adapters.release_files import add_line, write_evidence
from workbench.core.proof import Proof
from workbench.generator.prompt.ledger_line import LedgerLine
from workbench.generator.prompt.release import Release, ledger, read_release

RELEASES: Final = "workbench/generator/releases"
EVIDENCE: Final = "evals/evidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Folders:
    """Where releases and their evidence stand; a `service.promote.Shelf`."""

    releases: Path
    evidence: Path

    def lines(self) -> tuple[LedgerLine, ...]:
        """Return the whole ledger; raises ReleaseError where it is not as it was written."""
        return ledger(folder=self.releases)

    def release(self, line: LedgerLine) -> Release:
        """Return the release that a line names; raises ReleaseError where it is not as it was written."""
        return read_release(self.releases, line)

    def prove(self, proof: Proof) -> str:
        """Write the evidence and return its digest."""
        return write_evidence(self.evidence, proof)

    def add(self, line: LedgerLine, release: Release | None) -> None:
        """Write a line at the end of the ledger, and the release that it brings."""
        add_line(self.releases, line, release)


def folders(root: Path) -> Folders:
    """Return where a project keeps its releases (`$WORKBENCH_RELEASES` names another folder) and their evidence."""
    named = os.environ.get("WORKBENCH_RELEASES")
    return Folders(releases=Path(named) if named else root / RELEASES, evidence=root / EVIDENCE)
