"""From a run to a release, to production, and back: the whole way, with the rules floor alone."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.commands import call
from tests.cli.provider import KEYS
from tests.projects import ROOT, ship_suite, small_project
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms

Capsys = pytest.CaptureFixture[str]
SUITE = ship_suite("floor", terse="floor/v2", broken="floor/v3")
EMPTY = "Nothing is released yet. Start with: workbench promote RUN CANDIDATE --channel C --by NAME --reason TEXT\n"


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    ended = subprocess.run(
        ["git", "-C", str(folder), *own, *arguments], check=True, capture_output=True, text=True
    )  # fmt: skip
    return ended.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "a state")
    return git(folder, "rev-parse", "HEAD")


def write_suite(folder: Path, **more: Any) -> None:
    (folder / "evals" / "ship.yaml").write_text(yaml.safe_dump({**SUITE, **more}), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project under version control with a suite that can ship, and one run of it."""
    folder = small_project(tmp_path_factory.mktemp("made") / "shop", KEYS[:3])
    prompts = folder / "prompts" / "floor"
    floor = (prompts / "v1.md").read_text(encoding="utf-8")
    (prompts / "v2.md").write_text(floor.replace("{{ issue.summary }}\n", ""), encoding="utf-8")
    (prompts / "v3.md").write_text(floor.replace("output: gherkin", "output: test_suite_json"), encoding="utf-8")
    (folder / ".gitignore").write_text(".workbench/\n", encoding="utf-8")
    shutil.copy(ROOT / ".gitattributes", folder)
    write_suite(folder)
    git(folder.parent, "init", "--quiet", folder.name)
    commit(folder)
    workbench = open_workbench(folder)
    suite = workbench.catalog.suite("ship")
    workbench.run(suite, terms=Terms(), begin=lambda *_: None, tell=lambda _: None)
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that project, which commands work in and whose releases production reads."""
    folder = tmp_path / "shop"
    shutil.copytree(made, folder)
    releases_of(folder).mkdir(parents=True)  # production takes no folder that is not there for an empty one
    monkeypatch.setenv("WORKBENCH_ROOT", str(folder))
    monkeypatch.setenv("WORKBENCH_RELEASES", str(releases_of(folder)))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return folder


def releases_of(project: Path) -> Path:
    return project / "workbench" / "generator" / "releases"


def newest(capsys: Capsys) -> str:
    """The id of the newest run."""
    run = json.loads(call(capsys, "runs", "--json")[1])[0]["id"]
    assert isinstance(run, str)
    return run


def ran(capsys: Capsys, *more: str) -> str:
    """Run the suite and return the run's id."""
    code, _, err = call(capsys, "run", "ship", *more)
    assert code == 0, err
    return newest(capsys)


def promote(capsys: Capsys, run: str, candidate: str) -> tuple[int, str, str]:
    who = ["--channel", "embedded", "--by", "Ann", "--reason", "It is no worse."]
    return call(capsys, "promote", run, candidate, *who)


def promoted(project: Path, capsys: Capsys, run: str, candidate: str = "floor") -> str:
    """Promote a candidate, commit, and return the first digits of its release."""
    code, out, err = promote(capsys, run, candidate)
    assert code == 0, err
    commit(project)
    return out.partition("release ")[2].partition(".")[0]


def history(capsys: Capsys) -> list[dict[str, Any]]:
    code, out, _ = call(capsys, "releases", "--json")
    assert code == 0
    lines: list[dict[str, Any]] = json.loads(out)
    return lines


def generated(capsys: Capsys, project: Path, *more: str) -> tuple[str, str]:
    """What production makes of an issue, and what it says beside."""
    code, out, err = call(capsys, "generate", str(project / "datasets" / "tiny" / "issues" / "RMB-140.json"), *more)
    assert code == 0, err
    return out, err


# The way to production


