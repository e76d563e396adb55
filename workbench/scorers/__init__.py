"""The scorers by the names that suites use. A new scorer is one file and one line here."""

from typing import Final

from workbench.scorers.atomicity import Atomicity
from workbench.scorers.base import Scorer
from workbench.scorers.boundary import Boundary
from workbench.scorers.cases import Cases
from workbench.scorers.cost_usd import CostUsd
from workbench.scorers.coverage_evidence import CoverageEvidence
from workbench.scorers.duplicates import Duplicates
from workbench.scorers.entities import Entities
from workbench.scorers.faithfulness_evidence import FaithfulnessEvidence
from workbench.scorers.format import Format
from workbench.scorers.gherkin_quality import GherkinQuality
from workbench.scorers.gherkin_valid import GherkinValid
from workbench.scorers.language import Language
from workbench.scorers.latency_s import LatencyS
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
    "coverage_evidence": CoverageEvidence(),
    "duplicates": Duplicates(),
    "entities": Entities(),
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

__all__ = ["SCORERS", "Scorer"]
