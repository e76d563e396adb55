from dataclasses import replace

import pytest

from tests.releasing import GATE, proof, row
from workbench.core.gates import Floor
from workbench.core.proof import Proof
from workbench.core.verdicts import Verdict
from workbench.service.verify import verify

KEYS = ("SHOP-1", "SHOP-2", "CRM-7", "CRM-8")


def given(**scores: float) -> Proof:
    """A proof over four fixtures whose stored verdict says nothing yet."""
    rows = [row(key, name, **scores) for key in KEYS for name in ("new", "old")]
    empty = Verdict(candidate="new", baseline="old", decision="passed", checks=(), fixtures=4, rivals=(0.5,))
    gate = GATE.model_copy(update={"floors": (Floor(score="gherkin_valid", at_least=0.45),)})
    return proof(rows=rows, verdict=empty, gate=gate)


def test_a_promotion_is_decided_by_its_rows_and_not_by_what_was_said_of_them() -> None:
    good, bad = verify(given(gherkin_valid=1.0)), verify(given(gherkin_valid=0.0))
    assert [(check.name, check.decision) for check in good.checks] == [
        ("rows", "passed"),
        ("fixtures", "passed"),
        ("floor gherkin_valid", "passed"),
    ]
    assert (good.decision, good.baseline, good.rivals) == ("passed", "old", (0.5,))
    assert bad.decision != "passed"


def test_a_row_that_is_missing_decides_nothing() -> None:
    whole = given(gherkin_valid=1.0)
    assert verify(replace(whole, rows=whole.rows[1:])).decision == "inconclusive"


def test_a_score_that_is_no_more_cannot_be_decided_by() -> None:
    gone = given(gherkin_valid=1.0)
    gate = gone.gate.model_copy(update={"floors": (Floor(score="gone", at_least=0.1),)})
    with pytest.raises(ValueError, match="nothing is known of the scores gone"):
        verify(replace(gone, gate=gate))
