"""Imports in the server's memory: begun, reviewed by one person or two, signed off or discarded."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st

from workbench.app.tools import datasets
from workbench.app.tools.opening import workbench
from workbench.bootstrap import anonymising, importing
from workbench.bootstrap.importing import Kind, Review, SourcedIssue, Terms, Wanted
from workbench.bootstrap.open_imports import OpenImport, OpenImports

ADDRESS = "import"
"""The part of the page's address that names the import."""
_SAID = "import said"
_SITES = "WORKBENCH_JIRA_SITES"


@dataclass(frozen=True, kw_only=True, slots=True)
class Uploaded:
    """A file that a browser sent; it is in memory."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """Issues of a Jira site."""

    address: str
    jql: str


Source = Path | Uploaded | Query


@st.cache_resource
def held() -> OpenImports:
    """Return the imports of this server."""
    return OpenImports()


def missing_model() -> str | None:
    """Return the sentence that says that names are looked for without the model, or None."""
    return anonymising.missing_model()


def current() -> OpenImport | None:
    """Return the import that the page's address names, or None."""
    id_ = st.query_params.get(ADDRESS)
    return held().look(id_) if id_ else None


def choose(found: OpenImport | None) -> None:
    """Have the page's address name an import, or none."""
    if found is None:
        st.query_params.pop(ADDRESS, None)
    else:
        st.query_params[ADDRESS] = found.id


def begin(
    dataset: str,
    source: Source,
    *,
    wanted: Wanted,
    terms: Terms,
    prefix: str | None,
    dictionary: dict[str, Kind],
    update: bool,
    by: str,
    tell: Callable[[int], None],
) -> OpenImport:
    """Take issues in and keep them in memory.

    Args:
        dataset: where they go.
        source: where they are.
        wanted: what of them comes in.
        terms: under which.
        prefix: of the new keys; None makes one.
        dictionary: the tenant's terms.
        update: review those again whose source has changed.
        by: who begins it.
        tell: told how many were taken in.

    Raises:
        GeneratorError: something cannot be used; nothing is kept then.
    """
    held().refuse_full()
    found = importing.begin(
        workbench(),
        dataset,
        _issues(source, wanted),
        terms=terms,
        prefix=prefix,
        dictionary=dictionary,
        update=update,
        reserved={review.key for each in held().listed() for review in each.found.reviews},
        tell=tell,
    )
    return held().add(found, by=by)


def again(dataset: str, *, consent: str | None, expires: date | None, by: str) -> OpenImport:
    """Take up the fixtures of a dataset whose sign-off does not hold. Raises CatalogError where there are none."""
    held().refuse_full()
    return held().add(importing.reopened(workbench(), dataset, (), consent=consent, expires=expires), by=by)


def write(found: OpenImport, review: Review) -> None:
    """Write a fixture that was signed off. Raises CatalogError where it cannot be; it waits on then."""
    importing.write(workbench(), found.found, review)
    found.written.append(review.key)
    datasets.names.clear()
    say(f"{review.key} is written, with a draft of its gold.")


def say(sentence: str) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[_SAID] = sentence


def said() -> str | None:
    """Return what was said last in this session, once."""
    found: str | None = st.session_state.pop(_SAID, None)
    return found


def _issues(source: Source, wanted: Wanted) -> Iterable[SourcedIssue]:
    if isinstance(source, Uploaded):
        return importing.from_upload(source.name, source.data, wanted)
    if isinstance(source, Path):
        return importing.from_file(source.expanduser(), wanted)
    importing.refuse_site(source.address, os.environ.get(_SITES, ""))
    return importing.from_site(source.address, source.jql, wanted, limit=importing.MOST_SOURCED)
