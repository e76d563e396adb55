"""Ask a model for drafts of gold, within the budget, and never twice for the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.errors import StoppedError
from workbench.core.golds.asking import Drafted, Drafter, draft_requests, read_draft
from workbench.core.keys import call_key
from workbench.core.ports import Store
from workbench.core.records import Gold
from workbench.generator.errors import ProviderError
from workbench.generator.models import Model
from workbench.generator.records import Completion, Issue, Request
from workbench.service.answers import Answers
from workbench.service.asking import Asking
from workbench.service.outages import Outages

UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An issue that wants a draft.

    Attributes:
        text: all of the issue's text that evidence may stand in.
        base: gives the draft's stratum, domain, language and context.
    """

    issue: Issue
    text: str
    base: Gold


def draft_gold(
    wanted: Sequence[Wanted],
    drafter: Drafter,
    asking: Asking,
    *,
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> Mapping[str, int]:
    """Ask for each of these drafts until an answer can be read, and return why there is none, counted.

    Args:
        wanted: that have no readable answer yet.
        drafter: whom to ask.
        asking: the session, which has begun.
        tell: told how many of how many are through.

    Raises:
        ModelUnavailableError: the model cannot be asked here; nothing was asked then.
        StoreError: answers cannot be written any more.
    """
    [model] = asking.models([drafter.entry], "draft").values()
    stored = answers_to(wanted, drafter, asking.store)
    answers, outages = Answers(stored, asking.store, asking.journal, purpose="draft"), Outages()
    return asking.each(
        lambda one: _put(one, drafter, model, answers, asking, outages),
        wanted,
        parallel=drafter.entry.parallel,
        tell=tell,
    )


def drafts_of(wanted: Sequence[Wanted], drafter: Drafter, store: Store) -> dict[str, Drafted]:
    """Return the drafts that stored answers hold, by the issue's key; the first readable answer counts."""
    stored = answers_to(wanted, drafter, store)
    found = {}
    for each in wanted:
        answers = [stored.get(call_key(drafter.entry.spec, ask)) for ask in draft_requests(each.issue, drafter)]
        read = (_read(each, answer) for answer in answers if answer is not None)
        drafted = next((draft for draft in read if draft is not None), None)
        if drafted is not None:
            found[each.issue.key] = drafted
    return found


def unasked(wanted: Sequence[Wanted], drafter: Drafter, store: Store) -> list[tuple[Wanted, Request]]:
    """Return who has no readable answer and attempts left, each with the request that comes next."""
    stored = answers_to(wanted, drafter, store)
    done = drafts_of(wanted, drafter, store)
    found = []
    for each in wanted:
        asks = draft_requests(each.issue, drafter)
        left = [ask for ask in asks if call_key(drafter.entry.spec, ask) not in stored]
        if each.issue.key not in done and left:
            found.append((each, left[0]))
    return found


def answers_to(wanted: Sequence[Wanted], drafter: Drafter, store: Store) -> dict[str, Completion]:
    """Return the stored answers to all attempts, by call key."""
    keys = [call_key(drafter.entry.spec, ask) for each in wanted for ask in draft_requests(each.issue, drafter)]
    return store.completions(list(dict.fromkeys(keys)))


def _read(wanted: Wanted, answer: Completion) -> Drafted | None:
    return read_draft(answer, wanted.issue, wanted.text, base=wanted.base)


def _put(
    wanted: Wanted, drafter: Drafter, model: Model, answers: Answers, asking: Asking, outages: Outages
) -> str | None:
    try:
        for ask in draft_requests(wanted.issue, drafter):
            asking.until(0)
            outages.check(model.spec.name)
            completion, _ = answers.get(model, ask, call_key(model.spec, ask), look=False)
            outages.answered(model.spec.name)
            if _read(wanted, completion) is not None:
                return None
    except ProviderError as error:
        outages.failed(model.spec.name, error.kind)
        return error.kind.replace("_", " ")
    except StoppedError as error:
        return error.kind
    return UNREADABLE
