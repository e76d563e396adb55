"""How people announce acceptance criteria, and the keywords of Gherkin, in the languages we read."""

import re
from typing import Final, Literal, NamedTuple

Keyword = Literal["scenario", "given", "when", "then", "and", "examples"]

_ACCEPTANCE: Final = "|".join(
    (
        r"accept(?:ance|ence|ed)?[\s_-]*crit\w*",
        r"acceptance\s+(?:conditions?|requirements?)",
        r"conditions?\s+of\s+(?:acceptance|satisfaction)",
        r"(?:akzeptanz|abnahme)[\s-]?(?:kriteri\w*|bedingung\w*)",
        r"crit[èe]res?\s+d.\s?(?:acceptation|acceptance)",
        r"criterios?\s+de\s+aceptaci[óo]n",
        r"crit[ée]rios?\s+de\s+(?:aceita[çc][ãa]o|aceite)",
        r"acceptatie[\s-]?criteri\w*",
        r"criteri\s+di\s+accettazione",
        r"kryteria\s+akceptacji",
        r"критери\w*\s+при[её]мки",
        r"受け?入れ?(?:条件|基準)|验收标准",
    )
)
ACCEPTANCE: Final = re.compile(rf"(?<!\w)(?:{_ACCEPTANCE}|(?-i:ACs?)(?!\w))", re.IGNORECASE)
ACCEPTANCE_FIELD: Final = re.compile(rf"(?<!\w)(?:{_ACCEPTANCE}|acs?(?!\w))", re.IGNORECASE)
DONE: Final = re.compile(r"(?<!\w)(?:definition\s+of\s+done|(?-i:DoD)(?!\w))", re.IGNORECASE)

# A heading over rules that have to hold, where the criteria are not called so.
RULES: Final = re.compile(
    r"\W*(?:(?:business|functional)?\s*(?:rules|requirements)|expected(?:\s+(?:behaviou?r|results?|outcome))?"
    r"|(?:what|it)\s+should\s+(?:happen|be)|should\s+be|how\s+it\s+should\s+(?:work|be)"
    r"|(?:erwartetes\s+(?:verhalten|ergebnis))|soll|anforderungen|regeln|so\s+soll\s+es\s+(?:sein|funktionieren)"
    r"|comportement\s+attendu|r[èe]gles(?:\s+de\s+gestion)?|exigences"
    r"|c[óo]mo\s+(?:tiene\s+que|debe)\s+funcionar|comportamiento\s+esperado|reglas|requisitos"
    r"|como\s+deve\s+funcionar|comportamento\s+esperado|regras|verwacht\s+gedrag|eisen|regels)\W*",
    re.IGNORECASE,
)
# What follows such words states no criteria, and ends the section before.
ASIDE: Final = re.compile(
    r"\W*(?:steps?(?:\s+to\s+reproduce)?|to\s+reproduce|how\s+to\s+reproduce|reproduction|actual(?:\s+\w+)?"
    r"|what\s+happens|not\s+(?:here|now|part|wanted|in\s+(?:scope|this\s+\w+))|(?:out\s+of|not\s+in)\s+scope|non[\s-]goals"
    r"|notes?|technical\s+notes?|implementation(?:\s+notes?)?|open(?:\s+questions?)?|questions?|links?|attachments?|related(?:\s+\w+)?|see\s+also|original\s+description"
    r"|background|context|environment|design|hinweise?|notizen|offen(?:e\s+fragen)?|nicht\s+(?:hier|enthalten|teil)\w*"
    r"|schritte(?:\s+zum\s+nachstellen)?|hors\s+p[ée]rim[èe]tre|[ée]tapes(?:\s+de\s+reproduction)?|remarques?"
    r"|fuera\s+de(?:l)?\s+alcance|pasos(?:\s+para\s+reproducir)?|notas?|fora\s+d[eo]\s+escopo|passos(?:\s+para\s+reproduzir)?"
    r"|buiten\s+scope|stappen)\W*",
    re.IGNORECASE,
)
DUTIES: Final = re.compile(
    r"\b(?:must|shall|has\s+to|have\s+to|muss|müssen|darf|dürfen|doit|doivent|debe|deben|deve|devem|moet|moeten)\b",
    re.IGNORECASE,
)


class Dialect(NamedTuple):
    """Gherkin's step words in one language, alternatives parted by `|`."""

    given: str
    when: str
    then: str
    also: str


_DIALECTS: Final = (
    Dialect("given", "when", "then", "and|but"),
    Dialect(r"angenommen|gegeben(?:\s+sei(?:en)?)?|vorausgesetzt", "wenn", "dann", "und|aber"),
    Dialect(r"étant\s+donné\w*|etant\s+donné\w*|sachant", "quand|lorsque?|lorsqu", "alors|donc", "et|mais"),
    Dialect("dad[oa]s?", "cuando", "entonces", "y|pero"),
    Dialect("dad[oa]s?", "quando", "então|entao", "e|mas"),
    Dialect("gegeven|stel", "als|wanneer", "dan", "en|maar"),
    Dialect("dat[oaie]", "quando", "allora", "e|ma"),
)
_SCENARIO: Final = r"scenario(?:\s+outline)?|szenario|sc[ée]nario|escenario|cen[áa]rio"
_EXAMPLES: Final = r"examples?|beispiele?|exemples?|ejemplos?|exemplos?|voorbeelden|esempi"


def _pattern(dialect: Dialect) -> re.Pattern[str]:
    return re.compile(
        r"[\W_]*(?:\d{1,3}[.)]\s*)?(?:"
        rf"(?P<scenario>(?:{_SCENARIO})(?!\w))|(?P<examples>(?:{_EXAMPLES})\s*:)"
        rf"|(?P<given>(?:{dialect.given})(?!\w))|(?P<when>(?:{dialect.when})(?!\w))"
        rf"|(?P<then>(?:{dialect.then})(?!\w))|(?P<and>(?:{dialect.also})(?!\w)))",
        re.IGNORECASE,
    )


_PATTERNS: Final = tuple(_pattern(dialect) for dialect in _DIALECTS)


def keyword(line: str, pattern: re.Pattern[str]) -> Keyword | None:
    """The step word that the line starts with, or None."""
    match = pattern.match(line[:200])
    return match.lastgroup if match else None  # type: ignore[return-value]


def dialect(lines: list[str]) -> re.Pattern[str] | None:
    """The dialect in which most lines open with given, when or then; None where no line says then."""
    best, most = None, 0
    for pattern in _PATTERNS:
        words = [keyword(line, pattern) for line in lines]
        steps = sum(word in ("given", "when", "then") for word in words)
        if "then" in words and ("given" in words or "when" in words) and steps > most:
            best, most = pattern, steps
    return best
