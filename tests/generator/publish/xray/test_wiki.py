"""Nothing that a text holds acts where it is shown as wiki markup, and nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generator.publish.xray.suites import manual
from tests.xray_fake.contract import steps_breach
from workbench.generator.publish.xray.form import Form
from workbench.generator.publish.xray.settings import XraySettings
from workbench.generator.publish.xray.wiki import escaped, unescaped, without_control
from workbench.generator.publish.xray.writing import Writing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x|javascript:alert(1)]", "\\[x|javascript:alert(1)]"),
        ("[~accountid:1] {panel}", "\\[~accountid:1] \\{panel}"),
        ("!https://evil.example/x.png!", "\\!https://evil.example/x.png!"),
        ("Stop! Go!", "Stop! Go!"),
        ("C:\\[x]", "C:\\ \\[x]"),
        ("*bold* {id}", "*bold* \\{id}"),
    ],
)
def test_what_would_act_is_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(st.sampled_from("a \\[]{}!|~\n*"), max_size=30))
def test_no_text_acts_once_it_is_escaped(text: str) -> None:
    assert steps_breach([{"action": escaped(text)}]) is None
    assert re.sub(r"[\\ ]", "", escaped(text)) == re.sub(r"[\\ ]", "", text)


@given(st.text(st.sampled_from("a []{}!|~\n*"), max_size=30))
def test_what_was_escaped_is_read_as_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_control_characters_go() -> None:
    assert without_control("a\x00b\x1b[31m\tc\n") == "ab[31m\tc\n"


def test_a_tenant_that_shows_plain_text_gets_it_plain() -> None:
    form = Form(
        issue="SHOP-12", project="SHOP", project_id="1", language="en", types={}, story=None, test_set=None, folder=None
    )
    steps = Writing(form=form, settings=XraySettings(markup="plain")).steps(manual("Open", "Push {x}"))
    assert steps == [{"action": "Push {x}", "data": "[12] < 13", "result": "a & b"}]
