"""The app as people start it, and a real browser that takes note of all it asks for and complains about."""

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
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, sync_playwright

_STARTS_S = 60
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Watched:
    """A page of a browser.

    Attributes:
        page: to click on.
        asked: every address that it asked for.
        faults: errors on the console, dialogs, and exceptions.
    """

    page: Page
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str | None]:
        """Whom it asked."""
        parts = map(urlsplit, self.asked)
        return {part.hostname for part in parts if part.scheme in {"http", "https", "ws", "wss"}}

    def settle(self) -> None:
        """Wait until the server has nothing more to say."""
        settle(self.page)


def settle(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


@contextmanager
def browsing(scheme: Literal["light", "dark"] = "light") -> Iterator[Watched]:
    """Start Debian's chromium with an empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_QUIET))
        watched = Watched(browser.new_page(viewport={"width": 1280, "height": 1400}, color_scheme=scheme))
        page, faults = watched.page, watched.faults
        page.set_default_timeout(60_000)
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if _complains(message) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        try:
            yield watched
        finally:
            browser.close()


@contextmanager
def serving_app(project: Path) -> Iterator[str]:
    """Start the app of a project as people start it, offer its address, and end it by Ctrl-C."""
    port = free_port()
    environment = {**os.environ, "WORKBENCH_ROOT": str(project)}
    for name in ("WORKBENCH_HOME", "WORKBENCH_RELEASES"):
        environment.pop(name, None)
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "app", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


def _complains(message: ConsoleMessage) -> bool:
    """Return whether a message is an error of the page's.

    At a page's own address Streamlit looks for its server beside the page first, and there is none.
    """
    looks = message.location["url"].endswith(("/_stcore/health", "/_stcore/host-config"))
    return message.type == "error" and not looks


def chromium() -> str:
    """Return the browser's path; without one the test is skipped, except in CI, which installs it."""
    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    if not found and not os.environ.get("CI"):
        pytest.skip("no chromium; install Debian's package chromium")
    assert found, "no chromium; install Debian's package chromium"
    return found[0]


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _STARTS_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            _wait_a_moment(server)
    raise AssertionError("the app did not start")


def _wait_a_moment(server: "subprocess.Popen[bytes]") -> None:
    try:
        server.wait(0.2)
    except subprocess.TimeoutExpired:
        return
