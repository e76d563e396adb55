"""All tests as one comment on the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.generator.publish.adf import suite_comment
from workbench.generator.publish.jira.on_story import OnStory
from workbench.generator.publish.jira.writer import PROPERTY
from workbench.generator.publish.publication import Item
from workbench.generator.publish.target import Created, Planned, Ref


class JiraComment(OnStory):
    """The comments of a story (see `Target`). One of ours is known by its property; what it says is not compared."""

    kind = "comment"

    def plan(self, item: Item) -> Planned:
        """Return what would be written (see `Target`)."""
        given = self._publication
        return Planned(item=item, what=f"a comment on {given.issue} with {len(given.suite.cases)} tests")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:  # noqa: ARG002 - the port's
        """Return the comment that bears the digest of these tests (see `Target`)."""
        key = self._publication.issue
        digests = {each.digest: each.trace for each in items}
        found = {_case(comment): comment.get("id") for comment in reversed(self._writer.comments(key))}
        return {
            digests[case]: Ref(id=id_, key=key)
            for case, id_ in found.items()
            if case in digests and isinstance(id_, str)
        }

    def create(self, items: Sequence[Item]) -> Created:
        """Write the comment (see `Target`)."""
        given, item = self._publication, items[0]
        body = suite_comment(given.suite, issue_key=given.issue)
        id_ = self._writer.comment(given.issue, body, value={"run": given.run, "case": item.digest})
        return Created(made={item.trace: Ref(id=id_, key=given.issue)})


def _case(comment: Mapping[str, Any]) -> str | None:
    for each in comment.get("properties") or ():
        if isinstance(each, dict) and each.get("key") == PROPERTY and isinstance(each.get("value"), dict):
            case = each["value"].get("case")
            return case if isinstance(case, str) else None
    return None
