from workbench.core.lint import Style
from workbench.service.lint import lint_texts

TEXT = "Feature: f\n  Scenario: a name\n    Given a\n    When b\n    Then c\n    When d\n    Then e\n"


def test_each_text_gets_its_report_under_its_name_and_in_the_order_given() -> None:
    reports = lint_texts({"b": TEXT, "a": ""}, style=Style())
    assert [(name, report.emitted) for name, report in reports.items()] == [("b", 1), ("a", 0)]


def test_the_style_counts() -> None:
    found = [
        {finding.rule for finding in lint_texts({"x": TEXT}, style=style)["x"].findings}
        for style in (Style(), Style(max_whens=2))
    ]
    assert found == [{"S08"}, set()]
