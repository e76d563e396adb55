from typing import Any

import pytest

from tests.generator.intake.documents import bold, bullets, doc, heading, issue, node, numbers, p, table, tasks, text
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue

BREAK = {"type": "hardBreak"}


def read(document: dict[str, Any], **options: Any) -> Issue:
    return read_issue(document, options=IntakeOptions(**options))


def criteria(description: Any) -> list[str]:
    return [criterion.text for criterion in read(issue(description)).criteria]


# In a field --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Acceptance Criteria",
        "Accept criteria",
        "AC",
        "Definition of Done",
        "Akzeptanzkriterien",
        "Critères d'acceptation",
        "Criterios de aceptación",
        "Critérios de aceitação",
        "Acceptatiecriteria",
    ],
)
def test_the_field_is_found_by_its_name(name: str) -> None:
    document = issue(names={"customfield_1": name}, customfield_1=doc(bullets("one", "two")))
    assert [(one.id, one.text) for one in read(document).criteria] == [("AC-1", "one"), ("AC-2", "two")]


def test_the_configured_field_goes_before_the_named_one() -> None:
    document = issue(names={"customfield_1": "Acceptance Criteria"}, customfield_1="- named", customfield_2="- set")
    assert [one.text for one in read(document, criteria_field="customfield_2").criteria] == ["set"]


def test_an_empty_field_lets_the_description_speak() -> None:
    document = issue(doc(heading("AC"), bullets("one")), names={"customfield_1": "AC"}, customfield_1=doc(p()))
    assert [one.text for one in read(document).criteria] == ["one"]


def test_the_teams_definition_of_done_does_not_hide_what_the_issue_states() -> None:
    done = {"names": {"customfield_1": "Definition of Done"}, "customfield_1": doc(bullets("Code reviewed"))}
    stated = doc(heading("Acceptance criteria"), bullets("one"))
    assert [one.text for one in read(issue(stated, **done)).criteria] == ["one"]
    assert [one.text for one in read(issue(doc(p("Story.")), **done)).criteria] == ["Code reviewed"]


def test_a_person_in_a_field_of_that_name_is_no_criterion() -> None:
    person = {"accountId": "712020:x", "displayName": "Leonie Brackwater"}
    assert read(issue(names={"customfield_1": "AC approved by"}, customfield_1=person)).criteria == ()


def test_a_field_of_paragraphs_gives_one_criterion_a_paragraph() -> None:
    document = issue(names={"customfield_1": "AC"}, customfield_1=doc(p("First."), p("Second.")))
    assert [one.text for one in read(document).criteria] == ["First.", "Second."]


# In the description ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [heading("Acceptance criteria"), heading("3. Acceptance Criteria:"), bold("Acceptance criteria"), p("AC:")],
)
def test_the_section_under_the_title_is_read_up_to_the_next(title: Any) -> None:
    body = doc(p("Story."), title, bullets("one", "two"), heading("Notes"), bullets("no"))
    assert criteria(body) == ["one", "two"]


def test_a_lower_heading_stays_in_the_section_and_names_its_items() -> None:
    body = doc(
        heading("Acceptance criteria", 2), heading("Admins", 3), bullets("one"), heading("Else", 2), bullets("x")
    )
    assert criteria(body) == ["Admins: one"]


@pytest.mark.parametrize(
    "body",
    [
        "Story.\n\nh3. Acceptance criteria\n* one\n* two\n\nh3. Notes\n* no",
        "Story.\n\n## Acceptance criteria\n\n- [ ] one\n- [x] two\n\n## Notes\n\n- no",
        "Story.\n\nAcceptance criteria:\n# one\n# two\n\nSomething else.",
        "Story.\n\n*Acceptance criteria*\n1. one\n2) two\n\n*Notes*\nno",
        "Story.\n\nThe acceptance criteria for this task are as follows:\n- one\n- two",
        "Akzeptanzkriterien:\n- one\n- two\n\nNicht hier: no",
    ],
)
def test_plain_text_wiki_markup_and_markdown_are_read_alike(body: str) -> None:
    assert criteria(body) == ["one", "two"]
    assert criteria(doc(p(body))) == ["one", "two"]


def test_an_item_keeps_its_sub_items() -> None:
    item = node("listItem", p("one"), bullets("a", "b"))
    assert criteria(doc(heading("AC"), node("bulletList", item))) == ["one\n- a\n- b"]


def test_a_table_gives_one_criterion_a_row_with_its_headers() -> None:
    body = doc(heading("Acceptance criteria"), table(["Role", "May"], ["Owner", "delete"], ["Guest", ""]))
    assert criteria(body) == ["Role: Owner; May: delete", "Role: Guest"]
    wiki = "h2. Acceptance criteria\n||Role||May||\n|Owner|delete|"
    assert criteria(wiki) == ["Role: Owner; May: delete"]
    markdown = "## Acceptance criteria\n\n| Role | May |\n|---|---|\n| Owner | delete |"
    assert criteria(markdown) == ["Role: Owner; May: delete"]


def test_a_line_that_leads_in_is_repeated_before_its_items() -> None:
    body = doc(heading("AC"), p("For admins:"), bullets("one"), p("For guests:"), bullets("two"))
    assert criteria(body) == ["For admins: one", "For guests: two"]


def test_task_items_are_criteria_without_their_boxes() -> None:
    assert criteria(doc(heading("Definition of done"), tasks("one", "two"))) == ["one", "two"]


