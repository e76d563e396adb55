"""`workbench publish` and `generate --to` into Xray Cloud and Zephyr Scale."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import call
from tests.generator.intake.documents import doc, p
from tests.generator.publish.test_publishing import publication
from tests.generator.publish.xray.conftest import serving_xray
from tests.generator.publish.zephyr.conftest import serving_zephyr
from tests.jira import ENVIRONMENT, HandClock, serving
from tests.jira_fake.server import JiraServer
from tests.xray_fake.server import XrayServer
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.defaults import default_config
from workbench.generator.output.files import to_json

Capsys = pytest.CaptureFixture[str]
SIGNED_IN = {**ENVIRONMENT, "XRAY_CLIENT_ID": "an-id", "XRAY_CLIENT_SECRET": "a-secret", "ZEPHYR_API_TOKEN": "a-token"}


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIRA_OAUTH_TOKEN", raising=False)
    for name, value in SIGNED_IN.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def site() -> Iterator[JiraServer]:
    with serving() as server:
        server.state.add_project("SHOP")
        server.state.add_issue("SHOP-12", description=doc(p("Acceptance criteria:\n1. The door opens.\n2. It rings.")))
        server.state.issues["SHOP-12"]["id"] = "10012"
        yield server


@pytest.fixture
def xray() -> Iterator[XrayServer]:
    with serving_xray(HandClock()) as server:
        yield server


@pytest.fixture
def zephyr() -> Iterator[ZephyrServer]:
    with serving_zephyr() as server:
        yield server


@pytest.fixture
def tests(tmp_path: Path) -> str:
    file = tmp_path / "tests.json"
    file.write_text(to_json(publication("Pay by card", "Pay by invoice").suite, "SHOP-12"), encoding="utf-8")
    return str(file)


def test_tests_go_into_zephyr_once_linked_to_their_story(
    zephyr: ZephyrServer, site: JiraServer, small: Path, tests: str, capsys: Capsys
) -> None:
    arguments = ("publish", tests, "--to", "zephyr", "--address", zephyr.address, "--site", site.address)
    code, out, err = call(capsys, *arguments, "--dry-run")
    assert (code, len(zephyr.state.cases)) == (0, 0), err
    assert "Pay by card" in out
    code, _, err = call(capsys, *arguments)
    assert (code, len(zephyr.state.cases)) == (0, 2), err
    code, out, _ = call(capsys, *arguments, "--json")
    assert (code, [each["end"] for each in json.loads(out)["items"]]) == (0, ["existing", "existing"])
    assert len(zephyr.state.cases) == 2


@pytest.mark.parametrize("with_jira", [False, True])
def test_tests_go_into_xray_once(
    xray: XrayServer, site: JiraServer, small: Path, tests: str, capsys: Capsys, *, with_jira: bool
) -> None:
    arguments = ("publish", tests, "--to", "xray", "--address", xray.address)
    arguments += ("--site", site.address) if with_jira else ()
    code, _, err = call(capsys, *arguments)
    assert (code, len(xray.state.tests)) == (0, 2), err
    code, out, _ = call(capsys, *arguments, "--json")
    assert (code, [each["end"] for each in json.loads(out)["items"]]) == (0, ["existing", "existing"])
    assert len(xray.state.tests) == 2


def test_an_issue_goes_from_jira_to_tests_in_zephyr(
    zephyr: ZephyrServer, site: JiraServer, small: Path, capsys: Capsys
) -> None:
    code, out, err = call(
        capsys, "generate", "SHOP-12", "--site", site.address, "--model", "rules",
        "--to", "zephyr", "--address", zephyr.address,
    )  # fmt: skip
    assert (code, "Published to zephyr" in out, len(zephyr.state.cases) > 0) == (0, True, True), err


@pytest.mark.parametrize("service", ["xray", "zephyr"])
def test_the_tests_that_an_issue_has_are_asked_for_where_they_are_kept(
    xray: XrayServer, zephyr: ZephyrServer, site: JiraServer, small: Path, tests: str, tmp_path: Path, capsys: Capsys,
    service: str,
) -> None:  # fmt: skip
    server = {"xray": xray, "zephyr": zephyr}[service]
    kept = ("--address", server.address, "--site", site.address)
    assert call(capsys, "publish", tests, "--to", service, *kept)[0] == 0
    config = default_config("rules")
    config = config.model_copy(update={"intake": config.intake.model_copy(update={"existing_tests": True})})
    (tmp_path / "config.json").write_text(config.model_dump_json(), encoding="utf-8")
    code, _, err = call(
        capsys, "generate", "SHOP-12", "--existing", service, *kept, "--config", str(tmp_path / "config.json")
    )
    assert (code, "existing tests: not used by the prompt" in err) == (0, True), err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--to", "xray", "--as", "issues"), "--as and --issue-type go with --to jira"),
        (("--to", "zephyr", "--region", "mars"), "no settings for Zephyr Scale: 'region'"),
        (("--to", "zephyr", "--region", "us"), "no settings for Zephyr Scale: 'region'"),
        (("--to", "xray", "--address", "https://xray.example.com"), "--address"),
        (("--to", "jira", "--site", "https://x.atlassian.net", "--region", "eu"), "--region and --address go with"),
    ],
)
def test_what_does_not_fit_a_service_is_one_sentence(
    small: Path, tests: str, capsys: Capsys, more: tuple[str, ...], said: str
) -> None:
    code, out, err = call(capsys, "publish", tests, *more)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(("to", "name"), [("xray", "XRAY_CLIENT_ID"), ("zephyr", "ZEPHYR_API_TOKEN")])
def test_nobody_signing_in_is_one_sentence(
    small: Path, tests: str, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, to: str, name: str
) -> None:
    monkeypatch.delenv(name)
    code, out, err = call(capsys, "publish", tests, "--to", to)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert name in err


def test_what_somebody_should_know_of_the_whole_is_said(
    zephyr: ZephyrServer, small: Path, tests: str, capsys: Capsys
) -> None:
    arguments = ("publish", tests, "--to", "zephyr", "--address", zephyr.address)
    code, out, _ = call(capsys, *arguments, "--dry-run", "--json")
    (said,) = json.loads(out)["notes"]
    for more in (("--dry-run",), ()):
        code, _, err = call(capsys, *arguments, *more)
        assert (code, f"note: {said}\n" in err) == (0, True)
