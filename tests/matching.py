"""What coverage evidence is tested with: the real encoder and the shipped model, and their absence."""

from collections.abc import Mapping, Sequence
from functools import cache

from tests.builders import evidence, fixture, gold, result
from workbench.adapters.embedder import MiniLm
from workbench.adapters.fitted_file import read_fitted
from workbench.adapters.language import detect
from workbench.core.evidence import Evidence
from workbench.core.fitted import Fitted
from workbench.core.matching.similarity import Vectors
from workbench.core.ports import VectorStore
from workbench.core.records import Behaviour, Fixture, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.base import AsksForVectors, Scorer
from workbench.service.gather import Tools, vectors_of

MISSING = "the sentence encoder is not installed"


class RemembersVectors:
    """A store of vectors that forgets them with the process."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        """Return the vectors that are known."""
        return {key: self._known[key, model] for key in keys if (key, model) in self._known}

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        """Keep vectors."""
        self._known |= {(key, model): packed for key, packed in rows.items()}


_KNOWN = RemembersVectors()
_SHIPPED = read_fitted()


class NotInstalled:
    """An encoder without its weights."""

    model = "none"

    def missing(self) -> str | None:
        return MISSING

    def encode(self, texts: Sequence[str]) -> None:  # type: ignore[override]
        raise AssertionError("asked without weights")


@cache
def encoder() -> MiniLm:
    return MiniLm()


def shipped() -> Fitted:
    """The model as it is shipped, read before any test points elsewhere."""
    assert _SHIPPED is not None
    return _SHIPPED


def encode(texts: Sequence[str]) -> Vectors:
    """Sentence vectors of the real encoder, remembered between tests."""
    return vectors_of(texts, encoder=encoder(), store=_KNOWN)


def no_encoder(store: VectorStore) -> Tools:
    """Tools as on a machine without the encoder's weights."""
    return Tools(encoder=NotInstalled(), store=store, detect=detect, detector="x", fitted=shipped())  # type: ignore[arg-type]


def tools(store: VectorStore | None = None) -> Tools:
    """The tools of a whole installation."""
    return Tools(encoder=encoder(), store=store or _KNOWN, detect=detect, detector="x", fitted=shipped())


def measured(scorer: Scorer, tests: TestSuite, *behaviours: Behaviour, language: str = "en", **more: object) -> Measure:
    """What a scorer that needs vectors says of tests, with all the evidence it asks for."""
    given = fixture(gold=gold(behaviours=list(behaviours), language=language, **more))
    return scorer.measure(result(tests), given, full_evidence(scorer, tests, given))


def full_evidence(scorer: Scorer, tests: TestSuite, given: Fixture) -> Evidence:
    """Evidence with the vectors that a scorer asks for and the shipped model."""
    texts = scorer.texts(result(tests), given) if isinstance(scorer, AsksForVectors) else ()
    return evidence(given, vectors=encode(texts), fitted=shipped())