def test_acceptance_criteria_go_before_a_definition_of_done() -> None:
    body = doc(heading("Definition of done"), bullets("merged"), heading("Acceptance criteria"), bullets("one"))
    assert criteria(body) == ["one"]


def test_a_struck_out_criterion_is_left_out_and_told() -> None:
    found = read(issue(doc(heading("AC"), bullets("one", p(text("gone", strike={}))))))
    assert [one.text for one in found.criteria] == ["one"]
    assert "criteria: 1 that are struck out" in found.left_out


def test_its_own_number_is_dropped_where_it_is_the_same() -> None:
    assert criteria(doc(heading("AC"), p("AC1: one"), p("AC 7: two"))) == ["one", "AC 7: two"]


# Given, when, then -------------------------------------------------------------------------------

ENGLISH = ["Given a basket", "When I pay", "Then a mail goes out", "And the basket is empty"]


def test_steps_over_several_paragraphs_are_one_criterion() -> None:
    body = doc(heading("AC"), *(p(step) for step in ENGLISH), *(p(step) for step in ENGLISH))
    assert criteria(body) == ["\n".join(ENGLISH)] * 2


def test_steps_parted_by_line_breaks_or_bullets_are_one_criterion() -> None:
    broken = p("Given a basket", BREAK, "When I pay", BREAK, "Then a mail goes out", BREAK, "And the basket is empty")
    assert criteria(doc(heading("AC"), broken)) == ["\n".join(ENGLISH)]
    assert criteria(doc(heading("AC"), bullets(*ENGLISH))) == ["\n".join(ENGLISH)]


def test_a_numbered_title_belongs_to_the_steps_under_it() -> None:
    body = doc(heading("AC"), numbers("Paying"), *(p(step) for step in ENGLISH), numbers("Paying again"), p("Given x"))
    assert criteria(body) == ["\n".join(["Paying", *ENGLISH]), "Paying again\nGiven x"]


def test_items_that_begin_with_when_and_have_no_then_stay_apart() -> None:
    body = doc(heading("AC"), bullets("When I pay, a mail goes out", "When I cancel, none does"))
    assert len(criteria(body)) == 2


@pytest.mark.parametrize(
    "steps",
    [
        "Given a basket\nWhen I pay\nThen a mail goes out",
        "Angenommen ein Korb\nWenn ich zahle\nDann geht eine Mail raus",
        "Étant donné un panier\nQuand je paie\nAlors un mail part",
        "Dado un carrito\nCuando pago\nEntonces sale un correo",
        "Dado um carrinho\nQuando pago\nEntão sai um e-mail",
        "Gegeven een mand\nAls ik betaal\nDan gaat er een mail uit",
    ],
)
def test_steps_without_a_title_are_criteria_in_six_languages(steps: str) -> None:
    assert criteria(f"A story about a shop.\n\n{steps}\n\nSome prose.") == [steps]


def test_gherkin_in_a_code_block_counts_only_under_a_title() -> None:
    code = node("codeBlock", "Given a basket\nWhen I pay\nThen a mail goes out")
    assert criteria(doc(p("Log:"), code)) == []
    assert criteria(doc(heading("AC"), code)) == ["Given a basket\nWhen I pay\nThen a mail goes out"]


# Lists that are criteria, and lists that are not ---------------------------------------------------


@pytest.mark.parametrize(
    "title", ["Steps to reproduce", "To reproduce", "Schritte", "Open questions", "Status", "What"]
)
def test_other_numbered_lists_are_no_criteria(title: str) -> None:
    assert criteria(doc(heading(title), numbers("Open the page.", "Click."))) == []


@pytest.mark.parametrize("title", ["Rules", "What should happen", "How it should work", "Cómo tiene que funcionar"])
def test_a_numbered_list_under_a_title_of_rules_states_criteria(title: str) -> None:
    assert criteria(doc(bold(title), numbers("one", "two"))) == ["one", "two"]


def test_a_numbered_list_of_duties_states_criteria_unless_it_reproduces_a_fault() -> None:
    duties = numbers("The page must load.", "It must not flicker.")
    assert len(criteria(doc(p("Our wish"), duties))) == 2
    assert criteria(doc(heading("Steps to reproduce"), duties)) == []


def test_prose_states_no_criteria() -> None:
    assert criteria("When I tried it, it failed. The AC adapter is fine: acceptance criteria are missing here.") == []


# Limits ------------------------------------------------------------------------------------------


def test_two_hundred_criteria_are_kept_and_the_rest_is_told() -> None:
    found = read(issue(doc(heading("AC"), bullets(*(f"item {number}" for number in range(250))))))
    assert found.criteria[-1].id == "AC-200"
    assert "criteria: only the first 200 of 250 were kept" in found.left_out


def test_a_long_criterion_is_cut_and_told() -> None:
    found = read(issue(doc(heading("AC"), bullets("x" * 5_000))))
    assert len(found.criteria[0].text) == 4_000
    assert "criteria: cut after 4,000 characters each" in found.left_out


def test_criteria_behind_the_cut_of_the_description_are_found() -> None:
    found = read(issue(doc(p("x" * 500), heading("AC"), bullets("one"))), max_description_chars=100)
    assert [one.text for one in found.criteria] == ["one"]
    assert len(found.description) == 100
