"""Publishing: find, create, finish. It may be stopped anywhere and done again, and nothing is there twice."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from workbench.generator.errors import GeneratorError, RemoteError, RemoteKind
from workbench.generator.publish.journal import Entry, Journal, State, ids, intended, last
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Planned, Ref, Target
from workbench.generator.remote.clock import Clock, RealTime

End = Literal["created", "existing", "incomplete", "refused", "unknown", "not_tried"]
# After these everything else would fail too.
_THE_END: Final[frozenset[RemoteKind]] = frozenset(
    {"budget", "connection", "gone", "no_credentials", "rate_limit", "redirect", "unauthorised", "untrusted"}
)
_TRIES: Final = 2  # of a create whose answer was lost and whose object is not there


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one item.

    Attributes:
        item: which one.
        end: `created` and `existing` are whole; `incomplete` is there and lacks something; `refused` is not there;
            `unknown` may be there, which the next time finds out before anything is written; `not_tried` is not there.
        ref: the object, where there is one.
        notes: what somebody should know of it, a sentence each, without content.
        reason: why it is neither created nor existing, one sentence; else None.
    """

    item: Item
    end: End
    ref: Ref | None = None
    notes: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left to do."""
        return self.end in {"created", "existing"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What became of a publication, an outcome an item in their order, and notes on the whole."""

    target: str
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every item is there with all that belongs to it."""
        return all(each.whole for each in self.outcomes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What publishing would do: what would be written, and what is there already, in the order of the items."""

    target: str
    steps: tuple[Planned | Outcome, ...] = field(repr=False)
    notes: tuple[str, ...] = ()


def preview(publication: Publication, target: Target, journal: Journal) -> Preview:
    """Return what `publish` would write; nothing is written.

    Raises:
        GeneratorError: the target cannot be read, or lacks what is needed.
    """
    notes = target.prepare(publication)
    items = target.items(publication)
    found = target.find(items, ids(journal.entries(), target.place))
    steps = [
        Outcome(item=each, end="existing", ref=found[each.trace]) if each.trace in found else target.plan(each)
        for each in items
    ]
    return Preview(target=target.name, steps=tuple(steps), notes=notes)


def publish(
    publication: Publication,
    target: Target,
    journal: Journal,
    *,
    clock: Clock | None = None,
    tell: Callable[[Outcome], None] = lambda _: None,
) -> Published:
    """Bring a publication to a target and return what became of it.

    What the target has already, by its traces or by the journal, is not created again. Each intent is in the journal
    before its call. Where the answer to a create is lost, the target is asked for the trace as soon as it must be
    found; only what is not there is created again.

    Args:
        publication: the tests.
        target: where they go.
        journal: of earlier tries; an empty one is no harm, for the traces are looked for anyway.
        clock: None is the machine's own.
        tell: is given each outcome when it is known.

    Raises:
        GeneratorError: nothing could be written: the target cannot be read or lacks what is needed, or the journal
            cannot be written.
    """
    notes = target.prepare(publication)
    work = _Work(target, journal, clock or RealTime())
    items = target.items(publication)
    there = work.there(items)
    outcomes = {}
    for batch in _batches(items, there, target.batch):
        new = [each for each in batch if each.trace not in there]
        made = work.created(new) if new else {}
        for item in batch:
            outcome = work.finished(item, there[item.trace]) if item.trace in there else made[item.trace]
            outcomes[item.number] = outcome
            tell(outcome)
    return Published(target=target.name, outcomes=tuple(outcomes[each.number] for each in items), notes=notes)


def _batches(items: Sequence[Item], there: dict[str, Ref], most: int) -> Iterator[list[Item]]:
    """Return the items in their order, so cut that none holds more that is to be created than a call takes."""
    batch: list[Item] = []
    new = 0
    for item in items:
        if item.trace not in there and new == most:
            yield batch
            batch, new = [], 0
        batch.append(item)
        new += item.trace not in there
    if batch:
        yield batch


