"""One small real run, with the embedded model."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import call


def test_the_embedded_model_and_the_floor_are_asked_scored_and_ranked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, "run", "smoke", "--filter", "ROL-19", "--json")  # the shortest
    assert code == 0, err
    board = json.loads(out)
    model, floor = board["standings"]
    assert (board["run"]["complete"], board["run"]["planned"]) == (True, 2)
    assert (model["candidate"], model["rank"], floor["candidate"], floor["rank"]) == (
        "few-shot-grammar", 1, "rules-floor", None,
    )  # fmt: skip
    assert model["answered"] == floor["answered"] == 1
    assert model["scores"]["tokens"]["mean"] > 100
    assert model["scores"]["cost_usd"]["mean"] == 0
    assert floor["scores"]["gherkin_valid"]["mean"] == floor["scores"]["traceability"]["mean"] == 1
