"""One candidate on one issue, with scores at once."""

from dataclasses import replace

import pytest

from tests.builders import FEATURE, behaviour, candidate, completion, config, counted, evidence, fixture, gold, result
from tests.fakes import AnswersAtOnce, NeverAnswers
from tests.matching import RemembersVectors, encode, shipped, tools
from workbench.generator.errors import ProviderError
from workbench.generator.output.read import read
from workbench.scorers import SCORERS
from workbench.scorers.base import AsksForVectors, AsksJudge
from workbench.service.try_out import NEED_GOLD, applicable, try_out

SPEC = config().model
BARE = fixture(gold=gold())


class RefusesVectors(RemembersVectors):
    """A store that must not be touched."""

    def add_vectors(self, rows: object, model: str) -> None:
        raise AssertionError("vectors of what is tried out were stored")

    vectors = add_vectors  # type: ignore[assignment]


def test_tests_figures_and_scores_come_at_once_and_no_vector_is_stored() -> None:
    tried = try_out(candidate(), fixture(), model=AnswersAtOnce(SPEC), tools=replace(tools(), store=RefusesVectors()))
    assert (tried.result.outcome, len(tried.result.suite.cases)) == ("ok", 1)
    assert (tried.input_tokens, tried.output_tokens, tried.usd, tried.seconds) == (100, 50, 0, 2.0)
    assert set(tried.scores) == {name for name, each in SCORERS.items() if not isinstance(each, AsksJudge)}
    assert (tried.scores["coverage_evidence"].value or 0) > 0.5
    assert tried.scores["gherkin_valid"].value == 1.0


def test_an_unusable_answer_keeps_its_reason_and_scores() -> None:
    tried = try_out(candidate(), fixture(), model=AnswersAtOnce(SPEC, text="I cannot."), tools=tools())
    assert tried.result.outcome == "unusable"
    assert tried.result.reason
    assert tried.scores["coverage_evidence"].value == 0.0


def test_a_count_or_price_that_is_not_known_is_none() -> None:
    model = AnswersAtOnce(SPEC, make=lambda _: completion(usage=counted(None, 50)))
    tried = try_out(candidate(), fixture(), model=model, tools=tools())
    assert (tried.input_tokens, tried.output_tokens, tried.usd) == (None, 50, None)
    assert try_out(candidate(price=None), fixture(), model=AnswersAtOnce(SPEC), tools=tools()).usd is None


def test_a_provider_outage_is_no_score() -> None:
    with pytest.raises(ProviderError):
        try_out(candidate(), fixture(), model=NeverAnswers(SPEC), tools=tools())


def test_without_behaviours_exactly_those_scores_go_that_look_at_them() -> None:
    assert set(applicable(fixture())) - set(applicable(BARE)) == NEED_GOLD
    made = result(read(FEATURE, output="gherkin", criteria=["AC-1"]).suite)
    told = fixture(
        gold=gold(behaviours=[behaviour("It is locked after 5 tries, at least 30 minutes", kind="negative")])
    )
    for name, scorer in applicable(BARE).items():
        texts = scorer.texts(made, told) if isinstance(scorer, AsksForVectors) else ()
        held = evidence(told, vectors=encode(texts), fitted=shipped())
        assert scorer.measure(made, BARE, held) == scorer.measure(made, told, held), name
