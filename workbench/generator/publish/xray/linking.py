"""The link between a test and its story, in the direction that the project counts as coverage."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from workbench.generator.publish.target import Ref
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.form import Form
from workbench.generator.publish.xray.settings import XraySettings
from workbench.generator.publish.xray.writing import Side
from workbench.generator.remote import objects

_OTHER: Final[Mapping[Side, Side]] = {"outwardIssue": "inwardIssue", "inwardIssue": "outwardIssue"}


class Linker(Protocol):
    """Links issues in Jira; Xray itself links them only when it creates one."""

    def link(self, kind: str, *, inward: str, outward: str) -> None:
        """Link two issues; a link that is there already is no harm.

        Args:
            kind: the name of the link type.
            inward: the key of the issue that Jira's `inwardIssue` names: the one that tests, for "Test".
            outward: the key of the other.

        Raises:
            JiraError: Jira does not answer.
        """
        ...


class Linking:
    """Knows which direction counts, as soon as one link has been read back.

    Jira's REST says which of the two issues of a link is which in words that are easily taken the other way round, and
    a project in Xray may count either direction. So the first link is held against what Xray counts, and the other
    direction is taken for the rest where it does not count. Xray's count follows Jira's links at once.

    Attributes:
        given: where the story stands in the links of new tests.
    """

    def __init__(self, client: XrayClient, settings: XraySettings, form: Form, linker: Linker | None) -> None:
        """Take what reads and links; nothing is sent."""
        self._client, self._settings, self._form, self._linker = client, settings, form, linker
        self.given: Side = "outwardIssue"
        self._right: Side = "outwardIssue"
        self._sure = form.story is None
        self._turned = False

    def complete(self, ref: Ref, test: Mapping[str, Any]) -> tuple[str, ...]:
        """Link a test as it has to be and return notes.

        Args:
            ref: the test.
            test: as it was read, with Jira's `issuelinks`.
        """
        sides = self._sides(test)
        if self._sure:
            return () if self._right in sides else self._mended(ref)
        if self._counts(ref):
            self._sure = len(sides) == 1
            self._right = next(iter(sides), self._right)
            return ()
        if not sides:
            return self._mended(ref)
        return self._turned_round(ref, sides)

    def _turned_round(self, ref: Ref, sides: set[Side]) -> tuple[str, ...]:
        """Take the other direction; where that does not count either, the usual one stays."""
        kind = self._settings.link_type
        if len(sides) == 2 or (self._turned and self._right in sides):
            self._sure, self._right, self.given = True, "outwardIssue", "outwardIssue"
            return (f"it is linked to its story as {kind!r}, which Xray does not count as coverage; see 'link_type'",)
        if not self._turned:
            self._turned = True
            self._right, self.given = _OTHER[next(iter(sides))], _OTHER[self.given]
        notes = (f"a link of type {kind!r} in the wrong direction is left; remove it in Jira", *self._mended(ref))
        self._sure = self._linker is not None and self._counts(ref)
        return notes

    def _mended(self, ref: Ref) -> tuple[str, ...]:
        kind, story = self._settings.link_type, self._form.issue
        if self._linker is None:
            return (f"it has no link to its story that counts as coverage; link it in Jira as {kind!r}",)
        if self._right == "outwardIssue":
            self._linker.link(kind, inward=ref.key, outward=story)
        else:
            self._linker.link(kind, inward=story, outward=ref.key)
        return ()

    def _counts(self, ref: Ref) -> bool:
        story = self._form.story
        return story is not None and any(
            each.get("issueId") == ref.id for each in self._client.covering(story, [ref.id])
        )

    def _sides(self, test: Mapping[str, Any]) -> set[Side]:
        """Return where the story stands in the test's links of the settings' type."""
        jira = test.get("jira")
        links = objects(jira.get("issuelinks")) if isinstance(jira, dict) else []
        kind = self._settings.link_type.casefold()
        sides: set[Side] = set()
        for link in links:
            named = link.get("type")
            if isinstance(named, dict) and str(named.get("name")).casefold() == kind:
                sides |= {side for side in _OTHER if _key(link.get(side)) == self._form.issue}
        return sides


def _key(issue: object) -> object:
    return issue.get("key") if isinstance(issue, dict) else None
