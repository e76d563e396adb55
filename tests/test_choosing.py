"""Splits and sign-offs write the same card, and wait for each other."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from filelock import FileLock

from tests.projects import small_project
from workbench.bootstrap import open_workbench
from workbench.bootstrap.choosing import split
from workbench.core.errors import CatalogError


def test_a_split_waits_for_a_sign_off_that_is_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    bench = open_workbench(small_project(tmp_path / "project", ["RMB-140", "CHK-418", "CRM-88"]))
    lock, card, waits = bench.home / "gold.lock", bench.root / "datasets" / "tiny" / "dataset.yaml", Event()
    bench.home.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as pool:
        with FileLock(lock):  # as a sign-off holds it
            sys.addaudithook(lambda event, given: waits.set() if event == "open" and given[0] == str(lock) else None)
            splits = pool.submit(split, bench, "tiny", holdout=0.5, seed=1, anew=True, write=True)
            assert waits.wait(5)
            card.write_bytes(card.read_bytes() + b"  NEW-1: {split: dev}\n")
        with pytest.raises(CatalogError, match="somebody changed it meanwhile; split again"):
            splits.result(10)
    assert b"NEW-1" in card.read_bytes()
