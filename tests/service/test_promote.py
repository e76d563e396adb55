"""What a promotion looks at; the refusals themselves are tested with `core.promotion`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import AT, candidate, fixture, generation, rules_spec, run_record, score, session, suite
from tests.fakes import MemoryStore
from workbench.core.gates import Floor, Gate, NoWorse
from workbench.core.proof import Proof, terms_digest
from workbench.core.records import Candidate, Suite
from workbench.core.runs import RunGrounds
from workbench.generator.defaults import default_config
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import digest
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import Release
from workbench.service.gate import gate
from workbench.service.plan import plan
from workbench.service.promote import Decided, Promoted, Wish, promote
from workbench.service.result_rows import result_rows

KEYS = [f"SHOP-{number}" for number in range(1, 9)]
GATE = Gate(
    floors=(Floor(score="gherkin_valid", at_least=0.5),),
    no_worse=(NoWorse(score="coverage_evidence", margin=0.5),),
    min_fixtures=8,
    max_age_days=30,
)
FLOOR = candidate("floor", default_config("rules"))
WISH = Wish(candidate="new", channel="embedded", actor="Ann", reason="No worse.")


@dataclass
class KeepsInMemory:
    """A shelf of lists."""

    written: list[LedgerLine] = field(default_factory=list)
    releases: list[Release | None] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)

    def lines(self) -> tuple[LedgerLine, ...]:
        return tuple(self.written)

    def prove(self, proof: Proof) -> str:
        self.proofs.append(proof)
        return digest(proof.run)

    def add(self, line: LedgerLine, release: Release | None) -> None:
        self.written.append(line)
        self.releases.append(release)


def shipping(candidates: Sequence[Candidate] = (FLOOR, candidate("new")), **more: Any) -> Suite:
    """A suite over two projects with a gate that is easily passed."""
    fixtures = tuple(replace(fixture(key), group=key[-1]) for key in KEYS)
    given = {"fixtures": fixtures, "candidates": tuple(candidates), "gate": GATE, "baseline": "floor", **more}
    return suite(**given)


def grounds(given: Suite, **more: Any) -> RunGrounds:
    assert isinstance(given.gate, Gate)
    known: dict[str, Any] = {
        "commit": "0" * 40,
        "dirty": False,
        "fixtures": digest("fixtures"),
        "gate": terms_digest(given.gate),
        "prompts": {each.name: digest(each.name) for each in given.candidates},
        **more,
    }
    return RunGrounds(**known)


def decided(
    given: Suite, wanted: str = "new", *, store: MemoryStore | None = None, today: Suite | None = None, **more: Any
) -> Decided:
    """A complete run of a suite in which every score is 1, and the verdict on it by the suite of today."""
    kept, now = store or MemoryStore(), today or given
    cells = plan(given)
    run = run_record(given, cells, grounds=grounds(given), **more)
    kept.begin(run, cells, session())
    for cell in cells:
        kept.generation(cell, generation(), [])
    kept.ingest()
    kept.add_scores([score(cell, name) for cell in cells for name in given.scorers])
    rows, configs = result_rows(kept.rows(run.id), now.fixtures), kept.configs(run.id)
    assert isinstance(now.gate, Gate)
    assert now.baseline
    return Decided(
        run=kept.run(run.id),
        suite=now,
        gate=now.gate,
        rows=rows,
        cells=plan(now),
        verdict=gate(rows, now, candidate=wanted).verdict,
        baseline=now.baseline,
        configs=configs,
        runs=tuple(kept.runs_of(configs[wanted])),
        today=grounds(now),
    )


def asked(given: Decided, wish: Wish = WISH, *, shelf: KeepsInMemory | None = None, later: int = 1) -> Promoted:
    return promote(wish, given, shelf=shelf or KeepsInMemory(), at=AT + timedelta(days=later))


def test_what_passed_comes_onto_the_channel_with_its_rows() -> None:
    shelf, given = KeepsInMemory(), decided(shipping())
    promoted = asked(given, shelf=shelf)
    (line,), (release,), (proof,) = shelf.written, shelf.releases, shelf.proofs
    assert (promoted.line, promoted.release, promoted.refused) == (line, release, ())
    assert isinstance(line, Promotion)
    assert (line.first, line.evidence, line.candidate.planned, line.candidate.answered, line.runs) == (
        True, "offline", 8, 8, (given.run.id,),
    )  # fmt: skip
    assert {row.candidate for row in proof.rows} == {"floor", "new"}
    assert release is not None
    assert release.config == given.suite.candidates[1].config


def test_the_rules_floor_itself_may_ship_against_itself() -> None:
    shelf, given = KeepsInMemory(), decided(shipping(), "floor")
    asked(given, replace(WISH, candidate="floor"), shelf=shelf)
    (proof,) = shelf.proofs
    assert (proof.candidate, len(proof.rows)) == (proof.baseline, 8)
    assert next(check for check in proof.verdict.checks if check.name.startswith("no worse")).value == 0


def test_half_of_the_rows_promote_nothing() -> None:
    whole = decided(shipping())
    half = whole.rows[::2]
    verdict = gate(half, whole.suite, candidate="new").verdict
    shelf = KeepsInMemory()
    promoted = asked(replace(whole, rows=half, verdict=verdict), shelf=shelf)
    assert verdict.decision == "inconclusive"
    assert any("8 of 16 planned cells have no row" in reason for reason in promoted.refused)
    assert (shelf.written, shelf.proofs) == ([], [])


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ({"gate": GATE.model_copy(update={"min_fixtures": 2})}, "the gate changed since the run"),
        ({"primary": "gherkin_valid"}, "the primary score was 'coverage_evidence' and is 'gherkin_valid' now"),
        ({"scorers": ("gherkin_valid", "coverage_evidence", "cases")}, "the versions of the scorers cases changed"),
        ({"channel": "openai"}, "suite 'small' is for channel 'openai', not for 'embedded'; name the one it is for"),
        ({"repeats": 2}, "16 of 32 planned cells have no row"),
        (
            {"candidates": (FLOOR, candidate("new", default_config("rules").model_copy(update={"trace_tags": False})))},
            "the config that 'new' names today is not the one that was evaluated",
        ),
    ],
)
def test_a_suite_that_changed_after_the_run_promotes_nothing(today: dict[str, Any], said: str) -> None:
    promoted = asked(decided(shipping(), today=shipping(**today)))
    assert promoted.line is None
    assert any(said in reason for reason in promoted.refused), promoted.refused


def test_an_old_run_promotes_nothing() -> None:
    given = decided(shipping())
    assert asked(given, later=30).line
    (reason,) = asked(given, later=31).refused
    assert "is older than the 30 days that the gate allows" in reason


def test_a_run_that_did_not_write_down_its_grounds_promotes_nothing() -> None:
    given = decided(shipping())
    promoted = asked(replace(given, run=replace(given.run, grounds=None)))
    assert len(promoted.refused) == 4
    assert all("which did not write this down" in each or "of which commit" in each for each in promoted.refused)


def test_a_new_name_makes_no_new_candidate() -> None:
    store, shelf = MemoryStore(), KeepsInMemory()
    first = decided(shipping(), store=store)
    renamed = replace(first.suite.candidates[1], name="renamed")
    again = decided(shipping([FLOOR, renamed], name="other"), "renamed", store=store, id="20261124-120000-bbbbbb")
    asked(again, replace(WISH, candidate="renamed"), shelf=shelf)
    (line,) = shelf.written
    assert isinstance(line, Promotion)
    assert (line.config, line.runs) == (first.configs["new"], (first.run.id, again.run.id))


def test_what_no_line_takes_is_refused_before_anything_is_written() -> None:
    shelf = KeepsInMemory()
    with pytest.raises(ReleaseError, match="the ledger does not take this line"):
        asked(decided(shipping()), replace(WISH, reason="one\ntwo"), shelf=shelf)
    assert (shelf.written, shelf.proofs) == ([], [])


def test_a_floor_of_another_model_is_not_the_floor() -> None:
    other = candidate("floor", default_config("rules").model_copy(update={"model": rules_spec(), "trace_tags": False}))
    (reason,) = asked(decided(shipping([other, candidate("new")]))).refused
    assert reason.startswith("nothing is released on channel 'embedded', so the baseline has to be the rules floor")
