"""The numbers of a text with their units: amounts, durations, times of day and dates, as numbers to reckon with.

An identifier is none: `L-2291`, `A-01-3`, `v2.1`, `555-0143`. To compare how numbers are written, see `figures`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from workbench.core.text.units import SIGN, UNIT, unit_of
from workbench.core.text.words import base


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number of a text.

    Attributes:
        value: in the unit; a time of day is in minutes since midnight, a date in days of the calendar, a date without
            a year in those of the year 2024.
        unit: `s`, `month`, `EUR`, `%`, `g`, `mm`, `byte`, `character` ..., `clock`, `date`, `day of year`, or None
            where the text names none.
        start: the position of its first character.
        end: the position after its last one.
        scale: what one of it as written is in the unit: 60 for a minute.
        places: its decimals as written.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    scale: Decimal = Decimal(1)
    places: int = 0

    @property
    def step(self) -> Decimal:
        """The smallest difference that its spelling shows, in the unit: 60 for 5 minutes, 0.01 for 9.50 EUR."""
        return self.scale.scaleb(-self.places)

    @property
    def written(self) -> Decimal:
        """Its number as written: 5 for 5 minutes."""
        return self.value / self.scale


LEAP_YEAR: Final = 2024
"""The year of dates that name none."""

_ONES: Final[dict[str, str]] = {
    "en": "one a an", "de": "ein eine einen einem einer eins", "fr": "un une", "es": "un una uno", "nl": "een één",
    "pt": "um uma",
}  # fmt: skip
_NUMERALS: Final[dict[str, str]] = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pt": "dois|duas três quatro cinco seis sete oito nove dez onze doze",
}
_MONTHS: Final = (
    "jan|ene januar|january|janvier|enero|januari|janeiro",
    "feb|fév|fev februar|february|février|febrero|februari|fevereiro",
    "mar|mär|mrt march|märz|mars|marzo|maart|março",
    "apr|avr|abr april|avril|abril",
    "may|mai|mei|mayo|maio may",
    "jun juni|june|juin|junio|junho",
    "jul juli|july|juillet|julio|julho",
    "aug|ago august|août|agosto|augustus",
    "sep|sept|set september|septembre|septiembre|setembro",
    "oct|okt|out oktober|october|octobre|octubre|outubro",
    "nov november|novembre|noviembre|novembro",
    "dec|dez|déc|dic december|dezember|décembre|diciembre|dezembro",
)
_MONTH: Final = {name: n for n, names in enumerate(_MONTHS, start=1) for name in re.split(r"[| ]", names)}
_NAMES: Final = "|".join(sorted(_MONTH, key=len, reverse=True))
_START: Final = r"(?<![\w.,:/#@+-])(?<!\d[\u202f\u00a0'’])"
_DATE: Final = re.compile(
    rf"{_START}(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)[./](?P<m2>\d\d?)[./](?P<y2>\d{{4}})"
    rf"|(?P<d3>\d\d?)\.?(?:st|nd|rd|th|º)? (?:de )?(?P<n3>{_NAMES})\b\.?(?: de)?(?: (?P<y3>\d{{4}})(?![\w:]))?"
    rf"|(?P<n4>{_NAMES})\.? (?P<d4>\d\d?)(?:st|nd|rd|th)?\b(?:,? (?P<y4>\d{{4}})(?![\w:]))?)(?![\w-])",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?:(?<![\w.,:+-])|(?<=\d\d[-–]))(?:(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap]\.?m\b))?"
    r"|(?P<h2>1?\d)\s?(?P<half2>[ap]\.?m\b)|(?P<h3>[01]?\d|2[0-4])(?:[.:](?P<min3>[0-5]\d))? uhr\b"
    r"|(?<=às )(?P<h4>[01]?\d|2[0-4])\s?h(?P<min4>[0-5]\d)?\b|(?<=à )(?P<h5>[01]?\d|2[0-4])\s?h(?P<min5>[0-5]\d)?\b"
    r")(?![\w:])",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    rf"(?:(?<!\w)(?P<sign>(?:{SIGN})\s?)|(?P<minus>(?<![\w.,:/)-])[-−])|(?<![\w.,:/#@-]))"
    r"(?P<number>\d{1,15}(?:[.,'’\u202f\u00a0]\d{1,15}){0,6}(?![\d:]))"
    r"(?P<ordinal>(?:st|nd|rd|th|º|ª|er|ème|e|te|ten|o|a)(?![\w-]))?"
    rf"(?:[ \u00a0\u202f-]?(?P<unit>{UNIT})(?!\w))?",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"[\w/]|-\w|[.,:'’]\d")
_RANGE: Final = re.compile(r"(?<![\w.,:/#@-])([1-9]\d{0,8}|0)\s?[-–]\s?([1-9]\d{0,8})(?![\w:,./-]*\d|[\w-])")
_SPACED: Final = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_JOINT: Final = re.compile(r"\s+(?:(?:and|und|et|y|e|en)\s+)?")


@lru_cache(maxsize=20_000)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in their order; any text is fine.

    `1,234` is a thousand in English and 1.234 elsewhere, `1.234` the other way round. A word for one counts before a
    unit. `24 hours and 1 minute` is one quantity.
    """
    code = base(language)
    found: list[Quantity] = []
    rest = _SPACED.sub("\u202f", text) if code == "fr" else text
    for reader in (_dates, _clocks, _ranges, _plain, _words):
        made = list(reader(rest, code))
        found += made
        rest = _blanked(rest, made)
    return tuple(_summed(text, sorted(found, key=lambda each: each.start)))


