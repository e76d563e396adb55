"""What a judge is shown of tests: their steps as data, in an order and under ids that no author knew."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from workbench.core.judging.disguises import visible
from workbench.core.judging.guard import speaking
from workbench.core.judging.question import ShownStep
from workbench.core.lint.words import WORDS
from workbench.core.matching.check import check_of
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import base
from workbench.generator.output.gherkin import Role
from workbench.generator.records import TestCase, TestSuite

MAX_STEP: Final = 1_000
"""Characters of a step that are shown; a longer one ends in `CUT`."""
MAX_STEPS: Final = 600
"""Steps that one question shows; what is beyond is not shown."""
MAX_BYTES: Final = 100_000
"""Bytes of all steps of one question in UTF-8; what is beyond is not shown."""
CUT: Final = " [...]"

_ID: Final = 6
_MARK: Final = 16
_ROLES: Final[dict[Role, str]] = {"context": "given", "action": "when", "outcome": "then", "unknown": "when"}
_WORD: Final = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The steps that a question shows.

    Attributes:
        steps: in the order in which they are shown.
        lines: the same as the judge reads them, a JSON object each.
        withheld: steps that are not shown: they speak to the judge, or are beyond what one question shows.
    """

    steps: tuple[ShownStep, ...]
    lines: tuple[str, ...]
    withheld: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plain:
    test: int
    text: str
    role: Role
    checks: bool


def steps_of_suite(suite: TestSuite, salt: str, *, language: str, only: int | None = None) -> Shown:
    """Return what is shown of a suite's tests: every step of each test once, Examples filled in.

    Titles, names, tags, comments and criteria are not shown. The tests come in an order that their steps and the salt
    decide, wherever they stood in the suite. A step checks something if it is an outcome that can fail: "as expected"
    cannot.

    Args:
        suite: the tests.
        salt: what else the order and the ids depend on; it is the same for equal questions only.
        language: of the words; other languages than the six with word lists take every outcome as one that can fail.
        only: the place of the one test to show; None shows all.
    """
    tests = [_plain(case, place, suite.language, language) for place, case in enumerate(suite.cases)]
    chosen = tests if only is None else tests[only : only + 1]
    seed = sha256(json.dumps([salt, sorted(_content(test) for test in chosen)]).encode()).hexdigest()
    ordered = [step for test in sorted(chosen, key=lambda test: _key(seed, _content(test))) for step in test]
    quiet = _quiet(ordered)
    kept = _within_limits(quiet)
    shown = tuple(_named(kept, seed))
    numbers = {test: number for number, test in enumerate(dict.fromkeys(step.test for step in kept), start=1)}
    lines = tuple(_line(step, numbers[step.test], _ROLES[plain.role]) for step, plain in zip(shown, kept, strict=True))
    return Shown(steps=shown, lines=lines, withheld=len(ordered) - len(kept))


def fenced(parts: Iterable[str]) -> str:
    """Return lines between two equal marks that follow from all of them, so that none of them can hold the mark."""
    lines = list(parts)
    mark = sha256("\n".join(lines).encode()).hexdigest()[:_MARK]
    return "\n".join([f"--- {mark} ---", *lines, f"--- {mark} ---"])


def as_data(**said: str | int) -> str:
    """Return a JSON object on one line, its texts as a reader sees them."""
    plain = {name: visible(value) if isinstance(value, str) else value for name, value in said.items()}
    return json.dumps(plain, ensure_ascii=False)


def _plain(case: TestCase, place: int, dialect: str, language: str) -> list[_Plain]:
    able = check_of(case, base(language), dialect=dialect).outcomes if base(language) in WORDS else None
    found = [(step.role, text_of(step)) for step in steps(case, dialect)]
    return [
        _Plain(
            test=place, text=_cut(visible(text)), role=role, checks=role == "outcome" and (able is None or text in able)
        )
        for role, text in found
        if visible(text)
    ]


def _cut(text: str) -> str:
    return text if len(text) <= MAX_STEP else text[:MAX_STEP] + CUT


def _content(test: Sequence[_Plain]) -> list[list[str]]:
    return [[step.role, step.text] for step in test]


def _key(seed: str, content: object) -> str:
    return sha256(f"{seed}{json.dumps(content)}".encode()).hexdigest()


def _quiet(ordered: Sequence[_Plain]) -> list[_Plain]:
    """The steps that do not speak to the judge, as they are read one after the other."""
    spoken = speaking([step.text for step in ordered])
    return [step for place, step in enumerate(ordered) if place not in spoken]


def _within_limits(ordered: Sequence[_Plain]) -> list[_Plain]:
    kept: list[_Plain] = []
    size = 0
    for step in ordered[:MAX_STEPS]:
        size += len(step.text.encode("utf-8", "replace"))
        if size > MAX_BYTES:
            break
        kept.append(step)
    return kept


def _named(kept: Sequence[_Plain], seed: str) -> Iterator[ShownStep]:
    for name, step in zip(_ids(kept, seed), kept, strict=True):
        yield ShownStep(id=name, test=step.test, text=step.text, checks=step.checks, context=step.role == "context")


def _ids(kept: Sequence[_Plain], seed: str) -> list[str]:
    """Ids that differ from each other and from every word of the steps, by the first round that gives such."""
    words = {word for step in kept for word in _WORD.findall(step.text.casefold())}
    for round_ in range(100):
        names = [sha256(f"{seed}/{round_}/{place}".encode()).hexdigest()[:_ID] for place in range(len(kept))]
        if len(set(names)) == len(names) and words.isdisjoint(names):
            return names
    return [f"{place:x}-{seed[:_ID]}" for place in range(len(kept))]


def _line(step: ShownStep, test: int, role: str) -> str:
    return json.dumps({"id": step.id, "test": test, "role": role, "step": step.text}, ensure_ascii=False)
