"""What is released, what could be, and how scores went."""

from dataclasses import dataclass

import streamlit as st

from workbench.app.tools.opening import workbench
from workbench.app.tools.runs import rows, runs
from workbench.bootstrap import deciding
from workbench.bootstrap.overview import gated, released, stamp
from workbench.core.gates import Gate
from workbench.core.runs import RunRecord
from workbench.generator.errors import GeneratorError
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.service.gate import Gated
from workbench.service.leaderboard import Standing, leaderboard
from workbench.service.scorecard import ScorecardLine, scorecard
from workbench.service.shipping import TAKES, VALID, Sentence, shipping
from workbench.service.trend import Point
from workbench.service.trend import trend as over_runs

_KEPT_S = 60  # what is decided from a complete run changes with the files that `stamp` watches


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """What a channel uses now, and what that scored when it was promoted.

    Attributes:
        config: prompt and model, for people.
        card: None where the evidence cannot be read; `problem` says why.
    """

    line: LedgerLine
    promotion: Promotion
    config: str
    card: tuple[ScorecardLine, ...] | None
    problem: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What the newest complete run of a suite with a gate says.

    Attributes:
        standings: by candidate.
        baseline: None where the suite names none.
        sentences: what would change if the candidate of the verdict were shipped; none without a baseline.
    """

    run: RunRecord
    gated: Gated
    standings: dict[str, Standing]
    baseline: str | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SuiteState:
    """A suite with a gate: what was decided, or one sentence on why nothing was.

    Attributes:
        open: there is no complete run of it yet.
    """

    suite: str
    decided: Decided | None = None
    problem: str | None = None
    open: bool = False


def channels() -> list[Channel]:
    """Return what each channel uses now. Raises ReleaseError where the ledger is not as it was written."""
    return _channels(stamp(workbench()))


def states() -> list[SuiteState]:
    """Return the suites that have a gate, or that cannot be read."""
    newest = {run.suite: run for run in reversed(runs()) if run.complete}
    now = stamp(workbench())
    return [_state(suite, newest.get(suite), now) for suite, asked in gated(workbench()).items() if asked is not False]


def trend(suite: str, score: str) -> tuple[Point, ...]:
    """Return each candidate's mean of a score in each complete run of a suite, the oldest first."""
    complete = [run for run in runs() if run.suite == suite and run.complete]
    return _trend(suite, score, tuple(run.id for run in complete))


@st.cache_data(ttl=_KEPT_S, show_spinner="Reading the releases")
def _channels(now: str) -> list[Channel]:  # noqa: ARG001 - a key of the cache
    return [
        Channel(
            line=each.line,
            promotion=each.promotion,
            config=each.config,
            card=None if each.proof is None else scorecard(each.proof),
            problem=each.problem,
        )
        for each in released(workbench())
    ]


@st.cache_data(ttl=_KEPT_S, show_spinner=False)
def _trend(suite: str, score: str, complete: tuple[str, ...]) -> tuple[Point, ...]:
    known = set(complete)
    return over_runs(workbench().store.scored_runs(suite, score), [run for run in runs() if run.id in known], score)


def _state(suite: str, run: RunRecord | None, now: str) -> SuiteState:
    if run is None:
        return SuiteState(suite=suite, open=True)
    return _decided(suite, run.id, now)


@st.cache_data(ttl=_KEPT_S, show_spinner="Deciding on the newest runs")
def _decided(suite: str, run_id: str, now: str) -> SuiteState:  # noqa: ARG001 - a key of the cache
    try:
        return SuiteState(suite=suite, decided=_decide(suite, run_id))
    except GeneratorError as error:
        return SuiteState(suite=suite, problem=str(error))


def _decide(name: str, run_id: str) -> Decided:
    suite, run = workbench().catalog.suite(name), workbench().store.run(run_id)
    found = deciding.gate_run(workbench(), suite, run, candidate=None)
    standings = leaderboard(rows(run_id), primary=run.primary, scorers=list(run.scorers))
    candidate = found.verdict.candidate
    sentences: tuple[Sentence, ...] = ()
    if suite.baseline is not None and suite.baseline != candidate and isinstance(suite.gate, Gate):
        guards = [each.score for each in suite.gate.no_worse]
        scores = [each for each in dict.fromkeys((suite.primary, VALID, *guards, *TAKES)) if each in run.scorers]
        compared = deciding.compare_run(
            workbench(), run_id, candidates=[candidate], baseline=suite.baseline, scores=scores
        ).scores
        sentences = shipping(compared, candidate=candidate, primary=suite.primary, guards=guards)
    return Decided(
        run=run,
        gated=found,
        standings={each.candidate: each for each in standings},
        baseline=suite.baseline,
        sentences=sentences,
    )