def _blanked(text: str, found: list[Quantity]) -> str:
    characters = list(text)
    for each in found:
        characters[each.start : each.end] = " " * (each.end - each.start)
    return "".join(characters)


def _dates(text: str, language: str) -> Iterator[Quantity]:  # noqa: ARG001
    for match in _DATE.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        day = int(next(value for name, value in groups.items() if name[0] == "d"))
        year = next((int(value) for name, value in groups.items() if name[0] == "y"), None)
        month = next(int(v) if n[0] == "m" else _MONTH[v.lower()] for n, v in groups.items() if n[0] in "mn")
        made = _day(year, month, day) or _day(year, day, month)
        if made:
            yield Quantity(value=made[0], unit=made[1], start=match.start(), end=match.end())


def _day(year: int | None, month: int, day: int) -> tuple[Decimal, str] | None:
    try:
        ordinal = date(LEAP_YEAR if year is None else year, month, day).toordinal()
    except ValueError:
        return None
    return Decimal(ordinal), "day of year" if year is None else "date"


def _clocks(text: str, language: str) -> Iterator[Quantity]:  # noqa: ARG001
    for match in _CLOCK.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        hour = int(next(value for name, value in groups.items() if name[0] == "h" and name[1:2] != "a"))
        minute = int(next((value for name, value in groups.items() if name[0] == "m"), "0"))
        half = next((value.lower()[0] for name, value in groups.items() if name.startswith("half")), None)
        hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
        yield Quantity(value=Decimal(hour * 60 + minute), unit="clock", start=match.start(), end=match.end())


def _ranges(text: str, language: str) -> Iterator[Quantity]:  # noqa: ARG001
    """Two numbers with a dash between: `1-64 characters`. A part number falls or starts with 0: `48-0107`."""
    for match in _RANGE.finditer(text):
        low, high = int(match[1]), int(match[2])
        unit = re.compile(rf"[ -]?({UNIT})(?!\w)", re.IGNORECASE).match(text, match.end())
        if low < high and (unit or " " in match[0] or "–" in match[0]):
            name, scale = unit_of(unit[1]) if unit else (None, Decimal(1))
            for number, place in ((low, 1), (high, 2)):
                yield Quantity(
                    value=number * scale, unit=name, start=match.start(place), end=match.end(place), scale=scale
                )


def _plain(text: str, language: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        if _GLUED.match(text, match.end()) and not match["unit"]:
            continue
        number = _number(match["number"], language)
        if number is None:
            continue
        sign = (match["sign"] or "").strip()
        unit, scale = unit_of(sign or match["unit"] or "")
        value = (-number[0] if match["minus"] else number[0]) * scale
        yield Quantity(value=value, unit=unit, start=match.start(), end=match.end(), scale=scale, places=number[1])


def _number(text: str, language: str) -> tuple[Decimal, int] | None:
    """Return a number and its decimals, or None where it is a part number or a version."""
    marks = re.findall(r"[.,]", text)
    plain = re.sub(r"[^\d.,]", "", text)
    whole, decimals = plain, ""
    if marks and (len(set(marks)) > 1 or (len(marks) == 1 and not _thousands(plain, marks[0], language))):
        whole, _, decimals = plain.rpartition(marks[-1])
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    if len(whole) > 1 and whole[0] == "0" and not decimals:
        return None
    return Decimal(f"{''.join(groups)}.{decimals}" if decimals else "".join(groups)), len(decimals)


def _thousands(plain: str, mark: str, language: str) -> bool:
    return (mark == ",") == (language == "en") and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain) is not None


def _words(text: str, language: str) -> Iterator[Quantity]:
    for match in _numerals(language).finditer(text):
        number = _values(language).get((match["word"] or "").lower(), 1)
        unit, scale = unit_of(match["unit"] or match["unit1"] or "")
        yield Quantity(value=number * scale, unit=unit, start=match.start(), end=match.end(), scale=scale)


@lru_cache(maxsize=100)
def _values(language: str) -> dict[str, int]:
    words = _NUMERALS.get(language, _NUMERALS["en"]).split()
    return {word: number for number, spelled in enumerate(words, start=2) for word in spelled.split("|")}


@lru_cache(maxsize=100)
def _numerals(language: str) -> re.Pattern[str]:
    more = "|".join(_values(language))
    one = _ONES.get(language, _ONES["en"]).replace(" ", "|")
    return re.compile(
        rf"(?<![\w-])(?:(?P<word>{more})(?:\s(?P<unit>(?:{UNIT})))?|(?P<one>{one})\s(?P<unit1>{UNIT}))(?![\w-])",
        re.IGNORECASE,
    )


def _summed(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """`2 h 40 min` is one quantity: durations that follow each other, the greater unit first."""
    held: Quantity | None = None
    for each in found:
        joined = held is not None and _JOINT.fullmatch(text[held.end : each.start]) is not None
        if held and joined and held.unit == each.unit == "s" and held.scale > each.scale and each.value < held.scale:
            held = replace(held, value=held.value + each.value, end=each.end, scale=each.scale, places=each.places)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held
