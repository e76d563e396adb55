"""What stands in the files of a dataset that no fixture brings with it: revisions, suites, reasons, the card."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.anonymising.roster import people_in
from workbench.core.importing.signoffs import digest_of
from workbench.core.importing.stored import Stored, text_of_file
from workbench.core.ports import Detectors
from workbench.core.records import Fixture
from workbench.service.residue import Residue, residue_of_texts, strings

_NO_TEXT: Final = re.compile(r"[a-z_]{1,40}|[A-Z]?\d{1,8}|\d{4}-\d\d-\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What the scan found in a fixture, or in another file of the dataset.

    Attributes:
        key: of the fixture; the dataset's name where the file is read with no fixture.
        residue: what, and where.
        digest: under which it may be excepted.
        excepted: whether somebody answers for it.
    """

    key: str
    residue: Residue = field(repr=False)
    digest: str
    excepted: bool


def beside(
    dataset: str,
    stored: Sequence[Stored],
    fixtures: Sequence[Fixture],
    *,
    excepted: Mapping[str, frozenset[str]],
    detectors: Detectors,
) -> Iterator[Finding]:
    """Yield what is found in files that are read with no fixture, by fixture and file.

    What stands word for word in a fixture was searched there, and is not searched again in its files.

    Args:
        dataset: its name.
        stored: the files.
        fixtures: all of the dataset.
        excepted: the digests that somebody answers for, by fixture and by the dataset's name.
        detectors: what looks through the texts.
    """
    keys = [each.key for each in fixtures]
    for fixture in (None, *fixtures):
        files = [each for each in stored if each.key == (fixture.key if fixture else None)]
        texts = _texts(files, _known(fixture) if fixture else "")
        found = residue_of_texts(
            texts,
            keys=keys,
            people=people_in(dict(fixture.document)) if fixture else (),
            detectors=detectors,
            language=fixture.gold.language.partition("-")[0] if fixture else None,
        )
        for each in (*found, *_unread(files)):
            yield _finding(dataset, fixture.key if fixture else dataset, each, excepted)


def _finding(dataset: str, key: str, found: Residue, excepted: Mapping[str, frozenset[str]]) -> Finding:
    """Return a finding under the dataset's name, or under the fixture's key where that one's exceptions cover it."""
    for name in (key, dataset):
        digest = digest_of(name, found.kind, found.text)
        if digest in excepted.get(name, frozenset()):
            return Finding(key=name, residue=found, digest=digest, excepted=True)
    return Finding(key=dataset, residue=found, digest=digest, excepted=False)


def _texts(files: Sequence[Stored], known: str) -> dict[str, str]:
    """Return the texts that no fixture holds, each once, by file and line, and by number in a line that has several."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for file in files:
        at: Counter[int] = Counter()
        for line, text in file.texts or ():
            if text.strip() and text not in seen and text not in known and not _NO_TEXT.fullmatch(text):
                seen.add(text)
                at[line] += 1
                found[f"/{file.path}:{line}" + (f"/{at[line]}" if at[line] > 1 else "")] = text
    return found


def _known(fixture: Fixture) -> str:
    """Return all texts of a fixture that are searched with it."""
    given = [text for _, text in strings(fixture.document, "")]
    given += [text for _, content in fixture.attachments if (text := text_of_file(content)) is not None]
    given += [text for _, text in strings(fixture.gold.model_dump(mode="json"), "")]
    return "\n".join(given)


def _unread(files: Sequence[Stored]) -> Iterator[Residue]:
    for each in files:
        if each.texts is None:
            yield Residue(
                place=f"/{each.path}", start=0, end=0, text=each.digest, kind="file_name", detector="unreadable",
                tier="sure",
            )  # fmt: skip
