"""Which behaviours forbid something, and which outcomes refuse something: word lists for six languages."""

import re
from functools import cache
from typing import Final

from workbench.core.text.polarity import says_no
from workbench.core.text.quotes import without_quotes
from workbench.core.text.words import base

_FORBIDS: Final[dict[str, str]] = {
    "en": r"refus\w+|reject\w*|den(?:y|ied|ies)|must not|may not|cannot|can't|not allowed|only \w+ (?:may|can)"
    r"|forbidden|no longer|not possible|no access|unauthori[sz]ed|invalid|not accepted|blocked|nobody",
    "de": r"abgelehnt|abgewiesen|verweigert|darf nicht|dürfen nicht|kann nicht|nur \w+ (?:darf|dürfen|können)|verboten"
    r"|nicht mehr|nicht möglich|nicht erlaubt|ungültig\w*|gesperrt|nicht angeboten|niemand",
    "fr": r"refusée?s?|rejetée?s?|ne doi(?:t|vent) pas|ne peu(?:t|vent) (?:pas|plus)|interdite?s?|impossible"
    r"|non autorisée?s?|invalides?|bloquée?s?|personne ne",
    "es": r"rechaz\w+|deneg\w+|no debe\w*|no pued\w+|prohibid\w+|imposible|no permitid\w+|inválid\w+|bloquead\w+|nadie",
    "nl": r"geweigerd|afgewezen|mag niet|mogen niet|kan niet|kunnen niet|verboden|niet meer|niet mogelijk"
    r"|niet toegestaan|ongeldig\w*|geblokkeerd|niemand",
    "pt": r"recusad\w+|rejeitad\w+|negad\w+|não deve\w*|não pode\w*|proibid\w+|impossível|não permitid\w+|inválid\w+"
    r"|bloquead\w+|ninguém",
}
_STAYS: Final[dict[str, str]] = {
    "en": r"stays?|remains?|keeps?|still|message|warning|inactive|greyed|asked to|please",
    "de": r"bleib\w*|weiterhin|noch immer|meldung|hinweis|warnung|inaktiv|bitte",
    "fr": r"reste\w*|toujours|message|avertissement|inacti\w+|veuillez",
    "es": r"sigue|permanece|queda|mensaje|aviso|inactiv\w+|por favor",
    "nl": r"blijft|nog steeds|melding|bericht|waarschuwing|inactief|alstublieft",
    "pt": r"fica|permanece|continua|mensagem|aviso|inativ\w+|por favor",
}
_STATUS: Final = re.compile(r"(?<![\w.,:-])4\d\d(?![\w%]|[.,:]\d|\s?(?:EUR|€|kg|g|cm|MB|KB)\b)")


def restricts(text: str, language: str) -> bool:
    """Return whether a requirement forbids or refuses something, in its words outside of quotes."""
    return _pattern("forbids", base(language)).search(without_quotes(text)) is not None


def refuses(text: str, language: str) -> bool:
    """Return whether an outcome says that something is refused, shown as wrong, or stays as it was."""
    if says_no(text, language) or _STATUS.search(text):
        return True
    return _pattern("stays", base(language)).search(text) is not None


@cache
def _pattern(which: str, language: str) -> re.Pattern[str]:
    table = _FORBIDS if which == "forbids" else _STAYS
    return re.compile(rf"(?<!\w)(?:{table.get(language, table['en'])})(?!\w)", re.IGNORECASE)
