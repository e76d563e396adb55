"""What the targets have in common that keep all tests as one thing on the story."""

from typing import ClassVar

from workbench.generator.errors import PublishError
from workbench.generator.intake.jira_client import Jira
from workbench.generator.prompt.digest import digest, short
from workbench.generator.publish.jira.writer import JiraWriter
from workbench.generator.publish.publication import Item, Publication
from workbench.generator.publish.target import Ref


class OnStory:
    """One thing on a story; the half of a `Target` that does not depend on which.

    Attributes:
        kind: what it is, as in `JiraSettings`.
    """

    kind: ClassVar[str]
    name = "jira"
    settle_s = 30.0  # a story lists what it has at once; a request may be on its way as long
    batch = 1

    def __init__(self, jira: Jira, writer: JiraWriter, *, base: str) -> None:
        """Take what reads and what writes, and the site's address; nothing is sent."""
        self._jira, self._writer, self._base = jira, writer, base
        self._prepared: Publication | None = None

    @property
    def place(self) -> str:
        """Digest of site and kind (see `Target`)."""
        return short(digest(["jira", self._base, self.kind]))

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return the whole as one (see `Target`)."""
        return (publication.whole(),)

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look whether the story is there (see `Target`)."""
        self._jira.issue(publication.issue, fields=("issuetype",))
        self._prepared = publication
        return ()

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Nothing is left to do (see `Target`)."""
        return ()

    @property
    def _publication(self) -> Publication:
        if self._prepared is None:
            raise PublishError("the target is not prepared")
        return self._prepared
