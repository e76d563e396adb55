"""Whether there is a test that looks at each behaviour: a first, lexical version."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.core.records import Behaviour, Evidence, Fixture, Measure, Result
from workbench.generator.output.gherkin import Step, steps_of

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_COMMON_WORDS: Final = (
    "the and for are was were with from that this then when given not but has have had its into any all one can "
    "will who which also only more than there they their them der die das und ein eine ist wird werden den dem des "
    "mit nicht auf von les des une est pas par pour dans que los las una del por para con sin como uma dos das nao "
    "het een van niet met voor"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_STEM: Final = 5
_FLOOR: Final = 0.25


@dataclass(frozen=True)
class CoverageEvidence:
    """Mean over the gold's behaviours of the best evidence that some test checks it, 0 to 1.

    Evidence of a test for a behaviour is the share of the behaviour's word stems found in the test's steps,
    times the share of its numbers and literal values found there, and nothing at all where no outcome step
    shares a word with it. Names and tags do not count. It finds mentions: it does not see negation or who acts.
    An answer without tests scores 0; a fixture without behaviours has no score.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Find the best test of each behaviour."""
        behaviours = fixture.gold.behaviours
        if not behaviours:
            return Measure(None, "the gold names no behaviour")
        tests = [_Words.of(steps_of(case, result.suite.language)) for case in result.suite.cases]
        best = [max((_support(behaviour, test) for test in tests), default=0.0) for behaviour in behaviours]
        found = sum(value > 0 for value in best)
        return Measure(sum(best) / len(best), f"evidence for {found} of {len(best)} behaviours")


@dataclass(frozen=True)
class _Words:
    stems: frozenset[str]
    outcomes: frozenset[str]
    text: str

    @classmethod
    def of(cls, steps: Sequence[Step]) -> "_Words":
        outcomes = [step for step in steps if step.role == "outcome"]
        return cls(_stems(_texts(steps)), _stems(_texts(outcomes)), " ".join(_texts(steps)).casefold())


def _support(behaviour: Behaviour, test: _Words) -> float:
    wanted = _stems([behaviour.statement])
    if not wanted or not wanted & test.outcomes:
        return 0.0
    share = len(wanted & test.stems) / len(wanted)
    if share < _FLOOR:
        return 0.0
    literals = [*_NUMBER.findall(behaviour.statement), *(value.casefold() for value in behaviour.values)]
    present = sum(_stands(literal, test.text) for literal in literals)
    return share * (present / len(literals) if literals else 1.0)


def _stands(literal: str, text: str) -> bool:
    """Whether a literal stands in a text as a whole: 5 does not stand in 15, nor in 5.5."""
    return re.search(rf"(?<!\w)(?<!\d[.,:]){re.escape(literal)}(?!\w)(?![.,:]\d)", text) is not None


def _texts(steps: Iterable[Step]) -> list[str]:
    return [f"{step.text} {step.argument}" for step in steps]


def _stems(texts: Iterable[str]) -> frozenset[str]:
    """Words of three letters or more, cut to their first five: crude, and the same in every language."""
    words = (word for text in texts for word in _WORD.findall(text.casefold()))
    return frozenset(word[:_STEM] for word in words if word not in _COMMON)
