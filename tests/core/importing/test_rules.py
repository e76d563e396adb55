"""When a signed fixture may not be used."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.core.importing.signing import DETECTORS, TODAY, customers, own
from workbench.core.importing.rules import faults, is_older
from workbench.core.importing.signoffs import Origin, SignOff


def broken(signed: SignOff | None, origin: Origin, **more: Any) -> list[str]:
    given: dict[str, Any] = {
        "until": None,
        "files": lambda _: signed.files if signed else "",
        "detectors": lambda: DETECTORS,
    }
    sign_offs = {} if signed is None else {signed.key: signed}
    return [each.rule for each in faults(sign_offs, keys=["ACME-1"], origin=origin, today=TODAY, **given | more)]


@pytest.mark.parametrize(
    ("signed", "rules"),
    [
        (customers(), []),
        (customers(consent=None), ["consent"]),
        (customers(expires=None), ["expiry"]),
        (customers(expires=TODAY), []),
        (customers(expires=TODAY - timedelta(days=1)), ["expired"]),
        (customers(reviewers=("Ada",)), ["reviewers"]),
        (customers(reviewers=("Ada", " ada ")), ["reviewers"]),
        (customers(detectors="rules-2+rampart@9f27d24949b0"), ["reopened"]),
        (own(), ["origin"]),
        (None, ["unsigned"]),
        (customers(consent=None, expires=None, reviewers=("A",)), ["consent", "expiry", "reviewers"]),
    ],
)
def test_a_customers_fixture_needs_consent_expiry_and_two_reviewers(signed: SignOff | None, rules: list[str]) -> None:
    assert broken(signed, "customer_consented") == rules


@pytest.mark.parametrize(
    ("signed", "rules"),
    [
        (own(), []),
        (None, []),
        (own(detectors="rules-1+no-model"), []),
        (own(consent="DPA-7"), ["consent"]),
        (own(expires=date(2030, 1, 1)), ["consent"]),
        (customers(), ["origin"]),
    ],
)
def test_another_fixture_needs_one_reviewer_and_no_consent(signed: SignOff | None, rules: list[str]) -> None:
    assert broken(signed, "own_project") == rules


def test_a_dataset_is_at_fault_once_its_card_has_expired() -> None:
    assert broken(None, "synthetic", until=TODAY) == []
    assert broken(None, "synthetic", until=TODAY - timedelta(days=1)) == ["expired"]


@pytest.mark.parametrize("signed", [own(origin="synthetic"), customers()])
def test_a_fixture_whose_files_changed_is_at_fault_whosever_it_is(signed: SignOff) -> None:
    assert broken(signed, signed.origin, files=lambda _: "f" * 64) == ["changed"]


def test_the_detectors_are_not_asked_for_where_nothing_is_a_customers() -> None:
    def never() -> str:
        raise AssertionError

    assert broken(own(), "own_project", detectors=never) == []


@pytest.mark.parametrize(
    ("signed", "now", "older"),
    [
        ("rules-1+m@1", "rules-1+m@1", False),
        ("rules-1+m@1", "rules-2+m@1", True),
        ("rules-9+m@1", "rules-10+m@1", True),
        ("rules-2+m@1", "rules-1+m@1", False),
        ("rules-2+m@1", "rules-1+m@2", False),
        ("rules-1+m@1", "rules-1+m@2", True),
        ("rules-1+no-model", "rules-1+m@1", True),
        ("rules-1+m@1", "rules-1+no-model", False),
        ("rules-1+m@1", "rules-2+no-model", True),
        ("something else", "rules-1+m@1", True),
        ("something else", "something else", False),
    ],
)
def test_detectors_are_older_where_those_of_today_could_find_more(signed: str, now: str, older: bool) -> None:
    assert is_older(signed, now) is older
