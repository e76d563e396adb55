"""Sheets from the command line: written, filled in by people, taken in, compared."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.commands import call
from tests.projects import ROOT
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms

Capture = pytest.CaptureFixture[str]
Rows = list[dict[str, str]]
LACKS = (
    "missing: {} verdicts for a corrected estimate (30); "
    "{} verdicts and {} issues for a calibration (150 over 30 issues)"
)


@pytest.fixture
def rated(small: Path) -> Path:
    """A small project with rated suites of four issues."""
    (small / "datasets" / "tiny" / "suites").mkdir()
    for key in ("CHK-418", "BNK-207", "HSP-355", "CRM-88"):
        shutil.copy(ROOT / "datasets" / "studio" / "suites" / f"{key}.yaml", small / "datasets" / "tiny" / "suites")
    return small


def rows_of(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def fill(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> None:
    """Save rows as a spreadsheet does, which keeps to line feeds within a cell."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def exported(capsys: Capture, path: Path, *more: str) -> tuple[Rows, dict[str, Any]]:
    code, out, _ = call(capsys, "label", "export", "--sheet", str(path), "--json", *more)
    assert code == 0
    return rows_of(path), json.loads(out)


def run_of_the_floor(project: Path, *names: str) -> str:
    """Run candidates that need no model, and return the run's id."""
    suite = {
        "dataset": "tiny",
        "select": {"ids": ["BNK-207", "RMB-140"]},
        "candidates": [{"name": name, "prompt": "floor/v1", "model": "rules"} for name in names],
        "scorers": ["gherkin_valid"],
        "primary": "gherkin_valid",
    }
    (project / "evals" / "floor.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")
    workbench = open_workbench(project)
    run = workbench.run(workbench.catalog.suite("floor"), terms=Terms(), begin=lambda *_: None, tell=lambda _: None)
    return run.id


def test_a_sheet_shows_what_a_rater_needs_and_nothing_of_who_wrote_the_tests(rated: Path, capsys: Capture) -> None:
    sheet = rated / "out" / "ann.csv"
    code, out, _ = call(capsys, "label", "export", "--sheet", str(sheet), "--count", "24")
    said = f"{sheet}: 24 rows of 12 suites and 4 issues, 12 hard.\n"
    assert (code, out.startswith(said)) == (0, True)
    rows = rows_of(sheet)
    assert list(rows[0]) == ["row", "issue", "issue_text", "behaviour", "tests", "value", "test", "note"]
    assert {len([row for row in rows if row["issue"] == key]) for key in ("CHK-418", "BNK-207")} == {6}
    assert all(row["tests"].startswith("T1") and row["issue_text"] and row["behaviour"] for row in rows)
    assert {row["value"] + row["test"] + row["note"] for row in rows} == {""}
    for row in rows:
        assert not {"strong", "middling", "weak"} & set(f"{row['row']} {row['tests']}".casefold().split())


def test_two_people_rate_the_same_sheet_and_their_kappa_is_shown(rated: Path, capsys: Capture) -> None:
    rows, _ = exported(capsys, rated / "ann.csv", "--count", "24")
    again, _ = exported(capsys, rated / "ben.csv", "--count", "24")
    assert rows == again
    values = ["covered", "not", "partly", "covered"] * 6
    fill(rated / "ann.csv", [{**row, "value": value} for row, value in zip(rows, values, strict=True)])
    theirs = ["C", "n", " Partly ", "not"] * 6
    moved = [
        {**dict(reversed(row.items())), "value": value, "mine": "x"} for row, value in zip(rows, theirs, strict=True)
    ]
    fill(rated / "ben.csv", moved[::-1], delimiter=";", encoding="cp1252")
    said = f"tiny: 24 verdicts by people over 4 issues; {LACKS.format(6, 126, 26)}.\n"
    for name in ("ann", "ben"):
        code, out, _ = call(capsys, "label", "import", str(rated / f"{name}.csv"), "--rater", name)
        assert (code, out) == (0, "24 new labels, 0 corrections, 0 known already; 0 rows not rated yet.\n" + said)
    (found,) = json.loads(call(capsys, "label", "agreement", "--json")[1])
    (couple,) = found["couples"]
    assert [couple[each]["name"] for each in ("first", "second")] == ["ann", "ben"]
    assert (couple["units"], couple["same"]) == (24, 0.75)
    # Observed 18/24; by chance 1/2 x 1/4 + 1/4 x 1/2 + 1/4 x 1/4.
    assert couple["kappa"]["value"] == pytest.approx((0.75 - 0.3125) / (1 - 0.3125))


