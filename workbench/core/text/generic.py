"""Steps that any issue allows: somebody is signed in, opens the page. Patterns for six languages, short and literal."""

import re
from functools import cache
from typing import Final

from workbench.core.text.words import base

_WHO: Final[dict[str, str]] = {
    "en": r"(?:(?:the|a|an|my|this) )?(?:\w+ )?(?:user|customer|i|he|she|admin|employee|visitor|person|they)",
    "de": r"(?:(?:der|die|ein|eine) )?(?:benutzer\w*|nutzer\w*|kund\w+|anwender\w*|ich|er|sie|admin\w*)",
    "fr": r"(?:(?:l['’]|le |la |un |une ))?(?:utilisat\w+|client\w*|je|j['’]|il|elle|visiteur|admin\w*)",
    "es": r"(?:(?:el|la|un|una) )?(?:usuari\w+|client\w+|yo|él|ella|visitante|admin\w*)",
    "nl": r"(?:(?:de|een) )?(?:gebruiker|klant|ik|hij|zij|bezoeker|beheerder)",
    "pt": r"(?:(?:o|a|um|uma) )?(?:usuári\w+|utilizador\w*|client\w+|eu|ele|ela|visitante|admin\w*)",
}
_IDLE: Final[dict[str, str]] = {
    "en": r"(?:am|is|are|has|have) (?:successfully )?(?:logged|signed) in(?: \w+){0,4}|logs? in|signs? in|exists?"
    r"|(?:opens?|visits?|is on|am on|goes to|go to|navigates? to|looks? at) (?:the|his|her|my) (?:[\w-]+ ){0,2}"
    r"(?:page|app|application|site|website|screen|portal|system)",
    "de": r"(?:bin|ist|sind) (?:\w+ )?(?:angemeldet|eingeloggt)|melde[t]? (?:mich|sich) an"
    r"|(?:öffnet|öffne|ruft|ist auf|bin auf) (?:der|die|das|den) (?:[\w-]+ )?(?:\w*seite|app|portal)(?: auf)?",
    "fr": r"(?:suis|est) (?:connectée?|authentifiée?)|me connecte|se connecte"
    r"|(?:ouvre|ouvrir|est sur|suis sur|va sur) (?:la|l['’]|le) ?(?:page|application|site|écran|portail)(?: \w+){0,2}",
    "es": r"(?:he|ha) iniciado sesión|está (?:conectad\w|autenticad\w)|inicia sesión"
    r"|(?:abre|abro|está en|visita) (?:la|el) (?:página|aplicación|sitio|pantalla|portal)(?: \w+){0,2}",
    "nl": r"(?:ben|is) (?:aan|in)gelogd|logt? in|(?:opent?|is op|bezoekt) de (?:\w*pagina|app|site|applicatie)",
    "pt": r"(?:estou|está) (?:logad\w|autenticad\w|conectad\w)|fa[zç]o? login|inicia sessão"
    r"|(?:abre|abro|está n|acessa) ?[oa] (?:página|aplicativo|app|aplicação|site|tela|portal)(?: \w+){0,2}",
}


def is_generic(text: str, language: str) -> bool:
    """Return whether a step says no more than that somebody is there, signed in, or has opened the page or the app."""
    return _pattern(base(language)).fullmatch(" ".join(text.casefold().split()).rstrip(".")) is not None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    who, idle = _WHO.get(language, _WHO["en"]), _IDLE.get(language, _IDLE["en"])
    return re.compile(rf"(?:{who} ?)?(?:{idle})")
