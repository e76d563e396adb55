"""What a scorer is calibrated on: suites of tests with what raters say of them, and matrices of links."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.core.errors import CatalogError
from workbench.core.labels import Label, RaterKind, Value, newest
from workbench.core.records import Behaviour, Gold
from workbench.generator.prompt.digest import digest
from workbench.generator.records import TestSuite

_OF_A_PAIR: Final[dict[Value, Value]] = {"covers": "covered", "partly": "partly", "none": "not"}


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledTest:
    """A test of a labelled suite, by its id there.

    Attributes:
        pairs: by behaviour id: `covers`, `partly` or `none`; a behaviour that nobody rated is not in it.
        faults: what is wrong with the test, in the raters' words.
    """

    id: str
    pairs: Mapping[str, Value] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def covers(self) -> frozenset[str]:
        """The behaviours whose breaking this test would see."""
        return frozenset(behaviour for behaviour, value in self.pairs.items() if value == "covers")

    @property
    def partly(self) -> frozenset[str]:
        """The behaviours of which it sees a part."""
        return frozenset(behaviour for behaviour, value in self.pairs.items() if value == "partly")


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledSuite:
    """A suite of tests of one issue with its labels; `tests` are those of `suite.cases`, in the same order.

    Attributes:
        name: `strong`, `middling`, `weak`, or a generation's cell key.
        verdicts: by behaviour id: `covered`, `partly` or `not`; a behaviour that nobody rated is not in it.
        by_people: the behaviours whose verdict people alone decided.
    """

    name: str
    suite: TestSuite
    tests: tuple[LabelledTest, ...]
    verdicts: Mapping[str, Value]
    by_people: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledIssue:
    """An issue's gold with suites of tests that were rated.

    Attributes:
        key: the issue's key.
        rater_kinds: whose labels these are.
    """

    key: str
    stratum: str
    language: str
    behaviours: tuple[Behaviour, ...]
    suites: tuple[LabelledSuite, ...] = ()
    rater_kinds: frozenset[RaterKind] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """Requirements and tests by their ids, and which belong together; a pair without a link is unlinked."""

    name: str
    language: str
    requirements: Mapping[str, str]
    tests: Mapping[str, str]
    links: frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class CalibrationSet:
    """What to calibrate on: rated suites or matrices.

    Attributes:
        source: where they came from, as a report says it.
        raters: how many raters of each kind.
    """

    source: str
    issues: tuple[LabelledIssue, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    raters: Mapping[RaterKind, int] = field(default_factory=dict)


def issue_of(gold: Gold, suites: Sequence[LabelledSuite] = (), rater_kinds: Iterable[RaterKind] = ()) -> LabelledIssue:
    """Return a gold as an issue to be calibrated on."""
    return LabelledIssue(
        key=gold.key,
        stratum=gold.stratum,
        language=gold.language,
        behaviours=gold.behaviours,
        suites=tuple(suites),
        rater_kinds=frozenset(rater_kinds),
    )


def gold_of(issue: LabelledIssue) -> Gold:
    """Return what is known of an issue's gold: its behaviours; nothing acceptable, forbidden or open."""
    return Gold(
        key=issue.key,
        stratum=issue.stratum,
        domain="",
        language=issue.language,
        context=None,
        testable=True,
        behaviours=issue.behaviours,
        acceptable=(),
        forbidden=(),
        open_questions=(),
    )


def verdicts_of(tests: Sequence[LabelledTest], behaviours: Iterable[str]) -> dict[str, Value]:
    """Return the verdict that a suite's pairs amount to: covered where a test covers, else partly, else not.

    A behaviour that no test was rated for is left out.
    """
    found = {name: {test.pairs[name] for test in tests if name in test.pairs} for name in behaviours}
    return {
        name: next(_OF_A_PAIR[value] for value in _OF_A_PAIR if value in values)
        for name, values in found.items()
        if values
    }


def labels_digest(issues: Sequence[LabelledIssue]) -> str:
    """Identity of a set of labels: behaviours, tests and what is said of them."""
    return digest([_content(issue) for issue in sorted(issues, key=lambda issue: issue.key)])


def _content(issue: LabelledIssue) -> list[object]:
    suites = [
        [
            suite.name,
            suite.suite.model_dump(mode="json"),
            [[test.id, sorted(test.pairs.items())] for test in suite.tests],
            sorted(suite.verdicts.items()),
        ]
        for suite in sorted(issue.suites, key=lambda suite: suite.name)
    ]
    return [issue.key, [behaviour.model_dump(mode="json") for behaviour in issue.behaviours], suites]


