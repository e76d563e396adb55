"""Rewriting a statement by tables of patterns, outside of what it quotes."""

import re
from collections.abc import Callable, Sequence
from typing import Final

Rule = tuple[re.Pattern[str], str]

# What stands in quotation marks or brackets is another's wording or an aside.
_QUOTED: Final = re.compile(
    r"\"[^\"\n]{1,400}\"|„[^“”\n]{1,400}[“”]|“[^”\n]{1,400}”|«[^»\n]{1,400}»|`[^`\n]{1,200}`|\{\{[^{}\n]{0,100}\}\}"
)
_ASIDE: Final = re.compile(r"\([^()\n]{0,300}\)")
QUOTE: Final = "\x01"
"""Stands for each character of a quotation in a masked text."""
ASIDE: Final = "\x00"
"""Stands for each character of an aside in a masked text."""
_VOWEL: Final = re.compile(r"(?:[aeio]|u(?!s|ni|til)|hour|honest)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\b([Aa])n?(?= $)")
_WHITE: Final = re.compile(r"[ \t]{2,9}")
_STRAY: Final = re.compile(r"[ ,]{1,9}([,;.])")


def listed(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    """Return compiled rules; case is ignored, and a rewritten capital stays one."""
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in pairs)


def masked(text: str) -> str:
    """Return a text of the same length in which quotations and asides hold no words."""
    hidden = _QUOTED.sub(lambda found: QUOTE * len(found.group()), text)
    return _ASIDE.sub(lambda found: ASIDE * len(found.group()), hidden)


def rewrite(text: str, table: Sequence[Rule], start: int = 0) -> str | None:
    """Return the text after the first rule that applies, at its first place from `start` on, or None."""
    hidden = masked(text)
    for pattern, replacement in table:
        for found in pattern.finditer(hidden, start):
            changed = replaced(text, found.span(), found.expand(replacement))
            if changed != text:
                return changed
    return None


def replaced(text: str, span: tuple[int, int], new: str) -> str:
    """Return the text with a span replaced: a capital at its start is kept, articles and blanks fit."""
    first, last = span
    if text[first : first + 1].isupper() and not text[first + 1 : first + 2].isupper():
        new = new[:1].upper() + new[1:]
    new = fit_article(new, text[last:])
    return tidy(fit_article(text[:first], new + text[last:]) + new + text[last:])


def fit_article(before: str, word: str) -> str:
    """Return the text before a word with an `a` or `an` at its end that fits the word."""
    if not re.match(r"[a-z]", word, re.IGNORECASE):
        return before
    return _ARTICLE.sub(lambda found: found[1] + ("n" if _VOWEL.match(word) else ""), before)


def tidy(text: str) -> str:
    """Return the text with single blanks and none before a comma, outside of quotations, and a capital at its start."""
    for pattern, kept in ((_WHITE, " "), (_STRAY, None)):
        for found in reversed(list(pattern.finditer(masked(text)))):
            text = text[: found.start()] + (kept or found[1]) + text[found.end() :]
    text = text.strip()
    return text[:1].upper() + text[1:]


def same_but(text: str, pairs: Sequence[tuple[str, str]], keep: Callable[[str], bool] = lambda _: False) -> str:
    """Return the text with every whole literal exchanged, all at once.

    Args:
        text: any text.
        pairs: the old literal and the new one.
        keep: says of the text before a literal whether it stays.
    """
    known = {old: new for old, new in pairs if old}
    if not known:
        return text
    longest = sorted(known, key=lambda old: (-len(old), old))
    pattern = re.compile("|".join(f"{_edge(old, 0)}{re.escape(old)}{_edge(old, -1)}" for old in longest))
    return pattern.sub(lambda found: found[0] if keep(text[: found.start()][-40:]) else known[found[0]], text)


def _edge(literal: str, place: int) -> str:
    """Keep a literal that starts or ends like a word from matching inside of a longer word or number."""
    if not literal[place].isalnum():
        return ""
    return r"(?<![\w:+-])(?<!\d[.,])" if place == 0 else r"(?![^\Wº])(?![.,:]\d)"
