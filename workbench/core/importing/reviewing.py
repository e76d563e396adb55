"""What a reviewer sees of an imported issue, and the terms under which it comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import ValidationError

from workbench.core.anonymising.records import Flag, Kind, Replacement
from workbench.core.errors import CatalogError
from workbench.core.importing.signoffs import Licence, Name, Origin
from workbench.generator.prompt.file import first_fault
from workbench.generator.records import Closed

State = Literal["replaced", "suspected", "left over", "kept"]


class Terms(Closed):
    """Under which terms an issue comes in; see `SignOff`."""

    origin: Origin
    licence: Licence
    consent: Name | None = None
    expires: date | None = None


def terms_of(**given: object) -> Terms:
    """Return terms. Raises CatalogError where a sign-off could not hold them."""
    try:
        return Terms.model_validate(given)
    except ValidationError as error:
        raise CatalogError(f"no terms of an import: {first_fault(error)}") from None


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """One-way marks of where a fixture came from; see `SignOff`."""

    source: str
    number: str | None
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """What a person decided of a fixture; each holds wherever the text stands in it.

    Attributes:
        marked: texts that give way, and what each is.
        kept: texts that stay though the detectors are sure, and why.
        harmless: texts that are only suspected and stay, with what they were suspected to be.
    """

    marked: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    harmless: frozenset[tuple[str, Kind]] = field(default=frozenset(), repr=False)


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
