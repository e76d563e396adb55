"""Commands over real issues: how well personal data is found."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.output import Json, note, print_json, print_table, say

if TYPE_CHECKING:
    from workbench.bootstrap.anonymising import Bench, Covered


def bench(
    spans: Annotated[Path, typer.Option(help="JSONL: `text` and `spans` with `type`, `start`, `end`.")],
    people: Annotated[bool, typer.Option(help="Tell the detectors whom an issue's fields would name.")] = True,
    json: Json = False,
) -> None:
    """Measure how much planted personal data is found, and how many other words are touched."""
    from workbench.bootstrap.anonymising import bench as measure
    from workbench.bootstrap.anonymising import missing_model

    if (fault := missing_model()) is not None:
        note(fault)
    result = measure(spans, people=people)
    if json:
        print_json(_figures(result))
    else:
        _show(result)


def _figures(result: "Bench") -> dict[str, Any]:
    scores = result.scores
    return {
        "texts": result.texts,
        "detectors": result.detectors,
        "direct": _shares(scores.direct),
        "touched": _part(scores.touched, scores.words),
        "flagged": _part(scores.flagged, scores.words),
        "words": scores.words,
        "by_type": {name: _shares(each) for name, each in scores.by_type.items()},
        "by_language": {
            name: {**_shares(each), "touched": _part(*reversed(scores.touched_by_language[name]))}
            for name, each in scores.by_language.items()
        },
        "median_s": result.median_s,
        "longest_s": result.longest_s,
    }


def _shares(each: "Covered") -> dict[str, Any]:
    return {**asdict(each), "share_sure": each.share(), "share_with_flags": each.share_with_flags()}


def _part(some: int, all_of_them: int) -> float | None:
    return some / all_of_them if all_of_them else None


def _show(result: "Bench") -> None:
    scores = result.scores
    rows = [("direct identifiers", scores.direct), *scores.by_type.items()]
    rows += [(f"language {name}", each) for name, each in scores.by_language.items()]
    print_table(
        "Found whole",
        ("what", "values", "sure", "with flags"),
        [(name, str(each.values), _percent(each.share()), _percent(each.share_with_flags())) for name, each in rows],
        numbers=3,
    )
    say(f"Other words touched: {_percent(_part(scores.touched, scores.words))} of {scores.words:,}; "
        f"with flags {_percent(_part(scores.flagged, scores.words))}.")  # fmt: skip
    say(f"{result.texts:,} texts, {result.median_s * 1000:.0f} ms each (median), {result.longest_s:.2f} s the slowest. "
        f"Detectors: {result.detectors}.")  # fmt: skip


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
