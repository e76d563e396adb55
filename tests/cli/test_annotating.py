"""The commands that make, compare, sample and split datasets."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.commands import call
from tests.projects import small_project

KEYS = ["RMB-140", "CHK-418", "CRM-88", "PAY-88"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = small_project(tmp_path / "project", KEYS)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return project / "datasets" / "tiny"


def test_a_draft_is_made_confirmed_and_told_apart(tiny: Path, capsys: Capture) -> None:
    (tiny / "expected" / "RMB-140.yaml").unlink()
    code, out, _ = call(capsys, "dataset", "annotate", "tiny")
    assert (code, "No gate passes on them" in out) == (0, True)
    assert "1 of 4 fixtures rest on draft gold" in call(capsys, "dataset", "show", "tiny")[1]
    assert "The gold is a draft" in call(capsys, "dataset", "show", "tiny", "RMB-140")[1]
    told = json.loads(call(capsys, "dataset", "show", "tiny", "RMB-140", "--json")[1])
    assert told["gold"]["draft"] is True
    code, out, _ = call(capsys, "dataset", "confirm", "tiny", "RMB-140", "--by", "Ada", "--why", "read it")
    assert (code, out) == (0, "RMB-140: confirmed by Ada as revision 2.\n")
    assert "draft" not in call(capsys, "dataset", "show", "tiny", "RMB-140")[1]
    (found,) = json.loads(call(capsys, "dataset", "diff", "tiny", "--json")[1])
    assert found["changes"]["fields"] == [{"field": "draft", "before": True, "after": None}]


def test_what_changed_is_told_by_behaviours(tiny: Path, capsys: Capture) -> None:
    assert call(capsys, "dataset", "diff", "tiny")[1].startswith("No gold of this dataset was mended yet")
    assert call(capsys, "dataset", "diff", "tiny", "RMB-140")[1] == "RMB-140: revision 1 to 1\n  nothing changed\n"
    code, _, err = call(capsys, "dataset", "diff", "tiny", "RMB-140", "--to", "3")
    assert (code, "it has no revision 3; its newest is 1" in err) == (2, True)


def test_two_annotators_are_held_against_each_other(tiny: Path, tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "other"
    other.mkdir()
    given = yaml.safe_load((tiny / "expected" / "RMB-140.yaml").read_text(encoding="utf-8"))
    given["behaviours"] = [{**each, "id": f"X{each['id']}"} for each in given["behaviours"][1:]]
    given["behaviours"][0]["kind"] = "boundary"
    (other / "RMB-140.yaml").write_text(yaml.safe_dump(given), encoding="utf-8")
    found = json.loads(call(capsys, "dataset", "agreement", "tiny", "--with", str(other), "--json")[1])
    (fixture,) = found["fixtures"]
    assert [(each["ours"], each["theirs"]) for each in fixture["pairs"]] == [
        ("B2", "XB2"), ("B3", "XB3"), ("B4", "XB4"), ("B5", "XB5"),
    ]  # fmt: skip
    assert [each["id"] for each in fixture["only_ours"]] == ["B1"]
    assert (fixture["f1"], found["matched_from"]) == (pytest.approx(8 / 9), 0.45)
    assert {each["field"]: each["same"] for each in found["fields"]} == {"kind": 0.75, "status": 1.0, "priority": 1.0}
    out = call(capsys, "dataset", "agreement", "tiny", "--with", str(other))[1]
    assert "RMB-140, first only: B1" in out
    code, _, err = call(capsys, "dataset", "agreement", "tiny", "--with", "nowhere")
    assert (code, "'nowhere' is no dataset and no folder with gold" in err) == (2, True)


def test_a_sample_is_a_select_block_that_a_suite_takes(capsys: Capture) -> None:
    code, out, _ = call(capsys, "dataset", "sample", "tiny", "--size", "2", "--by", "language")
    block = yaml.safe_load(out[out.index("select:") :])
    assert code == 0
    assert "PAY-88" in block["select"]["ids"]
    assert len(block["select"]["ids"]) == 2
    assert "Thin by language (fewer than 5): en 1 of 3, pt-BR 1 of 1." in out
    code, _, err = call(capsys, "dataset", "sample", "tiny", "--size", "2", "--by", "colour")
    assert (code, "--by 'colour' is no trait; known: language, type" in err) == (2, True)


def test_new_issues_get_a_split_and_old_ones_keep_theirs(tiny: Path, capsys: Capture) -> None:
    document = (tiny / "issues" / "CHK-418.json").read_text(encoding="utf-8")
    (tiny / "issues" / "NEW-1.json").write_text(document.replace("CHK-418", "NEW-1"), encoding="utf-8")
    gold = (tiny / "expected" / "CHK-418.yaml").read_text(encoding="utf-8")
    (tiny / "expected" / "NEW-1.yaml").write_text(gold.replace("CHK-418", "NEW-1"), encoding="utf-8")
    code, _, err = call(capsys, "dataset", "show", "tiny")
    assert (code, "`workbench dataset split tiny`" in err) == (2, True)
    proposed = json.loads(call(capsys, "dataset", "split", "tiny", "--holdout", "1", "--dry-run", "--json")[1])
    assert call(capsys, "dataset", "show", "tiny")[0] == 2
    code, out, _ = call(capsys, "dataset", "split", "tiny", "--holdout", "1")
    assert (code, "Near-duplicates on one side: CHK-418 and NEW-1" in out) == (0, True)
    card = yaml.safe_load((tiny / "dataset.yaml").read_text(encoding="utf-8"))
    assert card["fixtures"] == {key: {"split": "dev"} for key in (*KEYS, "NEW-1")}
    short = proposed["digest"].rpartition(":")[2][:12]
    assert f"5 dev; splits {short}." in call(capsys, "dataset", "show", "tiny")[1]


def test_near_duplicates_on_both_sides_are_a_warning_and_no_failure(tiny: Path, capsys: Capture) -> None:
    card = yaml.safe_load((tiny / "dataset.yaml").read_text(encoding="utf-8"))
    card["fixtures"]["NEW-1"] = {"split": "holdout"}
    (tiny / "dataset.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
    for part, ending in (("issues", "json"), ("expected", "yaml")):
        given = (tiny / part / f"CHK-418.{ending}").read_text(encoding="utf-8")
        (tiny / part / f"NEW-1.{ending}").write_text(given.replace("CHK-418", "NEW-1"), encoding="utf-8")
    code, _, err = call(capsys, "dataset", "show", "tiny")
    assert code == 0
    assert "warning: CHK-418 and NEW-1 are nearly the same" in err


def test_all_is_split_anew_only_when_asked_to(tiny: Path, capsys: Capture) -> None:
    assert "--anew splits again" in call(capsys, "dataset", "split", "tiny")[1]
    found = json.loads(call(capsys, "dataset", "split", "tiny", "--anew", "--holdout", "0.5", "--json")[1])
    assert len(found["proposal"]["moved"]) == 2
    shutil.rmtree(tiny)
    code, _, err = call(capsys, "dataset", "split", "tiny")
    assert (code, "no dataset 'tiny'" in err) == (2, True)
