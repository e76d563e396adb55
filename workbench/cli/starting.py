"""The command that starts the app."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.output import note


def app(port: Annotated[int, typer.Option(min=1, max=65535, help="The port on 127.0.0.1.")] = 8501) -> None:
    """Start the app on 127.0.0.1; Ctrl-C ends it."""
    from workbench.bootstrap import open_workbench

    workbench = open_workbench()
    script = Path(__file__).parents[1] / "app" / "main.py"
    settings = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "20",
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "viewer",
        "runner.magicEnabled": "false",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    note(f"The app is on http://127.0.0.1:{port}; Ctrl-C ends it.")
    environment = {**os.environ, "WORKBENCH_ROOT": str(workbench.root)}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    raise typer.Exit(subprocess.run(command, check=False, env=environment).returncode)  # noqa: S603 - our own arguments
