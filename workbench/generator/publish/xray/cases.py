"""Tests as Xray's Test issues."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.generator.errors import PublishError, XrayError
from workbench.generator.output.xray_files import LONGEST_SUMMARY, one_line
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref
from workbench.generator.publish.xray.bulk import Job
from workbench.generator.publish.xray.client import MOST_IN_BULK, XrayClient, labels_of_issue
from workbench.generator.publish.xray.finishing import Finishing
from workbench.generator.publish.xray.folders import Folders
from workbench.generator.publish.xray.form import Form, kind_of, looked_up
from workbench.generator.publish.xray.linking import Linker, Linking
from workbench.generator.publish.xray.preconditions import Preconditions
from workbench.generator.publish.xray.settings import XraySettings
from workbench.generator.publish.xray.writing import Writing, case_of
from workbench.generator.remote import Clock, RealTime

_ONE_SETTLES_S = 60.0
_BULK_SETTLES_S = 600.0


class XrayCases:
    """A project in Xray Cloud that keeps tests (see `Target`).

    They are found again among the tests that cover the story, which follows Jira's links at once, by their trace as a
    label, which the search knows a little later, and by their ids where a journal knows them.
    """

    name = "xray"

    def __init__(
        self,
        client: XrayClient,
        settings: XraySettings,
        *,
        base: str,
        linker: Linker | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Take what reads and writes; nothing is sent.

        Args:
            client: of the service.
            settings: what the team chose.
            base: the service's address.
            linker: mends links that Xray did not make as they count; None says so in a note.
            clock: waits for jobs; None is the machine's own.
        """
        self._client, self._settings, self._base, self._linker = client, settings, base, linker
        self._clock = clock or RealTime()
        self._writing: Writing | None = None
        self._finishing: Finishing | None = None
        self._folders: Folders | None = None
        self._read: dict[str, Mapping[str, Any]] = {}
        self._missing: set[str] = set()
        self._warned: set[str] = set()
        self._many = False
        self._settles_s = _ONE_SETTLES_S

    @property
    def place(self) -> str:
        """Digest of service, address and project (see `Target`)."""
        return short(digest(["xray", self._base, self._settings.project]))

    @property
    def settle_s(self) -> float:
        """How long until what was created must be found (see `Target`).

        Jira's search shows an issue within seconds, and a minute outlasts a request that is on its way. A job goes on
        by itself when nobody waits for it any more: 200 tests take minutes, so it has ten. Before anything is created
        nobody knows which of the two an earlier try began.
        """
        return self._settles_s

    @property
    def batch(self) -> int:
        """How many tests a call creates (see `Target`): one by one each has its own answer; many go by one job."""
        return MOST_IN_BULK if self._many and len(self._missing) >= self._settings.bulk_from else 1

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the tests one by one (see `Target`)."""
        return publication.cases()

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look up names and the story's number (see `Target`)."""
        form = looked_up(self._client, self._settings, publication)
        self._writing = Writing(form=form, settings=self._settings)
        self._finishing = Finishing(
            self._client,
            self._writing,
            Linking(self._client, self._settings, form, self._linker),
            Preconditions(self._client, self._writing, publication, self._clock),
        )
        self._folders = Folders(self._client, form)
        self._read, self._missing, self._warned = {}, set(), set()
        # How a job takes further fields of a step is described nowhere.
        self._many = len(publication.suite.cases) >= self._settings.bulk_from and not self._settings.step_fields
        self._settles_s = _BULK_SETTLES_S if self._many else _ONE_SETTLES_S
        return tuple(_notes(form, self._settings))

    def plan(self, item: Item) -> Planned:
        """Return what would be created (see `Target`)."""
        form, case = self._ready().form, case_of(item)
        where = f" in folder {form.folder!r}" if form.folder else ""
        link = f"linked to {form.issue} as {self._settings.link_type!r}"
        title = one_line(case.title, LONGEST_SUMMARY)
        return Planned(item=item, what=f"{form.types[kind_of(case)]} test in {form.project}{where}, {link}: {title}")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:
        """Return the tests that bear a trace (see `Target`)."""
        form = self._ready().form
        wanted = {each.trace for each in items}
        ids = [id_ for trace, id_ in known.items() if trace in wanted]
        ids += _bearing(self._client.covering(form.story), wanted) if form.story else []
        ids += _bearing(self._client.labelled(form.project, sorted(wanted)), wanted)
        found: dict[str, Ref] = {}
        for test in self._client.tests(ids):
            self._saw(test)
            for trace in labels_of_issue(test) & wanted:
                found.setdefault(trace, _ref(test))
        self._missing = (self._missing | wanted) - found.keys()
        return found

    def create(self, items: Sequence[Item]) -> Created:
        """Create one test, or many by a job, with their traces, folder and links (see `Target`)."""
        assert self._folders is not None
        self._folders.make()
        self._settles_s = _ONE_SETTLES_S if len(items) == 1 else _BULK_SETTLES_S
        if len(items) == 1:
            created = self._one(items[0])
        else:
            side = self._ended().linking.given
            write = self._ready()
            job = Job(
                client=self._client,
                clock=self._clock,
                element=lambda item: write.element(item, side),
                find=lambda left: self.find(left, {}),
                seen=self._saw,
            )
            created = job.create(items)
        self._missing -= created.made.keys()
        return created

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:
        """Write the steps, preconditions, folder, Test Set and link that a test lacks (see `Target`)."""
        if ref.id not in self._read:
            for each in self._client.tests([ref.id]):
                self._saw(each)
        test = self._read.pop(ref.id, None)
        if test is None:
            raise XrayError("reading tests", "not_found")
        notes = self._ended().complete(item, ref, test, _ONE_SETTLES_S)
        warned = item.trace in self._warned
        return (*(("Xray warned of something when it was created; look at it there",) if warned else ()), *notes)

    # -----------------------------------------------------------------------------------------------

    def _one(self, item: Item) -> Created:
        """Create a test. An error of GraphQL need not mean that there is none, so it is looked for."""
        try:
            test, warned = self._client.create_test(self._ready().create(item, self._ended().linking.given))
        except XrayError as error:
            if error.kind != "bad_request":
                raise
            return self._refused(item, error)
        self._saw(test)
        if warned:
            self._warned.add(item.trace)
        return Created(made={item.trace: _ref(test)})

    def _refused(self, item: Item, error: XrayError) -> Created:
        """Return the test where it is there in spite of an error, else that it was refused.

        The story's tests are known at once; those of the label, where links do not count, once the search shows them.
        """
        if error.maybe_done:
            if self._ready().form.story is None and not error.fields:
                raise error
            found = self.find([item], {})
            if found:
                return Created(made=found)
        return Created(refused={item.trace: error})

    def _saw(self, test: Mapping[str, Any]) -> None:
        self._read[test["issueId"]] = test
        self._ended().preconditions.seen([test])

    def _ready(self) -> Writing:
        if self._writing is None:
            raise PublishError("the target is not prepared")
        return self._writing

    def _ended(self) -> Finishing:
        if self._finishing is None:
            raise PublishError("the target is not prepared")
        return self._finishing


def _notes(form: Form, settings: XraySettings) -> Iterable[str]:
    if form.story is None:
        yield "Xray counts no coverage for issues of the story's kind; tests are linked to it all the same"
    if form.counted_by:
        named = f"{form.counted_by!r}, not by {settings.link_type!r}"
        yield f"the project counts coverage by links of type {named}; see 'link_type'"


def _bearing(tests: Iterable[Mapping[str, Any]], wanted: set[str]) -> list[str]:
    """Return the ids of the tests that have one of these labels."""
    return [
        each["issueId"] for each in tests if labels_of_issue(each) & wanted and isinstance(each.get("issueId"), str)
    ]


def _ref(test: Mapping[str, Any]) -> Ref:
    return Ref(id=test["issueId"], key=test["jira"]["key"])
