"""Sheets without a file: what a row shows and is called, which rows are drawn, CSV there and back."""

import csv
import io
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rated import issue_with, suite_of
from workbench.core.errors import LabelError
from workbench.core.sheets.csv_text import COLUMNS, Answer, SheetRow, as_csv, read_csv
from workbench.core.sheets.drawing import draw
from workbench.core.sheets.neighbours import with_neighbours
from workbench.core.sheets.shown import ISSUE_CHARS, issue_text, suite_text
from workbench.core.sheets.units import CELL_CHARS, Unit, place_id, units_of
from workbench.generator.records import Attachment, Criterion, Issue, TestCase, TestStep, TestSuite

HEAD = ",".join(COLUMNS) + "\r\n"
NASTY = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n\",; é😀€"), st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    ),
    max_size=30,
)


def row(**more: str) -> SheetRow:
    return SheetRow(**{"row": "r1.1", "issue": "SHOP-1", "issue_text": "", "behaviour": "", "tests": "", **more})


def unit(issue: str, suite: str, behaviour: str, *, hard: bool = False) -> Unit:
    return Unit(place=("studio", issue, suite, behaviour), statement=behaviour, tests=("T1",), shown="T1", hard=hard)


def read(*records: str, head: str = "row,value,test,note") -> tuple[Answer, ...]:
    return read_csv("\r\n".join([head, *records]), "a.csv").answers


# CSV there and back


@given(behaviour=NASTY, note=NASTY)
def test_every_text_comes_back_as_it_was(behaviour: str, note: str) -> None:
    found = read_csv(as_csv([row(behaviour=behaviour, note=note, value="covered")]), "a.csv").answers
    assert found == (Answer(number=2, row="r1.1", behaviour=behaviour, value="covered", note=note.strip() or None),)


@given(NASTY)
def test_no_cell_is_a_formula(text: str) -> None:
    cells = list(csv.reader(io.StringIO(as_csv([row(issue_text=text, tests=text)]), newline="")))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_may_be_moved_added_and_parted_otherwise(between: str) -> None:
    head = between.join(['"Value"', " test ", "mine", "NOTE", "row"])
    line = between.join(["C", "t2", "x", '"a;b, ""c""\ndï"', "r1.1"])
    (answer,) = read(line, between * 4, head=head)
    assert answer == Answer(number=2, row="r1.1", behaviour=None, value="covered", tests=(2,), note='a;b, "c"\ndï')


@pytest.mark.parametrize(
    ("written", "value"),
    [("covered", "covered"), (" Covered ", "covered"), ("c", "covered"), ("P", "partly"), ("NOT", "not"), ("n", "not")],
)
def test_values_are_taken_in_any_case_and_by_their_first_letter(written: str, value: str) -> None:
    assert [answer.value for answer in read(f"r1.1,{written},,")] == [value]


@pytest.mark.parametrize(
    ("written", "tests"),
    [("T1", (1,)), ("t1; T3", (1, 3)), ("2", (2,)), ("T1 T12", (1, 12)), ("T2\nT2", (2,)), (" T1 , T2,", (1, 2))],
)
def test_tests_are_named_by_their_numbers(written: str, tests: tuple[int, ...]) -> None:
    assert [answer.tests for answer in read(f'r1.1,c,"{written}",')] == [tests]


def test_what_has_no_value_is_not_rated_yet_and_empty_rows_are_none() -> None:
    sheet = read_csv("row,value,test,note\r\nr1.1,,,why?\r\n,,,\r\n\r\nr2.1,n,,\r\nr3.1\r\n", "a.csv")
    assert [(answer.number, answer.row) for answer in sheet.answers] == [(5, "r2.1")]
    assert sheet.unrated == 2


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("r1.1,secret,,", "bad row 3 of a.csv: 'value' is one of covered, partly, not, or c, p, n"),
        ("r1.1,c,secret,", "bad row 3 of a.csv: 'test' takes numbers of its tests, as T1 or T1, T3"),
        ("r1.1,c,T0,", "bad row 3 of a.csv: 'test' takes numbers of its tests, as T1 or T1, T3"),
        ("r1.1,not,T1,", "bad row 3 of a.csv: 'not' and a test do not go together"),
        ("r1.1,,T1,", "bad row 3 of a.csv: it names a test and has no 'value'"),
        (",c,,secret", "bad row 3 of a.csv: it has a 'value' and no 'row'"),
        (f"r1.1,c,,{'secret' * 700}", "bad row 3 of a.csv: 'note' is longer than 4,000 characters"),
        ('r1.1,c,,"secret', "bad row 3 of a.csv: no CSV; is a quotation mark left open?"),
        ("r0.1,n,,secret", "rows 2 and 3 of a.csv are the same one and say different things"),
    ],
)
def test_a_bad_row_is_named_by_its_number_and_never_shown(record: str, said: str) -> None:
    with pytest.raises(LabelError) as refused:
        read("r0.1,c,,", record)
    assert str(refused.value).startswith(said)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "a.csv: no column 'row' and no column 'value'; the first row names the columns"),
        ("row;test;note", "a.csv: no column 'value'; the first row names the columns"),
        ("row,value,note,Note", "a.csv: column 'note' stands twice; take one out"),
    ],
)
def test_columns_that_are_missing_or_doubled_are_named(head: str, said: str) -> None:
    with pytest.raises(LabelError) as refused:
        read("r1.1,c", head=head)
    assert str(refused.value) == said


