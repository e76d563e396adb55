"""The page Scorers: words, calibrations, raters."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import AT, label
from tests.cli.provider import KEYS
from tests.core.judging.planted import World, sample
from tests.projects import ROOT, small_project
from workbench.app.components import calibration_card
from workbench.app.components.score_words import WORDS
from workbench.bootstrap import open_workbench
from workbench.core.judging.judge_card import Asked, Spent, judge_card
from workbench.core.judging.judge_figures import Tried, judge_figures
from workbench.scorers import SCORERS
from workbench.service.calibration_card import CardBin

PAGE = str(ROOT / "workbench" / "app" / "screens" / "scorers.py")
FIGURE = {"value": 0.82, "low": 0.75, "high": 0.88, "n": 35}
FIGURES: dict[str, Any] = {
    "within_suite_auc": FIGURE,
    "pooled_auc": FIGURE,
    "average_precision": FIGURE,
    "brier": 0.2,
    "brier_skill": 0.27,
    "pair_auc": FIGURE,
    "pair_average_precision": FIGURE,
    "rankings": [{"better": "strong", "worse": "weak", "right": 14, "n": 14}],
}
CARD: dict[str, Any] = {
    "schema": 1,
    "scorer": "coverage_evidence",
    "version": SCORERS["coverage_evidence"].version,
    "model_digest": None,
    "whose": "model-written labels",
    "labels_digest": "sha256-cj1:0",
    "source": "studio",
    "at": "2026-11-24T12:00:00Z",
    "counts": {"issues": 14, "suites": 42, "verdicts": 480, "covered": 228, "pairs": 3564, "covering": 250},
    "figures": FIGURES,
    "threshold": 0.4,
    "point": {"sensitivity": FIGURE, "specificity": FIGURE, "kappa": FIGURE},
    "length_correlation": 0.67,
    "baselines": {"tf_idf": {**FIGURES, "within_suite_auc": {**FIGURE, "value": 0.71}}},
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small_project(tmp_path / "shop", KEYS[:1])
    monkeypatch.setenv("WORKBENCH_ROOT", str(folder))
    return folder


def opened(app: AppTest) -> AppTest:
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def write_card(project: Path, text: str) -> None:
    folder = project / ".workbench" / "calibration"
    folder.mkdir(parents=True)
    (folder / "coverage_evidence.card.json").write_text(text, encoding="utf-8")


def write_judge_card(project: Path) -> None:
    """Write the card of a judge that was held against 15 issues rated by a person."""
    world = World(prevalence=0.6, sensitivity=0.9, specificity=0.85)
    figures = judge_figures(Tried(rows=sample(world, 15, 8, np.random.default_rng(1))))
    asked = Asked(
        scorer="coverage",
        version=SCORERS["coverage"].version,
        judge="vendor/judge",
        judge_digest="d1",
        prompt_digest="d2",
        rubric_digest="d3",
        evidence_model=None,
    )
    spent = Spent(calls=30, cost_usd=Decimal("0.12"), input_tokens=1, output_tokens=1)
    card = judge_card(figures, asked, labels_digest="d4", source="studio", raters={"person": 1}, spent=spent, at=AT)
    folder = project / "evals" / "cards"
    folder.mkdir(exist_ok=True)
    (folder / "coverage.vendor-judge.json").write_text(card.model_dump_json(by_alias=True), encoding="utf-8")


def test_every_scorer_has_words() -> None:
    assert set(SCORERS) <= set(WORDS)
    assert all(words.says.endswith(".") and words.fooled and words.trust for words in WORDS.values())


def test_every_scorer_stands_in_the_table_and_the_first_one_says_how_it_is_calibrated(app: AppTest, shop: Path) -> None:
    opened(app)
    table = app.dataframe[-1].value
    assert list(table["score"]) == sorted(SCORERS)
    assert dict(zip(table["score"], table["better"], strict=True))["duplicates"] == "lower"
    assert app.code[0].value == "workbench calibrate coverage_evidence"


def test_a_card_is_shown_with_whose_labels_it_rests_on_beside_the_baselines(app: AppTest, shop: Path) -> None:
    write_card(shop, json.dumps(CARD))
    opened(app)
    said = [each.value for each in app.text]
    assert any(each.startswith("Against model-written labels from studio: 14 issues") for each in said)
    table = app.dataframe[0].value
    assert list(table["score"]) == ["coverage_evidence", "TF-IDF"]
    assert list(table["AUC within a suite"]) == ["0.82 [0.75, 0.88]", "0.71 [0.75, 0.88]"]
    assert any("calibration/coverage_evidence.html" in each for each in said)
    assert not app.warning


def test_the_curve_is_drawn_where_the_card_holds_it(app: AppTest, shop: Path) -> None:
    write_card(shop, json.dumps({**CARD, "curve": [{"probability": 0.2, "share": 0.1, "n": 48}]}))
    opened(app)
    assert len(app.get("plotly_chart")) == 1
    drawn = calibration_card.curve_figure([CardBin(probability=0.2, share=0.1, n=48)])
    assert (list(drawn.data[1].x), list(drawn.data[1].y)) == ([0.2], [0.1])


def test_a_judge_is_shown_with_the_evidence_alone_beside_it_and_whose_labels_they_are(app: AppTest, shop: Path) -> None:
    write_judge_card(shop)
    app.query_params["score"] = "coverage"
    opened(app)
    assert app.selectbox[0].value == "coverage"
    said = [each.value for each in app.text]
    assert "Judge vendor/judge, against labels of people from studio" in said
    assert any("asked 30 times, for 0.12 USD" in each for each in said)
    table = app.dataframe[0].value
    assert list(table["who"])[:2] == ["judge alone", "judge and evidence together"]
    assert "evidence" in list(table["who"])
    assert table["sensitivity"][0].startswith("0.")


def test_a_card_of_another_version_says_so(app: AppTest, shop: Path) -> None:
    write_card(shop, json.dumps({**CARD, "version": 1}))
    opened(app)
    assert "This calibration is of version 1" in app.warning[0].value


def test_a_file_that_is_no_card_is_one_sentence(app: AppTest, shop: Path) -> None:
    write_card(shop, "{}")
    opened(app)
    assert len(app.error) == 1
    assert "card" in app.error[0].value


def test_raters_stand_beside_each_other_with_a_person_told_from_a_model(app: AppTest, shop: Path) -> None:
    said = {"author": ("covered", "not", "covered"), "Ann": ("covered", "covered", "covered")}
    open_workbench(shop).store.add_labels(
        [
            label(behaviour=f"B{at}", value=value, rater=name, rater_kind="person" if name == "Ann" else "model")
            for name, values in said.items()
            for at, value in enumerate(values)
        ]
    )
    opened(app)
    table = next(each.value for each in app.dataframe if "both rated" in each.value)
    assert table[["first", "second", "both rated", "same"]].values.tolist() == [
        ["Ann (person)", "author (model)", "3", "0.67"]
    ]
