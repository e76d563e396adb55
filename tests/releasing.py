"""Small proofs, proposals and folders of releases to test with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders import config, rules_spec, spec
from workbench.adapters.release_files import add_line, write_evidence
from workbench.core.gates import Floor, Gate
from workbench.core.promotion import Basis, Proposal, promotion_line
from workbench.core.proof import Planned, Proof, side, terms_digest
from workbench.core.releases import rollback_line
from workbench.core.verdicts import Check, ResultRow, Verdict
from workbench.generator.prompt.digest import config_digest, digest
from workbench.generator.prompt.ledger_line import LedgerLine
from workbench.generator.prompt.release import ledger, release_of
from workbench.generator.records import Outcome, PromptConfig

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GATE = Gate(floors=(Floor(score="gherkin_valid", at_least=0.5),), min_fixtures=2, max_age_days=30)
SCORERS = {"coverage_evidence": 3, "gherkin_valid": 2}
FLOOR = config("", model=rules_spec(), prompt="floor/v1")
FIRST = config("first: {{ issue.summary }}", prompt="family/v1")
SECOND = config("second: {{ issue.summary }}", prompt="family/v2")
HOSTED = config("hosted: {{ issue.summary }}", prompt="family/v1", model=spec("openai/m"))
ARITHMETIC = 1


def row(
    fixture: str = "SHOP-1", candidate: str = "new", *, outcome: Outcome = "ok", **scores: float | None
) -> ResultRow:
    """A cell that was answered."""
    return ResultRow(
        candidate=candidate,
        fixture=fixture,
        group=fixture.partition("-")[0],
        stratum="story_ac",
        language="en",
        repeat=0,
        cell_key=digest([candidate, fixture]),
        outcome=outcome,
        failure=None,
        scores=scores or {"gherkin_valid": 1.0, "coverage_evidence": 0.1 + 0.2, "mutation": None},
    )


def decide(proof: Proof) -> Verdict:
    """A decision that is small enough to see through: the mean of each floor's score, over the candidate's rows."""
    own = [each for each in proof.rows if each.candidate == proof.candidate.name]
    checks = tuple(_floor(own, floor) for floor in proof.gate.floors)
    passed = all(check.decision == "passed" for check in checks) and len(own) >= proof.gate.min_fixtures
    return Verdict(
        candidate=proof.candidate.name,
        baseline=proof.baseline.name,
        decision="passed" if passed else "failed",
        checks=checks,
        fixtures=len({each.fixture for each in own}),
    )


def _floor(rows: Sequence[ResultRow], floor: Floor) -> Check:
    mean = sum(each.scores[floor.score] or 0.0 for each in rows) / max(len(rows), 1)
    return Check(
        name=f"floor {floor.score}",
        decision="passed" if mean >= floor.at_least else "failed",
        asked=f"mean at least {floor.at_least}",
        found=f"{mean:.2f}, n={len(rows)}",
        value=mean,
        off=mean - floor.at_least,
    )


def proof(
    new: PromptConfig = FIRST, old: PromptConfig = FLOOR, *, rows: Sequence[ResultRow] = (), **more: Any
) -> Proof:
    """A proof whose verdict is that of its rows."""
    names = [(key, name) for key in ("SHOP-1", "SHOP-2", "CRM-7") for name in ("new", "old")]
    given = tuple(rows) or tuple(row(key, name) for key, name in names)
    known: dict[str, Any] = {
        "run": "20261124-110000-aaaaaa",
        "suite": "small",
        "primary": "coverage_evidence",
        "candidate": side(given, "new", config_digest(new)),
        "baseline": side(given, "old", config_digest(old)),
        "scorers": SCORERS,
        "arithmetic": ARITHMETIC,
        "gate": GATE,
        "rows": given,
        "verdict": Verdict(candidate="new", baseline="old", decision="failed", checks=(), fixtures=0),
        **more,
    }
    draft = Proof(**known)
    return draft if "verdict" in more else replace(draft, verdict=decide(draft))


def planned(given: Proof) -> frozenset[Planned]:
    """The plan that a proof's rows fulfil."""
    return frozenset((each.candidate, each.fixture, each.repeat, each.cell_key) for each in given.rows)


def basis(**more: Any) -> Basis:
    """What the run rested on."""
    known = {"fixtures": digest("fixtures"), "gate": terms_digest(GATE), "prompt": digest("prompt"), "scorers": SCORERS}
    return Basis(**{**known, **more})


def proposal(new: PromptConfig = FIRST, old: PromptConfig = FLOOR, **more: Any) -> Proposal:
    """A promotion that nothing speaks against where `old` is what the channel has."""
    given = more.pop("proof", None) or proof(new, old)
    known: dict[str, Any] = {
        "channel": "embedded",
        "release": release_of(new),
        "proof": given,
        "kind": "offline",
        "runs": (given.run,),
        "planned": planned(given),
        "then": basis(),
        "now": basis(),
        "suite_digest": digest("suite"),
        "began_at": AT - timedelta(hours=1),
        "at": AT,
        "floor": config_digest(FLOOR),
        "commit": "0123456789abcdef0123456789abcdef01234567",
        "dirty": False,
        "actor": "Ann",
        "reason": "Better on every stratum.",
        **more,
    }
    return Proposal(**known)


def promoted(lines: Sequence[LedgerLine], new: PromptConfig, old: PromptConfig, **more: Any) -> LedgerLine:
    """The line of a promotion, on evidence that is nowhere."""
    return promotion_line(proposal(new, old, **more), lines, evidence=digest("evidence"))


def rolled_back(lines: Sequence[LedgerLine], to: PromptConfig, **more: Any) -> LedgerLine:
    """The line of a roll-back."""
    told = {"channel": "embedded", "actor": "Bo", "reason": "Complaints.", "at": AT + timedelta(days=1), **more}
    return rollback_line(lines, release=release_of(to).digest, **told)


def promote(folder: Path, evidence: Path, given: Proposal) -> LedgerLine:
    """Promote on disk."""
    line = promotion_line(given, ledger(folder=folder), evidence=write_evidence(evidence, given.proof))
    add_line(folder, line, given.release)
    return line


def roll_back(folder: Path, to: PromptConfig, **more: Any) -> LedgerLine:
    """Roll back on disk."""
    line = rolled_back(ledger(folder=folder), to, **more)
    add_line(folder, line)
    return line


def history(folder: Path, evidence: Path) -> tuple[LedgerLine, ...]:
    """Two channels, three promotions, a roll-back, a promotion of the same again on other evidence, a roll-back."""
    promote(folder, evidence, proposal(FIRST, FLOOR))
    promote(folder, evidence, proposal(HOSTED, FLOOR, channel="openai"))
    promote(folder, evidence, proposal(SECOND, FIRST))
    roll_back(folder, FIRST)
    later = proof(SECOND, FIRST, run="20261126-110000-bbbbbb")
    runs = ("20261124-110000-aaaaaa", later.run)
    at = AT + timedelta(days=2)
    promote(folder, evidence, proposal(SECOND, FIRST, proof=later, runs=runs, began_at=at, at=at))
    roll_back(folder, FIRST, at=at + timedelta(days=1))
    return ledger(folder=folder)
