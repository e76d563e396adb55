"""Units as people write them in six languages, and what they come to."""

import re
from decimal import Decimal
from typing import Final

_WORKING_DAYS: Final = (
    "working\\ day working\\ days business\\ day business\\ days werktag werktage werktagen arbeitstag* jours\\ ouvrés "
    "jours\\ ouvrables días\\ hábiles días\\ laborables dias\\ úteis werkdag werkdagen"
)
_SPELLED: Final[dict[str, tuple[str, str]]] = {
    # unit and factor: how it is written, `*` for any ending
    "s 0.001": ("s", "ms millisecond* millisekunde* milliseconde* milisegundo* milissegundo*"),
    "s 1": ("s", "s sec secs sek second seconds sekunde sekunden seconde secondes seconden segundo segundos"),
    "s 60": ("s", "min mins minute minutes minuten minuto minutos minuut"),
    "s 3600": ("s", "h hr hrs hour hours std stunde stunden heure heures hora horas uur uren"),
    "s 86400": ("s", "d day days tag tage tagen jour jours día días dia dias dag dagen"),
    "s 604800": ("s", "week weeks woche wochen semaine semaines semana semanas weken"),
    "month 1": ("month", "month months monat monate monaten mois mes meses mês maand maanden"),
    "month 12": ("month", "year years jahr jahre jahren an ans année années año años ano anos jaar jaren"),
    "g 1": ("g", "g gram grams gramm gramme grammes gramo gramos grama gramas"),
    "g 1000": ("g", "kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos kilogramas"),
    "mm 1": ("mm", "mm"),
    "mm 10": ("mm", "cm centimeter centimeters centimetre* zentimeter* centímetro*"),
    "mm 1000": ("mm", "m meter meters metre metres mètre mètres metro metros"),
    "mm 1000000": ("mm", "km kilometer* kilometre* kilomètre* kilómetro* quilómetro* quilômetro*"),
    "byte 1": ("byte", "byte bytes b octet octets"),
    "byte 1000": ("byte", "kb kib ko"),
    "byte 1000000": ("byte", "mb mib mo megabyte* megaoctet*"),
    "byte 1000000000": ("byte", "gb gib go gigabyte*"),
    "EUR 1": ("EUR", "eur euro euros €"),
    "USD 1": ("USD", "usd dollar* $"),
    "GBP 1": ("GBP", "gbp pound* £"),
    "BRL 1": ("BRL", "brl real reais r$"),
    "CHF 1": ("CHF", "chf franken francs"),
    "% 1": ("%", "% percent per\\ cent pct prozent pour\\ cent por\\ ciento por\\ cento procent"),
    "K 1": ("K", "k kelvin °c °"),
    "kWh 1": ("kWh", "kwh"),
    "character 1": (
        "character",
        "character characters char chars letter letters zeichen buchstaben caractère* carácter caracter* teken tekens",
    ),
    "digit 1": ("digit", "digit digits ziffer ziffern stellen stellig chiffre chiffres dígito dígitos cijfer cijfers"),
    "line 1": ("line", "line lines zeile zeilen ligne lignes línea líneas linha linhas regel regels"),
    "row 1": ("row", "row rows fila filas rij rijen"),
    "piece 1": ("piece", "piece pieces stück pièce pièces pieza piezas peça peças stuks unit units"),
    "working day 1": ("working day", _WORKING_DAYS),
}
_SIGNS: Final = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "R$": "BRL",
    "EUR": "EUR",
    "USD": "USD",
    "GBP": "GBP",
    "CHF": "CHF",
}


def _table() -> dict[str, tuple[str, Decimal]]:
    found: dict[str, tuple[str, Decimal]] = {}
    for key, (unit, words) in _SPELLED.items():
        for word in re.split(r"(?<!\\) ", words):
            found[word.replace("\\ ", " ")] = unit, Decimal(key.rpartition(" ")[2])
    return found


_TABLE: Final = _table()
_ENDINGS: Final = tuple((word[:-1], known) for word, known in _TABLE.items() if word.endswith("*"))
UNIT: Final = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(_TABLE, key=len, reverse=True))
"""A pattern of every unit after a number, in lower case."""
SIGN: Final = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
"""A pattern of every currency before a number."""


def unit_of(written: str) -> tuple[str | None, Decimal]:
    """Return the unit that a word or a sign stands for and the factor to it, as `s` and 60 for `minutes`.

    Unknown words have no unit and factor 1.
    """
    if written in _SIGNS:
        return _SIGNS[written], Decimal(1)
    word = " ".join(written.lower().split())
    found = _TABLE.get(word) or next((known for stem, known in _ENDINGS if word.startswith(stem)), None)
    return found or (None, Decimal(1))
