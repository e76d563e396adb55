"""`generate KEY --site`: an issue out of Jira into tests, with both commands."""

import json
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.commands import call
from tests.generator.intake.documents import bullets, doc, p
from tests.jira import ENVIRONMENT, serving
from tests.jira_fake.faults import failing, html
from tests.jira_fake.server import JiraServer
from workbench.generator.__main__ import main as production
from workbench.generator.defaults import default_config
from workbench.generator.output.read import read
from workbench.generator.records import PromptConfig, Stage

Capsys = pytest.CaptureFixture[str]
Command = Callable[..., tuple[int, str, str]]
ECHO = "Echo\n{{ issue.summary }}\n{% for each in issue.attachments %}\n{{ each.name }} {{ each.text }}\n{% endfor %}"


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials in the environment, and a proxy that is not for this machine."""
    for name in ("JIRA_OAUTH_TOKEN", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**ENVIRONMENT, "HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def site() -> Iterator[JiraServer]:
    """A site with an issue of two criteria, one of them in a field that has no fixed id, and two attachments."""
    with serving() as server:
        server.state.add_field("customfield_10042", "Acceptance Criteria")
        server.state.add_issue(
            "SHOP-12",
            description=doc(p("Why.")),
            customfield_10042=doc(bullets("The door opens.", "If it opens, it rings.")),
        )
        server.state.add_file("SHOP-12", "first.txt", b"first text")
        server.state.add_file("SHOP-12", "second.txt", b"second text")
        yield server


@pytest.fixture(params=["workbench generate", "python -m workbench.generator"])
def command(request: pytest.FixtureRequest, small: Path, capsys: Capsys) -> Command:
    """The exit code, output and errors of either command."""

    def production_alone(*arguments: str) -> tuple[int, str, str]:
        code = production(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return production_alone if request.param.startswith("python") else lambda *given: call(capsys, "generate", *given)


def config(folder: Path, **fields: object) -> str:
    """A config whose floor makes a scenario of everything that it is shown."""
    made: PromptConfig = default_config("rules").model_copy(
        update={"stages": (Stage(name="write", system="", user=ECHO),), **fields}
    )
    path = folder / "config.json"
    path.write_text(made.model_dump_json())
    return str(path)


def test_an_issue_is_fetched_and_becomes_tests(site: JiraServer, command: Command) -> None:
    code, out, err = command("SHOP-12", "--site", site.address, "--model", "rules")
    assert (code, err) == (0, "note: attachments: not used by the prompt 'floor/v1'\n")
    assert out.startswith("@SHOP-12\nFeature: A summary\n")
    reading = read(out, output="gherkin", criteria=["AC-1", "AC-2"])
    assert [case.criteria for case in reading.suite.cases] == [("AC-1",), ("AC-2",)]


def test_the_tests_are_those_of_the_same_issue_in_a_file(site: JiraServer, command: Command, tmp_path: Path) -> None:
    issue = {**site.state.issues["SHOP-12"], "names": site.state.names}
    (tmp_path / "issue.json").write_text(json.dumps(issue))
    from_file = command(str(tmp_path / "issue.json"), "--model", "rules", "--format", "markdown")
    from_jira = command("SHOP-12", "--site", site.address, "--model", "rules", "--format", "markdown")
    assert from_jira[:2] == from_file[:2]


def test_attachments_and_files_of_ones_own_reach_the_prompt(site: JiraServer, command: Command, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("own text")
    arguments = ["--config", config(tmp_path), "--attach", str(own), "--format", "json"]
    code, out, err = command("SHOP-12", "--site", site.address, *arguments)
    titles = [case["title"] for case in json.loads(out)["suite"]["cases"]]
    assert (code, err) == (0, "")
    assert titles == ["A summary", "first.txt first text", "second.txt second text", "own.txt own text"]


def test_an_attachment_that_cannot_be_loaded_is_a_note_and_the_rest_goes_on(
    site: JiraServer, command: Command, tmp_path: Path
) -> None:
    site.state.hidden.add(next(iter(site.state.files)))
    code, out, err = command("SHOP-12", "--site", site.address, "--config", config(tmp_path))
    assert (code, "second text" in out, "first text" in out) == (0, True, False)
    assert "note: attachments: 1 of 2 not loaded: Jira forbids it\n" in err


def test_an_answer_without_tests_is_exit_1(site: JiraServer, command: Command, tmp_path: Path) -> None:
    code, out, err = command("SHOP-12", "--site", site.address, "--config", config(tmp_path, output="test_suite_json"))
    assert (code, out) == (1, "")
    assert err == "no tests: no JSON with test cases in the answer\n"


def refused(answer: tuple[int, str, str]) -> str:
    """The one sentence of a call that could not run."""
    code, out, err = answer
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert "a-token" not in err
    return err


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("SHOP-99", "there is none, or the account may not see it"),
        ("../x", "not the key of an issue; give one as in 'SHOP-12'"),
    ],
)
def test_an_issue_that_jira_does_not_give_is_one_sentence(
    site: JiraServer, command: Command, key: str, said: str
) -> None:
    assert said in refused(command(key, "--site", site.address, "--model", "rules"))


def test_whatever_jira_answers_instead_is_one_sentence(site: JiraServer, command: Command) -> None:
    site.faults.append(html())
    assert "no answer of Jira's REST v3" in refused(command("SHOP-12", "--site", site.address, "--model", "rules"))
    site.faults.append(failing(429, Retry_After="1800", RateLimit_Reason="jira-quota-tenant-based"))
    assert "ask again in 30 minutes" in refused(command("SHOP-12", "--site", site.address, "--model", "rules"))


def test_wrong_or_missing_credentials_are_one_sentence(
    site: JiraServer, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIRA_API_TOKEN", "another-token")
    assert "refuses the credentials" in refused(command("SHOP-12", "--site", site.address, "--model", "rules"))
    monkeypatch.delenv("JIRA_EMAIL")
    asked = len(site.seen)
    assert "set JIRA_EMAIL and JIRA_API_TOKEN" in refused(
        command("SHOP-12", "--site", site.address, "--model", "rules")
    )
    assert len(site.seen) == asked


@pytest.mark.parametrize("address", ["http://your.atlassian.net", "https://your.atlassian.net/browse/SHOP-12", "x y"])
def test_what_is_no_address_of_a_site_is_one_sentence(command: Command, address: str) -> None:
    assert "--site: " in refused(command("SHOP-12", "--site", address, "--model", "rules"))


def test_a_key_without_a_site_says_what_is_missing(command: Command) -> None:
    assert "add --site https://your.atlassian.net" in refused(command("SHOP-12", "--model", "rules"))


def test_a_site_that_cannot_prove_who_it_is_gets_no_credentials(command: Command, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    pair = [str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")]
    made = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made, "-keyout", pair[0], "-out", pair[1], *names], check=True, capture_output=True)
    with serving() as site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair[1], pair[0])
        site.socket = context.wrap_socket(site.socket, server_side=True)
        address = site.address.replace("http://", "https://")
        assert "certificate is not one that this machine trusts" in refused(
            command("SHOP-12", "--site", address, "--model", "rules")
        )
        assert site.seen == []
