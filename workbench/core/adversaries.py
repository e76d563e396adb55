"""Suites of tests that check nothing, by which a scorer shows what it can be fooled with.

Each is made of the issue alone, without chance, in the issue's language. A scorer that measures whether tests check
something gives every one of them hardly more than the empty suite.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.core.records import Behaviour
from workbench.core.text.words import base, content_words
from workbench.generator.output import dialects
from workbench.generator.output.rules import CONTROL
from workbench.generator.records import Issue, TestCase, TestSuite

_MAX_TITLE: Final = 200
_MAX_LINE: Final = 400
_MAX_SCENARIO: Final = 20_000
_MAX_CASES: Final = 200
_MAX_STEPS: Final = 60
_BAG: Final = 12
_ROUNDS: Final = 3
_STRIDE: Final = 7
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_PLACEHOLDER: Final = str.maketrans("<>", "‹›")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """Steps that fit every test and check nothing."""

    given: str
    when: str
    then: str


_PHRASES: Final[dict[str, Phrases]] = {
    "en": Phrases(
        given="the system is ready", when="the user performs the action", then="the result is as expected"
    ),
    "de": Phrases(
        given="das System ist bereit", when="der Benutzer die Aktion ausführt", then="ist das Ergebnis wie erwartet"
    ),
    "fr": Phrases(
        given="le système est prêt", when="l'utilisateur effectue l'action", then="le résultat est comme prévu"
    ),
    "es": Phrases(
        given="el sistema está listo", when="el usuario realiza la acción", then="el resultado es el esperado"
    ),
    "pt": Phrases(
        given="o sistema está pronto", when="o usuário executa a ação", then="o resultado é o esperado"
    ),
    "nl": Phrases(
        given="het systeem is gereed", when="de gebruiker de actie uitvoert", then="is het resultaat zoals verwacht"
    ),
}  # fmt: skip

Builder = Callable[[Issue, Sequence[Behaviour], str], TestSuite]
"""Makes a suite of an issue, its behaviours and the language's code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """Scenarios in the issue's language; English keywords where Cucumber has no dialect of it."""

    language: str

    @property
    def dialect(self) -> str:
        """The code that the suite carries."""
        known = (code for code in (self.language, base(self.language)) if dialects.known(code))
        return next(known, dialects.DEFAULT)

    @property
    def phrases(self) -> Phrases:
        return _PHRASES.get(base(self.language), _PHRASES["en"])

    def case(self, title: str, *, given: Iterable[str], when: Iterable[str], then: Iterable[str]) -> TestCase:
        """Return a test whose scenario keeps within the limits of a test case."""
        words = dialects.keywords(self.dialect)
        name = _line(title)[:_MAX_TITLE].strip() or "-"
        lines = [f"{words.scenario}: {name}"]
        for keyword, texts in ((words.given, given), (words.when, when), (words.then, then)):
            kept = islice(filter(None, map(_line, texts)), _MAX_STEPS)
            lines += [f"  {(words.conjunction or keyword) if n else keyword}{text}" for n, text in enumerate(kept)]
        return TestCase(title=name, scenario=_within_limit(lines))

    def suite(self, issue: Issue, cases: Iterable[TestCase]) -> TestSuite:
        """Return a suite under the issue's summary."""
        return TestSuite(
            title=_line(issue.summary)[:300], language=self.dialect, cases=tuple(islice(cases, _MAX_CASES))
        )


def echo(issue: Issue, behaviours: Sequence[Behaviour], language: str) -> TestSuite:
    """Return a test a behaviour whose name says it and whose steps say nothing.

    A scorer that reads names finds everything covered: 1.00 where real tests reach 0.64, as measured once.
    """
    write = _Writer(language=language)
    said = write.phrases
    names = _claims(issue, behaviours)
    return write.suite(
        issue, (write.case(name, given=[said.given], when=[said.when], then=[said.then]) for name in names)
    )


