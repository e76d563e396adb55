"""What stands beside every figure of a scorer: constant, length, TF-IDF, and a model that sees only style."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.calibration import Scored
from workbench.core.labelled import LabelledIssue, LabelledSuite
from workbench.core.logistic import Logistic, fit
from workbench.core.pairs import PairMatrix, PairScorer
from workbench.core.text.steps import steps as steps_of
from workbench.generator.output.gherkin import Step
from workbench.generator.records import TestCase

_WORD: Final = re.compile(r"\w+")
_TABLE_ROW: Final = re.compile(r"^\s*\|", re.M)
_VAGUE: Final = re.compile(
    r"\b(?:appropriate\w*|correct\w*|proper\w*|as expected|accordingly|successful\w*|works?|(?:in)?valid|suitable"
    r"|korrekt\w*|richtig\w*|erfolgreich\w*|wie erwartet|correcte\w*|comme prévu|valide)\b",
    re.I,
)
_LONG_SUITE_WORDS: Final = 2_000.0
_LONG_TEST_WORDS: Final = 500.0
Numbers = NDArray[np.float64]

_LOOKS: Final = 4  # outcome steps, table rows, vague words, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Constant:
    """Always the same probability; the base rate makes it the best constant there is."""

    verdict: float
    pair: float

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Return it everywhere."""
        return _alike(issue, self.verdict, [self.pair] * len(suite.tests))


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """More words, more coverage: words of the test for a pair, of the suite for a verdict; an order, no probability."""

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Return shares of a long test's and a long suite's words, at most 1."""
        words = [_words(case) for case in suite.suite.cases]
        verdict = min(1.0, sum(words) / _LONG_SUITE_WORDS)
        return _alike(issue, verdict, [min(1.0, count / _LONG_TEST_WORDS) for count in words])


@dataclass(frozen=True, kw_only=True, slots=True)
class TfIdf:
    """Cosine of the behaviour's statement and the test's steps; a verdict is that of the best test."""

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Weigh words by how few of this suite's statements and tests hold them."""
        statements = [behaviour.statement for behaviour in issue.behaviours]
        tests = [_step_text(case, suite.suite.language) for case in suite.suite.cases]
        return PairMatrix.best_of(tf_idf(statements, tests).tolist())


@dataclass(frozen=True, kw_only=True, slots=True)
class StyleOnly:
    """A logistic model that never sees a behaviour: only how a test looks, or for a verdict the suite in all.

    The models are fitted without the issue that they are asked of. Every behaviour of a suite gets the same verdict,
    so within a suite it tells nothing apart (AUC 0.50); what it reaches pooled is what looks alone are worth.
    """

    models: Mapping[str, tuple[Logistic, Logistic]]

    @classmethod
    def leaving_one_issue_out(cls, issues: Sequence[LabelledIssue]) -> "StyleOnly":
        """Fit a pair of models for each issue, on all the others; two issues at least."""
        looks = {(issue.key, suite.name): _looks(suite) for issue in issues for suite in issue.suites}
        keys = {issue.key for issue in issues}
        return cls(models={key: _fitted([issue for issue in issues if issue.key != key], looks) for key in keys})

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Return what the models without this issue say of the looks of its tests."""
        verdict, pair = self.models[issue.key]
        looks = _looks(suite)
        tests = pair.probabilities(looks).tolist() if len(looks) else []
        return _alike(issue, float(verdict.probabilities(_total(looks))[0]), tests)


def baselines_of(issues: Sequence[LabelledIssue]) -> dict[str, PairScorer]:
    """Return the baselines for a set of labels, by the names that reports use."""
    found: dict[str, PairScorer] = {"constant": _base_rates(issues), "length": Length(), "tf_idf": TfIdf()}
    if len({issue.key for issue in issues}) > 1:
        found["style_only"] = StyleOnly.leaving_one_issue_out(issues)
    return found


def tf_idf(first: Sequence[str], second: Sequence[str]) -> Numbers:
    """Return cosines, first x second, of 1 + ln(count) times ln(n / texts with the word), over these n texts alone.

    Salton and Buckley 1988, "Term-weighting approaches in automatic text retrieval".
    """
    counts = [Counter(word.casefold() for word in _WORD.findall(text)) for text in (*first, *second)]
    found_in = Counter(word for each in counts for word in each)
    places = {word: place for place, word in enumerate(found_in)}
    weights = np.array([np.log(len(counts) / found_in[word]) for word in places])
    table = np.zeros((len(counts), len(places)))
    for row, each in enumerate(counts):
        for word, count in each.items():
            table[row, places[word]] = 1 + np.log(count)
    table *= weights
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths == 0, 1, lengths)
    found: Numbers = np.clip(table[: len(first)] @ table[len(first) :].T, 0, 1)
    return found


def length_rank_correlation(
    issues: Sequence[LabelledIssue], verdicts: Sequence[Scored]
) -> tuple[float | None, float | None]:
    """Return Spearman's correlation of a suite's number of words with its mean probability, and with its true share.

    None where fewer than three suites have verdicts, or one of the two never varies.
    """
    words = {(issue.key, suite.name): words_of(suite) for issue in issues for suite in issue.suites}
    rows: dict[tuple[str, str], list[Scored]] = {}
    for row in verdicts:
        rows.setdefault((row.issue, row.suite), []).append(row)
    lengths = [float(words[place]) for place in rows]
    means = [fmean(row.probability for row in found) for found in rows.values()]
    shares = [fmean(row.truth for row in found) for found in rows.values()]
    return _spearman(lengths, means), _spearman(lengths, shares)


def words_of(suite: LabelledSuite) -> int:
    """Return the number of words of a suite's tests, without their tags."""
    return sum(map(_words, suite.suite.cases))


