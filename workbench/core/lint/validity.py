"""V: whether a runner takes the file as it was meant. Most of it is the generator's; the rest is a linter's."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from workbench.core.lint.emitted import quoted, step_follows
from workbench.core.lint.subject import Place, Scene, Subject, without_longer_quotes
from workbench.core.lint.words import WORDS
from workbench.generator.output import dialects
from workbench.generator.output.document import RULES, Fault
from workbench.generator.output.gherkin import parses
from workbench.generator.output.rules import PLACEHOLDER, is_markup
from workbench.generator.output.unwrap import feature_in, plain

_LONE_RETURN = re.compile(r"\r(?!\n)")
_WITH_COLUMN: Final = frozenset({"V01", "V02", "V16", "V17"})
_SHORT: Final = 3
_NEAR: Final = 20
_MARKS = re.compile("[\ufeff\ufffd]")


def found(rule: str) -> Callable[[Subject], Iterator[Place]]:
    """The check that hands on what the generator found under an id of the catalogue."""
    return partial(_found, rule)


def _found(rule: str, subject: Subject) -> Iterator[Place]:
    for fault in _of(rule, subject):
        column = fault.column if rule in _WITH_COLUMN else 0
        yield Place(line=fault.line, column=column, text=fault.text, fix=RULES[fault.kind].fix)


def _of(rule: str, subject: Subject) -> Iterator[Fault]:
    return (fault for fault in subject.faults if fault.id == rule)


def foreign_text(subject: Subject) -> Iterator[Place]:
    """V02: control characters, byte order marks, replacement characters, and a code fence or prose around."""
    yield from _found("V02", subject)
    for number, line in enumerate(subject.text.split("\n"), start=1):
        mark = _MARKS.search(line)
        if mark:
            yield Place(line=number, column=mark.start() + 1, text="a byte order mark or a replacement character")
    if subject.tree.faults:
        yield from _wrapped(subject.text)


def _wrapped(text: str) -> Iterator[Place]:
    """A text that the parser refuses, and takes without what stands around it."""
    inner = feature_in(plain(text))
    if inner.strip() != plain(text).strip() and not parses(inner):
        yield Place(line=1, text="a code fence or prose around the feature", fix="keep the feature alone")


def swallowed(subject: Subject) -> Iterator[Place]:
    """V05: a step or scenario that the parser takes as description.

    What a feature's description says is prose more often than not: a story in the words of steps is left alone where
    the feature has scenarios, and a heading where no step follows.
    """
    for place, fault in zip(_found("V05", subject), _of("V05", subject), strict=True):
        if subject.touched(fault.line) or not subject.scenes or _is_lost_scenario(subject, fault):
            yield place
    yield from _almost_steps(subject)
    yield from _behind_bullets(subject)


def _behind_bullets(subject: Subject) -> Iterator[Place]:
    """`* Given a user` is a step of no kind whose text starts with a keyword."""
    table = dialects.dialect(subject.tree.language)
    keywords = (*table.given_keywords, *table.when_keywords, *table.then_keywords, *table.and_keywords)
    meant = tuple(word for word in keywords if word.endswith(" ") and word != "* ")
    for each in subject.sayings:
        if each.step.keyword == "*" and each.step.text.startswith(meant):
            yield replace(each.place, text="a keyword behind a bullet", fix="take the bullet away")


def _almost_steps(subject: Subject) -> Iterator[Place]:
    """A line in front of a step or table that starts with a short keyword without its blank, or with the word for or.

    The generator sees longer keywords without their blank anywhere, and `Or` in English.
    """
    language = subject.tree.language
    lines = (each for each in subject.tree.descriptions if each.owner in {"scenario", "background"})
    for line in lines:
        below = subject.tree.lines[line.line : line.line + _NEAR]
        if _is_almost_step(line.text.lstrip(), language) and _goes_on(below, language):
            yield Place(line=line.line)


def _is_almost_step(start: str, language: str) -> bool:
    table = dialects.dialect(language)
    keywords = (word.strip() for word in (*table.given_keywords, *table.when_keywords, *table.then_keywords))
    short = tuple(word for word in keywords if len(word) == _SHORT)
    return _is_or(start, language) or (start.startswith(short) and start[_SHORT : _SHORT + 1].isalpha())


def _goes_on(lines: Sequence[str], language: str) -> bool:
    below = next((line.lstrip() for line in lines if line.strip()), "")
    return below.startswith(("|", '"""')) or dialects.is_step_line(below, language)


