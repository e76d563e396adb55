"""The calls to Zephyr Scale Cloud's API v2."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from workbench.generator.errors import ZephyrError
from workbench.generator.remote import Ask, Exchange, as_object, as_objects, objects

STEPS_A_CALL: Final = 100
_A_PAGE: Final = 1_000
_MOST_PAGES: Final = 50
_Ask: Final = partial(Ask, service=ZephyrError)

Object = dict[str, Any]


class ZephyrClient:
    """Reads and writes Zephyr Scale over HTTP. Every method raises `ZephyrError` where it does not answer."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange with the service; nothing is sent."""
        self._exchange = exchange

    # Names -----------------------------------------------------------------------------------------

    def priorities(self, project: str) -> tuple[str, ...]:
        """Return the names of a project's priorities."""
        return _names(self._listed("reading the priorities", "/priorities", {"projectKey": project}))

    def statuses(self, project: str) -> tuple[str, ...]:
        """Return the names of the statuses that a project's test cases have."""
        query = {"projectKey": project, "statusType": "TEST_CASE"}
        return _names(self._listed("reading the statuses", "/statuses", query))

    # Folders ---------------------------------------------------------------------------------------

    def folders(self, project: str) -> list[Object]:
        """Return the folders of a project's test cases: `id`, `parentId` and `name`."""
        query = {"projectKey": project, "folderType": "TEST_CASE"}
        return list(self._listed("reading the folders", "/folders", query))

    def create_folder(self, project: str, name: str, parent: int | None) -> int:
        """Create a folder and return its id; never sent again where it may have been carried out.

        Args:
            project: its key.
            name: at most 255 characters.
            parent: the folder above; None is the root, of which nothing is sent, for the API refuses a null there.
        """
        body: Object = {"projectKey": project, "name": name, "folderType": "TEST_CASE"}
        if parent is not None:
            body["parentId"] = parent
        return self._created(
            _Ask(doing="creating a folder", method="POST", endpoint="/folders", body=body, repeatable=False)
        )

    # Test cases ------------------------------------------------------------------------------------

    def cases(self, project: str, folder: int | None) -> Iterator[Object]:
        """Yield the test cases of a folder, or of a whole project."""
        query: dict[str, str | int] = {"projectKey": project}
        if folder is not None:
            query["folderId"] = folder
        yield from self._listed("reading the test cases", "/testcases", query)

    def case(self, key: str) -> Object | None:
        """Return a test case, or None where there is none (any more)."""
        ask = _of(key, "", doing="reading a test case", method="GET")
        try:
            return as_object(ask, self._exchange.send(ask))
        except ZephyrError as error:
            if error.kind == "not_found":
                return None
            raise

    def create(self, body: Mapping[str, Any]) -> Object:
        """Create a test case and return its id and key; never sent again where it may have been carried out."""
        ask = _Ask(
            doing="creating a test case", method="POST", endpoint="/testcases", body=dict(body), repeatable=False
        )
        made = as_object(ask, self._exchange.send(ask))
        if not isinstance(made.get("key"), str):
            raise ask.failed("malformed", maybe_done=True)
        return made

    # Steps and scripts -----------------------------------------------------------------------------

    def steps(self, key: str) -> list[Object]:
        """Return the steps of a test case in their order."""
        return list(self._listed("reading the steps", "/testcases/{key}/teststeps", {}, f"{_path(key)}/teststeps"))

    def write_steps(self, key: str, steps: Sequence[Object], *, fresh: bool) -> None:
        """Write steps in their order, at most 100 a call.

        Args:
            key: of the test case.
            steps: inline ones: `description`, `testData`, `expectedResult`.
            fresh: the first call replaces what is there; else all are put behind it.
        """
        for at in range(0, len(steps), STEPS_A_CALL):
            mode = "OVERWRITE" if fresh and at == 0 else "APPEND"
            body = {"mode": mode, "items": [{"inline": each} for each in steps[at : at + STEPS_A_CALL]]}
            twice = mode == "OVERWRITE"  # does no harm
            self._exchange.send(
                _of(key, "/teststeps", doing="writing the steps", method="POST", body=body, repeatable=twice)
            )

    def script(self, key: str) -> Object | None:
        """Return the script of a test case (`type`, `text`), or None where it has none."""
        ask = _of(key, "/testscript", doing="reading a script", method="GET")
        try:
            return as_object(ask, self._exchange.send(ask))
        except ZephyrError as error:
            if error.kind == "not_found":
                return None
            raise

    def write_bdd(self, key: str, text: str) -> None:
        """Write a scenario's body; steps that are there go."""
        body = {"type": "bdd", "text": text}
        self._exchange.send(_of(key, "/testscript", doing="writing a script", method="POST", body=body))

    # Links -----------------------------------------------------------------------------------------

    def linked(self, issue: str) -> tuple[str, ...]:
        """Return the keys of the test cases that are linked to an issue of Jira."""
        ask = _Ask(
            doing="reading the tests of an issue",
            method="GET",
            endpoint="/issuelinks/{issueKey}/testcases",
            path=f"/issuelinks/{quote(issue, safe='')}/testcases",
        )
        try:
            listed = as_objects(ask, self._exchange.send(ask))
        except ZephyrError as error:
            if error.kind == "not_found":  # no test case was ever linked to it
                return ()
            raise
        return tuple(dict.fromkeys(each["key"] for each in listed if isinstance(each.get("key"), str)))

    def link(self, key: str, issue_id: int) -> None:
        """Link a test case to an issue, which is named by its number."""
        body = {"issueId": issue_id}
        self._exchange.send(
            _of(key, "/links/issues", doing="linking a test to its story", method="POST", body=body, repeatable=False)
        )

    # -----------------------------------------------------------------------------------------------

    def _created(self, ask: Ask) -> int:
        made = as_object(ask, self._exchange.send(ask)).get("id")
        if not isinstance(made, int):
            raise ask.failed("malformed", maybe_done=True)
        return made

    def _listed(
        self, doing: str, endpoint: str, query: Mapping[str, str | int], path: str | None = None
    ) -> Iterator[Object]:
        """Yield all pages; a page may hold fewer than were asked for and still not be the last."""
        start, most = 0, _A_PAGE
        for _ in range(_MOST_PAGES):
            ask = _Ask(
                doing=doing, method="GET", endpoint=endpoint, path=path,
                query={**query, "startAt": start, "maxResults": most},
            )  # fmt: skip
            page = as_object(ask, self._exchange.send(ask))
            values = page.get("values")
            if not isinstance(values, list) or (not values and page.get("isLast") is False):
                raise ask.failed("malformed")  # what is taken for nothing would be created again
            yield from objects(values)
            start += len(values)
            if not values or _is_last(page, start):
                return
            most = _given(page.get("maxResults"), most)  # a start should be a multiple of it
        raise ask.failed("too_large", says="there is more than is looked through; name a 'folder' that holds less")


def _is_last(page: Object, seen: int) -> bool:
    total = page.get("total")
    return page.get("isLast") is True or (isinstance(total, int) and seen >= total)


def _given(value: object, asked: int) -> int:
    """Return how many values a page holds, which is what was asked for or fewer."""
    return min(value, asked) if isinstance(value, int) and value > 0 else asked


def _of(key: str, below: str, **more: Any) -> Ask:  # noqa: ANN401 - fields of `Ask`
    return _Ask(endpoint=f"/testcases/{{key}}{below}", path=f"{_path(key)}{below}", **more)


def _path(key: str) -> str:
    return f"/testcases/{quote(key, safe='')}"


def _names(values: Iterator[Object]) -> tuple[str, ...]:
    return tuple(each["name"] for each in values if isinstance(each.get("name"), str))
