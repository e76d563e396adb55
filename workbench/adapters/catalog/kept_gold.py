"""What becomes of a fixture's gold when its issue is imported again."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.adapters.catalog.datasets import stands
from workbench.adapters.catalog.forms import read_form
from workbench.adapters.catalog.gold_files import as_yaml, gold_path, line_of, read_revisions
from workbench.core.records import Gold
from workbench.core.revisions import Revision

_WHY: Final = "the issue was imported again, and evidence does not stand in it any more"


def kept_gold(folder: Path, key: str, text: str, *, actor: str, at: datetime) -> dict[str, bytes]:
    """Return the files of the gold that stays, by path in the dataset.

    Gold whose evidence still stands is kept as it is. Else evidence that does not stand is left out, and the gold is a
    draft again until a person confirms it; that is a revision of it.

    Args:
        folder: the dataset's.
        key: of the fixture, which has gold.
        text: of the new issue.
        actor: who signed it off.
        at: when.

    Raises:
        CatalogError: the gold or its revisions cannot be used.
        OSError: it cannot be read.
    """
    before = gold_path(folder, key).read_bytes()
    gold = read_form(gold_path(folder, key), Gold)
    if all(stands(each.evidence, text) for each in gold.behaviours):
        return {f"expected/{key}.yaml": before}
    behaviours = tuple(
        each if stands(each.evidence, text) else each.model_copy(update={"evidence": None}) for each in gold.behaviours
    )
    content = as_yaml(gold.model_copy(update={"behaviours": behaviours, "draft": True}))
    earlier = read_revisions(folder, key)
    revision = Revision(
        revision=len(earlier) + 2,
        at=at,
        actor=actor,
        why=_WHY,
        before=hashlib.sha256(before).hexdigest(),
        after=hashlib.sha256(content).hexdigest(),
    )
    return {
        f"expected/{key}.yaml": content,
        f"expected/revisions/{key}.r{revision.revision - 1}.yaml": before,
        f"expected/revisions/{key}.jsonl": b"".join(line_of(each) for each in (*earlier, revision)),
    }
