"""What a test's tags say: which criteria of the issue it checks, and its labels."""

import re
from collections.abc import Collection, Iterable

_CRITERION = re.compile(r"@?AC[-_ ]?0{0,6}([1-9][0-9]{0,3})", re.IGNORECASE)


def criteria_and_labels(names: Iterable[str], known: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of known criteria, however spelled (`@ac_01` is `AC-1`), and the other names without `@`."""
    found: dict[str, None] = {}
    labels: dict[str, None] = {}
    for name in names:
        match = _CRITERION.fullmatch(name)
        id_ = f"AC-{match.group(1)}" if match else ""
        if id_ in known:
            found[id_] = None
        else:
            labels[name.removeprefix("@")] = None
    return tuple(found), tuple(labels)


def names_a_criterion(name: str) -> bool:
    """Whether a tag is spelled like a criterion's id, known or not."""
    return _CRITERION.fullmatch(name) is not None
