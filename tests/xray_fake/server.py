"""Xray Cloud on a port."""

import json
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from graphql import GraphQLSchema, parse, validate

from tests.jira_fake.contract import Seen
from tests.jira_fake.faults import Fault
from tests.jira_fake.routes import JSON, Answer
from tests.loopback import LoopbackServer
from tests.xray_fake.contract import bulk_breach
from tests.xray_fake.graph import carried_out, name_of
from tests.xray_fake.state import State

TEXT = {"Content-Type": "text/plain;charset=UTF-8"}
KEY = {"client_id": "an-id", "client_secret": "a-secret"}
_TOKEN_LIVES = timedelta(hours=24)
_WINDOW = timedelta(minutes=5)


def as_json(value: Any, status: int = 200) -> Answer:
    """A JSON answer."""
    return Answer(status=status, body=json.dumps(value).encode(), headers=JSON)


def as_text(status: int, says: str) -> Answer:
    """An error in plain text, which says something that nobody may see."""
    return Answer(status=status, body=f"{says} Body-4711".encode(), headers=TEXT)


class XrayServer(LoopbackServer):
    """A tenant on loopback; its API stands below `/api/v2`.

    Attributes:
        most: requests that it takes in five minutes, or None.
        seen: the names of the operations that were asked for.
        garble: changes what is answered, or None.
    """

    def __init__(self, now: Callable[[], datetime], *, vendors: GraphQLSchema | None = None) -> None:
        super().__init__()
        self.prefix = "/api/v2"
        self.state = State(now=now)
        self.faults: deque[Fault] = deque()
        self.most: int | None = None
        self.seen: list[str] = []
        self.garble: Callable[[Any], Any] | None = None
        self.bodies: list[Any] = []
        self.tokens: dict[str, datetime] = {}
        self.sign_ins = 0
        self._asked: deque[datetime] = deque()
        self._vendors = vendors
        self._checked: set[str] = set()
        self._guard = threading.Lock()

    @property
    def breaches(self) -> list[str]:
        """What none of our requests may do."""
        return self.state.breaches

    def reply(self, seen: Seen) -> Answer | Fault:
        """What a request gets."""
        with self._guard:
            self.state.advance()
            name = self._name(seen)
            self.seen.append(name)
            self.bodies.append(seen.json if seen.body else None)
            limited = self._limited()
            if limited:
                return limited
            if self.faults and self.faults[0].on in {None, name}:
                fault = self.faults.popleft()
                if fault.carried_out and self._known(seen, name):
                    self._carried_out(seen, name)
                return fault
            if not self._known(seen, name):
                return as_text(401, "Authentication failed!")
            answer = self._carried_out(seen, name)
            if self.garble and answer.status == 200:
                return as_json(self.garble(json.loads(answer.body)))
            return answer

    def _name(self, seen: Seen) -> str:
        if not seen.prefix:
            return self._breach(f"path {seen.path}")
        if (seen.method, seen.path) == ("POST", "/graphql"):
            return self._document(seen.json)
        if (seen.method, seen.path) == ("POST", "/authenticate"):
            return "authenticate"
        if (seen.method, seen.path) == ("POST", "/import/test/bulk"):
            return "bulk"
        if seen.method == "GET" and seen.path.startswith("/import/test/bulk/") and seen.path.endswith("/status"):
            return "status"
        return self._breach(f"unknown: {seen.method} {seen.path}")

    def _document(self, body: dict[str, Any]) -> str:
        if body.keys() != {"query", "variables"}:
            return self._breach(f"graphql {sorted(body)}")
        if self._vendors is not None and body["query"] not in self._checked:
            self._checked.add(body["query"])
            for error in validate(self._vendors, parse(body["query"])):
                self._breach(str(error))
        return name_of(body["query"])

    def _breach(self, says: str) -> str:
        self.state.breaches.append(says)
        return "breach"

    def _known(self, seen: Seen, name: str) -> bool:
        if name == "authenticate":
            return True
        token = seen.headers.get("authorization", "").removeprefix("Bearer ")
        given = self.tokens.get(token)
        return given is not None and self.state.now() - given < _TOKEN_LIVES

    def _limited(self) -> Answer | None:
        now = self.state.now()
        while self._asked and now - self._asked[0] >= _WINDOW:
            self._asked.popleft()
        if self.most is not None and len(self._asked) >= self.most:
            wait = (self._asked[0] + _WINDOW - now) / timedelta(seconds=1)
            return Answer(status=429, body=b"Body-4711", headers={**TEXT, "Retry-After": str(int(wait) + 1)})
        self._asked.append(now)
        return None

    def _carried_out(self, seen: Seen, name: str) -> Answer:
        if name == "authenticate":
            return self._signed_in(seen)
        if name == "bulk":
            return self._bulk(seen)
        if name == "status":
            return self._status(seen)
        return as_json(carried_out(self.state, seen.json["query"], seen.json["variables"]))

    def _signed_in(self, seen: Seen) -> Answer:
        self.sign_ins += 1
        if seen.json != KEY:
            return as_text(401, "Invalid client credentials!")
        token = f"eyJ.token.{self.sign_ins}"
        self.tokens[token] = self.state.now()
        return as_json(token)

    def _bulk(self, seen: Seen) -> Answer:
        breach = bulk_breach(seen.json)
        if breach:
            self._breach(breach)
        if any(each["status"] == "working" for each in self.state.jobs.values()):
            return as_text(400, "A job is already in progress.")
        job = self.state.number()
        result: dict[str, Any] = {"errors": [], "issues": [], "warnings": []}
        self.state.jobs[job] = {
            "at": self.state.now(), "elements": seen.json, "next": 0, "status": "working", "result": result,
        }  # fmt: skip
        return as_json({"jobId": job})

    def _status(self, seen: Seen) -> Answer:
        job = self.state.jobs.get(seen.path.split("/")[-2])
        if job is None:
            return as_text(404, "No such job.")
        over = job["status"] != "working"
        progress = 100 * job["next"] // max(1, len(job["elements"]))
        shown = {"status": job["status"], "progress": ["Body-4711"], "progressValue": progress}
        return as_json({**shown, "result": job["result"]} if over else shown)
