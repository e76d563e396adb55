"""A verdict as Markdown."""

from dataclasses import replace

from tests.adapters.reports.test_junit import PASSED, VERDICT
from workbench.adapters.reports.verdict_markdown import verdict_markdown


def test_there_is_one_line_a_check_and_one_for_each_other_candidate() -> None:
    other = replace(VERDICT, candidate="zero-shot", decision="passed", checks=(PASSED,))
    lines = verdict_markdown(VERDICT, [other], suite="demo", run="2026").splitlines()
    assert lines[0] == "## ✗ Gate of demo: failed"
    assert "few-shot against old, 24 fixtures, run 2026." in lines
    assert [line for line in lines if line.startswith(("| ✓", "| ✗", "| ?"))] == [
        "| ✓ | rows | 24 cells | 24 of 24 |  |  |  |",
        r"| ✗ | floor a & b | at least 0.8 | 0.5 \<0.4\> |  |  | it is below |",
        r"| ? | ceiling cost\_usd | at most 1 | n=3 |  |  | too few |",
    ]
    assert lines[-1] == "- ✓ zero-shot: passed (1 passed)"


def test_a_name_cannot_leave_its_cell() -> None:
    text = verdict_markdown(replace(VERDICT, candidate="a|b\n## c"), [], suite="<b>", run="2026")
    assert r"a\|b ## c against old" in text
    assert r"Gate of \<b\>" in text
