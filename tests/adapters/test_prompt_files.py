"""Prompts that are edited and saved."""

import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.projects import ROOT
from workbench.adapters.catalog.prompt_files import next_version, read_edited, version_texts, write_version
from workbench.core.errors import CatalogError
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import read_prompt
from workbench.service.save_prompt import save_prompt


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "prompts" / "few-shot", tmp_path / "prompts" / "few-shot")
    return tmp_path / "prompts"


def text(prompts: Path, name: str = "few-shot/v2") -> str:
    return (prompts / f"{name}.md").read_text(encoding="utf-8")


def test_an_edited_prompt_is_read_as_its_file_would_be_with_its_examples(prompts: Path) -> None:
    assert read_edited(prompts, "few-shot/v2", text(prompts)) == read_prompt(prompts / "few-shot" / "v2.md")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ndesc", "desc", "the edited few-shot/v2: no front matter"),
        ("output: gherkin", "output: poems", "the edited few-shot/v2: 'output'"),
        ("issue.summary", "summary", "the edited few-shot/v2: unknown variable 'summary'"),
        ("export-invoices-tagged", "gone", "examples/gone.yaml: cannot be read"),
    ],
)
def test_a_fault_names_the_edited_prompt_and_no_passing_file(prompts: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(PromptError) as error:
        read_edited(prompts, "few-shot/v2", text(prompts).replace(old, new, 1))
    assert said in str(error.value)
    assert "prompt-" not in str(error.value)


def test_the_next_version_is_a_new_file_and_no_other_changes(prompts: Path) -> None:
    before = version_texts(prompts, "few-shot")
    (prompts / "few-shot" / "v10.md").write_text("later", encoding="utf-8")
    (prompts / "few-shot" / "notes.md").write_text("no version", encoding="utf-8")
    assert write_version(prompts, "few-shot", "new\n") == "few-shot/v11"
    after = version_texts(prompts, "few-shot")
    assert after["few-shot/v11"] == "new\n"
    assert before.items() <= after.items()
    assert not list((prompts / "few-shot").glob(".*"))
    assert next_version(prompts, "few-shot") == "few-shot/v12"


@pytest.mark.parametrize("family", ["gone", "..", "few-shot/examples"])
def test_there_is_no_version_of_what_is_no_family(prompts: Path, family: str) -> None:
    with pytest.raises(CatalogError, match="no prompt family"):
        write_version(prompts, family, "text")


def test_of_savers_at_the_same_time_none_writes_over_another(prompts: Path) -> None:
    together, made = threading.Barrier(8), []

    def save(number: int) -> None:
        together.wait(10)
        with suppress(CatalogError):
            made.append((write_version(prompts, "few-shot", f"of {number}\n"), f"of {number}\n"))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert made
    assert len(dict(made)) == len(made)
    assert dict(made).items() <= version_texts(prompts, "few-shot").items()


def saved(text: str, versions: list[str]) -> list[tuple[str, str]]:
    written: list[tuple[str, str]] = []

    def write(family: str, whole: str) -> str:
        written.append((family, whole))
        return f"{family}/v2"

    save_prompt(text, "few-shot", versions=versions, write=write)
    return written


def test_a_prompt_is_saved_with_one_end_of_line_and_no_text_twice() -> None:
    assert saved("a\r\nb", ["a"]) == [("few-shot", "a\nb\n")]
    with pytest.raises(CatalogError, match="holds this text already"):
        saved("a\n\n", ["b", "a\r\n"])
