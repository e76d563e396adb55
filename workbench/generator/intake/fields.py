"""Which parts of an issue a config lets out, and the text of further fields."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

from workbench.generator.intake.adf import to_text
from workbench.generator.intake.blocks import clean, cut
from workbench.generator.intake.media_types import media_type
from workbench.generator.records import IntakeOptions, IssueField

MAX_FIELD_CHARS: Final = 8_000
PARTS: Final = ("summary", "description", "criteria", "context", "attachments")
"""What is sent where a config names no fields; each is a part of the issue of its own."""

_OF_PEOPLE: Final = frozenset({"accountId", "accountType", "displayName", "emailAddress", "avatarUrls"})
_LABELS: Final = ("name", "value")
_MAX_VALUES: Final = 200


def allowed(options: IntakeOptions, part: str) -> bool:
    """Tell whether a part of the issue (`PARTS`) may be sent."""
    return options.fields is None or part in options.fields


def file_allowed(options: IntakeOptions, name: str, data: bytes | None) -> bool:
    """Tell whether an attached file may be read and sent.

    Args:
        options: the patterns; case does not matter.
        name: the file's name; patterns without a slash are matched with it.
        data: the file; patterns with a slash are matched with the media type of its bytes. None matches none of them.
    """
    if not allowed(options, "attachments"):
        return False
    if options.attachments is None:
        return True
    kind = "" if data is None else media_type(data)
    return any(
        fnmatchcase(kind if "/" in pattern else name.casefold(), pattern.casefold()) for pattern in options.attachments
    )


def further_fields(
    fields: Mapping[str, Any], names: Mapping[str, Any], options: IntakeOptions
) -> tuple[tuple[IssueField, ...], tuple[str, ...]]:
    """Return the further fields that a config names, in its order, and what was cut; empty ones are left out."""
    found: list[IssueField] = []
    notes: list[str] = []
    for name in dict.fromkeys(options.fields or ()):
        if name in PARTS or name == options.criteria_field:
            continue
        text, told = cut("\n".join(_texts(fields.get(name))).strip(), MAX_FIELD_CHARS)
        if text:
            shown = names.get(name)
            label = " ".join(clean(shown[:200]).split()) if isinstance(shown, str) else ""
            found.append(IssueField(id=name, name=label or name, text=text))
            notes += [f"{name}: {note}" for note in told]
    return tuple(found), tuple(notes)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a field's value: a person has none, a comment its body, an option its name."""
    if isinstance(value, list):
        for each in value[:_MAX_VALUES]:
            yield from _texts(each) if not isinstance(each, list) else ()
    elif isinstance(value, dict):
        yield from () if _is_person(value) else _of_object(value)
    elif value is not None and not isinstance(value, bool):
        yield to_text(value, max_chars=MAX_FIELD_CHARS + 1).text


def _is_person(value: dict[str, Any]) -> bool:
    return not _OF_PEOPLE.isdisjoint(value)


def _of_object(value: dict[str, Any]) -> Iterator[str]:
    if isinstance(value.get("comments"), list):
        for comment in value["comments"][:_MAX_VALUES]:
            body = comment.get("body") if isinstance(comment, dict) else None
            yield to_text(body, max_chars=MAX_FIELD_CHARS + 1).text
    elif value.get("type") == "doc" or "content" in value:
        yield to_text(value, max_chars=MAX_FIELD_CHARS + 1).text
    else:
        second = value.get("child")  # of a cascading select, which has two levels
        yield _label(value)
        yield _label(second) if isinstance(second, dict) and not _is_person(second) else ""


def _label(value: dict[str, Any]) -> str:
    label = next((value[each] for each in _LABELS if isinstance(value.get(each), str)), "")
    return " ".join(clean(label[:MAX_FIELD_CHARS]).split())
