"""All tests as a feature file attached to the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.generator.errors import PublishError
from workbench.generator.intake.jira_client import Document, Jira
from workbench.generator.output.files import to_feature
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.jira.writer import JiraWriter
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref


class JiraAttachment:
    """The attachments of a story (see `Target`). A file of ours is known by its name, which holds the trace."""

    name = "jira"
    settle_s = 30.0  # attachments are listed at once; a request may be on its way as long
    batch = 1

    def __init__(self, jira: Jira, writer: JiraWriter, *, base: str) -> None:
        """Take what reads and what writes, and the site's address; nothing is sent."""
        self._jira, self._writer, self._base = jira, writer, base
        self._publication: Publication | None = None

    @property
    def place(self) -> str:
        """Digest of site and kind (see `Target`)."""
        return short(digest(["jira", self._base, "attachment"]))

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the whole as one (see `Target`)."""
        return (publication.whole(),)

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look whether the story is there (see `Target`)."""
        self._jira.issue(publication.issue, fields=("issuetype",))
        self._publication = publication
        return ()

    def plan(self, item: Item) -> Planned:
        """Return what would be attached (see `Target`)."""
        return Planned(item=item, what=f"{self._file(item)} on {self._ready().issue}")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:  # noqa: ARG002 - the port's
        """Return the files that bear a trace (see `Target`)."""
        key = self._ready().issue
        names = {self._file(each): each.trace for each in items}
        listed = _files(self._jira.issue(key, fields=("attachment",)))
        return {names[each["filename"]]: Ref(id=each["id"], key=key) for each in listed if each["filename"] in names}

    def create(self, items: Sequence[Item]) -> Created:
        """Attach the file (see `Target`)."""
        publication, item = self._ready(), items[0]
        data = to_feature(publication.suite, publication.issue).encode("utf-8")
        id_ = self._writer.attach(publication.issue, self._file(item), data)
        return Created(made={item.trace: Ref(id=id_, key=publication.issue)})

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Nothing is left to do (see `Target`)."""
        return ()

    def _file(self, item: Item) -> str:
        return f"{self._ready().issue}-{item.trace}.feature"

    def _ready(self) -> Publication:
        if self._publication is None:
            raise PublishError("the target is not prepared")
        return self._publication


def _files(document: Document) -> list[dict[str, Any]]:
    fields = document.get("fields")
    listed = fields.get("attachment") if isinstance(fields, dict) else None
    return [
        each
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and isinstance(each.get("filename"), str) and isinstance(each.get("id"), str)
    ]
