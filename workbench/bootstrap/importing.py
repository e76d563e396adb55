"""What imports need: issues out of files or Jira, held in memory until a person signs them off, and then written."""

import os
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, get_args

from workbench.adapters.catalog.forms import TermList, read_form
from workbench.adapters.catalog.imports import read_sign_offs, refuse_name, salt_of, write_signed
from workbench.adapters.catalog.sign_offs import card_faults
from workbench.adapters.issue_sources import read_site, read_source, read_upload
from workbench.adapters.language import detect
from workbench.bootstrap import Workbench, clock, signing
from workbench.bootstrap.anonymising import detectors
from workbench.core.anonymising.records import Kind
from workbench.core.errors import CatalogError
from workbench.core.importing.marks import SALT_BYTES
from workbench.core.importing.reviewing import Finding, Side, Terms, Text, terms_of
from workbench.core.importing.rules import CUSTOMER
from workbench.core.importing.signed import NewCard
from workbench.core.importing.signoffs import Origin, SignOff
from workbench.core.importing.sourced import SourcedIssue, Wanted
from workbench.core.records import Gold
from workbench.generator.intake.jira_client import Budget, Exchange, JiraClient, Site, access_from
from workbench.generator.models.bounded import Bounds, client_of
from workbench.service.import_issues import MOST_ISSUES, Existing, Import, import_issues, review_again
from workbench.service.review import Review

__all__ = [
    "KINDS",
    "MOST_ISSUES",
    "MOST_SOURCED",
    "Finding",
    "Import",
    "Kind",
    "Origin",
    "Review",
    "Side",
    "SourcedIssue",
    "Terms",
    "Text",
    "Wanted",
    "begin",
    "from_file",
    "from_site",
    "from_upload",
    "read_terms",
    "refuse_site",
    "reopened",
    "terms_of",
    "write",
]
_BUDGET: Final = Budget(requests=5_000, seconds=3_600.0)
_BOUNDS: Final = Bounds(silent_s=30.0, total_s=120.0)
MOST_SOURCED: Final = 10_000
"""Issues of a site that are looked at for one import."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def from_file(path: Path, wanted: Wanted) -> Iterable[SourcedIssue]:
    """Yield the issues of an export, of lines of REST answers, or of a folder of such files. See `read_source`."""
    return read_source(path, wanted)


def from_upload(name: str, data: bytes, wanted: Wanted) -> Iterable[SourcedIssue]:
    """Yield the issues of a file that is in memory. See `read_upload`."""
    return read_upload(name, data, wanted)


def refuse_site(address: str, allowed: str) -> None:
    """Let pass a site that a visitor of the app may have this machine's credentials sent to.

    Args:
        address: as they typed it.
        allowed: hosts beside Atlassian's own and this machine, separated by commas.

    Raises:
        CatalogError: it is another host.
        JiraError: it is no address of a site.
    """
    site = Site.at(address)
    named = {each.strip().casefold() for each in allowed.split(",")}
    if not (site.is_loopback or site.is_gateway or site.host.endswith(".atlassian.net") or site.host in named):
        raise CatalogError(
            f"{site.host}: the app signs in at *.atlassian.net only; name others in WORKBENCH_JIRA_SITES where the "
            "app is started"
        )


def from_site(address: str, jql: str, wanted: Wanted, *, limit: int) -> Iterable[SourcedIssue]:
    """Yield the issues that a Jira site finds; credentials come from the environment or a keyring.

    Raises:
        JiraError: nobody signs in, the address is none, or the site does not answer.
        CatalogError: as `read_site`.
    """
    site = Site.at(address)
    with client_of(_BOUNDS, local=site.is_loopback) as http:
        jira = JiraClient(Exchange(site, access_from(os.environ, site), http=http, budget=_BUDGET))
        yield from read_site(jira, jql, wanted, limit=limit, progress=lambda done, of: None)  # noqa: ARG005


def begin(
    workbench: Workbench,
    dataset: str,
    sources: Iterable[SourcedIssue],
    *,
    terms: Terms,
    prefix: str | None,
    dictionary: Mapping[str, Kind],
    update: bool = False,
    most: int = MOST_ISSUES,
    reserved: Collection[str] = (),
    tell: Callable[[int], None] = lambda taken: None,  # noqa: ARG005
) -> Import:
    """Take issues in, anonymised and in memory.

    Args:
        workbench: the project.
        dataset: where they go; it need not be there yet.
        sources: as `from_file` and `from_site` give them.
        terms: under which they come in.
        prefix: of the new keys; None makes one of the dataset's name.
        dictionary: the tenant's terms.
        update: review those again whose source has changed.
        most: so many may wait at once; the rest is left for the next import.
        reserved: keys that other imports which wait have given out.
        tell: told how many were taken in.

    Raises:
        CatalogError: the dataset or a source cannot be used, or the terms do not fit the dataset.
    """
    folder = workbench.root / "datasets" / dataset
    _refuse(workbench, dataset, terms)
    existing = Existing(
        keys=frozenset(golds := _golds(workbench, dataset)),
        sign_offs=read_sign_offs(folder),
        golds=golds,
        salt=salt_of(folder) or secrets.token_bytes(SALT_BYTES),
        reserved=frozenset(reserved),
    )
    return import_issues(
        sources,
        dataset=dataset,
        terms=terms,
        existing=existing,
        prefix=prefix or prefix_of(dataset),
        detectors=detectors(),
        detect=detect,
        dictionary=dictionary,
        update=update,
        most=most,
        tell=tell,
    )


def prefix_of(dataset: str) -> str:
    """Return the prefix of the keys that a dataset's imports get where none is named."""
    letters = "".join(each for each in dataset.upper() if each.isascii() and each.isalnum())[:10]
    return letters if letters[:1].isalpha() and len(letters) > 1 else f"D{letters}X"


