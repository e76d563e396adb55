"""What would change if a suite's best candidate were shipped: three sentences, each figure a link to Compare."""

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools.overview import SuiteState


def show(state: SuiteState) -> None:
    """Show the sentences of a suite's newest decision, or why there are none."""
    decided = state.decided
    if decided is None:
        st.info("There is no verdict on this suite yet, so there is nothing to tell.")
        return
    candidate, baseline = decided.gated.verdict.candidate, decided.baseline
    st.subheader(f"If we shipped {escaped(candidate)}")
    if not decided.sentences or baseline is None:
        st.info("This suite names no other baseline to compare it with. Add 'baseline' to its file in evals/.")
        return
    for sentence in decided.sentences:
        with st.container(gap="xxsmall"):
            st.markdown(f"**{sentence.about}**")
            st.text(str(sentence))
            with st.container(horizontal=True):
                for clause in sentence.clauses:
                    st.page_link(
                        "screens/compare.py",
                        label=f"Compare {escaped(clause.score)}",
                        query_params={
                            "suite": state.suite,
                            "run": decided.run.id,
                            "candidate": candidate,
                            "baseline": baseline,
                            "score": clause.score,
                        },
                    )
    st.caption(f"Against {escaped(baseline)}, paired by issue; in brackets the 95 % interval.")
