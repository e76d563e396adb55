"""Projects with and without a run, for pages to show."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS, serving
from tests.projects import small_project
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms

MAIN = Path(__file__).parents[2] / "workbench" / "app" / "main.py"


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Streamlit looks through all installed packages for components at each app's start; here once a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", lru_cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose suite `slow` was run: a model on loopback and the rules floor, eight issues each."""
    project = small_project(tmp_path_factory.mktemp("app") / "answered", KEYS)
    with serving(project, quick=1_000, primary="coverage_evidence"):
        workbench = open_workbench(project)
        run = workbench.run(
            workbench.catalog.suite("slow"),
            terms=Terms(),
            note="for the pages",
            begin=lambda *_: None,
            tell=lambda _: None,
        )
    assert run.complete
    return project


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app, not run yet, with nothing cached from another test's project."""
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    for cache in (st.cache_resource, st.cache_data):
        cache.clear()
    yield AppTest.from_file(str(MAIN), default_timeout=60)
    for cache in (st.cache_resource, st.cache_data):
        cache.clear()