def read_terms(path: Path) -> dict[str, Kind]:
    """Return the terms of a YAML file and what each is. Raises CatalogError where it cannot be used."""
    return dict(read_form(path, TermList).terms)


def reopened(
    workbench: Workbench,
    dataset: str,
    keys: Collection[str],
    *,
    consent: str | None = None,
    expires: date | None = None,
) -> Import:
    """Take up fixtures that have to be looked at again: nothing of them is replaced but what is found now.

    Args:
        workbench: the project.
        dataset: its name.
        keys: of the fixtures; none are all whose sign-off does not hold, without those that never had one.
        consent: a new one; None keeps that of the sign-off.
        expires: the last day of a consent that was renewed; None keeps that of the sign-off.

    Raises:
        CatalogError: the dataset or a fixture is unknown, or no fixture has to be looked at again.
    """
    folder = workbench.root / "datasets" / dataset
    read = workbench.catalog.dataset(dataset, for_review=True)
    sign_offs = read_sign_offs(folder)
    faulty = {each.key for each in card_faults(folder, read.card, signing()) if each.key is not None}
    wanted = set(keys) or (faulty & set(sign_offs)) or faulty  # what nobody ever signed keeps the others from nothing
    strange = sorted(wanted - set(sign_offs))
    if strange:
        raise CatalogError(f"dataset {dataset!r} has no imported fixture {strange[0]!r}; nobody ever signed it off")
    if not wanted:
        raise CatalogError(f"dataset {dataset!r}: every sign-off holds; name keys to look at fixtures all the same")
    terms = {
        key: terms_of(
            origin=sign_offs[key].origin,
            licence=sign_offs[key].licence,
            consent=consent or sign_offs[key].consent,
            expires=expires or sign_offs[key].expires,
        )
        for key in sorted(wanted)
    }
    for each in terms.values():
        _refuse_ended(each)
    return review_again(
        [each for each in read.fixtures if each.key in wanted],
        dataset=dataset,
        terms=terms,
        salt=salt_of(folder) or b"",
        sign_offs=sign_offs,
        detectors=detectors(),
        detect=detect,
    )


def write(workbench: Workbench, found: Import, review: Review) -> None:
    """Write a fixture that was signed off, and forget it as it came.

    Raises:
        CatalogError: it lacks a signature, was written meanwhile, or cannot be written. Then the last signature is off
            and it waits in memory.
    """
    if review not in found.reviews:
        raise CatalogError(f"{review.key}: was written meanwhile")
    try:
        signed = review.result(at=clock())
        write_signed(
            workbench.root / "datasets" / found.dataset,
            signed,
            card=_new_card(found, signed.sign_off),
            lock=workbench.home / "gold.lock",
        )
    except CatalogError:
        review.withdraw()
        raise
    found.reviews.remove(review)


def _new_card(found: Import, signed: SignOff) -> NewCard:
    return NewCard(
        name=found.dataset,
        description="Imported issues, anonymised and signed off one by one.",
        origin=found.terms.origin,
        licence=found.terms.licence,
        salt=found.salt,
        how="detectors and reviewers; signoffs.jsonl says who looked at which fixture",
        version=signed.detectors,
        note="First drafts by the rules; people confirm them one by one.",
        reviewers=signed.reviewers,
    )


def _golds(workbench: Workbench, dataset: str) -> dict[str, Gold]:
    if dataset not in workbench.catalog.dataset_names():
        return {}
    return {each.key: each.gold for each in workbench.catalog.dataset(dataset, for_review=True).fixtures}


def _refuse(workbench: Workbench, dataset: str, terms: Terms) -> None:
    """Raise CatalogError where such issues may not go into such a dataset."""
    refuse_name(dataset)
    customers = terms.origin == CUSTOMER
    if customers and (terms.consent is None or terms.expires is None):
        raise CatalogError("a customer's issues need a consent and the day on which it ends (--consent, --expires)")
    if not customers and (terms.consent is not None or terms.expires is not None):
        raise CatalogError(f"a consent and its end are a customer's, and the origin is {terms.origin}")
    _refuse_ended(terms)
    if dataset in workbench.catalog.dataset_names():
        card = workbench.catalog.dataset(dataset, for_review=True).card
        if card.origin != terms.origin:
            raise CatalogError(f"dataset {dataset!r} is {card.origin}, and the issues are {terms.origin}; take another")


def _refuse_ended(terms: Terms) -> None:
    if terms.expires is not None and terms.expires < clock().date():
        raise CatalogError(f"the consent ended on {terms.expires}; ask for more time, and say it with --expires")
