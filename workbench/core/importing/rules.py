"""When a signed fixture may not be used: consent, expiry, reviewers, changed files, newer detectors."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from workbench.core.importing.signoffs import Origin, SignOff

Rule = Literal["unsigned", "origin", "consent", "expiry", "expired", "reviewers", "changed", "reopened"]
CUSTOMER: Final[Origin] = "customer_consented"
_VERSION: Final = re.compile(r"rules-(\d{1,9})\+(.+)")
_NO_MODEL: Final = "no-model"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a fixture may not be used.

    Attributes:
        key: the fixture's; None where it is the dataset's card.
        rule: which rule it breaks.
        why: the rest of a sentence whose subject is the fixture, or the dataset.
    """

    key: str | None
    rule: Rule
    why: str


def reviewers_needed(origin: Origin) -> int:
    """Return how many different people have to sign a fixture off."""
    return 2 if origin == CUSTOMER else 1


def faults(
    sign_offs: Mapping[str, SignOff],
    *,
    keys: Iterable[str],
    origin: Origin,
    until: date | None,
    files: Callable[[str], str],
    today: date,
    detectors: Callable[[], str],
) -> Iterator[Fault]:
    """Yield why fixtures of a dataset may not be used, in the card's order.

    Args:
        sign_offs: by key; a fixture without one is at fault in a customer's dataset alone.
        keys: of the card's fixtures.
        origin: as the card says it.
        until: the last day on which the card lets the dataset be used; None sets no end.
        files: gives the digest of a fixture's files as they are now.
        today: in UTC.
        detectors: gives the version of this machine's detectors; asked for customers' fixtures alone.
    """
    if until is not None and until < today:
        yield Fault(key=None, rule="expired", why=f"may be used until {until} only")
    for key in keys:
        signed = sign_offs.get(key)
        if signed is not None:
            yield from _of(signed, origin, files, today, detectors)
        elif origin == CUSTOMER:
            yield Fault(key=key, rule="unsigned", why="is a customer's, and nobody has signed it off")


def _of(
    signed: SignOff, origin: Origin, files: Callable[[str], str], today: date, detectors: Callable[[], str]
) -> Iterator[Fault]:
    found: list[tuple[Rule, str]] = []
    if signed.origin != origin:
        found.append(("origin", f"was signed off as {signed.origin}, and the card says {origin}"))
    found += _customers(signed, today) if signed.origin == CUSTOMER else _others(signed)
    if files(signed.key) != signed.files:
        found.append(("changed", "was changed since it was signed off"))
    if signed.origin == CUSTOMER and is_older(signed.detectors, detectors()):
        found.append(("reopened", "was signed off with older detectors than those of today"))
    for rule, why in found:
        yield Fault(key=signed.key, rule=rule, why=why)


def _customers(signed: SignOff, today: date) -> Iterator[tuple[Rule, str]]:
    if signed.consent is None:
        yield "consent", "is a customer's, and its sign-off names no consent"
    if signed.expires is None:
        yield "expiry", "is a customer's, and its sign-off names no day on which the consent ends"
    elif signed.expires < today:
        yield "expired", f"is a customer's, and the consent ended on {signed.expires}"
    if len({" ".join(each.casefold().split()) for each in signed.reviewers}) < reviewers_needed(CUSTOMER):
        yield "reviewers", "is a customer's, and needs two different reviewers"


def _others(signed: SignOff) -> Iterator[tuple[Rule, str]]:
    if signed.consent is not None or signed.expires is not None:
        yield "consent", f"names a consent or its end, and its origin is {signed.origin}"


def is_older(signed: str, now: str) -> bool:
    """Tell whether detectors of another version could find what those of a sign-off did not.

    A machine that lacks the model opens nothing again, for it would find less; nor does one whose rules are older. A
    version of a form that is not ours is older than every other one.
    """
    before, after = _VERSION.fullmatch(signed), _VERSION.fullmatch(now)
    if before is None or after is None:
        return signed != now
    if int(before[1]) != int(after[1]):
        return int(before[1]) < int(after[1])
    return after[2] not in (_NO_MODEL, before[2])
