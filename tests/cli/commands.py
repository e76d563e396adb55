"""Runs the command line through its `main()`, here or in a process of its own."""

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
        [sys.executable, "-c", _CALL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
