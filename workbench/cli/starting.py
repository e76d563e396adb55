"""The command that starts the app."""

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.output import note
from workbench.core.errors import RunError

_HOST = "127.0.0.1"


def app(port: Annotated[int, typer.Option(min=1, max=65535, help="The port on 127.0.0.1.")] = 8501) -> None:
    """Start the app on 127.0.0.1; Ctrl-C ends it."""
    from workbench.bootstrap import open_workbench

    root = open_workbench().root
    _check_free(port)
    script = Path(__file__).parents[1] / "app" / "main.py"
    # What keeps it safe is said here too: a folder of the user's may hold settings of its own, and these come first.
    settings = {
        "server.address": _HOST,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "20",
        "server.showEmailPrompt": "false",
        "server.enableXsrfProtection": "true",
        "server.enableStaticServing": "false",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "viewer",
        "runner.magicEnabled": "false",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    options += [f"--server.allowedHosts={name}" for name in ("localhost", _HOST)]
    note(f"The app is on http://{_HOST}:{port}; Ctrl-C ends it.")
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    # This process becomes the server, so that a signal meant for the one reaches the other.
    os.execve(sys.executable, command, {**os.environ, "WORKBENCH_ROOT": str(root)})  # noqa: S606 - our own arguments


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((_HOST, port))
        except OSError as error:
            raise RunError(
                f"port {port} on {_HOST} cannot be used ({error.strerror}); choose another one with --port"
            ) from None
