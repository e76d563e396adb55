"""Sign-offs: who looked at an imported issue, what was found in it, and which files they answer for."""

import hashlib
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from workbench.core.anonymising.records import Kind
from workbench.core.revisions import Sha256
from workbench.generator.records import Closed

Origin = Literal["synthetic", "own_project", "public_licensed", "customer_consented"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Licence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Mark = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
SIGN_OFFS: Final = "signoffs.jsonl"


class Excepted(Closed):
    """A finding of the residual scan that a reviewer looked at and left.

    Attributes:
        kind: what the scan takes it for.
        digest: of the fixture's key, the kind and the text, as `digest_of` makes it.
        why: the reviewer's reason; no text of the issue.
    """

    kind: Kind
    digest: Sha256
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class SignOff(Closed):
    """One line of `signoffs.jsonl`; of the lines of a key the last one counts.

    Attributes:
        form: 1; `schema` in the file.
        key: of the fixture, a new one: never the source's.
        origin: whose issue it is.
        licence: under which it may be kept.
        consent: where a customer agreed; required for `customer_consented`, None otherwise.
        expires: the last day on which a customer's issue may be used; required with `consent`.
        detectors: version of the detectors that looked last.
        reviewers: who signed; two different people for a customer's issue.
        replaced: how many values gave way, by kind.
        added: how many of these a reviewer found.
        rejected: how many sure findings a reviewer undid, by kind.
        why: reason of what was rejected; None where nothing was.
        exceptions: findings that stay.
        at: when it was signed, in UTC.
        files: SHA-256 over the issue's file and its attachments, as `adapters/catalog` computes it.
        source: one-way mark of the source's key.
        number: one-way mark of the source's own id; None where it had none.
        content: one-way mark of what came in, to see that the source changed since.
    """

    model_config = ConfigDict(populate_by_name=True)

    form: Literal[1] = Field(default=1, alias="schema")
    key: Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9_]{1,20}-[0-9]{1,9}$")]
    origin: Origin
    licence: Licence
    consent: Name | None = None
    expires: date | None = None
    detectors: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    reviewers: tuple[Name, ...] = Field(min_length=1, max_length=5)
    replaced: dict[Kind, Annotated[int, Field(ge=1)]]
    added: int = Field(default=0, ge=0)
    rejected: dict[Kind, Annotated[int, Field(ge=1)]] = Field(default={})
    why: Annotated[str, StringConstraints(max_length=2_000)] | None = None
    exceptions: tuple[Excepted, ...] = ()
    at: AwareDatetime
    files: Sha256
    source: Mark
    number: Mark | None = None
    content: Mark


def digest_of(key: str, kind: Kind, text: str) -> str:
    """Return the digest under which a finding is excepted in a fixture."""
    return hashlib.sha256("\0".join((key, kind, text)).encode("utf-8", "surrogatepass")).hexdigest()
