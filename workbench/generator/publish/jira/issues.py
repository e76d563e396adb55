"""Tests as issues of a type, linked to their story, or as its sub-tasks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from workbench.generator.errors import JiraError, PublishError
from workbench.generator.intake.jira_client import CreateMeta, Document, IssueType, Jira
from workbench.generator.output.xray_files import LONGEST_SUMMARY, labels_of, one_line
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.adf import case_description
from workbench.generator.publish.jira.settings import JiraSettings
from workbench.generator.publish.jira.writer import JiraWriter
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref
from workbench.generator.remote import objects

_TRACES_A_QUERY: Final = 50
_MOST_HANGING: Final = 4_000  # Jira keeps 2,000 links on an issue
_GIVEN: Final = frozenset(
    {"summary", "project", "issuetype", "description", "labels", "priority", "parent", "reporter"}
)
_PRIORITIES: Final = {"high": ("high", "major"), "medium": ("medium", "normal"), "low": ("low", "minor")}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """What tests are created with, as the site has it."""

    issue: str
    project: str
    run: str
    meta: CreateMeta
    link: str | None
    links_at_once: bool
    priorities: Mapping[str, str]


class JiraIssues:
    """A project in Jira that keeps tests as issues (see `Target`).

    They are found again by what links them to the story, which Jira knows at once, and by their trace as a label, which
    its search knows a little later.
    """

    name = "jira"
    # Jira's search shows a new issue within seconds; half a minute also outlasts a request that is still on its way.
    settle_s = 30.0
    batch = 1

    def __init__(self, jira: Jira, writer: JiraWriter, settings: JiraSettings, *, base: str) -> None:
        """Take what reads and what writes; nothing is sent.

        Args:
            jira: reads the site.
            writer: writes to it.
            settings: what the team chose.
            base: the site's address.
        """
        self._jira, self._writer, self._settings = jira, writer, settings
        self._base = base
        self._form: _Form | None = None
        self._linked: set[str] = set()

    @property
    def place(self) -> str:
        """Digest of site, project and kind (see `Target`)."""
        return short(digest(["jira", self._base, self._settings.project, self._settings.kind]))

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the tests one by one (see `Target`)."""
        return publication.cases()

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look up type, form and link type (see `Target`)."""
        self._hanging(publication.issue)  # a story that is not there stops everything
        project = self._settings.project or publication.issue.rpartition("-")[0]
        if self._subtasks and project != publication.issue.rpartition("-")[0]:
            raise PublishError("sub-tasks stand in their story's project; leave 'project' out, or publish issues")
        chosen = self._type(project)
        meta = self._jira.createmeta(project, chosen.id)
        self._check(meta)
        ids = {each.id for each in meta.fields}
        self._form = _Form(
            issue=publication.issue,
            project=project,
            run=publication.run,
            meta=meta,
            link=None if self._subtasks else self._link_type(),
            links_at_once="issuelinks" in ids,
            priorities=_priorities(meta),
        )
        return ()

    def plan(self, item: Item) -> Planned:
        """Return what would be created (see `Target`)."""
        form = self._ready()
        link = f"linked to {form.issue} as {form.link!r}" if form.link else f"under {form.issue}"
        title = one_line(item.case.title, LONGEST_SUMMARY) if item.case else ""
        return Planned(item=item, what=f"{form.meta.issue_type.name} in {form.project}, {link}: {title}")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:
        """Return the issues that bear a trace (see `Target`)."""
        form = self._ready()
        wanted = {each.trace for each in items}
        hanging = self._hanging(form.issue)
        self._linked = {key for key, kind in hanging if kind == form.link}
        keys = [*dict.fromkeys(key for key, _ in hanging), *(id_ for trace, id_ in known.items() if trace in wanted)]
        documents = list(self._jira.issues(keys, fields=("labels",)).documents) if keys else []
        for traces in _chunks(sorted(wanted)):
            named = ", ".join(f'"{each}"' for each in traces)
            jql = f'project = "{form.project}" AND labels in ({named})'
            documents += self._jira.search(jql, fields=("labels",), limit=len(traces) * 2)
        return {trace: self._writer.ref(each) for each in reversed(documents) for trace in _labels(each) & wanted}

    def create(self, items: Sequence[Item]) -> Created:
        """Create one issue, with its link where the form takes one (see `Target`)."""
        form, item = self._ready(), items[0]
        try:
            link = {"type": {"name": form.link}, "outwardIssue": {"key": form.issue}}
            at_once = form.link is not None and form.links_at_once
            ref = self._writer.create(
                self._fields(item),
                links=[link] if at_once else None,
                value={"run": form.run, "case": item.digest},
            )
        except JiraError as error:
            if error.maybe_done or error.kind != "bad_request":
                raise
            return Created(refused={item.trace: error})
        if at_once:
            self._linked.add(ref.key)
        return Created(made={item.trace: ref})

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Link an issue that has no link to the story yet (see `Target`)."""
        form = self._ready()
        if form.link is not None and ref.key not in self._linked:
            self._writer.link(form.link, inward=ref.key, outward=form.issue)
            self._linked.add(ref.key)
        return ()

    # What the site has ---------------------------------------------------------------------------

    @property
    def _subtasks(self) -> bool:
        return self._settings.kind == "sub_tasks"

    def _ready(self) -> _Form:
        if self._form is None:
            raise PublishError("the target is not prepared")
        return self._form

    def _hanging(self, issue: str) -> list[tuple[str, str | None]]:
        """Return the keys of what hangs on the story with the types of the links, None for sub-tasks; at most 4,000."""
        return list(islice(_hanging(self._jira.issue(issue, fields=("subtasks", "issuelinks"))), _MOST_HANGING))

    def _type(self, project: str) -> IssueType:
        types = [each for each in self._jira.issue_types(project) if each.subtask == self._subtasks]
        wanted = self._settings.issue_type or (None if self._subtasks else "Test")
        found = next((each for each in types if wanted is None or each.name.casefold() == wanted.casefold()), None)
        if found is None:
            names = ", ".join(each.name for each in types) or "none"
            what = f"no issue type {wanted!r}" if wanted else "no type of sub-tasks"
            raise PublishError(f"project {project}: {what}; name one of these as 'issue_type': {names}")
        return found

    def _check(self, meta: CreateMeta) -> None:
        ids = {each.id for each in meta.fields}
        if "labels" not in ids:
            raise PublishError(
                f"issues of type {meta.issue_type.name!r} take no labels, by which tests are known again; "
                "add 'Labels' to the screen that creates them, or name another 'issue_type'"
            )
        given = _GIVEN | set(self._settings.fields)
        missing = [each for each in meta.fields if each.required and not each.has_default and each.id not in given]
        if missing:
            named = ", ".join(f"{each.id} ({one_line(each.name, 60)})" for each in missing)
            raise PublishError(
                f"issues of type {meta.issue_type.name!r} need values for {named}; give them in the settings' 'fields'"
            )

    def _link_type(self) -> str:
        known = self._writer.link_types()
        wanted = [self._settings.link_type] if self._settings.link_type else ["Test", "Relates"]
        found = next((name for each in wanted for name in known if name.casefold() == each.casefold()), None)
        if found is None:
            names = ", ".join(known) or "none"
            raise PublishError(f"the site has no link type {wanted[0]!r}; name one of these as 'link_type': {names}")
        return found

    def _fields(self, item: Item) -> dict[str, Any]:
        form, case = self._ready(), item.case
        if case is None:
            raise PublishError("a whole suite is no issue")
        labels = dict.fromkeys([*self._settings.labels, item.trace, *labels_of(case)])
        fields: dict[str, Any] = {
            "project": {"key": form.project},
            "issuetype": {"id": form.meta.issue_type.id},
            "summary": one_line(case.title, LONGEST_SUMMARY),
            "labels": list(labels),
        }
        if any(each.id == "description" for each in form.meta.fields):
            fields["description"] = case_description(case, issue_key=form.issue)
        if case.priority in form.priorities:
            fields["priority"] = {"id": form.priorities[case.priority]}
        if self._subtasks:
            fields["parent"] = {"key": form.issue}
        return fields | self._settings.fields