def test_what_passed_is_promoted_read_by_production_and_verified_in_a_clone(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    run = newest(capsys)
    assert call(capsys, "gate", "ship", "--run", run, "--candidate", "floor")[0] == 0
    code, out, err = promote(capsys, run, "floor")
    assert (code, err) == (0, "")
    assert out.startswith("Promoted 'floor' onto channel 'embedded': release ")
    assert out.endswith("Commit them and open a pull request: who merges it approves the release.\n")
    assert generated(capsys, shop, "--channel", "embedded") == generated(capsys, shop, "--model", "rules")
    (line,) = history(capsys)
    assert (line["first"], line["evidence"], line["commit"], line["current"]) == (
        True, "offline", git(shop, "rev-parse", "HEAD"), True,
    )  # fmt: skip
    commit(shop)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(shop), str(clone))
    monkeypatch.setenv("WORKBENCH_ROOT", str(clone))
    monkeypatch.delenv("WORKBENCH_RELEASES")
    assert call(capsys, "verify", "--against", "HEAD~1") == (
        0, "All is as it was written. Lines: 1; promotions decided once more: 1.\n", "",
    )  # fmt: skip


def test_a_second_release_is_taken_back_by_a_new_line(shop: Path, capsys: Capsys) -> None:
    first = promoted(shop, capsys, newest(capsys))
    second = promoted(shop, capsys, ran(capsys), "terse")
    assert generated(capsys, shop)[1] == "note: asked is channel 'embedded': floor/v2 @ rules\n"
    who = ["--channel", "embedded", "--by", "Bo", "--reason", "Complaints."]
    code, out, _ = call(capsys, "rollback", first[:6], *who)
    assert (code, out.splitlines()[0]) == (0, f"Channel 'embedded' is back on release {first}: floor/v1 @ rules.")
    assert generated(capsys, shop)[1] == "note: asked is channel 'embedded': floor/v1 @ rules\n"
    assert [(line["kind"], line["actor"], line["called"], line["current"]) for line in history(capsys)] == [
        ("promote", "Ann", "floor/v1 @ rules", False),
        ("promote", "Ann", "floor/v2 @ rules", False),
        ("rollback", "Bo", "floor/v1 @ rules", True),
    ]
    _, out, _ = call(capsys, "releases")
    assert all(text in out for text in (first, second, "Complaints.", "It is no worse."))
    assert call(capsys, "verify")[0] == 0
    code, _, err = call(capsys, "rollback", first, *who)
    assert (code, err) == (
        2, f"error: release {first} is what channel 'embedded' uses already; nothing was written\n",
    )  # fmt: skip


def test_every_run_of_the_config_is_counted_in_the_line(shop: Path, capsys: Capsys) -> None:
    runs = [newest(capsys), ran(capsys, "--fresh"), ran(capsys, "--fresh")]
    assert promote(capsys, runs[-1], "floor")[0] == 0
    assert set(history(capsys)[0]["runs"]) == set(runs)


# The ways around


def refused(capsys: Capsys, run: str, candidate: str = "floor", *, code: int = 2) -> str:
    """What a promotion says that was refused and wrote nothing."""
    before = history(capsys)
    ended, out, err = promote(capsys, run, candidate)
    assert (ended, out) == (code, "")
    assert err.startswith("Refused; nothing was written.\n")
    assert history(capsys) == before
    return err


def test_a_gate_that_was_edited_after_the_run_promotes_nothing(shop: Path, capsys: Capsys) -> None:
    run = newest(capsys)
    write_suite(shop, gate={**SUITE["gate"], "min_fixtures": 2})  # type: ignore[dict-item]
    assert "  the gate changed since the run; run the suite again\n" in refused(capsys, run)


def test_a_prompt_or_a_fixture_that_was_edited_after_the_run_promotes_nothing(shop: Path, capsys: Capsys) -> None:
    run = newest(capsys)
    prompt = shop / "prompts" / "floor" / "v1.md"
    prompt.write_text(prompt.read_text(encoding="utf-8").replace("{{ issue.summary }}", "Now:"), encoding="utf-8")
    said = refused(capsys, run)
    assert "  the prompt file changed since the run; run the suite again\n" in said
    assert "  the config that 'floor' names today is not the one that was evaluated; run the suite again\n" in said
    git(shop, "checkout", "--quiet", "prompts")
    gold = shop / "datasets" / "tiny" / "expected" / f"{KEYS[0]}.yaml"
    gold.write_text(gold.read_text(encoding="utf-8").replace("priority: must", "priority: could"), encoding="utf-8")
    assert "  the fixtures or their gold changed since the run; run the suite again\n" in refused(capsys, run)


