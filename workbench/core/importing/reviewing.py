"""What a reviewer sees of an imported issue, and the terms under which it comes in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workbench.core.anonymising.records import Flag, Kind, Replacement
from workbench.core.importing.signoffs import Origin

State = Literal["replaced", "suspected", "left over", "kept"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Under which terms an import comes in.

    Attributes:
        origin: whose issues they are.
        licence: under which they may be kept.
        consent: where a customer agreed; None for others.
        expires: the last day on which a customer's issues may be used; None for others.
    """

    origin: Origin
    licence: str
    consent: str | None = None
    expires: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """One-way marks of where a fixture came from; see `SignOff`."""

    source: str
    number: str | None
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One value of a fixture and what became of it, wherever it stands.

    Attributes:
        value: as it stands in the text before; for what is left over, in the text after.
        kind: what it names, or may name.
        state: `replaced` and `kept` are decided; `suspected` and `left over` wait for a decision.
        surrogate: what stands there now; the value itself where nothing was replaced.
        detectors: who found it; `reviewer` where a person did.
        count: in how many places.
        fixed: replaced by where it stands, so that it cannot be kept.
    """

    value: str = field(repr=False)
    kind: Kind
    state: State
    surrogate: str = field(repr=False)
    detectors: tuple[str, ...]
    count: int
    fixed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text side by side, with what was found in it.

    Attributes:
        place: where it stands, a JSON pointer.
        before: as it came.
        after: as it is now.
        replacements: what gave way, by start.
        flags: what is suspected, by start.
    """

    place: str
    before: str = field(repr=False)
    after: str = field(repr=False)
    replacements: tuple[Replacement, ...] = field(repr=False)
    flags: tuple[Flag, ...] = field(repr=False)
