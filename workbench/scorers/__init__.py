"""The scorers by the names that suites use. A new scorer is one file and one line here."""

from collections.abc import Iterable
from typing import Final

from workbench.scorers.atomicity import Atomicity
from workbench.scorers.base import Scorer
from workbench.scorers.boundary import Boundary
from workbench.scorers.cases import Cases
from workbench.scorers.cost_usd import CostUsd
from workbench.scorers.coverage import Coverage
from workbench.scorers.coverage_evidence import CoverageEvidence
from workbench.scorers.duplicates import Duplicates
from workbench.scorers.entities import Entities
from workbench.scorers.faithfulness import Faithfulness
from workbench.scorers.faithfulness_evidence import FaithfulnessEvidence
from workbench.scorers.format import Format
from workbench.scorers.gherkin_quality import GherkinQuality
from workbench.scorers.gherkin_valid import GherkinValid
from workbench.scorers.language import Language
from workbench.scorers.latency_s import LatencyS
from workbench.scorers.library_metric import LibraryMetric
from workbench.scorers.mutation import Mutation
from workbench.scorers.negatives import Negatives
from workbench.scorers.oracle import Oracle
from workbench.scorers.tokens import Tokens
from workbench.scorers.trace_precision import TracePrecision
from workbench.scorers.traceability import Traceability

SCORERS: Final[dict[str, Scorer]] = {
    "atomicity": Atomicity(),
    "boundary": Boundary(),
    "cases": Cases(),
    "cost_usd": CostUsd(),
    "coverage": Coverage(),
    "coverage_evidence": CoverageEvidence(),
    "duplicates": Duplicates(),
    "entities": Entities(),
    "faithfulness": Faithfulness(),
    "faithfulness_evidence": FaithfulnessEvidence(),
    "format": Format(),
    "gherkin_quality": GherkinQuality(),
    "gherkin_valid": GherkinValid(),
    "language": Language(),
    "latency_s": LatencyS(),
    "mutation": Mutation(),
    "negatives": Negatives(),
    "oracle": Oracle(),
    "tokens": Tokens(),
    "trace_precision": TracePrecision(),
    "traceability": Traceability(),
}

LIBRARY: Final = "deepeval:"
"""Begins the name of a score that a metric of that library gives, as a suite defines it."""


def scorer_of(name: str) -> Scorer | None:
    """Return the scorer of a name, or None where there is none."""
    return LibraryMetric(name) if name.startswith(LIBRARY) else SCORERS.get(name)


def scorers_of(names: Iterable[str]) -> dict[str, Scorer]:
    """Return the scorers of names by name; a name that nobody measures any more is left out."""
    return {name: found for name in names if (found := scorer_of(name)) is not None}


__all__ = ["LIBRARY", "SCORERS", "Scorer", "scorer_of", "scorers_of"]
