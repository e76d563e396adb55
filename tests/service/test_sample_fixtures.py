"""A stratified sample of a dataset."""

import pytest

from tests.builders import fixture, gold
from workbench.core.errors import CatalogError
from workbench.service.sample_fixtures import sample_fixtures, traits_of

ENGLISH = [fixture(f"E-{number}", gold=gold(f"E-{number}")) for number in range(8)]
GERMAN = [fixture(f"D-{number}", gold=gold(f"D-{number}", language="de")) for number in range(2)]


def test_a_sample_is_spread_as_the_dataset_is_and_says_what_it_leaves_thin() -> None:
    found = sample_fixtures([*ENGLISH, *GERMAN], 5, by=["language"], seed=3, least=2)
    assert [(share.name, share.there, share.taken) for share in found.strata] == [(("de",), 2, 1), (("en",), 8, 4)]
    assert [(trait, share.name, share.taken) for trait, share in found.thin] == [("language", ("de",), 1)]
    assert list(found.keys) == sorted(found.keys, key=[each.key for each in (*ENGLISH, *GERMAN)].index)


def test_a_fixture_is_told_by_its_traits() -> None:
    assert traits_of(ENGLISH[0], ["language", "type", "length", "domain"]) == ("en", "Story", "under 100 words", "shop")


@pytest.mark.parametrize("size", [0, 11])
def test_more_than_there_is_cannot_be_drawn(size: int) -> None:
    with pytest.raises(CatalogError, match=f"a sample of {size} cannot be drawn from 10 fixtures"):
        sample_fixtures([*ENGLISH, *GERMAN], size, by=["language"])
