"""New texts, with what was done to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.anonymising.records import Flag, Found, Replacement, Span
from workbench.core.anonymising.settling import settle

Surrogate = Callable[[Span, str], str]
"""What stands for a span's value; the same as the value where nothing is to change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Replaced:
    """Texts without what was sure.

    Attributes:
        texts: by place, in the order they came.
        replacements: what gave way, by place and start.
        flags: what was only suspected, by place and start.
    """

    texts: Mapping[str, str]
    replacements: tuple[Replacement, ...]
    flags: tuple[Flag, ...]


def replace(texts: Mapping[str, str], found: Sequence[Found], *, surrogate: Surrogate) -> Replaced:
    """Return the texts with surrogates where sure spans stood.

    Args:
        texts: by place.
        found: spans of these texts; they may overlap.
        surrogate: asked once for each span, in reading order.
    """
    by_place: dict[str, list[Span]] = defaultdict(list)
    for each in settle(texts, found):
        by_place[each.place].append(each.span)
    new: dict[str, str] = {}
    replacements: list[Replacement] = []
    flags: list[Flag] = []
    for place, text in texts.items():
        new[place] = _rewritten(place, text, by_place.get(place, ()), surrogate, replacements, flags)
    return Replaced(texts=new, replacements=tuple(replacements), flags=tuple(flags))


def _rewritten(
    place: str,
    text: str,
    spans: Sequence[Span],
    surrogate: Surrogate,
    replacements: list[Replacement],
    flags: list[Flag],
) -> str:
    pieces: list[str] = []
    read = written = 0
    for span in spans:
        value = text[span.start : span.end]
        pieces.append(text[read : span.start])
        written += span.start - read
        read = span.end
        put = value if span.tier == "suspected" else surrogate(span, value)
        at = {"place": place, "start": span.start, "end": span.end, "new_start": written, "new_end": written + len(put)}
        if span.tier == "suspected":
            flags.append(Flag(**at, kind=span.kind, detector=span.detector))  # type: ignore[arg-type]
        elif put != value:
            replacements.append(Replacement(**at, kind=span.kind, detector=span.detector, surrogate=put))  # type: ignore[arg-type]
        pieces.append(put)
        written += len(put)
    return "".join([*pieces, text[read:]])
