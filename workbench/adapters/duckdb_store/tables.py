"""The tables' columns, what makes a row the same row, and rows as records and back. No SQL."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pyarrow as pa

from workbench.core.labels import Label
from workbench.core.records import Row, RunRecord
from workbench.generator.records import Completion, Usage

Values = tuple[Any, ...]

USAGE: Final = ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens")
COMPLETION: Final = ("text", "finish", *USAGE, "latency_s", "served_by")

_TEXT, _COUNT, _NUMBER, _FLAG, _TIME = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.timestamp("us")
_BYTES = pa.binary()
COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "runs": {
        "id": _TEXT, "suite": _TEXT, "dataset": _TEXT, "plan_digest": _TEXT, "primary_score": _TEXT,
        "scorers": _TEXT, "started_at": _TIME, "note": _TEXT, "tags": _TEXT,
    },
    "cells": {
        "run_id": _TEXT, "candidate": _TEXT, "prompt": _TEXT, "model": _TEXT, "reference": _FLAG, "fixture": _TEXT,
        "stratum": _TEXT, "repeat": _COUNT, "cell_key": _TEXT, "basis": _TEXT, "config_digest": _TEXT,
        "position": _COUNT,
    },
    "completions": {
        "call_key": _TEXT, "run_id": _TEXT, "model": _TEXT, "text": _TEXT, "finish": _TEXT,
        **dict.fromkeys(USAGE, _COUNT), "latency_s": _NUMBER, "served_by": _TEXT, "arrived_at": _TIME,
    },
    "generations": {
        "cell_key": _TEXT, "run_id": _TEXT, "outcome": _TEXT, "reason": _TEXT, "suite": _TEXT, "calls": _TEXT,
        "left_out": _TEXT, "arrived_at": _TIME,
    },
    "failures": {
        "run_id": _TEXT, "cell_key": _TEXT, "kind": _TEXT, "provider_kind": _TEXT, "detail": _TEXT,
        "arrived_at": _TIME,
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
    "scores": ("cell_key", "basis", "scorer", "version"),
    "labels": ("id", "revision"),
    "vectors": ("key", "model"),
}


def event_rows(event: dict[str, Any]) -> list[tuple[str, Values]]:
    """Return the table rows that a journal's event stands for.

    Raises:
        KeyError, TypeError, ValueError: it is no event of ours.
    """
    kind, run_id, at = event["type"], event["run_id"], _time(event["at"])
    if kind == "run":
        return _run_rows(event["run"], event["cells"])
    if kind == "completion":
        given = event["completion"]
        usage = tuple(given["usage"][name] for name in USAGE)
        rest = (given["latency_s"], given["served_by"], at)
        return [("completions", (event["key"], run_id, event["model"], given["text"], given["finish"], *usage, *rest))]
    if kind == "generation":
        lists = (json.dumps(event["calls"]), json.dumps(event["left_out"]))
        made = (event["cell_key"], run_id, event["outcome"], event["reason"], event["suite"], *lists, at)
        return [("generations", made)]
    if kind == "failure":
        return [("failures", (run_id, event["cell_key"], event["kind"], event["provider_kind"], event["detail"], at))]
    raise ValueError(kind)


def _run_rows(run: dict[str, Any], cells: list[dict[str, Any]]) -> list[tuple[str, Values]]:
    row = (
        run["id"], run["suite"], run["dataset"], run["plan_digest"], run["primary"], json.dumps(run["scorers"]),
        _time(run["started_at"]), run["note"], json.dumps(run["tags"]),
    )  # fmt: skip
    planned = [{**cell, "run_id": run["id"], "position": position} for position, cell in enumerate(cells)]
    return [("runs", row), *(("cells", tuple(cell[name] for name in COLUMNS["cells"])) for cell in planned)]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def run_of(row: Values) -> RunRecord:
    """Return a run from the columns of `runs` and its three counts."""
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
        planned=row[9],
        done=row[10],
        failed=row[11],
    )


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
        scores=scores,
    )


def completion_of(row: Values) -> Completion:
    """Return a completion from the columns `COMPLETION`."""
    usage = Usage(**dict(zip(USAGE, row[2:7], strict=True)))
    return Completion(text=row[0], finish=row[1], usage=usage, latency_s=row[7], served_by=row[8])


def label_row(label: Label) -> Values:
    """Return a label as a row of `labels`."""
    *names, _ = COLUMNS["labels"]
    return (*(getattr(label, name) for name in names), label.at.replace(tzinfo=None))


def label_of(row: Values) -> Label:
    """Return a label from a row of `labels`."""
    *names, _ = COLUMNS["labels"]
    return Label(**dict(zip(names, row[:-1], strict=True)), at=row[-1].replace(tzinfo=UTC))
