"""How well sentences support a step, and whether steps assert a statement: by words, or by sentence vectors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.text.generic import is_generic
from workbench.core.text.polarity import says_no
from workbench.core.text.steps import text_of
from workbench.core.text.words import stems
from workbench.generator.output.gherkin import Step

Vectors = Mapping[str, NDArray[np.float32]]

_SHARE: Final = 0.9  # of a statement's words; read off suites that assert and suites that deny, for few false alarms
_SEEN: Final = 0.6  # of them in outcomes
_STEMS: Final = 3
# `(withdrawn)` and `as if it were decided` say why something is ruled out, not what.
_ASIDE: Final = re.compile(r"\([^()]*\)|\bas if\b.*|\bas expected\b.*", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]+\.){1,4}(?:org|com|net|io|example|test|invalid)(?![\w-])", re.IGNORECASE
)


def by_vectors(texts: Sequence[str], sentences: Sequence[str], vectors: Vectors, language: str) -> list[float] | None:
    """Return for each text the highest cosine with a sentence, 0 to 1; None where vectors are missing."""
    known = [vectors[sentence] for sentence in sentences if sentence in vectors]
    if not known or any(text not in vectors for text in texts):
        return None
    cosines = np.stack([vectors[text] for text in texts]) @ np.stack(known).T
    found = np.clip(cosines.max(axis=1), 0, 1).tolist()
    return [1.0 if is_generic(text, language) else value for text, value in zip(texts, found, strict=True)]


def by_words(texts: Sequence[str], sentences: Sequence[str], language: str) -> list[float]:
    """Return for each text the highest share of its content words in two neighbouring sentences, 0 to 1.

    A text without content words is supported.
    """
    single = [frozenset(stems(sentence, language)) for sentence in sentences]
    windows = [one | other for one, other in pairwise(single)] or single
    return [_best(text, windows, language) for text in texts]


def _best(text: str, windows: Sequence[frozenset[str]], language: str) -> float:
    wanted = frozenset(stems(text, language))
    if not wanted or is_generic(text, language):
        return 1.0
    return max((len(wanted & window) for window in windows), default=0) / len(wanted)


def asserts(steps: Sequence[Step], statement: str, language: str) -> bool:
    """Return whether a test's actions and outcomes say a statement in nearly the same words, and say it with yes or no.

    Meant for few false alarms: a statement in other words is not found, nor one of fewer than three content words. An
    internet host that the statement names is found wherever no outcome denies something.
    """
    doing = [text_of(step) for step in steps if step.role != "context"]
    outcomes = [text_of(step) for step in steps if step.role == "outcome"]
    if any(host.lower() in text.lower() for host in _HOST.findall(statement) for text in doing):
        return not any(says_no(text, language) for text in outcomes)
    core = _ASIDE.sub(" ", statement)
    wanted = frozenset(stems(core, language))
    if len(wanted) < _STEMS or not _holds(doing, wanted, _SHARE, language):
        return False
    about = [text for text in outcomes if wanted & frozenset(stems(text, language))]
    denied = any(says_no(text, language) for text in about)
    return _holds(outcomes, wanted, _SEEN, language) and denied == says_no(core, language)


def _holds(texts: Iterable[str], wanted: frozenset[str], share: float, language: str) -> bool:
    found = frozenset(stems(" ".join(texts), language))
    return len(wanted & found) >= share * len(wanted)
