"""The lines of the ledger of releases: numbers, names and digests.

Only the actor and the reason are words, and those are the promoter's own.
"""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, TypeAdapter, model_validator

from workbench.generator.prompt.digest import digest
from workbench.generator.records import Closed, Outcome

_MOST_VALUES: Final = 1_000
_LONGEST_NAME: Final = 120


def _one_line(text: str) -> str:
    if not text.isprintable() or text != text.strip():
        raise ValueError("has to be one line of printable text without blanks around it")
    return text


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


def _small(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse what is no table of names and numbers: a long text, or more than a gate can hold."""
    left: list[JsonValue] = [value]
    seen = 0
    while left:
        seen += 1
        each = left.pop()
        if isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each
        elif isinstance(each, str) and (len(each) > _LONGEST_NAME or _one_line(each) != each):
            raise ValueError("holds a text that is no name")
        if seen > _MOST_VALUES:
            raise ValueError(f"holds more than {_MOST_VALUES} values")
    return value


Digest = Annotated[str, StringConstraints(pattern="^sha256-cj1:[0-9a-f]{64}$")]
Channel = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9-]{0,39}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_NAME), AfterValidator(_one_line)]
Moment = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"), AfterValidator(_moment)
]  # UTC, to the second
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Kind = Literal["offline", "judged", "rated"]


class Side(Closed):
    """One of the two that were compared.

    Attributes:
        name: as the suite calls it; no part of its identity.
        config: the digest of its config, which is.
        planned: cells of the run.
        answered: of these, the cells that hold a generation.
        outcomes: of these, how many of each.
    """

    name: Name
    config: Digest
    planned: Count
    answered: Count
    outcomes: dict[Outcome, Count]


class CheckLine(Closed):
    """A check of the verdict in numbers, None where there is none."""

    name: Name
    decision: Literal["passed", "failed", "inconclusive"]
    value: Number | None
    low: Number | None
    high: Number | None
    off: Number | None
    needed: Count | None


class _Line(Closed):
    """What every line says.

    Attributes:
        format: of the line.
        channel: what production names, as `embedded` or `openai`.
        release: digest of the release file's content.
        config: identity of the config in it.
        at: when, in UTC.
        actor: who.
        reason: why, in the actor's words.
        previous: hash of the line before; None in the first line.
        hash: digest of this line without the hash itself.
    """

    format: Literal[1]
    channel: Channel
    release: Digest
    config: Digest
    at: Moment
    actor: Annotated[Name, StringConstraints(max_length=80)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_one_line)]
    previous: Digest | None
    hash: Digest


class Rollback(_Line):
    """The channel goes back to a release that was promoted there before."""

    kind: Literal["rollback"]


class Promotion(_Line):
    """A config comes onto a channel, with what it rests on.

    Attributes:
        first: the channel had nothing yet, so that the baseline is the rules floor.
        evidence: what the scores rest on: neither a judge nor people, judges that were calibrated, or people.
        evidence_digest: of the evidence's manifest; its first 12 digits name the folder.
        suite_digest: of the suite's content.
        fixtures_digest: of the fixtures with their gold.
        rows_digest: over all result rows of both sides, in any order.
        run: the run that was decided on.
        runs: every run that holds cells of this config, so that one who ran it until it passed is seen.
        gate: whole, as JSON.
        fixtures: how many were compared.
        arithmetic: version of the code that decided.
        prompt_digest: of the prompt file and its examples.
        scorers: scorer name to version.
        commit: of the code, in a clean work tree.
    """

    kind: Literal["promote"]
    first: bool
    evidence: Kind
    evidence_digest: Digest
    suite: Name
    suite_digest: Digest
    fixtures_digest: Digest
    rows_digest: Digest
    candidate: Side
    baseline: Side
    run: Name
    runs: tuple[Name, ...] = Field(min_length=1, max_length=1_000)
    gate: Annotated[dict[str, JsonValue], AfterValidator(_small)]
    gate_digest: Digest
    decision: Literal["passed"]
    checks: tuple[CheckLine, ...] = Field(min_length=1, max_length=200)
    fixtures: Count
    arithmetic: Count
    prompt: Name
    prompt_digest: Digest
    scorers: dict[Name, Count] = Field(min_length=1, max_length=200)
    commit: Annotated[str, StringConstraints(pattern="^[0-9a-f]{40}([0-9a-f]{24})?$")]
    dirty: Literal[False]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Promotion":
        if self.gate_digest != digest(self.gate):
            raise ValueError("'gate_digest' is not that of the gate")
        if self.candidate.config != self.config:
            raise ValueError("the candidate's config is not the one that is released")
        if self.run not in self.runs:
            raise ValueError("'runs' lacks the run that was decided on")
        return self


LedgerLine = Promotion | Rollback
LINE: Final[TypeAdapter[LedgerLine]] = TypeAdapter(Annotated[LedgerLine, Field(discriminator="kind")])
