"""The calls to Xray Cloud: its GraphQL, and the bulk import of its REST API."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol
from urllib.parse import quote

from workbench.generator.errors import XrayError
from workbench.generator.publish.xray import documents
from workbench.generator.remote import Ask, Exchange, Reply, as_object, objects

Object = dict[str, Any]

MOST_IN_BULK: Final = 1_000
_TESTS_A_PAGE: Final = 50
_LABELS_A_QUERY: Final = 50
_MOST_PAGES: Final = 40
_FIELD: Final = re.compile(
    r"\b(customfield_[0-9]{1,12}|summary|description|labels|priority|project|issuetype|issuelinks|components|"
    r"fixVersions|versions|reporter|assignee|duedate)\b"
)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_Ask: Final = partial(Ask, service=XrayError)


class Renewed(Protocol):
    """An access whose token can be got again."""

    def forget(self) -> bool:
        """Forget the token that there is, and tell whether there was one."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a document brought.

    Attributes:
        data: by the names of its fields.
        warned: Xray had errors or warnings beside it, whose words are shown nowhere.
    """

    data: Mapping[str, Any] = field(repr=False)
    warned: bool = False


class XrayClient:
    """Reads and writes Xray Cloud over HTTP. Every method raises `XrayError` where it does not answer.

    Ids are the numbers of Jira's issues, as strings.
    """

    def __init__(self, exchange: Exchange, access: Renewed) -> None:
        """Take the exchange with the service; nothing is sent.

        Args:
            exchange: sends.
            access: the exchange's own; a token that is refused is got again once.
        """
        self._exchange, self._access = exchange, access

    # What there is ---------------------------------------------------------------------------------

    def project(self, project: str) -> Mapping[str, Any]:
        """Return a project's settings as `getProjectSettings`, and the site's link types as `getIssueLinkTypes`."""
        return self._asked("reading the project's settings", documents.PROJECT, {"project": project}).data

    def story(self, key: str) -> str | None:
        """Return the id of a story, or None where it is of a kind that no coverage is counted for."""
        found = self._asked("reading the story", documents.STORY, {"jql": f'key = "{key}"'})
        return next(_ids(_results(found.data, "getCoverableIssues")), None)

    def test_set(self, key: str) -> str | None:
        """Return the id of a Test Set, or None where there is none."""
        found = self._asked("reading the test set", documents.TEST_SET, {"jql": f'key = "{key}"'})
        return next(_ids(_results(found.data, "getTestSets")), None)

    def covering(self, story: str, ids: Sequence[str] | None = None) -> Iterator[Object]:
        """Yield the tests that cover a story with their `labels`; consistent with Jira's links.

        Args:
            story: its id.
            ids: of tests; None is all.
        """
        given = {"story": story, "ids": list(ids) if ids is not None else None}
        return self._covering("reading the story's tests", documents.COVERAGE, given)

    def existing(self, story: str) -> Iterator[Object]:
        """Yield the tests that cover a story with their steps or scenario, and `key` and `summary`."""
        return self._covering("reading the story's tests", documents.EXISTING, {"story": story})

    def labelled(self, project: str, labels: Sequence[str]) -> Iterator[Object]:
        """Yield the tests of a project that have one of these labels; what is new may be missing for a while."""
        return self._labelled("looking for tests", documents.LABELLED, "getTests", project, labels)

    def preconditions(self, project: str, labels: Sequence[str]) -> Iterator[Object]:
        """Yield the preconditions of a project that have one of these labels; what is new may be missing."""
        return self._labelled("looking for preconditions", documents.PRECONDITIONS, "getPreconditions", project, labels)

    def tests(self, ids: Sequence[str]) -> Iterator[Object]:
        """Yield the tests of these ids with all that belongs to them; those that are not there are left out."""
        numbers = [each for each in dict.fromkeys(ids) if _NUMBER.fullmatch(each)]
        for at in range(0, len(numbers), _TESTS_A_PAGE):
            yield from self._tests(numbers[at : at + _TESTS_A_PAGE])

    def has_folder(self, project: str, path: str) -> bool:
        """Tell whether a folder is there; `project` is an id."""
        try:
            found = self._asked("reading the folder", documents.FOLDER, {"project": project, "path": path})
        except XrayError as error:
            if error.kind == "bad_request":  # it answers so for a folder that is not there, or with null
                return False
            raise
        return isinstance(found.data.get("getFolder"), dict)

    # What is written -------------------------------------------------------------------------------

    def create_test(self, variables: Mapping[str, Any]) -> tuple[Object, bool]:
        """Create a test; return it as read back, and whether there were warnings. Never sent again blindly."""
        found = self._written("creating a test", documents.CREATE_TEST, variables)
        made = _at(found.data, "createTest")
        test = made.get("test")
        if not isinstance(test, dict) or not _is_issue(test):
            raise _Ask(doing="creating a test", method="POST", endpoint="/graphql").failed("malformed", maybe_done=True)
        return test, found.warned or bool(made.get("warnings"))

    def add_step(self, test: str, step: Mapping[str, Any]) -> None:
        """Put a step behind those that a test has; never sent again where it may have been carried out."""
        self._written("adding a step", documents.ADD_STEP, {"test": test, "step": dict(step)})

    def write_gherkin(self, test: str, body: str) -> None:
        """Write a scenario's body."""
        variables = {"test": test, "gherkin": body}
        self._asked("writing a scenario", documents.WRITE_GHERKIN, variables)

    def create_precondition(self, variables: Mapping[str, Any]) -> str:
        """Create a precondition of a test and return its id; never sent again blindly."""
        found = self._written("creating a precondition", documents.CREATE_PRECONDITION, variables)
        made = _at(found.data, "createPrecondition").get("precondition")
        for each in _ids([made] if isinstance(made, dict) else []):
            return each
        raise _Ask(doing="creating a precondition", method="POST", endpoint="/graphql").failed(
            "malformed", maybe_done=True
        )

    def add_preconditions(self, test: str, preconditions: Sequence[str]) -> None:
        """Give a test preconditions; one that it has already is no harm."""
        variables = {"test": test, "preconditions": list(preconditions)}
        self._asked("adding preconditions", documents.ADD_PRECONDITIONS, variables)

    def create_folder(self, project: str, path: str) -> None:
        """Create a folder; one that is there already is no harm, whatever Xray says of it."""
        try:
            self._asked("creating a folder", documents.CREATE_FOLDER, {"project": project, "path": path})
        except XrayError as error:
            if error.kind != "bad_request":
                raise

    def add_to_folder(self, project: str, path: str, test: str) -> None:
        """Put a test into a folder."""
        variables = {"project": project, "path": path, "tests": [test]}
        self._asked("putting a test into its folder", documents.ADD_TO_FOLDER, variables)

    def add_to_set(self, test_set: str, test: str) -> None:
        """Put a test into a Test Set; one that is there already is no harm."""
        self._asked("putting a test into the test set", documents.ADD_TO_SET, {"set": test_set, "tests": [test]})

    # The bulk import -------------------------------------------------------------------------------

    def start_bulk(self, tests: Sequence[Object]) -> str:
        """Start a job that creates tests and return its id; never sent again blindly.

        Raises:
            XrayError: `bad_request`: among others where another job of this account is running.
        """
        ask = _Ask(
            doing="starting the bulk import", method="POST", endpoint="/import/test/bulk", body=list(tests),
            repeatable=False,
        )  # fmt: skip
        made = as_object(ask, self._sent(ask)).get("jobId")
        if not isinstance(made, str) or not made:
            raise ask.failed("malformed", maybe_done=True)
        return made

    def bulk(self, job: str) -> Object:
        """Return how a job stands: `status`, and at its end `result`."""
        ask = _Ask(
            doing="reading the bulk import",
            method="GET",
            endpoint="/import/test/bulk/{job}/status",
            path=f"/import/test/bulk/{quote(job, safe='')}/status",
        )
        return as_object(ask, self._sent(ask))

    # -----------------------------------------------------------------------------------------------

    def _tests(self, ids: list[str]) -> Iterator[Object]:
        try:
            found = self._asked("reading tests", documents.TESTS, {"ids": ids, "limit": len(ids)})
        except XrayError as error:
            if error.kind != "bad_request":
                raise
            if len(ids) > 1:  # one that is not there (any more) may spoil the others
                for each in ids:
                    yield from self._tests([each])
            return
        yield from (each for each in _results(found.data, "getTests") if _is_issue(each))

    def _covering(self, doing: str, document: str, given: Mapping[str, Any]) -> Iterator[Object]:
        start = 0
        for _ in range(_MOST_PAGES):
            found = self._asked(doing, document, {**given, "start": start})
            page = _at(_at(found.data, "getCoverableIssue"), "tests")
            listed = objects(page.get("results"))
            yield from listed
            start += len(listed)
            total = page.get("total")
            if not listed or (isinstance(total, int) and start >= total):
                return

    def _labelled(self, doing: str, document: str, root: str, project: str, labels: Sequence[str]) -> Iterator[Object]:
        for at in range(0, len(labels), _LABELS_A_QUERY):
            named = ", ".join(f'"{each}"' for each in labels[at : at + _LABELS_A_QUERY])
            jql = f'project = "{project}" AND labels in ({named})'
            yield from _results(self._asked(doing, document, {"jql": jql}).data, root)

    def _asked(self, doing: str, document: str, variables: Mapping[str, Any]) -> Found:
        """Send a document that may be sent twice."""
        return self._graphql(_graphql_ask(doing, document, variables, repeatable=True))

    def _written(self, doing: str, document: str, variables: Mapping[str, Any]) -> Found:
        """Send a document that must not be carried out twice."""
        return self._graphql(_graphql_ask(doing, document, variables, repeatable=False))

    def _graphql(self, ask: Ask) -> Found:
        """Return the data of an answer, which may come with errors; an answer without data is a failure."""
        answer = as_object(ask, self._sent(ask))
        errors, data = objects(answer.get("errors")), answer.get("data")
        there = {name: each for name, each in data.items() if each is not None} if isinstance(data, dict) else {}
        if errors and not there:
            fields = refused_fields([each.get("message") for each in errors])
            raise ask.failed("bad_request", fields=fields, maybe_done=not ask.repeatable)
        if not isinstance(data, dict):
            raise ask.failed("malformed", maybe_done=True)
        return Found(data=there, warned=bool(errors))

    def _sent(self, ask: Ask) -> Reply:
        """Send, and once more where the token is refused: then nothing was carried out."""
        try:
            return self._exchange.send(ask)
        except XrayError as error:
            if error.kind != "unauthorised" or not self._access.forget():
                raise
        return self._exchange.send(ask)


