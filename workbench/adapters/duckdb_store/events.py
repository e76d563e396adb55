"""A journal's events as rows of tables. No SQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import ROUND_UP, Decimal
from typing import Any, Final

from workbench.adapters.duckdb_store.tables import COLUMNS, USAGE, Values

_PLACES: Final = Decimal("0.000000001")


def event_rows(event: dict[str, Any], run_id: str, position: int) -> list[tuple[str, Values]]:
    """Return the table rows that a journal's event stands for.

    Args:
        event: a line of the journal.
        run_id: the run whose journal it is.
        position: the byte where the line begins, which gives a row an identity that has no other.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: it is no event of ours.
    """
    kind, at = event["type"], _time(event["at"])
    if kind == "run":
        return _run_rows(event["run"], event["cells"], event.get("candidates"))
    if kind == "limit":
        return [("limit_steps", (run_id, position, at, event["name"], event["calls"], event["cause"]))]
    table, row = _ROWS[kind](event, run_id, at)
    return [(table, row)]


def _run_rows(run: dict[str, Any], cells: list[Any], candidates: list[Any] | None) -> list[tuple[str, Values]]:
    row = (
        run["id"], run["suite"], run["dataset"], run["plan_digest"], run["primary"], json.dumps(run["scorers"]),
        _time(run["started_at"]), run["note"], json.dumps(run["tags"]), run.get("fresh", 0),
        _grounds(run.get("grounds")), run.get("actor"),
    )  # fmt: skip
    named = cells if candidates is None else (_named(candidates, cell) for cell in cells)
    planned = ({**cell, "run_id": run["id"], "position": position} for position, cell in enumerate(named))
    return [("runs", row), *(("cells", tuple(cell[name] for name in COLUMNS["cells"])) for cell in planned)]


def _grounds(given: dict[str, Any] | None) -> str | None:
    return None if given is None else json.dumps(given)


def _named(candidates: list[Any], cell: list[Any]) -> dict[str, Any]:
    place, fixture, stratum, repeat, key, basis = cell
    own = {"fixture": fixture, "stratum": stratum, "repeat": repeat, "cell_key": key, "basis": basis}
    return {**candidates[place], **own}


def _session(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:  # noqa: ARG001
    began_at, budget_usd = _time(event["began_at"]), _money(event["budget_usd"])
    terms = (budget_usd, event["max_minutes"], event["estimate"])
    return "sessions", (run_id, event["id"], began_at, *terms, event.get("dirty"))


def _end(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:  # noqa: ARG001
    return "endings", (run_id, event["id"], event["seconds"])


def _reserved(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:
    return "reservations", (run_id, event["id"], event["model"], _money(event["usd"]), at, event.get("purpose"))


def _settled(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:
    return "settlements", (run_id, event["id"], _money(event["usd"]), event["certain"], at)


def _completion(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:
    given = event.get("completion", event)  # the first version nested it, and its usage
    counts = given.get("usage", given)
    usage = tuple(counts[name] for name in USAGE)
    rest = (given["latency_s"], given["served_by"], at, event.get("asked_bytes"), event.get("purpose"))
    return "completions", (event["key"], run_id, event["model"], given["text"], given["finish"], *usage, *rest)


def _generation(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:
    lists = (json.dumps(event["calls"]), json.dumps(event["left_out"]))
    made = (event["cell_key"], run_id, event["outcome"], event["reason"], event["suite"], *lists, at)
    return "generations", made


def _failure(event: dict[str, Any], run_id: str, at: datetime) -> tuple[str, Values]:
    return "failures", (run_id, event["cell_key"], event["kind"], event["provider_kind"], event["detail"], at)


_ROWS: Final[dict[str, Callable[[dict[str, Any], str, datetime], tuple[str, Values]]]] = {
    "session": _session,
    "end": _end,
    "reserved": _reserved,
    "settled": _settled,
    "completion": _completion,
    "generation": _generation,
    "failure": _failure,
}


def _money(text: str | None) -> Decimal | None:
    """Return US dollars to nine places, upwards: a sum of what was kept is never less than what was spent."""
    return None if text is None else Decimal(text).quantize(_PLACES, rounding=ROUND_UP)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
