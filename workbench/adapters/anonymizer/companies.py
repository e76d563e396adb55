"""Companies, by their legal form and by the words before them; the tenant's own terms."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled
from workbench.core.anonymising.records import Kind, Span

_CAP: Final = r"[\p{Lu}\d][\p{L}\p{M}\d'’&.-]*"
_FORM: Final = (
    r"(?:GmbH(?: & Co\.? KG(?:aA)?)?|gGmbH|AG|KG|OHG|e\.V\.|UG|SE|KGaA|Ltd\.?|Limited|LLC|LLP|PLC|plc|Inc\.?"
    r"|Incorporated|Corp\.?|Corporation"
    r"|S\.A\.S?\.?|SAS|SARL|S\.?à r\.?l\.?|SCI|EURL|B\.V\.|BV|N\.V\.|NV|S\.L\.U?\.?|S\.r\.l\.|SRL|S\.p\.A\.|SpA"
    r"|Lda\.?|Ltda\.?"
    r"|sp\. z o\.?o\.?|Sp\. z o\.?o\.?|S\.K\.A\.|s\.r\.o\.|a\.s\.|Kft\.?|Zrt\.?|Oy|Oyj|ApS|A/S|Pty Ltd|Pte Ltd|K\.K\.)"
)
RULES: Final = (
    Rule(
        name="legal-form",
        kind="org",
        after="word",
        pattern=compiled(rf"{_CAP}(?:[ ](?:&|und|and|et|y|i|{_CAP})){{0,4}},?[ ]{_FORM}"),
    ),
    Rule(
        name="quoted-customer",
        kind="org",
        before="",
        after="",
        pattern=compiled(
            rf"(?i:customer|client|merchant|tenant|partner|vendor|supplier|kunde|mandant|firma|lieferant|h[äa]ndler"
            rf"|klant|cliente|klient|fournisseur)[ :]{{1,2}}"
            rf"[\"“„«'](?P<v>{_CAP}(?:[ ]{_CAP}){{0,4}})[\"”“»']"
        ),
    ),
    Rule(
        name="customer",
        kind="org",
        before="",
        after="word",
        tier="suspected",
        pattern=compiled(
            rf"(?:^|[^\pL\pN])(?i:customer|client|tenant|company|employer|kunde|mandant|firma|bei der firma|klant"
            rf"|société|empresa|azienda|firmy)[ :]{{1,2}}"
            rf"(?P<v>{_CAP}(?:[ ]{_CAP}){{0,3}})"
        ),
    ),
)


def dictionary_terms(text: str, dictionary: Mapping[str, Kind]) -> Iterator[Span]:
    """Yield where the tenant's terms stand as words of their own, in any case of letters."""
    lowered = text.casefold()
    for term, kind in dictionary.items():
        if term.strip() and term.casefold() in lowered:
            for match in re.finditer(rf"(?<![^\W_]){re.escape(term)}(?![^\W_])", text, re.IGNORECASE):
                yield Span(start=match.start(), end=match.end(), kind=kind, detector="dictionary")
