"""The file of the fitted model."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.matching import shipped
from workbench.adapters import fitted_file
from workbench.adapters.catalog import read_labelled
from workbench.adapters.embedder import MiniLm
from workbench.adapters.fitted_file import read_fitted, write_fitted
from workbench.core.errors import EvidenceError
from workbench.core.fitted import Fitted, Head, Training
from workbench.core.matching.evidence import VERSION

_WORD = re.compile(r"[^\W\d_]{7,}")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the file beside the shipped one."""
    made = tmp_path / "fitted" / "coverage_evidence.json"
    monkeypatch.setattr(fitted_file, "PATH", made)
    return made


def test_a_model_is_read_as_it_was_written(path: Path) -> None:
    assert read_fitted() is None
    assert write_fitted(shipped()) == path
    assert read_fitted() == shipped()


def test_the_same_model_makes_the_same_bytes_as_are_shipped(path: Path) -> None:
    there = ROOT / "workbench" / "adapters" / "fitted" / "coverage_evidence.json"
    assert write_fitted(shipped()).read_bytes() == there.read_bytes()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1}', "\\xff"])
def test_a_file_that_is_no_model_is_one_sentence(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(EvidenceError, match=r"^coverage_evidence\.json: no fitted model .*--fit --links FOLDER`$"):
        read_fitted()


def test_an_unknown_key_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({**shipped().model_dump(mode="json"), "colour": "red"}))
    with pytest.raises(EvidenceError, match="no fitted model"):
        read_fitted()


def test_a_model_of_another_version_of_the_features_is_refused(path: Path) -> None:
    write_fitted(shipped().model_copy(update={"version": VERSION + 1}))
    with pytest.raises(
        EvidenceError, match=f"is of version {VERSION + 1} of the features, this is {VERSION}; .*--fit --links FOLDER`$"
    ):
        read_fitted()


def test_a_folder_that_cannot_be_written_is_said(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(EvidenceError, match="cannot be written"):
        write_fitted(shipped())


def test_the_shipped_model_is_of_this_version_and_this_encoder() -> None:
    assert (shipped().version, shipped().vectors) == (VERSION, MiniLm.model)


def test_the_shipped_model_holds_no_word_of_what_it_was_fitted_on() -> None:
    """Words of field, feature and set names and of the sentence on whose labels these are may be in both."""
    fields = [*Fitted.model_fields, *Head.model_fields, *Training.model_fields]
    card = shipped().training
    own = {word for text in (*fields, *shipped().coverage.features, card.labels, *card.matrices)
           for word in _WORD.findall(text.lower())}  # fmt: skip
    statements = [each.statement for issue in read_labelled(ROOT / "datasets" / "studio") for each in issue.behaviours]
    theirs = {word for text in statements for word in _WORD.findall(text.lower())}
    written = set(_WORD.findall(shipped().model_dump_json().lower()))
    assert len(theirs) > 200
    assert written & theirs <= own
