"""What strangers write stays text on the Case page: no script, link or image of theirs comes alive."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from tests.app.browser import Watched, browsing, serving_app
from tests.app.hostile_project import KEYS, MARK, OWN, hostile_project, hostile_texts

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
            counted = page.evaluate(ALIVE)
            assert counted == dict.fromkeys(counted, 0), f"{key}, {part}: {counted}"
