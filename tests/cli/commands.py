"""Runs the command line through its `main()`, here or in a process of its own."""

import signal
import subprocess
import sys

import pytest

_CALL = "from workbench.cli import main; main()"


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error of `workbench ...` in this process."""
    from workbench.cli import main

    before, sys.argv = sys.argv, ["workbench", *arguments]
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    else:
        code = None
    finally:
        sys.argv = before
    said = capsys.readouterr()
    assert isinstance(code, int)
    return code, said.out, said.err


def start(*arguments: str) -> "subprocess.Popen[str]":
    """Start `workbench ...` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", _CALL, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,
    )


def _hear_ctrl_c() -> None:
    """What a shell starts in the background is deaf to SIGINT, and so are its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
