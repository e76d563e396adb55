"""Which commit a project folder is at, and whether it holds anything that is in no commit."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_WAIT_S: Final = 20.0
_NONE_YET: Final = "(initial)"


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkTree:
    """A state of a git work tree; both None where there is none, or git is missing or does not answer.

    Attributes:
        commit: its whole hash; None before the first one, too.
        dirty: a tracked file was changed, or there is a file that git neither tracks nor ignores.
    """

    commit: str | None
    dirty: bool | None


def work_tree(folder: Path, *, apart: str) -> WorkTree:
    """Return the state of the whole work tree that a folder is in.

    Args:
        folder: of the project.
        apart: a folder in it that does not count, relative to it: the workbench's own data.
    """
    command = (
        "git", "-C", str(folder), "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal",
        "--", ":/", f":(exclude){apart}",
    )  # fmt: skip
    # Inside a git hook these variables name a repository and an index that need not be the folder's own.
    own = {
        name: value for name, value in os.environ.items() if name not in {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}
    }
    try:
        ended = subprocess.run(  # noqa: S603 - our own arguments
            command, capture_output=True, check=True, timeout=_WAIT_S, env={**own, "GIT_OPTIONAL_LOCKS": "0"}
        )
    except (OSError, subprocess.SubprocessError):
        return WorkTree(commit=None, dirty=None)
    lines = ended.stdout.decode("utf-8", "replace").split("\0")
    commit = next((line.split()[-1] for line in lines if line.startswith("# branch.oid ")), _NONE_YET)
    dirty = any(line and not line.startswith("# ") for line in lines)
    return WorkTree(commit=None if commit == _NONE_YET else commit, dirty=dirty)
