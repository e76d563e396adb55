import json
from pathlib import Path

import pytest

from tests.builders import label
from tests.cli.commands import call
from workbench.core.label_lines import as_lines

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def taken(project: Path, capsys: Capture) -> Path:
    """A project whose rated suites are in the store."""
    code, out, _ = call(capsys, "label", "import", "--suites", "studio")
    assert (code, out) == (0, "4044 new labels, 0 corrections, 0 known already.\n")
    return project


def test_rated_suites_are_taken_in_once(taken: Path, capsys: Capture) -> None:
    code, out, _ = call(capsys, "label", "import", "--suites", "studio", "--json")
    assert (code, json.loads(out)) == (0, {"new": 0, "corrected": 0, "known": 4044})


def test_what_is_exported_can_be_taken_in_elsewhere(
    taken: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = taken / "out" / "labels.jsonl"
    assert call(capsys, "label", "export", "--out", str(file))[0] == 0
    monkeypatch.setenv("WORKBENCH_HOME", str(taken / "elsewhere"))
    assert call(capsys, "label", "import", str(file))[1] == "4044 new labels, 0 corrections, 0 known already.\n"
    assert call(capsys, "label", "export")[1] == file.read_text()


def test_a_bad_line_is_one_sentence_and_nothing_is_taken(project: Path, capsys: Capture) -> None:
    file = project / "labels.jsonl"
    file.write_text(as_lines([label()]) + '{"schema": 1, "note": "secret words"}\n')
    code, _, err = call(capsys, "label", "import", str(file))
    assert (code, err.startswith(f"error: bad line 2 of {file}: 'id' is missing"), "secret" in err) == (2, True, False)
    assert call(capsys, "label", "export")[1:] == ("", "No labels yet.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name either a labels file or --suites DATASET"),
        (("a.jsonl", "--suites", "studio"), "name either a labels file or --suites DATASET"),
        (("nothing.jsonl",), "nothing.jsonl: cannot be read"),
        (("--suites", "nothing"), "no dataset 'nothing'"),
    ],
)
def test_what_cannot_be_taken_in_is_one_sentence(
    project: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = call(capsys, "label", "import", *arguments)
    assert (code, out, said in err) == (2, "", True)


def test_agreement_is_between_raters_of_the_same_things(taken: Path, capsys: Capture) -> None:
    person = [
        label(issue=issue, suite="strong", behaviour=name, rater="Ann", rater_kind="person", value=value)
        for issue, name, value in (("API-502", "B1", "covered"), ("BNK-207", "B1", "not"), ("CHK-418", "B1", "partly"))
    ]
    (taken / "ann.jsonl").write_text(as_lines(person))
    assert call(capsys, "label", "import", str(taken / "ann.jsonl"))[0] == 0
    code, out, _ = call(capsys, "label", "agreement", "--dataset", "studio", "--json")
    verdicts = json.loads(out)[0]
    assert (code, verdicts["kind"], verdicts["couples"][0]["units"]) == (0, "verdict", 3)
    shown = call(capsys, "label", "agreement")[1]
    assert "Ann (person): 3, studio suites (model): 480" in shown
    assert "No two raters rated the same thing" in shown  # of the pairs


def test_without_labels_agreement_says_how_to_begin(project: Path, capsys: Capture) -> None:
    assert call(capsys, "label", "agreement")[:2] == (0, "No labels yet. Take some in with: workbench label import\n")


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"dataset": "zzz"}, "labels of issue 'API-502' in dataset 'zzz', which is not known here"),
        ({"issue": "ZZZ-1"}, "labels of issue 'ZZZ-1' in dataset 'studio', which is not known here"),
        ({"suite": "superb"}, "labels of suite 'superb' of 'API-502', which neither the dataset nor the store holds"),
        ({"behaviour": "B999"}, "'API-502' has no behaviour 'B999'"),
    ],
)
def test_a_slip_of_the_pen_is_refused_and_does_not_stay_in_the_store(
    project: Path, capsys: Capture, slip: dict[str, str], said: str
) -> None:
    right = {"issue": "API-502", "suite": "strong", "behaviour": "B1", "value": "covered"}
    file = project / "slip.jsonl"
    file.write_text(as_lines([label(**{**right, **slip})]))
    code, out, err = call(capsys, "label", "import", str(file))
    assert (code, out, said in err) == (2, "", True)
    assert call(capsys, "label", "export")[1:] == ("", "No labels yet.\n")


def test_a_number_beyond_reason_is_one_sentence(project: Path, capsys: Capture) -> None:
    file = project / "huge.jsonl"
    file.write_text(as_lines([label()]).replace('"revision":1', f'"revision":{10**30}'))
    assert str(10**30) in file.read_text()
    code, _, err = call(capsys, "label", "import", str(file))
    assert (code, err.startswith(f"error: bad line 1 of {file}: 'revision'")) == (2, True)
