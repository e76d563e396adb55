"""The scorers by the names that suites use. A new scorer is one file and one line here."""

from typing import Final

from workbench.scorers.base import Scorer
from workbench.scorers.cases import Cases
from workbench.scorers.cost_usd import CostUsd
from workbench.scorers.coverage_evidence import CoverageEvidence
from workbench.scorers.gherkin_valid import GherkinValid
from workbench.scorers.latency_s import LatencyS
from workbench.scorers.tokens import Tokens
from workbench.scorers.traceability import Traceability

SCORERS: Final[dict[str, Scorer]] = {
    "cases": Cases(),
    "cost_usd": CostUsd(),
    "coverage_evidence": CoverageEvidence(),
    "gherkin_valid": GherkinValid(),
    "latency_s": LatencyS(),
    "tokens": Tokens(),
    "traceability": Traceability(),
}

__all__ = ["SCORERS", "Scorer"]
