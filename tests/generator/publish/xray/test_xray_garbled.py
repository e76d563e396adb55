"""An answer in which anything may stand anywhere ends in a failure of ours, or is read past."""

import contextlib
import random
from typing import Any

import pytest

from tests.generator.publish.xray.conftest import Links, serving_xray, target
from tests.generator.publish.xray.suites import mixed
from tests.jira import HandClock
from workbench.generator.errors import GeneratorError
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publishing import publish
from workbench.generator.publish.xray import XraySettings
from workbench.generator.publish.xray.existing import XrayTests

JUNK: tuple[Any, ...] = (None, True, 0, -1, 1.5, "", "x", [], {}, [None], [[]], {"a": {}}, "\x00", [{"issueId": []}])


def garbled(chance: random.Random, value: Any) -> Any:
    """A value with something else in place of one in twenty of its parts."""
    if chance.random() < 0.05:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {name: garbled(chance, each) for name, each in value.items()}
    return [garbled(chance, each) for each in value] if isinstance(value, list) else value


def survives(seed: int) -> None:
    chance = random.Random(seed)
    clock = HandClock()
    with serving_xray(clock) as tenant:
        settings = XraySettings(test_set="SHOP-99", bulk_from=chance.choice([2, 21]))
        for attempt in range(3):
            tenant.garble = (lambda value: garbled(chance, value)) if attempt else None
            with (
                target(tenant, clock, settings, linker=Links(tenant.state)) as there,
                contextlib.suppress(GeneratorError),
            ):
                XrayTests(there._client).of({"id": "10012"})
                publish(mixed(chance, 4), there, MemoryJournal(), clock=clock)
        tenant.breaches.clear()  # an id that was garbled is asked for


def test_some_garbled_answers_end_in_no_traceback() -> None:
    for seed in range(20):
        survives(seed)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
def test_500_runs_over_garbled_answers_end_in_no_traceback() -> None:
    print("500 runs, seeds 4000 to 4499")
    for seed in range(4_000, 4_500):
        survives(seed)
