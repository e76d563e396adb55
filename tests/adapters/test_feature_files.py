from pathlib import Path

import pytest

from workbench.adapters.feature_files import read_features, read_style
from workbench.core.errors import CatalogError
from workbench.core.lint import Style


def written(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def test_a_folder_is_searched_to_its_end_hidden_ones_left_out(tmp_path: Path) -> None:
    written(tmp_path, "b.feature", "a/deep/c.feature", "a/notes.txt", ".git/d.feature")
    found = read_features([tmp_path])
    assert {Path(path).relative_to(tmp_path).as_posix() for path in found.texts} == {"b.feature", "a/deep/c.feature"}
    assert found.unreadable == ()


def test_a_file_is_read_whatever_its_ending_and_once(tmp_path: Path) -> None:
    written(tmp_path, "x.txt", "y.feature")
    found = read_features([tmp_path / "x.txt", tmp_path, tmp_path / "y.feature"])
    assert list(found.texts.values()) == ["x.txt", "y.feature"]


def test_line_ends_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_bytes(b"\xef\xbb\xbfa\r\nb\r")
    assert list(read_features([tmp_path]).texts.values()) == ["\ufeffa\r\nb\r"]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    written(tmp_path, "good.feature", "empty/notes.txt")
    (tmp_path / "latin.feature").write_bytes(b"Caf\xe9")
    paths = [tmp_path / name for name in ("missing.feature", "latin.feature", "empty", "good.feature")]
    found = read_features(paths)
    assert list(found.texts.values()) == ["good.feature"]
    assert found.unreadable == (
        f"{paths[0]}: cannot be read (No such file or directory)",
        f"{paths[1]}: not UTF-8 text (byte 3)",
        f"{paths[2]}: no *.feature file in this folder or below",
    )


def test_one_unreadable_file_of_a_folder_leaves_the_others(tmp_path: Path) -> None:
    written(tmp_path, "b.feature")
    (tmp_path / "a.feature").write_bytes(b"\xff")
    found = read_features([tmp_path])
    assert (list(found.texts.values()), len(found.unreadable)) == (["b.feature"], 1)


def test_a_style_is_read_and_an_empty_file_is_ours(tmp_path: Path) -> None:
    (tmp_path / "style.yaml").write_text("ignore: [S08]\nmax_steps: 12\n", encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    assert read_style(tmp_path / "style.yaml") == Style(ignore=("S08",), max_steps=12)
    assert read_style(tmp_path / "empty.yaml") == Style()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignore: [V01]", "only house style can be ignored"),
        ("steps: 3", "unknown key 'steps'"),
        ("max_steps: 0", "'max_steps'"),
        ("a: [", "not YAML|YAML|expected"),
    ],
)
def test_a_wrong_style_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "style.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=said) as caught:
        read_style(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
