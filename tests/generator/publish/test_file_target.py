"""Tests into a file: whole or not at all, and never over somebody else's."""

from pathlib import Path

import pytest

from workbench.generator.errors import PublishError
from workbench.generator.publish.file_target import write_file


def test_the_same_again_is_no_change_and_something_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "x.feature"
    assert write_file("Feature: ä\r\n", file)
    assert file.read_bytes() == "Feature: ä\r\n".encode()
    assert not write_file("Feature: ä\r\n", file)
    with pytest.raises(PublishError, match="something else stands there"):
        write_file("Feature: b", file)
    assert write_file("Feature: b", file, overwrite=True)
    assert (file.read_text(), [each.name for each in tmp_path.iterdir()]) == ("Feature: b", ["x.feature"])


@pytest.mark.parametrize("name", [".", "missing/x.feature"])
def test_a_folder_and_a_missing_one_are_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError, match=r"something else stands there|cannot be written \("):
        write_file("x", tmp_path / name)
