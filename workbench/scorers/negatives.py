"""Whether what is forbidden is tried."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.core.evidence import Evidence
from workbench.core.matching.claim import literal
from workbench.core.records import Behaviour, Fixture, Measure, Result
from workbench.core.text.figures import figures
from workbench.core.text.limits import Limit, limits, meets
from workbench.core.text.quantities import Quantity, quantities
from workbench.core.text.quotes import without_quotes
from workbench.core.text.refusals import refuses, restricts
from workbench.core.text.steps import text_of, walks
from workbench.core.text.words import stems
from workbench.generator.records import TestSuite

_ENOUGH: Final = 0.25  # read off the labels of datasets/studio
_KINDS: Final = frozenset({"negative", "permission"})


@dataclass(frozen=True)
class Negatives:
    """The share of the gold's constraints that some test tries to break, 0 to 1.

    A constraint is a behaviour of kind negative or permission, and one of any kind whose statement forbids or refuses
    something. A test tries to break it where one of its outcomes refuses, shows an error, keeps things as they were or
    shows a value of the constraint, and where its steps share enough of the constraint's words, numbers and values. An
    outcome stands for one constraint only. Errors that the gold does not know earn nothing, however many. An empty
    suite scores 0; None where the gold names no constraint.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Match constraints with outcomes, the likeliest pairs first."""
        language = fixture.gold.language
        wanted = [each for each in fixture.gold.behaviours if is_constraint(each, language)]
        if not wanted:
            return Measure(None, "the gold names no constraint")
        tried = matched(wanted, result.suite, language)
        missing = [each.id for each in wanted if each.id not in tried]
        return Measure(len(tried) / len(wanted), f"missing: {', '.join(missing) or 'none'}")


def is_constraint(behaviour: Behaviour, language: str) -> bool:
    """Whether a behaviour forbids or refuses something."""
    return behaviour.kind in _KINDS or restricts(behaviour.statement, language)


def matched(wanted: Sequence[Behaviour], suite: TestSuite, language: str) -> dict[str, float]:
    """Return for each constraint that is tried how much it shares with its outcome, by id."""
    outcomes = _outcomes(suite, language)
    claims = [_Wanted.of(behaviour, language) for behaviour in wanted]
    weights = _weights([*(claim.stems for claim in claims), *(outcome.stems for outcome in outcomes)])
    pairs = [
        (shared, one, other)
        for one, claim in enumerate(claims)
        for other, outcome in enumerate(outcomes)
        if (shared := _shared(claim, outcome, weights)) >= _ENOUGH
    ]
    found: dict[int, float] = {}
    taken: set[int] = set()
    for shared, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if one not in found and other not in taken:
            found[one] = shared
            taken.add(other)
    return {wanted[one].id: shared for one, shared in found.items()}


@dataclass(frozen=True, slots=True)
class _Wanted:
    stems: frozenset[str]
    figures: frozenset[str]
    limits: tuple[Limit, ...]
    values: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, behaviour: Behaviour, language: str) -> "_Wanted":
        compared = limits(without_quotes(behaviour.statement), language)
        known = {figure for limit in compared for figure in figures(f"{limit.quantity.written:f}")}
        return cls(
            frozenset(stems(behaviour.statement, language)),
            figures(behaviour.statement) - known,
            compared,
            tuple(literal(value) for value in behaviour.values if value.strip() not in known),
        )


@dataclass(frozen=True, slots=True)
class _Outcome:
    stems: frozenset[str]
    figures: frozenset[str]
    quantities: tuple[Quantity, ...]
    whole: str
    own: str
    refuses: bool


def _outcomes(suite: TestSuite, language: str) -> list[_Outcome]:
    """Every different outcome step with what is done before it."""
    found: dict[tuple[str, str], _Outcome] = {}
    for case in suite.cases:
        for walk in walks(case, suite.language):
            before = " ".join(text_of(step) for step in walk if step.role != "outcome")
            for own in (text_of(step) for step in walk if step.role == "outcome"):
                whole = f"{before} {own}"
                found[before, own] = _Outcome(
                    stems=frozenset(stems(whole, language)),
                    figures=figures(whole),
                    quantities=quantities(whole, language),
                    whole=whole,
                    own=own,
                    refuses=refuses(own, language),
                )
    return list(found.values())


def _weights(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Inverse document frequencies: a word of every constraint tells none from another."""
    counts = Counter(word for text in texts for word in text)
    return {word: math.log((len(texts) + 1) / count) for word, count in counts.items()}


def _shared(wanted: _Wanted, outcome: _Outcome, weights: Mapping[str, float]) -> float:
    """The share of a constraint's words, numbers and values that stand in a test with this outcome."""
    if not (outcome.refuses or any(value.search(outcome.own) for value in wanted.values)):
        return 0.0
    total = sum(weights[word] for word in wanted.stems)
    words = sum(weights[word] for word in wanted.stems & outcome.stems) / total if total else 0.0
    literals = [value.search(outcome.whole) is not None for value in wanted.values]
    literals += [figure in outcome.figures for figure in wanted.figures]
    literals += [any(meets(limit, each) for each in outcome.quantities) for limit in wanted.limits]
    return (words + sum(literals) / len(literals)) / 2 if literals else words
