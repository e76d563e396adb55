"""Which of Jira's fields a config needs."""

from collections.abc import Sequence
from typing import Final

from workbench.generator.intake.fields import PARTS, allowed
from workbench.generator.intake.jira_client.port import FieldName
from workbench.generator.intake.phrases import ACCEPTANCE_FIELD, DONE
from workbench.generator.records import IntakeOptions

# An issue without a summary is none, whatever may be sent of it.
_ALWAYS: Final = ("summary", "issuetype")
_TEXT: Final = frozenset({None, "string"})
_LINKED: Final = ("subtasks", "issuelinks")
# Only to know whose names to mask.
_PEOPLE: Final = ("reporter", "assignee", "creator", "comment")


def needed_fields(options: IntakeOptions, known: Sequence[FieldName]) -> tuple[str, ...]:
    """Return the ids of the fields that intake reads under these options.

    Criteria stand in the description, if that may be sent, or in a field of any id, which is known by its name.

    Args:
        options: what may be sent.
        known: the site's fields.
    """
    criteria = _criteria(options, known) if allowed(options, "criteria") else []
    description = ["description"] if allowed(options, "description") else []
    files = ["attachment"] if needs_files(options) else []
    further = [each for each in options.fields or () if each not in PARTS]
    linked = _LINKED if options.existing_tests else ()
    people = _PEOPLE if options.mask and set(options.mask) != {"secrets"} else ()
    return tuple(dict.fromkeys((*_ALWAYS, *description, *criteria, *files, *further, *linked, *people)))


def needs_files(options: IntakeOptions) -> bool:
    """Tell whether an attachment may be sent: its text, or a picture."""
    pictures = options.images == "send" and not options.mask  # a picture cannot be masked
    return (options.max_attachment_chars > 0 or pictures) and allowed(options, "attachments")


def _criteria(options: IntakeOptions, known: Sequence[FieldName]) -> list[str]:
    own = [options.criteria_field] if options.criteria_field else []
    return own + [
        each.id
        for each in known
        if each.type in _TEXT and (ACCEPTANCE_FIELD.search(each.name) or DONE.search(each.name))
    ]
