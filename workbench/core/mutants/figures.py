"""Numbers, times and dates of a statement, read and written in the form they stand in."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

Kind = Literal["number", "clock", "date", "month", "word", "ordinal", "status"]

_MONTHS: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_LONG_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)
_PATTERN: Final = re.compile(
    rf"(?P<date>\d{{4}}-\d\d-\d\d|\d\d?\.\d\d?\.\d{{4}}|\d\d?\.? (?=(?:{_LONG_MONTHS}|{_MONTHS})\b))"
    r"|(?P<month>\d{4}-\d\d(?![\w-]))"
    r"|(?P<clock>\d\d?:\d\d(?!:?\d))"
    r"|(?P<ordinal>\d{1,3}th\b)"
    r"|(?P<number>\d{1,3}(?P<sep>[.,\u00a0\u202f])\d{3}(?:(?P=sep)\d{3}){0,3}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,4})?)"
)
_GLUED_BEFORE: Final = re.compile(r"[\w/#_.,:@+-]$")
_GLUED_AFTER: Final = re.compile(r"(?!º)[\w/#_@]|[-:.,]\d|-\w|-> ")
# Names of things that only look like figures, and mere examples of a form.
_NAMED: Final = re.compile(
    r"\b(?:zone|rows?|customer|version|step|page|level|line|no\.|number|nr\.?|kunde|zeile|stufe|year|form|format|like"
    rf"|such as|e\.g\.|wie|between|zwischen|entre|{_LONG_MONTHS}|{_MONTHS}) $"
    r"|\b(?:zones?|rows?|steps?|pages?|levels?|lines?) \d+ (?:to|or|and) $",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"\b(?!EUR|USD|GBP|CHF|HTTP|PIN|OR|AND)[A-Z]{2,5} $")
_LIST_BEFORE: Final = re.compile(r"\d, $")
_LIST_AFTER: Final = re.compile(r", \d+(?:[,. ]|$)| (?:to|bis|à|a) \d")
_ABOUT_STATUS: Final = re.compile(r"\b(?:answer\w*|HTTP|status|response|API|request|code|Antwort\w*|gets|returns)\b")
_STATUS_END: Final = re.compile(r"[.,;]?$|[,;] | (?:and|or|und|oder|code|even|the|an?|comes|after|with|mit)\b")
_STATUSES: Final = {
    "200": "202", "201": "200", "202": "200", "204": "200", "301": "302", "302": "301", "400": "422", "401": "403",
    "403": "404", "404": "403", "409": "422", "410": "404", "422": "409", "429": "503", "500": "503", "502": "500",
    "503": "500",
}  # fmt: skip
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
}
_ORDINALS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    "de": ("zweimal", "dreimal", "viermal", "fünfmal", "sechsmal", "siebenmal", "achtmal"),
}
_WORD: Final = {
    code: re.compile(rf"\b(?:{'|'.join(_WORDS[code] + _ORDINALS[code])})\b", re.IGNORECASE) for code in _WORDS
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number as it stands in a text.

    Attributes:
        separator: between groups of three digits, or "".
        point: the decimal sign, or "".
        places: decimals.
    """

    kind: Kind
    text: str
    start: int
    end: int
    separator: str = ""
    point: str = ""
    places: int = 0
    value: Decimal = Decimal(0)

    def written(self, value: Decimal) -> str:
        """Return another value in the form of this one."""
        whole, _, rest = f"{abs(value):.{self.places}f}".partition(".")
        if self.separator:
            whole = f"{int(whole):,}".replace(",", self.separator)
        return whole + (self.point + rest if self.places else "")

    @property
    def step(self) -> Decimal:
        """The smallest difference that this form can show."""
        return Decimal(1).scaleb(-self.places)

    def moved(self, difference: Decimal) -> str | None:
        """Return the value moved, or None where it would not stay above zero."""
        return self.written(self.value + difference) if self.value + difference > 0 else None

    def clearly(self, *, up: bool, limit: Decimal | None = None) -> str | None:
        """Return a clearly different value in the same form: about a quarter more or less, 2 at least.

        Args:
            up: whether it is to be larger; where that leaves the range it is smaller, and the other way round.
            limit: the largest value that makes sense, 100 for a percentage.
        """
        if self.value == 1 and not self.places:
            return None  # what it counts is in the singular
        least = Decimal("0.5") if self.places and self.value < 4 else Decimal(2)
        grain = Decimal(5) if self.value >= 20 and not self.value % 5 else Decimal(1)
        delta = max(least, (self.value / 4 / grain).quantize(Decimal(1), ROUND_HALF_UP) * grain)
        smallest = Decimal(0) if self.places else Decimal(1)
        for difference in (delta, -delta) if up else (-delta, delta):
            value = self.value + difference
            if value > smallest and (limit is None or value <= limit):
                return self.written(value)
        return None


