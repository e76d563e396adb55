"""A target in Zephyr Scale as a command opens it, with a Jira site that knows the story's number."""

from pathlib import Path

import pytest

from tests.generator.publish.test_publishing import ends, publication
from tests.jira import ENVIRONMENT
from tests.jira_fake.server import JiraServer
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import ConfigError, JiraError, PromptError, ZephyrError
from workbench.generator.intake.jira_client import Site
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publishing import publish
from workbench.generator.publish.zephyr import ZephyrSettings
from workbench.generator.publish.zephyr.opening import zephyr_settings, zephyr_target

SIGNED_IN = {**ENVIRONMENT, "ZEPHYR_API_TOKEN": "a-token"}


def test_a_story_is_linked_by_the_number_that_jira_says(tenant: ZephyrServer, site: JiraServer) -> None:
    number = int(site.state.issues["SHOP-12"]["id"])
    tenant.state.issues = {"SHOP-12": number}
    with zephyr_target(ZephyrSettings(), SIGNED_IN, base=tenant.address, jira=Site.at(site.address)) as target:
        assert ends(publish(publication("One"), target, MemoryJournal())) == ["created"]
    (case,) = tenant.state.cases.values()
    assert [each["issueId"] for each in case["links"]["issues"]] == [number]


def test_a_story_that_jira_does_not_have_stops_everything(tenant: ZephyrServer, site: JiraServer) -> None:
    site.state.hidden.add("SHOP-12")
    with (
        zephyr_target(ZephyrSettings(), SIGNED_IN, base=tenant.address, jira=Site.at(site.address)) as target,
        pytest.raises(JiraError, match="there is none, or the account may not see it"),
    ):
        publish(publication("One"), target, MemoryJournal())
    assert {each.method for each in tenant.seen} == {"GET"}


def test_without_credentials_nothing_is_opened(tenant: ZephyrServer, site: JiraServer) -> None:
    with pytest.raises(ZephyrError, match="set ZEPHYR_API_TOKEN"), zephyr_target(ZephyrSettings(), {}):
        pass
    alone = {"ZEPHYR_API_TOKEN": "a-token"}
    with (
        pytest.raises(JiraError, match="JIRA_API_TOKEN"),
        zephyr_target(ZephyrSettings(), alone, base=tenant.address, jira=Site.at(site.address)),
    ):
        pass
    assert tenant.seen == []


def test_no_address_but_one_of_this_machine_stands_in_for_the_vendors() -> None:
    with (
        pytest.raises(ConfigError, match="only an address of this machine"),
        zephyr_target(ZephyrSettings(), SIGNED_IN, base="https://evil.example"),
    ):
        pass


@pytest.mark.parametrize("folder", ["", "/", "a//b", " a", "a/b ", "a/ /b", "a/", "/a"])
def test_a_folder_has_a_name_at_each_level(folder: str) -> None:
    with pytest.raises(ConfigError, match="'folder'"):
        zephyr_settings(None, folder=folder)


def test_settings_come_from_a_file_and_what_is_given_stands_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "zephyr.yaml"
    path.write_text("project: QA\nregion: eu\nfolder: Tests/{issue}\npriorities: {high: P1}\n")
    assert zephyr_settings(path, project="SHOP") == ZephyrSettings(
        project="SHOP", region="eu", folder="Tests/{issue}", priorities={"high": "P1"}
    )
    path.write_text("host: https://evil.example\n")
    with pytest.raises(PromptError, match="host"):
        zephyr_settings(path)