def _chunks(traces: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(traces), _TRACES_A_QUERY):
        yield traces[at : at + _TRACES_A_QUERY]


def _labels(document: Document) -> set[str]:
    fields = document.get("fields")
    labels = fields.get("labels") if isinstance(fields, dict) else None
    return {each for each in labels if isinstance(each, str)} if isinstance(labels, list) else set()


def _hanging(document: Document) -> Iterator[tuple[str, str | None]]:
    fields = document.get("fields")
    fields = fields if isinstance(fields, dict) else {}
    for link in objects(fields.get("issuelinks")):
        kind = link.get("type")
        for each in objects([link.get("inwardIssue"), link.get("outwardIssue")]):
            if isinstance(each.get("key"), str):
                yield each["key"], kind.get("name") if isinstance(kind, dict) else None
    for each in objects(fields.get("subtasks")):
        if isinstance(each.get("key"), str):
            yield each["key"], None


def _priorities(meta: CreateMeta) -> dict[str, str]:
    """Return the ids of the site's priorities that mean ours, where the form has a priority."""
    allowed = next((each.allowed for each in meta.fields if each.id == "priority"), ())
    ids = {str(each.get("name", "")).casefold(): each["id"] for each in allowed if isinstance(each.get("id"), str)}
    found = {ours: [ids[name] for name in names if name in ids] for ours, names in _PRIORITIES.items()}
    return {ours: each[0] for ours, each in found.items() if each}
