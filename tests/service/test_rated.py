import pytest

from tests.builders import fixture, generation, label, run_record, session, suite
from tests.fakes import MemoryStore
from tests.rated import issue_with, suite_of
from workbench.core.errors import CatalogError
from workbench.service.plan import plan
from workbench.service.rated import known_issues, rated

CELLS = plan(suite())


@pytest.fixture
def store() -> MemoryStore:
    """A store with one answered cell."""
    made = MemoryStore()
    made.begin(run_record(suite(), CELLS), CELLS, session())
    made.generation(CELLS[0], generation(), [])
    made.ingest()
    return made


def test_a_datasets_issues_are_known_with_and_without_suites() -> None:
    found = known_issues("studio", [fixture("SHOP-1"), fixture("SHOP-2")], [issue_with(suite_of("strong", "+-"))])
    assert {place: len(issue.suites) for place, issue in found.items()} == {
        ("studio", "SHOP-1"): 1, ("studio", "SHOP-2"): 0,
    }  # fmt: skip


def test_labels_of_suites_and_of_generations_meet_their_tests(store: MemoryStore) -> None:
    known = known_issues("studio", [fixture("SHOP-1")], [issue_with(suite_of("strong", "+-"))])
    pair = {"kind": "pair", "test": "T1", "value": "covers"}
    found = rated([label(), label(suite=CELLS[0].key, **pair)], known, store=store)[0]
    assert [(each.name, len(each.suite.cases), each.verdicts) for each in found.suites] == [
        ("strong", 1, {"B1": "covered"}), (CELLS[0].key, 1, {"B1": "covered"}),
    ]  # fmt: skip


def test_a_generation_that_is_not_stored_is_said(store: MemoryStore) -> None:
    known = known_issues("studio", [fixture("SHOP-1")], [])
    with pytest.raises(CatalogError, match="neither the dataset nor the store holds"):
        rated([label(suite=CELLS[1].key)], known, store=store)