def test_a_sheet_may_come_back_half_done_and_again(rated: Path, capsys: Capture) -> None:
    file = str(rated / "ann.csv")
    rows, _ = exported(capsys, rated / "ann.csv", "--count", "6")
    for number, (fills, said) in enumerate(
        [
            ([{"value": "covered", "test": "T1", "note": "=why"}, {"value": "not"}], (3, 0, 0, 4)),
            ([{"value": "covered", "test": "T1", "note": "=why"}, {"value": "not"}, {"value": "n"}], (1, 0, 3, 3)),
            ([{"value": "partly", "test": "T1", "note": "=why"}], (0, 2, 0, 5)),
        ]
    ):
        full = [*fills, *[{}] * (len(rows) - len(fills))]
        fill(rated / "ann.csv", [{**row, **more} for row, more in zip(rows, full, strict=True)])
        code, out, _ = call(capsys, "label", "import", file, "--rater", "Ann", "--json")
        found = json.loads(out)
        counted = tuple(found[each] for each in ("new", "corrected", "known", "not_rated"))
        assert (code, counted) == (0, said), number
    assert found["people"] == [{"dataset": "tiny", "verdicts": 3, "issues": 2}]
    labels = [json.loads(line) for line in call(capsys, "label", "export")[1].splitlines()]
    corrected = {(each["kind"], each["value"], each.get("note")) for each in labels if each["revision"] == 2}
    assert corrected == {("verdict", "partly", "=why"), ("pair", "partly", None)}


def test_the_next_sheet_asks_for_what_nobody_rated_and_a_second_rater_for_the_same(
    rated: Path, capsys: Capture
) -> None:
    rows, _ = exported(capsys, rated / "ann.csv", "--count", "12")
    fill(rated / "ann.csv", [{**row, "value": "not"} for row in rows])
    assert call(capsys, "label", "import", str(rated / "ann.csv"), "--rater", "Ann")[0] == 0
    first = {row["row"] for row in rows}
    more, counts = exported(capsys, rated / "more.csv", "--count", "12")
    assert (first & {row["row"] for row in more}, counts["again"]) == (set(), 0)
    assert exported(capsys, rated / "ann2.csv", "--count", "12", "--rater", "Ann")[0] == more
    assert exported(capsys, rated / "ben.csv", "--count", "12", "--rater", "Ben")[0] == rows
    everything, counts = exported(capsys, rated / "all.csv", "--count", "9999")
    assert (len(everything), counts["again"]) == (counts["rows"], 12)


def test_the_tests_of_a_run_are_rated_under_their_cells(rated: Path, capsys: Capture) -> None:
    run = run_of_the_floor(rated, "floor")
    rows, counts = exported(capsys, rated / "run.csv", "--run", run, "--candidate", "floor", "--count", "9")
    assert (counts["rows"], counts["issues"], counts["suites"]) == (9, 2, 2)
    assert not [row for row in rows if "floor" in " ".join(row.values())]
    fill(rated / "run.csv", [{**row, "value": "covered", "test": "1"} for row in rows])
    code, out, _ = call(capsys, "label", "import", str(rated / "run.csv"), "--rater", "Ann")
    assert (code, out.startswith("18 new labels")) == (0, True)
    keys = {row.cell_key for row in open_workbench(rated).store.rows(run)}
    assert {label.suite for label in open_workbench(rated).store.labels()} == keys
    _, counts = exported(capsys, rated / "both.csv", "--run", run, "--dataset", "tiny", "--count", "99")
    assert counts["suites"] > 12  # the rated ones and others
    assert call(capsys, "label", "export", "--sheet", str(rated / "b.csv"), "--run", run, "--candidate", "who") == (
        2, "", f"error: run {run} holds no tests of 'who'; it holds some of: floor\n",
    )  # fmt: skip


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _cut(rows: Rows) -> Rows:
    return [{**row, "row": "r0.0"} if number == 3 else row for number, row in enumerate(rows)]


