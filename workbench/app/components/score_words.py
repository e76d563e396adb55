"""What each score says in plain words, and what fools it; the long form is docs/scores.md."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreWords:
    """A score for people.

    Attributes:
        says: what the number means, and when there is none.
        fooled: what makes it better or worse than the tests are.
        trust: what to use it for.
    """

    says: str
    fooled: str
    trust: str


WORDS: Final[dict[str, ScoreWords]] = {
    "atomicity": ScoreWords(
        says="The share of the tests that check one thing: one When, few steps, at most two criteria. "
        "No number where there are no tests.",
        fooled="Short tests that check the wrong thing.",
        trust="As advice; house styles differ.",
    ),
    "boundary": ScoreWords(
        says="The share of the issue's limits that are tried on at least two sides: just below, at, just above. "
        "No number where the gold states no limit.",
        fooled="The right number of another thing. It misses limits tested with dates, or written out in words.",
        trust="To compare candidates, not as a share of limits covered.",
    ),
    "cases": ScoreWords(
        says="How many tests there are.",
        fooled="Anything that writes more. More is not better by itself.",
        trust="Yes: it is a count.",
    ),
    "cost_usd": ScoreWords(
        says="What the tests of an issue cost to produce, whether paid now or answered before. Unknown where the model "
        "has no price.",
        fooled="Nothing but a wrong price list.",
        trust="Yes: it is a count.",
    ),
    "coverage": ScoreWords(
        says="For each behaviour that good tests check: does a judge, who has to quote the step, say that some test "
        "would fail if it were broken? The mean over behaviours, corrected by the judge's calibration.",
        fooled="What fools the judge; its card says how often. A quote that is not in the test counts as none.",
        trust="As far as its card goes, and no further than whose labels it was calibrated on.",
    ),
    "coverage_evidence": ScoreWords(
        says="For each behaviour that good tests check: how likely is it that some test would fail if it were broken? "
        "The mean over behaviours, by words, numbers and likeness of sentences, without a judge.",
        fooled="Tests that repeat each behaviour word for word, and one test that holds everything. It follows length: "
        "longer suites score higher.",
        trust="To find evidence and gross gaps, and for large differences. Do not release on it alone.",
    ),
    "duplicates": ScoreWords(
        says="The share of the tests that say what another one says already. Lower is better.",
        fooled="The same check in other words or with another number is not seen.",
        trust="What it finds is right; a low number proves nothing.",
    ),
    "entities": ScoreWords(
        says="The share of the names, numbers and quoted values in the tests that stand in the issue or in the test's "
        "own data. No number where the tests name nothing.",
        fooled="Inventions that name nothing. It is unfair to tests that bring data of their own.",
        trust="As a report; do not gate on it.",
    ),
    "faithfulness": ScoreWords(
        says="For each step: is it stated or implied by the issue, an allowed precondition, or invented? A judge says "
        "so, and has to quote the issue.",
        fooled="What fools the judge; its card says how often.",
        trust="As far as its card goes, and no further than whose labels it was calibrated on.",
    ),
    "faithfulness_evidence": ScoreWords(
        says="How well sentences of the issue support what the tests do and expect; 0 where a test asserts what the "
        "gold forbids.",
        fooled="Near inventions, denials and changed numbers are not seen. It prefers the issue's own words.",
        trust="As a floor that finds far inventions; do not gate on it.",
    ),
    "format": ScoreWords(
        says="Whether the answer kept the asked form by the letter: 1 or 0.",
        fooled="It says nothing of the content.",
        trust="Yes: it is a definition.",
    ),
    "gherkin_quality": ScoreWords(
        says="How well the valid scenarios are written: 1 less the weight of the rules that they break.",
        fooled="Well written tests of the wrong thing; it does not read the issue.",
        trust="As advice; house styles differ.",
    ),
    "gherkin_valid": ScoreWords(
        says="The share of the written scenarios that a runner takes as they were meant, and that check something.",
        fooled="Well-formed tests of the wrong thing; it does not read the issue.",
        trust="Yes: rules, measured on files that people wrote.",
    ),
    "language": ScoreWords(
        says="The share of the tests that are in the issue's language.",
        fooled="Tests that are mostly names, and closely related languages in one short step.",
        trust="Yes.",
    ),
    "latency_s": ScoreWords(
        says="Seconds from sending to the whole answer, all stages added up; a reused answer keeps its own.",
        fooled="A slow network, a busy provider.",
        trust="Yes: it is a count.",
    ),
    "mutation": ScoreWords(
        says="The share of changed behaviours, with the opposite or another number, that the tests contradict.",
        fooled="It cannot be better than the evidence below it; changes of order, unit or limit are unseen.",
        trust="To compare candidates, as a hint; it is no share of bugs found.",
    ),
    "negatives": ScoreWords(
        says="The share of what the issue forbids or refuses that some test tries and sees refused. No number where "
        "nothing is forbidden.",
        fooled="A refusal with the right words of the wrong case. It is unfair to synonyms.",
        trust="As a difference between candidates.",
    ),
    "oracle": ScoreWords(
        says="The share of the tests whose every expected result can be told right from wrong.",
        fooled="Precise results about the wrong thing. It is blind in languages without a word list, and says so.",
        trust="As advice; house styles differ.",
    ),
    "tokens": ScoreWords(
        says="Tokens of all calls for an issue's tests, in and out.",
        fooled="Nothing; providers count differently.",
        trust="Yes: it is a count.",
    ),
    "trace_precision": ScoreWords(
        says="Of all criteria that tests claim to check, the share that the test's own steps bear out.",
        fooled="Tests that mention a criterion without checking it. It is unfair to tests in other words.",
        trust="As a floor.",
    ),
    "traceability": ScoreWords(
        says="The share of the issue's acceptance criteria that some test names. It says what the tests claim.",
        fooled="Tags on everything. Read it beside trace_precision.",
        trust="Yes, as what is claimed; never as coverage.",
    ),
}
