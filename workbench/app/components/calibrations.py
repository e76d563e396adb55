"""What is known of a score's agreement with labels, or how to find out."""

from typing import Final

import streamlit as st

from workbench.app.components import calibration_card, judge_cards
from workbench.app.components.escaped import escaped
from workbench.app.tools.scorers import Cards, ScorerFacts

_COMMANDS: Final = {"coverage_evidence": "workbench calibrate coverage_evidence"}


def show(facts: ScorerFacts, cards: Cards | str) -> None:
    """Show a score's cards; without one, the command that makes it, or that there is none to be had."""
    st.subheader("How far it agrees with labels")
    if isinstance(cards, str):
        st.error(escaped(cards))
        return
    own, judges = cards.offline.get(facts.name), cards.judges.get(facts.name, ())
    if own:
        calibration_card.show(own, facts.version)
    if judges:
        judge_cards.show(judges, facts.version)
    if not own and not judges:
        _none(facts)


def _none(facts: ScorerFacts) -> None:
    if facts.name in _COMMANDS:
        st.info("Not calibrated here yet. In a terminal, and this page shows it:")
        st.code(_COMMANDS[facts.name], language=None)
    elif facts.means == "a judge":
        st.info("No judge of this score was calibrated here yet. A gate refuses the score until one is.")
    else:
        st.text("This score takes no calibration. What it was measured on is in docs/scores.md.")
