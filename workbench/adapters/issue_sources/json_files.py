"""Issues out of JSON: one, a list, what a search answers, or one a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from workbench.adapters.issue_sources.bounds import MOST_ISSUES, lines, read_whole
from workbench.core.errors import CatalogError

Placed = tuple[str, Mapping[str, Any]]
"""Where an issue stands, and the issue."""

_NO_ISSUE: Final = "a JSON object is expected, as Jira's REST v3 answers for an issue"


def read_json(source: str, file: TextIO) -> Iterator[Placed]:
    """Yield the issues of a JSON file; each is let go once it was taken.

    Raises:
        CatalogError: the file is no JSON, too large, or holds something else than issues.
    """
    issues, names = _issues(source, _parsed(source, read_whole(source, file)))
    if len(issues) > MOST_ISSUES:
        raise CatalogError(f"{source}: more than {MOST_ISSUES:,} issues; export fewer at once")
    issues.reverse()
    for number in range(1, len(issues) + 1):
        issue = issues.pop()
        place = f"{source}, issue {number}"
        if not isinstance(issue, dict):
            raise CatalogError(f"{place}: {_NO_ISSUE}")
        yield place, {"names": names, **issue}


def read_json_lines(source: str, file: TextIO) -> Iterator[Placed]:
    """Yield the issues of a file with one JSON object a line.

    Raises:
        CatalogError: a line is too long or no JSON object, or there are too many.
    """
    found = 0
    for number, line in enumerate(lines(source, file), 1):
        place = f"{source}, line {number}"
        if not line.strip():
            continue
        issue = _parsed(place, line)
        found += 1
        if not isinstance(issue, dict):
            raise CatalogError(f"{place}: {_NO_ISSUE}")
        if found > MOST_ISSUES:
            raise CatalogError(f"{source}: more than {MOST_ISSUES:,} issues; hand in fewer at once")
        yield place, issue


def _issues(source: str, parsed: object) -> tuple[list[Any], Mapping[str, Any]]:
    """Return the list of issues, and the names of fields that a search answers beside it."""
    if isinstance(parsed, list):
        return parsed, {}
    if isinstance(parsed, dict) and "issues" in parsed:
        if not isinstance(parsed["issues"], list):
            raise CatalogError(f"{source}: 'issues' is no list; hand in what Jira's search answers")
        names = parsed.get("names")
        return parsed["issues"], names if isinstance(names, dict) else {}
    if isinstance(parsed, dict):
        return [parsed], {}
    raise CatalogError(f"{source}: no issues; an issue, a list of issues or a search's answer is expected")


def _parsed(place: str, text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise CatalogError(f"{place}: JSON nested too deeply to be an issue") from None
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise CatalogError(f"{place}: not JSON ({at}); export it again") from None
    except ValueError:
        raise CatalogError(f"{place}: not JSON that can be read: a number is too long") from None
