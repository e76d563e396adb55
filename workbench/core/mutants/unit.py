"""Unit: the unit behind a figure is replaced by another of its kind."""

import re
from typing import Final

from workbench.core.mutants.source import Change, Source

_ENGLISH: Final[dict[str, str]] = {
    "second": "minute", "seconds": "minutes", "minute": "hour", "minutes": "hours", "hour": "minute",
    "hours": "minutes", "day": "week", "days": "weeks", "week": "day", "weeks": "days", "month": "week",
    "months": "weeks", "year": "month", "years": "months", "character": "word", "characters": "words",
    "word": "character", "words": "characters", "metres": "kilometres", "euros": "dollars", "dollars": "euros",
    "working days": "calendar days", "business days": "calendar days", "calendar days": "working days",
    "working day": "calendar day",
}  # fmt: skip
_GERMAN: Final[dict[str, str]] = {
    "Sekunde": "Minute", "Sekunden": "Minuten", "Minute": "Stunde", "Minuten": "Stunden", "Stunde": "Minute",
    "Stunden": "Tage", "Tag": "Monat", "Tage": "Wochen", "Tagen": "Wochen", "Woche": "Stunde", "Wochen": "Monate",
    "Monat": "Tag", "Monate": "Wochen", "Monaten": "Wochen", "Jahr": "Quartal", "Jahre": "Monate", "Jahren": "Monaten",
    "Zeichen": "Wörter", "Wörter": "Zeichen",
}  # fmt: skip
# The same signs in every language.
_INTERNATIONAL: Final[dict[str, str]] = {
    "ms": "s", "s": "min", "min": "h", "h": "min", "kg": "g", "g": "kg", "mg": "g", "km": "m", "cm": "mm", "mm": "cm",
    "m": "cm", "KB": "MB", "MB": "KB", "GB": "MB", "TB": "GB", "EUR": "USD", "USD": "EUR", "CHF": "EUR", "GBP": "EUR",
    "€": "$", "$": "€", "°C": "°F", "°F": "°C", "kWh": "MWh", "MWh": "kWh", "kW": "MW", "l": "ml", "ml": "l",
}  # fmt: skip
_SAME: Final = {
    "minutes": "min", "minute": "min", "seconds": "s", "second": "s", "hours": "h", "hour": "h", "Minuten": "min",
    "Stunden": "h", "Sekunden": "s",
}  # fmt: skip
_FIGURE: Final = (
    r"(?:(?<![\w.,])(?!0+ ?[^\d.,])\d(?:[\d.,]{0,14}\d)?[ \u00a0]?|\b(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve|zwei|drei|vier|fünf|sechs|zehn) )(?:full |ganze |volle )?"
)
_COMPOUND: Final = re.compile(r"\d (?:h|min|kg|km|m) \d")
_BEFORE_AMOUNT: Final = re.compile(r"(€|\$)(?= ?[\d{])")


def unit(source: Source) -> Change | None:
    """Return the statement with a unit exchanged wherever it follows a figure: `24 minutes` for `24 hours`.

    Words only in English and German; signs such as `kg` and `EUR` in every language. A figure that stands with the
    same unit in a quotation changes there, too.
    """
    if _COMPOUND.search(source.text):
        return None
    units = _units(source.language)
    found = re.search(rf"{_FIGURE}({_any(units)})(?![\w'’-])", source.text)
    if found is not None:
        return _exchanged(source, found[1], units[found[1]])
    leading = _BEFORE_AMOUNT.search(source.text)
    return _exchanged_sign(source, leading[1]) if leading else None


def _units(language: str) -> dict[str, str]:
    words = {"en": _ENGLISH, "de": _GERMAN}.get(language, {})
    return words | _INTERNATIONAL


def _exchanged(source: Source, old: str, new: str) -> Change:
    both = _both_numbers(source.language, old, new)
    text, literals = _after_figures(source.text, both), list[tuple[str, str]]()
    for value in source.behaviour.values:
        changed = _in_value(value, both, source.language)
        literals += [(value, changed)] if changed != value else []
    return Change(text=text, literals=tuple(literals))


def _after_figures(text: str, pairs: dict[str, str]) -> str:
    pattern = re.compile(rf"({_FIGURE})({_any(pairs)})(?![\w'’-])")
    return pattern.sub(lambda found: f"{found[1]}{pairs[found[2]]}", text)


def _both_numbers(language: str, old: str, new: str) -> dict[str, str]:
    """`hour` goes with `hours`, so that a statement does not mix the old unit and the new one."""
    pairs = {old: new}
    for one in (f"{old}s", old.removesuffix("s"), f"{old}n", old.removesuffix("n")):
        if one in _units(language) and one not in _INTERNATIONAL:
            pairs[one] = _units(language)[one]
    return pairs


def _in_value(value: str, pairs: dict[str, str], language: str) -> str:
    """A value may write `10 min` where the statement has `10 minutes`."""
    known = pairs | {
        _SAME[one]: _SAME.get(other, other) for one, other in pairs.items() if one in _SAME and language in {"en", "de"}
    }
    return _after_figures(value, known)


def _exchanged_sign(source: Source, sign: str) -> Change:
    other = _INTERNATIONAL[sign]
    pairs = tuple((value, value.replace(sign, other)) for value in source.behaviour.values if sign in value)
    return Change(text=source.text.replace(sign, other), literals=pairs)


def _any(units: dict[str, str]) -> str:
    return "|".join(re.escape(each) for each in sorted(units, key=lambda each: (-len(each), each)))
