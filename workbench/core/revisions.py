"""Revisions of gold: who changed what good tests must do, when and why. Nothing of them is ever taken back."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from workbench.core.records import Gold
from workbench.generator.records import Closed

Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Revision(Closed):
    """One line of `expected/revisions/KEY.jsonl`.

    The first gold of a fixture is its revision 1 and has no line. What revision N replaced is kept word for word as
    `expected/revisions/KEY.rM.yaml`, where M is N - 1.

    Attributes:
        form: 1; `schema` in the file.
        revision: from 2.
        at: when, in UTC.
        actor: who.
        why: in their words.
        before: SHA-256 of the gold's file that was replaced.
        after: SHA-256 of the gold's file that took its place.
    """

    model_config = ConfigDict(populate_by_name=True)

    form: Literal[1] = Field(default=1, alias="schema")
    revision: int = Field(ge=2, le=1_000_000)
    at: AwareDatetime
    actor: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    before: Sha256
    after: Sha256


def next_id(gold: Gold) -> str:
    """Return an id for a new behaviour: `B`, and a number above all that are taken."""
    numbers = [int(each.id[1:]) for each in gold.behaviours if each.id[:1] == "B" and each.id[1:].isdecimal()]
    return f"B{max(numbers, default=0) + 1}"
