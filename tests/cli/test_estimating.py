"""What `workbench estimate` prints, and estimates as lines."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.commands import call
from tests.cli.provider import serving
from workbench.cli.estimating import deviation_lines, print_estimate, remarks
from workbench.core.estimate_words import summary, usd
from workbench.core.estimating import GUESS, NOTHING, how_far_off
from workbench.core.spending import Estimate, ModelEstimate, Range

Capsys = pytest.CaptureFixture[str]


def span(low: object, likely: object, high: object) -> Range:
    return Range(low=Decimal(str(low)), likely=Decimal(str(likely)), high=Decimal(str(high)))


def part(model: str = "vendor/large", **more: Any) -> ModelEstimate:
    known: dict[str, Any] = {
        "candidate": model, "model": model, "cells": 48, "calls": 48, "input_tokens": span(50_000, 61_234, 80_000),
        "output_tokens": span(20_000, 29_876, 45_000), "usd": span("0.08", "0.12", "0.21"), "seconds": span(1, 2, 3),
        "source": "34 answers of this prompt", **more,
    }  # fmt: skip
    return ModelEstimate(**known)


def estimated(*parts: ModelEstimate, **more: Any) -> Estimate:
    known: dict[str, Any] = {
        "planned": 60, "known": 12, "parts": parts, "calls": 48, "input_tokens": span(50_000, 61_234, 80_000),
        "output_tokens": span(20_000, 29_876, 45_000), "usd": span("0.08", "0.12", "0.21"),
        "seconds": span(185, 240, 355), **more,
    }  # fmt: skip
    return Estimate(**known)


# The command


def test_an_estimate_asks_for_nothing_and_says_what_it_does_not_know(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=0) as provider:
        code, out, err = call(capsys, "estimate", "slow")
    assert (code, err, provider.asked.total()) == (0, "", 0)
    assert out.split("Figures rest on:\n")[1].splitlines()[:2] == [
        f"  {GUESS}: slow",
        "  rules count no tokens: floor",
    ]
    assert "16 cells: 0 known, 16 to do, 16 calls, about " in out
    assert out.rstrip().endswith(
        "Never asked before: loopback/slow. Their tokens are guesses, and how long they take is not known."
    )


def test_after_a_run_there_is_nothing_to_ask_and_a_fresh_one_goes_by_its_answers(small: Path, capsys: Capsys) -> None:
    """Eight answers of 100 tokens in and 50 out, at 1 and 2 USD a million."""
    with serving(small, quick=1_000):
        path = small / "evals" / "slow.yaml"
        suite = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**suite, "scorers": ["tokens"], "primary": "tokens"}), encoding="utf-8")
        call(capsys, "run", "slow")
    assert call(capsys, "estimate", "slow") == (0, "Nothing to ask: all 16 cells are known.\n", "")
    code, out, _ = call(capsys, "estimate", "slow", "--fresh", "--json")
    found = json.loads(out)
    slow, floor = found["parts"]
    assert (code, found["known"], found["todo"], found["calls"]) == (0, 0, 16, 16)
    assert (slow["source"], floor["source"]) == ("8 answers of this prompt", "rules count no tokens")
    assert slow["output_tokens"] == {"low": 380, "likely": 400, "high": 420}
    assert slow["input_tokens"]["likely"] == 800
    assert (slow["usd"]["likely"], found["unpriced"]) == ("0.0016", [])
    assert found["seconds"]["likely"] > 0


def test_a_part_of_a_suite_is_estimated_as_it_is_run(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=0):
        _, first, _ = call(capsys, "estimate", "slow", "--limit", "1")
        _, one, _ = call(capsys, "estimate", "slow", "--filter", "RMB-140")
    assert "2 cells: 0 known, 2 to do, 2 calls" in first
    assert "2 cells: 0 known, 2 to do, 2 calls" in one


def test_models_without_key_and_price_are_estimated_and_named(small: Path, capsys: Capsys) -> None:
    models = {
        "name": "gateway/mine", "adapter": "openai", "model": "mine", "base_url": "http://127.0.0.1:9/v1",
        "key_env": "OPENAI_API_KEY", "parallel": 2,
    }  # fmt: skip
    (small / "evals" / "models.yaml").write_text(yaml.safe_dump({"models": [models]}), encoding="utf-8")
    suite = {
        "dataset": "tiny", "candidates": [{"name": "mine", "prompt": "few-shot/v1", "model": "gateway/mine"}],
        "scorers": ["tokens"], "primary": "tokens",
    }  # fmt: skip
    (small / "evals" / "mine.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")
    code, out, err = call(capsys, "estimate", "mine")
    assert (code, err) == (0, "")
    assert "; the price is not known; the time is not known." in out
    assert "No price is known for gateway/mine; give one in evals/models.yaml, or run with --allow-unpriced." in out


def test_the_table_is_readable_in_80_columns(small: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with serving(small, quick=0):
        _, out, _ = call(capsys, "estimate", "slow")
    table = out.partition("Figures rest on:")[0]
    assert max(map(len, table.splitlines())) <= 80
    rows = [line.split() for line in table.splitlines()]
    assert ["candidate", "cells", "calls", "in", "out", "USD", "model", "time"] in rows
    assert ["floor", "8", "8", "0", "0", "0", "<", "1", "s"] in rows


# Lines


def test_an_estimate_is_one_sentence() -> None:
    assert summary(estimated(part())) == (
        "60 cells: 12 known, 48 to do, 48 calls, about 61,000 tokens in and 30,000 out; 0.08 to 0.21 USD; "
        "3 to 6 minutes."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"known": 60, "calls": 0}, "Nothing to ask: all 60 cells are known."),
        ({"calls": 0}, "60 cells: 12 known, 48 to do, no calls: the answers are stored."),
        ({"calls": 30}, "30 calls (what is equal is asked once, what is stored is not asked), about"),
        ({"planned": 1, "known": 0, "calls": 1}, "1 cell: 0 known, 1 to do, 1 call, about"),
        ({"usd": NOTHING, "input_tokens": NOTHING, "output_tokens": NOTHING}, "48 calls, no tokens; nothing to pay; 3"),
        ({"usd": None, "seconds": None}, "out; the price is not known; the time is not known."),
        ({"seconds": span("0.01", "0.1", "0.4")}, "; less than a second."),
        ({"seconds": span("0.2", "1", "4")}, "; up to 4 seconds."),
        ({"seconds": span(60, 60, 60)}, "; 60 seconds."),
        ({"seconds": span(3600, 8000, 9000)}, "; 1 to 3 hours."),
        ({"seconds": span(1, 1_000_000, 9_000_000)}, "; up to 2500 hours."),
    ],
)
def test_what_is_special_is_said(more: dict[str, Any], said: str) -> None:
    assert said in summary(estimated(**more))


def test_a_run_begins_with_two_lines_on_standard_error_at_most(capsys: Capsys) -> None:
    print_estimate(estimated(part()))
    print_estimate(estimated(part(seconds=None, source=GUESS), part("b", usd=None), usd=None, unpriced=("b",)))
    said = capsys.readouterr()
    assert said.out == ""
    one, two, three = said.err.splitlines()
    assert one.startswith("60 cells: ")
    assert two.startswith("60 cells: ")
    assert three.startswith("Never asked before: vendor/large.")
    assert three.endswith("or run with --allow-unpriced.")


def test_answers_that_told_no_tokens_are_no_unknown_pace() -> None:
    assert remarks(estimated(part(source=GUESS))) == [
        "No answer told its tokens: vendor/large. Their tokens are guesses."
    ]


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "0 USD"), ("0.0042", "0.0042 USD"), ("0.00000123", "0.0000012 USD"), ("0.0800", "0.08 USD"),
     ("0.21", "0.21 USD"), ("0.199", "0.20 USD"), ("1", "1.00 USD"), ("12.346", "12.35 USD"), ("0E-9", "0 USD"),
     ("1234.5", "1234.50 USD")],
)  # fmt: skip
def test_small_money_keeps_two_digits(amount: str, said: str) -> None:
    assert usd(Decimal(amount)) == said


# Afterwards


def test_how_far_off_an_estimate_was_is_a_sentence_a_figure() -> None:
    found = how_far_off(
        estimated(), calls=48, input_tokens=58_172, output_tokens=None, usd=Decimal("0.15"), seconds=468.0
    )
    assert deviation_lines(found) == [
        "Estimate: 48 calls; it was 48.",
        "Estimate: 61,234 tokens in (50,000 to 80,000); it was 58,172, 5 % less.",
        "Estimate: 29,876 tokens out (20,000 to 45,000); what it was is not known.",
        "Estimate: 0.12 USD (0.08 to 0.21); it was 0.15, 25 % more.",
        "Estimate: 4.0 minutes (3.1 to 5.9); it was 7.8, 95 % more, outside the bounds.",
    ]


def test_what_was_to_be_nothing_and_was_nothing_is_not_told() -> None:
    free = estimated(usd=NOTHING, input_tokens=NOTHING, output_tokens=NOTHING, seconds=None)
    found = how_far_off(free, calls=47, input_tokens=0, output_tokens=0, usd=Decimal(0), seconds=3.0)
    assert deviation_lines(found) == ["Estimate: 48 calls; it was 47, 2 % less."]


# What the suite can show


def test_the_power_of_a_suite_is_told_before_anything_is_asked(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=0) as provider:
        code, out, _ = call(capsys, "estimate", "slow", "--power", "--difference", "0.2")
        told = json.loads(call(capsys, "estimate", "slow", "--power", "--json")[1])["power"]
    assert (code, provider.asked.total()) == (0, 0)
    lines = out.splitlines()[-3:]
    assert lines[0].startswith("Power: 8 fixtures, 1 repeat show a difference of 0.")
    assert lines[1] == (
        "That rests on a guess: a standard deviation of 0.27 between fixtures. A first run replaces it."
    )
    assert lines[2].startswith("A difference of 0.20 takes, candidate and baseline together: ")
    assert (told["difference"], told["candidate"], len(told["designs"])) == (0.05, None, 4)
