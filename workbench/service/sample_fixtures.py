"""A stratified sample of a dataset, and what it leaves thin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from workbench.core.errors import CatalogError
from workbench.core.records import Fixture
from workbench.core.sampling import allotted, drawn
from workbench.core.text.words import words
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions

Trait = Literal["language", "type", "length", "domain", "stratum", "split"]
TRAITS: Final[tuple[Trait, ...]] = get_args(Trait)
BANDS: Final = ((100, "under 100 words"), (300, "100 to 299 words"), (1_000, "300 to 999 words"))
LONGEST: Final = "1,000 words or more"


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A stratum, or one value of a trait: how many fixtures the dataset has of it, and how many the sample."""

    name: tuple[str, ...]
    there: int
    taken: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sampled:
    """A sample.

    Attributes:
        keys: in the dataset's order.
        strata: by the traits together, in the order of the alphabet.
        thin: by each trait alone: the values of which the sample has fewer than were asked for, none included.
    """

    keys: tuple[str, ...]
    strata: tuple[Share, ...]
    thin: tuple[tuple[Trait, Share], ...]


def sample_fixtures(
    fixtures: Sequence[Fixture], size: int, *, by: Sequence[Trait], seed: int = 0, least: int = 5
) -> Sampled:
    """Return a sample that is spread over traits as the dataset is, one of each stratum where the size allows.

    Args:
        fixtures: of the dataset.
        size: of the sample.
        by: the traits whose combinations are the strata.
        seed: of the draw.
        least: a value of a trait of which the sample has fewer is thin.

    Raises:
        CatalogError: there are fewer fixtures than that.
    """
    if not 0 < size <= len(fixtures):
        raise CatalogError(f"a sample of {size} cannot be drawn from {len(fixtures)} fixtures")
    traits = {each.key: traits_of(each, by) for each in fixtures}
    strata: dict[tuple[str, ...], list[str]] = {name: [] for name in sorted(set(traits.values()))}
    for each in fixtures:
        strata[traits[each.key]].append(each.key)
    given = allotted({name: len(keys) for name, keys in strata.items()}, size)
    taken = set(drawn(strata, given, seed=seed))
    return Sampled(
        keys=tuple(each.key for each in fixtures if each.key in taken),
        strata=tuple(Share(name=name, there=len(keys), taken=given[name]) for name, keys in strata.items()),
        thin=tuple(
            (trait, share)
            for place, trait in enumerate(by)
            for share in _shares(place, traits, taken)
            if share.taken < least
        ),
    )


def traits_of(fixture: Fixture, by: Sequence[Trait]) -> tuple[str, ...]:
    """Return what a fixture is, trait by trait; its length is of the prepared issue with attachments, in bands."""
    gold = fixture.gold
    issue = read_issue(fixture.document, options=IntakeOptions(), context=gold.context, attached=fixture.attachments)
    texts = [issue.summary, issue.description, issue.context or "", *(each.text for each in issue.criteria)]
    texts += [each.text or "" for each in issue.attachments]
    found: dict[Trait, str] = {
        "language": gold.language,
        "type": issue.type,
        "length": _band(sum(len(words(text)) for text in texts)),
        "domain": gold.domain,
        "stratum": gold.stratum,
        "split": fixture.split,
    }
    return tuple(found[trait] for trait in by)


def _band(count: int) -> str:
    return next((name for below, name in BANDS if count < below), LONGEST)


def _shares(place: int, traits: dict[str, tuple[str, ...]], taken: set[str]) -> list[Share]:
    there = Counter(found[place] for found in traits.values())
    had = Counter(traits[key][place] for key in taken)
    return [Share(name=(name,), there=count, taken=had[name]) for name, count in sorted(there.items())]
