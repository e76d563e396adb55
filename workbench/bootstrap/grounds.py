"""What a run of a suite would rest on now: code, fixtures, gate and prompt files, as digests."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from workbench.adapters.catalog import Catalog
from workbench.adapters.work_tree import work_tree
from workbench.core.gates import Gate
from workbench.core.proof import terms_digest
from workbench.core.records import Candidate, Fixture, Suite
from workbench.core.runs import RunGrounds
from workbench.core.splits import counted, split_digest
from workbench.generator.prompt.digest import config_digest, digest


def grounds_of(suite: Suite, *, catalog: Catalog, home: Path) -> RunGrounds:
    """Return the grounds of a run of a suite that would begin now.

    Args:
        suite: as the catalog gives it.
        catalog: where its prompts are.
        home: the workbench's own data, which do not make a work tree dirty.

    Raises:
        CatalogError: a prompt file cannot be used any more.
    """
    apart = home.relative_to(catalog.root) if home.is_relative_to(catalog.root) else Path(".workbench")
    tree = work_tree(catalog.root, apart=apart.as_posix())
    return RunGrounds(
        commit=tree.commit,
        dirty=tree.dirty,
        fixtures=fixtures_digest(suite.fixtures),
        gate=terms_digest(suite.gate) if isinstance(suite.gate, Gate) else None,
        prompts={each.name: _prompt_digest(each, catalog) for each in suite.candidates},
        splits=counted(each.split for each in suite.fixtures),
        split_digest=split_digest(catalog.placed(suite.dataset)),
        drafts=sum(each.gold.draft is True for each in suite.fixtures),
    )


def fixtures_digest(fixtures: Iterable[Fixture]) -> str:
    """Return the digest over fixtures with gold, attachments and groups, in any order."""
    plain = [_plain(each) for each in sorted(fixtures, key=lambda each: each.key)]
    return digest(json.dumps(plain, sort_keys=True))  # as ASCII, for an issue may hold half a surrogate pair


def _plain(fixture: Fixture) -> dict[str, Any]:
    return {
        "key": fixture.key,
        "document": fixture.document,
        "attachments": [[name, hashlib.sha256(content).hexdigest()] for name, content in fixture.attachments],
        "gold": fixture.gold.model_dump(mode="json"),
        "split": fixture.split,
        "group": fixture.group,
    }


def _prompt_digest(candidate: Candidate, catalog: Catalog) -> str:
    """Return the digest of a candidate's prompt file and examples; what is released has none, so its config's."""
    name = candidate.config.prompt
    if candidate.released or name not in catalog.prompt_names():
        return config_digest(candidate.config)
    return digest(catalog.prompt(name).model_dump(mode="json"))
