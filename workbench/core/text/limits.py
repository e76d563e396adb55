"""The numeric limits that a text states, as `at least 8 characters`, and which values lie at them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal

from workbench.core.text.quantities import LEAP_YEAR, Quantity, quantities
from workbench.core.text.words import base

Side = Literal["at", "at_or_above", "at_or_below", "above", "below"]
Place = Literal["below", "at", "above"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A number that something turns on, and the side of it that the text speaks of."""

    quantity: Quantity
    side: Side


# What stands before the number, and what stands after it (and its noun); the longest match decides.
_BEFORE: Final[dict[str, dict[Side, str]]] = {
    "en": {
        "at": "exactly|precisely|equal to",
        "at_or_above": "at least|a minimum of|minimum of|minimum|min.?|no less than|not less than|no fewer than"
        "|not fewer than|no earlier than|not earlier than|not before|not under|not below|from|starting at",
        "at_or_below": "at most|a maximum of|maximum of|maximum|max.?|up to|up to and including|no more than"
        "|not more than|no later than|not later than|not over|not above|within|until|till|by|not exceeding"
        "|must not exceed|cannot exceed|may not exceed|limited to|fewer than or equal to|less than or equal to",
        "above": "more than|greater than|larger than|longer than|older than|higher than|bigger than|heavier than"
        "|later than|over|above|exceeds|exceeding|exceed|beyond|worth more than",
        "below": "less than|fewer than|smaller than|shorter than|younger than|lower than|earlier than|under|below"
        "|before|just under",
    },
    "de": {
        "at": "genau|exakt|gleich",
        "at_or_above": "mindestens|wenigstens|minimal|ab|nicht weniger als|frühestens|nicht unter",
        "at_or_below": "höchstens|maximal|bis zu|bis einschließlich|bis|nicht mehr als|spätestens|innerhalb von"
        "|innerhalb|binnen|nicht über|max.?",
        "above": "mehr als|größer als|länger als|älter als|höher als|schwerer als|später als|über",
        "below": "weniger als|kleiner als|kürzer als|jünger als|niedriger als|früher als|unter|vor",
    },
    "fr": {
        "at": "exactement|précisément|pile",
        "at_or_above": "au moins|au minimum|minimum|à partir de|à partir du|dès|pas moins de|au plus tôt",
        "at_or_below": "au plus|au maximum|maximum|jusqu['’]à|pas plus de|au plus tard|dans les|en moins de|max.?",
        "above": "plus de|supérieure? à|supérieures? à|plus grand que|dépasse|au-delà de|au-dessus de",
        "below": "moins de|inférieure? à|inférieures? à|plus petit que|avant|en dessous de|au-dessous de",
    },
    "es": {
        "at": "exactamente|justo",
        "at_or_above": "al menos|como mínimo|mínimo|a partir de|desde|no menos de|por lo menos",
        "at_or_below": "como máximo|máximo|hasta|no más de|a más tardar|dentro de|en un plazo de|máx.?",
        "above": "más de|mayor que|mayor de|superior a|supera|por encima de",
        "below": "menos de|menor que|menor de|inferior a|antes de|por debajo de",
    },
    "nl": {
        "at": "precies|exact",
        "at_or_above": "minstens|ten minste|tenminste|minimaal|vanaf|niet minder dan|op zijn vroegst",
        "at_or_below": "hoogstens|ten hoogste|maximaal|tot en met|tot|niet meer dan|uiterlijk|binnen|max.?",
        "above": "meer dan|groter dan|langer dan|ouder dan|hoger dan|boven",
        "below": "minder dan|kleiner dan|korter dan|jonger dan|lager dan|onder|vóór|voor",
    },
    "pt": {
        "at": "exatamente|precisamente",
        "at_or_above": "pelo menos|no mínimo|ao menos|mínimo de|a partir de|a partir das|não menos de|desde",
        "at_or_below": "no máximo|máximo de|até as|até às|até|não mais de|não mais que|dentro de|em até|máx.?",
        "above": "mais de|mais que|maior que|maior do que|superior a|acima de|excede",
        "below": "menos de|menos que|menor que|menor do que|inferior a|abaixo de|antes das|antes de",
    },
}
_AFTER: Final[dict[str, dict[Side, str]]] = {
    "en": {
        "at_or_above": "or more|or above|or longer|or older|or later|or higher|or over|and above|and more|and over"
        "|minimum|at least|plus",
        "at_or_below": "or less|or fewer|or below|or under|or earlier|or younger|or shorter|and below|maximum|at most"
        "|at the latest|included",
    },
    "de": {
        "at_or_above": "oder mehr|oder älter|oder länger|oder darüber|oder später|und mehr|und älter",
        "at_or_below": "oder weniger|oder darunter|oder jünger|oder früher|oder kürzer|einschließlich|inklusive",
    },
    "fr": {"at": "pile", "at_or_above": "ou plus|et plus|au moins", "at_or_below": "ou moins|au plus|au maximum"},
    "es": {"at_or_above": "o más|y más|como mínimo", "at_or_below": "o menos|como máximo"},
    "nl": {"at_or_above": "of meer|of ouder|of langer|en ouder", "at_or_below": "of minder|of jonger|of korter"},
    "pt": {"at_or_above": "ou mais|e mais|no mínimo", "at_or_below": "ou menos|no máximo"},
}
_SIGNS: Final[dict[str, Side]] = {
    "<=": "at_or_below", "≤": "at_or_below", ">=": "at_or_above", "≥": "at_or_above", "<": "below", ">": "above",
}  # fmt: skip
_SPANS: Final[dict[str, str]] = {
    "en": r"(?:(?P<open>between|from)\s)?X(?(open)\s(?:and|to|through)|(?:\sto|\s?[-–]))\s?Y",
    "de": r"(?:(?P<open>zwischen|von)\s)?X(?(open)\s(?:und|bis(?:\szu)?)|(?:\sbis(?:\szu)?|\s?[-–]))\s?Y",
    "fr": r"(?:(?P<open>entre|de)\s)?X(?(open)\s(?:et|à)|(?:\sà|\s?[-–]))\s?Y",
    "es": r"(?:(?P<open>entre|de|desde)\s)?X(?(open)\s(?:y|a|hasta)|(?:\sa|\s?[-–]))\s?Y",
    "nl": r"(?:(?P<open>tussen|van)\s)?X(?(open)\s(?:en|tot(?:\sen\smet)?)|(?:\stot(?:\sen\smet)?|\s?[-–]))\s?Y",
    "pt": r"(?:(?P<open>entre|de)\s)?X(?(open)\s(?:e|a|até)|(?:\sa|\s?[-–]))\s?Y",
}
# `by 3 guests` and `vor 14 Tagen` are no limits, `by 10:00` and `vor 10 Uhr` are.
_TIMELY: Final = frozenset({"by", "before", "vor", "avant", "voor"})
_TIMES: Final = frozenset({"clock", "date", "day of year"})
_SMALL: Final = r"(?:\s(?:the|an?|of|die|der|den|dem|das|um|le|la|les|el|las|los|de|du|as|às|o|um|uma))?"


