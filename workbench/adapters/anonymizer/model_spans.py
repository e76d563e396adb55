"""What the model's labels are worth: whole words, no code, no words of the trade."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from workbench.adapters.anonymizer.model import UNREAD, Labelled
from workbench.adapters.anonymizer.name_pattern import is_code
from workbench.adapters.anonymizer.vocabulary import NO_NAME
from workbench.core.anonymising.name_forms import PARTICLES
from workbench.core.anonymising.records import Kind, Span, Tier

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_PERSON: Final = frozenset({"GIVEN_NAME", "SURNAME"})
_STREET: Final = frozenset({"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "ZIP_CODE", "STATE", "CITY"})
_OTHER: Final[dict[str, Kind]] = {
    "PHONE": "phone", "TAX_ID": "national_id", "GOVERNMENT_ID": "national_id", "PASSPORT": "national_id",
    "DRIVERS_LICENSE": "national_id", "BANK_ACCOUNT": "iban", "ROUTING_NUMBER": "iban",
}  # fmt: skip
_VERSION: Final = re.compile(r"[ ]v?\d+(?:\.\d+)+")
_SURE: Final = 0.6
_SURE_ALONE: Final = 0.9
_LIKELY: Final = 0.6


class _Word(NamedTuple):
    start: int
    end: int
    label: str
    likely: float


def model_spans(
    text: str, labelled: Sequence[Labelled], is_common: Callable[[str], bool], is_likely: Callable[[str], bool]
) -> Iterator[Span]:
    """Yield people, towns and addresses; what is no more than likely, or stands in code, is suspected or left out."""
    for piece in labelled:
        if piece.label == UNREAD:
            yield Span(
                start=piece.start, end=piece.end, kind="person", detector="model:unread from here", tier="suspected"
            )
    words = list(_words(text, [piece for piece in labelled if piece.label != UNREAD]))
    yield from _people(text, words, is_common, is_likely)
    yield from _addresses(text, words)
    for word in words:
        kind = _OTHER.get(word.label)
        if kind is not None and sum(sign.isdigit() for sign in text[word.start : word.end]) >= 5 and word.likely >= 0.5:
            yield Span(start=word.start, end=word.end, kind=kind, detector="model", tier="suspected")


def _words(text: str, labelled: Sequence[Labelled]) -> Iterator[_Word]:
    """Yield whole words with the label that most of their signs have."""
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(labelled) and labelled[at].end <= start:
            at += 1
        shares: dict[str, float] = {}
        number = at
        while number < len(labelled) and labelled[number].start < end:
            piece = labelled[number]
            label = "NAME" if piece.label in _PERSON else piece.label
            shares[label] = shares.get(label, 0.0) + piece.likely * (piece.end - piece.start)
            number += 1
        if shares:
            label = max(shares, key=lambda each: shares[each])
            yield _Word(start, end, label, min(1.0, shares[label] / (end - start)))


# People ------------------------------------------------------------------------------------------


def _people(
    text: str, words: Sequence[_Word], is_common: Callable[[str], bool], is_likely: Callable[[str], bool]
) -> Iterator[Span]:
    group: list[_Word] = []
    for word in words:
        if word.label != "NAME" or word.likely < 0.3:
            continue
        if group and not _joins(text[group[-1].end : word.start]):
            yield from _person(text, group, is_common, is_likely)
            group = []
        group.append(word)
    yield from _person(text, group, is_common, is_likely)


def _joins(between: str) -> bool:
    """Names stand one behind the other, with an initial's dot, a comma or particles between."""
    bare = between.replace(".", " ").replace(",", " ", 1).strip(" '’")
    return "\n" not in between and len(between) < 14 and all(each.casefold() in PARTICLES for each in bare.split())


def _person(
    text: str, group: Sequence[_Word], is_common: Callable[[str], bool], is_likely: Callable[[str], bool]
) -> Iterator[Span]:
    kept = [word for word in group if _may_be_name(text, word)]
    if not kept:
        return
    start, end = kept[0].start, kept[-1].end
    capital = all(text[word.start].isupper() or not text[word.start].isascii() for word in kept)
    likely = sum(word.likely for word in kept) / len(kept)
    common = all(is_common(text[word.start : word.end].casefold()) for word in kept)
    if all(is_likely(text[word.start : word.end]) for word in kept):
        common, least = False, _LIKELY
    else:
        least = _SURE if len(kept) > 1 else _SURE_ALONE + (0.06 if common and _starts_sentence(text, start) else 0.0)
    tier: Tier = "sure" if capital and likely >= least and len(kept) == len(group) else "suspected"
    if tier == "sure" or likely >= 0.5:
        yield Span(start=start, end=end, kind="person", detector="model", tier=tier)


def _may_be_name(text: str, word: _Word) -> bool:
    value = text[word.start : word.end]
    if value.casefold() in NO_NAME or is_code(text, word.start, word.end) or value.isdigit():
        return False
    if value.isupper() and len(value) <= 5 and len(value) > 1:
        return False
    return _VERSION.match(text, word.end) is None


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" *_#>-\"'")
    return not before or before[-1] in ".!?:\n|"


# Addresses ---------------------------------------------------------------------------------------


def _addresses(text: str, words: Sequence[_Word]) -> Iterator[Span]:
    group: list[_Word] = []
    for word in words:
        if word.label not in _STREET or word.likely < 0.4:
            continue
        if group and (word.start - group[-1].end > 4 or _WORD.search(text, group[-1].end, word.start)):
            yield from _address(text, group)
            group = []
        group.append(word)
    yield from _address(text, group)


def _address(text: str, group: Sequence[_Word]) -> Iterator[Span]:
    if not group:
        return
    labels = {word.label for word in group}
    start, end = group[0].start, group[-1].end
    likely = sum(word.likely for word in group) / len(group)
    if "STREET_NAME" in labels and labels & {"BUILDING_NUMBER", "ZIP_CODE", "CITY"} and likely > _SURE:
        yield Span(start=start, end=end, kind="address", detector="model")
    elif {"ZIP_CODE", "CITY"} <= labels and likely > _SURE:
        yield Span(start=start, end=end, kind="address", detector="model", tier="suspected")
    elif labels == {"CITY"} and likely > 0.8:
        value = text[start:end]
        if (
            value[:1].isupper()
            and value.casefold() not in NO_NAME
            and not is_code(text, start, end)
            and not value.isupper()
        ):
            yield Span(start=start, end=end, kind="city", detector="model", tier="suspected")
