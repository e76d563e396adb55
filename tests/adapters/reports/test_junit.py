"""JUnit XML: what build servers read."""

from dataclasses import replace
from xml.etree import ElementTree

from workbench.adapters.reports.junit import junit
from workbench.core.verdicts import Check, Verdict

PASSED = Check(name="rows", decision="passed", asked="24 cells", found="24 of 24")
FAILED = Check(name="floor a & b", decision="failed", asked="at least 0.8", found="0.5 <0.4>", reason="it is below")
UNKNOWN = Check(name="ceiling cost_usd", decision="inconclusive", asked="at most 1", found="n=3", reason="too few")
VERDICT = Verdict(
    candidate="few-shot", baseline="old", decision="failed", checks=(PASSED, FAILED, UNKNOWN), fixtures=24
)


def test_each_check_is_a_case_and_what_could_not_be_told_is_an_error() -> None:
    root = ElementTree.fromstring(junit(VERDICT, suite="demo"))
    (group,) = root
    assert {name: group.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "3", "failures": "1", "errors": "1",
    }  # fmt: skip
    assert [(case.get("classname"), case.get("name"), [each.tag for each in case]) for case in group] == [
        ("demo.few-shot", "rows", []),
        ("demo.few-shot", "floor a & b", ["failure"]),
        ("demo.few-shot", "ceiling cost_usd", ["error"]),
    ]
    assert group[1][0].attrib == {"message": "it is below", "type": "failed"}
    assert group[1][0].text == "asked: at least 0.8; found: 0.5 <0.4>"


def test_a_sign_that_xml_cannot_write_does_not_break_the_file() -> None:
    text = junit(replace(VERDICT, candidate="a\x00\x1b\ufffe"), suite="\x01")
    assert ElementTree.fromstring(text)[0].get("name") == "?: a???"
