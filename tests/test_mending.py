"""What the page of the datasets rests on: golds that are mended, and when files are read again."""

from pathlib import Path

import pytest

from tests.builders import label
from tests.projects import small_project
from workbench.bootstrap import Workbench, open_workbench
from workbench.bootstrap.datasets import fingerprint, gold_in_hand, mend
from workbench.core.errors import CatalogError
from workbench.service.mend_gold import Mended

KEY = "RMB-140"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return open_workbench(small_project(tmp_path / "project", [KEY]))


def test_a_behaviour_that_got_a_label_while_its_gold_was_in_hand_does_not_go(bench: Workbench) -> None:
    hand = gold_in_hand(bench, "tiny", KEY)
    assert "B3" not in hand.labelled
    bench.store.add_labels([label(dataset="tiny", issue=KEY, behaviour="B3")])
    without = Mended(of="B3", acceptable=(), forbidden=(), open_questions=())
    with pytest.raises(CatalogError, match="about behaviour 'B3', which can change but not go"):
        mend(bench, "tiny", hand, without, actor="Ada", why="twice")
    assert "B3" in {each.id for each in gold_in_hand(bench, "tiny", KEY).gold.behaviours}


def test_a_file_that_goes_while_the_files_are_looked_at_is_passed_over(bench: Workbench) -> None:
    folder = bench.root / "datasets" / "tiny"
    (folder / "gone.part").symlink_to(folder / "nothing")  # listed, and not there
    before = fingerprint(bench, "tiny")
    assert fingerprint(bench, "tiny") == before
    (folder / "issues" / f"{KEY}.json").write_text("{}")
    assert fingerprint(bench, "tiny") != before
