"""Whether an answer comes from the model that was asked, by the name it bears."""

import re
from typing import Final

from workbench.generator.records import ModelSpec

_LATEST: Final = "-latest"
# A number of one or two digits is no version but another model: `claude-sonnet-4-5` is not `claude-sonnet-4`.
_VERSION: Final = re.compile(
    r"""(?: [-@] [0-9]{4}-[0-9]{2}-[0-9]{2}     # -2025-08-07
          | [-@] [0-9]{2}-[0-9]{2} (?:-?[0-9]{4})?  # -05-06, -05-2025
          | [-@] [0-9]{3,}                       # -001, -0613, -20250929, @20250929
        )? (?: -v[0-9]+:[0-9]+ )?                # -v1:0""",
    re.VERBOSE,
)


def is_served(spec: ModelSpec, name: str | None) -> bool:
    """Tell whether a name is that of the model that was asked; where none was given, it is taken for it.

    Equal are, without regard to case: the same name; one of the two with a path in front (`models/x`); the asked name
    with a date or a version behind (`x-2025-08-07`, `x-001`); `x-latest` and a dated `x`. So are all of these for each
    name in `spec.served_as`. `gpt-5-mini` is not `gpt-5`.
    """
    return not name or any(_is(asked.casefold(), name.casefold()) for asked in (spec.model, *spec.served_as))


def _is(asked: str, served: str) -> bool:
    if _same(asked, served):
        return True
    stem = asked.removesuffix(_LATEST)
    return any(_same(stem, served[:end]) for end in _ends(served))


def _ends(served: str) -> list[int]:
    """Where the name ends when a date or a version is taken off it."""
    return [n for n in range(1, len(served)) if served[n] in "-@" and _VERSION.fullmatch(served, n)]


def _same(one: str, other: str) -> bool:
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")
