"""Dates in text: found in many forms, and moved by one offset a fixture, so that every interval stays.

The offset is a whole number of weeks, so a weekday stays right too. A month with its year moves by a fixed number of
months. Durations, times of day, versions, years on their own, quarters, and `09/28` as on a card stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from workbench.core.anonymising.month_names import MONTHS, month_number, month_written
from workbench.core.anonymising.records import Span

Order = Literal["day first", "month first"]
_BAND_YEARS: Final = 5

_NAMES: Final = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_OF: Final = r"[ \t](?:de|del)[ \t]"
_NAME: Final = rf"(?P<n>{_NAMES})(?![^\W\d_])"
_FORMS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("ymd", re.compile(
        r"(?<![\w.])(?<![\d-][-/])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)(?![-./]\d)")),
    ("ymd", re.compile(r"(?<=_)(?P<y>(?:19|20)\d\d)(?P<s>[-_])(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)")),
    ("compact", re.compile(
        r"(?<![0-9A-Za-z.])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?=T\d{4}|[^\w.]|_|\.\D|\.?$)")),
    ("named", re.compile(
        r"(?<![\w:.])(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?:[ \t\u00a0/-]{1,3}|[ \t](?:de|of|di|del)[ \t])"
        rf"{_NAME}(?:\.?,?(?:[ \t\u00a0/'-]{{1,3}}|{_OF}){_YEAR})?", re.IGNORECASE)),
    ("named", re.compile(
        rf"(?<![^\W_]){_NAME}\.?[ \t\u00a0-]{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\w.:]|[ \t]{{0,2}}%)"
        rf"(?:,?(?:[ \t\u00a0-]{{1,3}}|[ \t]\d\d?:\d\d:\d\d[ \t](?:[A-Z]{{3,4}}[ \t])?){_YEAR})?", re.IGNORECASE)),
    ("month", re.compile(rf"(?<![^\W_]){_NAME}\.?(?:[ \t\u00a0/]|{_OF}){_YEAR}", re.IGNORECASE)),
    ("numeric", re.compile(
        rf"(?<![\w./-])(?P<a>\d{{1,2}})(?P<s>[./-])[ \t]?(?P<b>\d{{1,2}})(?P=s)[ \t]?{_YEAR}(?![./-]\d)")),
    ("numeric", re.compile(r"(?<![\w./-])(?P<a>\d{2})(?P<s>[./-])(?P<b>\d{2})(?P=s)(?P<y>\d\d)(?![\w])(?![./-]\d)")),
)  # fmt: skip
_AMBIGUOUS: Final = frozenset({"mar", "march", "mars", "mart", "may", "mai", "jan", "juni", "juli", "maj"})
_VERSION: Final = re.compile(
    r"(?:\bv|\bversions?|\bversie|\brelease|\bbuild|\bverze|\bwersja|\bверси[яи])[ \t:]{0,3}\Z", re.IGNORECASE
)
_BORN: Final = re.compile(
    r"(?:\bborn(?: on)?|\bdate of birth|\bd\.?o\.?b\.?|\bbirth[ _-]?(?:date|day)"
    r"|\bgeb(?:oren|\.)?(?: am| op)?|\bgeburtsdatum|\bgeboortedatum"
    r"|\bn[ée](?:\(?e\)?)? le|\bdate de naissance|\bnacid[oa](?: el)?|\bfecha de nacimiento"
    r"|\bnat[oa] il|\bdata di nascita|\bnascid[oa](?: em| a)?|\bdata de nascimento"
    r"|\bur(?:\.|odzon[ya])|\bdata urodzenia|дата рождения|родил\w{2,4}"
    r")[\"'*_ \t:=(]{0,6}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A date as it stands in a text.

    Attributes:
        start: in the text.
        end: in the text.
        day: the day; the 15th where only a month is named, of the assumed year where none is.
        pieces: what stands for year, month and day: (`y`, `m`, `d` or `n` for a name, start, end), in reading order.
        birth: whether a word before it says that somebody was born then.
    """

    start: int
    end: int
    day: date
    pieces: tuple[tuple[str, int, int], ...]
    birth: bool


