"""Whether a dataset may be kept and used: what stands in it still, and whether its sign-offs hold."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.errors import CatalogError
from workbench.core.importing.rules import Fault
from workbench.core.importing.signoffs import digest_of
from workbench.core.importing.stored import Stored, text_of_file
from workbench.core.ports import Detectors
from workbench.core.records import Fixture
from workbench.service.check_stored import Finding, beside
from workbench.service.residue import Residue, residue

__all__ = ["Checked", "Finding", "check_dataset"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A dataset that was looked through.

    Attributes:
        dataset: its name.
        fixtures: how many.
        findings: all of them, by fixture and place, those that are excepted and those that are only suspected too.
        faults: sign-offs that do not hold.
        unused: how many exceptions fit no finding any more.
    """

    dataset: str
    fixtures: int
    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]
    unused: int

    def open(self, *, suspected: bool) -> tuple[Finding, ...]:
        """Return the findings that nobody answers for.

        Args:
            suspected: count what is only suspected too.
        """
        return tuple(each for each in self.findings if not each.excepted and (suspected or each.residue.tier == "sure"))


def check_dataset(
    name: str,
    fixtures: Sequence[Fixture],
    *,
    excepted: Mapping[str, frozenset[str]],
    faults: Iterable[Fault],
    detectors: Detectors,
    stored: Sequence[Stored] = (),
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> Checked:
    """Return what stands in a dataset still, and which of its sign-offs do not hold.

    A file of which no text can be read, as a picture, is a finding too: nobody could look.

    Args:
        name: the dataset's.
        fixtures: all of it.
        excepted: the digests that somebody answers for, by fixture, and under the dataset's name those of other files.
        faults: of its sign-offs.
        detectors: what looks through the texts.
        stored: what stands in the dataset's folder besides; what a fixture's exceptions cover is covered in its files.
        tell: told how many of how many fixtures are through.

    Raises:
        CatalogError: a fixture cannot be looked through.
    """
    found: list[Finding] = []
    for number, fixture in enumerate(fixtures, start=1):
        known = excepted.get(fixture.key, frozenset())
        for each in (*_searched(fixture, detectors), *_unread(fixture)):
            digest = digest_of(fixture.key, each.kind, each.text)
            found.append(Finding(key=fixture.key, residue=each, digest=digest, excepted=digest in known))
        tell(number, len(fixtures))
    found += beside(name, stored, fixtures, excepted=excepted, detectors=detectors)
    used = {each.digest for each in found}
    unused = sum(len(digests - used) for digests in excepted.values())
    return Checked(dataset=name, fixtures=len(fixtures), findings=tuple(found), faults=tuple(faults), unused=unused)


def _searched(fixture: Fixture, detectors: Detectors) -> tuple[Residue, ...]:
    texts = {name: text for name, content in fixture.attachments if (text := text_of_file(content)) is not None}
    try:
        return residue(
            fixture.document,
            key=fixture.key,
            attached=texts,
            gold=fixture.gold,
            detectors=detectors,
            language=fixture.gold.language.partition("-")[0],
        )
    except (KeyError, RecursionError):
        raise CatalogError(f"fixture {fixture.key!r}: cannot be looked through; it is nested too deeply") from None


def _unread(fixture: Fixture) -> Iterable[Residue]:
    for name, content in fixture.attachments:
        if text_of_file(content) is None:
            digest = hashlib.sha256(content).hexdigest()
            yield Residue(
                place=f"/attached/{name}", start=0, end=0, text=digest, kind="file_name", detector="unreadable",
                tier="sure",
            )  # fmt: skip
