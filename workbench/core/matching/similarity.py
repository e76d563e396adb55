"""How alike texts are, as matrices of claims x checks.

Weights of words are inverse document frequencies over the matrix's own texts; BM25 after Robertson and Zaragoza
(2009) with k1 = 1.2 and b = 0.75.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.text.words import stem

Numbers = NDArray[np.float64]
Vectors = Mapping[str, NDArray[np.float32]]
"""Sentence vectors of unit length by their texts."""

_K1: Final = 1.2
_B: Final = 0.75
_SOFT_FROM: Final = 0.35  # two words whose vectors have this cosine are unrelated,
_SOFT_TO: Final = 0.75  # from this on they are as good as equal; read off pairs of words, not fitted
_SIZE: Final = 384


class Terms:
    """Counts of terms in the texts of both sides, with their weights."""

    def __init__(self, claims: Sequence[Sequence[str]], checks: Sequence[Sequence[str]]) -> None:
        from scipy.sparse import csr_matrix

        vocabulary: dict[str, int] = {}
        counted = [Counter(vocabulary.setdefault(term, len(vocabulary)) for term in text) for text in claims]
        others = [Counter(vocabulary.setdefault(term, len(vocabulary)) for term in text) for text in checks]
        width = max(1, len(vocabulary))
        self.claims, self.checks = (_matrix(csr_matrix, rows, width) for rows in (counted, others))
        self.texts = len(claims) + len(checks)
        seen = sum(np.asarray((side > 0).sum(axis=0)).ravel() for side in (self.claims, self.checks))
        self.weights: Numbers = np.log((self.texts + 1) / (seen + 1)) + 1e-3

    def cosine(self) -> Numbers:
        """Return the cosine of sublinear TF-IDF vectors, 0 to 1."""
        claims, checks = (_unit(side, self.weights) for side in (self.claims, self.checks))
        return np.asarray((claims @ checks.T).toarray())

    def containment(self) -> Numbers:
        """Return the weighted share of a claim's terms that the check has, 0 to 1."""
        return np.asarray(self._shared() / _at_least_one(self._weight(self.claims))[:, None])

    def focus(self) -> Numbers:
        """Return the weighted share of a check's terms that the claim has, 0 to 1."""
        return np.asarray(self._shared() / _at_least_one(self._weight(self.checks))[None, :])

    def bm25(self) -> Numbers:
        """Return log(1 + BM25) of the claim as a query for the check."""
        lengths = np.asarray(self.checks.sum(axis=1)).ravel()
        seen = np.asarray((self.checks > 0).sum(axis=0)).ravel()
        weights = np.log(1 + (len(lengths) - seen + 0.5) / (seen + 0.5))
        scored = self.checks.tocoo()
        usual = max(lengths.sum(), 1.0) / max(len(lengths), 1)
        damped = _K1 * (1 - _B + _B * lengths[scored.row] / usual)
        scored.data = weights[scored.col] * scored.data * (_K1 + 1) / (scored.data + damped)
        return np.asarray(np.log1p(((self.claims > 0).astype(float) @ scored.tocsr().T).toarray()))

    def _shared(self) -> Numbers:
        claims = (self.claims > 0).multiply(self.weights).tocsr()
        return np.asarray((claims @ (self.checks > 0).astype(float).T).toarray())

    def _weight(self, side: Any) -> Numbers:  # noqa: ANN401 - scipy has no types
        return np.asarray((side > 0).multiply(self.weights).sum(axis=1)).ravel()


