"""The words of judging: who judges, what is asked, what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from workbench.core.keys import call_key
from workbench.core.records import Judge
from workbench.generator.records import Completion, Request

Coverage = Literal["covered", "partly", "not"]
Support = Literal["stated", "implied", "precondition", "invented"]
Kind = Literal["coverage", "faithfulness"]

ATTEMPTS: Final = 3
"""How often a question is asked until an answer can be read."""
DECOY: Final = "decoy"
"""What a question is about that nothing can be a test of; whoever says yes to it says yes to anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownStep:
    """A step as the judge sees it.

    Attributes:
        id: by which the judge has to name it; nobody who wrote the tests can have known it.
        test: the place of its test in the suite, from 0.
        text: of the step, on one line.
        checks: it is an outcome that can fail.
        context: it is a precondition.
    """

    id: str
    test: int
    text: str
    checks: bool
    context: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One thing to ask a judge; equal questions are equal requests, whoever's tests they are about.

    Attributes:
        kind: which score it is for.
        about: the behaviour's id, the test's place in the suite as text, or `DECOY`.
        again: it is asked a second time in another order, to see whether the judge says the same.
        asks: the request of each attempt, `ATTEMPTS` of them; the next one is for when no answer could be read.
        steps: what is shown.
        source: the issue's text as shown; "" where the question shows none.
        withheld: how many steps are not shown: they speak to the judge, or are beyond what one question shows.
    """

    kind: Kind
    about: str
    again: bool = False
    asks: tuple[Request, ...]
    steps: tuple[ShownStep, ...]
    source: str = ""
    withheld: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageSaid:
    """What counts of an answer about a behaviour.

    Attributes:
        verdict: after the checks; `not` where a quote does not hold.
        claimed: what the judge said.
        test: the place of the test that checks it, None where none does.
        steps: the places of the quoted steps in `Question.steps`, of the test that it named.
        reason: why the claim does not count, a short phrase; None where it does.
    """

    verdict: Coverage
    claimed: Coverage
    test: int | None = None
    steps: tuple[int, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportSaid:
    """What counts of an answer about a test's steps.

    Attributes:
        verdicts: one for each of `Question.steps`, after the checks; `invented` where a quote does not hold.
        refuted: how many claims did not count.
    """

    verdicts: tuple[Support, ...]
    refuted: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """The stored answers of a judge by call key.

    Attributes:
        judge: whose.
        found: what is stored; a key that is missing was not asked, or had no answer.
    """

    judge: Judge
    found: Mapping[str, Completion] = field(default_factory=dict)

    def to(self, question: Question) -> list[Completion]:
        """Return the stored answers of a question's attempts, in order, up to the first one that is missing."""
        answers: list[Completion] = []
        for ask in question.asks:
            answer = self.found.get(call_key(self.judge.entry.spec, ask))
            if answer is None:
                break
            answers.append(answer)
        return answers
