"""The fixtures of a dataset, each with what people look for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.labelled import LabelledIssue
from workbench.core.labels import Label
from workbench.core.records import Fixture
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A fixture in a list.

    Attributes:
        behaviours: of its gold.
        revision: of its gold, from 1.
        draft: nobody has confirmed its gold yet.
        suites: rated ones beside it.
        by_people: stored labels of people about it.
        by_models: stored labels of models about it.
        words: all text to search in, in lower case.
    """

    key: str
    summary: str
    stratum: str
    language: str
    split: str
    domain: str
    group: str
    behaviours: int
    revision: int
    suites: int
    by_people: int
    by_models: int
    words: str
    draft: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which fixtures to keep: in each field one of these values, any where there are none; and all of these words."""

    stratum: Sequence[str] = ()
    language: Sequence[str] = ()
    split: Sequence[str] = ()
    domain: Sequence[str] = ()
    group: Sequence[str] = ()
    words: str = ""

    def keeps(self, listed: Listed) -> bool:
        """Whether a fixture is among them."""
        fields = (
            (self.stratum, listed.stratum),
            (self.language, listed.language),
            (self.split, listed.split),
            (self.domain, listed.domain),
            (self.group, listed.group),
        )
        said = all(word in listed.words for word in self.words.casefold().split())
        return said and all(not wanted or value in wanted for wanted, value in fields)


def list_fixtures(
    fixtures: Sequence[Fixture],
    *,
    rated: Iterable[LabelledIssue] = (),
    labels: Iterable[Label] = (),
    revisions: Mapping[str, int] | None = None,
) -> tuple[Listed, ...]:
    """Return a dataset's fixtures in their order.

    Args:
        fixtures: with gold.
        rated: issues of the dataset that have rated suites.
        labels: the dataset's stored labels.
        revisions: by key, of golds that were mended; the others are in their first.
    """
    suites = {issue.key: len(issue.suites) for issue in rated}
    said: Counter[tuple[str, str]] = Counter((label.issue, label.rater_kind) for label in labels)
    return tuple(_listed(each, suites, said, revisions or {}) for each in fixtures)


def _listed(
    fixture: Fixture, suites: Mapping[str, int], said: Mapping[tuple[str, str], int], revisions: Mapping[str, int]
) -> Listed:
    gold, key = fixture.gold, fixture.key
    issue = read_issue(fixture.document, options=IntakeOptions(), context=gold.context, attached=fixture.attachments)
    texts = [key, gold.domain, issue.summary, issue.description, *(each.text for each in issue.criteria)]
    texts += [each.statement for each in gold.behaviours]
    return Listed(
        key=key,
        summary=issue.summary,
        stratum=gold.stratum,
        language=gold.language,
        split=fixture.split,
        domain=gold.domain,
        group=fixture.group,
        behaviours=len(gold.behaviours),
        revision=revisions.get(key, 1),
        suites=suites.get(key, 0),
        by_people=said.get((key, "person"), 0),
        by_models=said.get((key, "model"), 0),
        words="\n".join(texts).casefold(),
        draft=gold.draft is True,
    )
