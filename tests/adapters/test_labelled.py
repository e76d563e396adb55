"""Rated suites and matrices from files."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from workbench.adapters.catalog import Catalog, read_labelled, read_matrices
from workbench.core.errors import CatalogError

GOLD = {
    "key": "SHOP-1", "stratum": "bug", "domain": "shop", "language": "en", "context": None, "testable": True,
    "behaviours": [
        {"id": name, "statement": "It locks", "kind": "main", "status": "stated", "priority": "must", "evidence": None}
        for name in ("B1", "B2")
    ],
    "acceptable": [], "forbidden": [], "open_questions": [],
}  # fmt: skip
SCENARIO = "Scenario: Lock\n  When it happens\n  Then it locks\n"


def a_test(name: str = "T1", **more: object) -> dict[str, object]:
    return {"id": name, "title": "Lock", "gherkin": SCENARIO, "covers": ["B1"], "partly": [], "faults": [], **more}


def folder(tmp_path: Path, *tests: dict[str, object], gold: dict[str, object] = GOLD, **more: object) -> Path:
    """A folder of one issue with one rated suite."""
    suites = {"key": "SHOP-1", "stratum": "bug", "suites": [{"name": "strong", "tests": list(tests)}], **more}
    for name, content in (("expected", gold), ("suites", suites)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "SHOP-1.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    return tmp_path


def test_a_rated_test_says_something_of_every_behaviour(tmp_path: Path) -> None:
    issue = read_labelled(folder(tmp_path, a_test(partly=["B2"], faults=["vague"]), a_test("T2", covers=[])))[0]
    suite = issue.suites[0]
    assert [test.pairs for test in suite.tests] == [{"B1": "covers", "B2": "partly"}, {"B1": "none", "B2": "none"}]
    assert (suite.verdicts, suite.tests[0].faults) == ({"B1": "covered", "B2": "partly"}, ("vague",))
    assert (issue.key, issue.stratum, issue.language, issue.rater_kinds) == ("SHOP-1", "bug", "en", {"model"})


def test_broken_gherkin_keeps_its_text_and_its_labels(tmp_path: Path) -> None:
    broken = "Scenario Lock\n  When it happens\n  Expected: it locks"
    suite = read_labelled(folder(tmp_path, a_test(gherkin=broken)))[0].suites[0]
    assert (suite.suite.cases[0].scenario, suite.verdicts["B1"]) == (broken, "covered")


def test_manual_steps_are_taken_too(tmp_path: Path) -> None:
    given = a_test(steps=[{"action": "Enter it", "expected": "It locks"}], preconditions=["An account"])
    del given["gherkin"]
    case = read_labelled(folder(tmp_path, given))[0].suites[0].suite.cases[0]
    assert (case.steps[0].expected, case.preconditions, case.scenario) == ("It locks", ("An account",), None)


def test_a_suite_without_tests_covers_nothing(tmp_path: Path) -> None:
    assert read_labelled(folder(tmp_path))[0].suites[0].verdicts == {"B1": "not", "B2": "not"}


@pytest.mark.parametrize(
    ("language", "scenario", "found"),
    [
        ("fr", "Scénario: A\n  Quand il vient\n  Alors il est là", "fr"),
        ("fr", SCENARIO, "en"),
        ("pt-BR", "Cenário: A\n  Quando vem\n  Então fica", "pt"),
        ("en", "no Gherkin at all", "en"),
    ],
)
def test_keywords_may_be_english_whatever_the_issue_is_in(
    tmp_path: Path, language: str, scenario: str, found: str
) -> None:
    issue = read_labelled(folder(tmp_path, a_test(gherkin=scenario), gold={**GOLD, "language": language}))[0]
    assert (issue.language, issue.suites[0].suite.language) == (language, found)


@pytest.mark.parametrize(
    ("tests", "more", "said"),
    [
        ([a_test(covers=["B9"])], {}, "test 'T1': the gold has no behaviour 'B9'"),
        ([a_test(partly=["B9"])], {}, "the gold has no behaviour 'B9'"),
        ([a_test(partly=["B1"])], {}, "behaviour 'B1' stands twice"),
        ([a_test(), a_test()], {}, "test 'T1' stands twice"),
        ([a_test(color="red")], {}, "unknown key"),
        ([a_test(gherkin=None)], {}, "either 'gherkin' or 'steps'"),
        ([a_test(gherkin="x" * 30_000)], {}, "'scenario'"),
        ([], {"suites": []}, "'suites'"),
        ([], {"key": "SHOP-2"}, "expected 'SHOP-1'"),
        ([], {"suites": [{"name": "weak", "tests": []}] * 2}, "suite 'weak' stands twice"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    tmp_path: Path, tests: list[dict[str, object]], more: dict[str, object], said: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        read_labelled(folder(tmp_path, *tests, **more))
    assert said in str(caught.value)
    assert "SHOP-1.yaml" in str(caught.value)
    assert "It locks" not in str(caught.value)


def test_a_missing_gold_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="holds no suites"):
        read_labelled(tmp_path)
    given = folder(tmp_path, a_test())
    (given / "expected" / "SHOP-1.yaml").unlink()
    with pytest.raises(CatalogError, match=r"expected/SHOP-1\.yaml: cannot be read"):
        read_labelled(given)


def test_whose_labels_they_are_says_the_card(catalog: Catalog, tmp_path: Path) -> None:
    given = folder(tmp_path, a_test())
    card = (catalog.root / "datasets" / "studio" / "dataset.yaml").read_text()
    (given / "dataset.yaml").write_text(card.replace("written_by: model", "written_by: person"))
    assert read_labelled(given)[0].rater_kinds == {"person"}


def test_the_repositorys_own_suites_are_read_whole(catalog: Catalog) -> None:
    assert catalog.rated_names() == ["studio"]
    issues = catalog.rated("studio")
    suites = [suite for issue in issues for suite in issue.suites]
    verdicts = Counter(value for suite in suites for value in suite.verdicts.values())
    pairs = Counter(value for suite in suites for test in suite.tests for value in test.pairs.values())
    assert (len(issues), len(suites), verdicts) == (14, 42, {"covered": 228, "partly": 106, "not": 146})
    assert pairs == {"covers": 241, "partly": 134, "none": 3189}
    assert all(case.scenario for suite in suites for case in suite.suite.cases)


MATRIX = {
    "dataset": "small", "language": "en", "requirements": {"R1": "It locks"}, "tests": {"T1": "Lock it"},
    "links": [["R1", "T1"]], "licence": "MIT",
}  # fmt: skip


def matrix_folder(tmp_path: Path, content: object) -> Path:
    (tmp_path / "small.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return tmp_path


def test_a_matrix_comes_with_its_links(tmp_path: Path) -> None:
    found = read_matrices(matrix_folder(tmp_path, MATRIX))[0]
    assert (found.name, found.language, found.links) == ("small", "en", {("R1", "T1")})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "small.json"),
        ({**MATRIX, "links": [["R1", "T9"]]}, "link 'R1' - 'T9' names what is not there"),
        ({**MATRIX, "links": [["R1"]]}, "'links.0"),
        ({**MATRIX, "tests": {}}, "'tests'"),
        ({**MATRIX, "requirements": {"R1": 7}}, "'requirements.R1'"),
        ({"dataset": "small"}, "is missing"),
    ],
)
def test_a_file_that_is_no_matrix_is_one_sentence(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read_matrices(matrix_folder(tmp_path, content))
    assert said in str(caught.value)


def test_a_folder_of_neither_kind_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="holds neither"):
        read_matrices(tmp_path)


def test_the_public_matrices_are_read_whole(reference: Path) -> None:
    found = read_matrices(reference / "data" / "requirement_test_matrices")
    assert {each.name: (len(each.requirements), len(each.tests), len(each.links)) for each in found} == {
        "AMINA": (100, 130, 134), "BRP-rules": (277, 509, 509), "EBT": (41, 25, 51), "EUDI-stories": (47, 354, 354),
        "Moodle-MDL": (59, 186, 186),
    }  # fmt: skip
