"""Why a promotion is refused, what the ledger's history has to be, and the digests of rows and gates."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.releasing import (
    AT,
    FIRST,
    FLOOR,
    GATE,
    HOSTED,
    SCORERS,
    SECOND,
    basis,
    decide,
    planned,
    promoted,
    proof,
    proposal,
    rolled_back,
    row,
)
from workbench.core.gates import Floor, Gate
from workbench.core.promotion import Proposal, promotion_line, refusals
from workbench.core.proof import differences, gate_digest, rows_digest, side, terms_digest
from workbench.core.releases import check_chain, is_prefix, named
from workbench.core.verdicts import ResultRow
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import config_digest, digest
from workbench.generator.prompt.ledger import as_bytes, own_hash
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import release_of


def story() -> tuple[LedgerLine, ...]:
    """A promotion on each of two channels, a better one, and a roll-back."""
    one = promoted((), FIRST, FLOOR)
    two = promoted((one,), HOSTED, FLOOR, channel="openai")
    three = promoted((one, two), SECOND, FIRST)
    return one, two, three, rolled_back((one, two, three), FIRST)


def test_a_promotion_of_a_passed_candidate_has_nothing_against_it() -> None:
    assert refusals(proposal(), ()) == []


def test_the_first_line_of_a_channel_says_so_and_no_other() -> None:
    assert [line.first for line in story() if isinstance(line, Promotion)] == [True, True, False]


def test_the_floor_itself_may_be_what_ships_where_nothing_beats_it() -> None:
    rows = tuple(row(key, "floor") for key in ("SHOP-1", "SHOP-2"))
    one = side(rows, "floor", config_digest(FLOOR))
    given = proof(FLOOR, FLOOR, rows=rows, candidate=one, baseline=one)
    line = promotion_line(proposal(FLOOR, FLOOR, proof=given), (), evidence=digest("evidence"))
    assert isinstance(line, Promotion)
    assert (line.first, line.config, line.baseline.config) == (True, config_digest(FLOOR), config_digest(FLOOR))


def test_a_line_holds_what_was_counted_and_every_run_of_the_config() -> None:
    rows = (row("A-1"), row("A-2", outcome="unusable", gherkin_valid=0.0), row("A-1", "old"), row("A-2", "old"))
    given = proof(rows=rows)
    line = promoted((), FIRST, FLOOR, proof=given, runs=("one", "two", given.run))
    assert isinstance(line, Promotion)
    assert line.candidate == side(rows, "new", config_digest(FIRST))
    assert (line.candidate.planned, line.candidate.answered, line.candidate.outcomes) == (
        2,
        2,
        {"ok": 1, "unusable": 1},
    )
    assert line.runs == ("one", "two", given.run)
    assert (line.rows_digest, line.gate_digest) == (rows_digest(rows), gate_digest(GATE))
    assert [(check.name, check.value) for check in line.checks] == [("floor gherkin_valid", 0.5)]


# Why it is refused -----------------------------------------------------------------------------


def without_rows() -> Proposal:
    given = proof()
    fewer = proof(rows=given.rows[1:])
    return proposal(proof=fewer, planned=planned(given))


def with_rows(*more: Any) -> Proposal:
    given = proof()
    return proposal(proof=proof(rows=(*given.rows, *more)), planned=planned(given))


def decided(decision: Any) -> Proposal:
    verdict = replace(proof().verdict, decision=decision)
    return proposal(proof=proof(verdict=verdict))


def by_gate(gate: Gate, **more: Any) -> Proposal:
    return proposal(proof=proof(gate=gate), now=basis(gate=terms_digest(gate)), **more)


REFUSED: dict[str, tuple[Callable[[], Proposal], str]] = {
    "failed": (lambda: decided("failed"), "the verdict on 'new' is failed; only one that passed is promoted"),
    "inconclusive": (lambda: decided("inconclusive"), "the verdict on 'new' is inconclusive; only one that passed"),
    "another's verdict": (
        lambda: proposal(proof=proof(verdict=replace(proof().verdict, candidate="old"))),
        "the verdict is about candidate 'old', not 'new' or its baseline",
    ),
    "an empty gate": (
        lambda: by_gate(Gate(min_fixtures=2), then=basis(gate=terms_digest(Gate(min_fixtures=2)))),
        "the gate of suite 'small' asks for nothing",
    ),
    "rows deleted": (without_rows, "are not the plan: 1 of 6 planned cells have no row"),
    "rows added": (lambda: with_rows(row("X-1")), "are not the plan: 1 rows are of no planned cell"),
    "rows twice": (lambda: with_rows(row()), "are not the plan: 1 cells have more than one row"),
    "other cells": (
        lambda: proposal(planned=[(*each[:3], digest("edited")) for each in planned(proof())]),
        "6 of 6 planned cells have no row",
    ),
    "other counts": (
        lambda: proposal(proof=proof(candidate=side((row(), row("B-1")), "new", config_digest(FIRST)))),
        "the counts of 'new' are not those of the rows",
    ),
    "no baseline": (
        lambda: proposal(proof=proof(rows=(row(), row("B-1")))),
        "has no cell of 'old'",
    ),
    "runs not counted": (lambda: proposal(runs=("another",)), "is not among the runs that were counted"),
    "fixtures": (lambda: proposal(now=basis(fixtures=digest("x"))), "the fixtures or their gold changed since the run"),
    "gate": (lambda: by_gate(GATE.model_copy(update={"min_fixtures": 3})), "the gate changed since the run"),
    "another gate": (
        lambda: proposal(proof=proof(gate=GATE.model_copy(update={"min_fixtures": 3}))),
        "was not decided by the gate and the scorers of today",
    ),
    "prompt": (lambda: proposal(now=basis(prompt=digest("x"))), "the prompt file changed since the run"),
    "scorers": (
        lambda: proposal(then=basis(scorers={**SCORERS, "gherkin_valid": 1})),
        "the versions of the scorers gherkin_valid changed since the run",
    ),
    "a scorer less": (
        lambda: proposal(then=basis(scorers={"gherkin_valid": 2})),
        "the versions of the scorers coverage_evidence changed since the run",
    ),
    "gate not written down": (lambda: proposal(then=basis(gate=None)), "the gate may have changed since the run"),
    "scorers not written down": (lambda: proposal(then=basis(scorers=None)), "the scorers may have changed since"),
    "another config": (
        lambda: proposal(release=release_of(SECOND)),
        "the config that 'new' names today is not the one that was evaluated",
    ),
    "old": (
        lambda: proposal(began_at=AT - timedelta(days=30, seconds=1)),
        "is older than the 30 days that the gate allows",
    ),
    "not yet": (lambda: proposal(began_at=AT + timedelta(seconds=1)), "began after the time that it is now"),
    "dirty": (lambda: proposal(dirty=True), "the work tree held changes that were in no commit"),
    "unknown work tree": (lambda: proposal(dirty=None), "does not say of which commit its code was"),
    "unknown commit": (lambda: proposal(commit=None), "does not say of which commit its code was"),
    "baseline is no floor": (
        lambda: proposal(SECOND, FIRST),
        "the baseline has to be the rules floor, and 'old' is not",
    ),
}


@pytest.mark.parametrize(("asked", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_a_promotion_is_refused_for_one_reason_in_one_sentence(asked: Callable[[], Proposal], says: str) -> None:
    reasons = refusals(asked(), ())
    assert len(reasons) == 1, reasons
    assert says in reasons[0]
    with pytest.raises(ReleaseError, match=r"^promotion refused: "):
        promotion_line(asked(), (), evidence=digest("evidence"))


def test_a_run_as_old_as_the_gate_allows_is_not_too_old_and_a_gate_without_an_age_allows_all() -> None:
    assert refusals(proposal(began_at=AT - timedelta(days=30)), ()) == []
    ageless = GATE.model_copy(update={"max_age_days": None})
    asked = by_gate(ageless, then=basis(gate=terms_digest(ageless)), began_at=AT - timedelta(days=900))
    assert refusals(asked, ()) == []


def test_a_baseline_that_is_no_longer_what_is_released_is_refused() -> None:
    lines = story()
    assert refusals(proposal(SECOND, FIRST), lines) == []
    (reason,) = refusals(proposal(SECOND, FLOOR), lines)
    assert reason.startswith("the baseline 'old' is not what is released on channel 'embedded' any more; ")
    assert len(refusals(proposal(FIRST, SECOND), lines)) == 1


def test_what_is_released_elsewhere_says_nothing_of_a_channel() -> None:
    lines = story()[:1]
    assert refusals(proposal(HOSTED, FLOOR, channel="openai"), lines) == []
    assert len(refusals(proposal(HOSTED, FIRST, channel="openai"), lines)) == 1


def test_every_reason_is_named_at_once() -> None:
    assert len(refusals(proposal(dirty=True, runs=("another",), began_at=AT - timedelta(days=99)), ())) == 3


def test_a_candidate_under_another_name_is_the_same_and_a_new_config_under_the_old_name_is_not() -> None:
    renamed = FIRST.model_copy(update={"prompt": "shiny/v1"})
    assert refusals(proposal(release=release_of(renamed)), ()) == []
    edited = FIRST.model_copy(update={"trace_tags": True})
    assert len(refusals(proposal(release=release_of(edited)), ())) == 1


def test_a_person_may_look_after_the_run_and_that_stands_in_the_line() -> None:
    looked = GATE.model_copy(update={"looked_at": ("SHOP-1",)})
    assert terms_digest(looked) == terms_digest(GATE)
    line = promoted((), FIRST, FLOOR, proof=proof(gate=looked))
    assert isinstance(line, Promotion)
    assert line.gate["looked_at"] == ["SHOP-1"]
    assert line.gate_digest == gate_digest(looked) != gate_digest(GATE)


# The ledger's history --------------------------------------------------------------------------


def test_a_ledger_that_holds_together_has_no_fault() -> None:
    assert check_chain(()) == []
    assert check_chain(story()) == []


def edited(line: LedgerLine, **more: Any) -> LedgerLine:
    """A line with other words and a hash that fits."""
    changed = line.model_copy(update=more)
    return changed.model_copy(update={"hash": own_hash(changed)})


def test_an_edited_line_is_named_and_the_one_after_it() -> None:
    one, two, *rest = story()
    assert check_chain((one, two.model_copy(update={"actor": "Eve"}), *rest)) == [
        "line 2 of the ledger: its hash is not that of its content"
    ]
    assert check_chain((one, edited(two, actor="Eve"), *rest)) == [
        "line 3 of the ledger: it does not follow on the line before it"
    ]


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_line_that_is_missing_within_is_a_fault(left: int) -> None:
    lines = story()
    assert check_chain((*lines[:left], *lines[left + 1 :]))


def test_lines_that_were_swapped_are_a_fault() -> None:
    one, two, three, four = story()
    assert check_chain((two, one, three, four))


def test_a_line_whose_history_is_another_is_a_fault_even_where_every_hash_is_right() -> None:
    one, two, three, four = story()
    assert check_chain((one, edited(two, first=False))) == [
        "line 2 of the ledger: it says first: false, which channel 'openai' contradicts"
    ]
    other = edited(three, baseline=three.baseline.model_copy(update={"config": config_digest(FLOOR)}))  # type: ignore[union-attr]
    assert check_chain((one, two, other)) == [
        "line 3 of the ledger: its baseline was not what was released on channel 'embedded' then"
    ]
    strange = edited(four, release=two.release, config=two.config)
    assert check_chain((one, two, three, strange))[0].endswith("was never promoted on channel 'embedded'")
    swapped = edited(four, config=two.config)
    assert "has another config than in an earlier line" in check_chain((one, two, three, swapped))[0]


def test_nothing_is_promoted_onto_a_ledger_that_does_not_hold_together() -> None:
    one, _, three, four = story()
    assert refusals(proposal(SECOND, FIRST), (one, three, four))


# Roll-back -------------------------------------------------------------------------------------


def test_a_roll_back_is_a_new_line_and_what_is_current_then() -> None:
    *_, last = story()
    assert (last.kind, last.config, last.at) == ("rollback", config_digest(FIRST), "2026-11-25T12:00:00Z")


def test_a_roll_back_to_what_was_never_promoted_on_the_channel_is_refused() -> None:
    lines = story()[:3]
    with pytest.raises(ReleaseError, match=r"is no release of channel 'embedded'"):
        rolled_back(lines, HOSTED)
    with pytest.raises(ReleaseError, match=r"is no release of channel 'anthropic', or not one alone; known: none$"):
        rolled_back(lines, FIRST, channel="anthropic")
    with pytest.raises(ReleaseError, match=r"known: none$"):
        rolled_back((), FIRST)


def test_a_roll_back_to_what_is_used_already_is_refused() -> None:
    with pytest.raises(ReleaseError, match=r"is what channel 'embedded' uses already; nothing was written$"):
        rolled_back(story(), FIRST)


def test_a_release_is_named_by_the_beginning_of_its_digest() -> None:
    lines, whole = story(), release_of(SECOND).digest
    digits = whole.rpartition(":")[2]
    assert [named(lines, "embedded", text) for text in (whole, digits, digits[:12], digits[:6])] == [whole] * 4
    for text in (digits[:5], "", "sha256-cj1:", "ffffff"):
        with pytest.raises(ReleaseError, match=r"is no release of channel"):
            named(lines, "embedded", text)


# The target branch's ledger --------------------------------------------------------------------


def test_a_ledger_goes_on_where_the_target_branchs_ends() -> None:
    contents = [as_bytes(line) for line in story()]
    whole = b"".join(contents)
    for end in range(5):
        assert is_prefix(b"".join(contents[:end]), whole)
    assert not is_prefix(whole, b"".join(contents[:3]))
    assert not is_prefix(b"".join(contents[1:]), whole)
    assert not is_prefix(whole[:-1], whole)
    assert not is_prefix(whole.replace(b"Ann", b"Eve"), whole)


# Digests of rows -------------------------------------------------------------------------------


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = proof().rows
    assert rows_digest([rows[n] for n in order]) == rows_digest(rows)


DIFFERENT: dict[str, Any] = {
    "none": row(gherkin_valid=None),
    "zero": row(gherkin_valid=0.0),
    "minus zero": row(gherkin_valid=-0.0),
    "not there": row(coverage_evidence=0.0),
    "a sum": row(gherkin_valid=0.1 + 0.2),
    "a third": row(gherkin_valid=0.3),
    "outcome": row(outcome="unusable", gherkin_valid=0.0),
    "failure": replace(row(gherkin_valid=0.0), outcome=None, failure="timeout"),
    "budget": replace(row(gherkin_valid=0.0), outcome=None, failure="budget"),
    "repeat": replace(row(gherkin_valid=0.0), repeat=1),
    "group": replace(row(gherkin_valid=0.0), group="X"),
    "stratum": replace(row(gherkin_valid=0.0), stratum="bug"),
    "language": replace(row(gherkin_valid=0.0), language="de"),
    "cell": replace(row(gherkin_valid=0.0), cell_key=digest("x")),
    "fixture": replace(row(gherkin_valid=0.0), fixture="X-1"),
    "candidate": replace(row(gherkin_valid=0.0), candidate="x"),
}


def test_all_that_a_row_says_is_in_its_digest() -> None:
    digests = {name: rows_digest([each]) for name, each in DIFFERENT.items()}
    assert len(set(digests.values())) == len(digests)


def test_a_row_more_or_the_same_row_twice_is_another_digest() -> None:
    assert len({rows_digest(rows) for rows in ((), (row(),), (row(), row()), (row(), row("B-1")))}) == 4


def test_a_whole_number_and_the_same_float_are_one_score() -> None:
    assert rows_digest([row(gherkin_valid=1)]) == rows_digest([row(gherkin_valid=1.0)])


def test_the_form_of_a_row_is_pinned() -> None:
    """A change here makes every release's evidence another one: then name a new format."""
    one = ResultRow(
        candidate="new", fixture="A-1", group="A", stratum="bug", language="en", repeat=0, cell_key="k",
        outcome="ok", failure=None, scores={"b": None, "a": 0.1 + 0.2},
    )  # fmt: skip
    written = (
        '[{"candidate":"new","cell_key":"k","failure":null,"fixture":"A-1","group":"A","language":"en","outcome":"ok",'
        '"repeat":0,"scores":{"a":0.30000000000000004,"b":null},"stratum":"bug"}]'
    )
    assert rows_digest([one]) == f"sha256-cj1:{hashlib.sha256(written.encode()).hexdigest()}"


