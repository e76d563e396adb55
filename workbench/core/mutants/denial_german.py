"""Saying the opposite in German: `nicht` and `kein` put in or taken away, or the verb's opposite."""

import re
from typing import Final

from workbench.core.mutants.rewriting import QUOTE, masked, replaced, rewrite, rules, tidy

_PAIRS: Final = (
    ("angenommen", "abgelehnt"), ("akzeptiert", "zurückgewiesen"), ("angezeigt", "ausgeblendet"),
    ("erlaubt", "verboten"), ("zulässig", "unzulässig"), ("sichtbar", "unsichtbar"), ("möglich", "unmöglich"),
    ("aktiviert", "deaktiviert"), ("aktiv", "inaktiv"), ("gültig", "ungültig"), ("entsperrt", "gesperrt"),
    ("genehmigt", "abgelehnt"),
)  # fmt: skip
_OPPOSITES: Final = {b: a for a, b in reversed(_PAIRS)} | dict(_PAIRS)
_OPPOSITE: Final = re.compile(rf"\b({'|'.join(sorted(_OPPOSITES, key=len, reverse=True))})\b(?! bleib)")
_MESSAGE_BEFORE: Final = re.compile(rf"\bmit (?:der (?:Meldung|Nachricht) )?{QUOTE}+ $")
_SUBORDINATE: Final = re.compile(
    r", (?:der|die|das|dem|den|deren|dessen|bis|wenn|weil|dass|ob|sobald|solange|nachdem|bevor|damit|obwohl|falls|indem"
    r"|in der|in dem|an dem|für die|auf den|auch wenn)\b[^,;.]{0,200}(?=[,;.]|$)"
)
_CONDITION: Final = re.compile(
    r"(?:Wenn|Falls|Sobald|Solange|Nachdem|Bevor|Ist|Sind|Hat|Haben|Wird|Werden|Kann|Können|Liegt|Fehlt|Gibt|Steht"
    r"|Während|Weil|Obwohl|\w{2,15}t (?:der|die|das|ein|eine|jemand|man))\b"
)
_FINITE: Final = re.compile(
    r"\b(?:wird|werden|ist|sind|kann|können|darf|dürfen|muss|müssen|soll|sollen|hat|haben|lässt sich|lassen sich|bleibt"
    r"|bleiben|gilt|gelten)\b",
    re.IGNORECASE,
)
_CLAUSE_END: Final = re.compile(r"[,;.]| und | samt | oder |$")
_PARTICIPLE: Final = re.compile(
    r"(?:(?:[a-zäöü]{2,6}|[a-zäöü]{1,20}bar)? )?\b(?:zu )?[a-zäöü]*(?:ge[a-zäöü]+t|ge[a-zäöü]+en|iert|[a-zäöü]{2,}en"
    r"|bucht|legt|stellt|haltet|rechnet|bestätigt|belegt|kauft|zahlt|fügt)$"
)
_NO: Final = re.compile(r"\b([Kk])ein(e[nrm]?|es)? (\w+)")
_ARTICLE: Final = re.compile(
    r"\b(?:hat|erhält|bekommt|gibt es|geht|sieht|enthält|zeigt|erscheint|kommt)(?: \w+){0,2}? (ein(?:e[nr]?)?)\b"
)
_ADDED: Final = rules(
    (r"(, eine[rs]? [^,;.]{1,40}) nicht(?=\.?$)", r"\1 auch"),
    (r"\bnicht mehr\b(?! als)", "weiterhin"),
    (r"\bnicht erneut\b", "erneut"),
    (r"\bnoch nicht\b", "bereits"),
    (r"\bnicht (?=noch einmal\b)", ""),
    (r"\bnicht ", ""),
    (r"\bnie(?:mals)?\b", "immer"),
)
_PREDICATES: Final = rules(
    (r"\bfehlt (die|der|das)\b", r"erscheint \1"),
    (rf"\berscheint (?:(?:der|die|das|eine?) \w+ )?{QUOTE}+", ""),
    (r"\b(ist|hat|haben|sind) ((?:\w+ ){0,4}?)(derselbe|dieselbe|dasselbe|dieselben|denselben)\b", r"\1 \2nicht \3"),
)


