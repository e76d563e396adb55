"""Tests of both forms."""

import random

from workbench.generator.publish.publication import Publication
from workbench.generator.records import TestCase, TestStep, TestSuite

SCENARIO = "@AC-1\nScenario: {title}\n  Given a door\n  When {title} comes\n  Then it opens\n"


def manual(title: str, *actions: str, preconditions: tuple[str, ...] = ()) -> TestCase:
    """A manual test with these actions."""
    steps = tuple(TestStep(action=each, data="[12] < 13", expected="a & b") for each in actions)
    return TestCase(title=title, steps=steps, criteria=("AC-1",), preconditions=preconditions)


def bdd(title: str) -> TestCase:
    """A Gherkin test."""
    return TestCase(title=title, scenario=SCENARIO.format(title=title), criteria=("AC-1",), preconditions=("It is on",))


def publication(*cases: TestCase) -> Publication:
    """These tests of the story."""
    return Publication(issue="SHOP-12", suite=TestSuite(title="Doors", cases=cases))


def mixed(chance: random.Random, most: int) -> Publication:
    """One to so many tests, some equal, manual or Gherkin, with preconditions that several share."""
    cases = []
    for _ in range(chance.randrange(1, most + 1)):
        name = f"Test {chance.randrange(5)}"
        given = tuple(f"State {each}" for each in range(3) if chance.random() < 0.4)
        cases.append(manual(name, "Open", f"Shut {name}", preconditions=given) if chance.random() < 0.6 else bdd(name))
    return publication(*cases)
