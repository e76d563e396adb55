import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.generator.intake.documents import bullets, doc, heading, p
from tests.generator.intake.documents import issue as document
from tests.releasing import FIRST, FLOOR, HOSTED, promote, proposal
from workbench.generator.__main__ import Choice, chosen_config, main, read_config
from workbench.generator.defaults import default_config
from workbench.generator.errors import ConfigError
from workbench.generator.output.read import read
from workbench.generator.records import PromptConfig, Stage

DESCRIPTION = doc(p("Why."), heading("Acceptance criteria"), bullets("The door öffnet 日本.", "If it opens, it rings."))


def file(folder: Path, content: Any, name: str = "issue.json") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


@pytest.fixture
def doors(tmp_path: Path) -> str:
    """An issue's file with two criteria."""
    return file(tmp_path, document(DESCRIPTION))


def floor(**fields: Any) -> PromptConfig:
    return default_config("rules").model_copy(update=fields)


def echo(template: str) -> PromptConfig:
    """A config whose floor makes a scenario of what the template shows."""
    return floor(stages=(Stage(name="write", system="", user=f"Echo\n{template}"),))


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence that a call which could not run prints."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert printed.err.endswith("\n")
    assert printed.err.count("\n") == 1
    return printed.err


def test_tests_that_were_written_are_a_feature_on_stdout_and_exit_0(
    doors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([doors, "--model", "rules"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.startswith("@SHOP-12\nFeature: A summary\n")
    reading = read(printed.out, output="gherkin", criteria=["AC-1", "AC-2"])
    assert [case.criteria for case in reading.suite.cases] == [("AC-1",), ("AC-2",)]


def test_json_and_markdown_are_the_same_tests_in_other_forms(doors: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([doors, "--model", "rules", "--format", "json"]) == 0
    cases = json.loads(capsys.readouterr().out)["suite"]["cases"]
    assert [case["criteria"] for case in cases] == [["AC-1"], ["AC-2"]]
    assert main([doors, "--model", "rules", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Tests for SHOP-12\n\n## 1. The door öffnet 日本.\n")


def test_an_answer_without_tests_is_exit_1_with_the_reason_and_no_feature(
    doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = floor(output="test_suite_json")
    assert main([doors, "--config", file(tmp_path, config.model_dump(mode="json"), "config.json")]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "no tests: no JSON with test cases in the answer\n")


def test_context_and_attached_files_reach_the_prompt(
    doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = "{{ issue.context }}\n{% for each in issue.attachments %}\n{{ each.name }} {{ each.text }}\n{% endfor %}"
    config = file(tmp_path, echo(template).model_dump(mode="json"), "config.json")
    first, second = file(tmp_path, b"first text", "a.txt"), file(tmp_path, b"second text", "b.txt")
    arguments = [doors, "--config", config, "--context", "typed by hand", "--attach", first, "--attach", second]
    assert main([*arguments, "--format", "json"]) == 0
    cases = json.loads(capsys.readouterr().out)["suite"]["cases"]
    assert [case["title"] for case in cases] == ["typed by hand", "a.txt first text", "b.txt second text"]


def test_what_was_added_and_is_not_used_is_said(doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [file(tmp_path, b"some text", "a.txt"), file(tmp_path, b"%PDF-1.7 \x00\xff", "b.pdf")]
    added = ["--context", "typed by hand", "--attach", files[0], "--attach", files[1]]
    assert main([doors, "--model", "rules", *added]) == 0
    notes = capsys.readouterr().err.splitlines()
    assert "note: extra context: not used by the prompt 'floor/v1'" in notes
    assert "note: attachments: not used by the prompt 'floor/v1'" in notes
    assert any("b.pdf" in note or "attachment" in note for note in notes[:-2]), notes
    assert not [note for note in notes if "typed by hand" in note or "some text" in note]


def test_a_config_may_be_named_together_with_its_own_model(
    doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = file(tmp_path, floor().model_dump(mode="json"), "config.json")
    assert main([doors, "--config", config, "--model", "rules"]) == 0
    assert capsys.readouterr().out


def test_a_config_and_another_model_contradict_each_other(
    doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = file(tmp_path, floor().model_dump(mode="json"), "config.json")
    told = refused([doors, "--config", config, "--model", "openai/m"], capsys)
    assert "the config asks 'rules', and --model says 'openai/m'; drop one" in told


CONFIG = default_config("rules").model_dump(mode="json")
BAD_CONFIGS: dict[str, tuple[Any, str]] = {
    "empty": (b"", "'the whole': Invalid JSON"),
    "half": (b'{"prompt": "x', "'the whole': Invalid JSON"),
    "not UTF-8": (b'{"prompt": "\xff"}', "'the whole': Invalid JSON"),
    "a list": ([], "'the whole': "),
    "no object": ({}, "'prompt': Field required"),
    "unknown key": (CONFIG | {"temperature": 1}, "'temperature': Extra inputs are not permitted"),
    "unknown key below": (CONFIG | {"params": {"heat": 1}}, "'params.heat': Extra inputs are not permitted"),
    "no stage": (CONFIG | {"stages": []}, "'stages': "),
    "unknown adapter": (
        CONFIG | {"model": {"name": "m", "adapter": "x", "model": "m"}},
        "'model.adapter': Input should",
    ),
    "a value out of range": (CONFIG | {"params": {"max_output_tokens": 0}}, "'params.max_output_tokens': "),
    "deep": (b"[" * 10_000, "'the whole': Invalid JSON"),
}


@pytest.mark.parametrize(("content", "fault"), BAD_CONFIGS.values(), ids=BAD_CONFIGS.keys())
def test_a_config_that_is_none_is_one_sentence_with_the_place_of_the_fault(
    content: Any, fault: str, doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused([doors, "--config", file(tmp_path, content, "config.json")], capsys)
    assert "config.json: no prompt config: " in told
    assert fault in told


def test_the_fault_of_a_config_never_shows_its_content(tmp_path: Path) -> None:
    path = file(tmp_path, CONFIG | {"output": "Zanzibar-4711"}, "config.json")
    with pytest.raises(ConfigError) as caught:
        read_config(Path(path))
    assert "Zanzibar" not in str(caught.value)


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        (echo("{{ isue.key }}"), "'isue' is undefined"),
        (echo("{{ issue.__class__ }}"), "is unsafe"),
        (echo("{% if %}"), "template: "),
        (floor(model=CONFIG["model"] | {"adapter": "openai", "key_env": "NO_SUCH_KEY"}), "variable NO_SUCH_KEY"),
        (floor(model=CONFIG["model"] | {"adapter": "openai", "base_url": "gpu"}), "'base_url' is no address"),
        (
            floor(model=CONFIG["model"] | {"adapter": "openai", "base_url": "http://127.0.0.1:9/v1"}),
            "the provider did not answer: connection",
        ),
        (floor(model=CONFIG["model"] | {"adapter": "local", "weights_sha256": "0" * 64}), "SHA-256 is b179c9523d0e"),
    ],
)
def test_a_config_that_cannot_be_asked_is_one_sentence(
    config: PromptConfig, fault: str, doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, config.model_dump(mode="json", warnings=False), "config.json")
    assert fault in refused([doors, "--config", path], capsys)


def test_a_vendors_model_without_its_key_says_which(
    doors: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    told = refused([doors, "--model", "anthropic/claude-x"], capsys)
    assert told == "error: anthropic/claude-x: no key; set the environment variable ANTHROPIC_API_KEY\n"


def test_an_unknown_model_is_one_sentence(doors: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown model 'gpt'" in refused([doors, "--model", "gpt"], capsys)


@pytest.mark.parametrize("content", [b"", b"not JSON", b"[]", b"{}", b'{"key": "A-1"}', b"\xff", b"[" * 99_999])
def test_a_file_that_is_no_issue_is_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused([file(tmp_path, content), "--model", "rules"], capsys)


def test_files_that_are_not_there_or_are_folders_are_one_sentence_each(
    doors: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing, folder = str(tmp_path / "nothing"), str(tmp_path)
    for lost in (nothing, folder):
        assert lost in refused([lost, "--model", "rules"], capsys)
        assert lost in refused([doors, "--model", "rules", "--attach", lost], capsys)
        assert lost in refused([doors, "--config", lost], capsys)


@pytest.mark.parametrize(
    "arguments", [[], ["x.json", "--format", "pdf"], ["x.json", "--unknown"], ["a.json", "b.json"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "workbench.generator", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env=os.environ | environment)


def test_as_a_module_it_writes_utf_8_whatever_the_terminal_takes(doors: str) -> None:
    ran = run(doors, "--model", "rules", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Then The door öffnet 日本.\n" in ran.stdout.decode("utf-8")


def test_as_a_module_a_fault_is_the_exit_code_and_no_trace(tmp_path: Path) -> None:
    ran = run(str(tmp_path / "ü.json"), "--model", "rules", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"error: ")
    assert ran.stderr.count(b"\n") == 1


def test_as_a_module_a_reader_that_went_away_is_one_sentence_and_no_trace(doors: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "workbench.generator", doors, "--model", "rules"]
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (2, b"error: the tests cannot be written (Broken pipe)\n")


# Releases


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of releases with nothing in it, which production reads."""
    monkeypatch.setenv("WORKBENCH_RELEASES", str(tmp_path / "releases"))
    (tmp_path / "releases").mkdir()
    return tmp_path / "releases"


def release(shelf: Path, channel: str, config: PromptConfig) -> None:
    promote(shelf, shelf.parent / "evidence", proposal(config, FLOOR, channel=channel))


def needs_key(config: PromptConfig) -> PromptConfig:
    """The config on a model that cannot be asked here."""
    return config.model_copy(update={"model": config.model.model_copy(update={"key_env": "A_KEY_THAT_NOBODY_HAS"})})


def test_the_only_release_that_can_be_asked_here_is_asked_where_nothing_is_named(
    shelf: Path, doors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release(shelf, "openai", needs_key(HOSTED))
    (note,) = chosen_config(None, None).notes
    assert note.startswith("none of the released channels can be asked here (openai); asked is the default few-shot/v2")
    release(shelf, "embedded", echo("{{ issue.summary }}"))
    assert main([doors]) == 0
    named = capsys.readouterr()
    assert named.err == "note: asked is channel 'embedded': floor/v1 @ rules\n"
    assert main([doors, "--channel", "embedded"]) == 0
    assert capsys.readouterr() == (named.out, "")


def test_where_several_releases_can_be_asked_here_they_are_named(shelf: Path) -> None:
    assert chosen_config(None, None) == Choice(config=default_config(None))
    release(shelf, "embedded", floor())
    release(shelf, "openai", FIRST)
    (note,) = chosen_config(None, None).notes
    assert note.startswith("channels embedded, openai can be asked here, name one with --channel; asked is the default")
    assert chosen_config(None, None, "openai").config == FIRST
    assert chosen_config(None, "rules").notes == ()


def test_a_folder_of_releases_that_is_not_there_is_not_one_without_releases(
    shelf: Path, doors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.rmdir()
    assert "WORKBENCH_RELEASES names no folder" in refused([doors], capsys)


def test_a_release_that_is_not_as_it_was_written_is_refused_whether_or_not_it_is_named(
    shelf: Path, doors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release(shelf, "embedded", floor())
    (shelf / "head.json").unlink()
    for named in ([], ["--channel", "embedded"]):
        assert "head.json: is missing; restore" in refused([doors, *named], capsys)


@pytest.mark.parametrize("more", [["--model", "rules"], ["--config", "config.json"]])
def test_a_channel_is_a_whole_config(
    shelf: Path, doors: str, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    release(shelf, "embedded", floor())
    assert "drop --config and --model, or --channel" in refused([doors, "--channel", "embedded", *more], capsys)
