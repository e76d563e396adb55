"""Take issues in, anonymised and in memory: what is there already is left, what is new waits for its review."""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.anonymising.records import Kind
from workbench.core.errors import CatalogError
from workbench.core.importing.content import content_of
from workbench.core.importing.marks import known, mark
from workbench.core.importing.reviewing import Marks, Terms
from workbench.core.importing.signoffs import SignOff
from workbench.core.importing.sourced import LeftOut, SourcedIssue
from workbench.core.ports import Detectors
from workbench.core.records import Fixture, Gold
from workbench.service.review import Review

MOST_ISSUES: Final = 500
"""So many issues wait for a review at the most: they are held in memory, and a person reads each of them."""

MOST_CHARS: Final = 20_000_000
"""So many characters wait at the most, over all issues."""

PREFIX: Final = re.compile("[A-Z][A-Z0-9_]{1,19}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Existing:
    """What a dataset holds already.

    Attributes:
        keys: of its fixtures.
        sign_offs: by key; also of fixtures that were taken out since.
        golds: of its fixtures, by key.
        salt: of its marks.
        reserved: keys that other imports which wait have given out.
    """

    keys: frozenset[str]
    sign_offs: Mapping[str, SignOff]
    golds: Mapping[str, Gold] = field(repr=False)
    salt: bytes = field(repr=False)
    reserved: frozenset[str] = frozenset()


@dataclass(kw_only=True, slots=True)
class Import:
    """Issues in memory that nobody has signed off yet.

    Attributes:
        dataset: where they go.
        terms: under which they come in.
        salt: of the dataset's marks.
        reviews: one a new fixture, in the source's order.
        there: how many are fixtures of the dataset already, or came twice.
        more: whether the source has more issues than may wait at once.
        changed: fixtures whose source says something else by now; with `update` they are among the reviews.
        left_out: what did not come in, and how often.
        dictionary: the tenant's terms, and what each is.
    """

    dataset: str
    terms: Terms
    salt: bytes = field(repr=False)
    reviews: list[Review] = field(default_factory=list, repr=False)
    there: int = 0
    more: bool = False
    changed: list[str] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    dictionary: dict[str, Kind] = field(default_factory=dict, repr=False)

    @property
    def counts(self) -> Counter[Kind]:
        """How many values gave way, by kind."""
        return sum((Counter(review.counts) for review in self.reviews), Counter[Kind]())

    def learn(self, term: str, kind: Kind) -> None:
        """Have a term give way in every issue of the import; whoever signed one has to look again."""
        self.dictionary[term.strip()] = kind
        for review in self.reviews:
            review.learn(self.dictionary)


def import_issues(
    sources: Iterable[SourcedIssue],
    *,
    dataset: str,
    terms: Terms,
    existing: Existing,
    prefix: str,
    detectors: Detectors,
    detect: Callable[[Sequence[str]], Sequence[str | None]],
    dictionary: Mapping[str, Kind],
    update: bool = False,
    most: int = MOST_ISSUES,
    tell: Callable[[int], None] = lambda taken: None,  # noqa: ARG005
) -> Import:
    """Return the issues of a source, anonymised, for a person to look at. Nothing is written.

    Args:
        sources: as a source gives them; read one by one.
        dataset: where they go.
        terms: under which they come in.
        existing: what is there.
        prefix: of the new keys, as `SHOP`.
        detectors: what looks through their texts.
        detect: tells the language of texts.
        dictionary: the tenant's terms.
        update: review those again whose source has changed.
        most: so many may wait; what comes behind them is left for the next import.
        tell: told how many were taken in.

    Raises:
        CatalogError: the prefix is none, or is the source's own; or an issue cannot be read.
    """
    if not PREFIX.fullmatch(prefix):
        raise CatalogError(f"{prefix!r} is no prefix for keys; two to twenty capitals and digits are, as SHOP")
    found = Import(dataset=dataset, terms=terms, salt=existing.salt, dictionary=dict(dictionary))
    secret, numbers, seen, chars = secrets.token_bytes(32), _Numbers(prefix, existing), set[str](), 0
    there = {key: each for key, each in existing.sign_offs.items() if key in existing.keys}
    for taken, source in enumerate(sources, start=1):
        if source.key.partition("-")[0] == prefix:
            raise CatalogError(f"{prefix!r} is the project of the issues themselves; say another one with --prefix")
        marks = _marks(source, existing.salt)
        earlier = known(there, marks.source, marks.number)
        if marks.source in seen or not _is_wanted(found, earlier, marks, update=update):
            found.there += 1
        elif len(found.reviews) >= most or chars > MOST_CHARS:
            found.more = True
            break
        else:
            review = Review(
                source,
                key=earlier.key if earlier else numbers.next(),
                secret=secret,
                marks=marks,
                terms=terms,
                detectors=detectors,
                detect=detect,
                dictionary=found.dictionary,
                earlier=earlier,
                gold=existing.golds.get(earlier.key) if earlier else None,
            )
            found.reviews.append(review)
            found.left_out.update(source.left_out)
            chars += sum(len(text.before) for text in review.texts)
        seen.add(marks.source)
        tell(taken)
    return found


def _is_wanted(found: Import, earlier: SignOff | None, marks: Marks, *, update: bool) -> bool:
    """Tell whether an issue is reviewed; note where it is there and has changed."""
    if earlier is None:
        return True
    if earlier.content == marks.content:
        return False
    found.changed.append(earlier.key)
    return update


def review_again(
    fixtures: Iterable[Fixture],
    *,
    dataset: str,
    terms: Mapping[str, Terms],
    salt: bytes,
    sign_offs: Mapping[str, SignOff],
    detectors: Detectors,
    detect: Callable[[Sequence[str]], Sequence[str | None]],
) -> Import:
    """Return fixtures whose sign-off no longer holds, for a person to look at what is found in them now.

    Args:
        fixtures: signed off once.
        dataset: theirs.
        terms: under which each stays, by key.
        salt: of the dataset's marks.
        sign_offs: by key, of these fixtures at least.
        detectors: what looks through their texts.
        detect: tells the language of texts.
    """
    found = Import(dataset=dataset, terms=next(iter(terms.values())), salt=salt)
    secret = secrets.token_bytes(32)
    for each in fixtures:
        earlier = sign_offs[each.key]
        attached = {name: content.decode("utf-8", "replace") for name, content in each.attachments}
        source = SourcedIssue(key=each.key, number=None, document=each.document, attached=attached, left_out={})
        marks = Marks(source=earlier.source, number=earlier.number, content=earlier.content)
        found.reviews.append(
            Review(
                source,
                key=each.key,
                secret=secret,
                marks=marks,
                terms=terms[each.key],
                detectors=detectors,
                detect=detect,
                dictionary={},
                earlier=earlier,
                gold=each.gold,
            )
        )
    return found


class _Numbers:
    """The numbers of new keys: behind all that were ever used."""

    def __init__(self, prefix: str, existing: Existing) -> None:
        used = (key.rpartition("-") for key in {*existing.keys, *existing.sign_offs, *existing.reserved})
        self._prefix = prefix
        self._last = max((int(number) for of, _, number in used if of == prefix and number.isdigit()), default=0)

    def next(self) -> str:
        self._last += 1
        return f"{self._prefix}-{self._last}"


def _marks(source: SourcedIssue, salt: bytes) -> Marks:
    return Marks(
        source=mark(salt, source.key),
        number=None if source.number is None else mark(salt, source.number),
        content=mark(salt, content_of(source.document)),
    )
