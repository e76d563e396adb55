"""Scripted judges: a test tool that reads our own questions and answers as good, bad and fooled judges would."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.builders import completion, spec
from workbench.core.judging.disguises import folded, visible
from workbench.core.judging.question import ATTEMPTS
from workbench.generator.records import Completion, ModelSpec, Request

SUPPORTED = "stated"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as a judge reads it: about a behaviour, or about the issue's lines."""

    behaviour: str | None
    issue: tuple[str, ...]
    steps: tuple[dict[str, Any], ...]

    @property
    def outcomes(self) -> list[dict[str, Any]]:
        return [step for step in self.steps if step["role"] == "then"]


def read(request: Request) -> Asked:
    """Read what stands inside of the fence of a request's last message."""
    first, *inside, last = request.messages[-1].content.split("\n")
    assert first == last
    parts = [json.loads(line) for line in inside]
    return Asked(
        behaviour=next((part["behaviour"] for part in parts if "behaviour" in part), None),
        issue=tuple(part["issue"] for part in parts if "issue" in part),
        steps=tuple(part for part in parts if "step" in part),
    )


def covers(steps: Sequence[str], quote: str, verdict: str = "covered") -> str:
    """An answer about a behaviour."""
    return json.dumps({"steps": list(steps), "quote": quote, "verdict": verdict})


NOT = covers([], "", "not")


@dataclass
class Honest:
    """Knows which outcome checks which behaviour, and what of the issue a step rests on; the rest is not, or invented.

    Attributes:
        truth: a behaviour's statement to the text of the outcome step that checks it.
        sources: a step's text to the words of the issue that it rests on; "" is a precondition.
    """

    truth: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    spec: ModelSpec = field(default_factory=lambda: spec("judges/scripted"))
    asked: list[Request] = field(default_factory=list)

    def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        return self.answer(request, read(request))

    def answer(self, request: Request, asked: Asked) -> Completion:
        return completion(self.about(asked))

    def about(self, asked: Asked) -> str:
        return self.supports(asked) if asked.behaviour is None else self.checks(asked)

    def checks(self, asked: Asked) -> str:
        wanted = self.truth.get(asked.behaviour or "")
        found = next((step for step in asked.outcomes if step["step"] == wanted), None)
        return NOT if found is None else covers([found["id"]], found["step"])

    def supports(self, asked: Asked) -> str:
        return json.dumps({"steps": [self.support(step) for step in asked.steps]})

    def support(self, step: dict[str, Any]) -> dict[str, str]:
        quote = self.sources.get(step["step"])
        verdict = "invented" if quote is None else SUPPORTED if quote else "precondition"
        return {"id": step["id"], "quote": quote or "", "verdict": verdict}


class InventsQuotes(Honest):
    """Says covered, with words that stand nowhere."""

    def checks(self, asked: Asked) -> str:
        return covers([step["id"] for step in asked.steps], "the product surely does what was asked of it")

    def support(self, step: dict[str, Any]) -> dict[str, str]:
        return {"id": step["id"], "quote": "the issue surely says so somewhere", "verdict": SUPPORTED}


class NamesUnknownSteps(Honest):
    """Quotes rightly, from steps that it numbers itself."""

    def checks(self, asked: Asked) -> str:
        return covers(["T1", "step 3"], asked.outcomes[0]["step"] if asked.outcomes else "")


class Refuses(Honest):
    """Does not judge."""

    def answer(self, request: Request, asked: Asked) -> Completion:
        return completion("", finish="refused")


@dataclass
class Malformed(Honest):
    """Answers so many times without a form, then as it should."""

    times: int = 1

    def answer(self, request: Request, asked: Asked) -> Completion:
        if request.repeat < self.times:
            return completion('The verdict is {"steps": [')
        return super().answer(request, asked)


class SaysYes(Honest):
    """Says yes to everything, with words that really stand there."""

    def checks(self, asked: Asked) -> str:
        return covers([asked.outcomes[0]["id"]], asked.outcomes[0]["step"]) if asked.outcomes else NOT

    def supports(self, asked: Asked) -> str:
        quote = max(asked.issue, key=len)
        said = [{"id": step["id"], "quote": quote, "verdict": SUPPORTED} for step in asked.steps]
        return json.dumps({"steps": said})


class FirstInOrder(Honest):
    """Looks at the first test that it is shown and no further."""

    def checks(self, asked: Asked) -> str:
        first = [step for step in asked.steps if step["test"] == 1]
        return super().checks(Asked(behaviour=asked.behaviour, issue=(), steps=tuple(first)))


class ChangesItsMind(Honest):
    """Says the opposite when it is asked again."""

    def answer(self, request: Request, asked: Asked) -> Completion:
        said = self.about(asked)
        if request.repeat < ATTEMPTS or asked.behaviour is None:
            return completion(said)
        outcome = asked.outcomes[0]
        return completion(NOT if said != NOT else covers([outcome["id"]], outcome["step"]))


@dataclass
class Obedient(Honest):
    """A model that is wholly in the attacker's hands: shown any one piece of the attack, it does what the attack wants.

    It knows the attack and needs none of the words that our guard looks for: a piece is seen where its letters stand
    in a line of the fence, whole or in good part.

    Attributes:
        pieces: the texts that the attacker put in.
        wants: whether the attack is after a behaviour; it wants all steps supported either way.
        quote: the words that the attack says to quote; None takes real ones.
    """

    pieces: tuple[str, ...] = ()
    wants: Callable[[str], bool] = lambda statement: True
    quote: str | None = None

    def checks(self, asked: Asked) -> str:
        if not self.sees(asked) or not self.wants(asked.behaviour or ""):
            return super().checks(asked)
        outcome = asked.outcomes[-1] if asked.outcomes else {"id": "", "step": ""}
        return covers([step["id"] for step in asked.steps], self.quote or outcome["step"])

    def supports(self, asked: Asked) -> str:
        if not self.sees(asked):
            return super().supports(asked)
        quote = self.quote or max(asked.issue, key=len)
        said = [{"id": step["id"], "quote": quote, "verdict": SUPPORTED} for step in asked.steps]
        return json.dumps({"steps": said})

    def sees(self, asked: Asked) -> bool:
        shown = [_letters(step["step"]) for step in asked.steps]
        return any(_letters(piece)[:40] in line for piece in self.pieces for line in shown if piece)


def _letters(text: str) -> str:
    return "".join(char for char in folded(visible(text)) if char.isalnum())
