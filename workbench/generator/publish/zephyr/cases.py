"""Tests as Zephyr Scale's test cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from workbench.generator.errors import PublishError, ZephyrError
from workbench.generator.output.xray_files import LONGEST_SUMMARY, labels_of, one_line, plain_description, scenario_body
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref
from workbench.generator.publish.zephyr.client import Object, ZephyrClient
from workbench.generator.publish.zephyr.folders import Folders
from workbench.generator.publish.zephyr.rich_text import as_html, as_text, visible
from workbench.generator.publish.zephyr.settings import Level, ZephyrSettings
from workbench.generator.records import TestCase
from workbench.generator.remote import objects

_MOST_LINKED: Final = 500
_NOTHING: Final = "-"  # a step that says nothing but control characters is a step all the same


class IssueIds(Protocol):
    """Knows the numbers of Jira's issues, which Zephyr's links take."""

    def id_of(self, key: str) -> int:
        """Return the number of an issue.

        Raises:
            JiraError: there is none, or Jira does not answer.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """What test cases are created with, as the project has it."""

    issue: str
    project: str
    language: str
    priorities: Mapping[Level, str]
    status: str | None
    issue_id: int | None
    folder: str | None
    folders: Folders


class ZephyrCases:
    """A project in Zephyr Scale that keeps tests as test cases (see `Target`).

    They are found again by their trace as a label: in the settings' folder, among the test cases that are linked to the
    story, and by their keys where a journal knows them. Zephyr has no search by label, so a test case that was moved
    out of the folder and unlinked, with no journal, is not found. Without a folder the whole project is looked through.
    """

    name = "zephyr"
    # Its lists show what was created at once; half a minute outlasts a request that is still on its way.
    settle_s = 30.0
    batch = 1

    def __init__(
        self, client: ZephyrClient, settings: ZephyrSettings, *, base: str, issues: IssueIds | None = None
    ) -> None:
        """Take what reads and writes; nothing is sent.

        Args:
            client: of the service.
            settings: what the team chose.
            base: the service's address.
            issues: None links no test case to its story, and says so.
        """
        self._client, self._settings, self._base, self._issues = client, settings, base, issues
        self._form: _Form | None = None

    @property
    def place(self) -> str:
        """Digest of service, address and project (see `Target`)."""
        return short(digest(["zephyr", self._base, self._settings.project]))

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the tests one by one (see `Target`)."""
        return publication.cases()

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look up names and the story's number (see `Target`)."""
        project = self._settings.project or publication.issue.rpartition("-")[0]
        priorities, status = self._names(project)
        folder = (self._settings.folder or "").replace("{issue}", publication.issue)
        names = tuple(folder.split("/")) if folder else ()
        self._form = _Form(
            issue=publication.issue,
            project=project,
            language=publication.suite.language,
            priorities=priorities,
            status=status,
            issue_id=self._issues.id_of(publication.issue) if self._issues else None,
            folder=folder or None,
            folders=Folders(self._client, project, names),
        )
        return tuple(self._notes(publication, priorities))

    def plan(self, item: Item) -> Planned:
        """Return what would be created (see `Target`)."""
        form = self._ready()
        where = f" in folder {form.folder!r}" if form.folder else ""
        link = f", linked to {form.issue}" if form.issue_id is not None else ""
        title = one_line(item.case.title, LONGEST_SUMMARY) if item.case else ""
        return Planned(item=item, what=f"test case in {form.project}{where}{link}: {title}")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:
        """Return the test cases that bear a trace (see `Target`)."""
        form = self._ready()
        wanted = {each.trace for each in items}
        found: dict[str, Ref] = {}
        seen: set[str] = set()
        for folder in form.folders.there():
            for case in self._client.cases(form.project, folder):
                seen.add(str(case.get("key")))
                _note(found, case, wanted)
        keys = [
            *(key for trace, key in known.items() if trace in wanted),
            *self._client.linked(form.issue)[:_MOST_LINKED],
        ]
        for key in dict.fromkeys(keys):
            if key not in seen and wanted - found.keys() and (one := self._client.case(key)) is not None:
                _note(found, one, wanted)
        return found

    def create(self, items: Sequence[Item]) -> Created:
        """Create one test case, with its trace and in its folder (see `Target`)."""
        item = items[0]
        body = self._body(item)
        try:
            made = self._client.create(body)
        except ZephyrError as error:
            if error.maybe_done or error.kind != "bad_request":
                raise
            return Created(refused={item.trace: error})
        return Created(made={item.trace: _ref(made)})

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:
        """Write the steps or the script and the link that a test case lacks (see `Target`)."""
        form, case = self._ready(), _case(item)
        notes = self._bdd(ref.key, case, form.language) if case.scenario is not None else self._steps(ref.key, case)
        if form.issue_id is not None and form.issue_id not in _linked_ids(self._client.case(ref.key)):
            self._client.link(ref.key, form.issue_id)
        return notes

    # What is written -------------------------------------------------------------------------------

    def _body(self, item: Item) -> Object:
        form, case = self._ready(), _case(item)
        body: dict[str, Any] = {
            "projectKey": form.project,
            "name": one_line(case.title, LONGEST_SUMMARY) or item.name,
            "labels": list(dict.fromkeys([*self._settings.labels, item.trace, *labels_of(case)])),
        }
        said = plain_description(case.model_copy(update={"preconditions": ()}))
        if said:
            body["objective"] = as_html(said)
        if case.preconditions and case.scenario is None:
            body["precondition"] = as_html("\n".join(case.preconditions))
        if case.priority in form.priorities:
            body["priorityName"] = form.priorities[case.priority]
        if form.status is not None:
            body["statusName"] = form.status
        if self._settings.custom_fields:
            body["customFields"] = self._settings.custom_fields
        if (folder := form.folders.make()) is not None:
            body["folderId"] = folder
        return body

    def _steps(self, key: str, case: TestCase) -> tuple[str, ...]:
        ours = [
            {
                "description": as_html(each.action) or _NOTHING,
                "testData": as_html(each.data),
                "expectedResult": as_html(each.expected),
            }
            for each in case.steps
        ]
        there = [_plain(each.get("inline")) for each in self._client.steps(key)]
        changed = there != [_plain(each) for each in ours[: len(there)]]
        if changed or (not there and self._script(key)):  # which steps would remove
            return ("its steps were changed in Zephyr and stay as they are",)
        if len(there) < len(ours):
            self._client.write_steps(key, ours[len(there) :], fresh=not there)
        return ()

    def _bdd(self, key: str, case: TestCase, language: str) -> tuple[str, ...]:
        ours, there = visible(scenario_body(case, language)), self._script(key)
        if there.split() == ours.split():
            return ()
        if there or self._client.steps(key):  # which a script would remove
            return ("its script was changed in Zephyr and stays as it is",)
        self._client.write_bdd(key, ours)
        return ()

    def _script(self, key: str) -> str:
        script = self._client.script(key) or {}
        text = script.get("text")
        return text.strip() if isinstance(text, str) else ""

    # What the project has --------------------------------------------------------------------------

    def _ready(self) -> _Form:
        if self._form is None:
            raise PublishError("the target is not prepared")
        return self._form

    def _names(self, project: str) -> tuple[Mapping[Level, str], str | None]:
        """Return the priorities and the status as the project writes them."""
        settings, known = self._settings, self._client.priorities(project)
        priorities = {
            ours: name for ours, theirs in settings.priorities.items() for name in known if _same(name, theirs)
        }
        missing = [each for ours, each in settings.named.items() if ours not in priorities]
        wrong = [_wrong("priority", each, "in 'priorities'", known) for each in missing]
        statuses = self._client.statuses(project) if settings.status is not None else ()
        status = next((each for each in statuses if _same(each, settings.status or "")), None)
        if settings.status is not None and status is None:
            wrong.append(_wrong("status", settings.status, "as 'status'", statuses))
        if wrong:
            raise PublishError(f"project {project}: {'; '.join(wrong)}")
        return priorities, status

    def _notes(self, publication: Publication, priorities: Mapping[Level, str]) -> list[str]:
        used = {each.priority for each in publication.suite.cases}
        missing = sorted(self._settings.priorities.get(each, each) for each in used - priorities.keys())
        notes = []
        if missing:
            named = ", ".join(missing)
            notes.append(f"the project has no priority {named}; such tests get its default (see 'priorities')")
        if self._issues is None:
            notes.append("tests are not linked to their story, for its number is not known; give the Jira site too")
        return notes