def test_a_score_that_is_no_number_has_no_digest() -> None:
    with pytest.raises(ValueError):
        rows_digest([row(gherkin_valid=float("nan"))])


# The verdict once more -------------------------------------------------------------------------


def test_a_verdict_decided_once_more_on_another_processor_is_the_same_within_a_millionth() -> None:
    was = decide(proof())
    (check,) = was.checks
    near = replace(was, checks=(replace(check, value=(check.value or 0) + 1e-9, found="words"),))
    assert differences(was, near) == []


OTHERWISE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "decision": ({"decision": "failed"}, {}, "the decision 'passed' is 'failed'"),
    "candidate": ({"candidate": "x"}, {}, "the candidate 'new' is 'x'"),
    "baseline": ({"baseline": None}, {}, "the baseline 'old' is None"),
    "fixtures": ({"fixtures": 2}, {}, "the number of fixtures 3 is 2"),
    "a check's name": ({}, {"name": "x"}, "the checks ['floor gherkin_valid'] is ['x']"),
    "a check's decision": ({}, {"decision": "inconclusive"}, "check 'floor gherkin_valid' comes out otherwise"),
    "a check's number": ({}, {"value": 0.99}, "check 'floor gherkin_valid' comes out otherwise"),
    "a number that is not there": ({}, {"value": None}, "check 'floor gherkin_valid' comes out otherwise"),
    "fixtures needed": ({}, {"needed": 40}, "check 'floor gherkin_valid' comes out otherwise"),
}


@pytest.mark.parametrize(("whole", "part", "says"), OTHERWISE.values(), ids=OTHERWISE.keys())
def test_a_verdict_that_comes_out_otherwise_is_said(whole: dict[str, Any], part: dict[str, Any], says: str) -> None:
    was = decide(proof())
    again = replace(was, **whole, checks=tuple(replace(check, **part) for check in was.checks))
    assert differences(was, again) == [says]


@pytest.mark.parametrize(("now", "same"), [(40, True), (41, True), (42, False), (None, False)])
def test_fixtures_still_needed_may_differ_by_one(now: int | None, same: bool) -> None:
    was = decide(proof())
    one, other = (replace(was, checks=(replace(was.checks[0], needed=needed),)) for needed in (40, now))
    assert (differences(one, other) == []) is same


def test_a_check_less_is_said() -> None:
    gate = GATE.model_copy(update={"floors": (*GATE.floors, Floor(score="coverage_evidence", at_least=0.1))})
    assert len(differences(decide(proof(gate=gate)), decide(proof()))) == 1
