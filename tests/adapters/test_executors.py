"""Threads that work for several models at once."""

import threading
from collections.abc import Sequence

import pytest

from workbench.adapters.executors import Threads


def test_every_result_arrives_once() -> None:
    groups: list[tuple[int, Sequence[int]]] = [(3, range(50)), (1, range(50, 60))]
    assert sorted(Threads().map(lambda n: n * 2, groups)) == [n * 2 for n in range(60)]


def test_nothing_to_do_ends_at_once() -> None:
    groups: list[tuple[int, Sequence[int]]] = [(2, [])]
    assert list(Threads().map(lambda n: n, groups)) == []


def test_a_group_works_at_as_many_at_once_as_it_may_and_no_more() -> None:
    here = threading.Barrier(3, timeout=10)  # breaks unless three are at work together
    lock, busy, most = threading.Lock(), 0, 0

    def work(number: int) -> int:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        here.wait()
        with lock:
            busy -= 1
        return number

    groups: list[tuple[int, Sequence[int]]] = [(3, range(9))]
    assert len(list(Threads().map(work, groups))) == 9
    assert most == 3


def test_groups_do_not_wait_for_each_other() -> None:
    free = threading.Event()
    groups: list[tuple[int, Sequence[str]]] = [(1, ["slow"]), (1, ["fast", "fast"])]
    arriving = Threads().map(lambda name: name if name == "fast" else (free.wait(10), name)[1], groups)
    first = [next(arriving), next(arriving)]
    free.set()
    assert (first, list(arriving)) == (["fast", "fast"], ["slow"])


def test_the_first_exception_is_raised_and_nothing_new_is_begun() -> None:
    begun: list[int] = []
    workers: set[threading.Thread] = set()
    raised = threading.Event()

    def work(number: int) -> int:
        workers.add(threading.current_thread())
        begun.append(number)
        if number == 1:
            raise ValueError("two")
        if number > 1:
            raised.wait(10)  # begun before the exception was heard: one at most
        return number

    groups: list[tuple[int, Sequence[int]]] = [(1, range(50))]
    with pytest.raises(ValueError, match="two"):
        for _ in Threads().map(work, groups):
            pass
    raised.set()
    for worker in workers:
        worker.join(10)
    assert begun in ([0, 1], [0, 1, 2])
