"""No more of an issue than a config allows: each part to its limit, then all of it to one, by importance."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from workbench.generator.intake.attachments.reading import MAX_NAME_CHARS
from workbench.generator.intake.blocks import cut
from workbench.generator.intake.criteria import MAX_ALL_CHARS, MAX_CRITERION_CHARS
from workbench.generator.intake.existing import MAX_TITLE_CHARS
from workbench.generator.intake.fields import MAX_FIELD_CHARS
from workbench.generator.records import Attachment, ExistingTest, IntakeOptions, Issue

MAX_SUMMARY_CHARS: Final = 1_000
MAX_WHOLE_SUMMARY_CHARS: Final = 20_000
"""A summary that will be masked is read up to here, and cut after."""

_Item = TypeVar("_Item")
_LIMITS: Final = ("max_description_chars", "max_attachment_chars", "max_context_chars")
_BESIDE: Final = 20_000


def minimise(issue: Issue, max_total_chars: int) -> Issue:
    """Return the issue with at most so many characters of text, and what was cut in `left_out`.

    What matters most is kept first: summary, criteria, description, the user's context, further fields, existing tests,
    attachments in their order. Criteria and existing tests stay whole or go. The key, the type and the ids of
    criteria and tests are not counted.

    Args:
        issue: as it was read.
        max_total_chars: from 0.
    """
    room = _Room(max_total_chars)
    summary = room.text("summary", issue.summary)
    criteria = room.whole("criteria", issue.criteria, [len(each.text) for each in issue.criteria])
    description = room.text("description", issue.description)
    context = None if issue.context is None else room.text("context", issue.context) or None
    texts = [room.text(each.id, each.text, beside=len(each.name)) for each in issue.fields]
    fields = tuple(replace(each, text=text) for each, text in zip(issue.fields, texts, strict=True) if text)
    existing = room.whole("existing tests", issue.existing, [_length(each) for each in issue.existing])
    attachments = tuple(room.attachments(issue.attachments))
    return replace(
        issue,
        summary=summary,
        criteria=criteria,
        description=description,
        context=context,
        fields=fields,
        existing=existing,
        attachments=attachments,
        left_out=(*issue.left_out, *room.notes),
    )


def wider(options: IntakeOptions) -> IntakeOptions:
    """Return larger limits to read with, so that what is masked stands in the text whole."""
    limits = {name: getattr(options, name) for name in _LIMITS}
    return options.model_copy(update={name: limit + _BESIDE if limit else 0 for name, limit in limits.items()})


def whole_words(issue: Issue, read: IntakeOptions) -> Issue:
    """Return the issue without the last word of what was cut on reading: half a word has no form to be masked by.

    Args:
        issue: read with the limits of `read`, not yet masked.
        read: from `wider`.
    """
    full = sum(len(each.text) for each in issue.criteria) >= MAX_ALL_CHARS
    last = len(issue.criteria) - 1
    return replace(
        issue,
        summary=_whole(issue.summary, MAX_WHOLE_SUMMARY_CHARS),
        criteria=tuple(
            replace(each, text=_whole(each.text, 0 if full and place == last else MAX_CRITERION_CHARS))
            for place, each in enumerate(issue.criteria)
        ),
        description=_whole(issue.description, read.max_description_chars),
        context=issue.context and _whole(issue.context, read.max_context_chars),
        fields=tuple(replace(each, text=_whole(each.text, MAX_FIELD_CHARS)) for each in issue.fields),
        existing=tuple(replace(each, title=_whole(each.title, MAX_TITLE_CHARS)) for each in issue.existing),
        attachments=tuple(
            replace(
                each,
                name=_whole(each.name, MAX_NAME_CHARS) or "unnamed",
                text=each.text and _whole(each.text, read.max_attachment_chars),
            )
            for each in issue.attachments
        ),
    )


def cut_parts(issue: Issue, options: IntakeOptions) -> Issue:
    """Return the issue with each part cut to its own limit, after it was masked."""
    notes: list[str] = []

    def shorten(part: str, text: str, limit: int) -> str:
        kept, told = _cut(text, limit)
        notes.extend(f"{part}: {note}" for note in told)
        return kept

    summary = shorten("summary", issue.summary, MAX_SUMMARY_CHARS)
    description = shorten("description", issue.description, options.max_description_chars)
    context = issue.context and shorten("context", issue.context, options.max_context_chars)
    return replace(
        issue,
        summary=summary,
        description=description,
        context=context or None,
        attachments=tuple(_shortened(each, options.max_attachment_chars) for each in issue.attachments),
        left_out=(*issue.left_out, *notes),
    )


def _cut(text: str, limit: int) -> tuple[str, tuple[str, ...]]:
    """Cut a text, and no number in two: the first half of `Person 12` would name somebody else."""
    kept, told = cut(text, limit)
    halved = told and text.startswith(kept) and text[len(kept) : len(kept) + 1].isdigit()
    return (kept.rstrip("0123456789"), told) if halved else (kept, told)


def _whole(text: str, limit: int) -> str:
    if len(text) < limit:
        return text
    head = text.rstrip()
    return head[: max(head.rfind(" "), head.rfind("\n"), 0)].rstrip()


def _shortened(file: Attachment, limit: int) -> Attachment:
    if file.text is None:
        return file
    text, told = _cut(file.text, limit)
    return replace(file, text=text, note=told[0] if told else file.note)


def _length(test: ExistingTest) -> int:
    return len(test.title) + sum(len(step) for step in test.steps)


class _Room:
    """The characters that are left, and what did not fit."""

    def __init__(self, chars: int) -> None:
        self._limit = self._left = chars
        self.notes: list[str] = []

    def text(self, part: str, text: str, *, beside: int = 0) -> str:
        """Return as much of a text as fits, "" where not even what stands beside it does."""
        kept, told = _cut(text, max(0, self._left - beside))
        self.notes += [f"{part}: {note}, {self._reason()}" for note in told]
        self._left -= len(kept) + beside if kept else 0
        return kept

    def whole(self, part: str, items: Sequence[_Item], lengths: Iterable[int]) -> tuple[_Item, ...]:
        """Return the first items that fit."""
        kept = 0
        for length in lengths:
            if length > self._left:
                self.notes.append(f"{part}: {len(items) - kept} of {len(items)} not sent, {self._reason()}")
                break
            self._left -= length
            kept += 1
        return tuple(items[:kept])

    def attachments(self, files: Sequence[Attachment]) -> list[Attachment]:
        """Return the files with the text that fits; one whose name does not fit is left out."""
        kept: list[Attachment] = []
        whole = 0
        for file in files:
            if len(file.name) > self._left:
                continue
            self._left -= len(file.name)
            text, told = _cut(file.text or "", self._left)
            self._left -= len(text)
            note = f"{told[0]}, {self._reason()}" if told else file.note
            kept.append(replace(file, text=text or (None if told else file.text), note=note))
            whole += kept[-1] == file
        if whole < len(files):
            changed = len(files) - whole
            self.notes.append(f"attachments: {changed} of {len(files)} cut or not sent, {self._reason()}")
        return kept

    def _reason(self) -> str:
        return f"over the limit of {self._limit:,} characters in all"
