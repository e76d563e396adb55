"""What tests share: the reference data, a project of their own, the embedded model."""

import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: its threads crawl where another process runs
if sys.dont_write_bytecode:  # else each of the processes that tests start would compile all that it imports
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(
        Path(__file__).parents[1] / ".pytest_cache" / "compiled"
    )
    sys.dont_write_bytecode = False

import shutil

import pytest

from workbench.adapters.catalog import Catalog
from workbench.bootstrap import Workbench, open_workbench
from workbench.generator.models.local import LocalModel

ROOT = Path(__file__).parents[1]
EMBEDDED = "local/smollm2-135m-instruct"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of public data and vendors' specifications, which is not part of the repository."""
    named = os.environ.get("WORKBENCH_REFERENCE")
    if not named:
        pytest.skip("WORKBENCH_REFERENCE is not set")
    return Path(named)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository's prompts, suites and datasets, which commands and pages work in."""
    folder = tmp_path / "project"
    for name in ("prompts", "evals", "datasets"):
        shutil.copytree(ROOT / name, folder / name)
    monkeypatch.setenv("WORKBENCH_ROOT", str(folder))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    for key in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(key, raising=False)
    return folder


@pytest.fixture
def workbench(project: Path) -> Workbench:
    """The workbench of the copied project."""
    return open_workbench(project)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The repository's own catalog, to read from."""
    return open_workbench(ROOT).catalog


@pytest.fixture(scope="session")
def local_model(catalog: Catalog) -> LocalModel:
    """The embedded model with its server running; a machine without it fails, it does not skip."""
    return LocalModel.started(catalog.models()[EMBEDDED].spec)
