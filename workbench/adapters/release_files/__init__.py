"""Releases on disk: the ledger and its files, the evidence of each promotion, and whether all of it holds together."""

from workbench.adapters.release_files.evidence import Manifest, read_evidence, write_evidence
from workbench.adapters.release_files.folder import add_line, ledger_bytes
from workbench.adapters.release_files.verifying import Decide, Verified, verify

__all__ = [
    "Decide",
    "Manifest",
    "Verified",
    "add_line",
    "ledger_bytes",
    "read_evidence",
    "verify",
    "write_evidence",
]
