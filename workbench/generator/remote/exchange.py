"""Requests to one service: at its pace, again where a failure may pass, within a budget."""

import random
from collections.abc import Mapping
from typing import Final

import httpx2

from workbench.generator.errors import RemoteError
from workbench.generator.remote.access import Access
from workbench.generator.remote.ask import Ask, Reply
from workbench.generator.remote.budget import BUDGET, Budget, Purse
from workbench.generator.remote.clock import Clock, RealTime
from workbench.generator.remote.place import Place
from workbench.generator.remote.waits import LONGEST_WAIT_S, Holds, Retries
from workbench.generator.remote.wire import mute, send

_NEAR_S: Final = 1.0
_MOST_REDIRECTS: Final = 3


class Exchange:
    """Sends requests to a service and returns their answers; safe to use from several threads."""

    def __init__(
        self,
        place: Place,
        access: Access,
        *,
        http: httpx2.Client,
        budget: Budget = BUDGET,
        holds: Holds | None = None,
        clock: Clock | None = None,
        chance: random.Random | None = None,
        longest_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        """Take what is needed; nothing is sent.

        Args:
            place: who is asked.
            access: gives the credentials of each request.
            http: sends, and bounds how long one request takes. Its own redirects and authentication are not used.
            budget: of everything that goes through here.
            holds: shared by all clients of one app; None is for this one alone.
            clock: None is the machine's own.
            chance: draws the waits.
            longest_wait_s: nobody waits longer for a limit to be over.
        """
        mute()
        self._place, self._access, self._http = place, access, http
        self._clock: Clock = clock or RealTime()
        self._chance = chance or random.Random()  # noqa: S311 - a draw, no secret
        self._holds = holds or Holds()
        self._purse = Purse(budget, self._clock)
        self._longest_wait_s = longest_wait_s

    @property
    def sent(self) -> int:
        """How many requests went out."""
        return self._purse.sent

    def send(self, ask: Ask) -> Reply:
        """Send a request and return its answer.

        Raises:
            RemoteError: no answer came, or it was no success.
        """
        reply = self._settled(ask, f"{self._place.base}{self._place.root}{ask.path or ask.endpoint}", ask.query)
        if reply.location is not None or not 200 <= reply.status < 300:
            raise ask.failed("redirect", status=reply.status)
        return reply

    def follow(self, ask: Ask) -> Reply:
        """Send a request and follow the redirects of its answer; another host gets no credentials.

        Raises:
            RemoteError: no answer came, it was no success, or it leads where `Place.may_send_to` does not allow.
        """
        address = f"{self._place.base}{self._place.root}{ask.path or ask.endpoint}"
        reply = self._settled(ask, address, ask.query)
        for _ in range(_MOST_REDIRECTS):
            if reply.location is None:
                break
            address = self._next(ask, address, reply)
            reply = self._settled(ask, address, {})
        if not 200 <= reply.status < 300:
            raise ask.failed("redirect", status=reply.status)
        return reply

    def _next(self, ask: Ask, address: str, reply: Reply) -> str:
        try:
            url = httpx2.URL(address).join(reply.location or "")
        except (httpx2.InvalidURL, ValueError):
            url = None
        if url is None or not url.host or not self._place.may_send_to(url):
            raise ask.failed("redirect", status=reply.status)
        return str(url)

    def _settled(self, ask: Ask, address: str, query: Mapping[str, object]) -> Reply:
        """Send until there is an answer, a redirect, or a failure that stays."""
        retries = Retries(self._chance, longest_wait_s=self._longest_wait_s, least_wait_s=self._place.least_wait_s)
        while True:
            self._rest(ask)
            outcome = self._once(ask, address, query)
            if isinstance(outcome, Reply):
                return outcome
            wait_s = retries.wait_s(outcome, repeatable=ask.repeatable)
            if wait_s is None or wait_s > self._purse.left_s():
                raise outcome
            self._clock.sleep(wait_s)

    def _once(self, ask: Ask, address: str, query: Mapping[str, object]) -> Reply | RemoteError:
        self._purse.take(ask)
        url = httpx2.URL(address)
        own = self._access.headers() if self._place.holds(url) else {}
        request = self._http.build_request(
            ask.method,
            url.copy_merge_params(query) if query else url,  # type: ignore[arg-type]
            headers={"Accept": "*/*", **ask.headers, **own},
            json=ask.body,
            files={"file": (ask.file.name, ask.file.data, ask.file.content_type)} if ask.file else None,
        )
        sent = send(self._http, request, ask, now=self._clock.now, left_s=self._purse.left_s)
        if sent.near:
            self._hold(self._endpoint(ask), self._chance.uniform(0.0, _NEAR_S))
        if isinstance(sent.outcome, RemoteError) and sent.outcome.kind == "rate_limit":
            self._limited(ask, sent.outcome)
        return sent.outcome

    # Who rests ----------------------------------------------------------------------------------

    def _rest(self, ask: Ask) -> None:
        """Wait until nothing that this request belongs to rests any more.

        Raises:
            RemoteError: `rate_limit`: that is later than anybody waits.
        """
        what = [("app",), ("site", self._place.base), self._endpoint(ask), self._issue(ask)]
        wait_s = self._holds.wait_s(what, self._clock.monotonic())
        if wait_s > self._longest_wait_s or wait_s > self._purse.left_s() > 0:
            raise ask.failed("rate_limit", retry_after_s=wait_s)
        if wait_s > 0 and self._purse.left_s() > 0:  # without time left the purse refuses at once
            self._clock.sleep(wait_s)

    def _limited(self, ask: Ask, error: RemoteError) -> None:
        if error.retry_after_s is None:
            return
        what = {"app": ("app",), "site": ("site", self._place.base), "issue": self._issue(ask)}
        self._hold(what.get(error.scope or "endpoint", self._endpoint(ask)), error.retry_after_s)

    def _hold(self, what: tuple[str, ...], seconds: float) -> None:
        self._holds.put(what, self._clock.monotonic() + seconds)

    def _endpoint(self, ask: Ask) -> tuple[str, ...]:
        return ("endpoint", self._place.base, ask.method, ask.endpoint)

    def _issue(self, ask: Ask) -> tuple[str, ...]:
        return ("issue", self._place.base, ask.issue or "")
