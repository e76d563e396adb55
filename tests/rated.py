"""Rated suites to test with, written briefly."""

from collections.abc import Sequence

from tests.builders import behaviour
from workbench.core.labelled import LabelledIssue, LabelledSuite, LabelledTest, verdicts_of
from workbench.core.labels import RaterKind, Value
from workbench.core.pairs import PairMatrix
from workbench.generator.records import TestCase, TestSuite

_SIGNS: dict[str, Value] = {"+": "covers", "~": "partly", "-": "none"}


def suite_of(name: str, *pairs: str, texts: Sequence[str] = ()) -> LabelledSuite:
    """A suite with one string a test, one sign a behaviour: `+` covers, `~` partly, `-` none, `.` not rated."""
    tests = tuple(
        LabelledTest(
            id=f"T{number}",
            pairs={f"B{place}": _SIGNS[sign] for place, sign in enumerate(signs, start=1) if sign != "."},
        )
        for number, signs in enumerate(pairs, start=1)
    )
    given = [*texts, *["Then it is so"] * len(tests)][: len(tests)]
    cases = tuple(TestCase(title="Test", scenario=f"Scenario: Test\n  When it happens\n  {text}") for text in given)
    names = [f"B{place}" for place in range(1, max(map(len, pairs), default=0) + 1)]
    return LabelledSuite(name=name, suite=TestSuite(cases=cases), tests=tests, verdicts=verdicts_of(tests, names))


def issue_with(
    *suites: LabelledSuite,
    key: str = "SHOP-1",
    statements: Sequence[str] = ("The account is locked", "A mail is sent"),
    stratum: str = "bug",
    language: str = "en",
    kinds: Sequence[RaterKind] = ("model",),
) -> LabelledIssue:
    """An issue with these suites, one behaviour a statement."""
    return LabelledIssue(
        key=key,
        stratum=stratum,
        language=language,
        behaviours=tuple(behaviour(text, id=f"B{number}") for number, text in enumerate(statements, start=1)),
        suites=suites,
        rater_kinds=frozenset(kinds),
    )


class SaysWhatItIsTold:
    """A pair scorer that gives each suite's behaviours these verdicts, and each test the same."""

    def __init__(self, **verdicts: Sequence[float]) -> None:
        self._verdicts = verdicts

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        said = tuple(self._verdicts[suite.name])
        return PairMatrix(probabilities=tuple((value,) * len(suite.tests) for value in said), verdicts=said)
