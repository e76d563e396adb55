"""The tables' columns, what makes a row the same row, and rows as records and back. No SQL."""

import json
from datetime import UTC
from typing import Any, Final

from workbench.core.labels import Label
from workbench.core.runs import Row, RunGrounds, RunRecord
from workbench.core.spending import Estimate, LimitStep, Past, Sample, Session, Terms
from workbench.generator.records import Completion, Usage

Values = tuple[Any, ...]

USAGE: Final = ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens")
COMPLETION: Final = ("text", "finish", *USAGE, "latency_s", "served_by")

_TEXT, _COUNT, _NUMBER, _FLAG, _TIME, _BYTES = "varchar", "bigint", "double", "boolean", "timestamp", "blob"
_MONEY = "decimal(18, 9)"
COLUMNS: Final[dict[str, dict[str, str]]] = {
    "runs": {
        "id": _TEXT, "suite": _TEXT, "dataset": _TEXT, "plan_digest": _TEXT, "primary_score": _TEXT,
        "scorers": _TEXT, "started_at": _TIME, "note": _TEXT, "tags": _TEXT, "fresh": _COUNT,
        "grounds": _TEXT, "actor": _TEXT,
    },
    "cells": {
        "run_id": _TEXT, "candidate": _TEXT, "prompt": _TEXT, "model": _TEXT, "reference": _FLAG, "fixture": _TEXT,
        "stratum": _TEXT, "repeat": _COUNT, "cell_key": _TEXT, "basis": _TEXT, "config_digest": _TEXT,
        "position": _COUNT,
    },
    "completions": {
        "call_key": _TEXT, "run_id": _TEXT, "model": _TEXT, "text": _TEXT, "finish": _TEXT,
        **dict.fromkeys(USAGE, _COUNT), "latency_s": _NUMBER, "served_by": _TEXT, "arrived_at": _TIME,
        "asked_bytes": _COUNT, "purpose": _TEXT,
    },
    "generations": {
        "cell_key": _TEXT, "run_id": _TEXT, "outcome": _TEXT, "reason": _TEXT, "suite": _TEXT, "calls": _TEXT,
        "left_out": _TEXT, "arrived_at": _TIME,
    },
    "failures": {
        "run_id": _TEXT, "cell_key": _TEXT, "kind": _TEXT, "provider_kind": _TEXT, "detail": _TEXT,
        "arrived_at": _TIME,
    },
    "sessions": {
        "run_id": _TEXT, "id": _TEXT, "began_at": _TIME, "budget_usd": _MONEY, "max_minutes": _NUMBER,
        "estimate": _TEXT, "dirty": _FLAG,
    },
    "endings": {"run_id": _TEXT, "id": _TEXT, "seconds": _NUMBER},
    "reservations": {"run_id": _TEXT, "id": _TEXT, "model": _TEXT, "usd": _MONEY, "reserved_at": _TIME,
                     "purpose": _TEXT},
    "settlements": {"run_id": _TEXT, "id": _TEXT, "usd": _MONEY, "certain": _FLAG, "settled_at": _TIME},
    "limit_steps": {
        "run_id": _TEXT, "position": _COUNT, "changed_at": _TIME, "name": _TEXT, "calls": _COUNT, "cause": _TEXT,
    },
    "scores": {
        "cell_key": _TEXT, "basis": _TEXT, "scorer": _TEXT, "version": _COUNT, "value": _NUMBER, "detail": _TEXT,
    },
    "labels": {
        "id": _TEXT, "revision": _COUNT, "dataset": _TEXT, "issue": _TEXT, "suite": _TEXT, "kind": _TEXT,
        "behaviour": _TEXT, "test": _TEXT, "rule": _TEXT, "line": _COUNT, "value": _TEXT, "note": _TEXT,
        "rater": _TEXT, "rater_kind": _TEXT, "given_at": _TIME,
    },
    "vectors": {"key": _TEXT, "model": _TEXT, "vector": _BYTES},
}  # fmt: skip
IDENTITY: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("id",),
    "cells": ("run_id", "candidate", "fixture", "repeat"),
    "completions": ("call_key",),
    "generations": ("cell_key",),
    "failures": ("run_id", "cell_key", "arrived_at"),
    "sessions": ("run_id", "id"),
    "endings": ("run_id", "id"),
    "reservations": ("run_id", "id"),
    "settlements": ("run_id", "id"),
    "limit_steps": ("run_id", "changed_at", "name", "calls", "cause"),
    "scores": ("cell_key", "basis", "scorer", "version"),
    "labels": ("id", "revision"),
    "vectors": ("key", "model"),
}


