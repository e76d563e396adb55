"""Every answer that is stored or came in this run; equal calls, also at the same time, are asked once."""

from collections.abc import Mapping
from concurrent.futures import Future
from threading import Lock

from workbench.core.keys import call_key
from workbench.core.ports import Journal, Store
from workbench.core.pricing import asked_bytes
from workbench.core.spending import Purpose
from workbench.generator.models import Model
from workbench.generator.records import Completion, ModelSpec, Request


class Answers:
    """The answers of one run by call key. Failures are never kept."""

    def __init__(
        self,
        stored: Mapping[str, Completion],
        store: Store,
        journal: Journal,
        once: frozenset[str] = frozenset(),
        purpose: Purpose = "candidate",
    ) -> None:
        """Begin with what was looked up; nothing is asked.

        Args:
            stored: answers that are known by their call keys.
            store: asked for later stages' answers.
            journal: told each new answer the moment it arrives.
            once: keys of calls that nobody asks for again, whose answers need no place in memory.
            purpose: what the calls are for.
        """
        self._found, self._store, self._journal, self._once = dict(stored), store, journal, once
        self._purpose: Purpose = purpose
        self._guard = Lock()
        self._in_flight: dict[str, Future[Completion]] = {}

    def get(self, model: Model, request: Request, key: str, *, look: bool) -> tuple[Completion, bool]:
        """Return the answer to a call and whether it is a new one.

        Who asks for what is in flight waits for that answer, and shares its failure.

        Args:
            model: whom to ask where there is no answer.
            request: what to ask.
            key: the call's.
            look: look into the store first.
        """
        with self._guard:
            found = self._found.get(key)
            if found is not None:
                return found, False
            waiting = self._in_flight.get(key)
            if waiting is None:
                mine = self._in_flight[key] = Future()
        if waiting is not None:
            return waiting.result(), False
        try:
            completion, new = self._answer(model, request, key, look=look)
            mine.set_result(completion)
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._guard:
                if not mine.exception() and key not in self._once:
                    self._found[key] = mine.result()
                del self._in_flight[key]
        return completion, new

    def _answer(self, model: Model, request: Request, key: str, *, look: bool) -> tuple[Completion, bool]:
        found = self._store.completions([key]).get(key) if look else None
        if found is not None:
            return found, False
        completion = model.complete(request)
        self._journal.completion(key, model.spec.name, completion, asked_bytes(request), self._purpose)
        return completion, True


class Remembering:
    """A model that asks only for what has no answer yet; made anew for each cell.

    Attributes:
        calls: the keys of the calls so far, in order.
    """

    def __init__(self, model: Model, answers: Answers, fresh: int, *, look: bool = False) -> None:
        """Begin with no call.

        Args:
            model: whom to ask.
            answers: those of the run.
            fresh: the generation number of the calls.
            look: look for the first call in the store too, for it was not looked up before.
        """
        self._model, self._answers, self._fresh, self._look = model, answers, fresh, look
        self.calls: list[str] = []
        self._asked = False

    @property
    def spec(self) -> ModelSpec:
        """Which model this is."""
        return self._model.spec

    def complete(self, request: Request) -> Completion:
        """Return the known answer, or ask (see `Model.complete`)."""
        # First calls were looked up together; after a fresh answer a later stage is a new question.
        look = (self._look or bool(self.calls)) and not self._asked
        key = call_key(self.spec, request, self._fresh)
        self.calls.append(key)
        completion, asked = self._answers.get(self._model, request, key, look=look)
        self._asked = self._asked or asked
        return completion