def _wrong(what: str, name: str, where: str, known: Sequence[str]) -> str:
    return f"no {what} {name!r}, name {where} one of: {', '.join(known) or 'none'}"


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _case(item: Item) -> TestCase:
    if item.case is None:
        raise PublishError("a whole suite is no test case")
    return item.case


def _ref(case: Mapping[str, Any]) -> Ref:
    return Ref(id=case["key"], key=case["key"])


def _note(found: dict[str, Ref], case: Mapping[str, Any], wanted: set[str]) -> None:
    labels = case.get("labels")
    if isinstance(case.get("key"), str) and isinstance(labels, list):
        for trace in wanted & {each for each in labels if isinstance(each, str)}:
            found.setdefault(trace, _ref(case))


def _plain(step: object) -> tuple[str, ...]:
    """Return the words of a step; its markup and blanks the service may write otherwise than they came."""
    fields = step if isinstance(step, dict) else {}
    return tuple(" ".join(as_text(fields.get(name)).split()) for name in ("description", "testData", "expectedResult"))


def _linked_ids(case: Mapping[str, Any] | None) -> set[int]:
    links = case.get("links") if case else None
    issues = links.get("issues") if isinstance(links, dict) else None
    return {each["issueId"] for each in objects(issues) if isinstance(each.get("issueId"), int)}
