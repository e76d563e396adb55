"""A rule: a pattern that cannot hang, and what has to hold of what it finds.

Patterns run on RE2, whose time is linear in the text whatever the text is. RE2 has no look-around; what may stand
before and behind a value is said apart.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import re2

from workbench.core.anonymising.records import Kind, Span, Tier

Check = Callable[[str, int, int], "Tier | None"]
"""Of the text and where the value stands: how sure it is, or None where it is no find."""

_OPTIONS: Final = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 256 << 20  # the default holds no list of cues in ten languages
WORD: Final = "word"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A pattern for one kind.

    Attributes:
        name: of the detector.
        kind: what it finds.
        pattern: of RE2; the group `v` is the value, else the whole match.
        before: signs that may not stand before the value; `word` is a letter, a digit or `_`, which are never listed.
        after: signs that may not stand behind it.
        hints: the text must hold one of these, in small letters; none means that it is always looked for.
        tier: how sure it is, where no check says it.
        check: looks closer.
    """

    name: str
    kind: Kind
    pattern: Any
    before: str = WORD
    after: str = WORD
    hints: tuple[str, ...] = ()
    tier: Tier = "sure"
    check: Check | None = field(default=None)

    def find(self, text: str, lowered: str) -> Iterator[Span]:
        """Yield what the rule finds."""
        if self.hints and not any(hint in lowered for hint in self.hints):
            return
        for start, end in values(self.pattern, text):
            if start == end or not self._stands_free(text, start, end):
                continue
            tier = self.tier if self.check is None else self.check(text, start, end)
            if tier is not None:
                yield Span(start=start, end=end, kind=self.kind, detector=f"rule:{self.name}", tier=tier)

    def _stands_free(self, text: str, start: int, end: int) -> bool:
        return not (_is_in(text[start - 1 : start], self.before) or _is_in(text[end : end + 1], self.after))


def compiled(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    """Return a pattern of RE2."""
    return re2.compile(pattern, _OPTIONS)


def values(pattern: Any, text: str) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - re2 has no types
    """Yield where a pattern's group `v` stands, or the whole match where it has none."""
    group = pattern.groupindex.get("v", 0)
    for match in pattern.finditer(text):
        start, end = match.span(group)
        if start >= 0:
            yield start, end


def find_all(rules: Iterable[Rule], text: str) -> Iterator[Span]:
    """Yield what any of the rules finds in a text."""
    lowered = text.casefold()
    for rule in rules:
        yield from rule.find(text, lowered)


def _is_in(sign: str, signs: str) -> bool:
    if not sign or not signs:
        return False
    if signs.startswith(WORD):
        return sign.isalnum() or sign == "_" or sign in signs[len(WORD) :]
    return sign in signs
