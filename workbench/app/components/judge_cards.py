"""How far a judge can be believed, by its card."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.core.judging.judge_card import Agreement, Beside, Figure, JudgeCard, Whose
from workbench.core.statistics import number

_WHOSE: Final[dict[Whose, str]] = {
    "person": "labels of people",
    "model": "model-written labels",
    "both": "labels of people and models",
}


def show(cards: Sequence[JudgeCard], version: int) -> None:
    """Show each judge's card of a score."""
    for card in cards:
        with st.container(border=True):
            _card(card, version)


def _card(card: JudgeCard, version: int) -> None:
    counts = card.counts
    st.text(f"Judge {card.judge}, against {_WHOSE[card.whose]} from {card.source}")
    st.text(
        f"{counts.issues} issues, {counts.suites} suites, {counts.verdicts} verdicts ({counts.by_person} decided by "
        f"people, {counts.by_model} by models). Made {card.at:%Y-%m-%d}."
    )
    if card.version != version:
        st.warning(
            f"This card is of version {card.version}; the scorer is version {version} now. Calibrate the judge again."
        )
    rows = [
        _agreement("judge alone", card.bare),
        _agreement("judge and evidence together", card.combined),
        *(_beside(name, each) for name, each in card.baselines.items()),
    ]
    rows[1]["AUC within a suite"] = _text(card.within_suite_auc)
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, height="content", alt=f"Agreement of the judge {card.judge} with labels"
    )
    for sentence in (*_more(card), *(f"{note[:1].upper()}{note[1:]}." for note in card.notes)):
        st.text(sentence)
    st.caption("Yes or no beside the labels; kappa is agreement beyond chance. In brackets 95 % intervals over issues.")


def _agreement(name: str, given: Agreement) -> dict[str, str]:
    return {
        "who": name,
        "sensitivity": _text(given.sensitivity),
        "specificity": _text(given.specificity),
        "kappa": _text(given.kappa),
        "AUC within a suite": "-",
        "n": str(given.kappa.n),
    }


def _beside(name: str, given: Beside) -> dict[str, str]:
    return {
        "who": name.replace("_", " "),
        "sensitivity": "-",
        "specificity": "-",
        "kappa": _text(given.kappa),
        "AUC within a suite": _text(given.within_suite_auc),
        "n": str(given.kappa.n),
    }


def _more(card: JudgeCard) -> list[str]:
    said = [f"It adds {_text(card.gain)} of kappa to the evidence alone."]
    if card.retest:
        said.append(f"Asked again, it says the same of {_text(card.retest.same)} (n={card.retest.same.n}).")
    if card.mutants:
        said.append(f"It rejects {_text(card.mutants.rejected)} of changed tests (n={card.mutants.rejected.n}).")
    if card.echo:
        said.append(f"Suites that only repeat the criteria get {number(card.echo.mean)} (n={card.echo.suites}).")
    if card.decoys:
        said.append(f"It said yes to {card.decoys.said_yes} of {card.decoys.n} questions that no test can answer.")
    cost = "at an unknown cost" if card.spent.cost_usd is None else f"for {card.spent.cost_usd} USD"
    return [*said, f"The calibration asked {card.spent.calls} times, {cost}."]


def _text(given: Figure) -> str:
    if given.value is None:
        return "-"
    bounds = "" if given.low is None or given.high is None else f" [{given.low:.2f}, {given.high:.2f}]"
    return f"{given.value:.2f}{bounds}"
