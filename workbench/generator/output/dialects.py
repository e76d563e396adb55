"""Gherkin's spoken languages: which keywords a dialect has, and lines that only look like them.

Cucumber's table of dialects comes with `gherkin-official`; nothing of it is repeated here.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from gherkin.dialect import DIALECTS, Dialect

Kind = Literal["given", "when", "then", "and", "but", "or"]
DEFAULT: Final = "en"

_LANGUAGE_LINE = re.compile(
    r"^[ \t]{0,100}#[ \t]{0,9}language[ \t]{0,9}:[ \t]{0,9}([a-zA-Z_-]{1,20})[ \t]{0,100}$", re.M
)
# What models put before a keyword: bullets, numbers, quotes, bold. Blanks before it are taken off first:
# two runs of blanks in a row would make a match quadratic in them.
_ORNAMENT = r"(?:[-*+•>]\s{0,3}|\(?\d{1,3}[.):]\s{0,3}){0,2}[*_`\"]{0,3}"
_NUMBER = r"\s{0,3}#?\d{1,3}(?:\.\d{1,3}){0,2}"
_NO_STEPS: Final = frozenset({"whenever", "thence", "thenceforth", "givens"})
# Where several dialects share the keywords of a text, the likeliest comes first.
_LIKELY: Final = ("de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ja", "zh-CN", "zh-TW", "ko", "sv", "no", "da", "cs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Keywords:
    """One spelling for each keyword of a dialect, as it is written; step keywords keep their blank."""

    feature: str
    background: str
    scenario: str
    given: str
    when: str
    then: str
    conjunction: str | None


def known(language: str) -> bool:
    """Whether Cucumber has a dialect of this code."""
    return language in DIALECTS


def declared(text: str) -> str | None:
    """The code in the first `# language:` line, or None."""
    match = _LANGUAGE_LINE.search(text)
    return match.group(1) if match else None


def of(text: str) -> str:
    """The dialect that a text declares; English where it declares none, or one that Cucumber does not have."""
    code = declared(text)
    return code if code is not None and known(code) else DEFAULT


@cache
def dialect(language: str) -> Dialect:
    """Cucumber's dialect; English where it has none of this code."""
    return Dialect.for_name(language) or Dialect(DIALECTS[DEFAULT])


@cache
def keywords(language: str) -> Keywords:
    """The keywords to write a feature with: of each kind of step the first that means nothing else, at its shortest."""
    table = dialect(language)
    return Keywords(
        feature=table.feature_keywords[0],
        background=table.background_keywords[0],
        # Cucumber lists `Example` first, which is easily taken for `Examples`, and `Scenario` last.
        scenario=table.scenario_keywords[-1],
        given=_plain(language, table.given_keywords) or "* ",
        when=_plain(language, table.when_keywords) or "* ",
        then=_plain(language, table.then_keywords) or "* ",
        conjunction=_plain(language, table.and_keywords),
    )


def is_feature_line(line: str, language: str) -> bool:
    """Whether the parser takes the line as the feature's."""
    return line.lstrip().startswith(tuple(f"{word}:" for word in dialect(language).feature_keywords))


def is_heading_line(line: str, language: str) -> bool:
    """Whether the parser takes the line as a feature's, rule's, background's, scenario's or examples' first."""
    return line.lstrip().startswith(_headings(language))


def is_step_line(line: str, language: str) -> bool:
    """Whether the parser takes the line as a step, bullets (`* `) left out."""
    return line.lstrip().startswith(tuple(word for _, words in _steps(language) for word in words if word != "* "))


def step_kind(line: str, language: str) -> Kind | None:
    """The keyword that a line starts with, ignoring case, bullets, numbers and bold, or None."""
    match = _step_pattern(language).match(line.lstrip())
    return _kinds(language)[match.group(1).casefold()] if match else None


