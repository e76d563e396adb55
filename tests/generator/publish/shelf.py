"""A target in memory that loses answers, refuses, lags and dies on a schedule."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.jira import HandClock
from workbench.generator.errors import RemoteError
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref


class DiedError(Exception):
    """The process ended here."""


@dataclass
class Shelf:
    """Objects by id, each with its trace, steps written or not, and when the search finds it.

    Attributes:
        faults: what the next call to a method does: "fails", "lost" (carried out, answer lost), "dies", "died" (carried
            out, then the process ends), "half" (some of a batch is carried out, answer lost), or "" for nothing.
        lag_s: the search finds an object so many seconds after it came.
    """

    clock: HandClock
    name: str = "shelf"
    place: str = "0123456789ab"
    settle_s: float = 30.0
    batch: int = 1
    lag_s: float = 20.0
    faults: Iterator[str] = field(default_factory=lambda: iter(()))
    objects: dict[str, tuple[str, float]] = field(default_factory=dict)
    finished: dict[str, int] = field(default_factory=dict)
    refuses: Callable[[Item], bool] = lambda _: False

    def items(self, publication: Publication) -> tuple[Item, ...]:
        return publication.cases()

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        return ()

    def plan(self, item: Item) -> Planned:
        return Planned(item=item, what=item.name)

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:
        self._act(lambda: None)
        wanted = {each.trace for each in items}
        now = self.clock.monotonic()
        found = {trace: id_ for id_, (trace, at) in self.objects.items() if trace in wanted and at + self.lag_s <= now}
        sure = {trace: id_ for trace, id_ in known.items() if id_ in self.objects and trace in wanted}
        return {trace: Ref(id=id_, key=f"T-{id_}") for trace, id_ in {**found, **sure}.items()}

    def create(self, items: Sequence[Item]) -> Created:
        made: dict[str, Ref] = {}
        refused = {each.trace: RemoteError("writing", "bad_request") for each in items if self.refuses(each)}

        def write(share: float = 1.0) -> None:
            taken = [each for each in items if each.trace not in refused]
            for item in taken[: round(len(taken) * share)]:
                id_ = str(len(self.objects) + 1)
                self.objects[id_] = (item.trace, self.clock.monotonic())
                made[item.trace] = Ref(id=id_, key=f"T-{id_}")

        self._act(write, half=lambda: write(0.5))
        return Created(made=made, refused=refused)

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:
        def write() -> None:
            self.finished[ref.id] = self.finished.get(ref.id, 0) + 1

        self._act(write)
        return ()

    def _act(self, do: Callable[[], None], half: Callable[[], None] | None = None) -> None:
        fault = next(self.faults, "")
        if fault == "dies":
            raise DiedError
        if fault == "fails":
            raise RemoteError("writing", "rate_limit")
        (half if half and fault == "half" else do)()
        if fault == "died":
            raise DiedError
        if fault in {"lost", "half"}:
            raise RemoteError("writing", "timeout", maybe_done=True)

    @property
    def traces(self) -> list[str]:
        """What is there, in its order."""
        return [trace for trace, _ in self.objects.values()]


FAULTS = ("fails", "lost", "dies", "died", "half")


def schedule(chance: random.Random, share: float = 0.25) -> Iterator[str]:
    """Faults at random, without end."""
    while True:
        yield chance.choice(FAULTS) if chance.random() < share else ""
