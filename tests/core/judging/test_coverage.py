import json
from typing import Any

import pytest

from tests.attacks import CLEAN
from tests.builders import behaviour, completion, scenarios
from tests.judging import judge
from workbench.core.judging.asking import COVERAGE_FRAME, prompt_digest
from workbench.core.judging.coverage import coverage_question, decoy_question, read_coverage
from workbench.core.judging.decoys import DECOYS, decoy_for
from workbench.core.judging.question import ATTEMPTS, Answers, CoverageSaid, Question
from workbench.core.keys import call_key
from workbench.generator.records import TestSuite

ASKED = coverage_question(behaviour(), CLEAN, judge(), language="en")
GIVEN, WHEN, THEN = ASKED.steps
QUOTE = "the account is locked for 30 minutes"


def said(text: str, question: Question = ASKED, **more: Any) -> CoverageSaid | None:
    return read_coverage(question, completion(text, **more))


def answer(ids: list[str], quote: str = QUOTE, verdict: str = "covered") -> str:
    return json.dumps({"steps": ids, "quote": quote, "verdict": verdict})


def test_the_attempts_differ_in_their_repeat_alone_and_asking_again_has_its_own() -> None:
    again = coverage_question(behaviour(), CLEAN, judge(), language="en", again=True)
    assert [ask.repeat for ask in ASKED.asks] == list(range(ATTEMPTS))
    assert [ask.repeat for ask in again.asks] == list(range(ATTEMPTS, 2 * ATTEMPTS))
    assert len({ask.messages for ask in ASKED.asks}) == 1


def test_all_questions_share_the_rubric_and_the_frame() -> None:
    [first, _] = ASKED.asks[0].messages
    other = coverage_question(behaviour("It rings."), scenarios("Then it rings"), judge(), language="de")
    assert other.asks[0].messages[0] == first
    assert first.content.startswith(judge().rubrics["coverage"])
    assert COVERAGE_FRAME in first.content
    assert ASKED.asks[0].shared == 1


def test_equal_steps_make_equal_requests_whatever_the_tests_are_called() -> None:
    named = TestSuite(
        title="By prompt 7", cases=(CLEAN.cases[0].model_copy(update={"title": "Other", "labels": ("x",)}),)
    )
    asked = coverage_question(behaviour(), named, judge(), language="en")
    keys = {call_key(judge().entry.spec, each.asks[0]) for each in (ASKED, asked)}
    assert len(keys) == 1


def test_a_claim_with_the_words_of_an_outcome_counts() -> None:
    assert said(answer([THEN.id])) == CoverageSaid(verdict="covered", claimed="covered", test=0, steps=(2,))


@pytest.mark.parametrize(
    "quote", ["locked for 30 minutes", "“The Account is locked   for 30 minutes.”", "LOCKED FOR 30"]
)
def test_case_blanks_and_marks_of_a_quote_do_no_harm(quote: str) -> None:
    found = said(answer([GIVEN.id, THEN.id], quote))
    assert found is not None
    assert found.verdict == "covered"


REFUTED = {
    "the quote is in none of the steps that it names": [
        answer([GIVEN.id]),
        answer([THEN.id], "the account is locked for 45 minutes"),
        answer([THEN.id], "30 minutes"),
        answer([THEN.id], ""),
        answer([THEN.id], "ccount is locked for 30 minute"),
    ],
    "it names no step that there is": [answer([]), answer(["T1", "000000"])],
    "the quoted step checks nothing": [answer([WHEN.id], WHEN.text)],
}


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUTED.items() for text in texts])
def test_a_claim_whose_quote_does_not_hold_is_not(reason: str, text: str) -> None:
    found = said(text)
    assert found is not None
    assert (found.verdict, found.claimed, found.test, found.reason) == ("not", "covered", None, reason)


def test_a_mere_judgement_is_no_check() -> None:
    asked = coverage_question(behaviour(), scenarios("Then everything works as expected"), judge(), language="en")
    found = said(answer([asked.steps[-1].id], asked.steps[-1].text), asked)
    assert found is not None
    assert found.reason == "the quoted step checks nothing"


def test_unknown_ids_beside_a_known_one_are_dropped() -> None:
    assert said(answer(["ffffff", THEN.id])) == said(answer([THEN.id]))


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "<think>hm {{</think>\n{}", "I say {} and no more."])
def test_what_stands_around_the_one_object_does_no_harm(around: str) -> None:
    text = around.replace("{}", answer([THEN.id]), 1).replace("{{", "{")
    assert said(text) == said(answer([THEN.id]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "covered",
        answer([THEN.id])[:-1],
        answer([THEN.id]) * 2,
        answer([THEN.id], verdict="yes"),
        answer([THEN.id], verdict="Covered"),
        json.dumps({"steps": [THEN.id], "verdict": "covered"}),
        json.dumps({"steps": THEN.id, "quote": QUOTE, "verdict": "covered"}),
        json.dumps({"steps": [1], "quote": QUOTE, "verdict": "covered"}),
        json.dumps({"steps": [THEN.id], "quote": None, "verdict": "covered"}),
        json.dumps({"steps": [], "quote": "", "verdict": ["not"]}),
        '{"steps": [], "quote": "", "verdict": "not", "verdict": "covered"}',
        "[" * 100_000,
        '{"a":' * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_answer_cannot_be_read(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize("finish", ["length", "refused", "filtered", "too_long"])
def test_an_answer_that_did_not_end_by_itself_cannot_be_read(finish: str) -> None:
    assert said(answer([THEN.id]), finish=finish) is None


def test_nothing_tells_a_decoy_from_any_other_question_but_its_statement() -> None:
    decoy = decoy_question(CLEAN, judge(), language="en")
    plain = coverage_question(behaviour(decoy_for(CLEAN, "en"), id="B9"), CLEAN, judge(), language="en")
    assert decoy.asks == plain.asks
    assert decoy.about == "decoy"


def test_a_decoy_shares_no_words_with_the_tests_and_is_in_their_language() -> None:
    about_decoys = scenarios(*(f"Then {text}" for text in DECOYS["en"][:9]))
    assert decoy_for(about_decoys, "en") in DECOYS["en"][9:]
    assert decoy_for(CLEAN, "de-AT") in DECOYS["de"]
    assert decoy_for(CLEAN, "ja") in DECOYS["en"]


def test_answers_are_looked_up_by_what_was_asked() -> None:
    stored = completion(answer([THEN.id]))
    found = Answers(judge=judge(), found={call_key(judge().entry.spec, ASKED.asks[0]): stored})
    assert found.to(ASKED) == [stored]


def test_the_prompt_has_an_identity() -> None:
    assert prompt_digest() == prompt_digest()
    assert prompt_digest().startswith("sha256-cj1:")
