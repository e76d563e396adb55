"""The Datasets page: fixtures, gold beside its text, and gold that is mended."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import behaviour, document, fixture, label, prepared
from tests.cli.provider import KEYS
from workbench.app.components.escaped import escaped
from workbench.app.components.marked_issue import stretches
from workbench.app.components.spread import figure
from workbench.bootstrap import open_workbench
from workbench.service.mark_evidence import mark_evidence

KEY = "RMB-140"


@pytest.fixture
def mine(answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = tmp_path / "project"
    shutil.copytree(answered, project)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    return project


@pytest.fixture
def page(app: AppTest, mine: Path) -> AppTest:
    said = [label(dataset="tiny", issue=KEY), label(dataset="tiny", issue=KEY, rater="Ada", rater_kind="person")]
    open_workbench(mine).store.add_labels(said)
    app.query_params["case"] = KEY
    app.run()
    app.switch_page("screens/datasets.py").run()
    assert not app.exception
    return app


def field(page: AppTest, label: str) -> object:
    return next(each for each in (*page.text_input, *page.text_area, *page.selectbox) if each.label.startswith(label))


def as_ada(page: AppTest) -> None:
    page.session_state["actor"] = "Ada"
    page.run()


def save(page: AppTest) -> None:
    next(each for each in page.button if each.label == "Save as a new revision").click().run()
    assert not page.exception


def test_a_dataset_shows_its_figures_its_card_and_its_spread(page: AppTest) -> None:
    figures = {each.label: each.value for each in page.metric}
    assert (figures["Fixtures"], figures["Labels by people"], figures["Labels by models"]) == ("8", "1", "1")
    card, spread, table = (each.value for each in page.dataframe[:3])
    lines = dict(zip(card["about"], card["what the card says"], strict=True))
    assert lines["gold written by"] == "a model, in 2 passes"
    assert lines["reviewed by"] == "nobody yet"
    assert spread["all"].sum() == 8
    assert list(table["issue"]) == list(page.selectbox(key="case").options)
    assert len(page.get("plotly_chart")) == 1


def customers_card() -> None:
    from workbench.app.components.dataset_card import show
    from workbench.bootstrap.datasets import Card

    given = {
        "name": "acme", "description": "theirs", "origin": "customer_consented", "licence": "C-17",
        "anonymised": {"how": "by people", "version": None}, "gold": {"written_by": "model"}, "reviewers": (),
        "expires": None, "fixtures": {"ACME-1": {"split": "dev"}},
    }  # fmt: skip
    show(Card.model_validate(given), [])


def test_a_customers_card_without_an_end_does_not_say_that_it_never_ends() -> None:
    page = AppTest.from_function(customers_card).run()
    assert not page.exception
    card = page.dataframe[0].value
    assert dict(zip(card["about"], card["what the card says"], strict=True))["expires"] == (
        "each fixture as its sign-off says"
    )


def test_filters_and_search_narrow_the_fixtures_down(page: AppTest) -> None:
    next(each for each in page.text_input if each.label == "Search").input("booking panel").run()
    assert page.selectbox(key="case").options == [KEY]
    next(each for each in page.text_input if each.label == "Search").input("booking nowhere").run()
    assert not page.exception
    assert page.info[0].value.startswith("No fixture fits.")


def test_a_fixture_stands_beside_its_gold_with_the_evidence_in_boxes(page: AppTest) -> None:
    assert page.selectbox(key="case").value == KEY
    assert any(each.value.startswith("B1: check-in on the room panel") for each in page.code)
    gold = page.dataframe[3].value
    assert list(gold["id"]) == ["B1", "B2", "B3", "B4", "B5"]


def test_gold_is_mended_as_a_new_revision_by_somebody(page: AppTest, mine: Path) -> None:
    assert next(each for each in page.button if each.label == "Save as a new revision").disabled
    as_ada(page)
    page.selectbox(key=f"mend what {KEY}").set_value("B2").run()
    field(page, "Statement").input("Without check-in the room is free after 10 minutes.")  # type: ignore[attr-defined]
    field(page, "Why").input("two things in one")  # type: ignore[attr-defined]
    save(page)
    assert page.success[0].value == escaped(f"{KEY}: revision 2 is saved.")
    assert page.dataframe[3].value["statement"][1] == "Without check-in the room is free after 10 minutes."
    assert any("Revision 2" in each.value and "by Ada: two things in one" in each.value for each in page.text)
    assert (mine / "datasets" / "tiny" / "expected" / "revisions" / f"{KEY}.r1.yaml").is_file()


def test_evidence_is_picked_from_the_issues_own_sentences(page: AppTest, mine: Path) -> None:
    as_ada(page)
    picker = field(page, "Pick the evidence")
    assert "AC-4: Flag exists" in picker.options  # type: ignore[attr-defined]
    picker.select_index(picker.options.index("AC-4: Flag exists"))  # type: ignore[attr-defined]
    field(page, "Why").input("a better place")  # type: ignore[attr-defined]
    save(page)
    (_, first) = (mine / "datasets" / "tiny" / "expected" / f"{KEY}.yaml").read_text("utf-8").split("behaviours:")
    assert "evidence: Flag exists" in first.partition("id: B2")[0]


def test_a_draft_is_told_apart_and_taken_over_by_somebody(page: AppTest, mine: Path) -> None:
    path = mine / "datasets" / "tiny" / "expected" / f"{KEY}.yaml"
    path.write_text(path.read_text("utf-8").replace("testable: true", "testable: true\ndraft: true"), "utf-8")
    as_ada(page)
    assert [each.value.partition(".")[0] for each in page.warning] == [
        "1 of 8 fixtures rest on draft gold, which nobody has confirmed",
        "This gold is a draft that nobody has confirmed",
    ]
    assert "revision 1, draft" in list(page.dataframe[2].value["gold"])
    field(page, "What you looked at").input("all of it")  # type: ignore[attr-defined]
    next(each for each in page.button if each.label == "This gold is mine now").click().run()
    assert not page.exception
    assert page.success[0].value == escaped(f"{KEY}: revision 2 is Ada's gold.")
    assert (len(page.warning), "draft" in path.read_text("utf-8")) == (0, False)


def test_evidence_that_is_not_in_the_issue_is_refused_in_a_sentence(page: AppTest, mine: Path) -> None:
    as_ada(page)
    field(page, "Evidence").input("never said")  # type: ignore[attr-defined]
    field(page, "Why").input("a try")  # type: ignore[attr-defined]
    save(page)
    assert "the evidence of behaviour 'B1' does not stand in the issue" in page.error[0].value
    assert not (mine / "datasets" / "tiny" / "expected" / "revisions").exists()


def test_a_behaviour_with_labels_cannot_be_taken_out(page: AppTest) -> None:
    (box,) = [each for each in page.checkbox if each.label.startswith("Take B1 out")]
    assert box.disabled
    page.selectbox(key=f"mend what {KEY}").set_value("B3").run()
    (box,) = [each for each in page.checkbox if each.label.startswith("Take B3 out")]
    assert not box.disabled


def test_a_project_without_datasets_says_what_to_add(app: AppTest, mine: Path) -> None:
    shutil.rmtree(mine / "datasets")
    app.run()
    app.switch_page("screens/datasets.py").run()
    assert not app.exception
    assert app.info[0].value.startswith("No dataset in this project yet.")


def test_a_fixture_that_is_gone_is_one_sentence(page: AppTest, mine: Path) -> None:
    (mine / "datasets" / "tiny" / "issues" / f"{KEYS[1]}.json").unlink()
    page.run()
    (said,) = [*(each.value for each in page.error), *(each.message for each in page.exception)]
    assert escaped(KEYS[1]) in said


def test_the_chart_has_a_bar_a_stratum_and_takes_names_as_text() -> None:
    made = figure({"bug": {"de": 0, "en": 1}, "<b>story</b>": {"de": 2, "en": 3}})
    assert [(bar.name, list(bar.x)) for bar in made.data] == [("de", [0, 2]), ("en", [1, 3])]
    assert "<" not in str(made.data[0].y)


def test_an_issues_stretches_hold_all_its_words_once() -> None:
    issue = prepared(fixture(document=document(criteria=["It locks for 30 minutes.", "It unlocks."])))
    section = mark_evidence(issue, [behaviour(evidence="locks for 30 minutes")])[-1]
    assert list(stretches(section)) == [("", "AC-1  It"), ("B1", "locks for 30 minutes"), ("", ".\nAC-2  It unlocks.")]
