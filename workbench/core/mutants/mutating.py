"""From a change of wording to a behaviour of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.core.mutants.rewriting import listed, same_but
from workbench.core.mutants.source import Change, Mutator, Source
from workbench.core.records import Behaviour, Gold
from workbench.core.text.words import words

# Longer statements are no single behaviours, and rules that look ahead would take their time.
MAX_CHARACTERS: Final = 1_000
_ALIKE: Final = 0.8
_DENIALS: Final = listed("no not cannot never nothing neither nor without kein keine keinen nicht nie")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """A behaviour that means something else.

    Attributes:
        mutator: its name in `MUTATORS`.
        of: id of the behaviour it was made of.
        behaviour: id `B3~negation`, changed statement and values, no evidence.
    """

    mutator: str
    of: str
    behaviour: Behaviour


def mutated(behaviour: Behaviour, gold: Gold, mutators: Mapping[str, Mutator]) -> tuple[Mutant, ...]:
    """Return at most one mutant a mutator, none that says what another, the original or another behaviour says."""
    if len(behaviour.statement) > MAX_CHARACTERS:
        return ()
    source = Source(behaviour=behaviour, gold=gold)
    said = {_plain(each.statement) for each in (behaviour, *source.others)}
    found = []
    for name, mutator in mutators.items():
        change = mutator(source)
        if change is None or _plain(change.text) in said or (name == "role" and _holds_elsewhere(change, source)):
            continue
        said.add(_plain(change.text))
        found.append(Mutant(mutator=name, of=behaviour.id, behaviour=_changed(behaviour, change, name)))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w%€$+<>=-]", " ", text.casefold()).split())


def _changed(behaviour: Behaviour, change: Change, name: str) -> Behaviour:
    return behaviour.model_copy(
        update={
            "id": f"{behaviour.id}~{name}",
            "statement": change.text,
            "values": tuple(_values(behaviour, change)),
            "evidence": None,
        }
    )


def _values(behaviour: Behaviour, change: Change) -> list[str]:
    """The literals with the change in them; one that stood in the statement and no longer does is gone."""
    changed = [(old, same_but(old, change.literals)) for old in behaviour.values]
    return [new for old, new in changed if old not in behaviour.statement or new in change.text]


def _holds_elsewhere(change: Change, source: Source) -> bool:
    """Whether another behaviour says much the same: `the learner gets a mail, too` may well be true."""
    mine, original = set(words(change.text)), set(words(source.text))
    for other in source.others:
        theirs = set(words(other.statement))
        same_polarity = bool(mine & _DENIALS) == bool(theirs & _DENIALS)
        shared = len(theirs & mine) / max(1, len(theirs))
        if same_polarity and shared >= _ALIKE and shared > len(theirs & original) / max(1, len(theirs)):
            return True
    return False
