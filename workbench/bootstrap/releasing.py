"""What `workbench promote`, `rollback` and `verify` need."""

import os
import subprocess
from pathlib import Path
from typing import Final

from workbench.adapters.release_files import Verified
from workbench.adapters.release_files import verify as verify_files
from workbench.bootstrap import Workbench, clock
from workbench.bootstrap.deciding import gate_run, rows_of, suite_of
from workbench.bootstrap.grounds import grounds_of
from workbench.bootstrap.shelf import RELEASES, Folders, folders
from workbench.core.deciding import ARITHMETIC
from workbench.core.errors import RunError
from workbench.core.releases import rollback_line
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.ledger import LEDGER
from workbench.generator.prompt.ledger_line import LedgerLine
from workbench.service.gate import gate_of
from workbench.service.plan import plan
from workbench.service.promote import Decided, Promoted, Wish, promote
from workbench.service.verify import verify

_PATIENCE_S: Final = 30.0


def promote_run(workbench: Workbench, run_id: str, wish: Wish) -> Promoted:
    """Decide on a run once more and bring a candidate of it onto a channel, or say why not.

    Args:
        workbench: where the run is.
        run_id: its id, or the beginning of it.
        wish: what is asked for.

    Raises:
        CatalogError, StoreError: the run's suite or the run is not there any more, or the suite has no gate.
        RunError: there is no such candidate, or nothing to compare it with.
        ReleaseError: the ledger cannot be used, or a name or the reason is no single line of the allowed length.
    """
    run = workbench.store.run(run_id)
    suite = suite_of(workbench, run)
    verdict = gate_run(workbench, suite, run, candidate=wish.candidate).verdict
    configs = workbench.store.configs(run.id)
    if suite.baseline is None or not {wish.candidate, suite.baseline} <= set(configs):
        raise RunError(
            f"run {run.id} does not hold {wish.candidate!r} and a baseline; give suite {suite.name!r} both, and run it"
        )
    decided = Decided(
        run=run,
        suite=suite,
        gate=gate_of(suite),
        rows=rows_of(workbench, run, suite),
        cells=plan(suite, tools=workbench.tools(suite).identity(), fresh=run.fresh),
        verdict=verdict,
        baseline=suite.baseline,
        configs=configs,
        runs=tuple(workbench.store.runs_of(configs[wish.candidate])),
        today=grounds_of(suite, catalog=workbench.catalog, home=workbench.home),
    )
    return promote(wish, decided, shelf=folders(workbench.root), at=clock())


def roll_back(shelf: Folders, *, release: str, channel: str, actor: str, reason: str) -> LedgerLine:
    """Take a channel back to a release that was promoted there before, and return the new line.

    Args:
        shelf: where the ledger is.
        release: its digest, or the first digits.
        channel: which.
        actor: who.
        reason: why, one line.

    Raises:
        ReleaseError: it was never promoted there, is what the channel uses already, or the ledger cannot be used.
    """
    line = rollback_line(
        shelf.lines(), channel=channel, release=release, actor=actor, reason=reason, at=clock()
    )  # fmt: skip
    shelf.add(line, None)
    return line


def verify_releases(root: Path, *, against: str | None = None) -> Verified:
    """Check every release of a project with its evidence, and decide every promotion once more.

    Args:
        root: of the project.
        against: an older ledger, of which this one has to be a continuation: a file, or a commit of git.

    Raises:
        ReleaseError: there is neither such a file nor such a commit.
    """
    shelf = folders(root)
    older = _older(root, against) if against is not None else b""
    return verify_files(shelf.releases, shelf.evidence, decide=verify, arithmetic=ARITHMETIC, older=older)


def _older(root: Path, against: str) -> bytes:
    """Return the ledger in a file, or at a commit of git; empty where the commit has none."""
    if Path(against).is_file():
        return Path(against).read_bytes()
    found = None if against.startswith("-") else _git(root, "rev-parse", "--verify", "--quiet", f"{against}^{{commit}}")
    if found is None:
        raise ReleaseError(
            f"--against {against!r} is no file and no commit of git here; fetch the branch, or name a file"
        )
    commit, path = found.decode().strip(), f"{RELEASES}/{LEDGER}"
    listed = _git(root, "ls-tree", "--name-only", commit, "--", path)
    content = _git(root, "show", f"{commit}:./{path}") if listed else b""
    if listed is None or content is None:
        raise ReleaseError(f"git cannot read {path} at {against!r}; check the repository with: git fsck")
    return content


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, None where it is missing or refuses."""
    command = ["git", "-C", str(root), *arguments]
    # Inside a git hook these name a repository that need not be the folder's own.
    own = {name: value for name, value in os.environ.items() if name not in {"GIT_DIR", "GIT_WORK_TREE"}}
    try:
        ended = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE_S, env=own)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout if ended.returncode == 0 else None
