"""What strangers write stays text on the Case page: no script, link or image of theirs comes alive."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from tests.app.browser import Watched, browsing, serving_app
from tests.app.hostile_project import HOSTILE_NAME, IMPORTED, KEYS, MARK, OWN, hostile_project, hostile_texts
from workbench.app.components.escaped import escaped

PARTS = ["Tests", "Coverage", "Findings", "Calls", "Prompt"]
PLAIN = {"text", "code", "dataframe", "text_input"}
"""Kinds of elements that show what they hold as text."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_project(tmp_path_factory.mktemp("hostile") / "own", OWN)


def said(node: Node) -> Iterator[tuple[str, str]]:
    """Every element and block with its kind and all that the browser is told of it."""
    if isinstance(node, Block):
        yield node.type, str(getattr(node, "proto", ""))
        for child in node.children.values():
            yield from said(child)
    else:
        yield node.type, str(getattr(node, "proto", ""))


@pytest.mark.parametrize("key", KEYS)
def test_texts_of_strangers_reach_elements_that_show_plain_text_and_no_others(
    app: AppTest, hostile: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(hostile))
    app.run()
    app.switch_page("screens/case.py").run()
    app.selectbox(key="case").set_value(key).run()
    for part in PARTS:
        app.segmented_control(key="part").set_value(part).run()
        assert not app.exception
        assert not app.error
        told = list(said(app._tree))
        assert {kind for kind, text in told if MARK in text} <= PLAIN
        assert any(MARK in text for _, text in told)


def test_an_imported_run_over_a_dataset_with_a_hostile_name_is_one_sentence_of_signs_without_meaning(
    app: AppTest, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(hostile))
    app.query_params["run"] = IMPORTED
    app.run()
    app.switch_page("screens/case.py").run()
    assert not app.exception
    [warning] = app.warning
    assert warning.value == escaped(f"no dataset {HOSTILE_NAME!r}; known: tiny")
    assert {kind for kind, text in said(app._tree) if MARK in text} <= {"warning", *PLAIN}


def names_of_strangers() -> None:
    """A page that shows candidates with hostile names where Streamlit reads Markdown and Plotly HTML."""
    from tests.app.hostile_project import HOSTILE_NAME
    from tests.builders import run_record, suite
    from workbench.app.components import case_parts, quality_against
    from workbench.core.runs import Row
    from workbench.service.leaderboard import leaderboard

    def row(name: str, **more: object) -> Row:
        cell = {"prompt": "p/v1", "model": "m", "fixture": "SHOP-1", "stratum": "bug", "repeat": 0, "cell_key": name}
        end = {"reference": False, "outcome": "ok", "reason": None, "failure": None}
        return Row(candidate=name, **{**cell, **end, **more})  # type: ignore[arg-type]

    rows = [
        row("plain", scores={"gherkin_valid": 1.0, "tokens": 9.0}),
        row(HOSTILE_NAME, scores={"gherkin_valid": 1.0}),
        row(f"{HOSTILE_NAME} floor", scores={"gherkin_valid": 1.0}, reference=True),
    ]
    case_parts.whose([each.candidate for each in rows])
    standings = leaderboard(rows, primary="gherkin_valid", scorers=["gherkin_valid", "tokens"])
    quality_against.show(standings, run_record(suite(primary="gherkin_valid")))


def test_names_of_candidates_that_strangers_gave_mean_nothing_to_markdown_and_to_the_chart() -> None:
    page = AppTest.from_function(names_of_strangers).run()
    assert not page.exception
    assert page.radio[0].options == ["plain", escaped(HOSTILE_NAME), escaped(f"{HOSTILE_NAME} floor")]
    assert page.caption[0].value == f"Not in the chart, tokens is unknown: {escaped(HOSTILE_NAME)}."
    chart = page.get("plotly_chart")[0].proto.spec
    assert MARK in chart
    assert "<img" not in chart


# In a browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a project that says all that there is."""
    project = hostile_project(tmp_path_factory.mktemp("browser") / "all", hostile_texts())
    with serving_app(project) as found:
        yield found


ALIVE = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const all = [...main.querySelectorAll('*')];
  const links = [...main.querySelectorAll('a[href]')].filter(a => !a.getAttribute('href').startsWith('#'));
  return {
    scripts: main.querySelectorAll('script, style, object, embed').length,
    images: main.querySelectorAll('img, picture, video, audio').length,
    frames: document.querySelectorAll('iframe, frame').length,
    links: links.length,
    handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
    maths: main.querySelectorAll('.katex').length,
    ran: Object.keys(window).filter(name => name.includes('zqxexfil')).length,
  };
}"""


@pytest.mark.browser
def test_nothing_of_strangers_comes_alive_in_the_page(address: str) -> None:
    with browsing() as watched:
        _look(watched, address)
    assert watched.hosts == {"127.0.0.1"}
    assert watched.faults == []


def _look(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("link", name="Case").click()
    for key in KEYS:
        if key != KEYS[0]:
            page.get_by_role("combobox", name="Issue").click()
            page.get_by_role("option", name=key).click()
        page.get_by_text(f"{key} ·").first.wait_for()
        for part in ("Tests", "Findings", "Calls", "Prompt"):
            page.get_by_role("radio", name=part).click()
            page.get_by_role("radio", name=part, checked=True).wait_for()
            watched.settle()
            if part == "Findings":
                page.get_by_text("scenarios valid").wait_for()
            assert MARK in page.get_by_test_id("stMain").inner_text()
            _nothing_lives(page, f"{key}, {part}")
    page.goto(f"{address}/case?run={IMPORTED}")
    page.get_by_text("no dataset").wait_for()
    watched.settle()
    _nothing_lives(page, "the imported run")


def _nothing_lives(page: Page, where: str) -> None:
    counted = page.evaluate(ALIVE)
    assert counted == dict.fromkeys(counted, 0), f"{where}: {counted}"
