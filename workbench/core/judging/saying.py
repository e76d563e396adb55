"""An answer as the one JSON object in it, and whether a quote stands where it is said to stand."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from workbench.core.judging.disguises import visible
from workbench.core.text.words import words
from workbench.generator.output.unwrap import plain, without_fences
from workbench.generator.records import Completion

_MAX_CHARS: Final = 200_000
_MAX_TRIES: Final = 50
_QUOTE_MARKS: Final = re.compile("[\"'`´‘’‚‛“”„‟«»‹›\\\\]")
_DASHES: Final = re.compile("[‐‑‒–—―−]")


def object_in(completion: Completion) -> dict[str, Any] | None:
    """Return the one JSON object of an answer; None where there is none, or several, or it was cut or refused.

    A code fence, thoughts and words around it do no harm. A key that stands there twice does.
    """
    text = plain(completion.text)
    if completion.finish != "stop" or len(text) > _MAX_CHARS:
        return None
    found = list(_objects(without_fences(text)))
    return found[0] if len(found) == 1 else None


def normal(text: str) -> str:
    """Return a text as quotes are compared: NFKC, one case, single blanks, no quotation marks, plain dashes."""
    bare = _DASHES.sub("-", _QUOTE_MARKS.sub("", visible(text)))
    return " ".join(bare.casefold().split()).strip(" .…")


def stands_in(quote: str, text: str, *, words_at_least: int) -> bool:
    """Return whether a quote is the whole of a text, or so many whole words of it. Both are normal."""
    if not quote:
        return False
    if quote == text:
        return True
    found = re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text)
    return found is not None and len(words(quote)) >= words_at_least


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    start = text.find("{")
    for _ in range(_MAX_TRIES):
        if start < 0:
            return
        try:
            found, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
            continue
        yield found
        start = text.find("{", end)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found
