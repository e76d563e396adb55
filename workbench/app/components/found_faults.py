"""What the rule catalogue finds in an answer, beside the lines it is about."""

from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.components import mark_form
from workbench.app.tools import cases, marking
from workbench.app.tools.cases import Case
from workbench.core.lint import Finding, Report
from workbench.scorers.linted import Linted
from workbench.service.mark import Place

_HEIGHT: Final = 620
_MOST_LINES: Final = 26


def show(case: Case, name: str, repeat: int) -> None:
    """Show the feature with numbered lines and its findings, and the form to mark one right or wrong."""
    found = cases.linted(case.run, case.dataset, case.issue.key, repeat, name)
    if found is None:
        st.info("There is no answer to look at.")
        return
    left, right = st.columns(2)
    with left:
        _text(case, name, found)
    with right:
        _findings(case, name, found.report)


def _text(case: Case, name: str, found: Linted) -> None:
    st.caption(
        "As the model wrote it, taken out of its wrapping" if found.answered else "As it was read from the answer"
    )
    long = found.text.count("\n") > _MOST_LINES
    st.code(
        found.text or "(nothing)",
        language=None,
        line_numbers=True,
        wrap_lines=True,
        height=_HEIGHT if long else "content",
    )
    raw = case.results[name].completions[-1].text if case.results[name].completions else ""
    if raw and raw.strip() != found.text.strip():
        with st.expander("The raw answer"):
            st.code(raw, language=None, line_numbers=True, wrap_lines=True)


def _findings(case: Case, name: str, report: Report) -> None:
    valid = sum(scenario.valid for scenario in report.scenarios)
    st.caption(
        f"{valid} of {report.emitted} scenarios valid. Errors: {report.counted('error')}, "
        f"warnings: {report.counted('warning')}, advice: {report.counted('advice')}."
    )
    if not report.findings:
        st.success("The rule catalogue finds nothing.")
        return
    lines = [
        {"line": each.line, "rule": each.rule, "severity": each.severity, "what": each.text, "fix": each.fix}
        for each in report.findings
    ]
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt="Findings of the rule catalogue by line")
    places = {f"line {each.line}, {each.rule}": each for each in report.findings}
    chosen = places[st.selectbox("Finding", list(places))]
    key = case.results[name].cell_key
    labels = marking.said(case.dataset, case.issue.key, key)
    mark_form.show(case, name, _place(case, key, chosen), labels)


def _place(case: Case, key: str, finding: Finding) -> Place:
    return Place(
        dataset=case.dataset, issue=case.issue.key, suite=key, kind="finding", rule=finding.rule, line=finding.line
    )
