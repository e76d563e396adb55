"""What Jira's REST v3 answers to `GET /issue/KEY?expand=names,schema`, as the issue that the prompt sees."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from workbench.generator.errors import IssueError
from workbench.generator.intake.adf import AdfText, to_text
from workbench.generator.intake.attachments import file_name, keep_images, read_attachment
from workbench.generator.intake.blocks import clean, cut
from workbench.generator.intake.criteria import Criteria, read_criteria
from workbench.generator.intake.existing import ExistingTests, LinkedTests
from workbench.generator.intake.fields import allowed, file_allowed, further_fields
from workbench.generator.intake.masking import mask, people_of
from workbench.generator.intake.minimise import (
    MAX_SUMMARY_CHARS,
    MAX_WHOLE_SUMMARY_CHARS,
    cut_parts,
    minimise,
    whole_words,
    wider,
)
from workbench.generator.records import Attachment, IntakeOptions, Issue

MAX_FILE_BYTES: Final = 20_000_000
MAX_ATTACHMENTS: Final = 200
IN_THE_ISSUE: Final = LinkedTests()

_KEY: Final = re.compile(r"[\w.-]{1,100}")


def read_issue(
    document: object,
    *,
    options: IntakeOptions,
    context: str | None = None,
    attached: Sequence[tuple[str, bytes]] = (),
    tests: ExistingTests = IN_THE_ISSUE,
) -> Issue:
    """The issue as plain text, as much of it as may be sent: no account ids, no people; comments only where allowed.

    Args:
        document: the parsed JSON.
        options: the field of the criteria, what may be sent, the limits, and what is masked.
        context: what the user adds by hand.
        attached: file names and bytes; those that Jira lists keep their place, others follow.
        tests: knows the tests that the issue has; asked only where the options want them.

    Raises:
        IssueError: it is no issue, or has no key, fields or summary.
        GeneratorError: `tests` asked elsewhere and got no answer.
    """
    key, fields = _key_and_fields(document)
    assert isinstance(document, dict)
    limits = wider(options) if options.mask else options
    issue = _read(key, fields, _mapping(document.get("names")), limits, context, attached)
    if options.existing_tests:
        issue = replace(issue, existing=tests.of(document))
    if options.mask:
        issue = cut_parts(mask(whole_words(issue, limits), options.mask, people_of(document)), options)
    return issue if options.max_total_chars is None else minimise(issue, options.max_total_chars)


def _read(
    key: str,
    fields: dict[str, Any],
    names: dict[str, Any],
    options: IntakeOptions,
    context: str | None,
    attached: Sequence[tuple[str, bytes]],
) -> Issue:
    summary, summary_notes = _read_summary(key, fields, options)
    body = fields.get("description") if allowed(options, "description") else None
    description = to_text(body, max_chars=options.max_description_chars)
    criteria = Criteria()
    if allowed(options, "criteria"):
        criteria = read_criteria(fields, names, description.blocks, field=options.criteria_field)
    added, context_notes = _read_context(context if allowed(options, "context") else None, options.max_context_chars)
    attachments, attachment_notes = _read_attachments(fields.get("attachment"), attached, options)
    further, further_notes = further_fields(fields, names, options)
    return Issue(
        key=key,
        type=_one_line(_mapping(fields.get("issuetype")).get("name"))[:100],
        summary=summary,
        description=description.text,
        criteria=criteria.found,
        context=added,
        attachments=attachments,
        fields=further,
        left_out=(
            *_kept_back(fields, context, attached, options),
            *_about("summary", summary_notes),
            *_about("description", description.left_out),
            *criteria.left_out,
            *_about("context", context_notes),
            *further_notes,
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


def _read_summary(key: str, fields: dict[str, Any], options: IntakeOptions) -> tuple[str, tuple[str, ...]]:
    if not allowed(options, "summary"):
        return "", ()
    summary = _one_line(fields.get("summary"))
    if not summary:
        raise IssueError(f"issue {key}: the field 'summary' is missing or empty; ask Jira for it")
    return cut(summary, MAX_WHOLE_SUMMARY_CHARS if options.mask else MAX_SUMMARY_CHARS)


def _kept_back(
    fields: dict[str, Any], context: str | None, attached: Sequence[tuple[str, bytes]], options: IntakeOptions
) -> Iterator[str]:
    """Say which parts the issue has and the config does not let out."""
    given = {
        "summary": fields.get("summary"),
        "description": fields.get("description"),
        "context": context,
        "attachments": fields.get("attachment") or attached,
    }
    for part, value in given.items():
        if value and not allowed(options, part):
            yield f"{part}: not sent, the config does not name it"


def _read_context(context: str | None, max_chars: int) -> tuple[str | None, tuple[str, ...]]:
    if context is None or not context.strip():
        return None, ()
    body: AdfText = to_text(context, max_chars=max_chars)
    return body.text or None, body.left_out


# Attachments -------------------------------------------------------------------------------------


def _read_attachments(
    listed: object, attached: Sequence[tuple[str, bytes]], options: IntakeOptions
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Jira's list in its order, filled with the files of the same name, then the other files.

    What may not be sent is not opened, and not named either.
    """
    if not allowed(options, "attachments"):
        return (), ()
    pairs = _paired(_listed_names(listed), attached)
    sent = [(name, data) for name, data in pairs if file_allowed(options, name, data)]
    images = "name" if options.images == "send" and options.mask else options.images  # a picture cannot be masked
    read = [
        Attachment(name=file_name(name), text=None, note="not loaded")
        if data is None
        else read_attachment(
            name,
            data,
            max_chars=options.max_attachment_chars,
            images=images,
            max_image_bytes=options.max_image_bytes,
        )
        for name, data in sent[:MAX_ATTACHMENTS]
    ]
    kept = keep_images(tuple(read), options.max_images)
    return kept, tuple(_attachment_notes(kept, len(sent), len(pairs) - len(sent)))


def _paired(listed: Sequence[str], attached: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes | None]]:
    waiting = list(attached)
    pairs: list[tuple[str, bytes | None]] = []
    for name in listed:
        match = next((pair for pair in waiting if pair[0] == name), None)
        if match is not None:
            waiting.remove(match)
        pairs.append(match or (name, None))
    return [*pairs, *waiting]


def _listed_names(listed: object) -> list[str]:
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return [entry["filename"] for entry in entries if isinstance(entry.get("filename"), str)][:10_000]


def _attachment_notes(kept: Sequence[Attachment], may_be_sent: int, kept_back: int) -> Iterator[str]:
    if kept_back:
        yield f"attachments: {kept_back} of {may_be_sent + kept_back} not sent, the config does not name them"
    unread = sum(one.text is None and one.image is None for one in kept)
    if unread:
        yield f"attachments: {unread} of {may_be_sent} not sent"
    if may_be_sent > MAX_ATTACHMENTS:
        yield f"attachments: only the first {MAX_ATTACHMENTS} of {may_be_sent} are named"
