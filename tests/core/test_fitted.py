"""The fitted model as a record."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.matching import shipped
from workbench.core.fitted import Fitted, log_odds, logistic


def test_a_model_comes_back_from_json_as_it_was() -> None:
    assert Fitted.model_validate_json(shipped().model_dump_json(indent=1)) == shipped()


@pytest.mark.parametrize(
    "change", [{"colour": "red"}, {"threshold": 0}, {"threshold": 1}, {"slope": -1}, {"version": 0}]
)
def test_an_unknown_key_and_a_number_out_of_range_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fitted.model_validate({**shipped().model_dump(), **change})


@given(st.floats(1e-6, 1 - 1e-6))
def test_log_odds_and_logistic_undo_each_other(probability: float) -> None:
    assert float(logistic(log_odds(np.array(probability)))) == pytest.approx(probability)


@given(st.floats(allow_nan=False))
def test_any_log_odds_make_a_probability(value: float) -> None:
    assert 0 <= float(logistic(np.array(value))) <= 1


def test_certainty_has_finite_log_odds() -> None:
    assert np.all(np.isfinite(log_odds(np.array([0.0, 1.0]))))
