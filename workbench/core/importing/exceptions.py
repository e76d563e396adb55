"""Findings that somebody answers for where nobody signs fixtures one by one: a dataset's `exceptions.yaml`."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from workbench.core.anonymising.records import Kind
from workbench.core.importing.signoffs import Name
from workbench.core.revisions import Sha256
from workbench.generator.records import Closed

EXCEPTIONS: Final = "exceptions.yaml"


class ExceptedHere(Closed):
    """Findings of the residual scan that one person left for one reason.

    Attributes:
        by: who.
        why: their reason; no text of an issue.
        findings: by fixture and kind, the digests as `digest_of` makes them.
    """

    by: Name
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
    findings: Mapping[str, Mapping[Kind, tuple[Sha256, ...]]] = Field(min_length=1)


class Exceptions(Closed):
    """`exceptions.yaml`."""

    exceptions: tuple[ExceptedHere, ...] = ()

    def digests(self, key: str) -> frozenset[str]:
        """Return the digests that are excepted in a fixture."""
        return frozenset(
            digest for each in self.exceptions for digests in each.findings.get(key, {}).values() for digest in digests
        )
