import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import behaviour, gold
from tests.conftest import ROOT
from workbench.adapters.catalog.datasets import read_dataset
from workbench.core.mutants import MUTATORS, Mutant, mutants
from workbench.core.records import Behaviour, Gold

LEAST = {
    "negation": 350, "number": 120, "unit": 70, "boundary": 60, "value": 70, "role": 45, "order": 60, "clause": 120,
}  # fmt: skip
LANGUAGES = ["en", "de", "fr", "pt-BR", "ja", ""]
FRAGMENTS = [
    "A boat", "is", "not", "refused with", '"Name is missing."', "and", "no", "at least", "more than", "240", "241",
    "hours", "After the trip", ",", "the owner", "without a key", "that", "who", "first", ";", ".", "kein", "nicht",
    "wird", "bis einschließlich", "24", "Stunden vor Beginn", "(not open)", "2026-02-30", "00.00.0000", "12:99", "403",
    "answered with", "{{ x }}", "99999999999999999", "1,234,567.89", "R01", "an", "a", "exactly", "10th",
]  # fmt: skip


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    return [fixture.gold for fixture in read_dataset(ROOT / "datasets" / "studio").fixtures]


def every(golds: list[Gold]) -> list[tuple[Behaviour, Mutant]]:
    return [(each, mutant) for gold in golds for each in gold.behaviours for mutant in mutants(each, gold)]


def test_there_are_eight() -> None:
    assert list(MUTATORS) == list(LEAST)


def test_every_mutator_finds_its_share_of_the_studio_dataset(golds: list[Gold]) -> None:
    counts = Counter(mutant.mutator for _, mutant in every(golds))
    assert {name: counts[name] for name in LEAST if counts[name] < LEAST[name]} == {}


def test_a_mutant_says_something_else_and_goes_by_a_name_of_its_own(golds: list[Gold]) -> None:
    for gold_ in golds:
        found = [mutant for each in gold_.behaviours for mutant in mutants(each, gold_)]
        statements = [mutant.behaviour.statement for mutant in found]
        assert not set(statements) & {each.statement for each in gold_.behaviours}
        assert len({(mutant.of, mutant.behaviour.statement) for mutant in found}) == len(found)
        assert [mutant.behaviour.id for mutant in found] == [f"{mutant.of}~{mutant.mutator}" for mutant in found]
        assert {mutant.behaviour.evidence for mutant in found} <= {None}


def test_no_mutant_keeps_a_value_that_its_statement_lost(golds: list[Gold]) -> None:
    for original, mutant in every(golds):
        lost = [
            value
            for value in mutant.behaviour.values
            if value in original.values and value in original.statement and value not in mutant.behaviour.statement
        ]
        assert lost == [], mutant.behaviour.id


def test_a_mutant_is_a_clean_sentence(golds: list[Gold]) -> None:
    for _, mutant in every(golds):
        text = mutant.behaviour.statement
        assert text[-1] in '."”“»', mutant.behaviour.id
        assert "  " not in text and " ." not in text.replace(" ...", ""), mutant.behaviour.id
        assert not text[0].islower()


def test_the_same_behaviour_always_gives_the_same_mutants(golds: list[Gold]) -> None:
    assert every(golds) == every(golds)


def test_an_actor_for_whom_it_holds_as_well_is_no_mutant() -> None:
    first = behaviour("When a trip is missed, the trainer gets a mail.")
    other = behaviour("When a trip is missed, the learner gets a mail at once.", id="B2")
    assert "role" not in {each.mutator for each in mutants(first, gold(behaviours=[first, other]))}


def test_a_long_text_has_no_mutants() -> None:
    first = behaviour("A boat is lent. " * 100)
    assert mutants(first, gold(behaviours=[first])) == ()


texts = st.text(max_size=300) | st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(statement=texts, other=texts, language=st.sampled_from(LANGUAGES), value=st.sampled_from(FRAGMENTS))
def test_any_text_is_mutated_or_left_alone_without_an_error(
    statement: str, other: str, language: str, value: str
) -> None:
    first = behaviour(statement, values=(value, "30 min"), kind="boundary")
    found = mutants(first, gold(behaviours=[first, behaviour(other, id="B2")], language=language))
    assert all(each.behaviour.statement != statement for each in found)


@pytest.mark.parametrize(
    "piece", ["a ", "no ", "1 ", "1,", "(", '"', "the owner and ", "more than 1 ", ", der ", "is not "]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_text_that_repeats_itself_takes_no_time(piece: str, language: str) -> None:
    first = behaviour((piece * 1000)[:1000])
    start = time.process_time()
    mutants(first, gold(behaviours=[first], language=language))
    assert time.process_time() - start < 2
