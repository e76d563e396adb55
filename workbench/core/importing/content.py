"""What an issue says, the same in whatever form it came in."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.core.anonymising.records import MOST_CHARS
from workbench.generator.intake.adf import to_text

_SETS: Final = ("labels", "components")


def content_of(document: Mapping[str, Any]) -> str:
    """Return an issue's own words as one text, to tell whether they changed.

    These are summary, type, labels, components and the long texts, each as intake reads it. Custom fields go by their
    names, for a CSV export knows no ids. People, status, priority, links, comments and files are not part of it: some
    forms lack them, and they change while the issue stays what it is.

    Args:
        document: as `allow` gives it.
    """
    fields, names = document["fields"], document.get("names", {})
    parts = {"summary": fields.get("summary", ""), "type": fields.get("issuetype", {}).get("name", "")}
    parts |= {name: "\n".join(sorted(_words(fields.get(name)))) for name in _SETS}
    for id_, value in fields.items():
        if id_ in ("description", "environment") or id_.startswith("customfield_"):
            parts[names.get(id_, id_).casefold()] = "\n".join(_words(value))
    return "\0".join(f"{name}\0{text}" for name, text in sorted(parts.items()) if text)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict) and "content" not in value:
        yield from _words(list(value.values()))
    elif value is not None:
        yield to_text(value, max_chars=MOST_CHARS).text
