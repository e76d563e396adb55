"""X: what was asked of the answer beside its Gherkin."""

from collections.abc import Iterator

from workbench.core.lint.subject import Place, Subject
from workbench.generator.output.tags import criteria_and_labels, names_a_criterion


def untraced(subject: Subject) -> Iterator[Place]:
    """X01: a scenario without a tag that names a criterion of the issue, or with one that names another."""
    if subject.trace is None:
        return
    for scene in subject.scenes:
        tags = [*scene.scenario.tags, *(tag for table in scene.scenario.examples for tag in table.tags)]
        known, others = criteria_and_labels(tags, subject.trace.known)
        if not known or any(names_a_criterion(each) for each in others):
            yield scene.place


def cut_off(subject: Subject) -> Iterator[Place]:
    """X02: the model did not stop by itself, so the last scenario is not whole."""
    if subject.finish != "stop":
        last = subject.scenes[-1].place if subject.scenes else Place(line=max(1, len(subject.tree.lines)))
        yield last
