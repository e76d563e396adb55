"""What is looked at in a pair of behaviour and test: a literal table, one small function a feature.

No feature describes a test without the behaviour: neither its length nor its style nor its name counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.matching.check import Check
from workbench.core.matching.claim import Claim
from workbench.core.matching.similarity import (
    Numbers,
    Terms,
    Vectors,
    cosines,
    grams,
    means_something,
    rarity,
    share_of,
    soft_containment,
    stacked,
)
from workbench.core.text.limits import meets

_SHARPNESS: Final = 0.08
_SPREAD: Final = 0.05


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of each claim held against outcome steps of each check, one to one; claims x checks, 0 to 1.

    Attributes:
        each: mean likeness of a part and its step; a part without a step counts 0.
        least: likeness of the worst part; 0 where a part has no step.
        denied: share of the parts whose step says the opposite.
    """

    each: Numbers
    least: Numbers
    denied: Numbers


@dataclass(frozen=True, kw_only=True)
class Table:
    """Claims and checks of one issue, and the vectors of their texts."""

    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    vectors: Vectors
    language: str

    @cached_property
    def terms(self) -> Terms:
        """Stems of the statements and of all steps."""
        return Terms([claim.stems for claim in self.claims], [check.stems for check in self.checks])

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much each stem tells the claims apart."""
        return rarity([claim.stems for claim in self.claims])

    @cached_property
    def meaning(self) -> Numbers:
        """The weighted share of each claim's words that a check has, by stem or by meaning, 0 to 1."""
        claims = [claim.words for claim in self.claims]
        return soft_containment(claims, [check.words for check in self.checks], self.vectors, self.language)

    @cached_property
    def parts(self) -> Parts:
        """How the parts of the claims fare."""
        return _assigned(self)

    def each(self, measure: Callable[[Claim, Check], float]) -> Numbers:
        """Return a number for each pair, claims x checks."""
        return np.array([[measure(claim, check) for check in self.checks] for claim in self.claims], dtype=float)


def texts_of(claims: Sequence[Claim], checks: Sequence[Check], *, words: bool = True) -> tuple[str, ...]:
    """Return every text whose vector a table of these needs, each once; single words only where they are asked for."""
    ours = [text for claim in claims for text in (claim.statement, claim.outcome, *claim.parts)]
    theirs = [text for check in checks for text in (check.whole, *check.steps)]
    single = [word for claim in claims for word in (*claim.words, *claim.condition_words) if means_something(word)]
    single += [word for check in checks for word in check.words if means_something(word)]
    return tuple(dict.fromkeys(filter(None, [*ours, *theirs, *(single if words else ())])))


# Likeness of the whole --------------------------------------------------------------------------


def _grams(table: Table) -> Numbers:
    return Terms([grams(c.statement) for c in table.claims], [grams(c.whole) for c in table.checks]).cosine()


def _vector(table: Table) -> Numbers:
    return cosines(_statements(table), [[check.whole] if check.whole else [] for check in table.checks], table.vectors)


def _step_vector(table: Table) -> Numbers:
    return cosines(_statements(table), [check.steps for check in table.checks], table.vectors)


def _statements(table: Table) -> list[str]:
    return [claim.statement for claim in table.claims]


# Likeness of its parts --------------------------------------------------------------------------


def _condition(table: Table) -> Numbers:
    claims = [claim.condition_words for claim in table.claims]
    return soft_containment(claims, [check.words_before for check in table.checks], table.vectors, table.language)


def _outcome_vector(table: Table) -> Numbers:
    outcomes = [claim.outcome for claim in table.claims]
    return cosines(outcomes, [check.outcomes for check in table.checks], table.vectors)


def _outcome_rank(table: Table) -> Numbers:
    """How clearly an outcome step is about this claim and not about its siblings: the best softmax over claims."""
    best = np.zeros((len(table.claims), len(table.checks)))
    statements = stacked(_statements(table), table.vectors)
    for column, check in enumerate(table.checks):
        if check.outcomes:
            sharp = np.exp(statements @ stacked(check.outcomes, table.vectors).T / _SHARPNESS)
            best[:, column] = (sharp / sharp.sum(axis=0)).max(axis=1)
    return best


def _parts_each(table: Table) -> Numbers:
    return table.parts.each


def _parts_least(table: Table) -> Numbers:
    return table.parts.least


def _parts_denied(table: Table) -> Numbers:
    return table.parts.denied


def _assigned(table: Table) -> Parts:
    """Give each part of each claim an outcome step of its own (Kuhn 1955)."""
    from scipy.optimize import linear_sum_assignment  # lazily: scipy takes a second to import

    found = Parts(*(np.zeros((len(table.claims), len(table.checks))) for _ in range(3)))
    for column, check in enumerate(table.checks):
        if check.outcomes:
            given = stacked(check.outcomes, table.vectors)
            for row, claim in enumerate(table.claims):
                likeness = _part_likeness(table, claim, check, given)
                taken = linear_sum_assignment(likeness, maximize=True)
                found.each[row, column] = likeness[taken].sum() / len(likeness)
                found.least[row, column] = likeness[taken].min() if len(taken[0]) == len(likeness) else 0.0
                found.denied[row, column] = _denied(claim, check, *taken)
    return found


def _part_likeness(table: Table, claim: Claim, check: Check, given: NDArray[np.float32]) -> Numbers:
    wanted = stacked(claim.parts, table.vectors)
    shared = [[share_of(part, stems, table.rarity) for stems in check.outcome_stems] for part in claim.part_stems]
    return np.asarray((wanted @ given.T + np.array(shared)) / 2)


