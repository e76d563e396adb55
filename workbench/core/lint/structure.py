"""S: how scenarios are built."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from workbench.core.lint.subject import Place, Saying, Scene, Subject
from workbench.generator.output import dialects
from workbench.generator.output.document import Role

_READ: Final = 500
_SET_UP = re.compile(r"\bset[ -]?up\b", re.IGNORECASE)
_LETTERS_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def unnamed_parts(subject: Subject) -> Iterator[Place]:
    """S01: a feature or rule without a name."""
    for heading in subject.tree.headings:
        if heading.kind in {"feature", "rule"} and not heading.name:
            yield Place(line=heading.line, column=heading.column)


def unnamed_scenarios(subject: Subject) -> Iterator[Place]:
    """S02."""
    return (scene.place for scene in subject.scenes if not scene.scenario.title)


def first_step_joins(subject: Subject) -> Iterator[Place]:
    """S03: the first step of a scenario or background is And or But. Below a background runners take it as Given."""
    joining = _joining(subject)
    firsts = {scene.before[0].place: scene.before[0] for scene in subject.scenes if scene.before}
    firsts |= {scene.steps[0].place: scene.steps[0] for scene in subject.scenes if scene.steps}
    for place, each in firsts.items():
        if each.step.keyword in joining:
            yield replace(place, harmless=each.step.role != "unknown")


def no_outcome(subject: Subject) -> Iterator[Place]:
    """S04: nothing is checked.

    A step with `*` may do anything, so nothing is said about its scenario. One that is called set-up and only sets up
    is a habit of some teams: a warning.
    """
    for scene in subject.scenes:
        if scene.steps and "outcome" not in _roles(scene.steps) and not _has_stars(scene.steps):
            sets_up = set(_roles(scene.steps)) == {"context"} and _SET_UP.search(scene.scenario.title)
            yield replace(scene.place, harmless=bool(sets_up))


def no_action(subject: Subject) -> Iterator[Place]:
    """S05: nothing happens, in the background neither."""
    for scene in subject.scenes:
        every = (*scene.before, *scene.steps)
        if scene.steps and "action" not in _roles(every) and not _has_stars(every):
            yield scene.place


def background_acts(subject: Subject) -> Iterator[Place]:
    """S06: a step of a background that is no Given."""
    return (each.place for each in subject.backgrounds if each.step.role in {"action", "outcome"})


def out_of_order(subject: Subject) -> Iterator[Place]:
    """S07: Given after When, When after a first Then, or a When at the end. A second cycle is no disorder."""
    for scene in subject.scenes:
        roles = [role for role, _ in groupby(_roles(scene.steps)) if role != "unknown"]
        acted = "action" in _roles(scene.before)
        given_late = ("action", "context") in pairwise(roles)
        checked_first = not acted and ("outcome", "action") in pairwise(roles[: _first(roles, "action") + 1])
        if given_late or checked_first or roles[-1:] == ["action"]:
            yield scene.place


def _first(roles: Sequence[Role], role: Role) -> int:
    return next((n for n, each in enumerate(roles) if each == role), len(roles))


def many_whens(subject: Subject) -> Iterator[Place]:
    """S08: more blocks of When steps than the house style allows."""
    for scene in subject.scenes:
        if when_blocks(scene.steps) > subject.style.max_whens:
            yield scene.place


def when_blocks(steps: Sequence[Saying]) -> int:
    """How many runs of steps that act there are."""
    return sum(role == "action" for role, _ in groupby(_roles(steps)))


def many_steps(subject: Subject) -> Iterator[Place]:
    """S09: more steps than the house style allows, the background's not counted."""
    return (scene.place for scene in subject.scenes if len(scene.steps) > subject.style.max_steps)


def no_context(subject: Subject) -> Iterator[Place]:
    """S10: no Given and no background."""
    for scene in subject.scenes:
        if scene.steps and not scene.before and "context" not in _roles(scene.steps) and not _has_stars(scene.steps):
            yield scene.place


def checking_names(subject: Subject) -> Iterator[Place]:
    """S11: a name that says that something is tested."""
    words = subject.words
    if words is not None:
        yield from (s.place for s in subject.scenes if words.checking.search(s.scenario.title[:_READ].casefold()))


def repeated_keywords(subject: Subject) -> Iterator[Place]:
    """S12: a keyword again where And would do, and `*`."""
    joining = _joining(subject)
    for scene in subject.scenes:
        if any(each.step.keyword == "*" for each in scene.steps) or _repeats(scene, joining):
            yield scene.place


def _repeats(scene: Scene, joining: set[str]) -> bool:
    keywords = [each.step.keyword for each in scene.steps]
    return any(one == other and one not in joining for one, other in pairwise(keywords))


def joined_names(subject: Subject) -> Iterator[Place]:
    """S13: a name that joins behaviours."""
    words = subject.words
    if words is not None:
        yield from (s.place for s in subject.scenes if words.joins.search(f"{s.scenario.title[:_READ].casefold()} "))


def odd_names(subject: Subject) -> Iterator[Place]:
    """S14: a name of too few words or too many characters; words are not counted where they are written as one."""
    style = subject.style
    for scene in subject.scenes:
        title = scene.scenario.title
        few = len(title.split()) < style.min_name_words and not _LETTERS_WITHOUT_BLANKS.search(title)
        if title and (few or len(title) > style.max_name_chars):
            yield scene.place


def one_row(subject: Subject) -> Iterator[Place]:
    """S15: an outline whose Examples have one row in all."""
    return (s.place for s in subject.scenes if sum(len(table.rows) for table in s.scenario.examples) == 1)


def _joining(subject: Subject) -> set[str]:
    table = dialects.dialect(subject.tree.language)
    return {word.strip() for word in (*table.and_keywords, *table.but_keywords)} - {"*"}


def _roles(steps: Sequence[Saying]) -> list[Role]:
    return [each.step.role for each in steps]


def _has_stars(steps: Sequence[Saying]) -> bool:
    return any(each.step.keyword == "*" for each in steps)