def _sorted_by_one_column(rows: Rows) -> Rows:
    said = [row["behaviour"] for row in rows]
    return [{**row, "behaviour": other} for row, other in zip(rows, [*said[1:], said[0]], strict=True)]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut, "row 5 of {}: what is rated there is not known here; nothing was taken in"),
        (_sorted_by_one_column, "of {}: 'behaviour' is not what 'row' stands for"),
        (lambda rows: [*rows, {**rows[0], "value": "not"}], "rows 2 and 14 of {} are the same one"),
        (lambda rows: [{**rows[0], "value": "perhaps"}, *rows[1:]], "bad row 2 of {}: 'value' is one of"),
        (lambda rows: [{**rows[0], "test": "T99"}, *rows[1:]], "row 2 of {}: there is no test of that number"),
    ],
)
def test_one_bad_row_keeps_a_sheet_out_and_is_named_by_its_number(
    rated: Path, capsys: Capture, spoil: Callable[[Rows], Rows], said: str
) -> None:
    sheet = rated / "ann.csv"
    rows, _ = exported(capsys, sheet, "--count", "12")
    fill(sheet, spoil([{**row, "value": "covered"} for row in rows]))
    code, out, err = call(capsys, "label", "import", str(sheet), "--rater", "Ann")
    assert (code, out, err.count("\n"), said.format(sheet) in err) == (2, "", 1, True), err
    assert not [row for row in rows if row["behaviour"] in err]
    assert call(capsys, "label", "export")[1:] == ("", "No labels yet.\n")


def test_rows_whose_behaviour_or_tests_were_edited_since_are_stale(rated: Path, capsys: Capture) -> None:
    sheet = rated / "ann.csv"
    rows, _ = exported(capsys, sheet, "--count", "999")
    fill(sheet, [{**row, "value": "covered"} for row in rows])
    title = rows[0]["tests"].split("\n")[1]
    suites = rated / "datasets" / "tiny" / "suites" / f"{rows[0]['issue']}.yaml"
    _edit(suites, title, f"{title} twice")
    code, _, err = call(capsys, "label", "import", str(sheet), "--rater", "Ann")
    assert (code, err.startswith("error: rows 2, 3, 4")) == (2, True)
    assert "have changed since the sheet was written; empty 'value' there and rate a new sheet" in err
    stale = {row["row"] for row in rows} - {
        row["row"] for row in exported(capsys, rated / "new.csv", "--count", "999")[0]
    }
    fill(sheet, [{**row, "value": "" if row["row"] in stale else "covered"} for row in rows])
    code, out, _ = call(capsys, "label", "import", str(sheet), "--rater", "Ann")
    assert (code, f"{len(stale)} rows not rated yet" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "a.xlsx", "--rater", "Ann"], "a.xlsx: labels come as .jsonl, sheets as .csv"),
        (["import", "a.csv"], "a.csv: whose sheet is it? name the person with --rater"),
        (["import", "a.csv", "--rater", "Ann"], "a.csv: cannot be read"),
        (["import", "a.jsonl", "--rater", "Ann"], "--rater goes with a sheet"),
        (["export", "--sheet", "a.xlsx"], "a.xlsx: a sheet is a .csv file"),
        (["export", "--out", "a.csv"], "a.csv: --out writes JSON lines (.jsonl)"),
        (["export", "--out", "a.jsonl", "--sheet", "a.csv"], "name either --out"),
        (["export", "--count", "9"], "go with --sheet FILE.csv"),
        (["export", "--sheet", "a.csv", "--candidate", "few"], "--candidate goes with --run"),
        (["export", "--sheet", "a.csv", "--run", "1999"], "no run with an id that begins with '1999'"),
        (["export", "--sheet", "a.csv", "--dataset", "none"], "no dataset 'none'"),
        (["export", "--sheet", "a.csv"], "nothing to rate here: name a dataset with rated suites, or a run"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(
    small: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], said: str
) -> None:
    monkeypatch.chdir(small)
    code, out, err = call(capsys, "label", *arguments)
    assert (code, out, err.count("\n"), said in err) == (2, "", 1, True), err
    assert not (small / "a.csv").exists()


def test_a_sheet_that_is_there_is_not_written_over(rated: Path, capsys: Capture) -> None:
    (rated / "ann.csv").write_text("my work")
    code, _, err = call(capsys, "label", "export", "--sheet", str(rated / "ann.csv"))
    assert (code, "is there already" in err, (rated / "ann.csv").read_text()) == (2, True, "my work")
