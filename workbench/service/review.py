"""One imported issue under review: what gave way, what a person decides, and when it may be signed off."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from workbench.core.anonymising.records import Flag, Kind, Replacement
from workbench.core.errors import CatalogError
from workbench.core.golds.rules import draft_by_rules
from workbench.core.importing.allowing import listing_only, without_people
from workbench.core.importing.content import content_of
from workbench.core.importing.reviewing import Finding, Marks, Terms, Text
from workbench.core.importing.rules import reviewers_needed
from workbench.core.importing.signed import UNWRITTEN, SignedFixture, as_text_files
from workbench.core.importing.signoffs import Excepted, Origin, SignOff, digest_of
from workbench.core.importing.sourced import SourcedIssue
from workbench.core.ports import Detectors
from workbench.core.records import Gold
from workbench.generator.errors import IssueError
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions
from workbench.service.anonymise import Anonymised, anonymise
from workbench.service.residue import Residue, residue
from workbench.service.review_findings import of_residue, open_flags, replaced, suspected


class Review:
    """A fixture that is not signed off yet. It holds the text as it came, in memory, until it is forgotten.

    Not safe for use by several threads at once.
    """

    def __init__(
        self,
        source: SourcedIssue,
        *,
        key: str,
        secret: bytes,
        marks: Marks,
        detectors: Detectors,
        detect: Callable[[Sequence[str]], Sequence[str | None]],
        dictionary: Mapping[str, Kind],
        earlier: SignOff | None = None,
    ) -> None:
        """Anonymise it.

        Args:
            source: as it came; where it has the fixture's own key, it is anonymised already, and only what is found now
                gives way.
            key: of the fixture, a new one.
            secret: at least 16 random bytes of this import.
            marks: of where it came from.
            detectors: what looks through its texts.
            detect: tells the language of each text.
            dictionary: the tenant's terms.
            earlier: the sign-off that this one takes the place of.

        Raises:
            CatalogError: the issue cannot be read.
        """
        self.key = key
        self.earlier = earlier
        self.left_out = source.left_out
        self._source, self._secret, self._marks = source, secret, marks
        self._detectors, self._dictionary = detectors, dictionary
        self._added: dict[str, Kind] = {}
        self._kept: dict[str, str] = {}
        self._unflagged: set[tuple[str, Kind]] = set()
        self._signed: tuple[str, ...] = ()
        self._whole = ""
        self.language = next(iter(detect([content_of(source.document)])), None)
        self._carry_out()

    # What is there ---------------------------------------------------------------------------------

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that was looked through or replaced, in reading order."""
        done: dict[str, list[Replacement]] = defaultdict(list)
        flags: dict[str, list[Flag]] = defaultdict(list)
        for each in self._shown.replacements:
            done[each.place].append(each)
        for flag in self._flags():
            flags[flag.place].append(flag)
        return tuple(
            Text(
                place=place,
                before=before,
                after=self._shown.after[place],
                replacements=tuple(done[place]),
                flags=tuple(flags[place]),
            )
            for place, before in self._shown.before.items()
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each value once: first what waits for a decision, then what was kept, then what gave way."""
        return (
            *self._left_over(),
            *suspected(self._shown, self._flags()),
            *self._stays(),
            *replaced(self._shown, self._added),
        )

    @property
    def open(self) -> int:
        """How many findings wait for a decision."""
        return sum(each.state in ("left over", "suspected") for each in self.findings)

    @property
    def signed(self) -> tuple[str, ...]:
        """Who has signed what is shown now."""
        return self._signed

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many values gave way, by kind."""
        return self._shown.counts

    # What a person decides -------------------------------------------------------------------------

    def replace(self, value: str, kind: Kind) -> None:
        """Have a text give way wherever it stands in this fixture: a suspected one, or one that nobody found.

        Raises:
            CatalogError: it does not stand in the fixture.
        """
        value = value.strip()
        if not value or not any(value.casefold() in text.casefold() for text in self._shown.before.values()):
            raise CatalogError(f"{self.key}: the text does not stand in the issue; type it as it stands there")
        self._kept.pop(value, None)
        self._added[value] = kind
        self._carry_out()

    def keep(self, value: str, why: str | None = None) -> None:
        """Let a text stay wherever it stands in this fixture: it names nobody.

        Args:
            value: what stays.
            why: the reason, in words that hold nothing of the issue; needed where the detectors are sure.

        Raises:
            CatalogError: there is no reason, or it is replaced by where it stands.
        """
        found = [each for each in self.findings if each.value == value]
        sure = [each for each in found if each.state in ("replaced", "left over")]
        if any(each.fixed for each in sure):
            raise CatalogError(f"{self.key}: it is replaced by the field that it stands in, and cannot be kept")
        if sure and not (why or "").strip():
            raise CatalogError(f"{self.key}: the detectors are sure of it; say in a few words why it may stay")
        self._unflagged |= {(each.value, each.kind) for each in found if each.state == "suspected"}
        self._added.pop(value, None)
        if sure or not found:
            self._kept[value] = " ".join((why or "kept by the reviewer").split())[:200]
        self._carry_out()

    def keep_suspected(self) -> int:
        """Let everything stay that is only suspected, and return how many values that are."""
        found = suspected(self._shown, self._flags())
        self._unflagged |= {(each.value, each.kind) for each in found}
        self._signed = ()
        return len(found)

    def learn(self, dictionary: Mapping[str, Kind]) -> None:
        """Take the tenant's terms as they are now."""
        self._dictionary = dictionary
        self._carry_out()

    # Signing ---------------------------------------------------------------------------------------

    def sign(self, by: str, *, origin: Origin) -> bool:
        """Take a person's signature and return whether that is all that it needs.

        Args:
            by: their name.
            origin: whose issue it is: a customer's needs two different people.

        Raises:
            CatalogError: something is not decided yet, there is no name, or the second one is the first's.
        """
        name = " ".join(by.split())
        if not 1 <= len(name) <= 80:
            raise CatalogError("a sign-off needs the name of a person, at most 80 characters")
        if self.open:
            raise CatalogError(f"{self.key}: {self.open} findings wait for a decision; replace or keep each of them")
        if name.casefold() in {each.casefold() for each in self._signed}:
            raise CatalogError(f"{self.key}: {name} has signed it already; a second person has to look at it")
        self._signed = (*self._signed, name)
        return len(self._signed) >= reviewers_needed(origin)

    def send_back(self) -> None:
        """Take the signatures off: somebody found something."""
        self._signed = ()

    def result(self, terms: Terms, *, at: datetime) -> SignedFixture:
        """Return the fixture that may be written.

        Raises:
            CatalogError: it lacks a signature.
        """
        if len(self._signed) < reviewers_needed(terms.origin):
            raise CatalogError(f"{self.key}: is not signed off")
        undone = Counter(each.kind for each in self._stays())
        sign_off = SignOff(
            key=self.key,
            origin=terms.origin,
            licence=terms.licence,
            consent=terms.consent,
            expires=terms.expires,
            detectors=self._shown.detectors,
            reviewers=self._signed,
            replaced=dict(self._shown.counts),
            added=sum(each.count for each in replaced(self._shown, self._added) if "reviewer" in each.detectors),
            rejected=dict(undone),
            why="; ".join(sorted(set(self._kept.values())))[:2_000] or None,
            exceptions=tuple(self._exceptions()),
            at=at,
            files=UNWRITTEN,
            source=self._marks.source,
            number=self._marks.number,
            content=self._marks.content,
        )
        return SignedFixture(sign_off=sign_off, document=self._document, attached=self._attached, gold=self._gold)

    # How -------------------------------------------------------------------------------------------

    def _carry_out(self) -> None:
        document = self._source.document
        self._signed = ()
        self._shown: Anonymised = anonymise(
            document,
            detectors=self._detectors,
            key=self._secret,
            new_key=self.key,
            scope=self.key,
            fields=frozenset(document["fields"]),
            dictionary={**self._dictionary, **self._added},
            language=self.language,
            attached=self._source.attached,
            kept=tuple(self._kept),
            again=self._source.key == self.key,
        )
        bare = listing_only(without_people(self._shown.document), self._shown.attached)
        self._document, self._attached = as_text_files(bare, self._shown.attached)
        self._gold = self._drafted()
        self._residue = self._looked_through()

    def _drafted(self) -> Gold:
        files = tuple((name, text.encode("utf-8", "replace")) for name, text in self._attached.items())
        try:
            issue = read_issue(self._document, options=IntakeOptions(), attached=files)
        except IssueError as error:
            raise CatalogError(f"{self.key}: {error}") from None
        return draft_by_rules(issue, language=self.language or "en")

    def _looked_through(self) -> tuple[Residue, ...]:
        found = residue(
            self._document,
            key=self.key,
            attached=self._attached,
            gold=self._gold,
            detectors=self._detectors,
            language=self.language,
        )
        return tuple(each for each in found if each.tier == "sure")

    def _flags(self) -> Iterator[Flag]:
        return open_flags(self._shown, self._unflagged)

    def _left_over(self) -> tuple[Finding, ...]:
        return of_residue((each for each in self._residue if self._why(each.text) is None), "left over")

    def _stays(self) -> tuple[Finding, ...]:
        return of_residue((each for each in self._residue if self._why(each.text) is not None), "kept")

    def _exceptions(self) -> Iterator[Excepted]:
        seen = set()
        for each in self._residue:
            digest = digest_of(self.key, each.kind, each.text)
            if digest not in seen and (why := self._why(each.text)) is not None:
                seen.add(digest)
                yield Excepted(kind=each.kind, digest=digest, why=why)

    def _why(self, text: str) -> str | None:
        """Return the reason why a text stays: it is kept, or stands inside of what is kept."""
        return next((why for kept, why in self._kept.items() if text in kept), None)