def copy(issue: Issue, _: Sequence[Behaviour], language: str) -> TestSuite:
    """Return tests that quote the issue in their Given steps, a criterion or paragraph each, and check nothing."""
    write = _Writer(language=language)
    said = write.phrases
    parts = [[issue.summary], *_groups(_sentences(issue.description)), *([each.text] for each in issue.criteria)]
    cases = (write.case(part[0], given=part, when=[said.when], then=[said.then]) for part in parts if _line(part[0]))
    return write.suite(issue, cases)


def empty(issue: Issue, _: Sequence[Behaviour], language: str) -> TestSuite:
    """Return no tests: the floor of every score."""
    return _Writer(language=language).suite(issue, ())


def longest(issue: Issue, behaviours: Sequence[Behaviour], language: str) -> TestSuite:
    """Return one test that holds everything, in the Given, the When and the Then: whoever counts words is won."""
    write = _Writer(language=language)
    everything = [*_claims(issue, behaviours), *_sentences(issue.description), *(_sentences(issue.context or ""))]
    share = _shortened(everything, _MAX_SCENARIO // 4) or [write.phrases.given]
    return write.suite(issue, [write.case(issue.summary, given=share, when=share, then=share)])


def keywords(issue: Issue, behaviours: Sequence[Behaviour], language: str) -> TestSuite:
    """Return tests of the issue's words without their sentences: every seventh word, three times over."""
    write = _Writer(language=language)
    text = "\n".join([issue.summary, issue.description, *_claims(issue, behaviours)])
    bags = _bags(list(dict.fromkeys(content_words(text, language))))
    cases = [
        write.case(bag, given=[bag], when=[bags[(n + 1) % len(bags)]], then=[bags[(n + 2) % len(bags)]])
        for n, bag in enumerate(bags)
    ]
    return write.suite(issue, cases)


def restated(issue: Issue, behaviours: Sequence[Behaviour], language: str) -> TestSuite:
    """Return a test a behaviour whose Then is the behaviour word for word, and whose Given and When say nothing.

    The hardest of the six: the outcome is named, and nothing leads to it.
    """
    write = _Writer(language=language)
    said = write.phrases
    claims = _claims(issue, behaviours)
    cases = (
        write.case(f"{said.when} {number}", given=[said.given], when=[said.when], then=[claim])
        for number, claim in enumerate(claims, start=1)
    )
    return write.suite(issue, cases)


ADVERSARIES: Final[dict[str, Builder]] = {
    "echo": echo,
    "copy": copy,
    "empty": empty,
    "longest": longest,
    "keywords": keywords,
    "restated": restated,
}


def _claims(issue: Issue, behaviours: Sequence[Behaviour]) -> list[str]:
    """The behaviours' statements; the issue's criteria where there is no gold, its summary where there are none."""
    claims = [each.statement for each in behaviours] or [each.text for each in issue.criteria] or [issue.summary]
    return [claim for claim in claims if _line(claim)]


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if _line(part)]


def _groups(parts: Sequence[str]) -> list[list[str]]:
    return [list(parts[start : start + 5]) for start in range(0, len(parts), 5)]


def _bags(words: Sequence[str]) -> list[str]:
    """The words in steps of seven, so that no two neighbours stay together, in bags of twelve."""
    mixed = [word for start in range(_STRIDE) for word in words[start::_STRIDE]] * _ROUNDS
    return [" ".join(mixed[start : start + _BAG]) for start in range(0, len(mixed), _BAG)]


def _line(text: str) -> str:
    """A step's text: one line, no control characters, nothing that an outline would fill in."""
    plain = CONTROL.sub(" ", text.replace("\ufeff", " ")).translate(_PLACEHOLDER)
    return " ".join(plain.split())[:_MAX_LINE].strip()


def _shortened(texts: Sequence[str], limit: int) -> list[str]:
    kept, length = [], 0
    for text in texts[:_MAX_STEPS]:
        length += len(_line(text)) + 20
        if length > limit:
            break
        kept.append(text)
    return kept


def _within_limit(lines: Sequence[str]) -> str:
    """The first lines that fit; names and single steps always do."""
    kept, length = [], 0
    for line in lines:
        length += len(line) + 1
        if length > _MAX_SCENARIO:
            break
        kept.append(line)
    return "\n".join(kept)
