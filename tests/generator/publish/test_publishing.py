"""Publishing over a target in memory: nothing twice, nothing lost, whatever goes wrong."""

import random
from pathlib import Path

import pytest

from tests.generator.publish.shelf import DiedError, Shelf, schedule
from tests.jira import HandClock
from workbench.generator.errors import InputError, RemoteError
from workbench.generator.publish.journal import MemoryJournal, opened
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import Published, preview, publish
from workbench.generator.records import TestCase, TestStep, TestSuite


def suite(*titles: str) -> TestSuite:
    steps = (TestStep(action="Open the cart", expected="It is empty"),)
    return TestSuite(title="Cart", cases=tuple(TestCase(title=each, steps=steps) for each in titles))


def publication(*titles: str) -> Publication:
    return Publication(issue="SHOP-12", suite=suite(*titles))


def ends(published: Published) -> list[str]:
    return [each.end for each in published.outcomes]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(clock=HandClock())


def test_every_test_is_created_once_and_finished(shelf: Shelf) -> None:
    given, journal = publication("One", "Two", "Three"), MemoryJournal()
    assert ends(publish(given, shelf, journal, clock=shelf.clock)) == ["created"] * 3
    assert shelf.traces == [each.trace for each in given.cases()]
    assert ends(publish(given, shelf, journal, clock=shelf.clock)) == ["existing"] * 3
    assert shelf.finished == {"1": 1, "2": 1, "3": 1}


def test_without_a_journal_the_traces_are_enough(shelf: Shelf) -> None:
    given = publication("One", "Two")
    publish(given, shelf, MemoryJournal(), clock=shelf.clock)
    shelf.clock.sleep(shelf.lag_s)
    assert ends(publish(given, shelf, MemoryJournal(), clock=shelf.clock)) == ["existing"] * 2
    assert len(shelf.objects) == 2


def test_a_further_test_is_the_only_new_one(shelf: Shelf) -> None:
    journal = MemoryJournal()
    publish(publication("One", "Two"), shelf, journal, clock=shelf.clock)
    assert ends(publish(publication("One", "New", "Two"), shelf, journal, clock=shelf.clock)) == [
        "existing", "created", "existing",
    ]  # fmt: skip


def test_equal_tests_of_one_suite_are_two_objects(shelf: Shelf) -> None:
    given = publication("Same", "Same")
    publish(given, shelf, MemoryJournal(), clock=shelf.clock)
    assert len(set(shelf.traces)) == 2


def test_a_lost_answer_ends_in_one_object(shelf: Shelf) -> None:
    shelf.faults = iter(["", "lost"])
    published = publish(publication("One"), shelf, MemoryJournal(), clock=shelf.clock)
    assert (ends(published), len(shelf.objects), shelf.finished) == (["created"], 1, {"1": 1})
    assert sum(shelf.clock.slept) == shelf.settle_s


def test_half_of_a_lost_batch_is_found_and_half_is_created_again() -> None:
    shelf = Shelf(clock=HandClock(), batch=4, faults=iter(["", "half"]))
    given = publication("One", "Two", "Three", "Four")
    assert ends(publish(given, shelf, MemoryJournal(), clock=shelf.clock)) == ["created"] * 4
    assert sorted(shelf.traces) == sorted(each.trace for each in given.cases())


def test_a_process_that_died_after_a_create_leaves_an_intent_that_the_next_one_waits_for(shelf: Shelf) -> None:
    given, journal = publication("One"), MemoryJournal()
    shelf.faults = iter(["", "died"])
    with pytest.raises(DiedError):
        publish(given, shelf, journal, clock=shelf.clock)
    assert [each.state for each in journal.entries()] == ["intended"]
    assert ends(publish(given, shelf, journal, clock=shelf.clock)) == ["existing"]
    assert (len(shelf.objects), shelf.finished) == (1, {"1": 1})


