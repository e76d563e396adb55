"""E-mail addresses and account ids in text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

# RFC 5321 allows 64 and 255 characters; quoted local parts are not looked for.
_EMAIL: Final = re.compile(
    r"(?<![\w.%+-])[\w%+-]{1,64}(?:\.[\w%+-]{1,64}){0,8}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_IN_ADDRESS: Final = re.compile(r"://[^\s/@]{0,200}:$")  # what follows is a password, not a mailbox
_NO_PERSON: Final = frozenset({"git", "hg", "svn"})
_ACCOUNT: Final = re.compile(
    r"(?i:\baccount[ _-]?id|/people/|/profile/|\buser[ _-]?id)[\"'\s:=/]{0,4}"
    r"(?P<id>[0-9a-f]{24}|[\w-]{0,12}:[\w-]{20,80}(?::[\w-]{20,80})?)"
)


def emails(text: str, known: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield where addresses stand, those that are known in any case of letters; `git@host` is no person."""
    for match in _EMAIL.finditer(text):
        before = text[max(0, match.start() - 200) : match.start()]
        if match[0].partition("@")[0] not in _NO_PERSON and not _IN_ADDRESS.search(before):
            yield match.span()
    yield from _standing(text, known)


def account_ids(text: str, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the known ids stand, and what follows a word for an account id and has an id's form."""
    for match in _ACCOUNT.finditer(text):
        yield match.span("id")
    yield from _standing(text, known)


def _standing(text: str, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where known values stand as words of their own: `here` is not found in `where`."""
    lowered = text.casefold()
    for each in known:
        if each.casefold() in lowered:
            for match in re.finditer(rf"(?<![^\W_]){re.escape(each)}(?![^\W_])", text, re.IGNORECASE):
                yield match.span()