def _denied(claim: Claim, check: Check, parts: Sequence[int], steps: Sequence[int]) -> float:
    """Return the share of the parts whose step says no where the part does not, or the other way round."""
    return sum(_opposed(claim, part, check, step) for part, step in zip(parts, steps, strict=True)) / len(claim.parts)


def _opposed(claim: Claim, part: int, check: Check, step: int) -> bool:
    """A step with a value that the claim names is read outside of its quotes; alone it stands for a refusal."""
    if any(pattern.search(check.outcomes[step]) for pattern in claim.literals):
        refusal = claim.part_refusals[part] and not check.plain_denials[step]
        return not refusal and claim.part_denials[part] != check.plain_denials[step]
    return claim.part_denials[part] != check.denials[step]


# Checks that likeness does not see --------------------------------------------------------------


def _literals_missing(table: Table) -> Numbers:
    return table.each(lambda claim, check: 1 - _named(claim, " \n ".join(check.outcomes)) if claim.literals else 0.0)


def _literals_named(table: Table) -> Numbers:
    return table.each(lambda claim, check: _named(claim, " \n ".join(check.steps)) if claim.literals else 0.0)


def _named(claim: Claim, text: str) -> float:
    return sum(pattern.search(text) is not None for pattern in claim.literals) / len(claim.literals)


def _figures_missing(table: Table) -> Numbers:
    return table.each(
        lambda claim, check: len(claim.figures - check.figures) / len(claim.figures) if claim.figures else 0.0
    )


def _figures_named(table: Table) -> Numbers:
    return table.each(
        lambda claim, check: len(claim.figures & check.figures) / len(claim.figures) if claim.figures else 0.0
    )


def _limits_missed(table: Table) -> Numbers:
    """The share of the claim's limits on whose side no value of the test lies."""
    return table.each(lambda claim, check: _missed(claim, check) / len(claim.limits) if claim.limits else 0.0)


def _missed(claim: Claim, check: Check) -> int:
    return sum(not any(meets(limit, value) for value in check.quantities) for limit in claim.limits)


def _polarity_differs(table: Table) -> Numbers:
    """Whether no outcome step says no where the claim does, or all do where it does not."""
    return table.each(lambda claim, check: float(bool(check.denials) and claim.says_no not in check.denials))


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One thing that is looked at.

    Attributes:
        measure: claims x checks.
        sign: 1 where more of it makes a test likelier to cover, -1 where less likely. A fitted weight never has
            the other sign.
        context: also seen against the other claims of the test and the other tests of the claim.
    """

    measure: Callable[[Table], Numbers]
    sign: Literal[1, -1] = 1
    context: bool = False


FEATURES: Final[dict[str, Feature]] = {
    "tfidf": Feature(measure=lambda table: table.terms.cosine(), context=True),
    "grams": Feature(measure=_grams, context=True),
    "bm25": Feature(measure=lambda table: table.terms.bm25(), context=True),
    "containment": Feature(measure=lambda table: table.terms.containment(), context=True),
    "focus": Feature(measure=lambda table: table.terms.focus(), context=True),
    "vector": Feature(measure=_vector, context=True),
    "step_vector": Feature(measure=_step_vector, context=True),
    "meaning": Feature(measure=lambda table: table.meaning, context=True),
    "condition": Feature(measure=_condition, context=True),
    "outcome_vector": Feature(measure=_outcome_vector, context=True),
    "outcome_rank": Feature(measure=_outcome_rank, context=True),
    "parts_each": Feature(measure=_parts_each, context=True),
    "parts_least": Feature(measure=_parts_least),
    "literals_missing": Feature(measure=_literals_missing, sign=-1),
    "literals_named": Feature(measure=_literals_named),
    "figures_missing": Feature(measure=_figures_missing, sign=-1),
    "figures_named": Feature(measure=_figures_named),
    "limits_missed": Feature(measure=_limits_missed, sign=-1),
    "polarity_differs": Feature(measure=_polarity_differs, sign=-1),
    "parts_denied": Feature(measure=_parts_denied, sign=-1),
}
LINK: Final = ("tfidf", "grams", "bm25", "containment", "focus", "vector", "step_vector")
"""What can be said of a pair of plain texts, as a requirement and a manual test case are."""
COVERAGE: Final = tuple(FEATURES)


def columns_of(names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return the names of the columns that these features make, each with the sign of its weight."""
    return tuple(
        (f"{name}{suffix}", sign * FEATURES[name].sign)
        for name in names
        for suffix, sign in (_CONTEXT if FEATURES[name].context else _CONTEXT[:1])
    )


def measured(table: Table, names: Sequence[str]) -> Numbers:
    """Return claims x checks x columns, in the order of `columns_of`; of no claims or no checks that is empty."""
    if not table.claims or not table.checks:
        return np.zeros((len(table.claims), len(table.checks), len(columns_of(names))))
    columns = []
    for name in names:
        plain = FEATURES[name].measure(table)
        columns += [plain, *_in_context(plain)] if FEATURES[name].context else [plain]
    return np.stack(columns, axis=-1)


_CONTEXT: Final = (("", 1), ("~claims", 1), ("~checks", 1), ("-claims", -1), ("-checks", -1))


def _in_context(plain: Numbers) -> list[Numbers]:
    """How a pair stands among the test's claims and the claim's tests: in deviations, then its gap to the best."""
    among = [(plain - plain.mean(axis=axis, keepdims=True)) / (plain.std(axis=axis, keepdims=True) + _SPREAD)
             for axis in (0, 1)]  # fmt: skip
    return [*among, *(plain.max(axis=axis, keepdims=True) - plain for axis in (0, 1))]
