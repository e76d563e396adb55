"""Labels put together with the tests that they are about."""

from collections.abc import Iterable, Mapping, Sequence

from workbench.core.labelled import LabelledIssue, from_labels, issue_of
from workbench.core.labels import Label
from workbench.core.ports import Store
from workbench.core.records import Fixture

Known = Mapping[tuple[str, str], LabelledIssue]


def known_issues(dataset: str, fixtures: Iterable[Fixture], labelled: Iterable[LabelledIssue]) -> Known:
    """Return a dataset's issues by dataset and key, with their rated suites where they have some."""
    suites = {issue.key: issue for issue in labelled}
    return {(dataset, each.key): suites.get(each.key) or issue_of(each.gold) for each in fixtures}


def rated(labels: Sequence[Label], known: Known, *, store: Store) -> tuple[LabelledIssue, ...]:
    """Return what is said in labels, with the tests from the datasets' suites or, by cell key, from the store.

    Raises:
        CatalogError: a label is of an issue, suite, behaviour or test that is not known.
    """
    named = {(*place, suite.name) for place, issue in known.items() for suite in issue.suites}
    keys = {label.suite for label in labels if (label.dataset, label.issue, label.suite) not in named}
    found = store.results(sorted(keys)) if keys else {}
    return from_labels(labels, known, {key: result.suite for key, result in found.items()})
