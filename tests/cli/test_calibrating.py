import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import behaviour, document, gold, label
from tests.cli.commands import call
from tests.matching import shipped
from tests.projects import write_yaml
from workbench.adapters import fitted_file
from workbench.bootstrap import Workbench, calibrating, open_workbench
from workbench.core.fitted import Fitted
from workbench.core.label_lines import as_lines
from workbench.core.matching.evidence import VERSION
from workbench.scorers.coverage_evidence import CoverageEvidence

Capture = pytest.CaptureFixture[str]


def test_a_scorer_is_held_against_what_is_labelled_here(project: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, "calibrate", "tf_idf")
    assert code == 0
    assert out.startswith("tf_idf against model-written labels: 14 issues, 42 suites, 480 verdicts (228 covered)")
    assert [name in out for name in ("within a suite", "constant", "length", "style_only", "story_ac")] == [True] * 5
    folder = project / ".workbench" / "calibration"
    assert sorted(path.name for path in folder.iterdir()) == ["tf_idf.card.json", "tf_idf.html", "tf_idf.md"]
    assert err.count("written: ") == 3


def test_a_folder_and_the_labels_exported_from_it_give_the_same_figures(project: Path, capsys: Capture) -> None:
    file = project / "labels.jsonl"
    call(capsys, "label", "import", "--suites", "studio")
    call(capsys, "label", "export", "--out", str(file))
    places = (str(project / "datasets" / "studio"), str(file), "studio")
    found = [json.loads(call(capsys, "calibrate", "length", "--on", place, "--json")[1]) for place in places]
    assert [each.pop("source") for each in found] == ["studio", "labels.jsonl", "studio"]
    assert found[0] == found[1] == found[2]


def test_labels_of_people_are_counted_before_a_models(project: Path, capsys: Capture) -> None:
    said = label(issue="API-502", behaviour="B1", rater="Ann", rater_kind="person", value="not")
    (project / "ann.jsonl").write_text(as_lines([said]))
    call(capsys, "label", "import", str(project / "ann.jsonl"))
    found = json.loads(call(capsys, "calibrate", "length", "--json")[1])
    assert (found["whose"], found["counts"]["verdicts"]) == ("labels by people and by models", 480)


