"""The bridge to deepeval, in both directions: our scores as its metrics, its metrics as our scores.

Nothing here imports deepeval before it is used, which takes three seconds; `library` is the one file that does.
"""

from workbench.adapters.deepeval_bridge.cases import test_case
from workbench.adapters.deepeval_bridge.generations import Scored
from workbench.adapters.deepeval_bridge.identity import identity
from workbench.adapters.deepeval_bridge.measuring import check, measure
from workbench.adapters.deepeval_bridge.quiet import quiet
from workbench.adapters.deepeval_bridge.scores import as_metric, scored
from workbench.core.metric_lines import MetricLine

__all__ = ["MetricLine", "Scored", "as_metric", "check", "identity", "measure", "quiet", "scored", "test_case"]
