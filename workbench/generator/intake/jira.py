"""What Jira's REST v3 answers to `GET /issue/KEY?expand=names,schema`, as the issue that the prompt sees."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from workbench.generator.errors import IssueError
from workbench.generator.intake.adf import AdfText, to_text
from workbench.generator.intake.attachments import file_name, read_attachment
from workbench.generator.intake.blocks import clean, cut
from workbench.generator.intake.criteria import read_criteria
from workbench.generator.records import Attachment, IntakeOptions, Issue

MAX_FILE_BYTES: Final = 20_000_000
MAX_SUMMARY_CHARS: Final = 1_000
MAX_ATTACHMENTS: Final = 200

_KEY: Final = re.compile(r"[\w.-]{1,100}")


def read_issue(
    document: object,
    *,
    options: IntakeOptions,
    context: str | None = None,
    attached: Sequence[tuple[str, bytes]] = (),
) -> Issue:
    """The issue as plain text: no account ids, no people, no comments.

    Args:
        document: the parsed JSON.
        options: the field of the criteria and the limits.
        context: what the user adds by hand.
        attached: file names and bytes; those that Jira lists keep their place, others follow.

    Raises:
        IssueError: it is no issue, or has no key, fields or summary.
    """
    key, fields = _key_and_fields(document)
    assert isinstance(document, dict)
    summary, summary_notes = cut(_one_line(fields.get("summary")), MAX_SUMMARY_CHARS)
    if not summary:
        raise IssueError(f"issue {key}: the field 'summary' is missing or empty; ask Jira for it")
    description = to_text(fields.get("description"), max_chars=options.max_description_chars)
    criteria = read_criteria(fields, _mapping(document.get("names")), description.blocks, field=options.criteria_field)
    added, context_notes = _read_context(context, options.max_context_chars)
    attachments, attachment_notes = _read_attachments(fields.get("attachment"), attached, options.max_attachment_chars)
    return Issue(
        key=key,
        type=_one_line(_mapping(fields.get("issuetype")).get("name"))[:100],
        summary=summary,
        description=description.text,
        criteria=criteria.found,
        context=added,
        attachments=attachments,
        left_out=(
            *_about("summary", summary_notes),
            *_about("description", description.left_out),
            *criteria.left_out,
            *_about("context", context_notes),
            *attachment_notes,
        ),
    )


def load_issue_document(path: Path) -> dict[str, Any]:
    """The JSON object in the file.

    Raises:
        IssueError: no such file, not readable, too large, not UTF-8, not JSON, or no object.
    """
    document = _parse(path, _read_text(path))
    if not isinstance(document, dict):
        raise IssueError(f"{path}: not an issue: the file holds JSON, but no object")
    return document


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a file name"
        raise IssueError(f"{path}: cannot be read: {reason}") from error
    if len(data) > MAX_FILE_BYTES:
        raise IssueError(f"{path}: larger than {MAX_FILE_BYTES:,} bytes, which no issue is")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise IssueError(f"{path}: not UTF-8; save Jira's answer as it came") from None


def _parse(path: Path, text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise IssueError(f"{path}: JSON nested too deeply to be an issue") from None
    except json.JSONDecodeError as error:
        raise IssueError(f"{path}: not JSON (line {error.lineno}, column {error.colno})") from None
    except ValueError:
        raise IssueError(f"{path}: not JSON that can be read: a number is too long") from None


# Fields ------------------------------------------------------------------------------------------


def _key_and_fields(document: object) -> tuple[str, dict[str, Any]]:
    if not isinstance(document, dict):
        raise IssueError("not an issue: JSON object expected, as Jira's REST v3 answers")
    key = document.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise IssueError("not an issue: no usable 'key', as in 'SHOP-12'")
    fields = document.get("fields")
    if not isinstance(fields, dict):
        raise IssueError(f"issue {key}: no object 'fields'; hand in Jira's whole answer")
    return key, fields


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _one_line(value: object) -> str:
    return " ".join(clean(value[:100_000]).split()) if isinstance(value, str) else ""


def _about(part: str, notes: Sequence[str]) -> Iterator[str]:
    return (f"{part}: {note}" for note in notes)


def _read_context(context: str | None, max_chars: int) -> tuple[str | None, tuple[str, ...]]:
    if context is None or not context.strip():
        return None, ()
    body: AdfText = to_text(context, max_chars=max_chars)
    return body.text or None, body.left_out


# Attachments -------------------------------------------------------------------------------------


def _read_attachments(
    listed: object, attached: Sequence[tuple[str, bytes]], max_chars: int
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Jira's list in its order, filled with the files of the same name, then the other files."""
    waiting = list(attached)
    read: list[Attachment] = []
    for name in _listed_names(listed):
        match = next((pair for pair in waiting if pair[0] == name), None)
        if match is None:
            read.append(Attachment(name=file_name(name), text=None, note="not loaded"))
            continue
        waiting.remove(match)
        read.append(read_attachment(*match, max_chars=max_chars))
    read += [read_attachment(*pair, max_chars=max_chars) for pair in waiting]
    return tuple(read[:MAX_ATTACHMENTS]), tuple(_attachment_notes(read))


def _listed_names(listed: object) -> list[str]:
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return [entry["filename"] for entry in entries if isinstance(entry.get("filename"), str)][:10_000]


def _attachment_notes(read: list[Attachment]) -> Iterator[str]:
    unread = sum(one.text is None for one in read[:MAX_ATTACHMENTS])
    if unread:
        yield f"attachments: {unread} of {len(read)} not sent"
    if len(read) > MAX_ATTACHMENTS:
        yield f"attachments: only the first {MAX_ATTACHMENTS} of {len(read)} are named"