@given(st.text(max_size=60))
def test_any_text_is_a_sheet_or_one_sentence(text: str) -> None:
    for given_ in (text, f"row,value,test,note\n{text}"):
        try:
            read_csv(given_, "a.csv")
        except LabelError as error:
            assert "\n" not in str(error)


# What a row shows


def test_tests_are_numbered_and_say_nothing_of_who_wrote_them() -> None:
    scenario = TestCase(
        title="Lock",
        preconditions=("an account",),
        scenario="\n  # by model-x\n  @AC-1 @ai\n  Scenario: Lock\n    When @x\u2028",
    )
    steps = TestCase(
        title="Mail", objective="Told", labels=("few-shot",), criteria=("AC-2",),
        steps=(TestStep(action="Lock", data="Ann", expected="a mail"), TestStep(action="Wait")),
    )  # fmt: skip
    assert suite_text(TestSuite(title="model-x", cases=(scenario, steps))) == (
        "T1\nBefore: an account\nScenario: Lock\n  When @x\n\n"
        "T2 Mail\nTold\n1. Lock (Ann)\n   Expected: a mail\n2. Wait"
    )


def test_an_issue_is_shown_whole_or_its_cut_is_said() -> None:
    issue = Issue(
        key="SHOP-1", type="Bug", summary="Lock", description="After five\rattempts\x07", context="shop",
        criteria=(Criterion(id="AC-1", text="locked"),),
        attachments=(Attachment(name="a.txt", text="more"), Attachment(name="b.png", text=None)),
    )  # fmt: skip
    assert issue_text(issue) == (
        "Lock\n\nAcceptance criteria:\nAC-1 locked\n\nAfter five\nattempts\n\nContext:\nshop\n\nAttachment a.txt:\nmore"
    )
    long = issue_text(replace(issue, description="x" * ISSUE_CHARS))
    assert long.endswith("x\n[cut after 12,000 characters]")


def test_a_row_is_called_by_what_it_is_about_and_by_what_its_rater_sees() -> None:
    first, second = units_of("studio", issue_with(suite_of("strong", "++")))
    assert first.row.startswith(f"{place_id(first.place)}.")
    assert first.place == ("studio", "SHOP-1", "strong", "B1")
    assert "strong" not in first.row
    assert first.row != second.row
    edited = units_of("studio", issue_with(suite_of("strong", "++", texts=["Then it is not so"])))[0]
    other = units_of("studio", issue_with(suite_of("strong", "++"), statements=("The account stays", "A mail")))[0]
    rated_otherwise = units_of("studio", issue_with(suite_of("strong", "--")))[0]
    ids = [each.row.partition(".") for each in (first, edited, other, rated_otherwise)]
    assert [place for place, _, _ in ids] == [ids[0][0]] * 4
    assert ids[0][2] not in {ids[1][2], ids[2][2]}
    assert ids[0] == ids[3]


def test_a_suite_without_tests_is_not_asked_about_and_one_beyond_a_cell_does_not_fit() -> None:
    assert units_of("studio", issue_with(suite_of("weak"))) == []
    long = units_of("studio", issue_with(suite_of("strong", "++", "++", texts=["Then " + "x" * 19_000] * 2)))
    assert (long[0].fits, len(long[0].shown) > CELL_CHARS) == (False, True)


def test_behaviours_that_share_most_words_are_neighbours() -> None:
    said = (
        "The account is locked after five attempts",
        "An account locked by attempts is opened",
        "A mail is sent",
        "!",
    )
    assert with_neighbours(issue_with(statements=said)) == {"B1", "B2"}


# Which rows


UNITS = [
    unit(f"SHOP-{issue}", suite, f"B{behaviour}", hard=behaviour < 3)
    for issue in range(10) for suite in ("strong", "weak") for behaviour in range(8)
]  # fmt: skip


def test_a_sample_is_spread_and_half_of_it_is_hard() -> None:
    drawn = draw(UNITS, count=40, seed=1, rated=())
    assert len({each.place for each in drawn}) == 40
    assert sum(each.hard for each in drawn) == 20
    assert set(Counter(each.place[1] for each in drawn).values()) == {4}
    assert set(Counter(each.place[1:3] for each in drawn).values()) == {2}
    assert set(Counter((each.place[1], each.place[3]) for each in drawn).values()) == {1}


def test_the_same_seed_draws_the_same_and_another_one_does_not() -> None:
    drawn = draw(UNITS, count=40, seed=1, rated=())
    assert {each.place for each in draw(UNITS[::-1], count=40, seed=1, rated=())} == {each.place for each in drawn}
    assert draw(UNITS, count=40, seed=2, rated=()) != drawn


def test_what_is_rated_comes_last() -> None:
    rated = {each.place for each in UNITS[:130]}
    drawn = draw(UNITS, count=40, seed=1, rated=rated)
    assert {each.place for each in UNITS[130:]} <= {each.place for each in drawn}
    assert len(drawn) == 40
    assert len(draw(UNITS, count=1_000, seed=1, rated=rated)) == len(UNITS)


def test_rows_of_a_suite_stand_together_in_an_order_that_tells_nothing() -> None:
    drawn = draw(UNITS, count=len(UNITS), seed=1, rated=())
    suites = [each.place[:3] for each in drawn]
    changes = [one for one, other in pairwise(suites) if one != other]
    assert len(changes) == 19
    assert len({each.place[2] for each in drawn[::16]}) == 2  # now the one suite comes first, now the other
    assert [each.place[3] for each in drawn[:8]] == [f"B{number}" for number in range(8)]
