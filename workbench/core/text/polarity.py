"""Whether a text says no, in six languages: by negating, or by naming a refusal, a failure or an absence.

Lists of words, no parser: they do not see what a word belongs to.
"""

import re
from functools import cache
from typing import Final

from workbench.core.text.quotes import without_quotes
from workbench.core.text.words import base

_NEGATIONS: Final[dict[str, str]] = {
    "en": r"no|not|never|none|nothing|nobody|without|neither|nor|cannot|\w+n['’]t",
    "de": r"nicht|nichts|nie|niemals|kein\w*|ohne|weder",
    "fr": r"ne|n|pas|plus|aucune?|jamais|sans|rien|ni",
    "es": r"no|nunca|sin|ning[uú]n\w*|nada|nadie|ni",
    "nl": r"niet|niets|nooit|geen|zonder|noch",
    "pt": r"não|nao|nunca|sem|nenhum\w*|nada|ninguém|nem",
}
_REFUSALS: Final[dict[str, str]] = {
    "en": r"refus\w*|reject\w*|den(?:y|ied|ies)|declin\w*|fail\w*|error\w*|invalid|forbidden|block\w*|disabled|gone"
    r"|missing|absent|hidden|lost|impossible|unchanged|unavailable",
    "de": r"abgelehnt|ablehn\w*|verweiger\w*|fehl\w*|ungültig\w*|gesperrt|verboten|unverändert|verschwunden"
    r"|unmöglich|verloren",
    "fr": r"refus\w*|rejet\w*|erreur\w*|échou\w*|impossible|invalide\w*|interdit\w*|inchangée?s?|absente?s?|perdue?s?",
    "es": r"rechaz\w*|deneg\w*|error\w*|fall[aóo]\w*|imposible|inválid\w*|prohibid\w*",
    "nl": r"geweiger\w*|weiger\w*|afgewezen|fout\w*|mislukt\w*|ongeldig\w*|geblokkeerd|onmogelijk|ongewijzigd",
    "pt": r"recusad\w*|rejeitad\w*|negad\w*|erro\w*|falh\w*|impossível|inválid\w*|proibid\w*|inalterad\w*",
}


def says_no(text: str, language: str, *, quotes_too: bool = False) -> bool:
    """Return whether a text negates or refuses; English where a language has no list.

    Args:
        text: any text.
        language: of the text.
        quotes_too: what the text quotes counts too; else not, as a message may say no where the text does not.
    """
    return negates(text, language, quotes_too=quotes_too) or refuses(text, language, quotes_too=quotes_too)


def negates(text: str, language: str, *, quotes_too: bool = False) -> bool:
    """Return whether a text holds a negation: not, no, never, without."""
    return _holds(_negation(base(language)), text, quotes_too=quotes_too)


def refuses(text: str, language: str, *, quotes_too: bool = False) -> bool:
    """Return whether a text names a refusal, a failure or an absence."""
    return _holds(_refusal(base(language)), text, quotes_too=quotes_too)


def _holds(pattern: re.Pattern[str], text: str, *, quotes_too: bool) -> bool:
    return pattern.search(text if quotes_too else without_quotes(text)) is not None


@cache
def _negation(language: str) -> re.Pattern[str]:
    return _whole_words(_NEGATIONS.get(language, _NEGATIONS["en"]))


@cache
def _refusal(language: str) -> re.Pattern[str]:
    return _whole_words(_REFUSALS.get(language, _REFUSALS["en"]))


def _whole_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
