"""Pictures of every page in light and dark, for people to look at; CI keeps them."""

import os
from pathlib import Path
from typing import Literal

import pytest

from tests.app.browser import browsing, serving_app

_FOLDER = os.environ.get("WORKBENCH_SCREENSHOTS")
_PAGES = (
    "Overview",
    "Leaderboard",
    "Compare",
    "Case",
    "Release",
    "Runs",
    "Playground",
    "Imports",
    "Datasets",
    "Scorers",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not _FOLDER, reason="pictures are taken where WORKBENCH_SCREENSHOTS names a folder"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_drawn_without_a_complaint(answered: Path, scheme: Literal["light", "dark"]) -> None:
    folder = Path(_FOLDER or "")
    folder.mkdir(parents=True, exist_ok=True)
    with serving_app(answered) as address, browsing(scheme) as watched:
        page = watched.page
        page.goto(address)
        for name in _PAGES:
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
            page.get_by_role("heading", name=name, exact=True).first.wait_for()
            watched.settle()
            assert page.get_by_test_id("stException").count() == 0
            page.screenshot(path=folder / f"{name.lower()}-{scheme}.png", full_page=True)
    assert watched.faults == []
    assert watched.hosts == {"127.0.0.1"}
