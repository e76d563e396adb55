"""One issue out of Jira with what a config needs of it, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.generator.errors import JiraError, RemoteKind
from workbench.generator.intake.fields import file_allowed
from workbench.generator.intake.jira_client.needs import needed_fields, needs_files
from workbench.generator.intake.jira_client.port import Document, Jira
from workbench.generator.records import IntakeOptions
from workbench.generator.remote.ask import objects

_PAGE: Final = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# After these every further attachment would fail too.
_THE_END: Final[frozenset[RemoteKind]] = frozenset({"budget", "rate_limit"})
_WHY: Final[dict[RemoteKind, str]] = {
    "budget": "the budget of requests or seconds is used up",
    "forbidden": "Jira forbids it",
    "not_found": "Jira has it no more, or hides it",
    "rate_limit": "Jira takes no more requests now",
    "too_large": "too large",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Loads:
    """How much is loaded with an issue.

    Attributes:
        files: so many attachments, from the first on.
        file_bytes: the largest that is loaded.
        all_bytes: all of them together.
    """

    files: int = 20
    file_bytes: int = 10_000_000
    all_bytes: int = 40_000_000


LOADS: Final = Loads()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What was fetched for one issue.

    Attributes:
        document: as REST v3 answers it, with the needed fields only.
        attached: names and bytes of the attachments that were loaded, in Jira's order.
        notes: what was not loaded and why, a short sentence each, without names.
    """

    document: Document = field(repr=False)
    attached: tuple[tuple[str, bytes], ...] = field(repr=False)
    notes: tuple[str, ...] = ()


def fetch(jira: Jira, key: str, *, options: IntakeOptions, loads: Loads = LOADS) -> Fetched:
    """Return one issue with its attachments, as much of both as a config may send.

    An attachment that cannot be loaded is named in the notes, and the others are.

    Args:
        jira: who is asked.
        key: the issue's.
        options: what may be sent.
        loads: how much is loaded.

    Raises:
        JiraError: the issue cannot be read.
        IssueError: the key can be none.
    """
    document = jira.issue(key, fields=needed_fields(options, jira.fields()))
    listed = _listed(document, options) if needs_files(options) else []
    attached: list[tuple[str, bytes]] = []
    reasons: list[str] = []
    for at, (name, id_, size) in enumerate(listed):
        left = min(loads.file_bytes, loads.all_bytes - sum(len(data) for _, data in attached))
        if at >= loads.files:
            reasons += [f"only the first {loads.files} are loaded"] * (len(listed) - at)
            break
        came = _loaded(jira, id_, size, left)
        if isinstance(came, bytes):
            attached.append((name, came))
            continue
        reasons.append(_WHY.get(came.kind, "Jira did not send it"))
        if came.kind in _THE_END:
            reasons += reasons[-1:] * (len(listed) - at - 1)
            break
    return Fetched(document=document, attached=tuple(attached), notes=tuple(_notes(reasons, len(listed))))


def _loaded(jira: Jira, id_: str, size: int | None, most: int) -> bytes | JiraError:
    """Return an attachment's bytes, or why there are none; what Jira calls too large is not asked for."""
    if size is not None and size > most:
        return JiraError("reading an attachment", "too_large")
    try:
        data = jira.attachment(id_, max_bytes=most)
    except JiraError as error:
        return error
    # A page to log in comes as a success, and an attachment may be of any type.
    if size is not None and len(data) != size and _PAGE.match(data):
        return JiraError("reading an attachment", "malformed")
    return data


def _listed(document: Document, options: IntakeOptions) -> list[tuple[str, str, int | None]]:
    """Return name, id and size of each attachment that may be sent, as far as its name tells."""
    fields = document.get("fields")
    given: list[dict[str, Any]] = objects(fields.get("attachment")) if isinstance(fields, dict) else []
    return [
        (each["filename"], str(each["id"]), each["size"] if isinstance(each.get("size"), int) else None)
        for each in given
        if isinstance(each.get("filename"), str)
        and isinstance(each.get("id"), str | int)
        and _may_be_sent(options, each["filename"])
    ]


def _may_be_sent(options: IntakeOptions, name: str) -> bool:
    """Tell whether a file has to be loaded: a pattern of media types is held against bytes, which intake does."""
    typed = any("/" in pattern for pattern in options.attachments or ())
    return typed or file_allowed(options, name, None)


def _notes(reasons: Sequence[str], listed: int) -> Iterator[str]:
    for reason in dict.fromkeys(reasons):
        yield f"attachments: {reasons.count(reason)} of {listed} not loaded: {reason}"
