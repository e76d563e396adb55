"""Equal calls are made once; failures are never kept."""

import threading
from dataclasses import dataclass, field

import pytest

from tests.builders import completion, spec
from tests.fakes import AnswersAtOnce, MemoryStore, NeverAnswers
from workbench.generator.errors import ProviderError
from workbench.generator.records import Completion, Message, ModelSpec, Params, Request
from workbench.service.answers import Answers, Remembering

ASKED = Request(messages=(Message(role="user", content="?"),), params=Params())
THREADS = 8


@dataclass
class WaitsForAll:
    """A model that answers, or fails, only when so many threads have asked for the same."""

    spec: ModelSpec
    fails: bool = False
    asked: list[Request] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)

    def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        assert self.may_answer.wait(10)
        if self.fails:
            raise ProviderError(self.spec.name, "server", status=500)
        return completion()


def ask_at_once(model: WaitsForAll, answers: Answers) -> list[Completion | ProviderError]:
    """Ask for the same from many threads, of which all but one have to wait for the first."""
    found: list[Completion | ProviderError] = []
    entered = threading.Semaphore(0)

    def work() -> None:
        entered.release()
        try:
            found.append(Remembering(model, answers, 0).complete(ASKED))
        except ProviderError as error:
            found.append(error)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert entered.acquire(timeout=10)
    model.may_answer.set()
    for thread in threads:
        thread.join()
    return found


def test_identical_calls_in_flight_are_made_once() -> None:
    store = MemoryStore()
    model = WaitsForAll(spec())
    found = ask_at_once(model, Answers({}, store, store))
    assert (found, len(model.asked)) == ([completion()] * THREADS, 1)


def test_a_failure_is_not_kept_and_the_next_who_asks_is_answered() -> None:
    store = MemoryStore()
    answers = Answers({}, store, store)
    with pytest.raises(ProviderError):
        Remembering(NeverAnswers(spec()), answers, 0).complete(ASKED)
    model = AnswersAtOnce(spec())
    assert Remembering(model, answers, 0).complete(ASKED) == completion()
    assert store.ingest() == 1


def test_every_number_of_generations_asks_for_itself() -> None:
    store = MemoryStore()
    answers, model = Answers({}, store, store), AnswersAtOnce(spec())
    for fresh in (0, 1, 1, 0, 2):
        Remembering(model, answers, fresh).complete(ASKED)
    assert len(model.asked) == 3
