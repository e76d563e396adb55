"""Texts that attack whoever shows them, wherever a text of ours stands in Xray."""

import pytest

from tests.generator.publish.xray.conftest import Opened
from tests.generator.publish.xray.suites import publication
from tests.generator.publish.xray.test_xray_cases import ends, go
from tests.hostile_texts import hostile_texts
from tests.jira import HandClock
from tests.xray_fake.server import XrayServer
from workbench.generator.records import TestCase, TestStep

SAMPLES = [
    pytest.param(12, id="sample"),
    pytest.param(None, id="all", marks=[pytest.mark.campaign, pytest.mark.timeout(1_800)]),
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_of_a_hostile_text_breaks_or_acts(
    tenant: XrayServer, opened: Opened, clock: HandClock, sample: int | None
) -> None:
    texts = hostile_texts(sample)
    for at in range(0, len(texts), 90):
        cases = [case for number, value in enumerate(texts[at : at + 90]) for case in hostile_cases(number, value)]
        # The campaign sends them by jobs; one by one a few of them are enough, for the same words are written.
        assert set(ends(go(publication(*cases), opened(bulk_from=2), clock))) == {"created"}
        ones = publication(*cases[:16])
        assert all("\n" not in each["summary"] for each in tenant.state.tests.values())
        tenant.state.tests.clear()
        assert set(ends(go(ones, opened(), clock))) == {"created"}
        tenant.state.tests.clear()


def hostile_cases(number: int, value: str) -> list[TestCase]:
    """A manual test and a scenario that hold a text wherever one may stand."""
    said = value.strip()[:200].strip() or "x"
    title = f"{number} {said}"[:200]
    step = TestStep(action=said, data=said, expected=said)
    return [
        TestCase(title=title, labels=(said,), objective=said, steps=(step,), preconditions=(said,)),
        TestCase(title=title, labels=(said,), objective=said, scenario=value[:20_000]),
    ]
