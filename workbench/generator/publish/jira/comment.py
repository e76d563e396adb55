"""All tests as one comment on the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.generator.errors import PublishError
from workbench.generator.intake.jira_client import Jira
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.adf import suite_comment
from workbench.generator.publish.jira.writer import PROPERTY, JiraWriter
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Created, Planned, Ref


class JiraComment:
    """The comments of a story (see `Target`). One of ours is known by its property; what it says is not compared."""

    name = "jira"
    settle_s = 30.0  # comments are listed at once; a request may be on its way as long
    batch = 1

    def __init__(self, jira: Jira, writer: JiraWriter, *, base: str) -> None:
        """Take what reads and what writes, and the site's address; nothing is sent."""
        self._jira, self._writer, self._base = jira, writer, base
        self._publication: Publication | None = None

    @property
    def place(self) -> str:
        """Digest of site and kind (see `Target`)."""
        return short(digest(["jira", self._base, "comment"]))

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the whole as one (see `Target`)."""
        return (publication.whole(),)

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look whether the story is there (see `Target`)."""
        self._jira.issue(publication.issue, fields=("issuetype",))
        self._publication = publication
        return ()

    def plan(self, item: Item) -> Planned:
        """Return what would be written (see `Target`)."""
        publication = self._ready()
        return Planned(item=item, what=f"a comment on {publication.issue} with {len(publication.suite.cases)} tests")

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:  # noqa: ARG002 - the port's
        """Return the comment that bears the digest of these tests (see `Target`)."""
        key = self._ready().issue
        digests = {each.digest: each.trace for each in items}
        found = {_case(comment): comment.get("id") for comment in reversed(self._writer.comments(key))}
        return {
            digests[case]: _ref(key, id_) for case, id_ in found.items() if case in digests and isinstance(id_, str)
        }

    def create(self, items: Sequence[Item]) -> Created:
        """Write the comment (see `Target`)."""
        publication, item = self._ready(), items[0]
        body = suite_comment(publication.suite, issue_key=publication.issue)
        value = {"run": publication.run, "case": item.digest}
        id_ = self._writer.comment(publication.issue, body, value=value)
        return Created(made={item.trace: _ref(publication.issue, id_)})

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Nothing is left to do (see `Target`)."""
        return ()

    def _ready(self) -> Publication:
        if self._publication is None:
            raise PublishError("the target is not prepared")
        return self._publication


def _ref(key: str, id_: str) -> Ref:
    return Ref(id=id_, key=key)


def _case(comment: Mapping[str, Any]) -> str | None:
    for each in comment.get("properties") or ():
        if isinstance(each, dict) and each.get("key") == PROPERTY and isinstance(each.get("value"), dict):
            case = each["value"].get("case")
            return case if isinstance(case, str) else None
    return None
