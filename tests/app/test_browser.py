"""The app as people start it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.app.browser import browsing, serving_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(answered: Path) -> Iterator[str]:
    """The app of the answered project."""
    with serving_app(answered) as found:
        yield found


def test_leaderboard_and_case_work_and_nothing_outside_is_asked(address: str, tmp_path: Path) -> None:
    with browsing() as watched:
        page = watched.page
        page.goto(address)
        page.get_by_role("link", name="Leaderboard").click()
        page.get_by_text("Ranked by coverage_evidence").wait_for()
        page.locator(".js-plotly-plot .xtitle").wait_for()
        page.get_by_role("radio", name="tokens").click()
        page.get_by_text("Tokens for an issue's tests").wait_for()
        page.get_by_role("link", name="Case").click()
        page.get_by_text("Locked after five wrong passwords").first.wait_for()
        page.screenshot(path=tmp_path / "case.png")
    assert len(watched.asked) > 10
    assert watched.hosts == {"127.0.0.1"}
    assert watched.faults == []


def test_the_app_listens_on_loopback_only(address: str) -> None:
    port = urlsplit(address).port
    table = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    hosts = {host for host, given in (each.split(":") for each in listening) if int(given, 16) == port}
    assert hosts == {"0100007F"}


def test_a_taken_port_is_one_sentence(answered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(answered))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", "from workbench.cli import main; main()", "app", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert f"port {port}" in ended.stderr
    assert "Traceback" not in ended.stderr
