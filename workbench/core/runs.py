"""The words of runs: what was replayed, on which grounds, and what became of each planned cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from workbench.generator.errors import ProviderKind
from workbench.generator.records import Outcome

FailureKind = Literal["provider", "budget", "cancelled"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunGrounds:
    """What a run rests on beside its cells: what a promotion compares with later.

    Attributes:
        commit: of the project folder; None where it is no git work tree, or git cannot say.
        dirty: the work tree held what was in no commit, or a later session found other grounds; None as with `commit`.
        fixtures: digest over the suite's fixtures with their gold and attachments.
        gate: digest of what the gate asked (`proof.terms_digest`); None where the suite had none.
        prompts: candidate to the digest of its prompt file with its examples.
        splits: how many of its fixtures are of each split; None where an older workbench did not write that down.
        split_digest: of the dataset's splits (`splits.split_digest`), all its fixtures counted; None as with `splits`.
        drafts: how many of its fixtures rest on draft gold; None as with `splits`.
    """

    commit: str | None
    dirty: bool | None
    fixtures: str
    gate: str | None
    prompts: Mapping[str, str]
    splits: Mapping[str, int] | None = None
    split_digest: str | None = None
    drafts: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRecord:
    """One replay of a suite.

    Attributes:
        plan_digest: over every planned cell; a run with the same plan can be gone on with.
        planned: number of planned cells.
        done: cells that hold a generation.
        failed: cells whose newest attempt failed and that hold no generation.
        scorers: scorer name to version at the time.
        fresh: the generation number of its cells; 0 is the first, each `--fresh` takes a new one.
        grounds: what it rests on since its beginning; None where an older workbench did not write that down.
        actor: who started it; None where nobody said.
    """

    id: str
    suite: str
    dataset: str
    plan_digest: str
    primary: str
    scorers: dict[str, int]
    started_at: datetime
    planned: int
    note: str | None = None
    tags: tuple[str, ...] = ()
    fresh: int = 0
    done: int = 0
    failed: int = 0
    grounds: RunGrounds | None = None
    actor: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every planned cell holds a generation."""
        return self.done == self.planned


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One planned cell of a run with what is stored of it: outcome None means not answered yet.

    Attributes:
        failure: why it holds no generation, one sentence; None where it does, or was not tried yet.
        failure_kind: the same as one word of a closed set.
    """

    candidate: str
    prompt: str
    model: str
    reference: bool
    fixture: str
    stratum: str
    repeat: int
    cell_key: str
    outcome: Outcome | None
    reason: str | None
    failure: str | None
    failure_kind: ProviderKind | Literal["budget", "cancelled"] | None = None
    scores: dict[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A cell that has no generation: no score, and no verdict."""

    kind: FailureKind
    provider_kind: ProviderKind | None
    detail: str