def deny(text: str, start: int | None = None) -> str | None:
    """Return the text with its main clause turned into the opposite, or None where that is not safe."""
    first = main_clause(text) if start is None else start
    for attempt in (_without_not, _without_no, _opposite, _predicate, _with_not, _with_no):
        changed = attempt(text, first)
        if changed is not None:
            return tidy(changed)
    return None


def main_clause(text: str) -> int:
    """Return where the main clause starts, after a leading condition; 0 where there is none."""
    hidden = masked(text)
    if not _CONDITION.match(hidden):
        return 0
    comma = re.search(r",(?!\d)(?! (?:der|die|das|dem|den|wenn|und|oder|dass)\b)", hidden)
    return comma.end() + 1 if comma and comma.end() + 1 < len(text) else 0


def outcome(text: str) -> int:
    """Return where the finite verb of the main clause ends; where the main clause starts, if none is known."""
    first = main_clause(text)
    found = _FINITE.search(_open(text), first)
    return found.end() if found else first


def _open(text: str) -> str:
    """The masked text, with its subordinate clauses masked, too."""
    return _SUBORDINATE.sub(lambda found: "," + QUOTE * (len(found.group()) - 1), masked(text))


def _without_not(text: str, start: int) -> str | None:
    visible = _open(text)
    if re.search(r"\b(?:und|aber|,) nicht\b|\bsondern\b|\bund nicht mehr\b", visible[start:]):
        return None
    return _on_visible(text, visible, start, _ADDED)


def _on_visible(text: str, visible: str, start: int, table: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, replacement in table:
        found = pattern.search(visible, start)
        if found is not None and QUOTE not in found.group():
            return replaced(text, found.span(), found.expand(replacement))
    return None


def _without_no(text: str, start: int) -> str | None:
    found = _NO.search(_open(text), start)
    if found is None:
        return None
    noun, ending = found[3], found[2] or ""
    if re.search(r"\bohne\b", _open(text)[max(0, found.start() - 12) : found.start()]):
        return None
    plural = ending in {"e", "en"} and re.search(r"(?:en|ern|eln|s|kosten)$", noun) and noun[0].isupper()
    article = "" if plural else f"{'E' if found[1] == 'K' else 'e'}in{ending} "
    return text[: found.start()] + article + text[found.start(3) :]


def _opposite(text: str, start: int) -> str | None:
    found = _OPPOSITE.search(_open(text), start)
    if found is None:
        return None
    before = text[: found.start()]
    message = _MESSAGE_BEFORE.search(masked(text)[: found.start()])
    if message is not None and found[1] in {"abgelehnt", "zurückgewiesen", "verboten"}:
        before = text[: message.start()]
    return before + _OPPOSITES[found[1]] + text[found.end() :]


def _predicate(text: str, start: int) -> str | None:
    return (
        rewrite(text, _PREDICATES[:1], start) or _quoted_predicate(text, start) or rewrite(text, _PREDICATES[2:], start)
    )


def _quoted_predicate(text: str, start: int) -> str | None:
    found = _PREDICATES[1][0].search(masked(text), start)
    return f"{text[: found.end()]} nicht{text[found.end() :]}" if found else None


def _with_not(text: str, start: int) -> str | None:
    """`wird ... gespeichert`: `nicht` goes before the participle or infinitive that closes the clause."""
    visible = _open(text)
    finite = _FINITE.search(visible, start)
    if finite is None or re.search(r"\b(?:nichts|niemand|kein\w*|nur)\b", visible[start:]):
        return None
    end = _CLAUSE_END.search(visible, finite.end())
    last = (
        re.search(
            r"(?:(?<= )zu |\b[a-zäöüß]{4,} (?=(?:werden|worden|sein)$))?[a-zäöüß]+$",
            visible[finite.end() : end.start()],
        )
        if end
        else None
    )
    if last is None or not _PARTICIPLE.search(last.group()):
        return None
    place = finite.end() + last.start()
    return f"{text[:place]}nicht {text[place:]}"


def _with_no(text: str, start: int) -> str | None:
    found = _ARTICLE.search(_open(text), start)
    return f"{text[: found.start(1)]}k{text[found.start(1) :]}" if found else None