def _spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    from scipy.stats import rankdata

    if len(first) < 3 or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    return float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])


def _alike(issue: LabelledIssue, verdict: float, tests: Sequence[float]) -> PairMatrix:
    """Return a matrix that is the same for every behaviour."""
    count = len(issue.behaviours)
    return PairMatrix(probabilities=(tuple(tests),) * count, verdicts=(verdict,) * count)


def _base_rates(issues: Sequence[LabelledIssue]) -> Constant:
    suites = [suite for issue in issues for suite in issue.suites]
    verdicts = [value == "covered" for suite in suites for value in suite.verdicts.values()]
    pairs = [value == "covers" for suite in suites for test in suite.tests for value in test.pairs.values()]
    return Constant(verdict=_share(verdicts), pair=_share(pairs))


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _fitted(issues: Sequence[LabelledIssue], looks: Mapping[tuple[str, str], Numbers]) -> tuple[Logistic, Logistic]:
    """Return the model of verdicts and that of pairs."""
    verdicts: list[tuple[Numbers, bool]] = []
    pairs: list[tuple[Numbers, bool]] = []
    for issue in issues:
        for suite in issue.suites:
            seen = looks[issue.key, suite.name]
            verdicts += [(_total(seen)[0], value == "covered") for value in suite.verdicts.values()]
            for row, test in zip(seen, suite.tests, strict=True):
                pairs += [(row, value == "covers") for value in test.pairs.values()]
    return _fit(verdicts, _total(np.zeros((0, _LOOKS))).shape[1]), _fit(pairs, _LOOKS)


def _fit(rows: Sequence[tuple[Numbers, bool]], width: int) -> Logistic:
    if not rows:  # verdicts without pairs, as people rate them
        return Logistic(means=np.zeros(width), spreads=np.ones(width), weights=np.zeros(width), intercept=0.0)
    return fit(np.stack([features for features, _ in rows]), np.array([truth for _, truth in rows]))


def _looks(suite: LabelledSuite) -> Numbers:
    """Return tests x (outcome steps, table rows, vague words, words)."""
    rows = [_look(case, suite.suite.language) for case in suite.suite.cases]
    return np.array(rows, dtype=float).reshape(len(rows), _LOOKS)


def _look(case: TestCase, language: str) -> tuple[int, int, int, int]:
    outcomes = sum(step.role == "outcome" for step in _steps(case, language))
    body = _body(case)
    return outcomes, len(_TABLE_ROW.findall(body)), len(_VAGUE.findall(body)), _words(case)


def _total(looks: Numbers) -> Numbers:
    """Return the suite's totals and its number of tests, as one row."""
    return np.append(looks.sum(axis=0), len(looks)).reshape(1, -1)


def _words(case: TestCase) -> int:
    return len(_WORD.findall(_body(case)))


def _body(case: TestCase) -> str:
    """Return a test's text without its tags."""
    if case.scenario is not None:
        lines = case.scenario.splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith("@"))
    return "\n".join(f"{step.action} {step.data}\n{step.expected}" for step in case.steps)


def _step_text(case: TestCase, language: str) -> str:
    steps = _steps(case, language)
    return "\n".join(f"{step.text} {step.argument}" for step in steps) if steps else _body(case)


def _steps(case: TestCase, language: str) -> Sequence[Step]:
    """The one place that asks for a test's steps."""
    return steps_of(case, language)
