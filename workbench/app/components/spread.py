"""How fixtures are spread over strata and languages."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from workbench.app.components.plot_text import plot_text
from workbench.service.list_fixtures import Listed
from workbench.service.spread_fixtures import spread_fixtures

_ROW = 26


def show(listed: Sequence[Listed]) -> None:
    """Show the counts as a chart and as a table."""
    counts = spread_fixtures(listed)
    if not counts:
        return
    left, right = st.columns(2)
    left.plotly_chart(figure(counts), config={"displaylogo": False}, alt=_said(counts))
    rows = [{"stratum": stratum} | inner | {"all": sum(inner.values())} for stratum, inner in counts.items()]
    right.dataframe(rows, hide_index=True, height="content", alt="Fixtures by stratum, a row, and language, a column.")


def figure(counts: Mapping[str, Mapping[str, int]]) -> go.Figure:
    """Return stacked bars, a bar a stratum and a colour a language; the longest bar is on top."""
    strata = sorted(counts, key=lambda stratum: sum(counts[stratum].values()))
    languages = next(iter(counts.values()))
    made = go.Figure()
    for language in languages:
        values = [counts[stratum][language] for stratum in strata]
        made.add_trace(
            go.Bar(
                y=[plot_text(stratum) for stratum in strata],
                x=values,
                name=plot_text(language),
                orientation="h",
                text=[plot_text(language) if value else "" for value in values],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                hovertemplate="%{y}: %{x}<extra>%{fullData.name}</extra>",
            )
        )
    made.update_layout(
        barmode="stack",
        height=_ROW * len(strata) + 110,
        margin={"t": 30, "b": 40, "l": 10, "r": 10},
        xaxis={"title": "Fixtures", "dtick": max(1, max(sum(each.values()) for each in counts.values()) // 8)},
        legend={"orientation": "h", "y": 1.05, "yanchor": "bottom", "traceorder": "normal"},
    )
    return made


def _said(counts: Mapping[str, Mapping[str, int]]) -> str:
    parts = [
        f"{stratum}: " + ", ".join(f"{count} {language}" for language, count in inner.items() if count)
        for stratum, inner in counts.items()
    ]
    return "Fixtures by stratum and language. " + "; ".join(parts)
