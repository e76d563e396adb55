"""Collect what scorers need from outside before they measure: sentence vectors, languages, the fitted model."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard

import numpy as np

from workbench.core.evidence import Evidence
from workbench.core.fitted import Fitted
from workbench.core.judging.asking import prompt_digest
from workbench.core.judging.combining import Combination
from workbench.core.judging.identity import judge_digest, rubric_digest
from workbench.core.judging.question import Answers, Question
from workbench.core.keys import call_key
from workbench.core.lint.style import Style
from workbench.core.matching.similarity import Vectors
from workbench.core.metric_lines import MetricLine
from workbench.core.ports import DetectLanguages, Encoder, Metrics, VectorStore
from workbench.core.records import Cell, Judge, Measure, Result
from workbench.generator.prompt.digest import digest
from workbench.generator.records import Completion
from workbench.scorers.base import AsksForLanguages, AsksForVectors, AsksJudge, Scorer
from workbench.scorers.library_metric import LibraryMetric
from workbench.service.measure import known_measures

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
        judge: who judges, or None where nothing is judged.
        answers: gives the stored answers by call keys; None where nothing is judged.
        combination: puts a judge's verdict and the offline evidence together; None where no valid card has one.
        metrics: measures by metrics of other libraries.
        lines: those metrics.
    """

    encoder: Encoder
    store: VectorStore
    detect: DetectLanguages
    detector: str
    fitted: Fitted | None
    style: Style = field(default_factory=Style)
    judge: Judge | None = None
    answers: Callable[[Sequence[str]], Mapping[str, Completion]] | None = None
    combination: Combination | None = None
    metrics: Metrics | None = None
    lines: tuple[MetricLine, ...] = ()

    def identity(self) -> str:
        """Return a digest of all that a score made with these tools may depend on."""
        return digest(
            {
                "vectors": None if self.encoder.missing() else self.encoder.model,
                "languages": self.detector,
                "fitted": self.fitted.model_dump(mode="json") if self.fitted else None,
                "style": self.style.model_dump(mode="json"),
            }
            | self._judging()
        )

    def _judging(self) -> dict[str, object]:
        """Return what judged scores depend on besides; nothing where nothing is judged."""
        if self.judge is None:
            return {}
        found: dict[str, object] = {
            "judge": judge_digest(self.judge),
            "judge prompt": prompt_digest(),
            "rubrics": {score: rubric_digest(self.judge, score) for score in sorted(self.judge.rubrics)},
            "combination": self.combination.model_dump(mode="json") if self.combination else None,
        }
        if self.metrics and self.lines:
            found["metrics"] = self.metrics.identity(self.lines)
        return found

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
    by_vectors = [] if lacks else [each for each in scorers if _wants_vectors(each, tools)]
    by_language = next((each for each in scorers if isinstance(each, AsksForLanguages)), None)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        texts = [text for cell, result in part for each in by_vectors for text in each.texts(result, cell.fixture)]
        vectors = vectors_of(texts, encoder=tools.encoder, store=tools.store)
        answers = _answers(part, scorers, tools)
        for cell, result in part:
            evidence = _evidence(cell, result, by_language, tools, vectors, lacks, answers)
            yield cell, result, replace(evidence, measured=_measured(cell, result, scorers, tools))


def _measured(cell: Cell, result: Result, scorers: Sequence[Scorer], tools: Tools) -> dict[str, Measure]:
    """Return what metrics of other libraries say, of those that are asked for."""
    wanted = {each.name for each in scorers if isinstance(each, LibraryMetric)}
    lines = [line for line in tools.lines if line.score in wanted]
    if not lines or tools.judge is None or tools.answers is None or tools.metrics is None:
        return {}
    return known_measures(lines, cell, result, tools.judge, tools.answers, tools.metrics)


def _wants_vectors(scorer: Scorer, tools: Tools) -> TypeGuard[AsksForVectors]:
    """Return whether a scorer will look at sentence vectors: one that asks a judge does with a combination only."""
    judged_alone = isinstance(scorer, AsksJudge) and tools.combination is None
    return isinstance(scorer, AsksForVectors) and not judged_alone


def _answers(part: Sequence[tuple[Cell, Result]], scorers: Sequence[Scorer], tools: Tools) -> Answers | None:
    """Return the stored answers to all that judged scores ask about these generations."""
    asks = [each for each in scorers if isinstance(each, AsksJudge)]
    if tools.judge is None or tools.answers is None:
        return None
    questions: list[Question] = [
        question
        for cell, result in part
        for each in asks
        for question in each.questions(result, cell.fixture, cell.issue, tools.judge)
    ]
    keys = [call_key(tools.judge.entry.spec, ask) for question in questions for ask in question.asks]
    return Answers(judge=tools.judge, found=tools.answers(list(dict.fromkeys(keys))))


def _evidence(
    cell: Cell,
    result: Result,
    by_language: AsksForLanguages | None,
    tools: Tools,
    vectors: Vectors,
    lacks: str | None,
    answers: Answers | None,
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
        answers=answers,
        combination=tools.combination,
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
