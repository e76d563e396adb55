"""Where links of wiki and Markdown lead: no address of an outside host stays in one."""

from collections.abc import Iterator
from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled, find_all
from workbench.core.anonymising.records import Span, Tier
from workbench.core.anonymising.surrogate_values import is_reserved_host

_URL: Final = r"(?P<v>(?i:https?|ftp)://[^\s\]|)>\"']{3,1000})"


def _outside(text: str, start: int, end: int) -> Tier | None:
    host = text[start:end].partition("://")[2].split("/")[0].split("?")[0].rpartition("@")[2].partition(":")[0]
    return None if is_reserved_host(host) or host in ("localhost", "127.0.0.1") else "sure"


RULES: Final = (
    Rule(
        name="wiki-link",
        kind="url",
        before="",
        after="",
        check=_outside,
        pattern=compiled(rf"\[(?:[^\]\n]{{0,300}}\|)?{_URL}"),
    ),
    Rule(name="markdown-link", kind="url", before="", after="", check=_outside, pattern=compiled(rf"\]\([ ]?<?{_URL}")),
    Rule(
        name="html-link",
        kind="url",
        before="",
        after="",
        check=_outside,
        pattern=compiled(rf"(?i)(?:href|src)[ ]?=[ ]?[\"']?{_URL}"),
    ),
    Rule(name="autolink", kind="url", before="", after="", check=_outside, pattern=compiled(rf"<{_URL}>")),
    Rule(name="picture", kind="url", before="", after="", check=_outside, pattern=compiled(rf"!{_URL}[|!]")),
)


def links(text: str) -> Iterator[Span]:
    """Yield the addresses that links lead to."""
    yield from find_all(RULES, text)
