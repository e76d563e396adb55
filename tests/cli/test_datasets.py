"""`workbench dataset bench`."""

import json
from pathlib import Path

import pytest

from workbench.cli import main


def bench(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["workbench", "dataset", "bench", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(str(ended.value.code))


@pytest.fixture
def spans(tmp_path: Path) -> Path:
    path = tmp_path / "spans.jsonl"
    planted = {"type": "EMAIL", "start": 5, "end": 19}
    path.write_text(json.dumps({"text": "Mail bo@kestrel.io  to us", "spans": [planted], "language": "en"}))
    return path


def test_figures_are_json_for_scripts(
    spans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(monkeypatch, "--spans", str(spans), "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["direct"] == {"values": 1, "sure": 1, "flagged": 1, "share_sure": 1.0, "share_with_flags": 1.0}
    assert figures["touched"] == 0 and figures["by_language"]["en"]["touched"] == 0


def test_figures_are_a_table_for_people(
    spans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(monkeypatch, "--spans", str(spans)) == 0
    shown = capsys.readouterr().out
    assert "EMAIL" in shown and "100.0%" in shown and "ms each" in shown


def test_a_file_that_is_not_there_is_a_sentence_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench(monkeypatch, "--spans", str(tmp_path / "no.jsonl")) == 2
    assert capsys.readouterr().err.startswith("error: ")