def from_labels(
    labels: Sequence[Label],
    issues: Mapping[tuple[str, str], LabelledIssue],
    generations: Mapping[str, TestSuite],
) -> tuple[LabelledIssue, ...]:
    """Return what stands in labels, put together with the tests that they are about, by dataset and issue.

    Among several raters people count before models, then the most frequent value; a tie is no label.

    Args:
        labels: verdicts and pairs count; findings and ratings are left out.
        issues: by dataset and issue key: the golds, with the datasets' own suites.
        generations: tests by cell key; their ids are `T1`, `T2` ... in their order.

    Raises:
        CatalogError: a label is of an issue, suite, behaviour or test that is not known.
    """
    chosen: dict[tuple[str, str], dict[str, list[Label]]] = {}
    for label in newest(labels):
        if label.kind in {"verdict", "pair"}:
            chosen.setdefault((label.dataset, label.issue), {}).setdefault(label.suite, []).append(label)
    made = []
    for place, suites in sorted(chosen.items()):
        issue = issues.get(place)
        if issue is None:
            raise CatalogError(f"labels of issue {place[1]!r} in dataset {place[0]!r}, which is not known here")
        named = {suite.name: position for position, suite in enumerate(issue.suites)}
        ordered = sorted(suites.items(), key=lambda item: (named.get(item[0], len(named)), item[0]))
        rated = tuple(_rated(issue, name, found, generations) for name, found in ordered)
        kinds = frozenset(label.rater_kind for found in suites.values() for label in _deciding(found))
        made.append(replace(issue, suites=rated, rater_kinds=kinds))
    return tuple(made)


def _rated(
    issue: LabelledIssue, name: str, labels: Sequence[Label], generations: Mapping[str, TestSuite]
) -> LabelledSuite:
    """Return the suite of that name with these labels and no others."""
    known = next((suite for suite in issue.suites if suite.name == name), None)
    if known is None and name not in generations:
        raise CatalogError(f"labels of suite {name!r} of {issue.key!r}, which neither the dataset nor the store holds")
    suite = known.suite if known else generations[name]
    ids = [test.id for test in known.tests] if known else [f"T{n}" for n in range(1, len(suite.cases) + 1)]
    _check(issue, name, ids, labels)
    values = _values(labels)
    tests = tuple(
        LabelledTest(id=each, pairs={b: value for (b, test), value in values.items() if test == each}) for each in ids
    )
    said = {behaviour: value for (behaviour, test), value in values.items() if test is None}
    derived = verdicts_of(tests, [behaviour.id for behaviour in issue.behaviours])
    verdicts = {**derived, **said}
    return LabelledSuite(name=name, suite=suite, tests=tests, verdicts=verdicts, by_people=_by_people(labels, verdicts))


def _check(issue: LabelledIssue, suite: str, tests: Sequence[str], labels: Sequence[Label]) -> None:
    behaviours = {behaviour.id for behaviour in issue.behaviours}
    for label in labels:
        if label.behaviour not in behaviours:
            raise CatalogError(f"label {label.id!r}: {issue.key!r} has no behaviour {label.behaviour!r}")
        if label.test is not None and label.test not in tests:
            raise CatalogError(f"label {label.id!r}: suite {suite!r} of {issue.key!r} has no test {label.test!r}")


def _deciding(labels: Sequence[Label]) -> list[Label]:
    """Return for each unit the labels of people, or those of models where no person rated it."""
    units: dict[tuple[str, ...], list[Label]] = {}
    for label in labels:
        units.setdefault(label.unit, []).append(label)
    kept = []
    for found in units.values():
        people = [label for label in found if label.rater_kind == "person"]
        kept += people or found
    return kept


def _by_people(labels: Sequence[Label], verdicts: Iterable[str]) -> frozenset[str]:
    """Return the behaviours whose verdict rests on people's labels alone: verdicts where there are some, else pairs."""
    kinds: dict[tuple[str, bool], set[RaterKind]] = {}
    for label in _deciding(labels):
        kinds.setdefault((label.behaviour or "", label.test is None), set()).add(label.rater_kind)
    decided = {name: kinds.get((name, True)) or kinds.get((name, False)) for name in verdicts}
    return frozenset(name for name, found in decided.items() if found == {"person"})


def _values(labels: Sequence[Label]) -> dict[tuple[str, str | None], Value]:
    """Return by behaviour and test what most say; the test of a verdict is None."""
    said: dict[tuple[str, str | None], Counter[Value]] = {}
    for label in _deciding(labels):
        said.setdefault((label.behaviour or "", label.test), Counter())[label.value] += 1
    ordered = {place: counts.most_common() for place, counts in said.items()}
    return {place: counts[0][0] for place, counts in ordered.items() if len(counts) == 1 or counts[0][1] > counts[1][1]}
