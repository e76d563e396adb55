"""Calibrations as pages that open without a network: the charts' code is inside."""

from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from workbench.core.resampling import Estimate
from workbench.service.calibrate import Calibration, Part
from workbench.service.calibrate_matrices import MatrixCalibration

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}</style>
</head><body><h1>{title}</h1>
<p>{text}</p>
{charts}
</body></html>
"""
_HEIGHT: Final = 420
_BLUE: Final = "#2563eb"
_GREY: Final = "#9ca3af"


def calibration_page(calibration: Calibration) -> str:
    """Return a page with the figures that count, the AUC inside each suite, the curve, and the strata."""
    found = calibration.figures.verdicts.within_suite_auc
    text = (
        f"{calibration.whose[0].upper()}{calibration.whose[1:]}: {calibration.counts.issues} issues, "
        f"{calibration.counts.verdicts} verdicts. AUC within a suite {found} over {found.n} suites."
    )
    charts = [_against(calibration), _suites(calibration), _curve(calibration), _strata(calibration)]
    return _page(f"Calibration of {calibration.scorer} (version {calibration.version})", text, charts)


def matrices_page(calibration: MatrixCalibration) -> str:
    """Return a page with the average precision of each set beside that of TF-IDF."""
    names = [each.name for each in calibration.sets]
    chart = _chart("Average precision over the full matrix", "", "average precision")
    for label, values, colour in (
        (calibration.scorer, [each.scorer.average_precision for each in calibration.sets], _BLUE),
        ("TF-IDF", [each.tf_idf.average_precision for each in calibration.sets], _GREY),
    ):
        chart.add_trace(go.Bar(x=names, y=values, name=label, marker_color=colour))
    return _page(f"{calibration.scorer} on requirement-test matrices", f"{calibration.whose}.", [chart])


def _page(title: str, text: str, charts: list[go.Figure]) -> str:
    parts = [
        chart.to_html(full_html=False, include_plotlyjs=first, config={"displaylogo": False})
        for chart, first in zip(charts, [True, *[False] * len(charts)], strict=False)
    ]
    return _PAGE.format(title=escape(title), text=escape(text), charts="\n".join(parts))


def _against(given: Calibration) -> go.Figure:
    """Within a suite and pooled, the scorer beside the baselines."""
    names = [given.scorer, *given.baselines]
    figures = [given.figures.verdicts, *(each.verdicts for each in given.baselines.values())]
    chart = _chart(f"The scorer beside the baselines ({given.whose})", "", "AUC")
    for label, values, colour in (
        ("within a suite", [each.within_suite_auc for each in figures], _BLUE),
        ("pooled", [each.auc for each in figures], _GREY),
    ):
        chart.add_trace(_bars(names, values, label, colour))
    return chart


def _suites(given: Calibration) -> go.Figure:
    chart = _chart(f"AUC inside each suite ({given.whose})", "AUC", "")
    names = list(dict.fromkeys(each.suite for each in given.suites))
    for name in names:
        found = [each for each in given.suites if each.suite == name]
        chart.add_trace(
            go.Scatter(x=[each.auc for each in found], y=[each.issue for each in found], mode="markers", name=name)
        )
    chart.add_vline(x=0.5, line_dash="dot", line_color=_GREY)
    return chart.update_layout(height=_HEIGHT + 12 * len({each.issue for each in given.suites}))


def _curve(given: Calibration) -> go.Figure:
    chart = _chart(f"Calibration curve ({given.whose})", "mean probability", "share covered")
    chart.add_trace(
        go.Scatter(x=[0, 1], y=[0, 1], mode="lines", name="perfect", line={"color": _GREY, "dash": "dot"})
    )  # fmt: skip
    x, y = [each.probability for each in given.curve], [each.share for each in given.curve]
    counts = [f"{each.n} verdicts" for each in given.curve]
    chart.add_trace(go.Scatter(x=x, y=y, mode="lines+markers", name=given.scorer, text=counts, line={"color": _BLUE}))
    return chart


def _strata(given: Calibration) -> go.Figure:
    parts: tuple[Part, ...] = (*given.strata, *given.languages)
    chart = _chart(f"AUC within a suite by stratum and language ({given.whose})", "", "AUC within a suite")
    chart.add_trace(_bars([each.name for each in parts], [each.within_suite_auc for each in parts], "", _BLUE))
    return chart.update_layout(showlegend=False)


def _bars(names: list[str], values: list[Estimate], label: str, colour: str) -> go.Bar:
    known = [each.value or 0 for each in values]
    high = [(each.high if each.high is not None else value) - value for each, value in zip(values, known, strict=True)]
    low = [value - (each.low if each.low is not None else value) for each, value in zip(values, known, strict=True)]
    spread: dict[str, Any] = {"type": "data", "array": high, "arrayminus": low}
    return go.Bar(x=names, y=[each.value for each in values], error_y=spread, name=label, marker_color=colour)


def _chart(title: str, across: str, up: str) -> go.Figure:
    chart = go.Figure()
    return chart.update_layout(
        title=title, xaxis_title=across, yaxis_title=up, height=_HEIGHT, template="plotly_white", barmode="group"
    )
