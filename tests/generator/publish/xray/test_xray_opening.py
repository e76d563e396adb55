"""A target out of what a person names."""

from pathlib import Path

import pytest

from tests.xray_fake.server import XrayServer
from workbench.generator.errors import ConfigError, PromptError, XrayError
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import publish
from workbench.generator.publish.xray import XraySettings, xray_host
from workbench.generator.publish.xray.opening import xray_settings, xray_target
from workbench.generator.records import TestCase, TestSuite

ENVIRONMENT = {"XRAY_CLIENT_ID": "an-id", "XRAY_CLIENT_SECRET": "a-secret"}


def test_what_is_given_stands_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "xray.yaml"
    file.write_text("region: eu\nfolder: /Ours/{issue}\n")
    assert xray_settings(file, region="us", project=None) == XraySettings(region="us", folder="/Ours/{issue}")
    with pytest.raises(ConfigError, match="no settings for Xray"):
        xray_settings(None, region="mars")
    file.write_text("regions: eu\n")
    with pytest.raises(PromptError):
        xray_settings(file)


@pytest.mark.parametrize(
    ("region", "host"),
    [("global", "xray"), ("us", "us.xray"), ("eu", "eu.xray"), ("au", "au.xray")],
)
def test_a_region_is_a_host_of_its_own_and_no_redirect_leads_to_another(region: str, host: str) -> None:
    settings = XraySettings.model_validate({"region": region})
    place = xray_host(settings.region)
    assert f"{place.base}{place.root}" == f"https://{host}.cloud.getxray.app/api/v2"


@pytest.mark.parametrize("folder", ["AI", "/", "/a//b", "/a/"])
def test_a_folder_is_a_path_from_the_root(folder: str) -> None:
    with pytest.raises(ConfigError, match="folder"):
        xray_settings(None, folder=folder)


def test_a_target_that_is_opened_publishes(tenant: XrayServer) -> None:
    given = Publication(issue="SHOP-12", suite=TestSuite(cases=(TestCase(title="One"),)))
    with xray_target(XraySettings(), ENVIRONMENT, base=tenant.address) as there:
        assert publish(given, there, MemoryJournal()).whole
        place = there.place
    with xray_target(XraySettings(project="QA"), ENVIRONMENT, base=tenant.address) as other:
        assert other.place != place


def test_without_a_key_nothing_is_opened() -> None:
    with pytest.raises(XrayError, match="set XRAY_CLIENT_ID"), xray_target(XraySettings(), {}):
        pass
