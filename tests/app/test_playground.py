"""The Playground: a prompt in hand on one issue."""

import hashlib
import shutil
import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from tests.projects import small_project
from workbench.app.components.escaped import escaped
from workbench.app.components.prompt_editor import difference

CANARY = "zanzibar-canary-4711"


@pytest.fixture
def mine(answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the answered project that may be written to, and a folder of its own for passing files."""
    project = tmp_path / "project"
    shutil.copytree(answered, project)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    (tmp_path / "passing").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))
    return project


@pytest.fixture
def page(app: AppTest, mine: Path) -> AppTest:
    app.query_params["prompt"] = "floor/v1"
    app.run()
    app.switch_page("screens/playground.py").run()
    assert not app.exception
    return app


def press(page: AppTest, label: str) -> None:
    next(each for each in page.button if each.label == label).click().run()
    assert not page.exception


def area(page: AppTest, label: str) -> TextArea:
    return next(each for each in page.text_area if each.label.startswith(label))


def disabled(page: AppTest, label: str) -> bool:
    return next(each for each in page.button if each.label == label).disabled


def finished(page: AppTest) -> AppTest:
    page.session_state["trials"].wait(60)
    page.run()
    assert not page.exception
    return page


def files(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_a_fixture_runs_on_a_model_and_tests_figures_and_scores_show(page: AppTest) -> None:
    assert page.selectbox(key="prompt").value == "floor/v1"
    press(page, "Run")
    finished(page)
    figures, scores = page.dataframe[0].value, page.dataframe[1].value.set_index("score")
    assert list(figures.loc[0, ["model", "outcome", "tokens in", "USD"]]) == ["rules", "ok", "0", "0.000000"]
    assert scores.loc["gherkin_valid", "rules"] == "1.00"
    assert "coverage_evidence" in scores.index
    assert any("Scenario:" in each.value for each in page.code)


def test_nothing_of_a_pasted_issue_is_stored_anywhere(
    page: AppTest, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = files(tmp_path)
    page.segmented_control[0].set_value("Typed fields").run()
    next(each for each in page.text_input if each.label == "Summary").input(f"Lock {CANARY}").run()
    area(page, "Description").input(f"Why: {CANARY}")
    area(page, "Acceptance").input(f"After five tries {CANARY} is locked").run()
    press(page, "Run")
    finished(page)
    assert any(CANARY in each.value for each in page.code)
    assert "coverage_evidence" not in set(page.dataframe[1].value["score"])
    assert files(tmp_path) == before
    printed = capfd.readouterr()
    assert CANARY not in printed.out + printed.err + caplog.text
    assert CANARY not in str(dict(page.query_params))


def test_a_pasted_text_that_is_no_issue_is_one_sentence(page: AppTest) -> None:
    page.segmented_control[0].set_value("Jira's JSON").run()
    assert disabled(page, "Run")
    area(page, "What Jira").input('{"key": "SHOP-1"}').run()
    said = escaped("issue SHOP-1: no object 'fields'; hand in Jira's whole answer")
    assert [each.value for each in page.error] == [said]
    assert disabled(page, "Run")


def test_a_paid_model_is_asked_only_once_its_worst_case_is_accepted(page: AppTest) -> None:
    page.checkbox(key="ask rules").uncheck()
    page.checkbox(key="ask loopback/slow").check().run()
    assert page.warning[0].value == "1 of 1 models cost money."
    assert float(page.dataframe[0].value["at most, USD"][0]) > 0
    assert disabled(page, "Run")
    next(each for each in page.checkbox if each.label.startswith("I accept up to USD")).check().run()
    assert not disabled(page, "Run")


def test_a_model_that_cannot_be_asked_is_greyed_with_its_reason(
    page: AppTest, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    models = mine / "evals" / "models.yaml"
    models.write_text(models.read_text().replace("- adapter: openai", "- key_env: NO_SUCH_KEY\n  adapter: openai"))
    page.run()
    assert page.checkbox(key="ask loopback/slow").disabled
    assert any("set the environment variable NO" in each.value for each in page.caption)


def test_a_broken_prompt_is_a_sentence_and_neither_runs_nor_is_saved(page: AppTest) -> None:
    area(page, "The whole").input("no front matter").run()
    assert page.error[0].value.startswith(escaped("the edited floor/v1: no front matter"))
    assert disabled(page, "Run")
    assert disabled(page, "Save as floor/v2")


def test_an_edited_prompt_is_saved_as_the_next_version_without_a_name(page: AppTest, mine: Path) -> None:
    before = (mine / "prompts" / "floor" / "v1.md").read_text()
    area(page, "The whole").input(before.replace("description: ", "description: Mine. ", 1)).run()
    assert any("+description: Mine. " in each.value for each in page.code)
    press(page, "Save as floor/v2")
    assert page.success[0].value.startswith("Saved as floor/v2.")
    assert "Mine. " in (mine / "prompts" / "floor" / "v2.md").read_text()
    assert (mine / "prompts" / "floor" / "v1.md").read_text() == before
    assert "floor/v2" in page.selectbox(key="prompt").options


def test_a_project_without_datasets_and_prompts_says_what_to_add(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "new", [])
    shutil.rmtree(project / "datasets")
    shutil.rmtree(project / "prompts")
    (project / "prompts").mkdir()
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    app.run()
    app.switch_page("screens/playground.py").run()
    assert not app.exception
    said = " ".join(each.value for each in app.info)
    assert "No dataset in this project yet" in said
    assert "No prompts in this project yet" in said
    assert disabled(app, "Run")


def test_the_difference_is_a_unified_diff_and_nothing_where_nothing_differs() -> None:
    assert difference("floor/v1", "a\nb\n", "a\nb\n") == ""
    assert difference("floor/v1", "a\nb\n", "a\nc\n").splitlines() == [
        "--- floor/v1.md", "+++ edited", "@@ -1,2 +1,2 @@", " a", "-b", "+c",
    ]  # fmt: skip
