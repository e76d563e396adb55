"""Rated suites beside a dataset's gold, and matrices of requirements and tests, checked against each other."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from workbench.adapters.catalog.forms import Card, read_form
from workbench.core.errors import CatalogError
from workbench.core.labelled import LabelledIssue, LabelledSuite, LabelledTest, Matrix, issue_of, verdicts_of
from workbench.core.labels import RaterKind, Value
from workbench.core.records import Gold
from workbench.generator.output.gherkin import lone_scenario
from workbench.generator.prompt.file import first_fault
from workbench.generator.records import Closed, TestCase, TestStep, TestSuite

Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
_TITLE_CHARS = 200  # what a test case takes


class TestLine(Closed):
    """A rated test: either a lone Gherkin scenario, which may be broken, or manual steps."""

    __test__ = False

    id: Id
    title: str = ""
    gherkin: str | None = None
    preconditions: tuple[str, ...] = ()
    steps: tuple[TestStep, ...] = ()
    covers: tuple[Id, ...] = ()
    partly: tuple[Id, ...] = ()
    faults: tuple[str, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> "TestLine":
        if (self.gherkin is None) == (not self.steps):
            raise ValueError("a test has either 'gherkin' or 'steps'")
        return self


class SuiteLine(Closed):
    """A rated suite."""

    name: Id
    author_note: str | None = None
    tests: tuple[TestLine, ...] = Field(max_length=200)


class SuitesFile(Closed):
    """`suites/KEY.yaml`: suites of tests of one issue, and what each test covers."""

    key: str
    stratum: str | None = None
    suites: tuple[SuiteLine, ...] = Field(min_length=1)


class MatrixFile(BaseModel):
    """A folder's JSON file of requirements, tests and links; what else stands in it is for people."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    dataset: str
    language: str = "en"
    requirements: dict[str, str] = Field(min_length=1)
    tests: dict[str, str] = Field(min_length=1)
    links: tuple[tuple[str, str], ...]


def read_labelled(folder: Path) -> tuple[LabelledIssue, ...]:
    """Return the issues of a folder that have rated suites, by key.

    The folder holds `expected/KEY.yaml` and `suites/KEY.yaml`; whose labels they are says its `dataset.yaml`, and
    without one they count as written by a model.

    Raises:
        CatalogError: there are none, a file cannot be used, or it names what is not there.
    """
    paths = sorted((folder / "suites").glob("*.yaml"))
    if not paths:
        raise CatalogError(f"{folder}: holds no suites/KEY.yaml with rated tests")
    card = folder / "dataset.yaml"
    kind: RaterKind = read_form(card, Card).gold.written_by if card.is_file() else "model"
    return tuple(_issue(path, folder / "expected" / path.name, kind) for path in paths)


def _issue(path: Path, gold_path: Path, kind: RaterKind) -> LabelledIssue:
    given, gold = read_form(path, SuitesFile), read_form(gold_path, Gold)
    if {given.key, gold.key} != {path.stem}:
        raise CatalogError(f"{path}: is of {given.key!r} and its gold of {gold.key!r}, expected {path.stem!r}")
    _once(path, "suite", [suite.name for suite in given.suites])
    suites = tuple(_suite(f"{path}: suite {each.name!r}", each, gold) for each in given.suites)
    if kind == "person":
        suites = tuple(replace(each, by_people=frozenset(each.verdicts)) for each in suites)
    return issue_of(gold, suites, {kind})


def _suite(where: str, given: SuiteLine, gold: Gold) -> LabelledSuite:
    _once(where, "test", [test.id for test in given.tests])
    known = [behaviour.id for behaviour in gold.behaviours]
    tests = tuple(_test(f"{where}, test {each.id!r}", each, known) for each in given.tests)
    cases = tuple(_case(f"{where}, test {each.id!r}", each) for each in given.tests)
    suite = TestSuite(language=_dialect(cases, gold.language), cases=cases)
    verdicts = verdicts_of(tests, known) or dict.fromkeys(known, "not")
    return LabelledSuite(name=given.name, suite=suite, tests=tests, verdicts=verdicts)


def _test(where: str, given: TestLine, known: list[str]) -> LabelledTest:
    strange = [each for each in (*given.covers, *given.partly) if each not in known]
    if strange:
        raise CatalogError(f"{where}: the gold has no behaviour {strange[0]!r}")
    _once(where, "behaviour", [*given.covers, *given.partly])
    pairs: dict[str, Value] = dict.fromkeys(known, "none")
    pairs.update(dict.fromkeys(given.partly, "partly"))
    pairs.update(dict.fromkeys(given.covers, "covers"))
    return LabelledTest(id=given.id, pairs=pairs, faults=given.faults)


def _once(where: str | Path, what: str, names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise CatalogError(f"{where}: {what} {twice!r} stands twice")


def _case(where: str, given: TestLine) -> TestCase:
    """Return a rated test as production's record; broken Gherkin keeps its text."""
    try:
        return TestCase(
            title=given.title.strip()[:_TITLE_CHARS].strip() or given.id,
            preconditions=given.preconditions,
            steps=given.steps,
            scenario=given.gherkin,
        )
    except ValidationError as error:
        raise CatalogError(f"{where}: {first_fault(error)}") from None


def _dialect(cases: tuple[TestCase, ...], language: str) -> str:
    """Return the Gherkin language of the tests: that of the issue, or English where more of them are written in it."""
    texts = [case.scenario for case in cases if case.scenario is not None]
    code = language.partition("-")[0]
    if code == "en" or (own := _written_in(code, texts)) == len(texts):
        return code
    return "en" if _written_in("en", texts) > own else code


def _written_in(language: str, texts: Sequence[str]) -> int:
    return sum(lone_scenario(text, language) is not None for text in texts)


def read_matrices(folder: Path) -> tuple[Matrix, ...]:
    """Return the requirement-test matrices of a folder, by file name.

    Raises:
        CatalogError: there are none, or a file is no matrix.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise CatalogError(f"{folder}: holds neither suites/KEY.yaml nor *.json matrices")
    return tuple(_matrix(path) for path in paths)


def _matrix(path: Path) -> Matrix:
    try:
        given = MatrixFile.model_validate(json.loads(path.read_bytes()))
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except ValidationError as error:
        raise CatalogError(f"{path}: {first_fault(error)}") from None
    except (RecursionError, ValueError):
        raise CatalogError(f"{path}: is no JSON") from None
    for requirement, test in given.links:
        if requirement not in given.requirements or test not in given.tests:
            raise CatalogError(f"{path}: link {requirement!r} - {test!r} names what is not there")
    return Matrix(
        name=given.dataset,
        language=given.language,
        requirements=given.requirements,
        tests=given.tests,
        links=frozenset(given.links),
    )