class _Work:
    """One go at a target."""

    def __init__(self, target: Target, journal: Journal, clock: Clock) -> None:
        self._target, self._journal, self._clock = target, journal, clock
        self._over: RemoteError | None = None

    def there(self, items: Sequence[Item]) -> dict[str, Ref]:
        """Return what is there already; what an earlier try may have created is waited for."""
        entries = self._journal.entries()
        found = dict(self._target.find(items, ids(entries, self._target.place)))
        doubtful = intended(entries, self._target.place)
        open_ = [each for each in items if each.trace in doubtful and each.trace not in found]
        if open_:
            since = max(doubtful[each.trace] for each in open_)
            settled = since + timedelta(seconds=self._target.settle_s)
            self._wait((settled - self._clock.now()) / timedelta(seconds=1))
            found |= self._target.find(open_, {})
        return found

    def created(self, items: Sequence[Item]) -> dict[str, Outcome]:
        """Create items and finish them; return an outcome for each trace."""
        if self._over is not None:
            return {each.trace: _failed(each, "not_tried", self._over) for each in items}
        outcomes: dict[str, Outcome] = {}
        left = items
        for _ in range(_TRIES):
            outcomes |= self._tried(left)
            left = [each for each in left if outcomes[each.trace].end == "unknown"]
            if not left or self._over is not None:
                break
        return {trace: self._completed(each) for trace, each in outcomes.items()}

    def finished(self, item: Item, ref: Ref) -> Outcome:
        """Complete what was there before."""
        return self._completed(Outcome(item=item, end="existing", ref=ref))

    def _tried(self, items: Sequence[Item]) -> dict[str, Outcome]:
        """Create items once. What is `unknown` afterwards was looked for and not found."""
        self._note("intended", items)
        try:
            created = self._target.create(items)
        except RemoteError as error:
            return self._lost(items, error) if error.maybe_done else self._refused(items, error)
        outcomes = self._made(items, created.made)
        refused = [each for each in items if each.trace in created.refused]
        self._note("refused", refused)
        return outcomes | {each.trace: _failed(each, "refused", created.refused[each.trace]) for each in refused}

    def _lost(self, items: Sequence[Item], error: RemoteError) -> dict[str, Outcome]:
        """Look for what a lost answer may have been about, as soon as it must be found."""
        unknown = {each.trace: _failed(each, "unknown", error) for each in items}
        try:
            self._wait(self._target.settle_s)
            return unknown | self._made(items, self._target.find(items, {}))
        except RemoteError as later:
            self._over = later
            return unknown

    def _made(self, items: Sequence[Item], made: Mapping[str, Ref]) -> dict[str, Outcome]:
        there = [each for each in items if each.trace in made]
        self._note("created", there, made)
        return {each.trace: Outcome(item=each, end="created", ref=made[each.trace]) for each in there}

    def _refused(self, items: Sequence[Item], error: RemoteError) -> dict[str, Outcome]:
        self._note("refused", items)
        if error.kind in _THE_END:
            self._over = error
        return {each.trace: _failed(each, "refused", error) for each in items}

    def _completed(self, outcome: Outcome) -> Outcome:
        """Finish an object that is there, unless the journal says that it was."""
        item, ref = outcome.item, outcome.ref
        if ref is None:
            return outcome
        before = last(self._journal.entries(), self._target.place).get(item.trace)
        if before is not None and before.state == "finished" and before.id == ref.id:
            return outcome
        if self._over is not None:
            return Outcome(item=item, end="incomplete", ref=ref, reason=str(self._over))
        try:
            notes = self._target.finish(item, ref)
        except GeneratorError as error:
            if isinstance(error, RemoteError) and error.kind in _THE_END:
                self._over = error
            return Outcome(item=item, end="incomplete", ref=ref, reason=str(error))
        self._note("finished", [item], {item.trace: ref})
        return Outcome(item=item, end=outcome.end, ref=ref, notes=notes)

    def _note(self, state: State, items: Iterable[Item], refs: Mapping[str, Ref] | None = None) -> None:
        at, place = self._clock.now(), self._target.place
        entries = [
            Entry(at=at, place=place, trace=each.trace, state=state, id=refs[each.trace].id if refs else None)
            for each in items
        ]
        if entries:
            self._journal.add(entries)

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._clock.sleep(seconds)


def _failed(item: Item, end: End, error: RemoteError) -> Outcome:
    return Outcome(item=item, end=end, reason=str(error))
