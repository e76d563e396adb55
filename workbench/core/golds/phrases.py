"""What the rules that draft gold look for, in six languages; English where a language has no list."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.core.text.words import base

_DUTY: Final[dict[str, str]] = {
    "en": r"must|shall|should|has to|have to|needs? to|can(?:not|['’]t)?|may|only|never|always|no longer|is|are|gets?"
    r"|stays?|at (?:least|most)|if|when|after|until|unless|otherwise|else|refused?|shown|says?|means?",
    "de": r"muss|müssen|soll\w*|darf|dürfen|kann|können|nur|nie|immer|ist|sind|wird|werden|bleib\w*|wenn|falls|bis"
    r"|sonst",
    "fr": r"doi(?:t|vent)|peu(?:t|vent)|seulement|uniquement|jamais|toujours|est|sont|reste\w*|si|quand|sinon"
    r"|affich\w*",
    "es": r"debe\w*|puede\w*|tiene que|solo|sólo|nunca|siempre|es|son|queda\w*|si|cuando|hasta|muestra\w*",
    "nl": r"moet\w*|kan|kunnen|mag|mogen|alleen|nooit|altijd|is|zijn|wordt|worden|blijf\w*|als|wanneer|tot|anders",
    "pt": r"deve\w*|pode\w*|dá pra|tem que|só|nunca|sempre|é|são|fica\w*|se|quando|depois|até|mostra\w*|vira",
}
_CHATTER: Final[dict[str, str]] = {
    "en": r"as an? [^.]{1,60},? i(?:['’]d| want| would)|i (?:think|guess|believe|played|want)"
    r"|we (?:had|have|lost|think|believe|tried)"
    r"|today[,: ]|currently|at the moment|right now|hi\b|hello|thanks|regards|please|see (?:below|above)|fyi"
    r"|related:|designs?\b",
    "de": r"als [^.]{1,60} (?:möchte|will) ich|heute[,: ]|derzeit|aktuell|momentan|hallo|danke|viele grüße|siehe",
    "fr": r"en tant que|aujourd['’]hui|actuellement|bonjour|merci|cordialement|voir",
    "es": r"como [^.]{1,60}quiero|hoy[,: ]|actualmente|hola|gracias|saludos|ver\b",
    "nl": r"als [^.]{1,60} wil ik|vandaag|momenteel|nu[,: ]|hallo|bedankt|groet|zie\b",
    "pt": r"como [^.]{1,60}quero|hoje[,: ]|atualmente|olá|obrigad\w+|abraços|ver\b",
}
_ROLES: Final[dict[str, str]] = {
    "en": r"roles?|permissions?|rights?|admins?|administrators?|owners?|guests?|members?|read-only|logged in"
    r"|authori[sz]ed|allowed to"
    r"|only [^.]{1,60} can",
    "de": r"rollen?|rechte?|berechtig\w*|admins?|administrator\w*|gäste?|mitglied\w*"
    r"|nur [^.]{1,40} (?:darf|dürfen|können)",
    "fr": r"rôles?|droits?|permissions?|administrat\w+|invités?|membres?|autorisés?",
    "es": r"roles?|permisos?|administrador\w*|invitad\w*|miembros?|autorizad\w*",
    "nl": r"rol(?:len)?|rechten|beheerders?|gasten?|leden|bevoegd\w*",
    "pt": r"pap[eé]is|papel|permiss\w+|administrador\w*|convidad\w*|membros?|senha",
}
_ALLOWED: Final[dict[str, str]] = {
    "en": r"can(?:not|['’]t)?|may|only|sees?|allowed|permitted|don['’]t get|forbidden",
    "de": r"kann|können|darf|dürfen|nur|sieht|sehen|erlaubt|verboten",
    "fr": r"peu(?:t|vent)|seulement|seuls?|voi\w+|autorisés?|interdit\w*",
    "es": r"puede\w*|sólo|solo|ve|ven|permitid\w*|prohibid\w*",
    "nl": r"kan|kunnen|mag|mogen|alleen|ziet|toegestaan|verboden",
    "pt": r"pode\w*|só|vê|pede\w*|permitid\w*|proibid\w*",
}
_AS_BEFORE: Final[dict[str, str]] = {
    "en": r"still|as (?:today|before|now|usual)|stays? (?:as|the same)|unchanged|no longer|not any ?more|again",
    "de": r"weiterhin|wie (?:heute|bisher|vorher)|unverändert|nicht mehr|wieder",
    "fr": r"toujours|comme (?:aujourd['’]hui|avant)|inchangé\w*|ne [^.]{1,30} plus",
    "es": r"sigue\w*|como (?:hoy|antes|siempre)|sin cambios|ya no",
    "nl": r"nog steeds|zoals (?:nu|voorheen)|ongewijzigd|niet meer",
    "pt": r"continua\w*|como (?:hoje|antes|já)|inalterad\w*|não [^.]{1,30} mais",
}
_OTHERWISE: Final[dict[str, str]] = {
    "en": r"if|otherwise|else|instead|in case|without|optional(?:ly)?|also|either way|even",
    "de": r"wenn|falls|sonst|andernfalls|stattdessen|ohne|auch",
    "fr": r"si|sinon|autrement|à la place|sans|aussi",
    "es": r"si|si no|en caso|en lugar|sin|también",
    "nl": r"als|indien|anders|in plaats|zonder|ook",
    "pt": r"se|senão|caso|em vez|sem|também",
}
_MAYBE: Final[dict[str, str]] = {
    "en": r"could|nice to have|optional|if possible|ideally",
    "de": r"könnte\w*|optional|wenn möglich|idealerweise|wäre schön",
    "fr": r"pourrai\w*|optionnel\w*|si possible|idéalement",
    "es": r"podría\w*|opcional|si es posible|idealmente",
    "nl": r"zou(?:den)? kunnen|optioneel|indien mogelijk|idealiter",
    "pt": r"poderia\w*|opcional|se possível|idealmente",
}
_RATHER: Final[dict[str, str]] = {
    "en": r"should",
    "de": r"soll\w*",
    "fr": r"devrai\w*",
    "es": r"debería\w*",
    "nl": r"zou(?:den)? moeten",
    "pt": r"deveria\w*",
}
_VAGUE: Final[dict[str, str]] = {
    "en": r"fast|quick(?:ly)?|soon|slow|simple|easy|easily|intuitive|user-friendly|nice|properly|correctly"
    r"|appropriate\w*"
    r"|as expected|as usual|like the others|reasonabl[ey]|some(?: time)?|several|various|many|large|big|old|recent"
    r"|etc|and so on|if needed|if necessary|somehow|better",
    "de": r"schnell|bald|einfach|intuitiv|benutzerfreundlich|richtig|passend|wie üblich|einige|mehrere|viele|groß\w*"
    r"|usw|etc|bei bedarf|irgendwie|besser",
    "fr": r"rapide\w*|bientôt|simple\w*|intuiti\w*|correctement|approprié\w*|comme d['’]habitude|quelques|plusieurs|etc"
    r"|si besoin|mieux",
    "es": r"rápid\w*|pronto|sencill\w*|intuitiv\w*|correctamente|apropiad\w*|como siempre|algun\w*|vari\w{2}|etc"
    r"|si hace falta"
    r"|mejor",
    "nl": r"snel|binnenkort|eenvoudig|intuïtief|goed|passend|zoals gebruikelijk|enkele|meerdere|enz|etc|indien nodig"
    r"|beter",
    "pt": r"rápid\w*|logo|simples|intuitiv\w*|corretamente|apropriad\w*|como sempre|algun\w*|vári\w{2}|etc"
    r"|se necessário"
    r"|melhor",
}
_BOUND: Final[dict[str, str]] = {
    "en": r"limits?|maximum|minimum|too (?:long|many|large|big|short|old|late)|timeout|expires?|expired",
    "de": r"grenz\w*|limit\w*|höchst\w*|mindest\w*|zu (?:lang|viele|groß|kurz|spät)|zeitüberschreitung|abgelaufen",
    "fr": r"limites?|maximum|minimum|trop (?:long|grand|tard)\w*|expir\w*",
    "es": r"límites?|máximo|mínimo|demasiad\w*|caduca\w*|expira\w*",
    "nl": r"limiet\w*|maximum|minimum|te (?:lang|veel|groot|laat)|verlopen",
    "pt": r"limites?|máximo|mínimo|demais|expira\w*",
}
_SPEED: Final = re.compile(
    r"(?<!\w)(?:\d+\s?(?:s|ms|sec(?:onds?)?|sekunden?|secondes?|segundos?|seconden)|p9\d)(?!\w)", re.IGNORECASE
)
_ASKED: Final[dict[str, tuple[str, str]]] = {
    "en": ('What exactly does "{word}" mean in "{text}"?', 'Which limit is meant in "{text}"?'),
    "de": ('Was heißt "{word}" genau in "{text}"?', 'Welche Grenze ist gemeint in "{text}"?'),
    "fr": ('Que veut dire exactement "{word}" dans "{text}" ?', 'De quelle limite s’agit-il dans "{text}" ?'),
    "es": ('¿Qué significa exactamente "{word}" en "{text}"?', '¿Qué límite se entiende en "{text}"?'),
    "nl": ('Wat betekent "{word}" precies in "{text}"?', 'Welke grens is bedoeld in "{text}"?'),
    "pt": ('O que significa exatamente "{word}" em "{text}"?', 'Qual limite vale em "{text}"?'),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The patterns of one language; each meets a sentence whatever its case.

    Attributes:
        duty: what a sentence says that states how something is to be.
        chatter: how a sentence begins that states nothing.
        roles: who somebody is.
        allowed: what somebody may do.
        as_before: what stays, or comes back.
        otherwise: another way through.
        maybe: what need not be.
        rather: what should be.
        vague: words that nobody can check.
        bound: words for a limit.
        speed: how long a machine may take.
        asked: the question about a vague word (`word`, `text`), and about a limit without a number (`text`).
    """

    duty: re.Pattern[str]
    chatter: re.Pattern[str]
    roles: re.Pattern[str]
    allowed: re.Pattern[str]
    as_before: re.Pattern[str]
    otherwise: re.Pattern[str]
    maybe: re.Pattern[str]
    rather: re.Pattern[str]
    vague: re.Pattern[str]
    bound: re.Pattern[str]
    speed: re.Pattern[str]
    asked: tuple[str, str]


@cache
def phrases(language: str) -> Phrases:
    """Return the patterns of a language."""
    code = base(language) if base(language) in _DUTY else "en"
    return Phrases(
        duty=_words(_DUTY[code]),
        chatter=re.compile(rf"\W*(?:{_CHATTER[code]})", re.IGNORECASE),
        roles=_words(_ROLES[code]),
        allowed=_words(_ALLOWED[code]),
        as_before=_words(_AS_BEFORE[code]),
        otherwise=_words(_OTHERWISE[code]),
        maybe=_words(_MAYBE[code]),
        rather=_words(_RATHER[code]),
        vague=_words(_VAGUE[code]),
        bound=_words(_BOUND[code]),
        speed=_SPEED,
        asked=_ASKED[code],
    )


def _words(spelled: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)
