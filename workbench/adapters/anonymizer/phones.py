"""Telephone numbers, by Google's own tables of the world's numbering plans."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from workbench.adapters.anonymizer.rules import compiled
from workbench.core.anonymising.records import Span, Tier

REGIONS: Final[dict[str | None, tuple[str, ...]]] = {
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH"),
    "nl": ("NL", "BE"),
    "es": ("ES", "MX", "AR"),
    "pl": ("PL",),
    "it": ("IT",),
    "pt": ("PT", "BR"),
    "ru": ("RU",),
    "en": ("US", "GB", "AU", "IE", "IN"),
}
_EVERYWHERE: Final = ("US", "GB", "DE", "FR", "NL", "PL", "ES", "IT", "CH", "SE", "DK", "BE", "AT")
_FORM: Final = compiled(
    r"(?:\+|00)?[(\[]?\d(?:[ \x{a0}()\[\]./-]{0,3}\d){5,16}(?:[ ]?(?:x|ext\.?|extension|poste|Dw\.?)[ ]?\d{1,6})?"
)
_CUE: Final = re.compile(
    r"(?:\b(?:call|reach|ring|text|phone)(?: me| us| him| her| them)?(?: back)? (?:at|on|under)"
    r"|\bt[ée]l[ée]?(?:phone|fono?|fone|fax)?|\btel|\bphone|\bmobile?|\bcell|\bfax|\bcall|\bcontact|\bwhatsapp|\bsms"
    r"|\bhandy|\bmobil|\brufnummer|\bdurchwahl|\berreichbar unter|\bruf\w*|\banruf\w*|\bhotline|\bkom[oó]rk\w*"
    r"|\bm[oó]vil|\bcelular"
    r"|\btelem[oó]vel|\bcellulare|\bbel\w{0,4}|\bnumer telefonu|\btelefoonnummer|тел|телефон|моб)\w{0,12}\.?"
    r"(?:[ \t](?:no|nr|number|nummer|номер)\.?)?[\"'*_]{0,3}[\s:=(\"'*_-]{0,5}\Z",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\D.*)?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?:\D.*)?"
    r"|\d{1,2}\.\d{1,2}(?:\.\d+)*|\d+(?:\.\d+)+"
)
_RANGE: Final = re.compile(r"\d{1,6}(?: ?[-/] ?\d{1,6}){1,2}|\d{1,3}(?:[ .,]\d{3})+")
_DOTTED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?!\d)")
_LEAST, _MOST = 7, 15


def phones(text: str, language: str | None) -> Iterator[Span]:
    """Yield where telephone numbers stand.

    Args:
        text: any text.
        language: of the text; its countries' plans are tried first.
    """
    if not any(sign.isdigit() for sign in text):
        return
    for match in _FORM.finditer(text):
        start, end = match.span()
        value = match[0]
        free = not (text[start - 1 : start].isalnum() or text[start - 1 : start] in ("_", ".", "-", "/", "#", ","))
        free = free and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_")
        tier = _tier(text[max(0, start - 48) : start], value, language) if free else None
        if tier is not None:
            opened = value[:1] in "([" and value.count(value[:1]) > value.count(")" if value[0] == "(" else "]")
            yield Span(start=start + opened, end=end, kind="phone", detector="rule:phone", tier=tier)


def _tier(before: str, value: str, language: str | None) -> Tier | None:
    digits = re.sub(r"\D", "", re.split(r"[a-zA-Z]", value)[0])
    international = value.startswith("+")
    if not _LEAST <= len(digits) <= _MOST or len(set(digits)) < 3 or _DOTTED.search(value):
        return None
    cued = _CUE.search(before) is not None
    if not cued and not international and (_DATE.fullmatch(value) or _RANGE.fullmatch(value)):
        return None
    if cued:
        return "sure"
    spaced = not value.isdigit()
    if not (
        international
        or (spaced and digits[0] == "0")
        or (spaced and re.search(r"[()]|\d{3}[-. ]\d{3}[-. ]\d{3,4}$", value))
    ):
        return None
    regions = dict.fromkeys((*REGIONS.get(language, ()), *_EVERYWHERE))
    if any(_is_number(value, region, phonenumbers.is_valid_number) for region in regions):
        return "sure"
    return "suspected" if international and _is_number(value, None, phonenumbers.is_possible_number) else None


def _is_number(value: str, region: str | None, holds: object) -> bool:
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return False
    return bool(holds(number))  # type: ignore[operator]
