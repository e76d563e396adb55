"""What a run will take, before anything is sent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.estimating import (
    GUESS,
    NOTHING,
    Asked,
    Grounds,
    call_seconds,
    call_usd,
    elapsed,
    input_tokens,
    output_tokens,
    slowest,
    together,
    together_if_known,
)
from workbench.core.forecast import ENOUGH
from workbench.core.ports import Store
from workbench.core.records import Candidate, Cell, Judge
from workbench.core.spending import Estimate, ModelEstimate, Past, Range
from workbench.generator.prompt.digest import config_digest
from workbench.scorers import Scorer
from workbench.service.expected_verdicts import expected_verdicts
from workbench.service.unasked import unasked

_Pasts = Mapping[tuple[str, str | None, int | None], Past]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stage:
    """What the calls of one stage take; `longest` is the time of one of them."""

    calls: int
    grounds: Grounds
    input_tokens: Range
    output_tokens: Range
    usd: Range | None
    seconds: Range | None
    longest: Range | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """What a candidate's calls take, stage by stage."""

    candidate: Candidate
    told: ModelEstimate
    stages: Sequence[_Stage]


def estimate(
    cells: Sequence[Cell], *, store: Store, judge: Judge | None = None, scorers: Sequence[Scorer] = ()
) -> Estimate:
    """Return the cells known and to do, and what those to do take in calls, tokens, money and time.

    Nothing is sent or written. Cells with the same key, and equal calls of different cells, are asked once: they count
    for the candidate that comes first. A later stage whose draft is not known yet counts as a call.

    Args:
        cells: the whole plan of a run.
        store: what is known, and what it took.
        judge: who is asked what the judged scores need; None where nothing is judged.
        scorers: of the suite; those that ask a judge count.

    Raises:
        PromptError: a template does what the sandbox forbids.
    """
    known = store.known([cell.key for cell in cells])
    todo = [cell for cell in cells if cell.key not in known]
    candidates = {cell.candidate.name: cell.candidate for cell in todo}
    asked, pasts = unasked(todo, store=store), _pasts(candidates.values(), store)
    cells_of = Counter(cell.candidate.name for cell in todo)
    parts = [_part(each, cells_of[name], asked.get(name, {}), pasts) for name, each in candidates.items()]
    verdicts = None if judge is None else expected_verdicts(cells, known, judge, scorers, store=store)
    asking = tuple(part.told for part in parts)
    told = asking if verdicts is None else (*asking, verdicts.told)
    pace = slowest(_at_once([part for part in parts if part.told.model == model]) for model in _models(asking))
    return Estimate(
        planned=len(cells),
        known=len(cells) - len(todo),
        parts=told,
        calls=sum(part.calls for part in told),
        input_tokens=together(part.input_tokens for part in told),
        output_tokens=together(part.output_tokens for part in told),
        usd=together_if_known(part.usd for part in told),
        seconds=pace if verdicts is None else together_if_known([pace, verdicts.seconds]),  # the judge comes after
        unpriced=tuple(_models([part for part in told if part.usd is None])),
    )


def _models(parts: Iterable[ModelEstimate]) -> list[str]:
    return list(dict.fromkeys(part.model for part in parts))


def _pasts(candidates: Iterable[Candidate], store: Store) -> _Pasts:
    models = sorted({candidate.config.model.name for candidate in candidates})
    found = store.history(models) if models else []
    return {(past.model, past.config_digest, past.stage): past for past in found}


def _part(candidate: Candidate, cells: int, asked: Mapping[int, Asked], pasts: _Pasts) -> _Part:
    model, config = candidate.config.model.name, config_digest(candidate.config)
    grounds = {
        stage: Grounds(own=pasts.get((model, config, stage)), model=pasts.get((model, None, None)))
        for stage in range(len(candidate.config.stages))
    }
    stages = [_stage(candidate, calls, grounds[n], grounds.get(n - 1, Grounds())) for n, calls in asked.items()]
    told = ModelEstimate(
        candidate=candidate.name,
        model=model,
        cells=cells,
        calls=sum(stage.calls for stage in stages),
        input_tokens=together(stage.input_tokens for stage in stages),
        output_tokens=together(stage.output_tokens for stage in stages),
        usd=together_if_known(stage.usd for stage in stages),
        seconds=together_if_known(stage.seconds for stage in stages),
        source=_source(candidate, stages),
    )
    return _Part(candidate=candidate, told=told, stages=stages)


def _stage(candidate: Candidate, asked: Asked, grounds: Grounds, before: Grounds) -> _Stage:
    """Return what the calls of a stage take; the rules count no tokens and take no time worth telling."""
    rules, price = candidate.reference, candidate.entry.price
    given = NOTHING if rules else input_tokens(asked, grounds, before)
    answered = NOTHING if rules else output_tokens(asked.calls, asked.most_output_tokens, grounds)
    return _Stage(
        calls=asked.calls,
        grounds=grounds,
        input_tokens=given,
        output_tokens=answered,
        usd=None if price is None else call_usd(asked, given, answered, price),
        seconds=NOTHING if rules else call_seconds(asked.calls, grounds),
        longest=NOTHING if rules else call_seconds(1, grounds),
    )


def _at_once(parts: Sequence[_Part]) -> Range | None:
    """Return the time of all calls of one model; None where its pace is not known."""
    total = together_if_known(part.told.seconds for part in parts)
    longest = [together_if_known(stage.longest for stage in part.stages) for part in parts]
    known = [each for each in longest if each is not None]
    if total is None or not known:
        return None
    jobs = sum(max((stage.calls for stage in part.stages), default=0) for part in parts)
    return elapsed(total, max(known, key=lambda each: each.high), jobs, parts[0].candidate.entry.parallel)


def _source(candidate: Candidate, stages: Sequence[_Stage]) -> str:
    """Return what the figures rest on: of several stages, the weakest."""
    if not stages:
        return "every answer is stored, or asked for another candidate"
    if candidate.reference:
        return "rules count no tokens"
    _, _, text = max(_weakness(stage.grounds) for stage in stages)
    return text


def _weakness(grounds: Grounds) -> tuple[int, int, str]:
    """Return how weak the grounds are, in words and numbers; more calls are less weak."""
    own, model = (past.output_tokens.n if past and past.output_tokens else 0 for past in (grounds.own, grounds.model))
    if own >= ENOUGH:
        return 0, -own, f"{own} answers of this prompt"
    if model >= ENOUGH:
        return 1, -model, f"{model} answers of this model"
    few = own or model
    if few:
        return 2, -few, f"only {few} answer{'s' if few > 1 else ''} of this {'prompt' if own else 'model'}"
    return 3, 0, GUESS
