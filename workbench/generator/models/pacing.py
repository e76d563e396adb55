"""Calls at the pace that a provider takes; failures that may pass are asked again."""

import random
import threading

from workbench.generator.errors import ProviderError
from workbench.generator.models.changes import Cause
from workbench.generator.models.demand import demand_of
from workbench.generator.models.limiter import Check, Clock, Limiter, Listener, RealTime
from workbench.generator.models.port import Model
from workbench.generator.models.retrying import LONGEST_WAIT_S, Retries
from workbench.generator.records import Completion, ModelSpec, Request

__all__ = ["Check", "Clock", "Limiter", "Limiters", "Listener", "Paced", "RealTime"]


class Limiters:
    """One limiter for each provider's endpoint and key; safe to call from several threads."""

    def __init__(self, *, tell: Listener | None = None, clock: Clock | None = None) -> None:
        """Begin without any.

        Args:
            tell: as `listen`.
            clock: None is the machine's own.
        """
        self._listener, self._clock = tell, clock or RealTime()
        self._guard = threading.Lock()
        self._limiters: dict[tuple[str, str | None, str | None], Limiter] = {}

    def listen(self, tell: Listener) -> None:
        """Have somebody else told of every change from now on."""
        self._listener = tell

    def of(self, spec: ModelSpec) -> Limiter:
        """Return the limiter of the model's endpoint and key; models that share both share it."""
        with self._guard:
            where = (spec.adapter, spec.base_url, spec.key_env)
            if where not in self._limiters:
                self._limiters[where] = Limiter(self._name(spec), tell=self._told, clock=self._clock)
            return self._limiters[where]

    def _name(self, spec: ModelSpec) -> str:
        """The vendor and the key's variable, numbered where another endpoint has both too."""
        vendor = spec.name.partition("/")[0]
        name = f"{vendor} ({spec.key_env})" if spec.key_env else vendor
        taken = {limiter.name for limiter in self._limiters.values()}
        numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
        return name if name not in taken else next(each for each in numbered if each not in taken)

    def _told(self, name: str, limit: int, cause: Cause) -> None:
        if self._listener is not None:
            self._listener(name, limit, cause)


class Paced:
    """A model that is asked at its provider's pace, and again where a failure may pass."""

    def __init__(
        self, model: Model, limiter: Limiter, *, check: Check | None = None, chance: random.Random | None = None
    ) -> None:
        """Put a pace on a model.

        Args:
            model: is asked, once for each attempt.
            limiter: of its provider and key.
            check: None never gives a call up.
            chance: draws the waits before retries.
        """
        self._model, self._limiter = model, limiter
        self._given_check = check
        self._chance = chance or random.Random()  # noqa: S311 - a draw, no secret

    @property
    def spec(self) -> ModelSpec:
        """Which model this is."""
        return self._model.spec

    def complete(self, request: Request) -> Completion:
        """Wait for room, ask, and ask again what may pass; a call that waits to be repeated takes no room.

        Raises:
            ProviderError: the last failure, once it is not to be repeated; or nothing was sent, because the provider
                asked all calls to stay away for longer than `LONGEST_WAIT_S`.
        """
        demand, retries = demand_of(request, self.spec.model), Retries(self._chance)
        while True:
            sent = self._limiter.enter(demand, self._check)
            try:
                completion = self._model.complete(request)
            except ProviderError as error:
                self._limiter.leave(sent, error)
                wait_s = retries.wait_s(error)
                if wait_s is None:
                    raise
            except BaseException:
                self._limiter.leave(sent, None)
                raise
            else:
                self._limiter.leave(sent, completion)
                return completion
            self._limiter.rest(wait_s, self._check)

    def _check(self, wait_s: float) -> None:
        shut_by = self._limiter.shut()
        if shut_by is not None:
            raise ProviderError(self.spec.name, shut_by, retry_after_s=LONGEST_WAIT_S)
        if self._given_check is not None:
            self._given_check(wait_s)