def test_a_run_of_a_dirty_work_tree_promotes_nothing(shop: Path, capsys: Capsys) -> None:
    (shop / "notes.txt").write_text("in no commit", encoding="utf-8")
    assert "the work tree held changes that were in no commit when run" in refused(capsys, ran(capsys))


def test_a_baseline_that_was_replaced_meanwhile_promotes_nothing(shop: Path, capsys: Capsys) -> None:
    run = newest(capsys)
    promoted(shop, capsys, run, "terse")
    said = refused(capsys, run)
    assert "  the baseline 'released' is not what is released on channel 'embedded' any more; run the suite" in said


def test_a_run_of_a_part_and_a_failed_one_promote_nothing(shop: Path, capsys: Capsys) -> None:
    run = newest(capsys)
    said = refused(capsys, ran(capsys, "--limit", "2"))
    assert "  the verdict on 'floor' is inconclusive; only one that passed is promoted\n" in said
    assert ": 2 of 6 planned cells have no row; run the suite again\n" in said
    said = refused(capsys, run, "broken", code=1)
    assert "  the verdict on 'broken' is failed; only one that passed is promoted\n" in said
    assert "  unusable answers failed: asked " in said


def test_a_candidate_or_a_reason_that_no_line_takes_is_one_sentence(shop: Path, capsys: Capsys) -> None:
    run = newest(capsys)
    code, _, err = promote(capsys, run, "nobody")
    assert (code, err) == (2, "error: suite 'ship' has no candidate 'nobody'; it has released, floor, terse, broken\n")
    code, _, err = call(capsys, "promote", run, "floor", "--channel", "embedded", "--by", "Ann", "--reason", "a\nb")
    assert (code, err.startswith("error: the ledger does not take this line: 'promote.reason'")) == (2, True)
    assert not (shop / "evals" / "evidence").exists()


# Verifying


def test_with_nothing_released_every_command_says_so(shop: Path, capsys: Capsys) -> None:
    assert call(capsys, "releases") == (0, EMPTY, "")
    assert call(capsys, "verify") == (0, "Nothing is released yet, so there is nothing to verify.\n", "")
    issue = str(shop / "datasets" / "tiny" / "issues" / "RMB-140.json")
    assert call(capsys, "generate", issue, "--channel", "embedded") == (
        2, "", "error: nothing is released on channel 'embedded'; no channel has a release yet\n",
    )  # fmt: skip


@pytest.mark.parametrize("part", ["workbench/generator/releases/*.json*", "evals/evidence/*/*"])
def test_a_changed_byte_is_a_fault_and_exit_code_1(shop: Path, capsys: Capsys, part: str) -> None:
    promoted(shop, capsys, newest(capsys))
    for path in shop.glob(part):
        kept = path.read_bytes()
        path.write_bytes(kept[:-2] + bytes([kept[-2] ^ 1]) + kept[-1:])
        code, out, err = call(capsys, "verify")
        assert (code, out, err.startswith("fault: ")) == (1, "Not as it was written. Faults: 1.\n", True), path
        path.write_bytes(kept)


def test_a_ledger_that_was_cut_is_refused_against_the_target_branch(shop: Path, tmp_path: Path, capsys: Capsys) -> None:
    promoted(shop, capsys, newest(capsys))
    kept = tmp_path / "kept.jsonl"
    shutil.copy(releases_of(shop) / "ledger.jsonl", kept)
    assert call(capsys, "verify", "--against", str(kept))[0] == 0
    shutil.rmtree(releases_of(shop))
    shutil.rmtree(shop / "evals" / "evidence")
    for older in (str(kept), "HEAD"):
        code, _, err = call(capsys, "verify", "--against", older)
        assert (code, err.count("\n")) == (1, 1)
        assert err.startswith("fault: the ledger does not go on where that of the target branch ends; promote again")
    code, _, err = call(capsys, "verify", "--against", "no-such-branch")
    assert (code, err) == (
        2, "error: --against 'no-such-branch' is no file and no commit of git here; fetch the branch, or name a file\n",
    )  # fmt: skip