class DateMover:
    """Moves the dates of one fixture."""

    def __init__(self, draw: Callable[[int], int], texts: Sequence[str] = (), *, month_first: bool = False) -> None:
        """Draw the offset: 26 to 52 whole weeks, back or forth.

        Args:
            draw: as pseudonyms draw.
            texts: of the fixture; a date as 13/05/2024 in them tells what 03/04/2024 means.
            month_first: what 03/04/2024 means where nothing tells.
        """
        weeks = 26 + draw(27)
        self.offset = timedelta(weeks=weeks if draw(2) else -weeks)
        self._months = round(self.offset.days / 30.4375)
        self.order: Order = _order(texts, month_first=month_first)

    def find(self, text: str) -> Iterator[Span]:
        """Yield the dates of a text; of somebody's birth as `birth_date`."""
        for each in written_dates(text, self.order):
            yield Span(start=each.start, end=each.end, kind="birth_date" if each.birth else "date", detector="dates")

    def reads(self, value: str) -> bool:
        """Tell whether a value is a date of the calendar."""
        return next(iter(written_dates(value, self.order)), None) is not None

    def moved(self, value: str, *, birth: bool = False) -> str:
        """Return a date in the same form, moved, or of birth: 1 January of a band of five years."""
        each = next(iter(written_dates(value, self.order)), None)
        return value if each is None else self._rewritten(value, each, birth=birth or each.birth)

    def moved_all(self, text: str) -> str:
        """Return a text with all its dates moved."""
        pieces: list[str] = []
        read = 0
        for each in written_dates(text, self.order):
            pieces += [text[read : each.start], self._rewritten(text, each, birth=each.birth)]
            read = each.end
        return "".join([*pieces, text[read:]])

    def moved_day(self, day: date) -> date:
        """Return a day moved; one at the calendar's end stays."""
        try:
            return day + self.offset
        except OverflowError:
            return day

    def _rewritten(self, text: str, each: Written, *, birth: bool) -> str:
        fields = {field for field, _, _ in each.pieces}
        if birth:
            new = date(each.day.year - each.day.year % _BAND_YEARS, 1, 1)
        elif "d" in fields:
            new = self.moved_day(each.day)
        else:
            months = each.day.year * 12 + each.day.month - 1 + self._months
            new = date(months // 12, months % 12 + 1, 15)
        padded = all(end - start == 2 for field, start, end in each.pieces if field in "dm") and "n" not in fields
        pieces: list[str] = []
        read = each.start
        for field, start, end in each.pieces:
            pieces += [text[read:start], _written(field, text[start:end], new, padded=padded)]
            read = end
        return "".join([*pieces, text[read : each.end]])


def written_dates(text: str, order: Order = "day first") -> Iterator[Written]:
    """Yield the dates of a text in order; of two that overlap the one that starts first, then the longer."""
    found: list[Written] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            day = _day(form, match, order)
            if (
                day is None
                or _is_word(form, match)
                or (form in ("ymd", "numeric") and "." in match[0] and _VERSION.search(before))
            ):
                continue
            found.append(
                Written(
                    start=match.start(), end=match.end(), day=day, pieces=_pieces(form, match, order),
                    birth=_BORN.search(before) is not None,
                )
            )  # fmt: skip
    end = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start >= end:
            end = each.end
            yield each


def _is_word(form: str, match: re.Match[str]) -> bool:
    """Tell `may 3 times` and `the 2 mars rovers` from dates: without a year such names are words."""
    return form == "named" and not match["y"] and (match["n"].casefold() in _AMBIGUOUS) and match["n"].islower()


def _order(texts: Sequence[str], *, month_first: bool) -> Order:
    for text in texts:
        for form, pattern in _FORMS:
            for match in pattern.finditer(text) if form == "numeric" else ():
                if match["s"] == "/" and max(int(match["a"]), int(match["b"])) > 12:
                    return "day first" if int(match["a"]) > 12 else "month first"
    return "month first" if month_first else "day first"


def _is_day_first(match: re.Match[str], order: Order) -> bool:
    first, second = int(match["a"]), int(match["b"])
    if match["s"] != "/" or first > 12:
        return second <= 12
    return second <= 12 and order == "day first"


def _day(form: str, match: re.Match[str], order: Order) -> date | None:
    try:
        if form == "numeric":
            first, second = int(match["a"]), int(match["b"])
            day, month = (first, second) if _is_day_first(match, order) else (second, first)
            return date(_year(match["y"]), month, day)
        month = month_number(match["n"]) if form in ("named", "month") else int(match["m"])
        year = _year(match["y"]) if match["y"] else 2001  # no leap year: what has no year moves as in most years
        return date(year, month, 15 if form == "month" else int(match["d"]))
    except ValueError:
        return None


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else (2000 if year < 60 else 1900) + year


def _pieces(form: str, match: re.Match[str], order: Order) -> tuple[tuple[str, int, int], ...]:
    if form == "numeric":
        day, month = ("a", "b") if _is_day_first(match, order) else ("b", "a")
        named = {"d": day, "m": month, "y": "y"}
    else:
        named = {name: name for name in "ymdn" if name in match.re.groupindex and match[name]}
    return tuple(sorted(((field, *match.span(group)) for field, group in named.items()), key=lambda each: each[1]))


def _written(field: str, old: str, new: date, *, padded: bool) -> str:
    if field == "n":
        return month_written(old, new.month)
    if field == "y":
        return f"{new.year % 100:02d}" if len(old) == 2 else f"{new.year:04d}"
    number = new.day if field == "d" else new.month
    return f"{number:02d}" if padded or old.startswith("0") else str(number)