def _is_or(start: str, language: str) -> bool:
    words = WORDS.get(language.partition("-")[0], WORDS[dialects.DEFAULT])
    return start[:1].isupper() and words.alternative.match(start[:20].casefold()) is not None


def _is_lost_scenario(subject: Subject, fault: Fault) -> bool:
    return fault.kind == "swallowed scenario" and step_follows(subject.tree.lines, fault.line, subject.tree.language)


def outlines_without_rows(subject: Subject) -> Iterator[Place]:
    """V07: an outline without Examples, or Examples without rows. Without a placeholder the outline runs as it is."""
    scenes = {scene.heading.line: scene for scene in subject.scenes}
    for place in _found("V07", subject):
        outline = scenes.get(place.line)
        yield replace(place, harmless=outline is not None and not _placeholders(outline))


def unknown_placeholders(subject: Subject) -> Iterator[Place]:
    """V08: a placeholder that no column fills. In a name alone it changes nothing that is run."""
    scenes = {scene.heading.line: scene for scene in subject.scenes}
    for place in _found("V08", subject):
        yield replace(place, harmless=_is_filled(scenes[place.line]))


def _is_filled(scene: Scene) -> bool:
    """Whether every table has a column for each placeholder of the steps."""
    steps = "\n".join(f"{step.text}\n{step.argument}" for step in scene.scenario.steps)
    columns = [set(table.columns) for table in scene.scenario.examples if table.columns]
    meant = {name for name in PLACEHOLDER.findall(steps) if not is_markup(name) or name in set().union(*columns)}
    return meant <= set.intersection(*columns)


def unused_columns(subject: Subject) -> Iterator[Place]:
    """V09: a column that no step uses, and an outline without any placeholder."""
    yield from _found("V09", subject)
    for scene in subject.scenes:
        columns = any(table.columns for table in scene.scenario.examples)
        if scene.scenario.is_outline and not columns and not _placeholders(scene):
            yield Place(
                line=scene.place.line,
                column=scene.place.column,
                text="an outline without a placeholder",
                fix="use the columns in its steps, or make it a scenario",
            )


def _placeholders(scene: Scene) -> list[str]:
    parts = [scene.scenario.title, *(f"{step.text}\n{step.argument}" for step in scene.scenario.steps)]
    return PLACEHOLDER.findall("\n".join(parts))


def placeholders_outside_outlines(subject: Subject) -> Iterator[Place]:
    """V11: nothing fills in `<name>` here. HTML, addresses and a part of a longer quoted text are no placeholders."""
    outside = (each for scene in subject.scenes if not scene.scenario.is_outline for each in scene.steps)
    for each in (*subject.backgrounds, *outside):
        if any(not is_markup(name) for name in PLACEHOLDER.findall(without_longer_quotes(each.text))):
            yield each.place


def examples_of_a_scenario(subject: Subject) -> Iterator[Place]:
    """V13: Examples below a plain scenario's keyword."""
    plain_words = frozenset(dialects.dialect(subject.tree.language).scenario_keywords)
    for scene in subject.scenes:
        if scene.scenario.examples and scene.scenario.keyword in plain_words:
            yield Place(line=scene.scenario.examples[0].line)


def or_lines(subject: Subject) -> Iterator[Place]:
    """V14: in a file that the parser refuses, a line that starts with the word for or, which no dialect has."""
    if not subject.tree.faults:
        return
    hidden = quoted(subject.tree.lines, subject.tree.language)
    for number, line in enumerate(subject.tree.lines, start=1):
        start = line.lstrip()
        if number not in hidden and _is_or(start, subject.tree.language):
            yield Place(line=number, column=len(line) - len(start) + 1)


def lone_returns(subject: Subject) -> Iterator[Place]:
    """V16: also in a file that the parser refuses, which other tools read line by line."""
    yield from _found("V16", subject)
    alone = _LONE_RETURN.search(subject.text) if subject.tree.faults else None
    if alone:
        yield Place(line=subject.text.count("\n", 0, alone.start()) + 1)


def tags_twice(subject: Subject) -> Iterator[Place]:
    """V15: a scenario with the same tag twice."""
    for scene in subject.scenes:
        own = scene.scenario.tags[len(scene.scenario.tags) - scene.scenario.own_tags :]
        if len(set(own)) < len(own):
            yield Place(line=scene.heading.first)
