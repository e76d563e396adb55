"""`workbench publish` and `generate --to`: into files and into Jira, also after a kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import call
from tests.generator.intake.documents import doc, p
from tests.generator.publish.jira.conftest import form
from tests.generator.publish.test_publishing import publication
from tests.jira import ENVIRONMENT, serving
from tests.jira_fake.faults import Fault, failing
from tests.jira_fake.server import JiraServer
from workbench.generator.output.files import to_json

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIRA_OAUTH_TOKEN", raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def site() -> Iterator[JiraServer]:
    with serving() as server:
        server.state.add_project("SHOP", form=form())
        server.state.add_issue("SHOP-12", description=doc(p("Acceptance criteria:\n1. The door opens.\n2. It rings.")))
        yield server


@pytest.fixture
def tests(tmp_path: Path) -> str:
    file = tmp_path / "tests.json"
    file.write_text(to_json(publication("Pay by card", "Pay by invoice").suite, "SHOP-12"), encoding="utf-8")
    return str(file)


def test_tests_go_into_jira_once(site: JiraServer, small: Path, tests: str, capsys: Capsys) -> None:
    arguments = ("publish", tests, "--to", "jira", "--site", site.address)
    code, out, err = call(capsys, *arguments, "--dry-run")
    assert (code, len(site.state.issues)) == (0, 1)
    assert "Test in SHOP, linked to SHOP-12 as 'Test': Pay by card" in out
    code, out, err = call(capsys, *arguments)
    assert (code, err) == (0, "test 1: SHOP-1001 created\ntest 2: SHOP-1002 created\n")
    assert f"{site.address}/browse/SHOP-1001" in out
    code, out, _ = call(capsys, *arguments, "--json")
    assert (code, [each["end"] for each in json.loads(out)["items"]]) == (0, ["existing", "existing"])
    assert len(site.state.issues) == 3
    kept = [file.read_text() for file in (small / ".workbench" / "publish").iterdir()]
    assert kept
    assert "Pay" not in "".join(kept)


def test_what_could_not_be_written_is_exit_code_1_and_the_reason(
    site: JiraServer, small: Path, tests: str, capsys: Capsys
) -> None:
    site.faults.append(failing(400, on="create"))
    code, _, err = call(capsys, "publish", tests, "--to", "jira", "--site", site.address)
    assert code == 1
    assert "test 1: Jira, creating an issue: Jira does not take the request" in err
    assert err.endswith("Run the same command again: what is there is found and not written twice.\n")
    assert call(capsys, "publish", tests, "--to", "jira", "--site", site.address)[0] == 0
    assert len(site.state.issues) == 3


def test_a_killed_publish_is_gone_on_with(site: JiraServer, small: Path, tests: str, capsys: Capsys) -> None:
    site.faults.append(Fault(ending="dripping", on="create", carried_out=True))
    script = "import sys; from workbench.cli import main; sys.argv = ['workbench', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", script, "publish", tests, "--to", "jira", "--site", site.address]
    with subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        end = time.monotonic() + 60
        while len(site.state.issues) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        one.send_signal(signal.SIGKILL)
    assert (one.returncode, len(site.state.issues)) == (-9, 2)
    code, _, err = call(capsys, "publish", tests, "--to", "jira", "--site", site.address)
    assert (code, err) == (0, "test 1: SHOP-1001 there already\ntest 2: SHOP-1002 created\n")
    assert len(site.state.issues) == 3


@pytest.mark.parametrize("name", ["t.feature", "t.md", "t.csv", "t.xray.json", "t.json"])
def test_tests_go_into_a_file_whole_and_over_nothing_else(
    tests: str, tmp_path: Path, capsys: Capsys, name: str
) -> None:
    file = tmp_path / name
    assert call(capsys, "publish", tests, "--to", str(file)) == (0, f"{file}: 2 tests written\n", "")
    assert call(capsys, "publish", tests, "--to", str(file)) == (0, f"{file}: 2 tests there already\n", "")
    file.write_text("mine")
    code, _, err = call(capsys, "publish", tests, "--to", str(file))
    assert (code, err, file.read_text()) == (
        2, f"error: {file}: something else stands there; name another file, or have it overwritten\n", "mine",
    )  # fmt: skip
    assert call(capsys, "publish", tests, "--to", str(file), "--overwrite")[0] == 0
    assert "Pay by card" in file.read_text()


def test_an_issue_goes_from_jira_to_tests_in_jira(site: JiraServer, small: Path, capsys: Capsys) -> None:
    code, out, err = call(
        capsys, "generate", "SHOP-12", "--site", site.address, "--model", "rules", "--to", "jira", "--as", "sub_tasks"
    )
    assert (code, "Published to jira" in out) == (0, True), err
    assert len(site.state.issues["SHOP-12"]["fields"]["subtasks"]) == len(site.state.issues) - 1 > 0


def test_what_cannot_be_published_is_told_before_a_model_is_asked(
    site: JiraServer, small: Path, tmp_path: Path, capsys: Capsys
) -> None:
    (tmp_path / "mine.feature").write_text("mine")
    for to in ("x.docx", str(tmp_path / "mine.feature")):
        code, out, _ = call(capsys, "generate", "SHOP-12", "--site", site.address, "--model", "rules", "--to", to)
        assert (code, out, site.seen) == (2, "", [])


def test_tests_that_could_not_be_published_are_printed(site: JiraServer, small: Path, capsys: Capsys) -> None:
    arguments = ("generate", "SHOP-12", "--site", site.address, "--model", "rules", "--to", "jira")
    site.state.link_types = []
    code, out, err = call(capsys, *arguments)
    assert (code, out.startswith("@SHOP-12\nFeature: ")) == (2, True)
    assert err.endswith("error: the site has no link type 'Test'; name one of these as 'link_type': none\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--to", "jira"), "--to jira needs --site"),
        (("--to", "t.docx"), "t.docx: no form of tests; a name ends in"),
        (("--to", "jira", "--site", "http://example.com"), "--site: not encrypted"),
        (("--to", "jira", "--site", "https://a.atlassian.net", "--project", "x y"), "no settings for Jira: 'project'"),
        (("--to", "jira", "--site", "https://a.atlassian.net", "--settings", "none.yaml"), "none.yaml"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    small: Path, tests: str, capsys: Capsys, arguments: tuple[str, ...], says: str
) -> None:
    code, out, err = call(capsys, "publish", tests, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_what_are_no_tests_are_refused(tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}")
    code, _, err = call(capsys, "publish", str(file), "--to", "x.feature")
    assert (code, "no tests of ours" in err) == (2, True)
