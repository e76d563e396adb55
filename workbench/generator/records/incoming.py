"""What comes in: a Jira issue as prompts see it."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One acceptance criterion: its id in this issue (`AC-1`, counted from 1) and its text."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture as it is sent: PNG, JPEG, GIF or WebP without what stands beside the picture in its file.

    Attributes:
        name: of the attached file, on one line.
        media_type: as `image/png`.
        data: the file; never in a journal, a log or a key.
        sha256: 64 hex digits of `data`; stands for it in keys.
    """

    name: str
    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/webp"]
    data: bytes = field(repr=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """An attached file, as text or as a picture. Where both are None it was left out, and `note` says why."""

    name: str
    text: str | None
    note: str | None = None
    image: Image | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueField:
    """A further field of the issue that the config lets out: its id and name in Jira, and its text."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingTest:
    """A test that exists for the issue already. `key` is None where it has none; `steps` are plain text."""

    key: str | None
    title: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """What a placeholder in the issue stands for. `value` is None where it is never put back: a secret, an id."""

    placeholder: str
    value: str | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A Jira issue as the prompt sees it: plain text, no account ids.

    Attributes:
        key: Jira's key, e.g. `SHOP-12`.
        type: the issue type's name, e.g. `Story`; "" where Jira names none.
        summary: one line.
        description: Markdown-like plain text; "" where there is none.
        criteria: the acceptance criteria in their order.
        context: what the user added by hand, or None.
        attachments: the attached files in Jira's order, then those handed in.
        left_out: what intake cut or skipped, a short sentence each.
        fields: further fields that the config names, in its order.
        existing: tests that exist for the issue already.
        hidden: what the placeholders in the texts stand for; no template ever sees it.
    """

    key: str
    type: str
    summary: str
    description: str
    criteria: tuple[Criterion, ...] = ()
    context: str | None = None
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()
    fields: tuple[IssueField, ...] = ()
    existing: tuple[ExistingTest, ...] = ()
    hidden: tuple[Hidden, ...] = field(default=(), repr=False)