def _matrix(make: Any, rows: Sequence[Counter[int]], width: int) -> Any:  # noqa: ANN401
    values = [float(count) for row in rows for count in row.values()]
    columns = [column for row in rows for column in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return make((values, columns, starts), shape=(len(rows), width))


def _unit(side: Any, weights: Numbers) -> Any:  # noqa: ANN401
    from scipy.sparse import diags

    weighted = side.copy()
    weighted.data = 1 + np.log(weighted.data)
    weighted = weighted.multiply(weights).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return diags(1 / _at_least_one(lengths)) @ weighted


def _at_least_one(sizes: Numbers) -> Numbers:
    return np.where(sizes > 0, sizes, 1.0)


@lru_cache(maxsize=4_000)
def grams(text: str) -> tuple[str, ...]:
    """Return the runs of three to five characters of each word, blanks at its ends included."""
    padded = (f" {word} " for word in re.split(r"\s+", text.lower()) if word)
    return tuple(
        word[start : start + size] for word in padded for size in (3, 4, 5) for start in range(len(word) - size + 1)
    )


def cosines(claims: Sequence[str], checks: Sequence[Sequence[str]], vectors: Vectors) -> Numbers:
    """Return for each check the greatest cosine of the claim's vector with one of the check's texts; 0 without any."""
    wanted = stacked(claims, vectors)
    best = np.zeros((len(claims), len(checks)))
    for column, texts in enumerate(checks):
        if texts:
            best[:, column] = (wanted @ stacked(texts, vectors).T).max(axis=1)
    return best


def stacked(texts: Sequence[str], vectors: Vectors) -> NDArray[np.float32]:
    """Return the texts' vectors as rows; an empty text is all zeros."""
    zero = np.zeros(_SIZE, dtype=np.float32)
    rows = [vectors[text] if text else zero for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), _SIZE)


def soft_containment(
    claims: Sequence[Sequence[str]], checks: Sequence[Sequence[str]], vectors: Vectors, language: str
) -> Numbers:
    """Return the weighted share of a claim's words that have a word of like meaning in the check, 0 to 1.

    Words of one stem are alike; a word with a digit in it has to be there as it is. The weight of a word falls
    with the number of claims that have it: what all claims of an issue share tells none of them apart.

    Args:
        claims: the content words of each claim.
        checks: the content words of each check.
        vectors: of every word.
        language: of the words.
    """
    wanted, given = _distinct(claims), _distinct(checks)
    shares = np.zeros((len(claims), len(checks)))
    if not wanted or not given:
        return shares
    weights = rarity([[stem(word, language) for word in words] for words in claims])
    likeness = _likeness(list(wanted), list(given), vectors, language)
    best = np.zeros((len(wanted), len(checks)))
    for column, words in enumerate(checks):
        if words:
            best[:, column] = likeness[:, [given[word] for word in words]].max(axis=1)
    for row, words in enumerate(claims):
        if words:
            weight = np.array([weights[stem(word, language)] for word in words])
            shares[row] = weight @ best[[wanted[word] for word in words]] / weight.sum()
    return shares


def _likeness(wanted: Sequence[str], given: Sequence[str], vectors: Vectors, language: str) -> Numbers:
    ours, theirs = ([word if means_something(word) else "" for word in words] for words in (wanted, given))
    cosine = stacked(ours, vectors) @ stacked(theirs, vectors).T
    soft = np.clip((cosine - _SOFT_FROM) / (_SOFT_TO - _SOFT_FROM), 0, 1).astype(float)
    left, right = (np.array([stem(word, language) for word in words]) for words in (wanted, given))
    soft[left[:, None] == right[None, :]] = 1
    return np.asarray(soft)


def means_something(word: str) -> bool:
    """Return whether a word has a meaning to compare: one with a digit in it is only what it is."""
    return not any(map(str.isdigit, word))


def rarity(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each term of these texts, above 0."""
    seen = Counter(term for text in texts for term in set(text))
    return {term: math.log((len(texts) + 1) / (count + 0.5)) for term, count in seen.items()}


def share_of(terms: Sequence[str], given: Collection[str], weights: Mapping[str, float]) -> float:
    """Return the weighted share of terms that are given, 0 to 1; 0 for no terms."""
    distinct = set(terms)
    total = sum(weights.get(term, 1.0) for term in distinct)
    return sum(weights.get(term, 1.0) for term in distinct if term in given) / total if total else 0.0


def _distinct(groups: Iterable[Sequence[str]]) -> dict[str, int]:
    every = dict.fromkeys(word for words in groups for word in words)
    return {word: number for number, word in enumerate(every)}
