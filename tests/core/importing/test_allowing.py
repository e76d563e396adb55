"""What of an issue comes in."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.importing.full_issue import fields_of, full_issue, words
from workbench.core.anonymising.fields import FIELDS, chosen
from workbench.core.anonymising.structure import Structure
from workbench.core.errors import CatalogError
from workbench.core.importing.allowing import ON_REQUEST, allow, is_wanted, listing_only, refuse_never, without_people
from workbench.core.importing.sourced import Wanted

_PEOPLE = {
    f"/fields/{who}/{name}"
    for who in ("reporter", "assignee", "creator")
    for name in ("accountId", "displayName", "emailAddress", "name", "key")
}
_TEXT = "/content/content"
_BODY = {
    f"{_TEXT}/text",
    f"{_TEXT}/marks/attrs/href",
    f"{_TEXT}/attrs/id",
    f"{_TEXT}/attrs/text",
    f"{_TEXT}/attrs/url",
}
_ALWAYS = {
    "/fields/summary", "/fields/issuetype/name", "/fields/priority/name", "/fields/status/name", "/fields/labels",
    "/fields/components/name", "/fields/issuelinks/inwardIssue/fields/summary",
    "/fields/issuelinks/inwardIssue/fields/issuetype/name", "/fields/subtasks/fields/summary",
    "/fields/subtasks/fields/issuetype/name", "/fields/attachment/filename",
    *(f"/fields/description{place}" for place in _BODY), *(f"/fields/customfield_10900{place}" for place in _BODY),
}  # fmt: skip


def test_of_eighty_kinds_of_fields_only_the_named_places_come_in() -> None:
    document = full_issue()
    assert fields_of(document) >= 80
    came = allow(document, Wanted())
    assert {path for path, _ in words(came.document)} == _ALWAYS | _PEOPLE
    assert came.left_out == {"fields": fields_of(document) - len(came.document["fields"]) - 1, "comments": 1}


def test_words_that_came_in_are_those_of_their_places() -> None:
    document = full_issue()
    before, after = set(words(document)), set(words(allow(document, Wanted()).document))
    assert after <= before
    assert len(after) < len(before) / 3


def test_comments_come_without_whoever_wrote_them() -> None:
    came = allow(full_issue(), Wanted(comments=True))
    assert {path for path, _ in words(came.document)} - _ALWAYS - _PEOPLE == {
        f"/fields/comment/comments/body{place}" for place in _BODY
    }
    assert "comments" not in came.left_out


def test_a_field_comes_by_id_or_by_name_and_brings_no_person() -> None:
    document = full_issue()
    custom = [id_ for id_ in document["fields"] if id_.startswith("customfield_")]
    by_id = allow(document, Wanted(fields=tuple(custom)))
    by_name = allow(document, Wanted(fields=tuple(document["names"][id_].upper() for id_ in custom)))
    assert by_id == by_name
    places = {path.rpartition("/")[2] for path, _ in words(by_id.document) if "customfield" in path}
    assert places <= {"value", "name", "text", "href", "id", "url", *custom}
    named = {path for path, _ in words(by_id.document) if path.endswith("/id")}
    assert all(path.endswith("/content/content/attrs/id") for path in named)  # of a mention


def test_a_field_that_holds_people_stays_out_also_when_it_is_asked_for() -> None:
    person = {"name": "bpark", "displayName": "Bo Park", "active": True}
    fields = {"summary": "s", "customfield_1": person, "customfield_2": [person], "customfield_3": 49_301_234_567.0}
    came = allow({"key": "A-1", "fields": fields}, Wanted(fields=tuple(fields)))
    assert came.document["fields"] == {"summary": "s", "customfield_3": 49_301_234_567}
    assert isinstance(came.document["fields"]["customfield_3"], int)  # of which the anonymiser looks at the digits
    assert came.left_out == {"fields": 2}


def test_comments_that_a_search_holds_back_are_counted() -> None:
    fields = {"summary": "s", "comment": {"total": 30, "comments": [{"body": "said"}]}}
    document = {"key": "A-1", "fields": fields}
    assert allow(document, Wanted()).left_out == {"comments": 30}
    assert allow(document, Wanted(comments=True)).left_out == {"comments": 29}


def test_environment_and_versions_come_only_when_asked_for() -> None:
    asked = allow(full_issue(), Wanted(fields=("Environment", "fixversions"))).document["fields"]
    assert asked.keys() - allow(full_issue(), Wanted()).document["fields"].keys() == {"environment", "fixVersions"}


def test_the_anonymiser_keeps_every_field_of_its_own_that_comes_in() -> None:
    fields = allow(full_issue(), Wanted(fields=("environment",))).document["fields"]
    assert {name for name in fields if not name.startswith("customfield_")} <= FIELDS


def test_every_word_that_comes_in_is_searched_or_replaced_by_the_anonymiser() -> None:
    given = full_issue()
    came = allow(given, Wanted(fields=("environment", *ON_REQUEST, *given["names"]), comments=True)).document
    structure = Structure(chosen(came, came["fields"]))
    looked_at = {word for text in structure.texts.values() for word in text.split("\ufffc")}
    replaced = {each.value for each in structure.by_field}
    people = {word for _, user in structure.users for _, word in words(user)}
    unseen = [path for path, word in words(came) if word not in looked_at | replaced | people]
    assert unseen == []


def test_people_and_files_without_text_are_dropped_after_the_anonymiser() -> None:
    document = allow(full_issue(), Wanted()).document
    (listed,) = document["fields"]["attachment"]
    kept = listing_only(without_people(document), {listed["filename"]})
    assert kept["fields"].keys() == document["fields"].keys() - {"reporter", "assignee", "creator"}
    assert "attachment" not in listing_only(document, ())["fields"]
    assert "attachment" in document["fields"]


def test_markup_of_a_server_becomes_a_document_with_its_people() -> None:
    person = {"name": "bpark", "displayName": "Bo Park", "active": True}
    document = {"key": "A-1", "fields": {"summary": "s", "description": "* ask [~bpark]", "reporter": person}}
    (item,) = allow(document, Wanted()).document["fields"]["description"]["content"][0]["content"]
    mention = {"type": "mention", "attrs": {"id": "bpark", "text": "@Bo Park"}}
    assert item["content"][0]["content"] == [{"type": "text", "text": "ask "}, mention]


@pytest.mark.parametrize("name", ["comment", "Worklog", "watches", "renderedFields", "creator", "changelog"])
def test_what_never_comes_in_cannot_be_asked_for(name: str) -> None:
    with pytest.raises(CatalogError, match="field '"):
        refuse_never(Wanted(fields=("environment", name)))
    assert not is_wanted(name, name, Wanted(fields=(name,)))


_DEEP: dict[str, object] = {"type": "doc", "content": [{"type": "text", "text": "zq"}]}
for _ in range(150):
    _DEEP = {"type": "doc", "content": [_DEEP]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"key": None}, "no usable key"),
        ({"key": "zq secret"}, "no usable key"),
        ({"key": "12"}, "no usable key"),
        ({"fields": None}, "no object 'fields'"),
        ({"fields": [{"zq": 1}]}, "no object 'fields'"),
        ({"fields": {"description": "zq"}}, "'summary' is missing"),
        ({"fields": {"summary": {"zq": 1}}}, "'summary' is missing"),
        ({"fields": {"summary": "zq", "description": "zq" * 200_001}}, "over 400,000 characters"),
        ({"fields": {"summary": "zq", "description": "zq\n" * 60_000}}, "over 50,000 parts"),
        (
            {"fields": {"summary": "zq", "description": {"content": [{"type": "text", "text": "zq" * 200_001}]}}},
            "400,000",
        ),
        ({"fields": {"summary": "zq" * 200_001}}, "over 400,000 characters"),
        ({"fields": {"summary": "zq", "description": _DEEP}}, "nested too deeply"),
    ],
)
def test_what_is_no_issue_is_one_sentence_without_content(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(CatalogError, match=sentence) as caught:
        allow({"key": "A-1", "fields": {"summary": "s"}} | change, Wanted())
    assert "zq" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        1.5,
        True,
        "zq",
        [],
        ["zq", None, [[["zq"]]]],
        {},
        {"content": 1},
        {"id": {"zq": []}},
        [{"a": 1}],
        float("nan"),
        [float("inf")],
    ],
)
def test_a_field_of_any_form_is_read_or_left_out(value: object) -> None:
    document = full_issue()
    document["fields"] = dict.fromkeys(document["fields"], value) | {"summary": "s"}
    came = allow(document, Wanted(fields=tuple(document["names"]), comments=True))
    json.dumps(came.document, allow_nan=False).encode()


def test_what_cannot_be_written_is_replaced() -> None:
    document = {"key": "A-1", "fields": {"summary": "a\ud800b", "description": "c\x00d", "labels": ["e\udfff"]}}
    assert "\\ud" not in json.dumps(allow(document, Wanted()).document)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "content", "attrs", "marks", "text", "id", "name", "value", "body", "comments", "key"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*full_issue()["fields"]]), _JSON, max_size=8))
def test_any_json_in_any_field_is_read_or_refused_in_one_sentence(fields: dict[str, object]) -> None:
    document = {"key": "A-1", "fields": fields, "names": full_issue()["names"]}
    try:
        came = allow(document, Wanted(fields=("A text", "environment"), comments=True))
    except CatalogError as error:
        assert "summary" in str(error) or "deeply" in str(error)
    else:
        json.dumps(came.document, allow_nan=False).encode()