def refused_fields(said: object) -> tuple[str, ...]:
    """Return the ids of Jira's fields that an error of Xray names; nothing else of it."""
    text = said if isinstance(said, str) else json.dumps(said, default=str)
    return tuple(sorted(set(_FIELD.findall(text[:20_000]))))


def labels_of_issue(issue: Mapping[str, Any]) -> set[str]:
    """Return the labels of a test or precondition."""
    labels = _at(issue, "jira").get("labels")
    return {each for each in labels if isinstance(each, str)} if isinstance(labels, list) else set()


def _graphql_ask(doing: str, document: str, variables: Mapping[str, Any], *, repeatable: bool) -> Ask:
    body = {"query": document, "variables": dict(variables)}
    return _Ask(doing=doing, method="POST", endpoint="/graphql", body=body, repeatable=repeatable)


def _at(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _results(data: Mapping[str, Any], root: str) -> list[Object]:
    return objects(_at(data, root).get("results"))


def _ids(values: Sequence[Object]) -> Iterator[str]:
    return (each["issueId"] for each in values if _is_number(each.get("issueId")))


def _is_issue(value: Mapping[str, Any]) -> bool:
    return _is_number(value.get("issueId")) and isinstance(_at(value, "jira").get("key"), str)


def _is_number(value: object) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None
