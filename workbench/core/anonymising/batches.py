"""Many short texts as few long ones, for detectors that take their time over each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.core.anonymising.records import Found

_BETWEEN: Final = "\n\n"  # ends a sentence for every detector
_MOST_CHARS: Final = 2_000  # what the model reads whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Texts in one, and where each of them starts in it.

    Attributes:
        place: stands for the batch; it is no place of a text.
        text: all of them.
        starts: (start, end, place) of each.
    """

    place: str
    text: str
    starts: tuple[tuple[int, int, str], ...]


def batched(texts: Mapping[str, str], place: str) -> Iterator[Batch]:
    """Yield the texts in batches of about 2,000 characters, named by `place` and a number."""
    parts: list[tuple[int, int, str]] = []
    text, number = "", 0
    for name, each in texts.items():
        if parts and len(text) + len(each) > _MOST_CHARS:
            yield Batch(place=f"{place}#{number}", text=text, starts=tuple(parts))
            parts, text, number = [], "", number + 1
        start = len(text) + (len(_BETWEEN) if parts else 0)
        text = f"{text}{_BETWEEN if parts else ''}{each}"
        parts.append((start, start + len(each), name))
    if parts:
        yield Batch(place=f"{place}#{number}", text=text, starts=tuple(parts))


def unbatched(found: Sequence[Found], batches: Sequence[Batch]) -> Iterator[Found]:
    """Yield what was found at the places of the texts; a span over several is cut at their ends."""
    by_place = {each.place: each for each in batches}
    for each in found:
        batch = by_place.get(each.place)
        if batch is None:
            yield each
            continue
        for start, end, place in batch.starts:
            first, last = max(each.span.start, start), min(each.span.end, end)
            if first < last:
                yield Found(place=place, span=replace(each.span, start=first - start, end=last - start))
