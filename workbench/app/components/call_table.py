"""Tokens, seconds and cost of each call behind an answer."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from workbench.app.tools import cases
from workbench.app.tools.cases import Case
from workbench.service.calls import Call


def show(case: Case, name: str) -> None:
    """Show a candidate's calls, one a row, and what they come to."""
    known, calls = cases.known(case.run, name), cases.calls_of(case, name)
    if not calls:
        st.info("No call is stored: the rules floor asks no model, or nothing was answered.")
        return
    st.dataframe(pd.DataFrame([_line(call) for call in calls]), hide_index=True, alt="One call a row")
    total, seconds = _sum([call.cost_usd for call in calls]), sum(call.completion.latency_s for call in calls)
    cost = "cost unknown, a count or the price is not known" if total is None else f"${total:f} logical cost"
    st.caption(f"{len(calls)} {'call' if len(calls) == 1 else 'calls'}, {seconds:.1f} s, {cost}.")
    if known.candidate and known.candidate.entry.price:
        st.text(f"Price: {known.candidate.entry.price.source}")
    if known.lack:
        st.text(known.lack)


def _line(call: Call) -> dict[str, str]:
    usage = call.completion.usage
    return {
        "stage": call.stage,
        "served by": call.completion.served_by or "unknown",
        "ended": call.completion.finish,
        "input": _number(usage.input_tokens),
        "cache read": _number(usage.cache_read_tokens),
        "cache write": _number(usage.cache_write_tokens),
        "output": _number(usage.output_tokens),
        "reasoning": _number(usage.reasoning_tokens),
        "seconds": f"{call.completion.latency_s:.2f}",
        "US dollars": "unknown" if call.cost_usd is None else f"{call.cost_usd:f}",
    }


def _number(tokens: int | None) -> str:
    return "unknown" if tokens is None else f"{tokens:,}"


def _sum(costs: Sequence[Decimal | None]) -> Decimal | None:
    known = [each for each in costs if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(costs) else None
