"""Telling whether an issue changed."""

from typing import Any

import pytest

from workbench.core.importing.allowing import allow
from workbench.core.importing.content import content_of
from workbench.core.importing.sourced import Wanted

FIELDS: dict[str, Any] = {"summary": "s", "labels": ["b", "a"], "description": "* one", "customfield_10001": "x"}
NAMES = {"customfield_10001": "Acceptance criteria", "customfield_20002": "acceptance Criteria"}


def content(**fields: Any) -> str:
    given = {name: value for name, value in (FIELDS | fields).items() if value is not None}
    return content_of(allow({"key": "A-1", "fields": given, "names": NAMES}, Wanted(comments=True)).document)


@pytest.mark.parametrize(
    "change", [{"summary": "t"}, {"labels": ["a"]}, {"description": "* two"}, {"customfield_10001": "y"},
               {"issuetype": {"name": "Bug"}}, {"components": [{"name": "c"}]}],
)  # fmt: skip
def test_a_change_of_what_it_says_is_a_change(change: dict[str, Any]) -> None:
    assert content(**change) != content()


@pytest.mark.parametrize(
    "change",
    [
        {"labels": ["a", "b"]},
        {"customfield_10001": None, "customfield_20002": "x"},
        {"reporter": {"displayName": "Bo Park"}},
        {"status": {"name": "Done"}},
        {"comment": {"comments": [{"body": "said"}]}},
        {"attachment": [{"filename": "a.txt"}]},
    ],
)
def test_what_forms_tell_differently_is_none(change: dict[str, Any]) -> None:
    assert content(**change) == content()