@lru_cache(maxsize=20_000)
def limits(text: str, language: str) -> tuple[Limit, ...]:
    """Return the quantities of a text that stand with a comparison, in their order; any text is fine.

    Of a range both ends are limits. A language that is not listed is read as English.
    """
    code = base(language) if base(language) in _BEFORE else "en"
    found = quantities(text, language)
    spans = _in_ranges(text, code, found)
    sides = [spans.get(number) or _side(text, each, code) for number, each in enumerate(found)]
    return tuple(Limit(quantity=each, side=side) for each, side in zip(found, sides, strict=True) if side)


def place(limit: Quantity, value: Quantity) -> Place | None:
    """Return where a value lies at a limit: at it, or at most one step below or above it; None where elsewhere.

    A value without a unit is taken in that of the limit. The step is the limit's own as written: a minute at
    30 minutes, 0.01 at 9.50 EUR.
    """
    limit, value = _alike(limit, value)
    if limit.unit != value.unit and None not in (limit.unit, value.unit):
        return None
    bare = value.unit is None or limit.unit is None
    away = (value.written - limit.written) * limit.scale if bare else value.value - limit.value
    if away == 0:
        return "at"
    if abs(away) > limit.step:
        return None
    return "below" if away < 0 else "above"


def places(limit: Quantity, values: Iterable[Quantity], stated: Iterable[Limit] = ()) -> frozenset[Place]:
    """Return the places at a limit that some value takes.

    Args:
        limit: the number that something turns on.
        values: of the tests.
        stated: comparisons in the tests: `less than 24 hours before` is below 24 hours as no number says it.
    """
    found = {where for value in values if (where := place(limit, value))}
    for each in stated:
        if each.side in ("above", "below") and place(limit, each.quantity) == "at":
            found.add("above" if each.side == "above" else "below")
    return frozenset(found)


