"""What a candidate scored in one of many runs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredRun:
    """One candidate's numbers of one score in one run.

    Attributes:
        run: its id.
        reference: it is the rules floor.
        version: of the scorer that gave them.
        values: one number a fixture, repeats averaged; fixtures where it does not apply are left out.
    """

    run: str
    candidate: str
    reference: bool
    version: int
    values: tuple[float, ...]
