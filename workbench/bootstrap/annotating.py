"""What `workbench dataset annotate` needs: drafts of gold by the rules or by a model, written where none is."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.adapters.catalog.gold_files import gold_digest, write_first, write_gold
from workbench.adapters.catalog.undrafted import Undrafted
from workbench.adapters.language import detect
from workbench.adapters.spool import Spool
from workbench.bootstrap import Workbench, clock, refuse_unpriced
from workbench.core.errors import CatalogError, RunError
from workbench.core.golds.asking import Drafted, Drafter
from workbench.core.golds.rules import NAME, draft_by_rules
from workbench.core.records import Gold
from workbench.core.runs import RunRecord
from workbench.core.spending import Estimate, Session, Terms
from workbench.generator.models import missing
from workbench.generator.prompt.digest import digest
from workbench.generator.records import Request
from workbench.service.draft_gold import Wanted, draft_gold, drafts_of, unasked
from workbench.service.expected_drafts import expected_drafts

RULES: Final = NAME
_WHY: Final = "a new draft"


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A draft that was written.

    Attributes:
        revision: of the fixture's gold; 1 where it had none before.
        evidence_dropped: behaviours whose evidence does not stand in the issue; they count as implied.
    """

    key: str
    behaviours: int
    open_questions: int
    revision: int
    evidence_dropped: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotated:
    """What became of the fixtures.

    Attributes:
        by: who drafted: `rules`, or the model's name.
        written: the drafts.
        skipped: fixtures that were left as they are, and why.
        without: fixtures that no draft came for, and why.
    """

    by: str
    written: tuple[Written, ...]
    skipped: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str], ...]


def annotate(
    workbench: Workbench,
    dataset: str,
    keys: Sequence[str],
    *,
    by: str,
    again: bool,
    terms: Terms,
    actor: str | None = None,
    begin: Callable[[RunRecord, Estimate], None],
    tell: Callable[[int, int], None],
) -> Annotated:
    """Write a first draft of the gold of fixtures that have none.

    Gold that is no draft is never touched. A model's answers are stored by what was asked: the same issue is not asked
    about twice.

    Args:
        workbench: the project.
        dataset: its name.
        keys: of the fixtures; none are all.
        by: `rules`, or a model of `evals/models.yaml`.
        again: draft anew what has a draft; the one before is kept as a revision.
        terms: what asking may spend.
        actor: who asks for it; kept with the run.
        begin: told the run and what it will take before a model is asked; may raise to leave it at that.
        tell: told how many questions of how many are through.

    Raises:
        CatalogError: the dataset, a fixture or the model is unknown, or a file cannot be used.
        RunError: the model cannot be asked here, or has no price.
    """
    found = {each.key: each for each in workbench.catalog.undrafted(dataset)}
    strange = next((key for key in keys if key not in found), None)
    if strange is not None:
        raise CatalogError(f"dataset {dataset!r} has no fixture {strange!r}; its card lists them under 'fixtures'")
    chosen = [found[key] for key in keys or found]
    skipped = {each.key: why for each in chosen if (why := _left(workbench, dataset, each, again=again))}
    todo = [each for each in chosen if each.key not in skipped]
    drafts, without = _drafts(workbench, dataset, todo, by, terms, actor, begin, tell)
    written = []
    for each in todo:
        draft = drafts.get(each.key)
        if draft is not None and each.gold is not None and draft.gold == each.gold:
            skipped[each.key] = "the draft says the same as before"
        elif draft is not None:
            written.append(_write(workbench, dataset, each, draft, by))
    return Annotated(by=by, written=tuple(written), skipped=tuple(skipped.items()), without=tuple(without.items()))


def _left(workbench: Workbench, dataset: str, given: Undrafted, *, again: bool) -> str | None:
    """Return why a fixture is left as it is, or None."""
    if not given.annotated:
        return None
    if given.gold is None or given.gold.draft is not True:
        return "it has gold that is no draft"
    if not again:
        return "it has a draft; --again makes another one"
    said = {label.behaviour for label in workbench.store.labels(dataset=dataset) if label.issue == given.key}
    rated = dataset in workbench.catalog.rated_names() and any(
        issue.key == given.key for issue in workbench.catalog.rated(dataset)
    )
    return "labels or rated suites are about its behaviours" if said - {None} or rated else None