def meets(limit: Limit, value: Quantity) -> bool:
    """Return whether a value lies on the side of a limit that the text speaks of: 26,000 EUR is above 25,000 EUR."""
    wanted, found = _alike(limit.quantity, value)
    if wanted.unit != found.unit and None not in (wanted.unit, found.unit):
        return False
    bare = wanted.unit is None or found.unit is None
    away = found.written - wanted.written if bare else found.value - wanted.value
    if limit.side in ("above", "below"):
        return away > 0 if limit.side == "above" else away < 0
    return away == 0 or (limit.side == "at_or_above" and away > 0) or (limit.side == "at_or_below" and away < 0)


def _alike(limit: Quantity, value: Quantity) -> tuple[Quantity, Quantity]:
    """Two dates without their years where one of them has none."""
    if {limit.unit, value.unit} == {"date", "day of year"}:
        return _yearless(limit), _yearless(value)
    return limit, value


def _yearless(given: Quantity) -> Quantity:
    day = date.fromordinal(int(given.value)).replace(year=LEAP_YEAR)
    return replace(given, value=Decimal(day.toordinal()), unit="day of year")


def _in_ranges(text: str, language: str, found: tuple[Quantity, ...]) -> dict[int, Side]:
    sides: dict[int, Side] = {}
    for number, (low, high) in enumerate(pairwise(found)):
        opening = text[max(0, low.start - 12) : low.start]
        between = f"{opening}X{text[low.end : high.start]}Y"
        alike = low.unit == high.unit or low.unit is None or high.unit is None
        if alike and low.written < high.written and _span(language).search(between):
            sides |= {number: "at_or_above", number + 1: "at_or_below"}
    return sides


def _side(text: str, quantity: Quantity, language: str) -> Side | None:
    before = text[max(0, quantity.start - 40) : quantity.start]
    sign = re.search(r"([<>]=?|[≤≥])\s?$", before)
    if sign:
        return _SIGNS[sign[1]]
    after = _pattern(language, "after").match(text, quantity.end)
    if after:
        return _named(after)
    found = _pattern(language, "before").search(before)
    if not found or text[quantity.start : quantity.end].lower().startswith(("a ", "an ")):
        return None
    timely = found.group().strip().lower() in _TIMELY
    return None if timely and quantity.unit not in _TIMES else _named(found)


def _named(match: re.Match[str]) -> Side:
    sides: tuple[Side, ...] = ("at", "at_or_above", "at_or_below", "above", "below")
    return next(side for side in sides if match.groupdict().get(side))


@cache
def _pattern(language: str, where: Literal["before", "after"]) -> re.Pattern[str]:
    groups = []
    for side, listed in (_BEFORE if where == "before" else _AFTER)[language].items():
        spelled = sorted(listed.split("|"), key=len, reverse=True)
        phrases = "|".join(phrase.replace(" ", r"\s").replace(".?", r"\.?") for phrase in spelled)
        groups.append(f"(?P<{side}>{phrases})")
    every = "|".join(groups)
    pattern = rf"(?<!\w)(?:{every}){_SMALL}\s?$" if where == "before" else rf"[\s,(]{{1,2}}(?:\w+\s)?(?:{every})(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _span(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_SPANS[language]}$", re.IGNORECASE)
