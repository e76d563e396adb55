"""What a person has signed off, on its way into a dataset."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.importing.signoffs import Origin, SignOff
from workbench.core.records import Gold

UNWRITTEN: Final = "0" * 64
"""Stands as `files` in a sign-off until its files are written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedFixture:
    """A fixture that may be written.

    Attributes:
        sign_off: what was signed; its `files` is filled in by whoever writes, as `UNWRITTEN` says.
        document: the anonymised issue, in Jira's REST v3 form; its key is the sign-off's.
        attached: the anonymised text of each attached file, by its new name.
        gold: the first draft; where the fixture has gold already, that one stays.
        earlier: the sign-off of that key that the review started from; None for a new fixture. Where another one
            stands there by now, nothing is written.
    """

    sign_off: SignOff
    document: Mapping[str, Any] = field(repr=False)
    attached: Mapping[str, str] = field(repr=False)
    gold: Gold = field(repr=False)
    earlier: SignOff | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCard:
    """What a dataset's card says that a fixture does not; used where there is no card yet.

    Attributes:
        salt: of the dataset's marks, 16 random bytes; a card without one gets this one. Empty where no marks are made:
            then no card gets one.
        how: how the issues were anonymised.
        version: of the detectors.
        note: what to know of the gold.
        reviewers: who signed.
    """

    name: str
    description: str
    origin: Origin
    licence: str
    salt: bytes = field(repr=False)
    how: str
    version: str
    note: str | None = None
    reviewers: tuple[str, ...] = ()


def as_text_files(document: Mapping[str, Any], attached: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the issue and its files' texts under names that end in `.txt`: text is kept, never the file.

    Jira's list of attachments is kept in step, so that intake finds each text at its place.
    """
    names = _named(attached)
    fields = document["fields"]
    listed = fields.get("attachment")
    if not names or not isinstance(listed, list):
        return dict(document), {names[name]: text for name, text in attached.items()}
    entries = [_as_text(entry, names, attached) for entry in listed]
    return (
        {**document, "fields": {**fields, "attachment": entries}},
        {names[name]: text for name, text in attached.items()},
    )


def _named(attached: Iterable[str]) -> dict[str, str]:
    """Return each file's name as that of a text; no two are the same."""
    names: dict[str, str] = {}
    for name in attached:
        stem = name[:-4] if name.casefold().endswith(".txt") else name
        tries = (f"{stem}.txt", *(f"{stem}-{number}.txt" for number in range(2, len(names) + 3)))
        names[name] = next(
            each for each in tries if each.casefold() not in {given.casefold() for given in names.values()}
        )
    return names


def _as_text(entry: Any, names: Mapping[str, str], attached: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON
    name = entry.get("filename") if isinstance(entry, dict) else None
    if not isinstance(name, str) or name not in names:
        return entry
    size = len(attached[name].encode("utf-8", "replace"))
    return {**entry, "filename": names[name], "mimeType": "text/plain", "size": size}
