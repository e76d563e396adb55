"""A run that is killed or interrupted loses only the calls that were in flight."""

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import call, start
from tests.cli.provider import KEYS, Provider, serving

PARALLEL = 2
QUICK = 3


def wait_for_journal(small: Path, generations: int) -> None:
    """Wait until so many generations are in the run's journal."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        journals = list((small / ".workbench" / "spool").glob("*.jsonl"))
        if sum(path.read_text().count('"type":"generation"') for path in journals) >= generations:
            return
        time.sleep(0.02)
    raise AssertionError("the journal does not grow")


def shown(capsys: pytest.CaptureFixture[str], run: str) -> dict[str, Any]:
    code, out, _ = call(capsys, "show", run, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def finish(provider: Provider, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Run the suite again, with a provider that answers at once, and return its JSON."""
    provider.let_go.set()
    code, out, err = call(capsys, "run", "slow", "--json")
    assert code == 0, err
    board: dict[str, Any] = json.loads(out)
    return board


def test_after_a_kill_only_what_was_in_flight_is_asked_again(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(small, quick=QUICK) as provider:
        killed = start("run", "slow")
        provider.wait_for_held(PARALLEL)
        wait_for_journal(small, QUICK + len(KEYS))
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        in_flight, asked = set(provider.held), set(provider.asked)
        (unfinished,) = json.loads(call(capsys, "runs", "--json")[1])
        board = finish(provider, capsys)

        assert (unfinished["done"], unfinished["planned"], unfinished["complete"]) == (QUICK + len(KEYS), 16, False)
        assert len(asked) == QUICK + PARALLEL
        assert {content for content, times in provider.asked.items() if times > 1} == in_flight
        assert provider.asked.total() == len(KEYS) + PARALLEL

        assert (board["run"]["id"], board["run"]["complete"]) == (unfinished["id"], True)
        cells = shown(capsys, unfinished["id"])["cells"]
        assert sorted((cell["candidate"], cell["fixture"]) for cell in cells) == sorted(
            (candidate, key) for candidate in ("slow", "floor") for key in KEYS
        )
        slow = next(each for each in board["standings"] if each["candidate"] == "slow")
        assert (slow["planned"], slow["answered"], slow["outcomes"]) == (8, 8, {"ok": 8})
        assert (slow["scores"]["tokens"]["mean"], slow["scores"]["tokens"]["n"]) == (150, 8)
        assert slow["scores"]["cost_usd"]["mean"] == pytest.approx(0.0002)

        before = provider.asked.total()
        again = finish(provider, capsys)
        assert provider.asked.total() == before
        assert (again["run"]["id"] != unfinished["id"], again["run"]["complete"]) == (True, True)
        assert again["standings"] == board["standings"]


def test_ctrl_c_ends_in_under_2_seconds_and_says_how_to_go_on(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(small, quick=QUICK) as provider:
        running = start("run", "slow")
        provider.wait_for_held(PARALLEL)
        wait_for_journal(small, QUICK + len(KEYS))
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
        took = time.monotonic() - began
        in_flight = set(provider.held)
        board = finish(provider, capsys)

    assert (running.returncode, took < 2) == (130, True), took
    assert "Interrupted. What was answered is stored; run the same command again to go on." in err
    assert "Traceback" not in err
    assert {content for content, times in provider.asked.items() if times > 1} == in_flight
    assert board["run"]["complete"]


def test_a_run_that_goes_on_elsewhere_is_not_joined(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(small, quick=0) as provider:
        running = start("run", "slow")
        provider.wait_for_held(PARALLEL)
        code, _, err = call(capsys, "run", "slow")
        seen, _, _ = call(capsys, "leaderboard", "slow")
        running.kill()
        running.communicate()
    assert (code, seen) == (2, 0)
    assert "is going on in another process; wait for it, or stop it" in err
    assert err.splitlines()[-1].startswith("error: ")
    assert provider.asked.total() == PARALLEL
