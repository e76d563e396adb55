"""Tests of both forms."""

import random

from workbench.generator.publish.publication import Publication
from workbench.generator.records import TestCase, TestStep, TestSuite

SCENARIO = "@AC-1\nScenario: {title}\n  Given a door\n  When {title} comes\n  Then it opens\n"


def manual(title: str, *actions: str) -> TestCase:
    """A manual test with these actions."""
    steps = tuple(TestStep(action=each, data="12 < 13", expected="a & b") for each in actions)
    return TestCase(title=title, steps=steps, criteria=("AC-1",), preconditions=("A <door>", "It is shut"))


def bdd(title: str) -> TestCase:
    """A Gherkin test."""
    return TestCase(title=title, scenario=SCENARIO.format(title=title), criteria=("AC-1",))


def mixed(chance: random.Random) -> Publication:
    """One to five tests, some equal, manual or Gherkin."""
    cases = [
        manual(name, "Open", f"Shut {name}") if chance.random() < 0.5 else bdd(name)
        for name in (f"Test {chance.randrange(5)}" for _ in range(chance.randrange(1, 6)))
    ]
    return Publication(issue="SHOP-12", suite=TestSuite(title="Doors", cases=tuple(cases)))
