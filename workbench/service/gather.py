"""Collect what scorers need from outside before they measure: sentence vectors, languages, the fitted model."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from workbench.core.fitted import Fitted
from workbench.core.lint.style import Style
from workbench.core.matching.similarity import Vectors
from workbench.core.ports import DetectLanguages, Encoder, VectorStore
from workbench.core.records import Cell, Evidence, Result
from workbench.generator.prompt.digest import digest
from workbench.scorers.base import AsksForLanguages, AsksForVectors, Scorer

_AT_ONCE: Final = 50  # generations; some 20,000 vectors, 30 MB


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What evidence is made with.

    Attributes:
        encoder: makes sentence vectors.
        store: keeps them.
        detect: tells languages.
        detector: names it.
        fitted: the model of `coverage_evidence`, or None where its file is missing.
        style: the team's house style of Gherkin.
    """

    encoder: Encoder
    store: VectorStore
    detect: DetectLanguages
    detector: str
    fitted: Fitted | None
    style: Style = field(default_factory=Style)

    def identity(self) -> str:
        """Return a digest of all that a score made with these tools may depend on."""
        return digest(
            {
                "vectors": None if self.encoder.missing() else self.encoder.model,
                "languages": self.detector,
                "fitted": self.fitted.model_dump(mode="json") if self.fitted else None,
                "style": self.style.model_dump(mode="json"),
            }
        )

    def lacks(self) -> str | None:
        """Return why there can be no sentence vectors that the fitted model understands, or None."""
        missing = self.encoder.missing()
        if missing or self.fitted is None or self.fitted.vectors == self.encoder.model:
            return missing
        return f"the fitted model is of the encoder {self.fitted.vectors!r}, this is {self.encoder.model!r}"


def gather(
    wanted: Sequence[tuple[Cell, Result]], scorers: Sequence[Scorer], tools: Tools
) -> Iterator[tuple[Cell, Result, Evidence]]:
    """Yield each generation with the evidence that these scorers need to measure it.

    Raises:
        EvidenceError, ModelUnavailableError: the encoder is there and does not work.
    """
    lacks = tools.lacks()
    by_vectors = [] if lacks else [each for each in scorers if isinstance(each, AsksForVectors)]
    by_language = next((each for each in scorers if isinstance(each, AsksForLanguages)), None)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        texts = [text for cell, result in part for each in by_vectors for text in each.texts(result, cell.fixture)]
        vectors = vectors_of(texts, encoder=tools.encoder, store=tools.store)
        for cell, result in part:
            yield cell, result, _evidence(cell, result, by_language, tools, vectors, lacks)


def _evidence(
    cell: Cell, result: Result, by_language: AsksForLanguages | None, tools: Tools, vectors: Vectors, lacks: str | None
) -> Evidence:
    spoken = by_language.spoken(result) if by_language else ()
    config = cell.candidate.config
    return Evidence(
        issue=cell.issue,
        contract=config.output,
        price=cell.candidate.entry.price,
        trace_tags=config.trace_tags,
        style=tools.style,
        vectors=vectors,
        fitted=tools.fitted,
        lacks=lacks,
        languages=tuple(tools.detect(spoken)) if spoken else (),
    )


def vectors_of(texts: Sequence[str], *, encoder: Encoder, store: VectorStore) -> Vectors:
    """Return a vector of unit length for each text, from the store where it is known; new ones are kept there.

    The store sees a text's digest, never the text. Vectors are kept as 16-bit floats, and rounded before first use
    too, so that a score does not depend on who asked first.
    """
    keys = {hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(): text for text in texts}
    if not keys:
        return {}
    known = dict(store.vectors(list(keys), encoder.model))
    new = [key for key in keys if key not in known]
    if new:
        rows = encoder.encode([keys[key] for key in new]).astype(np.float16)
        made = {key: row.tobytes() for key, row in zip(new, rows, strict=True)}
        store.add_vectors(made, encoder.model)
        known |= made
    return {keys[key]: _read(packed) for key, packed in known.items()}


def _read(packed: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(packed, dtype=np.float16).astype(np.float32)