def _drafts(
    workbench: Workbench,
    dataset: str,
    todo: Sequence[Undrafted],
    by: str,
    terms: Terms,
    actor: str | None,
    begin: Callable[[RunRecord, Estimate], None],
    tell: Callable[[int, int], None],
) -> tuple[dict[str, Drafted], dict[str, str]]:
    """Return the drafts by key, and why others have none."""
    ruled = {each.key: _by_rules(each) for each in todo}
    if by == RULES:
        return {key: Drafted(gold=gold, evidence_dropped=0, values_dropped=0) for key, gold in ruled.items()}, {}
    drafter = workbench.catalog.drafter(by)
    if drafter.entry.spec.adapter == "rules":
        raise CatalogError(f"{by!r} is no model that drafts; say --by {RULES} for the rules")
    wanted = [Wanted(issue=each.issue, text=each.text, base=ruled[each.key]) for each in todo]
    why = _ask(workbench, dataset, wanted, drafter, terms, actor, begin, tell)
    drafts = drafts_of(wanted, drafter, workbench.store)
    return drafts, {each.key: why for each in todo if each.key not in drafts}


def _by_rules(given: Undrafted) -> Gold:
    gold = given.gold
    language = gold.language if gold else detect([given.text])[0] or "en"
    return draft_by_rules(
        given.issue,
        language=language,
        stratum=gold.stratum if gold else None,
        domain=gold.domain if gold else None,
    )


def _ask(
    workbench: Workbench,
    dataset: str,
    wanted: Sequence[Wanted],
    drafter: Drafter,
    terms: Terms,
    actor: str | None,
    begin: Callable[[RunRecord, Estimate], None],
    tell: Callable[[int, int], None],
) -> str:
    """Ask for what has no answer yet, as a run of its own that plans no cell; return why drafts are missing."""
    lack = missing(drafter.entry.spec)
    if lack:
        raise RunError(f"{drafter.entry.spec.name} cannot be asked: {lack}")
    workbench.store.verify()
    workbench.store.ingest()
    todo = unasked(wanted, drafter, workbench.store)
    expected = expected_drafts([ask for _, ask in todo], drafter, store=workbench.store)
    refuse_unpriced(expected)
    run = _run(dataset, todo, drafter, actor)
    begin(run, expected)
    if not todo:
        return "no answer could be read"
    session = Session(id=secrets.token_hex(6), began_at=run.started_at, terms=terms, estimate=expected)
    with Spool(workbench.home / "spool", run.id, clock) as journal:
        asking = workbench.asking(run, session, journal)
        asking.begin(())
        ends = draft_gold([each for each, _ in todo], drafter, asking, tell=tell)
        asking.end()
        journal.pack()
    return ", ".join(sorted(ends)) or "no answer could be read"


def _run(dataset: str, todo: Sequence[tuple[Wanted, Request]], drafter: Drafter, actor: str | None) -> RunRecord:
    now, name = clock(), drafter.entry.spec.name
    return RunRecord(
        id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        suite=f"gold of {dataset} by {name}",
        dataset=dataset,
        plan_digest=digest([dataset, name, len(todo), now.isoformat()]),
        primary="drafts",
        scorers={},
        started_at=now,
        planned=0,
        tags=("annotation",),
        actor=actor,
    )


def _write(workbench: Workbench, dataset: str, given: Undrafted, draft: Drafted, by: str) -> Written:
    folder, lock = workbench.root / "datasets" / dataset, workbench.home / "gold.lock"
    revision = 1
    if given.gold is None:
        write_first(folder, draft.gold, lock=lock)
    else:
        revision = write_gold(
            folder, draft.gold, seen=gold_digest(folder, given.key), actor=by, why=_WHY, at=clock(), lock=lock
        ).revision
    return Written(
        key=given.key,
        behaviours=len(draft.gold.behaviours),
        open_questions=len(draft.gold.open_questions),
        revision=revision,
        evidence_dropped=draft.evidence_dropped,
    )
