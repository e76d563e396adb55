"""One imported issue under review: what a person decides, and who has signed what is shown now."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from workbench.core.anonymising.naming import AMBIGUOUS
from workbench.core.anonymising.records import Found, Kind
from workbench.core.errors import CatalogError
from workbench.core.importing.content import content_of
from workbench.core.importing.reviewing import Decisions, Finding, Marks, Terms, Text, in_words
from workbench.core.importing.rules import reviewers_needed
from workbench.core.importing.signed import UNWRITTEN, SignedFixture
from workbench.core.importing.signoffs import SignOff, digest_of
from workbench.core.importing.sourced import SourcedIssue
from workbench.core.ports import Detectors
from workbench.core.records import Gold
from workbench.service.anonymise import REVIEWER
from workbench.service.review_outcome import Outcome, carry_out

MOST_TEXTS: Final = 5_000
"""Paragraphs, cells and fields of one issue that a person can be asked to read."""

_LEAST_TELLING: Final = 3


class Review:
    """A fixture that is not signed off yet. It holds the text as it came, in memory, until it is forgotten.

    Not safe for use by several threads at once.

    Attributes:
        key: of the fixture.
        terms: under which it comes in.
        language: of its texts, ISO 639-1; None where it cannot be told.
        earlier: the sign-off that this one takes the place of.
        left_out: what of the issue did not come in.
        version: counts what changed; a signature is for what was shown at one of them.
    """

    def __init__(
        self,
        source: SourcedIssue,
        *,
        key: str,
        secret: bytes,
        marks: Marks,
        terms: Terms,
        detectors: Detectors,
        detect: Callable[[Sequence[str]], Sequence[str | None]],
        dictionary: Mapping[str, Kind],
        earlier: SignOff | None = None,
        gold: Gold | None = None,
    ) -> None:
        """Anonymise it.

        Args:
            source: as it came; where it has the fixture's own key, it is anonymised already, and only what is found now
                gives way.
            key: of the fixture, a new one.
            secret: at least 16 random bytes of this import.
            marks: of where it came from.
            terms: under which it comes in.
            detectors: what looks through its texts.
            detect: tells the language of each text.
            dictionary: the tenant's terms.
            earlier: the sign-off that this one takes the place of.
            gold: that stands there already; None has the rules draft one.

        Raises:
            CatalogError: the issue cannot be read, or has more texts than a person can look at.
        """
        self.key, self.terms, self.earlier, self.left_out = key, terms, earlier, source.left_out
        self.version = 0
        self._source, self._secret, self._marks = source, secret, marks
        self._detectors, self._dictionary, self._gold = detectors, dictionary, gold
        self._found: tuple[Found, ...] | None = None
        self._signed: tuple[str, ...] = ()
        self.language = next(iter(detect([content_of(source.document)])), None)
        self._take(self._outcome(Decisions()))
        if len(self._now.shown.before) > MOST_TEXTS:
            raise CatalogError(f"an issue has over {MOST_TEXTS:,} texts; nobody can read them all, so shorten it")
        if earlier is not None and source.key == key:
            self._as_signed_before(earlier)

    # What is there ---------------------------------------------------------------------------------

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that was looked through or replaced, in reading order."""
        return self._now.texts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each value once: first what waits for a decision, then what was kept, then what gave way."""
        return self._now.findings

    @property
    def open(self) -> int:
        """How many findings wait for a decision."""
        return sum(each.waits for each in self.findings)

    @property
    def signed(self) -> tuple[str, ...]:
        """Who has signed what is shown now."""
        return self._signed

    def where(self, place: str) -> str:
        """Return a place as people say it."""
        names = self._now.document.get("names")
        return in_words(place, names if isinstance(names, dict) else {})

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many values gave way, by kind."""
        return self._now.shown.counts

    # What a person decides -------------------------------------------------------------------------

    def replace(self, findings: Collection[Finding]) -> None:
        """Have what was found give way wherever it stands in this fixture.

        Args:
            findings: of `findings`; what has given way already does so as before.

        Raises:
            CatalogError: one is left over in a place that no text before it leads to; nothing is decided then.
        """
        unclear = {each.value for each in findings if each.detectors == (AMBIGUOUS,)}
        named = {each.value: each.kind for each in findings if each.value not in unclear}
        for each in findings:
            if each.state == "left over" and not self._stands(each.value):
                raise CatalogError(
                    f"{self.key}: it stands only in what would be written ({self.where(each.places[0])}); add the "
                    "text that it came from, keep it with a reason, or mend the gold on the app's page Datasets"
                )
        self._mark(named, {(each.value, each.kind) for each in findings if each.value in unclear})

    def add(self, text: str, kind: Kind) -> None:
        """Have a text that nobody found give way wherever it stands in this fixture, also inside of words.

        Raises:
            CatalogError: it does not stand in the fixture, or stands in it still afterwards; nothing is decided then.
        """
        if not self._stands(text.strip()):
            raise CatalogError(f"{self.key}: the text does not stand in the issue; type it as it stands there")
        self._mark({text.strip(): kind}, set())

    def keep(self, findings: Collection[Finding], why: str | None = None) -> None:
        """Let what was found stay: it names nobody.

        What was only suspected stays as it is, and what gave way comes back, wherever it stands. What is left over
        stays at its place.

        Args:
            findings: of `findings`.
            why: the reason, in words that hold nothing of the issue; needed where the detectors are sure.

        Raises:
            CatalogError: there is no reason or it tells what is kept, or a text is replaced by where it stands.
        """
        sure = [each for each in findings if each.state != "suspected"]
        if any(each.fixed for each in sure):
            raise CatalogError(f"{self.key}: it is replaced by the field that it stands in, and cannot be kept")
        reason = " ".join((why or "").split())[:200]
        if sure and not reason:
            raise CatalogError(f"{self.key}: the detectors are sure of it; say in a few words why it may stay")
        self._refuse_telling(reason)
        then = self._now.decisions
        back = {each.value for each in sure if each.state == "replaced"}
        left = {(each.value, place) for each in sure if each.state == "left over" for place in each.places}
        suspected = {(each.value, each.kind) for each in findings if each.state == "suspected"}
        self._take(
            self._outcome(
                Decisions(
                    marked={value: kind for value, kind in then.marked.items() if value not in back},
                    kept={**then.kept, **dict.fromkeys(back, reason)},
                    settled={**then.settled, **dict.fromkeys(left, reason)},
                    harmless=then.harmless | suspected,
                )
            )
        )

    def keep_suspected(self) -> int:
        """Let everything stay that is only suspected, and return how many values that are."""
        found = [each for each in self.findings if each.state == "suspected"]
        self.keep(found)
        return len(found)

    def learn(self, dictionary: Mapping[str, Kind]) -> None:
        """Take the tenant's terms as they are now."""
        self._dictionary, self._found = dictionary, None
        self._take(self._outcome(self._now.decisions))

    # Signing ---------------------------------------------------------------------------------------

    def sign(self, by: str, *, seen: int) -> bool:
        """Take a person's signature and return whether that is all that it needs.

        Args:
            by: their name.
            seen: the version that they looked at.

        Raises:
            CatalogError: it has changed since, something is not decided yet, there is no name, or the second one is the
                first's.
        """
        name = " ".join(by.split())
        if not 1 <= len(name) <= 80:
            raise CatalogError("a sign-off needs the name of a person, at most 80 characters")
        if seen != self.version:
            raise CatalogError(f"{self.key}: somebody decided something meanwhile; look at it again")
        if self.open:
            raise CatalogError(f"{self.key}: waiting for a decision: {self.open}; replace or keep each of them")
        if name.casefold() in {each.casefold() for each in self._signed}:
            raise CatalogError(f"{self.key}: {name} has signed it already; a second person has to look at it")
        self._signed = (*self._signed, name)
        self.version += 1
        return len(self._signed) >= reviewers_needed(self.terms.origin)

    def withdraw(self) -> None:
        """Take the last signature off: what it was given for could not be written."""
        self._signed = self._signed[:-1]
        self.version += 1

    def send_back(self) -> None:
        """Take all signatures off: somebody found something."""
        self._signed = ()
        self.version += 1

    def result(self, *, at: datetime) -> SignedFixture:
        """Return the fixture that may be written.

        Raises:
            CatalogError: it lacks a signature.
        """
        now, terms = self._now, self.terms
        if len(self._signed) < reviewers_needed(terms.origin):
            raise CatalogError(f"{self.key}: is not signed off")
        sign_off = SignOff(
            key=self.key,
            origin=terms.origin,
            licence=terms.licence,
            consent=terms.consent,
            expires=terms.expires,
            detectors=now.shown.detectors,
            reviewers=self._signed,
            replaced=dict(now.shown.counts),
            added=sum(len(each.places) for each in now.replaced if REVIEWER in each.detectors),
            rejected=dict(Counter(each.kind for each in now.kept)),
            why="; ".join(sorted({each.why for each in now.exceptions}))[:2_000] or None,
            exceptions=now.exceptions,
            at=at,
            files=UNWRITTEN,
            source=self._marks.source,
            number=self._marks.number,
            content=self._marks.content,
        )
        return SignedFixture(
            sign_off=sign_off, document=now.document, attached=now.attached, gold=now.gold, earlier=self.earlier
        )

    # How -------------------------------------------------------------------------------------------

    def _stands(self, text: str) -> bool:
        return bool(text) and any(text.casefold() in each.before.casefold() for each in self.texts)

    def _mark(self, values: Mapping[str, Kind], harmless: Collection[tuple[str, Kind]]) -> None:
        then = self._now.decisions
        outcome = self._outcome(
            replace(
                then,
                marked={**then.marked, **values},
                kept={value: why for value, why in then.kept.items() if value not in values},
                harmless=then.harmless | frozenset(harmless),
            )
        )
        if any(outcome.holds(value) for value in values):
            raise CatalogError(f"{self.key}: it would stand there still, in what was kept or in another name")
        self._take(outcome)

    def _as_signed_before(self, earlier: SignOff) -> None:
        """Keep what the sign-off before excepted: it was looked at, and is the same."""
        whys = {each.digest: each.why for each in earlier.exceptions}
        for state in ("replaced", "left over"):
            for each in self.findings:
                why = whys.get(digest_of(self.key, each.kind, each.value))
                if why is not None and each.state == state and not each.fixed:
                    self.keep([each], why)

    def _outcome(self, decisions: Decisions) -> Outcome:
        return carry_out(
            self._source,
            decisions,
            key=self.key,
            secret=self._secret,
            language=self.language,
            detectors=self._detectors,
            dictionary=self._dictionary,
            gold=self._gold,
            found=self._found,
        )

    def _take(self, outcome: Outcome) -> None:
        self._now, self._found, self._signed = outcome, outcome.shown.found, ()
        self.version += 1

    def _refuse_telling(self, reason: str) -> None:
        """Raise CatalogError where a reason, which is kept, holds what it is about."""
        said = reason.casefold()
        told = any(len(each.value) >= _LEAST_TELLING and each.value.casefold() in said for each in self.findings)
        found = self._detectors.find({"reason": reason}, people=(), dictionary=self._dictionary, language="en")
        if told or any(each.span.tier == "sure" for each in found):
            raise CatalogError(f"{self.key}: the reason is kept; say it in words that hold nothing of the issue")
