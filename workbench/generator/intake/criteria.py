"""The acceptance criteria of an issue: from their own field, else from what the description calls so."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from workbench.generator.intake.adf import to_text
from workbench.generator.intake.blocks import MAX_CHARS, Block
from workbench.generator.intake.phrases import (
    ACCEPTANCE,
    ACCEPTANCE_FIELD,
    ASIDE,
    DONE,
    DUTIES,
    RULES,
    dialect,
    keyword,
)
from workbench.generator.intake.units import Line, read_lines, read_units
from workbench.generator.records import Criterion

MAX_CRITERIA: Final = 200
MAX_CRITERION_CHARS: Final = 4_000
MAX_ALL_CHARS: Final = 60_000

_LONGEST_LABEL: Final = 100
_LETTERS: Final = re.compile(r"\w")
_STRUCK: Final = re.compile(r"\W*~~[^~]*~~\W*|-[^\s-][^\n]*[^\s-]-")
_OWN_NUMBER: Final = re.compile(r"AC\s?[-_#]?\s?(\d{1,3})\s*[:.)–-]\s*", re.IGNORECASE)


class Criteria(NamedTuple):
    """The criteria, and what of them was left out, a short sentence each."""

    found: tuple[Criterion, ...] = ()
    left_out: tuple[str, ...] = ()


def read_criteria(
    fields: Mapping[str, object],
    names: Mapping[str, object],
    description: Sequence[Block],
    *,
    field: str | None = None,
) -> Criteria:
    """The acceptance criteria; none where neither a field nor the description states any.

    Args:
        fields: the issue's `fields`.
        names: Jira's names of the fields, by id.
        description: the description's blocks.
        field: id of the field that holds the criteria; where it is empty the fields' names are tried.
    """
    lines = read_lines(description)
    # A definition of done is mostly the team's, the same on every issue: what the issue itself states comes first.
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: _from_fields(_values(fields, [field] if field else [])),
        lambda: _from_fields(_values(fields, _named(names, ACCEPTANCE_FIELD))),
        lambda: _from_section(ACCEPTANCE)(lines),
        lambda: _from_fields(_values(fields, _named(names, DONE))),
        lambda: _from_section(DONE)(lines),
        lambda: _from_steps(lines),
        lambda: _from_rules(lines),
    )
    return next((_numbered(texts) for source in sources if (texts := source())), Criteria())


# In a field --------------------------------------------------------------------------------------


def _named(names: Mapping[str, object], pattern: re.Pattern[str]) -> list[str]:
    named = [(key, name) for key, name in names.items() if isinstance(name, str) and key not in _SYSTEM]
    return [key for key, name in named if pattern.search(name)]


def _values(fields: Mapping[str, object], keys: Sequence[str]) -> list[object]:
    values = [fields.get(key) for key in keys]
    return [value for value in values if isinstance(value, str) or _is_document(value)]


def _from_fields(values: Sequence[object]) -> list[str]:
    return next((texts for value in values if (texts := _from_field(value))), [])


_SYSTEM: Final = frozenset({"summary", "description", "comment", "reporter", "assignee", "creator"})


def _is_document(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("content"), list)


def _from_field(value: object) -> list[str]:
    lines = read_lines(to_text(value, max_chars=MAX_CHARS).blocks)
    while lines and _title(lines[0], ACCEPTANCE) == "":
        del lines[0]
    return read_units(lines)


# In the description ------------------------------------------------------------------------------


def _from_section(phrase: re.Pattern[str]) -> Callable[[list[Line]], list[str]]:
    def read(lines: list[Line]) -> list[str]:
        return [text for section in _sections(lines, phrase) for text in read_units(section)]

    return read


def _sections(lines: list[Line], phrase: re.Pattern[str]) -> list[list[Line]]:
    """The lines under each title that says the phrase."""
    sections: list[list[Line]] = []
    at = 0
    while at < len(lines):
        title, rest = lines[at], _title(lines[at], phrase)
        at += 1
        if rest is None:
            continue
        section = [title._replace(text=rest, kind="line", joined=False)] if rest else []
        while at < len(lines) and not _ends(title, section, lines[at], phrase):
            section.append(lines[at])
            at += 1
        sections.append(section)
    return sections


def _title(line: Line, phrase: re.Pattern[str]) -> str | None:
    """None where the line is no title of criteria, else what follows on the same line, mostly ""."""
    text = line.text[:MAX_CHARS]
    match = phrase.search(text[:_LONGEST_LABEL])
    if match is None or line.kind in ("sub", "row") or line.block.kind == "code":
        return None
    if line.kind == "heading" or line.block.bold:
        return "" if len(text) <= _LONGEST_LABEL else None
    before, after = text[: match.start()], text[match.end() :]
    if _LETTERS.search(before) and not re.fullmatch(
        r"\W*(?:the|these|our|proposed|detailed)\W+", before, re.IGNORECASE
    ):
        return None
    return _after_label(after)


def _after_label(after: str) -> str | None:
    short = len(after) <= _LONGEST_LABEL
    if not _LETTERS.search(after) or (short and after.rstrip().endswith(":")):
        return ""
    rest = re.match(r"[*_\s]*(?:\([^)]{0,60}\))?[*_\s]*(?::|\s[#*]\s)[*_\s]*", after)
    return after[rest.end() :].strip() if rest else None


def _ends(title: Line, section: list[Line], line: Line, phrase: re.Pattern[str]) -> bool:
    """Whether the section under the title is over before this line."""
    if line.kind == "heading":
        return title.kind != "heading" or line.level <= title.level or bool(ASIDE.fullmatch(line.text))
    if title.kind == "item":
        return line.kind not in ("item", "sub") or line.level <= title.level
    if line.kind != "line" or not line.text:
        return False
    if _is_aside(line) or _title(line, phrase) is not None:
        return True
    if title.kind == "heading":
        return False
    return (line.block.bold and not line.joined) or _leaves_list(section, line)


def _is_aside(line: Line) -> bool:
    label, colon, _ = line.text[:_LONGEST_LABEL].partition(":")
    return bool((colon or line.block.bold) and ASIDE.fullmatch(label))


def _leaves_list(section: list[Line], line: Line) -> bool:
    """Under a mere label, text after the list is no part of it, unless it leads in to more."""
    return bool(section) and section[-1].kind in ("item", "sub", "row") and not line.text.endswith(":")


def _from_steps(lines: list[Line]) -> list[str]:
    """Scenarios anywhere in the description, but for code and for sections that say how to reproduce a fault."""
    kept = [line for line in _without_asides(lines) if line.block.kind not in ("code", "heading")]
    pattern = dialect([line.text for line in kept])
    return [text for text in read_units(kept) if _is_scenario(text, pattern)] if pattern else []


def _is_scenario(text: str, pattern: re.Pattern[str]) -> bool:
    words = {keyword(line, pattern) for line in text.split("\n")}
    return "then" in words and bool({"given", "when"} & words)


def _without_asides(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    aside: Line | None = None
    for line in lines:
        if line.kind == "heading" or line.block.bold or _is_aside(line):
            aside = line if ASIDE.fullmatch(line.text.partition(":")[0][:_LONGEST_LABEL]) else None
        if aside is None:
            kept.append(line)
    return kept


def _from_rules(lines: list[Line]) -> list[str]:
    """A numbered or task list that states rules: it stands under such a title, or most items say must."""
    for titles, items in _lists(lines):
        texts = read_units(items)
        duties = sum(bool(DUTIES.search(text)) for text in texts)
        if any(RULES.fullmatch(title[:_LONGEST_LABEL]) for title in titles) or (
            len(texts) > 1 and duties * 2 > len(texts)
        ):
            return texts
    return []


def _lists(lines: list[Line]) -> list[tuple[tuple[str, str], list[Line]]]:
    """Each numbered or task list with the heading and the line over it; those under an aside are left out."""
    found: list[tuple[tuple[str, str], list[Line]]] = []
    heading = above = ""
    open_list = False
    for line in _without_asides(lines):
        if line.kind in ("item", "sub"):
            if not open_list and line.block.marker not in ("", "- "):
                found.append(((heading, above), []))
                open_list = True
            if open_list:
                found[-1][1].append(line)
            continue
        open_list, above = False, line.text
        if line.kind == "heading" or line.block.bold:
            heading = line.text
    return found


# What is kept ------------------------------------------------------------------------------------


def _numbered(texts: list[str]) -> Criteria:
    """The criteria with their ids; struck-out ones, and those over the limits, are left out."""
    stated = [text.strip() for text in texts if _LETTERS.search(text)]
    standing = [text for text in stated if not _STRUCK.fullmatch(text)]
    found: list[Criterion] = []
    room = MAX_ALL_CHARS
    for text in standing[:MAX_CRITERIA]:
        number = len(found) + 1
        kept = _without_own_number(text, number)[: min(MAX_CRITERION_CHARS, room)]
        room -= len(kept)
        if kept:
            found.append(Criterion(id=f"AC-{number}", text=kept))
    return Criteria(tuple(found), tuple(_notes(len(stated), standing, len(found), room)))


def _notes(stated: int, standing: list[str], kept: int, room: int) -> Iterator[str]:
    if len(standing) < stated:
        yield f"criteria: {stated - len(standing)} that are struck out"
    if kept < len(standing):
        yield f"criteria: only the first {kept} of {len(standing)} were kept"
    if any(len(text) > MAX_CRITERION_CHARS for text in standing[:kept]):
        yield f"criteria: cut after {MAX_CRITERION_CHARS:,} characters each"
    if room <= 0:
        yield f"criteria: cut after {MAX_ALL_CHARS:,} characters in all"


def _without_own_number(text: str, number: int) -> str:
    """The text without a leading `AC 3:` where that is the id it has anyway."""
    match = _OWN_NUMBER.match(text)
    if match and int(match[1]) == number and _LETTERS.search(text[match.end() :]):
        return text[match.end() :]
    return text
