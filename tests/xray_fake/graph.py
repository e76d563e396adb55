"""Xray's GraphQL over a tenant's state, carried out by graphql-core."""

# ruff: noqa: N802, N803 - the names are the vendor's

import re
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from tests.xray_fake.contract import jira_breach, steps_breach
from tests.xray_fake.schema import SDL
from tests.xray_fake.state import Issue, RefusedError, State

_KEY = re.compile(r'key = "([A-Z][A-Z0-9_]*-[0-9]+)"')
_LABELLED = re.compile(r'project = "SHOP" AND labels in \(("aits-[0-9a-f]{16}"(?:, "aits-[0-9a-f]{16}")*)\)')


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """Our part of Xray's."""
    return build_schema(SDL)


@lru_cache(maxsize=100)
def document_of(query: str) -> DocumentNode:
    """A document that fits the schema."""
    document = parse(query)
    assert validate(schema(), document) == []
    return document


def name_of(query: str) -> str:
    """The name of a document's operation."""
    (operation,) = document_of(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name is not None
    return operation.name.value


def carried_out(state: State, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """What a document brings: its data and errors."""
    result = execute_sync(schema(), document_of(query), root_value=_Root(state), variable_values=variables)
    assert isinstance(result, ExecutionResult)
    for each in result.errors or []:
        if not isinstance(each.original_error, RefusedError):
            state.breaches.append(str(each))
    return result.formatted  # type: ignore[return-value]


class _Root:
    """Queries and mutations."""

    def __init__(self, state: State) -> None:
        self.state = state

    # Queries

    def getProjectSettings(self, _: Any, projectIdOrKey: str) -> Any:
        state = self.state
        if projectIdOrKey != "SHOP":
            raise RefusedError("no such project Body-4711")
        types = [{"id": f"t-{kind}", "name": name, "kind": kind} for kind, name in state.types.items()]
        return {
            "projectId": "10000",
            "testTypeSettings": {"testTypes": types, "defaultTestTypeId": types[0]["id"] if types else None},
            "testStepSettings": {"fields": state.step_fields},
            "testCoverageSettings": {"issueLinkTypeId": state.coverage_type, "issueLinkTypeDirection": "inward"},
        }

    def getIssueLinkTypes(self, _: Any) -> Any:
        return [{"id": id_, "name": name} for id_, name in self.state.link_types.items()]

    def getCoverableIssues(self, _: Any, jql: str, limit: int) -> Any:
        self._limit(limit)
        key = self._key(jql)
        if key != self.state.story:
            raise RefusedError("an issue with that key does not exist Body-4711")
        return _page([{"issueId": self.state.story_id}] if self.state.coverable else [], limit)

    def getTestSets(self, _: Any, jql: str, limit: int) -> Any:
        self._limit(limit)
        key = self._key(jql)
        return _page([{"issueId": id_} for id_, each in self.state.sets.items() if each == key], limit)

    def getCoverableIssue(self, _: Any, issueId: str) -> Any:
        if issueId != self.state.story_id or not self.state.coverable:
            raise RefusedError("no coverable issue Body-4711")

        def tests(_: Any, limit: int, start: int = 0, issueIds: list[str] | None = None) -> Any:
            self._limit(limit)
            found = [each for each in self.state.covering() if issueIds is None or each["id"] in issueIds]
            return _page([_test(self.state, each) for each in found], limit, start)

        return {"issueId": issueId, "tests": tests}

    def getTests(self, _: Any, limit: int, jql: str | None = None, issueIds: list[str] | None = None) -> Any:
        self._limit(limit)
        state = self.state
        if issueIds is not None:
            if state.spoils and set(issueIds) - state.tests.keys():
                raise RefusedError("a test is not there Body-4711")
            found = [state.tests[each] for each in issueIds if each in state.tests]
        else:
            found = self._labelled(jql or "", state.shown(state.tests))
        return _page([_test(state, each) for each in found], limit)

    def getPreconditions(self, _: Any, limit: int, jql: str) -> Any:
        self._limit(limit)
        found = self._labelled(jql, self.state.shown(self.state.preconditions))
        return _page([_precondition(each) for each in found], limit)

    def getFolder(self, _: Any, projectId: str, path: str) -> Any:
        if path not in self.state.folders:
            if self.state.folder_error:
                raise RefusedError("no such folder Body-4711")
            return None
        return {"path": path}

    # Mutations

    def createTest(self, _: Any, jira: Any, testType: Any, folderPath: Any = None, **content: Any) -> Any:
        state, steps = self.state, content.get("steps")
        self._check(jira_breach(jira) or steps_breach(steps))
        made = state.create_test(jira, state.kind(testType["name"]), steps, content.get("gherkin"), folderPath)
        if state.drops_steps:
            made["steps"].clear()
        shown = _test(state, made)
        if state.late_steps:
            shown["steps"] = []
        if state.breaks:
            state.breaks = False
            raise RefusedError("Internal error Body-4711")
        return {"test": shown, "warnings": ["Body-4711"] if state.warns else []}

    def addTestStep(self, _: Any, issueId: str, step: dict[str, Any]) -> Any:
        self._check(steps_breach([step]))
        made = {"id": self.state.number(), **step}
        self._test(issueId)["steps"].append(made)
        return made

    def updateGherkinTestDefinition(self, _: Any, issueId: str, gherkin: str) -> Any:
        self._test(issueId)["gherkin"] = gherkin
        return {"issueId": issueId}

    def createPrecondition(self, _: Any, jira: Any, definition: str, testIssueIds: list[str], **more: Any) -> Any:
        self._check(jira_breach(jira) or steps_breach([{"action": definition}]))
        self.state.kind(more["preconditionType"]["name"])
        made = self.state.issue(jira, self.state.required_of_preconditions)
        made["definition"] = definition
        self.state.preconditions[made["id"]] = made
        for each in testIssueIds:
            self._test(each)["preconditions"].append(made["id"])
        return {"precondition": _precondition(made), "warnings": []}

    def addPreconditionsToTest(self, _: Any, issueId: str, preconditionIssueIds: list[str]) -> Any:
        has = self._test(issueId)["preconditions"]
        has += [each for each in preconditionIssueIds if each not in has]
        return {"addedPreconditions": preconditionIssueIds, "warning": None}

    def createFolder(self, _: Any, projectId: str, path: str) -> Any:
        self._check(None if projectId == "10000" else f"project {projectId}")
        if path in self.state.folders:
            raise RefusedError(self.state.folder_error or "409")
        parent = path.rpartition("/")[0]
        if parent and parent not in self.state.folders:
            raise RefusedError("no such parent Body-4711")
        self.state.folders.add(path)
        return {"folder": {"path": path}, "warnings": []}

    def addTestsToFolder(self, _: Any, projectId: str, path: str, testIssueIds: list[str]) -> Any:
        if path not in self.state.folders:
            raise RefusedError("no such folder Body-4711")
        for each in testIssueIds:
            self._test(each)["folder"] = path
        return {"folder": {"path": path}, "warnings": []}

    def addTestsToTestSet(self, _: Any, issueId: str, testIssueIds: list[str]) -> Any:
        if issueId not in self.state.sets:
            raise RefusedError("no such test set Body-4711")
        for each in testIssueIds:
            sets = self._test(each)["sets"]
            sets += [] if issueId in sets else [issueId]
        return {"addedTests": testIssueIds, "warning": None}

    # -----------------------------------------------------------------------------------------------

    def _test(self, id_: str) -> Issue:
        self._check(None if id_.isdecimal() else f"no number: {id_}")
        if id_ not in self.state.tests:
            raise RefusedError("no such test Body-4711")
        return self.state.tests[id_]

    def _check(self, breach: str | None) -> None:
        if breach:
            self.state.breaches.append(breach)

    def _limit(self, limit: int) -> None:
        self._check(None if 1 <= limit <= 100 else f"limit {limit}")

    def _key(self, jql: str) -> str:
        found = _KEY.fullmatch(jql)
        self._check(None if found else f"jql {jql}")
        return found[1] if found else ""

    def _labelled(self, jql: str, issues: list[Issue]) -> list[Issue]:
        found = _LABELLED.fullmatch(jql)
        self._check(None if found else f"jql {jql}")
        labels = set(re.findall(r'"(aits-[0-9a-f]+)"', found[1])) if found else set()
        named = [each for each in issues if labels & set(each["labels"])]
        if len(named) > 100:
            raise RefusedError("refine the jql Body-4711")
        return named


def _page(values: list[Any], limit: int, start: int = 0) -> dict[str, Any]:
    return {"total": len(values), "limit": limit, "start": start, "results": values[start : start + limit]}


def _jira(issue: Issue) -> Any:
    links = [{"type": {"name": kind}, side: {"key": key}} for kind, side, key in issue["links"]]
    known = {"key": issue["key"], "labels": issue["labels"], "summary": issue["summary"], "issuelinks": links}
    return lambda _, fields: {name: known[name] for name in fields}


def _precondition(issue: Issue) -> dict[str, Any]:
    return {"issueId": issue["id"], "definition": issue["definition"], "jira": _jira(issue)}


def _test(state: State, issue: Issue) -> dict[str, Any]:
    return {
        "issueId": issue["id"],
        "testType": {"id": f"t-{issue['kind']}", "name": state.types.get(issue["kind"]), "kind": issue["kind"]},
        "steps": list(issue["steps"]),
        "gherkin": issue["gherkin"],
        "unstructured": None,
        "folder": {"path": issue["folder"]},
        "preconditions": lambda _, limit, start=0: _page(
            [_precondition(state.preconditions[each]) for each in issue["preconditions"]], limit, start
        ),
        "testSets": lambda _, limit, start=0: _page([{"issueId": each} for each in issue["sets"]], limit, start),
        "jira": _jira(issue),
    }