def glued_kind(line: str, language: str) -> Kind | None:
    """The keyword that a line starts with where no blank follows it (`Givena user`), or None."""
    match = _glued_pattern(language).match(line.lstrip())
    if match is None or "".join(match.groups()).casefold() in _NO_STEPS:
        return None
    return _kinds(language)[match.group(1).casefold()]


def looks_like_heading(line: str, language: str) -> bool:
    """Whether a line looks like the first of a scenario or background: numbered, bold, in capitals."""
    return _heading_pattern(language).match(line.lstrip()) is not None


def guess(text: str) -> str | None:
    """The dialect other than English whose keywords most lines of a text start with, or None."""
    lines = [line for line in text.split("\n")[:2_000] if line.strip()]
    if not any(map(_some_feature_line().match, lines)):
        return None
    ranked = sorted(DIALECTS, key=lambda code: (code not in _LIKELY, code))
    counts = {code: _count(lines, code) for code in ranked if not code.startswith("en")}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > _count(lines, DEFAULT) else None


def _count(lines: list[str], language: str) -> int:
    starts = _headings(language) + tuple(w for _, words in _steps(language) for w in words if w != "* ")
    return sum(line.lstrip().startswith(starts) for line in lines)


@cache
def _some_feature_line() -> re.Pattern[str]:
    words = {word for spec in DIALECTS.values() for word in spec["feature"]}
    return re.compile(rf"\s{{0,100}}(?:{_any_of(words)}):")


def _any_of(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _plain(language: str, words: list[str]) -> str | None:
    every = [word for _, group in _steps(language) for word in group]
    single = [word for word in words if word != "* " and every.count(word) == 1]
    # French lists `Et que ` before `Et `: of those that begin alike the shortest fits any text.
    return min((word for word in single if single[0].startswith(word)), key=len, default=None)


@cache
def _headings(language: str) -> tuple[str, ...]:
    table = dialect(language)
    words = [*table.feature_keywords, *table.rule_keywords, *table.background_keywords, *table.examples_keywords]
    return tuple(f"{word}:" for word in [*words, *table.scenario_keywords, *table.scenario_outline_keywords])


@cache
def _steps(language: str) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    table = dialect(language)
    return (
        ("given", tuple(table.given_keywords)),
        ("when", tuple(table.when_keywords)),
        ("then", tuple(table.then_keywords)),
        ("and", tuple(table.and_keywords)),
        ("but", tuple(table.but_keywords)),
    )


@cache
def _kinds(language: str) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {"or": "or"} if language == DEFAULT else {}
    for kind, words in _steps(language):
        for word in words:
            kinds.setdefault(word.strip().casefold(), kind)
    return kinds


@cache
def _step_pattern(language: str) -> re.Pattern[str]:
    words = {word for _, group in _steps(language) for word in group if word != "* "}
    if language == DEFAULT:
        words.add("Or ")
    loose = "|".join(_loose(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"{_ORNAMENT}({loose})", re.IGNORECASE)


def _loose(word: str) -> str:
    text = re.escape(word.strip())
    exact = f"(?-i:{text})" if len(word.strip()) < 3 else text
    return exact + (r"(?!\w)" if word.endswith(" ") else "")


@cache
def _glued_pattern(language: str) -> re.Pattern[str]:
    words = {w.strip() for kind, group in _steps(language) if kind not in {"and", "but"} for w in group if w[-1] == " "}
    long = {word for word in words if len(word) > 3} or {"\0"}
    return re.compile(rf"{_ORNAMENT}({_any_of(long)})(\w{{1,40}})")


@cache
def _heading_pattern(language: str) -> re.Pattern[str]:
    table = dialect(language)
    words = {*table.scenario_keywords, *table.scenario_outline_keywords, *table.background_keywords}
    hashes = r"(?:#{1,6}\s{0,9})?"
    number = rf"(?:{_NUMBER}[*_]{{0,3}}\s{{0,3}}[:.)–—-]|[*_]{{0,3}}\s{{0,3}}:)"
    return re.compile(rf"{hashes}{_ORNAMENT}(?:{_any_of(words)}){number}", re.IGNORECASE)
