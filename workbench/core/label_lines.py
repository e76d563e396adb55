"""Labels as lines of JSON, and back: the documented file form (docs/labels.md)."""

import json
from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from workbench.core.errors import LabelError
from workbench.core.labels import Label
from workbench.generator.prompt.file import first_fault


def read_lines(content: bytes, where: str) -> list[Label]:
    """Return the labels of a file's content, one a line; empty lines are passed over.

    Raises:
        LabelError: it is no UTF-8, or a line is no label; says which line of `where`, and never what it holds.
    """
    labels = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            labels.append(_label(line, f"line {number} of {where}"))
    return labels


def _label(line: bytes, where: str) -> Label:
    try:
        return Label.model_validate(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise LabelError(f"bad {where}: not UTF-8") from None
    except ValidationError as error:
        raise LabelError(f"bad {where}: {first_fault(error)}") from None
    except (RecursionError, ValueError):
        raise LabelError(f"bad {where}: no JSON") from None


def as_lines(labels: Iterable[Label]) -> str:
    """Return labels as lines of JSON that `read_lines` takes; what is not set is left out."""
    return "".join(label.model_dump_json(by_alias=True, exclude_none=True) + "\n" for label in labels)


def check_order(labels: Sequence[Label], stored: Sequence[Label]) -> None:
    """Check that no label says something else than a stored or earlier one of the same id and revision.

    Raises:
        LabelError: one does, or a later revision is about something else or by somebody else.
    """
    known = {(label.id, label.revision): label for label in stored}
    places = {label.id: (label.unit, label.rater, label.rater_kind) for label in stored}
    for label in labels:
        there = known.setdefault((label.id, label.revision), label)
        place = places.setdefault(label.id, (label.unit, label.rater, label.rater_kind))
        if place != (label.unit, label.rater, label.rater_kind):
            raise LabelError(
                f"label {label.id!r}: its revisions differ in what is rated or by whom; give it its own id"
            )
        if there.says != label.says:
            raise LabelError(
                f"label {label.id!r}: revision {label.revision} is known with another value or note; "
                "a correction is a new line with the next revision"
            )
