"""What three people do with the app, in a real browser over a real project."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from tests.app.browser import Watched, browsing, serving_app, settle
from tests.app.release_project import releases_of, shippable
from tests.cli.commands import call
from workbench.bootstrap import open_workbench
from workbench.generator.prompt.release import current, ledger

pytestmark = pytest.mark.browser

_TINY = {
    "dataset": "tiny",
    "select": {"limit": 1},
    "candidates": [{"name": "brief", "prompt": "brief/v1", "model": "local/smollm2-135m-instruct"}],
    "scorers": ["gherkin_valid", "tokens"],
    "primary": "gherkin_valid",
}
_BRIEF = """---
description: A few words to read and a few to write, for it takes 20 seconds over a long prompt.
output: gherkin
params: {temperature: 0, max_output_tokens: 60}
---
{% block system %}{% endblock %}
{% block user %}
Feature: {{ issue.summary }}
{% endblock %}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project under version control: a run that can ship, a candidate that loses, a suite on the embedded model."""
    files = {"evals/embedded-one.yaml": yaml.safe_dump(_TINY), "prompts/brief/v1.md": _BRIEF}
    return shippable(tmp_path_factory.mktemp("stories") / "shop", another=True, **files)


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "shop"))


@pytest.fixture
def watched(shop: Path) -> Iterator[Watched]:
    """The app's first page, with a name typed; at the end nobody else was asked and nothing complained."""
    with serving_app(shop) as address, browsing() as watched:
        watched.page.goto(address)
        name = watched.page.get_by_role("textbox", name="Your name")
        name.fill("Ann")
        name.press("Enter")
        yield watched
        print(watched.page.locator("body").inner_text())  # pytest shows it where a story did not come to its end
        assert watched.hosts == {"127.0.0.1"}
        assert watched.faults == []


def go_to(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, exact=True).first.wait_for()


def choose(page: Page, box: str, option: str) -> None:
    page.get_by_role("combobox", name=box, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def test_somebody_starts_a_run_on_the_embedded_model_and_watches_it_end(shop: Path, watched: Watched) -> None:
    page = watched.page
    go_to(page, "Runs")
    choose(page, "Suite", "embedded-one")
    page.get_by_text("1 cell: 0 known, 1 to do").wait_for()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("heading", name="embedded-one goes on").wait_for()
    page.reload()
    page.get_by_text("embedded-one, ").wait_for(timeout=180_000)  # among those that came to their end
    [run] = [run for run in open_workbench(shop).store.runs() if run.suite == "embedded-one"]
    assert (run.complete, run.actor) == (True, "Ann")


def test_a_reviewer_finds_a_lost_case_and_corrects_a_cell_and_the_label_counts(
    shop: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = watched.page
    go_to(page, "Compare")
    choose(page, "Candidate", "broken")
    choose(page, "Score", "cases")
    page.get_by_text("Worse on 3 fixtures").wait_for()
    lost = page.get_by_test_id("stPageLink").first
    key = lost.inner_text().strip()
    lost.click()
    page.get_by_role("heading", name="Case", exact=True).wait_for()
    assert f"case={key}" in page.url
    page.get_by_role("radio", name="Coverage").click()
    form = page.get_by_test_id("stForm").filter(has_text="Do the tests together cover this behaviour?")
    form.get_by_text("partly", exact=True).click()
    form.get_by_label("Note").fill("one side of the limit only")
    form.get_by_role("button", name="Mark").click()
    page.get_by_text("Kept as a person's label, revision 1.").wait_for()

    monkeypatch.setenv("WORKBENCH_ROOT", str(shop))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    code, out, _ = call(capsys, "calibrate", "tf_idf", "--on", "tiny", "--json")
    counted = json.loads(out)
    assert (code, counted["whose"], counted["counts"]["verdicts"]) == (0, "labels by people", 1)


def test_a_product_owner_promotes_a_winner_and_rolls_back(
    shop: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_RELEASES", str(releases_of(shop)))
    page = watched.page
    go_to(page, "Release")
    for name in ("floor", "untagged"):
        choose(page, "Candidate", name)
        page.get_by_role("heading", name=f"{name} may ship").wait_for()
        send(page, "Promote", why=f"{name} is what there is.")
        page.get_by_text("will use it once this is merged").wait_for()
        assert current(ledger())["embedded"].reason == f"{name} is what there is."
    first = ledger()[0].release
    page.get_by_test_id("stExpander").filter(has_text="Roll back").locator("summary").click()
    send(page, "Roll back", why="The tags are wanted.")
    page.get_by_text("goes back once this is merged").wait_for()
    assert [(line.kind, line.actor) for line in ledger()] == [("promote", "Ann")] * 2 + [("rollback", "Ann")]
    assert current(ledger())["embedded"].release == first


def send(page: Page, what: str, *, why: str) -> None:
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=what, exact=True))
    form.get_by_role("textbox", name="Why").fill(why)
    form.get_by_role("button", name=what, exact=True).click()
    settle(page)
