"""What stands for what in one issue: pseudonyms, links that stay links, and dates that move together."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from workbench.core.anonymising.dates import DateMover
from workbench.core.anonymising.linking import Links
from workbench.core.anonymising.pseudonyms import Pseudonyms
from workbench.core.anonymising.records import Flag, Found, Kind, Person, Replacement, Span
from workbench.core.anonymising.roster import bare_name
from workbench.core.anonymising.structure import ByField
from workbench.core.anonymising.surrogate_values import SITE, is_reserved_host

AMBIGUOUS: Final = "linking:fits several people"
"""The detector of a form that fits several people; it was replaced by somebody of its own."""

_KEY_IN_URL: Final = re.compile(r"/browse/([A-Za-z][A-Za-z0-9_]{1,20}-\d{1,9})")


class Names:
    """What stands for what in one issue."""

    def __init__(
        self,
        *,
        found: Sequence[Found],
        texts: Mapping[str, str],
        people: Sequence[Person],
        key: bytes,
        scope: str,
        own_key: tuple[str, str],
        month_first: bool,
    ) -> None:
        """Link what was found to people, and draw the offset of the dates.

        Args:
            found: in the issue's texts.
            texts: by place.
            people: whom the issue's fields name.
            key: at least 16 secret bytes.
            scope: names the fixture.
            own_key: the issue's key before and after.
            month_first: whether `03/04` is in March.
        """
        values: dict[Kind, list[str]] = defaultdict(list)
        for each in found:
            if each.span.tier == "sure":
                values[each.span.kind].append(texts[each.place][each.span.start : each.span.end])
        logins = [*values["username"], *(each.rpartition("@")[0] for each in values["email"])]
        links = Links(people, values["person"], logins)
        self._links = links
        self.pseudonyms = Pseudonyms(key, scope, links=links, texts=list(texts.values()), own_key=own_key)
        self.mover = DateMover(self.pseudonyms.draw("dates"), list(texts.values()), month_first=month_first)

    def dates(self, texts: Mapping[str, str]) -> Iterator[Found]:
        """Yield the days that move."""
        for place, text in texts.items():
            for span in self.mover.find(text):
                yield Found(place=place, span=span)

    def unclear(self, texts: Mapping[str, str], replacements: Sequence[Replacement]) -> Iterator[Flag]:
        """Yield forms that fit several people: each was replaced by somebody of its own."""
        for each in replacements:
            value = texts[each.place][each.start : each.end]
            of = {"person": self._links.of_name, "username": self._links.of_login}.get(each.kind)
            identity = of(value) if of else None
            if identity is not None and identity.ambiguous:
                yield Flag(
                    place=each.place, start=each.start, end=each.end, new_start=each.new_start, new_end=each.new_end,
                    kind=each.kind, detector=AMBIGUOUS,
                )  # fmt: skip

    def of(self, span: Span, value: str) -> str:
        """Return what stands for the value of a span."""
        if span.kind in ("date", "birth_date"):
            read = self.mover.reads(value)
            return (
                self.mover.moved(value, birth=span.kind == "birth_date")
                if read
                else self.pseudonyms.of(span.kind, value)
            )
        return self.pseudonyms.of(span.kind, value)

    def of_field(self, noted: ByField) -> str:
        """Return what stands for a value that is replaced by its field."""
        if noted.kind == "url":
            return self._link(noted.value)
        if noted.detector == "field:project":
            return "DEMO" if noted.kind == "issue_key" else "Demo"
        return self.pseudonyms.of(noted.kind, noted.value)

    def user(self, user: Mapping[str, Any]) -> str:
        """Return the name that stands for a user's."""
        for account in (user.get("accountId"), user.get("id")):
            if isinstance(account, str):
                return self.pseudonyms.name_of(account)
        shown = user.get("displayName") or user.get("text")
        return self.pseudonyms.of("person", bare_name(shown)) if isinstance(shown, str) else "Somebody"

    def _link(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return self.pseudonyms.of("url", url)
        if parts.scheme.casefold() == "mailto":
            return f"mailto:{self.pseudonyms.of('email', parts.path)}"
        if not host and not parts.scheme and url.startswith("#"):
            return url
        if (issue := _KEY_IN_URL.search(parts.path)) is not None:
            return f"https://{SITE}/browse/{self.pseudonyms.of('issue_key', issue[1])}"
        return url if is_reserved_host(host) and parts.port is None else self.pseudonyms.of("url", url)
