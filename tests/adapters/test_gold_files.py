"""Gold and its revisions on the disk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.projects import small_project
from workbench.adapters.catalog.datasets import read_dataset
from workbench.adapters.catalog.gold_files import (
    as_yaml,
    gold_digest,
    gold_path,
    read_revisions,
    revision_numbers,
    write_gold,
)
from workbench.core.errors import CatalogError
from workbench.core.records import Gold
from workbench.core.revisions import Revision

KEY = "RMB-140"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project", [KEY]) / "datasets" / "tiny"


def gold(folder: Path) -> Gold:
    return read_dataset(folder).fixtures[0].gold


def write(folder: Path, given: Gold, seen: str | None = None) -> Revision:
    return write_gold(
        folder, given, seen=seen or gold_digest(folder, KEY), actor="Ada", why="it was wrong", at=AT,
        lock=folder.parents[1] / "gold.lock",
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_gold_is_written_as_people_write_it_so_that_a_diff_shows_the_change_alone(folder: Path) -> None:
    assert as_yaml(gold(folder)) == gold_path(folder, KEY).read_bytes()


def test_a_revision_takes_the_golds_place_and_the_one_before_is_kept_word_for_word(folder: Path) -> None:
    first, before = gold(folder), gold_path(folder, KEY).read_bytes()
    second = first.model_copy(update={"forbidden": ("an SMS is sent",)})
    third = second.model_copy(update={"open_questions": ()})
    assert revision_numbers(folder) == {}
    assert write(folder, second).revision == 2
    kept = gold_path(folder, KEY).read_bytes()
    assert write(folder, third).revision == 3
    assert gold(folder) == third
    revisions = folder / "expected" / "revisions"
    assert (revisions / f"{KEY}.r1.yaml").read_bytes() == before
    assert (revisions / f"{KEY}.r2.yaml").read_bytes() == kept
    assert [(each.revision, each.actor, each.why, each.at) for each in read_revisions(folder, KEY)] == [
        (2, "Ada", "it was wrong", AT), (3, "Ada", "it was wrong", AT),
    ]  # fmt: skip
    assert revision_numbers(folder) == {KEY: 3}


def test_evidence_that_does_not_stand_in_the_issue_is_refused_and_nothing_is_written(folder: Path) -> None:
    given, before = gold(folder), files(folder)
    first = given.behaviours[0].model_copy(update={"evidence": "never said"})
    with pytest.raises(
        CatalogError, match=r"tiny/expected/RMB-140.yaml: the evidence of behaviour 'B1' does not stand"
    ):
        write(folder, given.model_copy(update={"behaviours": (first, *given.behaviours[1:])}))
    assert files(folder) == before


def test_a_behaviour_that_rated_suites_name_does_not_go(folder: Path) -> None:
    given = gold(folder)
    (folder / "suites").mkdir()
    suite = (
        "key: RMB-140\nsuites:\n  - name: strong\n    tests:\n      - {id: T1, steps: [{action: look}], covers: [B1]}\n"
    )
    (folder / "suites" / f"{KEY}.yaml").write_text(suite, encoding="utf-8")
    before = files(folder)
    with pytest.raises(CatalogError, match="the gold has no behaviour 'B1'"):
        write(folder, given.model_copy(update={"behaviours": given.behaviours[1:]}))
    assert files(folder) == before


def test_who_mends_what_somebody_changed_meanwhile_is_told_to_look_again(folder: Path) -> None:
    given, seen = gold(folder), gold_digest(folder, KEY)
    write(folder, given.model_copy(update={"forbidden": ()}), seen)
    with pytest.raises(CatalogError, match="somebody changed it meanwhile"):
        write(folder, given.model_copy(update={"acceptable": ()}), seen)
    assert gold(folder).acceptable == given.acceptable


def test_a_kill_between_the_line_and_its_gold_leaves_the_gold_before_in_force(folder: Path) -> None:
    given, before = gold(folder), gold_path(folder, KEY).read_bytes()
    write(folder, given.model_copy(update={"forbidden": ()}))
    gold_path(folder, KEY).write_bytes(before)  # as if the last step had not come
    assert read_revisions(folder, KEY) == ()
    assert write(folder, given.model_copy(update={"acceptable": ()})).revision == 2
    assert [each.revision for each in read_revisions(folder, KEY)] == [2]


def test_a_change_by_hand_is_kept_too(folder: Path) -> None:
    given = gold(folder)
    write(folder, given.model_copy(update={"forbidden": ()}))
    by_hand = gold_path(folder, KEY).read_bytes() + b"# a note\n"
    gold_path(folder, KEY).write_bytes(by_hand)
    assert write(folder, given).revision == 3
    assert (folder / "expected" / "revisions" / f"{KEY}.r2.yaml").read_bytes() == by_hand


@pytest.mark.parametrize("line", ["no JSON", '{"schema": 1}'])
def test_a_line_that_is_no_revision_is_said_with_its_place(folder: Path, line: str) -> None:
    write(folder, gold(folder).model_copy(update={"forbidden": ()}))
    path = folder / "expected" / "revisions" / f"{KEY}.jsonl"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(CatalogError, match="jsonl: line 2"):
        read_revisions(folder, KEY)
