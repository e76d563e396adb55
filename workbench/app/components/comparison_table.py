"""What a comparison says: the result in words, then every score in a row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import pandas as pd
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.sides_picker import Choice
from workbench.core.comparing import Insufficient
from workbench.core.statistics import number
from workbench.service.compare import Compared
from workbench.service.tell import RESULTS, Result, chance_text, difference_text, tell

_COLOURS: Final[dict[Result, Literal["green", "red", "gray", "orange"]]] = {
    "better": "green",
    "worse": "red",
    "no sure difference": "gray",
    "too little to tell": "orange",
}


def show(scores: Mapping[str, Sequence[Compared]], choice: Choice) -> None:
    """Show the result on the chosen score in words, and below it a table of all scores."""
    own = {score: each for score, found in scores.items() for each in found if each.found.candidate == choice.candidate}
    told = tell(own[choice.score])
    st.subheader(escaped(told.head))
    st.badge(told.result.capitalize(), color=_COLOURS[told.result])
    st.text(told.figures)
    counts = Counter(tell(each).result for each in own.values())
    st.text(f"Over {len(own)} scores: {', '.join(f'{counts[each]} {each}' for each in RESULTS if counts[each])}.")
    st.dataframe(
        pd.DataFrame([_row(score, each) for score, each in own.items()]),
        hide_index=True,
        height="content",
        alt=f"Every score of {choice.candidate} against {choice.baseline}, with difference, interval and result",
    )
    st.caption(
        "Difference: mean over fixtures [95 % interval], positive is better for the candidate whichever way the score "
        "goes. Result: after Holm's adjustment for all candidates of the run. No sure difference does not say that "
        "both are alike."
    )


def _row(score: str, compared: Compared) -> dict[str, str]:
    found, result = compared.found, tell(compared).result
    if isinstance(found, Insufficient):
        wanted = "-" if found.needed is None else f"{found.needed} fixtures needed"
        place = {"difference [95 %]": wanted, "p, Holm": "-", "better / same / worse": "-", "n": str(found.paired)}
        return {"score": score, "result": result, "baseline": "-", "candidate": "-", **place}
    of = "" if found.paired == found.planned else f" of {found.planned}"
    return {
        "score": score,
        "result": result,
        "baseline": number(found.before),
        "candidate": number(found.after),
        "difference [95 %]": difference_text(found),
        "p, Holm": chance_text(compared.adjusted),
        "better / same / worse": f"{found.wins} / {found.ties} / {found.losses}",
        "n": f"{found.paired}{of}",
    }