def test_what_a_target_refuses_is_named_with_its_reason_and_the_rest_is_written() -> None:
    shelf = Shelf(clock=HandClock(), batch=3, refuses=lambda item: item.number == 2)
    published = publish(publication("One", "Two", "Three"), shelf, MemoryJournal(), clock=shelf.clock)
    assert ends(published) == ["created", "refused", "created"]
    assert published.outcomes[1].reason == "the service, writing: the service does not take the request"
    assert not published.whole


def test_after_a_limit_nothing_more_is_sent(shelf: Shelf) -> None:
    shelf.faults = iter(["", "", "", "fails", "fails"])
    published = publish(publication("One", "Two", "Three"), shelf, MemoryJournal(), clock=shelf.clock)
    assert ends(published) == ["created", "refused", "not_tried"]
    assert next(shelf.faults) == "fails"


def test_an_object_that_could_not_be_finished_is_finished_the_next_time(shelf: Shelf) -> None:
    journal = MemoryJournal()
    shelf.faults = iter(["", "", "fails"])
    assert ends(publish(publication("One"), shelf, journal, clock=shelf.clock)) == ["incomplete"]
    assert ends(publish(publication("One"), shelf, journal, clock=shelf.clock)) == ["existing"]
    assert shelf.finished == {"1": 1}


def test_an_object_that_somebody_deleted_is_created_again(shelf: Shelf) -> None:
    journal = MemoryJournal()
    publish(publication("One"), shelf, journal, clock=shelf.clock)
    shelf.objects.clear()
    assert ends(publish(publication("One"), shelf, journal, clock=shelf.clock)) == ["created"]


def test_a_preview_writes_nothing_and_tells_what_is_there(shelf: Shelf) -> None:
    journal = MemoryJournal()
    publish(publication("One"), shelf, journal, clock=shelf.clock)
    steps = preview(publication("One", "Two"), shelf, journal).steps
    assert [getattr(each, "end", None) or each.what for each in steps] == ["existing", "test 2"]
    assert len(shelf.objects) == 1


@pytest.mark.parametrize("issue", ["", "shop", "SHOP-0", "SHOP-12 OR 1=1", "shop-12"])
def test_a_key_that_is_none_is_refused(issue: str) -> None:
    with pytest.raises(InputError, match="not the key of an issue"):
        Publication(issue=issue, suite=suite("One"))


def test_no_tests_are_nothing_to_publish() -> None:
    with pytest.raises(InputError, match="SHOP-12: there are no tests to publish"):
        Publication(issue="SHOP-12", suite=TestSuite())


def converges(seed: int, journal_file: Path) -> None:
    chance = random.Random(seed)
    given = publication(*(f"Test {chance.randrange(4)}" for _ in range(chance.randrange(1, 9))))
    shelf = Shelf(clock=HandClock(), batch=chance.choice([1, 3, 50]))
    for attempt in range(3):
        shelf.faults = schedule(chance) if attempt < 2 else iter(())
        try:
            with opened(journal_file) as journal:
                publish(given, shelf, journal, clock=shelf.clock)
        except (DiedError, RemoteError):
            pass
        assert len(set(shelf.traces)) == len(shelf.traces), f"seed {seed}: doubled"
    assert sorted(shelf.traces) == sorted(each.trace for each in given.cases()), f"seed {seed}"
    assert set(shelf.finished) == set(shelf.objects), f"seed {seed}: orphaned"


def test_any_schedule_of_faults_ends_in_exactly_the_wanted_objects(tmp_path: Path) -> None:
    for seed in range(60):
        converges(seed, tmp_path / f"{seed}.jsonl")


@pytest.mark.campaign
def test_any_of_many_schedules_ends_in_exactly_the_wanted_objects(tmp_path: Path) -> None:
    print("3,000 schedules, seeds 0 to 2999")
    for seed in range(3_000):
        converges(seed, tmp_path / f"{seed}.jsonl")
