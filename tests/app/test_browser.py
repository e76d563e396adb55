"""The app as people start it, in a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

pytestmark = pytest.mark.browser

_STARTS_S = 60
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    assert found, "no chromium; install Debian's package chromium"
    return found[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _STARTS_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            server_gone(server)
    raise AssertionError("the app did not start")


def server_gone(server: "subprocess.Popen[bytes]") -> bool:
    """Wait a moment for the server to end, which it should not."""
    try:
        server.wait(0.2)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.fixture(scope="module")
def address(answered: Path) -> Iterator[str]:
    """The app of the answered project, started as people start it and ended by Ctrl-C."""
    port = free_port()
    environment = {**os.environ, "WORKBENCH_ROOT": str(answered)}
    environment.pop("WORKBENCH_HOME", None)
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "app", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_QUIET))
        yield browser.new_page(viewport={"width": 1280, "height": 1400})
        browser.close()


def test_leaderboard_and_case_work_and_nothing_outside_is_asked(address: str, page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.get_by_text("Ranked by coverage_evidence").wait_for()
    page.locator(".js-plotly-plot .xtitle").wait_for()
    page.get_by_role("radio", name="tokens").click()
    page.get_by_text("Tokens for an issue's tests").wait_for()
    page.get_by_role("link", name="Case").click()
    page.get_by_text("Acceptance criteria (4)").first.wait_for()
    page.get_by_text("Locked after five wrong passwords").first.wait_for()
    page.screenshot(path=tmp_path / "case.png")

    outside = [url for url in asked if urlsplit(url).scheme in {"http", "https", "ws", "wss"}]
    assert len(outside) > 10
    assert {urlsplit(url).hostname for url in outside} == {"127.0.0.1"}


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
