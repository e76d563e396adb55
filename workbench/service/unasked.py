"""The calls that a replay of cells will make, as far as that can be known before."""

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from workbench.core.estimating import Asked, asked_together
from workbench.core.keys import call_key
from workbench.core.ports import Store
from workbench.core.records import Cell
from workbench.generator.generate import ask
from workbench.generator.records import Completion, Message, Request

_DRAFT: Final = "\x00draft\x00"  # stands where the answer of the stage before will stand


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """A cell before one of its stages: `draft` is the answer before; `after` the call before where it has none yet."""

    cell: Cell
    draft: str | None = None
    after: Hashable = None


def unasked(cells: Sequence[Cell], *, store: Store) -> dict[str, dict[int, Asked]]:
    """Return what will be asked of each candidate's model, by stage; who has nothing to ask is left out.

    It is what `replay` will do: equal calls are one, and count for the cell that comes first; what is stored is not
    asked, nor what follows an answer that cannot be gone on with. A stage whose draft is not known yet is one call.

    Args:
        cells: those to do.
        store: looked into for answers.

    Raises:
        PromptError: a template does what the sandbox forbids.
    """
    found: dict[str, dict[int, list[Asked]]] = {}
    seen: set[Hashable] = set()
    steps = [_Step(cell=cell) for cell in {cell.key: cell for cell in reversed(cells)}.values()][::-1]
    stage = 0
    while steps:
        calls = [_first(step) for step in steps] if stage == 0 else [_later(*each) for each in _requests(steps, stage)]
        stored = _stored([key for _, key, _ in calls], store)
        for step, key, asked in calls:
            if key not in stored and key not in seen:
                seen.add(key)
                found.setdefault(step.cell.candidate.name, {}).setdefault(stage, []).append(asked)
        stage += 1
        steps = [
            _Step(cell=step.cell, draft=stored[key].text) if key in stored else _Step(cell=step.cell, after=key)
            for step, key, _ in calls
            if stage < len(step.cell.candidate.config.stages) and (key not in stored or stored[key].finish == "stop")
        ]
    return {name: {n: asked_together(calls) for n, calls in each.items()} for name, each in found.items()}


def _stored(keys: Sequence[Hashable], store: Store) -> dict[Hashable, Completion]:
    found: dict[Hashable, Completion] = {}
    found.update(store.completions([key for key in keys if isinstance(key, str)]))
    return found


def _requests(steps: Sequence[_Step], stage: int) -> Iterator[tuple[_Step, Request]]:
    """Yield each step's request; repeats of an issue are rendered once."""
    for _, group in groupby(steps, key=lambda step: (step.cell.candidate.name, step.cell.fixture.key, step.draft)):
        equal = list(group)
        cell, draft = equal[0].cell, equal[0].draft if equal[0].after is None else _DRAFT
        request = ask(cell.issue, cell.candidate.config, stage=stage, draft=draft)
        yield from ((step, replace(request, repeat=step.cell.repeat)) for step in equal)


def _first(step: _Step) -> tuple[_Step, Hashable, Asked]:
    """Return a cell before its first call, which the plan knows."""
    first = step.cell.first
    return (
        step,
        first.key,
        Asked(
            calls=1,
            message_bytes=first.message_bytes,
            shared_bytes=first.shared_bytes,
            largest_bytes=first.message_bytes,
            schema_bytes=first.schema_bytes,
            drafts=0,
            most_output_tokens=step.cell.candidate.config.params.max_output_tokens,
        ),
    )


def _later(step: _Step, request: Request) -> tuple[_Step, Hashable, Asked]:
    """Return a cell before a later call, the call's identity, and what it puts to the model.

    The identity is the call's key where it can be looked up: `replay` does not look for what follows a new answer.
    """
    drafts = sum(message.content.count(_DRAFT) for message in request.messages) if step.after is not None else 0
    schema = None if request.schema is None else json.dumps(request.schema)
    key: Hashable = (step.after, request.messages, request.params, request.grammar, schema)
    if not drafts:
        known = call_key(step.cell.candidate.config.model, request, step.cell.fresh)
        key = known if step.after is None else (known,)
    size = _bytes(request.messages) - drafts * len(_DRAFT)
    return (
        step,
        key,
        Asked(
            calls=1,
            message_bytes=size,
            shared_bytes=_bytes(request.messages[: request.shared]),
            largest_bytes=size,
            schema_bytes=len(schema or ""),
            drafts=drafts,
            most_output_tokens=request.params.max_output_tokens,
        ),
    )


def _bytes(messages: Sequence[Message]) -> int:
    return sum(len(message.content.encode("utf-8", "replace")) for message in messages)