def run_of(row: Values) -> RunRecord:
    """Return a run from the columns of `runs` but its actor, whether a session was dirty, three counts, the actor."""
    return RunRecord(
        id=row[0],
        suite=row[1],
        dataset=row[2],
        plan_digest=row[3],
        primary=row[4],
        scorers=json.loads(row[5]),
        started_at=row[6].replace(tzinfo=UTC),
        note=row[7],
        tags=tuple(json.loads(row[8])),
        fresh=row[9] or 0,
        grounds=_grounds_of(row[10], strayed=row[11]),
        planned=row[12],
        done=row[13],
        failed=row[14],
        actor=row[15],
    )


def _grounds_of(text: str | None, *, strayed: bool | None) -> RunGrounds | None:
    if text is None:
        return None
    given = json.loads(text)
    return RunGrounds(**(given | {"dirty": True} if strayed else given))


def row_of(cell: Values, scores: dict[str, float | None]) -> Row:
    """Return a planned cell with its outcome and scores."""
    return Row(
        candidate=cell[0],
        prompt=cell[1],
        model=cell[2],
        reference=cell[3],
        fixture=cell[4],
        stratum=cell[5],
        repeat=cell[6],
        cell_key=cell[7],
        outcome=cell[8],
        reason=cell[9],
        failure=cell[10],
        failure_kind=cell[11],
        scores=scores,
    )


def completion_of(row: Values) -> Completion:
    """Return a completion from the columns `COMPLETION`."""
    usage = Usage(**dict(zip(USAGE, row[2:7], strict=True)))
    return Completion(text=row[0], finish=row[1], usage=usage, latency_s=row[7], served_by=row[8])


def session_of(row: Values) -> Session:
    """Return a session from the columns of `sessions` without its run, and its seconds."""
    return Session(
        id=row[0],
        began_at=row[1].replace(tzinfo=UTC),
        terms=Terms(budget_usd=row[2], max_minutes=row[3]),
        estimate=Estimate.model_validate_json(row[4]),
        seconds=row[5],
    )


def limit_step_of(row: Values) -> LimitStep:
    """Return a change of a limit from its time, name, calls and cause."""
    return LimitStep(at=row[0].replace(tzinfo=UTC), name=row[1], limit=row[2], cause=row[3])


def past_of(row: Values) -> Past:
    """Return what calls took from model, config, stage, three samples of three columns each, and bytes a token."""
    tokens_per_byte, output_tokens, seconds = (_sample(*row[start : start + 3]) for start in (3, 6, 9))
    return Past(
        model=row[0],
        config_digest=row[1],
        stage=row[2],
        tokens_per_byte=tokens_per_byte,
        output_tokens=output_tokens,
        seconds=seconds,
        bytes_per_output_token=row[12],
    )


def _sample(n: int, mean: float | None, sd: float | None) -> Sample | None:
    return None if mean is None else Sample(n=n, mean=mean, sd=sd)


def label_row(label: Label) -> Values:
    """Return a label as a row of `labels`."""
    *names, _ = COLUMNS["labels"]
    return (*(getattr(label, name) for name in names), label.at.replace(tzinfo=None))


def label_of(row: Values) -> Label:
    """Return a label from a row of `labels`."""
    *names, _ = COLUMNS["labels"]
    return Label(**dict(zip(names, row[:-1], strict=True)), at=row[-1].replace(tzinfo=UTC))
