"""What a tenant of Xray holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Issue = dict[str, Any]


class RefusedError(Exception):
    """Xray says that it will not."""


@dataclass(kw_only=True)
class State:
    """One tenant, with one project and one story.

    Attributes:
        now: the moment; jobs, tokens, the index and limits go by it.
        drops_steps: steps in createTest are dropped.
        late_steps: steps in createTest are kept, and not shown in its answer.
        reverses: a link is kept the other way round than it was given.
        counts: where the story must stand in a link of a test that counts as coverage.
        lag_s: the search shows a new issue after so many seconds.
        coverable: the story's kind is one that coverage is counted for.
        types: the project's test types by kind.
        folder_error: what is said of a folder that is there.
        required: ids of fields that a test must have.
        may_create: the key's account has Jira's permission 'Create issues'.
        required_of_preconditions: ids of fields that a precondition must have.
        step_fields: the project's.
        link_types: the site's, by id.
        spoils: an id that is not there spoils the whole answer.
        first: the number of a job's first test.
        a_second: so many tests of a job are made in a second.
        fails_at: a job breaks off after so many tests, or None.
        warns: there are warnings on what is created.
        breaks: createTest makes the test and answers with an error all the same.
    """

    now: Callable[[], datetime]
    drops_steps: bool = False
    late_steps: bool = False
    reverses: bool = False
    counts: str = "outwardIssue"
    lag_s: float = 0.0
    coverable: bool = True
    types: dict[str, str] = field(default_factory=lambda: {"Steps": "Manual", "Gherkin": "Cucumber"})
    folder_error: str = "Folder already exists. Body-4711"
    may_create: bool = True
    required: set[str] = field(default_factory=set)
    required_of_preconditions: set[str] = field(default_factory=set)
    step_fields: list[dict[str, Any]] = field(default_factory=list)
    link_types: dict[str, str] = field(default_factory=lambda: {"1": "Blocks", "2": "Test"})
    coverage_type: str = "2"
    spoils: bool = False
    first: int = 0
    a_second: float = 2.0
    fails_at: int | None = None
    warns: bool = False
    breaks: bool = False
    story: str = "SHOP-12"
    story_id: str = "10012"
    tests: dict[str, Issue] = field(default_factory=dict)
    preconditions: dict[str, Issue] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=lambda: {"10099": "SHOP-99"})
    folders: set[str] = field(default_factory=set)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)
    _last: int = 20_000

    def number(self) -> str:
        """A new id."""
        self._last += 1
        return str(self._last)

    # Issues ----------------------------------------------------------------------------------------

    def issue(self, jira: dict[str, Any], required: set[str]) -> Issue:
        """A new issue in Jira, with its link."""
        fields = jira["fields"]
        if fields["project"]["key"] != "SHOP":
            raise RefusedError("project: no such project Body-4711")
        if not self.may_create:
            raise RefusedError("Ann-4711 does not have permission to create issues in this project.")
        for each in sorted(required - fields.keys()):
            raise RefusedError(f"Error creating the issue: {each}: Approver-4711 is required.")
        number = self.number()
        made: Issue = {
            "id": number, "key": f"SHOP-{number}", "at": self.now(), "links": [], "steps": [], "gherkin": None,
            "folder": None, "preconditions": [], "sets": [], **fields,
        }  # fmt: skip
        for each in jira.get("update", {}).get("issuelinks", []):
            side = "outwardIssue" if "outwardIssue" in each["add"] else "inwardIssue"
            kept = {"outwardIssue": "inwardIssue", "inwardIssue": "outwardIssue"}[side] if self.reverses else side
            made["links"].append((each["add"]["type"]["name"], kept, each["add"][side]["key"]))
        return made

    def create_test(self, jira: dict[str, Any], kind: str, steps: Any, gherkin: Any, folder: Any) -> Issue:
        """A new test."""
        made = self.issue(jira, self.required)
        made["kind"] = kind
        made["steps"] = [{"id": self.number(), **each} for each in steps or []]
        made["gherkin"] = gherkin
        if folder and folder not in self.folders:
            raise RefusedError("no such folder Body-4711")
        made["folder"] = folder or "/"
        self.tests[made["id"]] = made
        return made

    def kind(self, given: str | None) -> str:
        """The kind that a type's name stands for."""
        for kind, name in self.types.items():
            if name == given:
                return kind
        raise RefusedError("testType: no such type Body-4711")

    def covering(self) -> list[Issue]:
        """The tests that count as coverage of the story."""
        wanted = (self.link_types[self.coverage_type], self.counts, self.story)
        return [each for each in self.tests.values() if wanted in each["links"]]

    def shown(self, issues: dict[str, Issue]) -> list[Issue]:
        """What the search shows already."""
        until = self.now() - timedelta(seconds=self.lag_s)
        return [each for each in issues.values() if each["at"] <= until]

    # Jobs ------------------------------------------------------------------------------------------

    def advance(self) -> None:
        """Let the jobs go on as far as they have come by now, whoever waits for them."""
        for job in self.jobs.values():
            came = int((self.now() - job["at"]) / timedelta(seconds=1) * self.a_second)
            while job["status"] == "working" and job["next"] < min(came, len(job["elements"])):
                self._make(job)
            if job["status"] == "working" and job["next"] >= len(job["elements"]):
                errors, issues = job["result"]["errors"], job["result"]["issues"]
                job["status"] = "partially_successful" if errors and issues else "successful"
                job["status"] = "unsuccessful" if errors and not issues else job["status"]

    def _make(self, job: dict[str, Any]) -> None:
        place = job["next"]
        if place == self.fails_at:
            self.fails_at = None
            job["status"] = "failed"
            return
        job["next"] += 1
        element, number = job["elements"][place], place + self.first
        try:
            kind = self.kind(element["testtype"])
            folder = element.get("xray_test_repository_folder")
            jira = {"fields": element["fields"], "update": element["update"]}
            made = self.create_test(jira, kind, element.get("steps"), element.get("gherkin_def"), folder)
        except RefusedError as error:
            field_id = str(error).split(": ")[1] if "creating" in str(error) else "testtype"
            job["result"]["errors"].append({"elementNumber": number, "errors": {field_id: str(error)}})
            return
        made["at"] = job["at"] + timedelta(seconds=job["next"] / self.a_second)
        made["sets"] = [id_ for id_, key in self.sets.items() if key in element.get("xray_test_sets", [])]
        job["result"]["issues"].append(
            {"elementNumber": number, "id": made["id"], "key": made["key"], "self": "https://x"}
        )
