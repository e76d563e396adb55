"""What `run` may spend, asks before it spends, and tells afterwards."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.commands import call
from tests.cli.provider import KEYS, Provider, serving

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def dear(small: Path) -> Iterator[Provider]:
    """A project whose suite `slow` asks a dear model on loopback, which answers at once."""
    with serving(small, quick=1_000) as provider:
        path = small / "evals" / "models.yaml"
        models = yaml.safe_load(path.read_text(encoding="utf-8"))
        models["models"][1]["price"] = {"input": "100", "output": "400", "as_of": "2026-11-01"}
        path.write_text(yaml.safe_dump(models), encoding="utf-8")
        yield provider


def edit_suite(project: Path, **more: Any) -> None:
    path = project / "evals" / "slow.yaml"
    suite = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(suite | more), encoding="utf-8")


def test_a_run_that_may_cost_more_than_a_dollar_needs_a_word(dear: Provider, capsys: Capsys) -> None:
    code, _, err = call(capsys, "run", "slow")
    assert (code, dear.asked.total()) == (2, 0)
    last = err.splitlines()[-1]
    assert last.startswith("error: this may cost up to ")
    assert last.endswith(" USD; say --yes, or a --budget of at most 1.00 USD")
    assert call(capsys, "runs", "--json")[1] == "[]\n"


def test_a_budget_ends_the_run_open_and_a_larger_one_goes_on_with_what_is_left(
    dear: Provider, small: Path, capsys: Capsys
) -> None:
    code, out, err = call(capsys, "run", "slow", "--budget", "0.40")
    sent = dear.asked.total()
    assert (code, 0 < sent < len(KEYS)) == (2, True)
    assert "The run may spend 0.40 USD, sessions before included." in err
    assert f"({len(KEYS) - sent} budget). Run the suite again with a larger --budget" in out
    code, out, _ = call(capsys, "run", "slow", "--yes", "--json")
    record = json.loads(out)["run"]
    assert (code, dear.asked.total(), record["complete"]) == (0, len(KEYS), True)
    shown = json.loads(call(capsys, "show", record["id"], "--json")[1])
    paid = len(KEYS) * (100 * Decimal(100) + 50 * Decimal(400)) / 1_000_000
    assert Decimal(shown["spending"]["incurred_usd"]) == paid
    assert [session["budget_usd"] for session in shown["sessions"]] == ["0.400000000", None]
    told = call(capsys, "show", record["id"])[1]
    assert f"This run paid 0.24 USD for {len(KEYS)} calls." in told
    assert "Estimate: 16 calls; it was 16." in told


def test_a_suite_s_own_budget_holds(dear: Provider, small: Path, capsys: Capsys) -> None:
    edit_suite(small, budget_usd="0.01")
    assert (call(capsys, "run", "slow")[0], dear.asked.total()) == (2, 0)


@pytest.mark.parametrize("amount", ["nothing", "0", "-1", "NaN", "Infinity"])
def test_an_amount_that_is_none_is_one_sentence(dear: Provider, capsys: Capsys, amount: str) -> None:
    code, _, err = call(capsys, "run", "slow", f"--budget={amount}")
    assert (code, err) == (2, "error: --budget is no amount of US dollars above 0; write it as 2.00\n")


def test_a_model_without_a_price_needs_a_word(dear: Provider, small: Path, capsys: Capsys) -> None:
    path = small / "evals" / "models.yaml"
    models = yaml.safe_load(path.read_text(encoding="utf-8"))
    del models["models"][1]["price"]
    path.write_text(yaml.safe_dump(models), encoding="utf-8")
    code, _, err = call(capsys, "run", "slow", "--yes")
    assert (code, dear.asked.total()) == (2, 0)
    assert "no price holds for what loopback/slow would be asked" in err
    code, out, _ = call(capsys, "run", "slow", "--allow-unpriced", "--json")
    assert (code, dear.asked.total()) == (0, len(KEYS))
    shown = json.loads(call(capsys, "show", json.loads(out)["run"]["id"], "--json")[1])
    assert (shown["spending"]["unpriced"], shown["spending"]["incurred_usd"]) == (len(KEYS), None)


def test_fresh_asks_again_and_says_so(dear: Provider, capsys: Capsys) -> None:
    call(capsys, "run", "slow", "--yes")
    code, out, err = call(capsys, "run", "slow", "--yes", "--fresh", "--json")
    assert (code, dear.asked.total()) == (0, 2 * len(KEYS))
    assert (json.loads(out)["run"]["fresh"], "asked anew for the first time" in err) == (1, True)
