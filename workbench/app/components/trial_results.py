"""What models made of an issue, while they are at it and after."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import playground
from workbench.bootstrap.playground import Trial, Trials
from workbench.core.statistics import number
from workbench.generator.output.files import to_feature
from workbench.scorers import SCORERS
from workbench.service.try_out import Tried

_LOOK_EVERY_S: Final = 1.0
_FIGURES: Final = ("tests", "tokens in", "tokens out", "USD", "seconds")


def show() -> None:
    """Show what this session tried last; looks again each second while a model is asked."""
    found = playground.trials()
    if found is None:
        return
    st.subheader("What came of it")
    st.text(f"{found.prompt}, as it was edited then, on {found.issue}.")
    st.fragment(run_every=_LOOK_EVERY_S if found.running else None)(_show)()


def _show() -> None:
    found = playground.trials()
    if found is None:
        return
    trials = found.trials()
    asked = [each for each in trials if each.state == "asking"]
    if asked:
        _progress(found, trials)
    elif st.session_state.pop("trial asked", False):
        st.rerun()  # the whole page, so that it stops looking
    st.dataframe(
        [_row(each) for each in trials], hide_index=True, alt="Outcome, tests, tokens, cost and seconds of each model."
    )
    for each in trials:
        if each.said:
            st.text(f"{each.model}: {each.said}")
        elif each.tried and each.tried.result.reason:
            st.text(f"{each.model}: no tests, because {each.tried.result.reason}.")
    done = {each.model: each.tried for each in trials if each.tried}
    if done:
        _scores(done)
        _tests(done, found.issue)


def _progress(found: Trials, trials: Sequence[Trial]) -> None:
    st.session_state["trial asked"] = True
    done = sum(each.state != "asking" for each in trials)
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.progress(
        min(found.seconds / found.limit_s, 1.0),
        text=f"{done} of {len(trials)} models answered, {found.seconds:.0f} s of {found.limit_s:.0f} s",
    )
    right.button("Stop", on_click=playground.stop, width="stretch")


def _row(trial: Trial) -> dict[str, str]:
    tried = trial.tried
    if tried is None:
        return {"model": trial.model, "outcome": trial.state} | dict.fromkeys(_FIGURES, "-")
    figures = (
        str(len(tried.result.suite.cases)),
        _known(tried.input_tokens),
        _known(tried.output_tokens),
        "unknown" if tried.usd is None else f"{tried.usd:.6f}",
        f"{tried.seconds:.1f}",
    )
    return {"model": trial.model, "outcome": tried.result.outcome} | dict(zip(_FIGURES, figures, strict=True))


def _known(count: int | None) -> str:
    return "unknown" if count is None else f"{count:,}"


def _scores(done: dict[str, Tried]) -> None:
    names = list(dict.fromkeys(name for tried in done.values() for name in tried.scores))
    rows = []
    for name in names:
        row = {"score": name, "better": "higher" if SCORERS[name].higher_is_better else "lower"}
        rows.append(row | {model: _value(tried, name) for model, tried in done.items()})
    st.text("Scores of this one answer; one issue decides nothing.")
    st.dataframe(rows, hide_index=True, height="content", alt="Each score of each model's answer.")
    with st.expander("What each number rests on"):
        details = [
            {"score": name, "model": model, "detail": tried.scores[name].detail}
            for name in names
            for model, tried in done.items()
            if name in tried.scores
        ]
        st.dataframe(details, hide_index=True, height="content", alt="The detail of each score.")


def _value(tried: Tried, name: str) -> str:
    measure = tried.scores.get(name)
    if measure is None or measure.value is None:
        return "does not apply"
    return number(measure.value)


def _tests(done: dict[str, Tried], issue: str) -> None:
    labels = [escaped(model) for model in done]
    for tab, tried in zip(st.tabs(labels), done.values(), strict=True):
        with tab:
            if tried.result.suite.cases:
                st.code(to_feature(tried.result.suite, issue), language=None, wrap_lines=True)
            else:
                st.info("This answer holds no tests.")
            with st.expander("The answers as they came, call by call"):
                for number, completion in enumerate(tried.result.completions, start=1):
                    st.caption(f"Call {number}: ended with {completion.finish}, {completion.latency_s:.1f} s")
                    st.code(completion.text or "(nothing)", language=None, wrap_lines=True)
