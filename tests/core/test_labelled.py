from dataclasses import replace

import pytest

from tests.builders import AT, label, scenarios
from tests.rated import issue_with, suite_of
from workbench.core.errors import CatalogError
from workbench.core.labelled import from_labels, labels_digest
from workbench.core.labels import Label
from workbench.service.label import suite_labels

STRONG = suite_of("strong", "+-", "~~")
ISSUE = issue_with(STRONG)
KNOWN = {("studio", "SHOP-1"): ISSUE}


def verdict(value: str, **more: object) -> Label:
    return label(value=value, **more)


def test_a_suite_covers_what_one_of_its_tests_covers() -> None:
    assert STRONG.verdicts == {"B1": "covered", "B2": "partly"}
    assert suite_of("weak", "-~", "--").verdicts == {"B1": "not", "B2": "partly"}
    assert suite_of("weak", "-.", "-.").verdicts == {"B1": "not"}
    assert (STRONG.tests[0].covers, STRONG.tests[1].partly) == ({"B1"}, {"B1", "B2"})


def test_what_suites_say_comes_back_from_their_labels() -> None:
    labels = suite_labels([ISSUE], dataset="studio", rater="author", rater_kind="model", at=AT)
    assert len(labels) == 6
    assert from_labels(labels, KNOWN, {}) == (ISSUE,)
    assert labels_digest(from_labels(labels[::-1], KNOWN, {})) == labels_digest([ISSUE])


def test_people_count_before_models_unit_by_unit() -> None:
    said = [verdict("covered"), verdict("not", rater_kind="person"), verdict("partly", behaviour="B2")]
    found = from_labels(said, KNOWN, {})[0]
    assert found.suites[0].verdicts == {"B1": "not", "B2": "partly"}
    assert found.rater_kinds == {"person", "model"}
    only_people = from_labels(said[:2], KNOWN, {})[0]
    assert only_people.rater_kinds == {"person"}


def test_among_raters_of_a_kind_most_decide_and_a_tie_is_no_label() -> None:
    people = [verdict(value, rater=str(n), rater_kind="person") for n, value in enumerate(["not", "covered", "not"])]
    assert from_labels(people, KNOWN, {})[0].suites[0].verdicts == {"B1": "not"}
    assert from_labels(people[:2], KNOWN, {})[0].suites[0].verdicts == {}


def test_a_correction_counts_and_what_it_corrects_does_not() -> None:
    found = from_labels([verdict("not", revision=2), verdict("covered")], KNOWN, {})[0]
    assert found.suites[0].verdicts == {"B1": "not"}


def test_a_verdict_goes_before_what_the_pairs_amount_to() -> None:
    pair = label(kind="pair", test="T1", value="covers")
    assert from_labels([pair], KNOWN, {})[0].suites[0].verdicts == {"B1": "covered"}
    assert from_labels([pair, verdict("partly")], KNOWN, {})[0].suites[0].verdicts == {"B1": "partly"}


def test_a_generation_is_found_by_its_cell_key() -> None:
    made = scenarios("Then it is so", "Then it is not")
    said = [
        label(suite="cell-1", kind="pair", test="T2", value="covers"),
        label(kind="rating", behaviour=None, test="T9", value="ok"),
    ]
    found = from_labels(said, KNOWN, {"cell-1": made})[0].suites
    assert [(suite.name, suite.suite, [test.pairs for test in suite.tests]) for suite in found] == [
        ("cell-1", made, [{}, {"B1": "covers"}])
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"issue": "SHOP-9"}, "issue 'SHOP-9' in dataset 'studio'"),
        ({"dataset": "other"}, "issue 'SHOP-1' in dataset 'other'"),
        ({"suite": "odd"}, "suite 'odd' of 'SHOP-1'"),
        ({"behaviour": "B9"}, "'SHOP-1' has no behaviour 'B9'"),
        ({"kind": "pair", "test": "T9", "value": "none"}, "has no test 'T9'"),
    ],
)
def test_a_label_of_what_is_not_known_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(CatalogError, match=said):
        from_labels([label(**changed)], KNOWN, {})


def test_another_label_is_another_set() -> None:
    other = issue_with(suite_of("strong", "+-", "~-"))
    more_text = issue_with(suite_of("strong", "+-", "~~", texts=["Then it is odd"]))
    second = replace(ISSUE, key="SHOP-2")
    digests = [labels_digest([each]) for each in (ISSUE, other, more_text, second)]
    assert len(set(digests)) == 4
    assert labels_digest([ISSUE, second]) == labels_digest([second, ISSUE])
