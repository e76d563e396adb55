"""Where the output goes, and which model `generate` asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import call
from workbench.cli.output import note, print_table, printable, say

COMMAND = [sys.executable, "-c", "from workbench.cli import main; main()"]


def test_an_output_that_cannot_be_written_is_one_sentence(small: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as nowhere:
        ended = subprocess.run([*COMMAND, "models"], stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "error: the output cannot be written (No space left on device)\n"


def test_text_of_any_language_is_written_whatever_the_terminal_takes(small: Path) -> None:
    ended = subprocess.run(
        [*COMMAND, "dataset", "show", "tiny", "NRG-91"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode("utf-8").startswith("NRG-91 (")


def test_generate_asks_a_model_as_the_project_lists_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue = small / "datasets" / "tiny" / "issues" / "RMB-140.json"
    models = small / "evals" / "models.yaml"
    listed = models.read_text().replace("http://127.0.0.1:11434/v1", "http://127.0.0.1:9/v1")
    models.write_text(listed)
    code, out, err = call(capsys, "generate", str(issue), "--model", "ollama/llama3.1")
    assert (code, out) == (2, "")
    assert err == "error: ollama/llama3.1: the provider did not answer: connection (no HTTP status)\n"
    code, _, err = call(capsys, "generate", str(issue), "--model", "anthropic/claude-sonnet")
    assert code == 2
    assert "set the environment variable ANTHROPIC_API_KEY" in err


def test_no_text_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "Anna \x1b[2J\x1b]0;x\x07 \u202egnp.exe\r=1"
    print_table(evil, ("a",), [(evil,)])
    say(evil)
    note(evil)
    said = capsys.readouterr()
    assert not set(said.out + said.err) & set("\x1b\x07\r\u202e")
    assert printable("two\nlines\tand a\u00a0blank") == "two\nlines\tand a\u00a0blank"
