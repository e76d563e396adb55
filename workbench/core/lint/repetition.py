"""D: what is said twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

from workbench.core.lint.subject import Place, Scene, Subject

_VALUES = re.compile(r"""["'][^"']*["']|\d+(?:[.,:]\d+)*""")
_ENOUGH = 3


def same_scenarios(subject: Subject) -> Iterator[Place]:
    """D01: a scenario with the name or with the body of an earlier one."""
    names = _again(subject, lambda scene: " ".join(scene.scenario.title.casefold().split()) or None)
    bodies = _again(subject, _body)
    yield from dict.fromkeys([*names, *bodies])


def same_rows(subject: Subject) -> Iterator[Place]:
    """D02: a row of an Examples table that stands there before."""
    for scene in subject.scenes:
        for table in scene.scenario.examples:
            seen: set[tuple[str, ...]] = set()
            for row, line in zip(table.rows, table.lines, strict=True):
                if row in seen:
                    yield Place(line=line)
                seen.add(row)


def scenarios_for_an_outline(subject: Subject) -> Iterator[Place]:
    """D03: three scenarios or more that differ in values only, none of them an outline."""
    groups: dict[Hashable, list[Scene]] = defaultdict(list)
    for scene in subject.scenes:
        if scene.steps and not scene.scenario.is_outline:
            groups[tuple((each.step.role, _masked(each.step.text)) for each in scene.steps)].append(scene)
    for group in groups.values():
        if len(group) >= _ENOUGH:
            yield from (scene.place for scene in group[1:])


def same_steps(subject: Subject) -> Iterator[Place]:
    """D04: a step that the scenario has before, in the same role."""
    for scene in subject.scenes:
        seen = set()
        for each in scene.steps:
            key = (each.step.role, each.step.text, each.step.argument)
            if key in seen:
                yield each.place
            seen.add(key)


def background_in_scenarios(subject: Subject) -> Iterator[Place]:
    """D05: all scenarios start with the same Given, and there is no background."""
    scenes = subject.scenes
    if len(scenes) < 2 or any(scene.before or not scene.steps for scene in scenes):
        return
    firsts = {(scene.steps[0].step.role, scene.steps[0].step.text, scene.steps[0].step.argument) for scene in scenes}
    if len(firsts) == 1 and scenes[0].steps[0].step.role == "context":
        feature = subject.tree.headings[0]
        yield Place(line=feature.line, column=feature.column)


def _again(subject: Subject, key: Callable[[Scene], Hashable]) -> Iterator[Place]:
    seen = set()
    for scene in subject.scenes:
        own = key(scene)
        if own is not None and own in seen:
            yield scene.place
        seen.add(own)


def _body(scene: Scene) -> Hashable:
    """What a scenario does, its background and Examples included; None where it does nothing."""
    if not scene.steps:
        return None
    steps = tuple((each.step.role, each.step.text, each.step.argument) for each in (*scene.before, *scene.steps))
    return steps, tuple((table.columns, table.rows) for table in scene.scenario.examples)


def _masked(text: str) -> str:
    return _VALUES.sub("\0", text)
