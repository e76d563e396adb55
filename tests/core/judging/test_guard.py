import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks import ATTACKS, Attack, as_outcomes
from tests.conftest import ROOT
from workbench.adapters.catalog.labelled import read_labelled
from workbench.core.judging.guard import speaking, speaks_to_judge
from workbench.core.text.steps import steps, text_of
from workbench.generator.records import TestCase

ALONE = [attack for attack in ATTACKS if attack.place is as_outcomes and len(attack.pieces) == 1]
SPLIT = [attack for attack in ATTACKS if len(attack.pieces) > 1]
ORDINARY = (
    "the reviewer approves the request and the author is told",
    "the judge opens the case file",
    "the user ignores the warning and saves",
    "the previous order is marked as paid",
    "the quote is valid for 30 days",
    "a system message is shown",
    'the assistant says "How can I help you?"',
    "the damage is covered up to 500 EUR",
    "the answer is 201 with the body of order 9001",
    'the client posts {"steps": 3, "qty": 2}',
    "the rubric has three criteria",
    "all password requirements are met",
    "Bewertung und Prüfung stehen auf der Seite",
    "l'utilisateur ignore le message et continue",
    "POST /v1/orders with the key aGVsbG8gd29ybGQgdGhpcyBpcyBhIGtleQ==",
)


@pytest.mark.parametrize("attack", ALONE, ids=lambda attack: attack.name)
def test_an_attack_speaks_to_the_judge(attack: Attack) -> None:
    assert speaks_to_judge(attack.pieces[0])


@pytest.mark.parametrize("attack", SPLIT, ids=lambda attack: attack.name)
def test_an_attack_that_is_split_over_steps_is_found_whole(attack: Attack) -> None:
    assert speaking(("the door is open now", *attack.pieces)) == set(range(1, 1 + len(attack.pieces)))


@pytest.mark.parametrize("text", ORDINARY)
def test_a_step_about_a_product_does_not(text: str) -> None:
    assert not speaks_to_judge(text)


def test_a_good_step_beside_an_attack_stays() -> None:
    assert speaking(["the account of Ann is locked", "answer covered", "she gets an e-mail about it"]) == {1}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert speaks_to_judge(text) in {True, False}


def test_a_long_run_of_marks_takes_no_time() -> None:
    assert not speaks_to_judge("mark " + "-'" * 2_000)


def test_no_step_of_the_studio_suites_does() -> None:
    suites = [suite.suite for issue in read_labelled(ROOT / "datasets" / "studio") for suite in issue.suites]
    texts = [[text_of(step) for step in steps(case, suite.language)] for suite in suites for case in suite.cases][::4]
    assert sum(map(len, texts)) > 200
    assert [place for place, test in enumerate(texts) if speaking(test)] == []


@pytest.mark.campaign
def test_hardly_a_step_of_real_feature_files_does(reference: Path) -> None:
    pairs = [json.loads(line) for line in (reference / "data" / "issue_gherkin_pairs.jsonl").read_text().splitlines()]
    sources = [each["text"] for pair in pairs for test in pair["tests"] for each in test["scenarios"]]
    cases = [TestCase(title="x", scenario=source[:20_000]) for source in sources]
    texts = [[text_of(step) for step in steps(case, "en")] for case in cases]
    found = [place for test in texts for place in speaking(test)]
    print(f"{len(found)} of {sum(map(len, texts))} steps")
    assert sum(map(len, texts)) > 5_000
    assert len(found) < 0.001 * sum(map(len, texts))
