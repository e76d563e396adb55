"""All tests as a feature file attached to the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.generator.intake.jira_client import Document
from workbench.generator.output.files import to_feature
from workbench.generator.publish.jira.on_story import OnStory
from workbench.generator.publish.publication import Item
from workbench.generator.publish.target import Created, Planned, Ref


class JiraAttachment(OnStory):
    """The attachments of a story (see `Target`). A file of ours is known by its name, which holds the trace."""

    kind = "attachment"

    def plan(self, item: Item) -> Planned:
        """Return what would be attached (see `Target`)."""
        return Planned(item=item, what=f"{self._file(item)} on {self._publication.issue}")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:  # noqa: ARG002 - the port's
        """Return the files that bear a trace (see `Target`)."""
        key = self._publication.issue
        names = {self._file(each): each.trace for each in items}
        listed = _files(self._jira.issue(key, fields=("attachment",)))
        return {names[each["filename"]]: Ref(id=each["id"], key=key) for each in listed if each["filename"] in names}

    def create(self, items: Sequence[Item]) -> Created:
        """Attach the file (see `Target`)."""
        given, item = self._publication, items[0]
        data = to_feature(given.suite, given.issue).encode("utf-8")
        id_ = self._writer.attach(given.issue, self._file(item), data)
        return Created(made={item.trace: Ref(id=id_, key=given.issue)})

    def _file(self, item: Item) -> str:
        return f"{self._publication.issue}-{item.trace}.feature"


def _files(document: Document) -> list[dict[str, Any]]:
    fields = document.get("fields")
    listed = fields.get("attachment") if isinstance(fields, dict) else None
    return [
        each
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and isinstance(each.get("filename"), str) and isinstance(each.get("id"), str)
    ]
