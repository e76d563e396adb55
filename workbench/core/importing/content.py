"""What an issue says, the same in whatever form it came in."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.core.anonymising.records import MOST_CHARS
from workbench.core.importing.allowing import is_wanted
from workbench.core.importing.sourced import Wanted
from workbench.generator.intake.adf import to_text

_ALWAYS: Final = Wanted()
_SETS: Final = ("labels", "components")


def content_of(document: Mapping[str, Any]) -> str:
    """Return an issue's own words as one text, to tell whether they changed.

    These are summary, type, labels, components, description and criteria, each as intake reads it. Criteria's fields go
    by their names, for a CSV export knows no ids. What comes in only where it is asked for is not part of it, nor are
    people, status, priority, links, comments and files: some forms lack them, and they change while the issue stays
    what it is.

    Args:
        document: as `allow` gives it.
    """
    fields, names = document["fields"], document.get("names", {})
    parts = {"summary": fields.get("summary", ""), "type": fields.get("issuetype", {}).get("name", "")}
    parts |= {name: "\n".join(sorted(_words(fields.get(name)))) for name in _SETS}
    for id_, value in fields.items():
        if id_ == "description" or is_wanted(id_, names.get(id_), _ALWAYS):
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
