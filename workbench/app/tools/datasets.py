"""Datasets: fixtures with their gold, who wrote it, and gold that is mended."""

import streamlit as st

from workbench.app.tools.opening import FRESH_S, workbench
from workbench.bootstrap import datasets
from workbench.bootstrap.datasets import Card, Dataset, GoldInHand
from workbench.core.golds.places import Place, places
from workbench.core.records import Fixture
from workbench.core.revisions import Revision
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue
from workbench.service.list_fixtures import Listed
from workbench.service.mend_gold import Mended

_SAVED = "mended gold"


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def names() -> list[str]:
    """Return the names of the datasets."""
    return workbench().catalog.dataset_names()


def card(dataset: str) -> Card:
    """Return a dataset's card."""
    return _dataset(dataset, datasets.fingerprint(workbench(), dataset)).card


def keys(dataset: str) -> list[str]:
    """Return the keys of a dataset's fixtures, in the card's order."""
    return list(card(dataset).fixtures)


def fixture(dataset: str, key: str) -> Fixture:
    """Return one fixture."""
    return _fixtures(dataset, datasets.fingerprint(workbench(), dataset))[key]


def issue_of(given: Fixture) -> Issue:
    """Return a fixture's issue as prompts see it."""
    return read_issue(given.document, options=IntakeOptions(), context=given.gold.context, attached=given.attachments)


def listed(dataset: str) -> tuple[Listed, ...]:
    """Return a dataset's fixtures in short."""
    return _listed(dataset, datasets.fingerprint(workbench(), dataset))


def gold(dataset: str, key: str) -> GoldInHand:
    """Return a fixture's gold, to be shown and mended."""
    return _gold(dataset, key, datasets.fingerprint(workbench(), dataset))


def mend(dataset: str, hand: GoldInHand, mended: Mended, *, actor: str, why: str) -> Revision:
    """Write a changed gold as a new revision."""
    revision = datasets.mend(workbench(), dataset, hand, mended, actor=actor, why=why)
    st.session_state[_SAVED] = f"{hand.gold.key}: revision {revision.revision} is saved."
    return revision


def confirm(dataset: str, hand: GoldInHand, *, actor: str, why: str) -> Revision:
    """Take a draft over as somebody's own gold."""
    revision = datasets.confirm(workbench(), dataset, hand, actor=actor, why=why)
    st.session_state[_SAVED] = f"{hand.gold.key}: revision {revision.revision} is {actor}'s gold."
    return revision


def places_of(given: Fixture) -> tuple[Place, ...]:
    """Return what evidence can be picked from in a fixture's issue."""
    return places(issue_of(given))


def saved() -> str | None:
    """Return what was saved last in this session, one sentence, once."""
    found: str | None = st.session_state.pop(_SAVED, None)
    return found


# What is read of files is kept until one of them changes; labels come from the store, where they change any time.


@st.cache_resource(max_entries=4, show_spinner="Reading the dataset")
def _dataset(dataset: str, seen: str) -> Dataset:  # noqa: ARG001 - part of the cache's key
    return datasets.read(workbench(), dataset)


@st.cache_resource(max_entries=4, show_spinner=False)
def _fixtures(dataset: str, seen: str) -> dict[str, Fixture]:
    return {each.key: each for each in _dataset(dataset, seen).fixtures}


@st.cache_resource(ttl=10 * FRESH_S, max_entries=4, show_spinner="Reading the dataset")
def _listed(dataset: str, seen: str) -> tuple[Listed, ...]:  # noqa: ARG001 - part of the cache's key
    return datasets.listed(workbench(), dataset)


@st.cache_resource(ttl=10 * FRESH_S, max_entries=64, show_spinner=False)
def _gold(dataset: str, key: str, seen: str) -> GoldInHand:  # noqa: ARG001 - part of the cache's key
    return datasets.gold_in_hand(workbench(), dataset, key)