def test_matrices_are_told_from_rated_suites(project: Path, capsys: Capture) -> None:
    folder = project / "matrices"
    folder.mkdir()
    matrix = {
        "dataset": "small",
        "requirements": {"R1": "red apple", "R2": "sky"},
        "tests": {"T1": "apple"},
        "links": [["R1", "T1"]],
    }
    (folder / "small.json").write_text(json.dumps(matrix))
    code, out, _ = call(capsys, "calibrate", "tf_idf", "--on", str(folder), "--json")
    assert (code, json.loads(out)["mean"]) == (0, {"auc": 1.0, "average_precision": 1.0})
    assert (project / ".workbench" / "calibration" / "tf_idf.matrices.md").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tf_idf", "--on", "nowhere"), "'nowhere' is no folder, no labels file and no dataset; known: studio"),
        (("cost_usd",), "'cost_usd' does not say behaviour by test what it finds"),
        (("tf_idf", "--on", "{empty}"), "holds neither suites/KEY.yaml nor *.json matrices"),
        (("tf_idf", "--on", "{bad}"), "bad line 1 of"),
    ],
)
def test_what_cannot_be_calibrated_is_one_sentence(
    project: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    (project / "empty").mkdir()
    (project / "bad.jsonl").write_text("{\n")
    given = [each.format(empty=project / "empty", bad=project / "bad.jsonl") for each in arguments]
    code, out, err = call(capsys, "calibrate", *given)
    assert (code, out, said in err, err.count("\n")) == (2, "", True, 1)


STATEMENTS = ("The account is locked after five wrong passwords", "A mail is sent to the owner")
TESTS = ("And a fifth wrong password is entered\n  Then the account is locked", "Then a mail is sent to the owner")


def shop(folder: Path, key: str) -> None:
    """An issue with its gold and two rated suites, its first behaviour covered by both."""
    behaviours = [behaviour(text, id=f"B{number}") for number, text in enumerate(STATEMENTS, start=1)]
    tests = [
        {"id": f"T{n}", "title": f"Test {n}", "gherkin": f"Scenario: Test {n}\n  When it happens\n  {text}",
         "covers": [f"B{n}"], "partly": [], "faults": []}
        for n, text in enumerate(TESTS, start=1)
    ]  # fmt: skip
    suites = [{"name": "strong", "tests": tests}, {"name": "weak", "tests": tests[:1]}]
    for name in ("issues", "expected", "suites"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "issues" / f"{key}.json").write_text(json.dumps(document(key)))
    write_yaml(folder / "expected" / f"{key}.yaml", gold(key, behaviours=behaviours).model_dump(mode="json"))
    write_yaml(folder / "suites" / f"{key}.yaml", {"key": key, "stratum": "story_ac", "suites": suites})


@pytest.fixture
def shops(project: Path) -> Path:
    """A folder of two rated issues that the shipped model never saw."""
    for key in ("SHOP-1", "SHOP-2"):
        shop(project / "shops", key)
    return project / "shops"


@pytest.fixture
def fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where `--fit` writes here; the shipped model stands there already."""
    made = tmp_path / "fitted" / "coverage_evidence.json"
    made.parent.mkdir()
    shutil.copy(fitted_file.PATH, made)
    monkeypatch.setattr(fitted_file, "PATH", made)
    return made


def matrices(folder: Path) -> Path:
    folder.mkdir()
    content = {
        "dataset": "small",
        "requirements": {"R1": "The account is locked.", "R2": "The invoice is printed."},
        "tests": {"T1": "Lock the account.", "T2": "Print the invoice."},
        "links": [["R1", "T1"], ["R2", "T2"]],
    }
    (folder / "small.json").write_text(json.dumps(content))
    return folder


def test_coverage_evidence_is_held_against_a_folder(shops: Path, capsys: Capture) -> None:
    code, out, _ = call(capsys, "calibrate", "coverage_evidence", "--on", str(shops), "--json")
    found = json.loads(out)
    assert (code, found["source"], found["counts"]["verdicts"]) == (0, "shops", 8)
    assert (found["version"], found["point"]["threshold"]) == (CoverageEvidence.version, shipped().threshold)
    assert found["figures"]["verdicts"]["auc"]["value"] == 1


def test_coverage_evidence_is_held_against_matrices(project: Path, capsys: Capture) -> None:
    folder = matrices(project / "matrices")
    code, out, _ = call(capsys, "calibrate", "coverage_evidence", "--on", str(folder), "--json")
    assert (code, json.loads(out)["mean"]["auc"]) == (0, 1)


def test_what_it_is_fooled_with_is_shown_as_json_and_as_tables(shops: Path, capsys: Capture) -> None:
    code, out, _ = call(capsys, "calibrate", "coverage_evidence", "--adversarial", "--on", str(shops), "--json")
    found = json.loads(out)
    assert (code, found["scorer"], len(found["adversaries"])) == (0, "coverage_evidence", 6)
    assert [(each["name"], each["issues"]) for each in found["real"]] == [("strong", 2), ("weak", 2)]
    assert max(each["greatest"] for each in found["adversaries"] if each["name"] in {"echo", "copy", "empty"}) <= 0.1
    code, out, _ = call(capsys, "calibrate", "coverage_evidence", "--adversarial", "--on", str(shops))
    assert (code, "suites made to fool it" in out, "Told apart: less likely than the original by 20%" in out) == (
        0, True, True,
    )  # fmt: skip


def test_a_fit_writes_the_file_and_keeps_the_link_head(shops: Path, fitted: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, "calibrate", "coverage_evidence", "--fit", "--on", str(shops))
    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == f"written: {fitted}"
    made = Fitted.model_validate_json(fitted.read_bytes())
    assert (made.training.issues, made.link) == (("SHOP-1", "SHOP-2"), shipped().link)
    assert made.coverage != shipped().coverage


@pytest.mark.parametrize("present", [None, '{"version": 99}'])
def test_a_fit_with_links_fits_the_link_head_too_whatever_file_there_is(
    shops: Path, fitted: Path, capsys: Capture, present: str | None
) -> None:
    fitted.write_text(present or fitted.read_text())
    given = ("--fit", "--on", str(shops), "--links", str(matrices(shops.parent / "matrices")))
    assert call(capsys, "calibrate", "coverage_evidence", *given)[0] == 0
    made = Fitted.model_validate_json(fitted.read_bytes())
    assert (made.training.matrices, made.training.links) == (("small",), 2)
    assert made.link != shipped().link


def test_the_first_fit_needs_links(shops: Path, fitted: Path, capsys: Capture) -> None:
    fitted.unlink()
    code, _, err = call(capsys, "calibrate", "coverage_evidence", "--fit", "--on", str(shops))
    assert (code, err.splitlines()[-1]) == (
        2, "error: the first fit needs requirement-test matrices; name their folder with --links",
    )  # fmt: skip
    assert not fitted.exists()


def test_a_file_that_cannot_be_used_says_how_to_make_it_again(shops: Path, fitted: Path, capsys: Capture) -> None:
    fitted.write_text(shipped().model_copy(update={"version": VERSION + 1}).model_dump_json())
    for arguments in ((), ("--fit",), ("--adversarial",)):
        code, out, err = call(capsys, "calibrate", "coverage_evidence", "--on", str(shops), *arguments)
        assert (code, out) == (2, "")
        assert "make it again with `workbench calibrate coverage_evidence --fit --links FOLDER`" in err


def test_without_the_model_calibration_says_how_to_make_it(shops: Path, fitted: Path, capsys: Capture) -> None:
    fitted.unlink()
    code, out, err = call(capsys, "calibrate", "coverage_evidence", "--on", str(shops))
    assert (code, out, err) == (2, "", "error: the fitted model is missing; make it with --fit\n")


def test_an_issue_of_the_training_without_suites_here_takes_those_of_the_dataset(workbench: Workbench) -> None:
    """A folder of fixtures to be fooled with holds no suites; the model without the issue is still fitted on some."""
    rated = workbench.catalog.rated("studio")
    found = calibrating._trained_on(workbench, [replace(rated[0], suites=())])
    assert [each.key for each in found] == [each.key for each in rated]
    assert all(each.suites for each in found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("coverage_evidence", "--links", "x"), "--links goes with --fit"),
        (("tf_idf", "--fit"), "--fit and --adversarial are for coverage_evidence; 'tf_idf' has no model"),
        (("length", "--adversarial"), "--fit and --adversarial are for coverage_evidence; 'length' has no model"),
        (("coverage_evidence", "--fit", "--adversarial"), "--fit and --adversarial do not go together"),
        (("coverage_evidence", "--adversarial", "--on", "nowhere"), "'nowhere'"),
        (("coverage_evidence", "--fit", "--on", "{one}"), "needs rated suites of two issues at least"),
        (("coverage_evidence", "--fit", "--on", "{one}", "--links", "{one}"), "--links takes a folder of matrices"),
        (("coverage_evidence", "--fit", "--on", "{one}", "--links", "nowhere"), "'nowhere' is no folder"),
    ],
)
def test_bad_use_of_the_model_is_one_sentence_and_writes_nothing(
    project: Path, fitted: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    before = fitted.read_bytes()
    shop(project / "one", "SHOP-1")
    code, out, err = call(capsys, "calibrate", *(each.format(one=project / "one") for each in arguments))
    assert (code, out, said in err.splitlines()[-1]) == (2, "", True)
    assert fitted.read_bytes() == before


def test_verdicts_without_pairs_are_calibrated_too(project: Path, capsys: Capture) -> None:
    """As a person rates suites: by behaviour, without saying which test."""
    said = [
        label(issue=issue, suite="strong", behaviour=f"B{n}", rater="Ann", rater_kind="person", value=value)
        for issue in ("API-502", "BNK-207")
        for n, value in ((1, "covered"), (2, "not"), (3, "covered"))
    ]
    (project / "ann.jsonl").write_text(as_lines(said))
    code, out, _ = call(capsys, "calibrate", "tf_idf", "--on", str(project / "ann.jsonl"), "--json")
    counts = json.loads(out)["counts"]
    assert (code, counts["verdicts"], counts["pairs"]) == (0, 6, 0)


def test_a_correction_of_a_rated_suite_counts(project: Path, capsys: Capture) -> None:
    verdicts = calibrating.rated_suites(open_workbench(project), "studio")
    first = next(each for each in verdicts if each.value == "covered")
    corrected = first.model_copy(update={"revision": 2, "value": "not"})
    (project / "corrected.jsonl").write_text(as_lines([corrected]))
    assert call(capsys, "label", "import", str(project / "corrected.jsonl"))[0] == 0
    found = json.loads(call(capsys, "calibrate", "length", "--json")[1])
    assert found["counts"]["covered"] == 227


def test_no_figure_is_cut_off_in_a_narrow_terminal(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = call(capsys, "calibrate", "tf_idf")[1]
    assert out.count("]") > 10
    assert out.count("[") == out.count("]")
