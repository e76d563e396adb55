"""How alike texts are, in numbers that can be reckoned by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.matching.pairs import directions
from tests.matching import encode
from workbench.core.matching.similarity import (
    Terms,
    cosines,
    grams,
    rarity,
    share_of,
    soft_containment,
    stacked,
)
from workbench.core.text.words import content_words, stems

# Two claims and two checks would hide which side a number is of: one claim `a b` with the checks `a a c` and `b`.
TERMS = Terms([["a", "b"]], [["a", "a", "c"], ["b"]])
COMMON, RARE = math.log(4 / 3) + 1e-3, math.log(4 / 2) + 1e-3  # a and b are in two of three texts, c in one


def test_tf_idf_cosine_as_by_hand() -> None:
    twice = COMMON * (1 + math.log(2))
    first = COMMON * twice / (math.hypot(COMMON, COMMON) * math.hypot(twice, RARE))
    assert TERMS.cosine()[0] == pytest.approx([first, math.sqrt(0.5)])


def test_containment_is_of_the_claim_and_focus_of_the_check() -> None:
    assert TERMS.containment()[0] == pytest.approx([0.5, 0.5])
    assert TERMS.focus()[0] == pytest.approx([COMMON / (COMMON + RARE), 1])


def test_bm25_as_by_hand() -> None:
    rare = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))  # in one of two checks
    long = rare * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2))
    short = rare * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1 / 2))
    assert TERMS.bm25()[0] == pytest.approx([math.log1p(long), math.log1p(short)])


@pytest.mark.parametrize(
    ("claims", "checks"), [([], []), ([["a"]], []), ([], [["a"]]), ([[]], [[]]), ([["a"]], [[], ["a"]])]
)
def test_no_texts_and_empty_ones_are_like_nothing(claims: list[list[str]], checks: list[list[str]]) -> None:
    terms, vectors = Terms(claims, checks), directions("a")
    measures = [terms.cosine(), terms.containment(), terms.focus(), terms.bm25()]
    measures += [soft_containment(claims, checks, vectors, "en"), cosines(["a"] * len(claims), checks, vectors)]
    assert {each.shape for each in measures} == {(len(claims), len(checks))}
    assert all(each[0, 0] == 0 for each in measures[:-1] if each.size)


def test_grams_are_runs_of_three_to_five_characters_with_the_ends_of_words() -> None:
    assert grams("Ab  cd") == (" ab", "ab ", " ab ", " cd", "cd ", " cd ")
    assert grams("") == ()


def test_the_best_of_a_checks_texts_counts() -> None:
    vectors = encode(["the account is locked", "the account of Ann is locked", "an invoice is printed"])
    locked, anns, printed = vectors
    found = cosines([locked], [[printed], [printed, anns], []], vectors)[0]
    assert found[1] > 0.7 > 0.3 > found[0]
    assert found[2] == 0


def test_an_empty_text_is_all_zeros() -> None:
    assert not stacked(["", ""], {}).any()
    assert stacked([], {}).shape == (0, 384)


def soft(wanted: str, given_: str, language: str = "en") -> float:
    return float(soft_containment([[wanted]], [[given_]], encode([wanted, given_]), language)[0, 0])


def test_words_of_one_stem_are_alike_and_related_ones_in_part() -> None:
    assert (soft("locked", "locks"), soft("gesperrten", "gesperrte", "de")) == (1, 1)
    assert soft("car", "automobile") > 0.5
    assert soft("password", "invoice") == 0


def test_a_word_with_a_digit_has_to_be_there_as_it_is() -> None:
    assert float(np.dot(*encode(["30", "31"]).values())) > 0.75
    assert (soft("30", "31"), soft("30", "30"), soft("AC-1", "AC-2")) == (0, 1, 0)


def test_what_all_claims_share_weighs_less() -> None:
    claims = [["account", "locked"], ["account", "mailed"]]
    vectors = directions(["account", "locked", "mailed"])
    shared, own = (soft_containment(claims, [[word]], vectors, "en")[0, 0] for word in ("account", "locked"))
    assert 0 < shared < 0.5 < own
    assert (shared, own) == pytest.approx(
        (math.log(3 / 2.5) / math.log(3 / 2.5 * 3 / 1.5), math.log(3 / 1.5) / math.log(3 / 2.5 * 3 / 1.5))
    )


def test_a_share_of_no_terms_is_0_and_an_unknown_term_weighs_1() -> None:
    assert share_of([], {"a"}, {}) == 0
    assert share_of(["a", "b", "b"], {"a"}, {"b": 3.0}) == 0.25
    assert min(rarity([["a"], ["a"], ["a", "b"]]).values()) > 0


texts = st.lists(st.text(max_size=40), min_size=1, max_size=4)


@given(texts, texts, st.sampled_from(["en", "de", "ja"]))
def test_any_texts_are_alike_between_0_and_1(claims: list[str], checks: list[str], language: str) -> None:
    ours, theirs = ([content_words(text, language) for text in side] for side in (claims, checks))
    terms = Terms([stems(text, language) for text in claims], [stems(text, language) for text in checks])
    vectors = directions([word for words in [*ours, *theirs] for word in words])
    shares = [terms.cosine(), terms.containment(), terms.focus(), soft_containment(ours, theirs, vectors, language)]
    shares.append(Terms([grams(text) for text in claims], [grams(text) for text in checks]).cosine())
    assert all(each.shape == (len(claims), len(checks)) for each in shares)
    assert all(np.all((each >= 0) & (each <= 1 + 1e-9)) for each in shares)
    assert np.all(np.isfinite(terms.bm25())) and np.all(terms.bm25() >= 0)
