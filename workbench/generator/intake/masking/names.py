"""Where people's names stand in a text, in whatever order, case and joining they are written."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ALONE: Final = re.compile(r"(?<![\w.@~-])[^\W\d_]+(?![\w@-]|\.\w)")  # no part of a login, an address or a file name
_GAP: Final = re.compile(r"[._'’-]|\s{1,3}|,\s{0,2}")
_AFTER_INITIAL: Final = re.compile(r"\.?\s{0,3}")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAST_PART: Final = 3
# What stands in display names and names nobody.
_COMMON: Final = frozenset(
    """
    account admin administrator agent analyst and api app assistant automation bot business client customer default del
    demo den deploy der dev developer development doctor engineer engineering external former group guest head jira
    junior lead manager miss office operations owner platform prof professor project product quality release reporter
    scrum senior service support system team tech test tester testing the unassigned user van von web
    """.split()  # noqa: SIM905 - read as prose
)


class _Term(NamedTuple):
    words: tuple[str, ...]
    name: str
    exact: bool  # a single part of a name is one only as it is written there


class Names:
    """The names of an issue's people, ready to be looked for."""

    def __init__(self, names: Sequence[str], texts: Sequence[str]) -> None:
        """Prepare the names.

        Args:
            names: as Jira shows them.
            texts: what will be looked through; a part of a name that stands there in lower case is a common word.
        """
        lower = {word for text in texts for word in _ALONE.findall(text) if word == word.lower()}
        self._terms: defaultdict[str, list[_Term]] = defaultdict(list)
        self._unspaced = [name for name in names if _UNSPACED.search(name) and len(name) > 1]
        for name in names:
            for term in _terms(name, lower):
                self._terms[term.words[0].casefold()].append(term)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and the name as Jira shows it; the longest at each place first."""
        words = [(match.start(), match.end()) for match in _WORD.finditer(text)] if self._terms else []
        for place, (start, end) in enumerate(words):
            for term in self._terms.get(text[start:end].casefold(), ()):
                last = place + len(term.words) - 1
                if last < len(words) and self._stands(text, words[place : last + 1], term):
                    yield start, words[last][1], term.name
        for name in self._unspaced:
            yield from ((match.start(), match.end(), name) for match in re.finditer(re.escape(name), text))

    def _stands(self, text: str, words: Sequence[tuple[int, int]], term: _Term) -> bool:
        if term.exact:
            return text[words[0][0] : words[0][1]] == term.words[0]
        same = all(text[a:b].casefold() == word.casefold() for (a, b), word in zip(words, term.words, strict=True))
        return same and all(
            (_AFTER_INITIAL if before[1] - before[0] == 1 else _GAP).fullmatch(text, before[1], after[0])
            or _GAP.fullmatch(text, before[1], after[0])
            for before, after in pairwise(words)
        )


def _terms(name: str, lower: set[str]) -> Iterator[_Term]:
    for form in dict.fromkeys((name, unicodedata.normalize("NFD", name))):
        words = tuple(_WORD.findall(form))
        if len(words) > 1:
            yield _Term(words, name, exact=False)
            yield _Term((*words[1:], words[0]), name, exact=False)
            yield _Term((words[-1], *words[:-1]), name, exact=False)
        yield from (_Term((word,), name, exact=True) for word in words if _is_a_name(word, lower))


def _is_a_name(word: str, lower: set[str]) -> bool:
    plain = word.casefold()
    return len(word) >= _LEAST_PART and word[0].isupper() and plain not in _COMMON and word.lower() not in lower