def is_name(before: str) -> bool:
    """Whether a figure after this text is part of a name, as in `zone 2` or `ZQX 17`."""
    return _NAMED.search(before) is not None or _CAPITALS.search(before) is not None


def figures(text: str, hidden: str, language: str) -> Iterator[Figure]:
    """Yield the figures of a text in their order; identifiers such as `L-2291` and years are none.

    Args:
        text: the statement.
        hidden: the same text with quotations masked.
        language: decides on decimal signs and number words.
    """
    found = [figure for match in _PATTERN.finditer(hidden) if (figure := _figure(match, text, language)) is not None]
    if language in _WORD:
        found += [_word(match, language) for match in _WORD[language].finditer(hidden)]
    yield from sorted(found, key=lambda figure: figure.start)


def _figure(match: re.Match[str], text: str, language: str) -> Figure | None:
    before, after = text[: match.start()], text[match.end() :]
    kind = match.lastgroup if match.lastgroup in {"date", "month", "clock", "ordinal"} else "number"
    glued = _GLUED_AFTER.match(after) and not match.group().endswith(" ")
    if glued or _GLUED_BEFORE.search(before) or is_name(before) or _LIST_AFTER.match(after):
        return None
    figure = Figure(kind="number", text=match.group(), start=match.start(), end=match.end())
    if kind == "number":
        return _number(figure, before, after, language)
    return replace(figure, kind=kind)  # type: ignore[arg-type]


def _number(figure: Figure, before: str, after: str, language: str) -> Figure | None:
    if figure.text in _STATUSES and _ABOUT_STATUS.search(before) and _STATUS_END.match(after):
        return replace(figure, kind="status")
    if _LIST_BEFORE.search(before) or re.fullmatch(r"(?:19|20)\d\d", figure.text):
        return None
    separator, point = (",", ".") if language == "en" else (".", ",")
    whole, _, rest = figure.text.partition(point)
    used = next((sign for sign in (separator, "\u00a0", "\u202f") if sign in whole), "")
    digits = whole.replace(used, "") if used else whole
    if not digits.isascii() or not digits.isdigit() or (rest and not rest.isdigit()):
        return None
    value = Decimal(f"{digits}.{rest or 0}")
    return replace(figure, separator=used, point=point, places=len(rest), value=value)


def _word(match: re.Match[str], language: str) -> Figure:
    kind: Kind = "word" if match.group().lower() in _WORDS[language] else "ordinal"
    return Figure(kind=kind, text=match.group(), start=match.start(), end=match.end())


def another(figure: Figure, language: str, *, up: bool, percent: bool) -> str | None:
    """Return a clearly different figure of the same kind and form, or None."""
    match figure.kind:
        case "number":
            return figure.clearly(up=up, limit=Decimal(100) if percent else None)
        case "clock":
            hour, minute = figure.text.split(":")
            moved = int(hour) + 2 if int(hour) < 22 else int(hour) - 2
            return f"{moved:0{len(hour)}d}:{minute}" if moved < 24 else None
        case "date":
            return _date(figure.text)
        case "month":
            year, month = figure.text.split("-")
            return f"{year}-{int(month) % 12 + 1:02d}"
        case "status":
            return _STATUSES[figure.text]
        case _:
            return _next_word(figure.text, language)


def _date(text: str) -> str | None:
    if re.fullmatch(r"\d\d?\.? ", text):
        return re.sub(r"\d+", lambda day: _day(day.group(), 28), text)
    parts = re.split(r"[.-]", text)
    year, month, day = parts if "-" in text else reversed(parts)
    if not 1 <= int(month) <= 12 or not int(year):
        return None
    later = _day(day, calendar.monthrange(int(year), int(month))[1])
    return f"{year}-{month}-{later}" if "-" in text else f"{later}.{month}.{year}"


def _day(day: str, last: int) -> str:
    later = int(day) + 3 if int(day) + 3 <= last else max(1, int(day) - 3)
    return f"{later:0{len(day)}d}"


def ordinal(number: str) -> str:
    """Return `61st` for `61`."""
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}th" if number[-2:] in {"11", "12", "13"} else f"{number}{ending}"


def _next_word(text: str, language: str) -> str | None:
    if text[0].isdigit():
        return ordinal(str(int(text[:-2]) + 3))
    if language not in _WORDS:
        return None
    for row in (_WORDS[language], _ORDINALS[language]):
        if text.lower() in row:
            place = row.index(text.lower())
            return row[place + 2] if place + 2 < len(row) else row[place - 2]
    return None
