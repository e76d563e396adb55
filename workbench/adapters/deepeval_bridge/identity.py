"""Identity of what metrics of deepeval give. Nothing here imports deepeval."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from workbench.core.metric_lines import MetricLine
from workbench.generator.prompt.digest import digest

VERSION: Final = 1
"""Of our side of the bridge: raised whenever a number could come out different."""


def identity(lines: Sequence[MetricLine]) -> str:
    """Return a digest of all that these scores depend on beside the texts and the model.

    Raises:
        PackageNotFoundError: deepeval is not installed.
    """
    return digest(
        {
            "deepeval": version("deepeval"),
            "bridge": VERSION,
            "lines": sorted((line.model_dump(mode="json") for line in lines), key=lambda line: str(line["name"])),
        }
    )
