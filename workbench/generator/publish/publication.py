"""What is to be published: the parts of a test suite, and the trace by which each is known again."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.generator.errors import InputError
from workbench.generator.prompt.digest import canonical_json
from workbench.generator.records import TestCase, TestSuite

MARK: Final = "aits"
_KEY: Final = re.compile(r"[A-Z][A-Z0-9_]{0,254}-[1-9][0-9]{0,17}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing that a target keeps.

    Attributes:
        number: the test's place in the suite, from 1; 0 is the whole suite.
        trace: `aits-` and 16 hex digits of the content; the same content has the same trace wherever and whenever it is
            published, so it can be a label in Jira.
        digest: 64 hex digits of the content.
        case: the test; None is the whole suite.
    """

    number: int
    trace: str
    digest: str
    case: TestCase | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """How messages call it: a number, for a title is content."""
        return f"test {self.number}" if self.number else "the tests"


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """The tests of one issue on their way to a target.

    Attributes:
        issue: the story's key, as `SHOP-12`.
        suite: its tests.
        run: 12 hex digits of all of it.
    """

    issue: str
    suite: TestSuite = field(repr=False)
    run: str = field(init=False)

    def __post_init__(self) -> None:
        """Check the key and the tests.

        Raises:
            InputError: the key can be none, or there is no test.
        """
        if not _KEY.fullmatch(self.issue):
            raise InputError("not the key of an issue; give one as in 'SHOP-12'")
        if not self.suite.cases:
            raise InputError(f"{self.issue}: there are no tests to publish")
        object.__setattr__(self, "run", self.whole().digest[:12])

    def cases(self) -> tuple[Item, ...]:
        """Return the tests one by one; equal ones have different traces."""
        return tuple(self._cases())

    def whole(self) -> Item:
        """Return the whole suite as one item."""
        content = _digest(self.issue, self.suite.model_dump(mode="json"))
        return Item(number=0, trace=_trace(content), digest=content)

    def _cases(self) -> Iterator[Item]:
        seen: Counter[str] = Counter()
        for number, case in enumerate(self.suite.cases, start=1):
            content = _digest(self.issue, case.model_dump(mode="json"), self.suite.language)
            seen[content] += 1
            again = content if seen[content] == 1 else _digest(content, seen[content])
            yield Item(number=number, trace=_trace(again), digest=again, case=case)


def _digest(*content: object) -> str:
    return hashlib.sha256(canonical_json(list(content))).hexdigest()


def _trace(content: str) -> str:
    return f"{MARK}-{content[:16]}"
