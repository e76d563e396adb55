from tests.builders import document, fixture, prepared
from workbench.core.passages import holds, passage


def test_a_quote_is_found_with_its_line_whatever_its_blanks() -> None:
    issue = prepared(fixture(document=document(criteria=["After five\n  wrong passwords it locks. A mail goes out."])))
    found = passage("wrong  passwords it locks.", issue)
    assert found is not None
    assert found.where == "Acceptance criterion AC-1"
    assert found.quote.endswith("passwords it locks.")
    assert found.after == " A mail goes out."


def test_a_quote_that_does_not_stand_there_is_none() -> None:
    issue = prepared(fixture())
    assert passage("nothing of it", issue) is None
    assert passage(" ", issue) is None
    assert not holds("(a+)+$", "aaaa")
