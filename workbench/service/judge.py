"""Ask the judge whatever the judged scores of a run need and nobody has asked yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.errors import StoppedError
from workbench.core.judging.answers import believed
from workbench.core.judging.question import Question
from workbench.core.keys import call_key
from workbench.core.ports import Store
from workbench.core.records import Cell, Judge
from workbench.generator.errors import ProviderError
from workbench.generator.models import Model
from workbench.generator.records import Completion
from workbench.scorers.base import AsksJudge, Scorer
from workbench.service.answers import Answers
from workbench.service.asking import Asking
from workbench.service.outages import Outages

_UNREADABLE: Final = "unreadable"
_AT_ONCE: Final = 500  # generations; with ten questions each some 50 MB


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What became of the questions that had no answer.

    Attributes:
        asked: questions that were put to the judge.
        unreadable: of them, those whose every answer was none.
        failed: of them, those that no answer came to, by why.
    """

    asked: int = 0
    unreadable: int = 0
    failed: Mapping[str, int]

    @property
    def without_answer(self) -> int:
        """Questions that a score waits for."""
        return self.unreadable + sum(self.failed.values())


def judge(
    cells: Sequence[Cell],
    scorers: Sequence[Scorer],
    asking: Asking,
    judge: Judge,
    *,
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> Judged:
    """Ask every question that these scorers have about the stored generations and that has no readable answer.

    Equal questions are asked once, whoever's tests they are about. An answer that cannot be read is asked for again, up
    to `ATTEMPTS` times; what is stored counts. A question without an answer keeps its score from being stored, and is
    asked by the next run.

    Args:
        cells: of the run.
        scorers: those that ask a judge count.
        asking: the session, which has begun.
        judge: whom to ask, and by which rubrics.
        tell: told how many questions of how many are through.

    Raises:
        ModelUnavailableError: the judge cannot be asked here; nothing was asked then.
        StoreError: answers cannot be written any more.
    """
    asking.store.ingest()
    todo = list(unanswered(cells, scorers, judge, asking.store))
    if not todo:
        return Judged(failed={})
    [model] = asking.models([judge.entry], "judge").values()
    return ask_all(todo, model, asking, judge, tell=tell)


def ask_all(
    questions: Sequence[Question],
    model: Model,
    asking: Asking,
    judge: Judge,
    *,
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> Judged:
    """Ask these questions, each once, and return what became of them."""
    stored = stored_answers(questions, judge, asking.store)
    answers, outages = Answers(stored, asking.store, asking.journal, purpose="judge"), Outages()

    def work(question: Question) -> str | None:
        return _put(question, model, answers, asking, outages)

    ends = asking.each(work, questions, parallel=judge.entry.parallel, tell=tell)
    unreadable = ends.pop(_UNREADABLE, 0)
    return Judged(asked=len(questions), unreadable=unreadable, failed=dict(ends))


def unanswered(cells: Sequence[Cell], scorers: Sequence[Scorer], judge: Judge, store: Store) -> Iterator[Question]:
    """Yield each question once that has no readable answer and attempts left."""
    asks = [each for each in scorers if isinstance(each, AsksJudge)]
    contents = list({(cell.key, cell.basis): cell for cell in cells}.values()) if asks else []
    seen: set[str] = set()
    for start in range(0, len(contents), _AT_ONCE):
        part = contents[start : start + _AT_ONCE]
        results = store.results([cell.key for cell in part])
        found = [
            question
            for cell in part
            if cell.key in results
            for each in asks
            for question in each.questions(results[cell.key], cell.fixture, cell.issue, judge)
        ]
        new = {key: question for question in found if (key := _key(question, judge)) not in seen}
        seen |= set(new)
        yield from unsettled(list(new.values()), judge, store)


def unsettled(questions: Sequence[Question], judge: Judge, store: Store) -> list[Question]:
    """Return the questions that have no readable answer and attempts left, each once."""
    own = {_key(question, judge): question for question in questions}
    stored = stored_answers(own.values(), judge, store)
    return [each for each in own.values() if not _settled(each, judge, stored)]


def stored_answers(questions: Iterable[Question], judge: Judge, store: Store) -> dict[str, Completion]:
    """Return the stored answers to all attempts of these questions, by call key."""
    keys = [call_key(judge.entry.spec, ask) for question in questions for ask in question.asks]
    return store.completions(list(dict.fromkeys(keys)))


def _key(question: Question, judge: Judge) -> str:
    return call_key(judge.entry.spec, question.asks[0])


def _settled(question: Question, judge: Judge, stored: Mapping[str, Completion]) -> bool:
    """Return whether there is a readable answer, or no attempt left."""
    answers = [stored.get(call_key(judge.entry.spec, ask)) for ask in question.asks]
    known = [each for each in answers if each is not None]
    return len(known) == len(answers) or believed(question, known) is not None


def _put(question: Question, model: Model, answers: Answers, asking: Asking, outages: Outages) -> str | None:
    """Ask a question until an answer can be read; return why there is none, or None."""
    try:
        for ask in question.asks:
            asking.until(0)
            outages.check(model.spec.name)
            completion, _ = answers.get(model, ask, call_key(model.spec, ask), look=False)
            outages.answered(model.spec.name)
            if believed(question, [completion]) is not None:
                return None
    except ProviderError as error:
        outages.failed(model.spec.name, error.kind)
        return error.kind.replace("_", " ")
    except StoppedError as error:
        return error.kind
    return _UNREADABLE
