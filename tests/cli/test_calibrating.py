import json
from pathlib import Path

import pytest

from tests.builders import label
from tests.cli.commands import call
from workbench.core.label_lines import as_lines

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
