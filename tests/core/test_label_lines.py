import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import label
from workbench.core.errors import LabelError
from workbench.core.label_lines import as_lines, check_order, read_lines

SECRET = "the text of an issue"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(["person", "model"]))
def test_lines_come_back_as_they_were(note: str, kind: str) -> None:
    labels = [label(note=note, rater_kind=kind), label(kind="pair", test="T1", value="none", revision=3)]
    assert read_lines(as_lines(labels).encode(), "x") == labels


def test_a_line_names_its_form_and_leaves_out_what_is_not_set() -> None:
    written = json.loads(as_lines([label()]))
    assert (written["schema"], written["at"]) == (1, "2026-11-24T12:00:00Z")
    assert {"form", "test", "rule", "line", "note"} & set(written) == set()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "no JSON"),
        (b"7", "the whole"),
        (b"\xff{}", "not UTF-8"),
        (b'{"schema": 1}', "is missing"),
        (b"[" * 100_000, "no JSON"),
        (json.dumps({**json.loads(as_lines([label()])), "value": SECRET}).encode(), "'value'"),
        (json.dumps({**json.loads(as_lines([label()])), "summary": SECRET}).encode(), "unknown key 'summary'"),
    ],
)
def test_a_bad_line_is_named_and_never_shown(line: bytes, fault: str) -> None:
    content = as_lines([label()]).encode() + b"\n" + line + b"\n"
    with pytest.raises(LabelError) as caught:
        read_lines(content, "labels.jsonl")
    assert str(caught.value).startswith("bad line 3 of labels.jsonl: ")
    assert fault in str(caught.value)
    assert SECRET not in str(caught.value)


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    content = b"\xef\xbb\xbf" + as_lines([label(), label(behaviour="B2")]).replace("\n", "\r\n").encode()
    assert len(read_lines(content, "x")) == 2


def test_a_revision_is_never_said_twice_in_two_ways() -> None:
    check_order([label(), label(value="not", revision=2)], [label()])
    with pytest.raises(LabelError, match="revision 1 is known with another value or note"):
        check_order([label(value="not")], [label()])
    with pytest.raises(LabelError, match="revision 2 is known"):
        check_order([label(revision=2), label(revision=2, note="but")], [])


def test_the_revisions_of_a_label_are_about_one_thing_by_one_rater() -> None:
    for other in ({"behaviour": "B2"}, {"rater_kind": "person"}, {"rater": "x"}):
        with pytest.raises(LabelError, match="differ in what is rated or by whom"):
            check_order([label(id="same", revision=2, **other)], [label(id="same")])
