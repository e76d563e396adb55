"""What a reviewer sees of an imported issue, and the terms under which it comes in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from pydantic import ValidationError

from workbench.core.anonymising.records import Flag, Kind, Replacement
from workbench.core.errors import CatalogError
from workbench.core.importing.signoffs import Licence, Name, Origin
from workbench.generator.prompt.file import first_fault
from workbench.generator.records import Closed

_CALLED: Final = {"issuetype": "issue type", "issuelinks": "link", "subtasks": "sub-task", "comment": "comments"}
Side = Literal["before", "after"]
PieceState = Literal["plain", "replaced", "suspected"]
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
        settled: what is left over and stays, by text and place, and why.
        harmless: texts that are only suspected and stay, with what they were suspected to be.
    """

    marked: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    settled: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
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
        places: where it stands, once for each time.
        fixed: replaced by where it stands, so that it cannot be kept.
    """

    value: str = field(repr=False)
    kind: Kind
    state: State
    surrogate: str = field(repr=False)
    detectors: tuple[str, ...]
    places: tuple[str, ...]
    fixed: bool = False

    @property
    def name(self) -> tuple[str, Kind, State]:
        """Tells it from all others of its fixture."""
        return self.value, self.kind, self.state

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in ("left over", "suspected")


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

    @property
    def by_field(self) -> bool:
        """Whether it was replaced whole because of where it stands."""
        return any(
            each.detector.startswith("field:") and (each.start, each.end) == (0, len(self.before))
            for each in self.replacements
        )

    def pieces(self, side: Side) -> Iterator[tuple[str, PieceState]]:
        """Yield the pieces of one side, with what was done to each; together they are its text."""
        before = side == "before"
        whole = self.before if before else self.after
        found: list[tuple[int, int, PieceState]] = [
            (*((each.start, each.end) if before else (each.new_start, each.new_end)), "replaced")
            for each in self.replacements
        ]
        found += [
            (*((flag.start, flag.end) if before else (flag.new_start, flag.new_end)), "suspected")
            for flag in self.flags
        ]
        read = 0
        for start, end, state in sorted(found):
            if start >= read:
                yield whole[read:start], "plain"
                yield whole[start:end], state
                read = end
        yield whole[read:], "plain"


def in_words(place: str, names: Mapping[str, str]) -> str:
    """Return a place as people say it: `Description 3`, `File plan.txt`, `Gold, behaviour 2`.

    Args:
        place: a JSON pointer into an issue, its files or its gold.
        names: of custom fields, by id.
    """
    where, _, rest = place.lstrip("/").partition("/")
    if where == "attached":
        return f"File {rest}"
    field_, _, inside = rest.partition("/") if where == "fields" else (where, "", rest)
    numbers = ".".join(str(int(each) + 1) for each in inside.split("/") if each.isdigit())
    named = names.get(field_) or _CALLED.get(field_, field_)
    words = "Name of a field" if where == "names" else named[:1].upper() + named[1:]
    return f"{words} {numbers}".strip()
