"""When a model is not asked any more."""

import pytest

from workbench.core.errors import StoppedError
from workbench.generator.errors import ProviderKind
from workbench.service.outages import Outages


@pytest.mark.parametrize("kind", ["auth", "not_found", "spend_limit", "wrong_model"])
def test_after_a_refusal_of_the_caller_the_model_is_not_asked_again(kind: ProviderKind) -> None:
    outages = Outages()
    outages.failed("vendor/large", kind)
    with pytest.raises(StoppedError) as caught:
        outages.check("vendor/large")
    said = f"not asked: an earlier call to vendor/large ended with {kind.replace('_', ' ')}"
    assert (caught.value.kind, str(caught.value)) == ("cancelled", said)
    outages.check("vendor/small")


def test_after_20_cells_in_a_row_without_an_answer_the_model_is_not_asked_again() -> None:
    outages = Outages()
    for _ in range(19):
        outages.failed("vendor/large", "overloaded")
    outages.check("vendor/large")
    outages.failed("vendor/large", "timeout")
    with pytest.raises(StoppedError) as caught:
        outages.check("vendor/large")
    assert str(caught.value) == "not asked: 20 cells of vendor/large in a row failed, the last with timeout"


def test_an_answer_between_starts_the_count_anew() -> None:
    outages = Outages()
    for _ in range(3):
        for _ in range(19):
            outages.failed("vendor/large", "server")
        outages.answered("vendor/large")
    outages.check("vendor/large")
