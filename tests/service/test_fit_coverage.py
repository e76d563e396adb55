"""The model of `coverage_evidence`, fitted and tried on what it never saw."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.matching import encode, encoder, shipped
from tests.rated import issue_with, suite_of
from tests.service.rated_shops import MATRICES, shops
from workbench.core.errors import LabelError
from workbench.core.fitted import Fitted
from workbench.core.labelled import LabelledIssue, labels_digest
from workbench.core.matching.evidence import VERSION
from workbench.core.matching.features import COVERAGE, LINK, columns_of
from workbench.service.fit_coverage import (
    MUTANT_WEIGHT,
    RIDGE,
    fit_coverage,
    fit_links,
    link_probabilities,
    refit_without,
    rows_of,
)

SIGNED = [sign for _, sign in columns_of(COVERAGE)]


def fitted(issues: Sequence[LabelledIssue] = shops()) -> Fitted:
    return fit_coverage(
        issues, shipped().link, encode=encode, encoder=encoder().model, made_at="2026-11-24", matrices=MATRICES
    )


def said(model: Fitted) -> tuple[object, ...]:
    return model.coverage, model.slope, model.bias, model.threshold


def test_the_file_says_what_it_was_fitted_on() -> None:
    made = fitted()
    card = made.training
    assert (made.version, made.vectors, made.link, card.ridge) == (VERSION, encoder().model, shipped().link, RIDGE)
    assert (card.labels, card.labels_digest) == ("model-written labels", labels_digest(shops()))
    assert (card.issues, card.pairs, card.covers) == (("SHOP-1", "SHOP-2", "SHOP-3"), 18, 9)
    assert (card.matrices, card.links, card.made_at) == (("small", "other"), 4, "2026-11-24")


def test_the_same_labels_make_the_same_bytes() -> None:
    assert fitted().model_dump_json() == fitted().model_dump_json()


def test_the_file_holds_no_word_of_the_tests_and_behaviours() -> None:
    issues = shops()
    texts = [each.statement for issue in issues for each in issue.behaviours]
    texts += [case.scenario or "" for issue in issues for suite in issue.suites for case in suite.suite.cases]
    long = {word for text in texts for word in re.findall(r"[a-z]{7,}", text.lower())}
    assert {"account", "password", "passwords", "voucher", "invoice", "expired"} & long
    assert not long & set(re.findall(r"[a-z]+", json.dumps(fitted().model_dump(mode="json")).lower()))


def test_weights_keep_their_signs_and_a_test_that_covers_is_the_likelier_one() -> None:
    made = fitted()
    assert all(weight * sign >= 0 for weight, sign in zip(made.coverage.weight, SIGNED, strict=True))
    rows = rows_of(shops()[0], encode)[0]
    pairs = made.coverage.probabilities(rows.columns[:4]).reshape(2, 2)
    assert np.all(pairs.diagonal() > pairs[::-1].diagonal())


@pytest.mark.parametrize("issues", [(), shops()[:1], shops()[:1] * 2])
def test_two_issues_are_needed(issues: tuple[LabelledIssue, ...]) -> None:
    with pytest.raises(LabelError, match="rated suites of two issues at least"):
        fitted(issues)


def test_two_issues_are_enough_to_fit_and_three_to_try() -> None:
    made = fitted(shops()[:2])
    with pytest.raises(LabelError, match="of three at least"):
        refit_without(shops()[:2], made, encode=encode)


@pytest.mark.parametrize(("sign", "text"), [("+", "Then a mail is sent"), ("-", "Then a mail is sent"), ("+", "And")])
def test_labels_of_one_kind_and_tests_that_check_nothing_are_too_few(sign: str, text: str) -> None:
    other = "-" if text == "And" else sign
    issues = [issue_with(suite_of("strong", sign + other, texts=[text]), key=f"SHOP-{n}") for n in (1, 2)]
    with pytest.raises(LabelError, match="needs covered and uncovered behaviours"):
        fitted(issues)


def test_a_model_without_an_issue_differs_from_the_whole_one_and_never_saw_the_issue() -> None:
    made = fitted()
    plain = refit_without(shops(), made, encode=encode)
    turned = refit_without(shops("SHOP-2"), made, encode=encode)
    assert list(plain) == ["SHOP-1", "SHOP-2", "SHOP-3"]
    assert all(said(each) != said(made) for each in plain.values())
    assert said(turned["SHOP-2"]) == said(plain["SHOP-2"])
    assert said(turned["SHOP-1"]) != said(plain["SHOP-1"])


def test_what_is_not_fitted_on_issues_stays_without_one() -> None:
    made = fitted()
    without = refit_without(shops(), made, encode=encode)["SHOP-1"]
    assert (without.link, without.training, without.vectors) == (made.link, made.training, made.vectors)


def test_mutants_of_covered_behaviours_are_pairs_that_do_not_cover_and_weigh_little() -> None:
    strong, weak, empty = rows_of(shops()[1], encode)
    assert (strong.shape, weak.shape, empty.shape) == ((2, 2), (2, 1), (2, 0))
    assert len(strong.columns) > 4
    assert not strong.covers[4:].any()
    assert set(strong.weights[4:]) == {MUTANT_WEIGHT}
    assert (strong.covers[:4].tolist(), strong.covered.tolist()) == ([1, 0, 0, 1], [1, 1])


def test_a_suite_without_tests_has_no_pairs_and_covers_nothing() -> None:
    empty = rows_of(shops()[0], encode)[2]
    assert (len(empty.columns), empty.covered.tolist(), empty.best(shipped().coverage).tolist()) == (0, [0, 0], [0, 0])


def test_the_link_head_finds_what_belongs_together() -> None:
    head = fit_links(MATRICES, encode=encode)
    assert head.columns == tuple(name for name, _ in columns_of(LINK))
    found = link_probabilities(MATRICES[0], head, encode=encode)
    assert found.shape == (2, 2)
    assert np.all(found.diagonal() > found[::-1].diagonal())


def test_each_set_counts_the_same_whatever_its_size() -> None:
    small = MATRICES[0]
    many = replace(small, tests={f"{name}{n}": text for n in range(3) for name, text in small.tests.items()},
                   links=frozenset((row, f"{name}{n}") for n in range(3) for row, name in small.links))  # fmt: skip
    pulled = fit_links([many, MATRICES[1]], encode=encode)
    assert pulled.mean != fit_links(MATRICES, encode=encode).mean
    assert np.all(np.isfinite(pulled.weight))


@pytest.mark.parametrize("matrices", [(), (replace(MATRICES[0], links=frozenset()),)])
def test_a_link_head_needs_a_link(matrices: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(LabelError, match="a requirement-test matrix with a link at least"):
        fit_links(matrices, encode=encode)
