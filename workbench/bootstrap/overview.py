"""What the overview needs: the releases with what they rest on, and which suites have a gate."""

from dataclasses import dataclass

import yaml

from workbench.adapters.release_files import read_evidence
from workbench.bootstrap import Workbench
from workbench.bootstrap.shelf import Folders, folders
from workbench.core.proof import Proof
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import current

_NO_SUITES = frozenset({"models", "style"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """What a channel uses now.

    Attributes:
        line: that brought it, by promotion or roll-back.
        promotion: the last one of this release on the channel.
        config: prompt and model, for people.
        proof: what the promotion rests on; None where it cannot be read.
        problem: why, one sentence.
    """

    line: LedgerLine
    promotion: Promotion
    config: str
    proof: Proof | None
    problem: str | None


def released(workbench: Workbench) -> list[Released]:
    """Return what each channel uses now, by the channel's name.

    Raises:
        ReleaseError: the ledger or a release is not as it was written.
    """
    shelf = folders(workbench.root)
    lines = shelf.lines()
    return [_released(shelf, lines, line) for _, line in sorted(current(lines).items())]


def gated(workbench: Workbench) -> dict[str, bool | None]:
    """Return the suites by name, and whether a file states a gate; None where it cannot be read as YAML."""
    files = sorted((workbench.root / "evals").glob("*.yaml"))
    found: dict[str, bool | None] = {}
    for path in files:
        if path.stem in _NO_SUITES:
            continue
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError):
            found[path.stem] = None
        else:
            found[path.stem] = isinstance(content, dict) and bool(content.get("gate"))
    return found


def stamp(workbench: Workbench) -> str:
    """Return a text that changes when a suite, the models or the ledger does."""
    ledger = folders(workbench.root).releases / "ledger.jsonl"
    files = [*sorted((workbench.root / "evals").glob("*.yaml")), ledger]
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in files if path.is_file())


def _released(shelf: Folders, lines: tuple[LedgerLine, ...], line: LedgerLine) -> Released:
    promotion = next(
        each
        for each in reversed(lines)
        if isinstance(each, Promotion) and (each.channel, each.release) == (line.channel, line.release)
    )
    config = shelf.release(line).config
    try:
        proof, problem = read_evidence(shelf.evidence, promotion.evidence_digest)[1], None
    except ReleaseError as error:
        proof, problem = None, str(error)
    return Released(
        line=line,
        promotion=promotion,
        config=f"{config.prompt} @ {config.model.name}",
        proof=proof,
        problem=problem,
    )
