"""Tests as Xray imports them: nothing runs in a spreadsheet, nothing is lost."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from tests.hostile_texts import hostile_texts
from workbench.generator.errors import InputError
from workbench.generator.output.files import to_json
from workbench.generator.output.forms import FORMS, form_of, render
from workbench.generator.output.gherkin import lone_scenario
from workbench.generator.output.tests_file import TestsFile, read_tests
from workbench.generator.output.xray_files import (
    COLUMNS,
    jira_label,
    one_line,
    scenario_body,
    to_xray_csv,
    to_xray_json,
)
from workbench.generator.records import TestCase, TestStep, TestSuite

OUTLINE = "@AC-1\nScenario Outline: Pay <x>\n  When I pay <x>\n  Then it is paid\n\n  Examples:\n    | x |\n    | 1 |\n"
MANUAL = TestCase(
    title="Manual",
    steps=(TestStep(action="Pay", data="=1+1", expected='It says "paid", at once'), TestStep(action="Look")),
)
SUITE = TestSuite(title="Pay", cases=(TestCase(title="Pay", scenario=OUTLINE, preconditions=("a user",)), MANUAL))


def rows(suite: TestSuite, *, neutralised: bool = True) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_xray_csv(suite, "SHOP-12", neutralised=neutralised), newline="")))


def test_the_rows_of_a_test_have_the_same_id_and_cells_come_back_as_they_were() -> None:
    cucumber, first, second = rows(SUITE)
    assert tuple(first) == COLUMNS
    assert [each["Issue ID"] for each in (cucumber, first, second)] == ["1", "2", "2"]
    assert (first["Data"], first["Result"]) == ("'=1+1", 'It says "paid", at once')
    assert rows(SUITE, neutralised=False)[1]["Data"] == "=1+1"
    assert to_xray_csv(SUITE, "SHOP-12").count("\r\n") == 4


def test_the_body_of_a_scenario_has_its_background_and_examples_and_no_heading() -> None:
    body = scenario_body(SUITE.cases[0])
    assert body == "Given a user\nWhen I pay <x>\nThen it is paid\n\nExamples:\n  | x |\n  | 1 |"
    read = lone_scenario(f"Scenario Outline: x\n{body}", "en")
    assert read is not None
    assert [each.text for each in read.steps] == ["a user", "I pay <x>", "it is paid"]


def test_the_body_keeps_its_language() -> None:
    case = TestCase(title="Zahlen", scenario="Szenario: Zahlen\n  Wenn ich zahle\n  Dann ist bezahlt\n")
    assert scenario_body(case, "de") == "Wenn ich zahle\nDann ist bezahlt"


def test_the_bulk_json_links_each_test_to_its_story() -> None:
    cucumber, manual = json.loads(to_xray_json(SUITE, "SHOP-12"))
    assert (cucumber["testtype"], manual["testtype"]) == ("Cucumber", "Manual")
    assert manual["steps"][0] == {"action": "Pay", "data": "=1+1", "result": 'It says "paid", at once'}
    assert cucumber["update"]["issuelinks"][0]["add"]["outwardIssue"] == {"key": "SHOP-12"}
    assert cucumber["fields"]["project"] == {"key": "SHOP"}


def test_a_label_has_no_blanks_and_a_summary_is_one_line() -> None:
    assert (jira_label(" two\twords "), jira_label("\n")) == ("two_words", "")
    assert one_line("a\n b\u2028c" + "d" * 300, 255) == "a b c" + "d" * 249 + "…"


SAMPLES = [pytest.param(200, id="sample"), pytest.param(None, id="all", marks=pytest.mark.campaign)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_cell_of_a_hostile_text_runs(sample: int | None) -> None:
    for value in hostile_texts(sample):
        said = value.strip()[:200].strip() or "x"
        step = TestStep(action=said, data=value[:400], expected=said)
        case = TestCase(title=said, steps=(step,), labels=(said,), objective=said)
        for row in rows(TestSuite(title=said, cases=(case, TestCase(title=said, scenario=value[:20_000])))):
            for name, cell in row.items():
                shown = unicodedata.normalize("NFKC", cell).strip(" \u200b\ufeff\n")
                assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "|")), name


def test_tests_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "tests.json"
    file.write_text(to_json(SUITE, "SHOP-12", "0123456789ab"), encoding="utf-8")
    assert read_tests(file) == TestsFile(issue="SHOP-12", config="0123456789ab", suite=SUITE)


@pytest.mark.parametrize("content", ["", "[]", '{"title": "Secret-4711", "cases": []}', '{"version": "tests/2"}'])
def test_what_are_no_tests_is_one_sentence_without_their_text(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tests.json"
    file.write_text(content)
    with pytest.raises(InputError, match="make them with `workbench generate") as raised:
        read_tests(file)
    assert "4711" not in str(raised.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_tests(tmp_path / "none.json")


def test_every_form_has_a_name_and_every_name_a_form() -> None:
    names = ["x.feature", "x.md", "x.json", "x.csv", "x.xray.json"]
    assert {form_of(Path(each)) for each in names} == set(FORMS)
    assert all(render(SUITE, "SHOP-12", form) for form in FORMS)
    with pytest.raises(InputError, match=r"x\.docx: no form of tests"):
        form_of(Path("x.docx"))


def test_the_schema_in_the_docs_is_that_of_the_file() -> None:
    schema = Path(__file__).parents[3] / "docs" / "tests-file.schema.json"
    assert json.loads(schema.read_text(encoding="utf-8")) == TestsFile.model_json_schema()
