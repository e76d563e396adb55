"""Which words a text is held to: lists for six languages, and the choice among them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from workbench.core.lint.words.de import WORDS as _DE
from workbench.core.lint.words.en import WORDS as _EN
from workbench.core.lint.words.es import WORDS as _ES
from workbench.core.lint.words.fr import WORDS as _FR
from workbench.core.lint.words.nl import WORDS as _NL
from workbench.core.lint.words.pt import WORDS as _PT
from workbench.core.lint.words.words import Words

WORDS: Final[dict[str, Words]] = {each.code: each for each in (_EN, _DE, _FR, _ES, _NL, _PT)}

_TOKEN = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 6
_CLEARLY: Final = 2

__all__ = ["WORDS", "Words", "spoken"]


def spoken(language: str, texts: Iterable[str]) -> Words | None:
    """The words for these step texts, or None where we have none for their language.

    Keywords may be English where the text is not, as our grammar writes them. So another language whose function words
    stand there at least twice as often as those of the dialect's is taken for the text's.

    Args:
        language: the dialect's code, as `en` or `pt`.
        texts: what the steps say, in lower case.
    """
    own = WORDS.get(language.partition("-")[0])
    tokens = Counter(token for text in texts for token in _TOKEN.findall(text))
    if own is None or _is_another_script(tokens):
        return None
    counts = {code: sum(tokens[word] for word in each.common) for code, each in WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    return WORDS[best] if counts[best] >= max(_ENOUGH, _CLEARLY * counts[own.code]) else own


def _is_another_script(tokens: Counter[str]) -> bool:
    """Whether less than half of the words are in Latin letters."""
    latin = sum(count for token, count in tokens.items() if token[0] < "\u0250")
    return latin * 2 < tokens.total()
