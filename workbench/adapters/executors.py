"""Threads that can be left behind: an interrupted run does not wait for calls in flight."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")


class Threads:
    """Runs each group of work on its own number of daemon threads."""

    def map(self, work: Callable[[Work], Done], groups: Sequence[tuple[int, Sequence[Work]]]) -> Iterator[Done]:
        """Yield results as they arrive; the first exception of a worker is raised here and nothing new is begun."""
        results: queue.SimpleQueue[Done | BaseException] = queue.SimpleQueue()
        stop = threading.Event()
        count = 0
        for workers, items in groups:
            waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
            for item in items:
                waiting.put(item)
                count += 1
            for _ in range(min(workers, len(items))):
                threading.Thread(target=_drain, args=(work, waiting, results, stop), daemon=True).start()
        try:
            for _ in range(count):
                result = _next(results)
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            stop.set()


def _drain(
    work: Callable[[Work], Done],
    waiting: "queue.SimpleQueue[Work]",
    results: "queue.SimpleQueue[Done | BaseException]",
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            item = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            results.put(work(item))
        except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
            results.put(error)


def _next(results: "queue.SimpleQueue[Done | BaseException]") -> Done | BaseException:
    """Wait in short steps, so that Ctrl-C is heard at once."""
    while True:
        try:
            return results.get(timeout=0.2)
        except queue.Empty:
            continue
