"""What detectors find, and what is done with it."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "person", "username", "email", "phone", "account_id", "iban", "card", "national_id", "customer_no", "birth_date",
    "address", "city", "org", "token", "uuid", "host", "site", "url", "ip", "mac", "path", "issue_key", "file_name",
    "date",
]  # fmt: skip
"""What a span names. `site` is a Jira or Confluence host, `token` any credential, `path` a folder of somebody's."""

Tier = Literal["sure", "suspected"]
"""What is sure is replaced, what is only suspected is shown to the reviewer."""

MOST_CHARS: Final = 400_000
"""A text that is longer is refused, so that none is looked through in part."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A piece of one text.

    Attributes:
        start: of its first character.
        end: behind its last character.
        kind: what it names.
        detector: who found it, as `rule:email`, `roster`, `model`.
        tier: whether it is replaced or flagged.
    """

    start: int
    end: int
    kind: Kind
    detector: str
    tier: Tier = "sure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A span of the text that stands at a place; places are JSON pointers into the issue."""

    place: str
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody whom the issue's own fields name, in every form that they give."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    account_ids: tuple[str, ...] = ()
    usernames: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """One value that gave way. The value itself is not kept here: it stands in the text before.

    Attributes:
        place: of the text, a JSON pointer.
        start: of the value, in the text before.
        end: behind the value, in the text before.
        new_start: of the surrogate, in the text after.
        new_end: behind the surrogate, in the text after.
        kind: what the value named.
        detector: who found it; `field:` and the field's name where no text was searched.
        surrogate: what stands there now.
    """

    place: str
    start: int
    end: int
    new_start: int
    new_end: int
    kind: Kind
    detector: str
    surrogate: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """Something that may name somebody and was left as it is, for the reviewer.

    Attributes:
        place: of the text, a JSON pointer.
        start: in the text before.
        end: in the text before.
        new_start: in the text after.
        new_end: in the text after.
        kind: what it may be.
        detector: who suspects it.
    """

    place: str
    start: int
    end: int
    new_start: int
    new_end: int
    kind: Kind
    detector: str
