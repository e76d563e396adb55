"""Issues of a Jira site, by a query, with their attached files by id."""

import mimetypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from workbench.adapters.issue_sources.bounds import MOST_ISSUES
from workbench.adapters.issue_sources.sourcing import MOST_FILE_BYTES, Missing, sourced
from workbench.core.errors import CatalogError
from workbench.core.importing.allowing import ALWAYS, ON_REQUEST, is_asked_for, is_wanted, refuse_never
from workbench.core.importing.sourced import SourcedIssue, Wanted
from workbench.generator.errors import JiraError, RemoteKind
from workbench.generator.intake.jira_client import FieldName, Jira

# After these every further file would fail too.
_THE_END: Final[frozenset[RemoteKind]] = frozenset({"budget", "no_credentials", "rate_limit", "unauthorised"})
_NO_TEXT: Final = ("video/", "audio/", "font/")


def read_site(
    jira: Jira, jql: str, wanted: Wanted, *, limit: int, progress: Callable[[int, int], None]
) -> Iterator[SourcedIssue]:
    """Return the issues that a query finds, with the text of their attached files.

    Only fields that may come in are asked for. Files that are no text by what Jira says of them are not loaded, and a
    file that Jira does not send is counted as one that is not there.

    Args:
        jira: the site.
        jql: the query; it has to be bounded, as Jira demands.
        wanted: what comes in of each issue.
        limit: at most so many issues, 1 to 10,000.
        progress: told after each issue how many are read, and of how many.

    Raises:
        CatalogError: `limit` is out of bounds, `wanted` asks for what never comes in, names a
            field that the site has not, or nothing was found.
        JiraError: Jira does not answer the query, while reading.
    """
    refuse_never(wanted)
    if not 1 <= limit <= MOST_ISSUES:
        raise CatalogError(f"the limit is {limit:,} issues; give one from 1 to {MOST_ISSUES:,}")
    return _read(jira, jql, wanted, limit, progress)


def _read(
    jira: Jira, jql: str, wanted: Wanted, limit: int, progress: Callable[[int, int], None]
) -> Iterator[SourcedIssue]:
    found = jira.search(jql, fields=_fields(jira.fields(), wanted), limit=limit)
    if not found:
        raise CatalogError("the query finds no issue that the account may see; try it in Jira")
    files = _Files(jira)
    for number, document in enumerate(found, 1):
        yield sourced(document, wanted, load=files.load, place=f"issue {number} of the query")
        progress(number, len(found))


def _fields(known: Sequence[FieldName], wanted: Wanted) -> tuple[str, ...]:
    """Return the ids of the fields that may come in."""
    own = [FieldName(id=each, name=each) for each in (*ON_REQUEST, *ALWAYS)]
    for name in wanted.fields:
        if not any(is_asked_for(each.id, each.name, Wanted(fields=(name,))) for each in (*own, *known)):
            raise CatalogError(f"the site has no field {name!r}; name one by its id, or as people call it")
    further = [each.id for each in (*own, *known) if is_wanted(each.id, each.name, wanted)]
    comments = ["comment"] if wanted.comments else []
    return tuple(dict.fromkeys((*ALWAYS, *further, *comments)))


class _Files:
    """Attached files of a site, until it gives no more."""

    def __init__(self, jira: Jira) -> None:
        self._jira = jira
        self._over = False

    def load(self, entry: Mapping[str, Any]) -> bytes | Missing:
        """Return a file's bytes by its id."""
        kind = entry.get("mimeType")
        kind = kind if isinstance(kind, str) and kind else mimetypes.guess_type(entry["filename"])[0] or ""
        if kind.startswith("image/"):
            return Missing("pictures")
        if kind.startswith(_NO_TEXT):
            return Missing("unreadable files")
        size = entry.get("size")
        if isinstance(size, int) and size > MOST_FILE_BYTES:
            return Missing("files that are too long")
        data = self._loaded(entry.get("id"))
        # A page to log in comes as a success; it has another size than the file.
        if isinstance(data, bytes) and isinstance(size, int) and len(data) != size:
            return Missing("files that are not there")
        return data

    def _loaded(self, id_: object) -> bytes | Missing:
        if self._over or not isinstance(id_, str | int):
            return Missing("files that are not there")
        try:
            return self._jira.attachment(str(id_), max_bytes=MOST_FILE_BYTES)
        except JiraError as error:
            self._over = error.kind in _THE_END
            return Missing("files that are too long" if error.kind == "too_large" else "files that are not there")
