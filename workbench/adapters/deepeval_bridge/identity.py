"""Identity of what metrics of deepeval give. Nothing here imports deepeval."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from workbench.core.errors import EvidenceError
from workbench.core.metric_lines import MetricLine
from workbench.generator.prompt.digest import digest

VERSION: Final = 2
"""Of our side of the bridge: raised whenever a number could come out different."""


def identity(lines: Sequence[MetricLine]) -> str:
    """Return a digest of all that these scores depend on beside the texts and the model.

    Raises:
        EvidenceError: deepeval is not installed.
    """
    try:
        installed = version("deepeval")
    except PackageNotFoundError:
        raise EvidenceError("deepeval is not installed; install the extra 'bench'") from None
    return digest(
        {
            "deepeval": installed,
            "bridge": VERSION,
            "lines": sorted((line.model_dump(mode="json") for line in lines), key=lambda line: str(line["name"])),
        }
    )
