"""`workbench lint`: works anywhere, and says by its exit code what it found."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import call

Capsys = pytest.CaptureFixture[str]
GOOD = "Feature: f\n  Scenario: a name\n    Given a\n    When b\n    Then c\n"
ADVICE = GOOD.replace("Then c", "Then c.")
WARNING = GOOD.replace("Given a", "Given some a")
ERROR = GOOD.replace("Then c", "And c")
SWEDISH = "# language: sv\nEgenskap: f\n  Scenario: ett namn\n    Givet a\n    När b\n    Så c\n"


@pytest.fixture(autouse=True)
def _no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKBENCH_ROOT", "WORKBENCH_HOME"):
        monkeypatch.delenv(name, raising=False)


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(f"{name}.feature").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"), [(GOOD, 0), (ADVICE, 0), (WARNING, 1), (ERROR, 1), ("", 1)],
    ids=["clean", "advice", "warning", "error", "empty"],
)  # fmt: skip
def test_warnings_and_errors_end_with_1_advice_alone_with_0(text: str, code: int, capsys: Capsys) -> None:
    write(x=text)
    assert call(capsys, "lint", "x.feature")[0] == code


@pytest.mark.parametrize(("least", "codes"), [("error", [0, 0, 1]), ("warning", [0, 1, 1]), ("advice", [1, 1, 1])])
def test_what_counts_can_be_chosen(least: str, codes: list[int], capsys: Capsys) -> None:
    write(x=ADVICE, y=WARNING, z=ERROR)
    found = [call(capsys, "lint", f"{name}.feature", "--fail-on", least)[0] for name in "xyz"]
    assert found == codes


def test_a_finding_is_a_line_with_its_place_rule_and_fix(capsys: Capsys) -> None:
    write(x=WARNING)
    _, out, err = call(capsys, "lint", "x.feature")
    assert out.splitlines() == [
        "x.feature:3:5: T09 warning: data without a value; name the value",
        "1 file: 0 errors, 1 warning, 0 advice; 1 of 1 scenario valid",
    ]
    assert err == ""


def test_folders_are_searched_and_rules_that_do_not_apply_are_told(capsys: Capsys) -> None:
    Path("deep/er").mkdir(parents=True)
    write(**{"deep/x": GOOD, "deep/er/y": SWEDISH})
    code, out, _ = call(capsys, "lint", "deep")
    assert (code, "2 files: 0 errors" in out) == (0, True)
    assert "deep/er/y.feature: not applied (no word list for the language of this 'sv' file" in out


@pytest.mark.parametrize("name", ["missing.feature", "latin.feature", "empty"])
def test_what_cannot_be_read_ends_with_2_and_the_rest_is_linted(name: str, capsys: Capsys) -> None:
    Path("latin.feature").write_bytes(b"Caf\xe9")
    Path("empty").mkdir()
    write(x=WARNING)
    code, out, err = call(capsys, "lint", name, "x.feature")
    assert (code, err.startswith(f"error: {name}: "), err.count("\n")) == (2, True, 1)
    assert "x.feature:3:5: T09" in out


def test_without_files_it_ends_with_2(capsys: Capsys) -> None:
    assert call(capsys, "lint")[0] == 2


def test_a_style_counts_and_a_wrong_one_ends_with_2(capsys: Capsys) -> None:
    write(x=GOOD + "    When d\n    Then e\n")
    Path("good.yaml").write_text("max_whens: 2\n", encoding="utf-8")
    Path("bad.yaml").write_text("ignore: [T13]\n", encoding="utf-8")
    assert call(capsys, "lint", "x.feature")[0] == 1
    assert call(capsys, "lint", "x.feature", "--style", "good.yaml")[0] == 0
    code, _, err = call(capsys, "lint", "x.feature", "--style", "bad.yaml")
    assert (code, "only house style can be ignored" in err, err.count("\n")) == (2, True, 1)


def test_json_says_what_is_valid_and_why(capsys: Capsys) -> None:
    write(x=ERROR + GOOD.partition("\n")[2])
    code, out, _ = call(capsys, "lint", "x.feature", "missing", "--format", "json")
    report = json.loads(out)
    (file,) = report["files"]
    assert (code, len(report["unreadable"])) == (2, 1)
    assert [file[key] for key in ("file", "language", "words", "emitted", "valid", "valid_share")] == [
        *("x.feature", "en", "en", 2, 1, 0.5),
    ]
    assert [(each["number"], each["line"], each["valid"]) for each in file["scenarios"]] == [
        (1, 2, False),
        (2, 6, True),
    ]
    found = [(each["rule"], each["severity"], each["invalidates"]) for each in file["findings"]]
    assert ("S04", "error", True) in found
    assert file["not_applied"] == {"X01": "no tags are asked for"}


def test_sarif_is_written_whatever_is_found(capsys: Capsys) -> None:
    write(x=WARNING)
    code, out, _ = call(capsys, "lint", "x.feature", "--format", "sarif")
    assert (code, json.loads(out)["runs"][0]["results"][0]["ruleId"]) == (1, "T09")


def test_no_output_holds_a_word_of_a_file(capsys: Capsys) -> None:
    secret = "Zq-confidential"
    write(x=ERROR.replace("a name", secret).replace("Given a", f"Given some {secret}"))
    outputs = [call(capsys, "lint", "x.feature", "--format", form) for form in ("text", "json", "sarif")]
    assert not any(secret in out + err for _, out, err in outputs)
