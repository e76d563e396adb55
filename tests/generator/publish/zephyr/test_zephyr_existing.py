"""What Zephyr Scale knows of a story's tests, for intake."""

from collections.abc import Iterator

import pytest

from tests.generator.publish.zephyr.conftest import Opened
from tests.generator.publish.zephyr.suites import bdd, manual
from tests.generator.publish.zephyr.test_zephyr_targets import go, of
from tests.jira import HandClock
from tests.jira_fake.faults import failing
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import ConfigError, ZephyrError
from workbench.generator.intake import read_issue
from workbench.generator.publish.zephyr import ZephyrSettings, ZephyrTests
from workbench.generator.publish.zephyr.existing import WITH_STEPS
from workbench.generator.publish.zephyr.opening import zephyr_settings, zephyr_tests
from workbench.generator.records import ExistingTest, IntakeOptions

STORY = {"id": "10012", "key": "SHOP-12", "fields": {"summary": "Doors"}}


@pytest.fixture
def tests(tenant: ZephyrServer) -> Iterator[ZephyrTests]:
    with zephyr_tests(ZephyrSettings(), {"ZEPHYR_API_TOKEN": "a-token"}, base=tenant.address) as opened:
        yield opened


def test_the_tests_that_are_linked_to_a_story_come_with_what_they_do(
    tests: ZephyrTests, opened: Opened, clock: HandClock
) -> None:
    go(of(manual("Open", "Push <b>"), bdd("Knock")), opened(), clock)
    issue = read_issue(STORY, options=IntakeOptions(existing_tests=True), tests=tests)
    assert issue.existing == (
        ExistingTest(key="SHOP-T3", title="Open", steps=("Push <b> (12 < 13) -> a & b",)),
        ExistingTest(key="SHOP-T6", title="Knock", steps=("Given a door", "When Knock comes", "Then it opens")),
    )


def test_a_parameter_of_a_scenario_is_no_markup_and_markup_of_a_plain_script_is_left_out(
    tenant: ZephyrServer, tests: ZephyrTests, opened: Opened, clock: HandClock
) -> None:
    go(of(bdd("Knock")), opened(), clock)
    for kind, text, line in (
        ("bdd", "Given <n> doors", "Given <n> doors"),
        ("plain", "<p>Go &amp; look</p>", "Go & look"),
    ):
        tenant.state.scripts = {"SHOP-T3": {"type": kind, "text": text}}
        assert tests.of(STORY)[0].steps == (line,)


def test_a_story_without_tests_or_unknown_to_zephyr_has_none(tests: ZephyrTests) -> None:
    assert tests.of(STORY) == ()
    assert tests.of({"key": "SHOP-99"}) == ()
    assert tests.of({}) == ()


def test_steps_are_read_of_the_first_tests_only_and_nobodys_account_id_comes_along(
    tenant: ZephyrServer, tests: ZephyrTests, opened: Opened, clock: HandClock
) -> None:
    go(of(*(manual(f"Test {number}", "Push") for number in range(WITH_STEPS + 1))), opened(), clock)
    first = next(iter(tenant.state.cases.values()))
    first["name"] = "Ask [~accountid:712020:1]"
    found = tests.of(STORY)
    assert found[0].title == "Ask @user"
    assert [bool(each.steps) for each in found] == [True] * WITH_STEPS + [False]


def test_a_service_that_does_not_answer_is_an_error_and_no_story_without_tests(
    tenant: ZephyrServer, tests: ZephyrTests
) -> None:
    tenant.state.tokens.clear()
    with pytest.raises(ZephyrError, match="refuses the token"):
        tests.of(STORY)
    tenant.faults.append(failing(400))
    with pytest.raises(ZephyrError, match="does not take the request"):
        tests.of(STORY)


def test_settings_that_are_none_are_told_without_their_values() -> None:
    assert zephyr_settings(None, region="eu", project=None).region == "eu"
    with pytest.raises(ConfigError, match=r"'region': input should be 'global' or 'eu'$"):
        zephyr_settings(None, region="secret-value")
