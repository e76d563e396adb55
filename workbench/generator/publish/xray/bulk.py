"""Many tests by one job of Xray's bulk import."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.generator.errors import XrayError
from workbench.generator.publish.publication import Item
from workbench.generator.publish.target import Created, Ref
from workbench.generator.publish.xray.client import XrayClient, labels_of_issue, refused_fields
from workbench.generator.remote import Clock, objects

Object = dict[str, Any]

_ENDS: Final = frozenset({"successful", "partially_successful", "unsuccessful", "failed"})
_DOING: Final = "creating tests in bulk"
_TURN_S: Final = 20.0
_TURNS: Final = 15  # five minutes until another job of the account must be over
_POLLS_S: Final = (1.0, 2.0, 3.0, 5.0)
_POLL_S: Final = 10.0
_LONGEST_S: Final = 900.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What a job is made with.

    Attributes:
        client: of the service.
        clock: waits between looks at the job.
        element: writes a test.
        find: looks for tests by their traces.
        seen: is given the tests that were made, as they were read.
    """

    client: XrayClient
    clock: Clock
    element: Callable[[Item], Object]
    find: Callable[[Sequence[Item]], Mapping[str, Ref]]
    seen: Callable[[Object], None] = field(default=lambda _: None)

    def create(self, items: Sequence[Item]) -> Created:
        """Create tests and return what came of each.

        Raises:
            XrayError: nothing was created, or with `maybe_done` nobody knows.
        """
        there, left, job = self._started(items)
        if job is None:
            return there
        try:
            state = self._over(job)
            created = self._accounted(left, state)
        except XrayError as error:  # the job goes on without us
            raise XrayError(
                _DOING, error.kind, status=error.status, retry_after_s=error.retry_after_s, maybe_done=True
            ) from None
        return Created(made={**there.made, **created.made}, refused=created.refused)

    def _started(self, items: Sequence[Item]) -> tuple[Created, Sequence[Item], str | None]:
        """Start a job, and where another one of the account is running wait for its end.

        That one may be ours, of a process that is no more: so the traces are looked for, and a job is started only
        where nothing more of them appears.
        """
        made: dict[str, Ref] = {}
        left = list(items)
        refused: XrayError | None = None
        grown = False
        for _ in range(_TURNS):
            if refused is not None:
                self.clock.sleep(_TURN_S)
                found = self.find(left)
                grown, made = bool(found), {**made, **found}
                left = [each for each in left if each.trace not in made]
            if grown and left:
                continue
            if not left:
                return Created(made=made), left, None
            try:
                return Created(made=made), left, self.client.start_bulk([self.element(each) for each in left])
            except XrayError as error:
                if error.kind != "bad_request":
                    if made and not error.maybe_done:
                        return Created(made=made, refused=dict.fromkeys(_traces(left), error)), left, None
                    raise
                refused = error
        busy = XrayError(
            _DOING,
            "bad_request",
            says="Xray does not take the import; where another one of this account is running, wait for its end",
        )
        return Created(made=made, refused=dict.fromkeys(_traces(left), busy)), left, None

    def _over(self, job: str) -> Object:
        """Return a job at its end."""
        waited = 0.0
        for wait_s in _waits():
            self.clock.sleep(wait_s)
            waited += wait_s
            state = self.client.bulk(job)
            if str(state.get("status")) in _ENDS:
                return state
            if waited >= _LONGEST_S:
                break
        raise XrayError(_DOING, "timeout", maybe_done=True)

    def _accounted(self, items: Sequence[Item], state: Object) -> Created:
        """Return what came of each test: those that are there are known by their traces, the others by their number.

        Raises:
            XrayError: `server`: of some the job does not say what came of them.
        """
        result = state.get("result")
        result = result if isinstance(result, dict) else {}
        issues, errors = objects(result.get("issues")), objects(result.get("errors"))
        numbers = {str(each.get("id")): each.get("elementNumber") for each in issues}
        places = {each.trace: place for place, each in enumerate(items)}
        made: dict[str, Ref] = {}
        first: int | None = None
        for test in self.client.tests([id_ for id_ in numbers if id_.isdecimal()]):
            self.seen(test)
            for trace in labels_of_issue(test) & places.keys():
                made.setdefault(trace, Ref(id=test["issueId"], key=test["jira"]["key"]))
                number = numbers.get(test["issueId"])
                first = number - places[trace] if isinstance(number, int) else first
        refused = self._refused([each for each in items if each.trace not in made], places, errors, first or 0)
        if len(made) + len(refused) < len(items) and state.get("status") != "unsuccessful":
            raise XrayError(_DOING, "server", maybe_done=True)
        rest = [each.trace for each in items if each.trace not in made and each.trace not in refused]
        return Created(made=made, refused={**refused, **dict.fromkeys(rest, XrayError(_DOING, "bad_request"))})

    def _refused(
        self, items: Sequence[Item], places: Mapping[str, int], errors: Sequence[Object], first: int
    ) -> dict[str, XrayError]:
        """Return why tests were refused, by trace; `first` is the number that Xray gives the first of a job."""
        by_number = {str(each.get("elementNumber")): refused_fields(each.get("errors")) for each in errors}
        numbers = {each.trace: str(places[each.trace] + first) for each in items}
        return {
            trace: XrayError(_DOING, "bad_request", fields=by_number[number])
            for trace, number in numbers.items()
            if number in by_number
        }


def _traces(items: Sequence[Item]) -> list[str]:
    return [each.trace for each in items]


def _waits() -> Iterator[float]:
    yield from _POLLS_S
    while True:
        yield _POLL_S
