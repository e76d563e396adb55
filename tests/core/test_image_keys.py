"""Pictures in keys and budgets: by their digest, never by their bytes."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import config, fixture, prepared, spec
from workbench.core.keys import call_key, cell_keys, plain
from workbench.core.pricing import most_input_tokens, worst_case
from workbench.core.records import Price
from workbench.generator.generate import ask
from workbench.generator.records import Attachment, Image, IntakeOptions, Issue, PromptConfig

ISSUE = prepared(fixture())
ONE, OTHER = (Image(name="a.png", media_type="image/png", data=data) for data in (b"one", b"other"))


def pictured(image: Image, of: Issue = ISSUE) -> Issue:
    return replace(of, attachments=(Attachment(name=image.name, text=None, image=image),))


def sending() -> PromptConfig:
    return config(intake=IntakeOptions(images="send"), model=spec(takes=("images",)))


def test_another_picture_is_another_call_and_another_cell() -> None:
    calls = {call_key(spec(), ask(pictured(image), sending())) for image in (ONE, OTHER)}
    cells = {cell_keys(sending(), pictured(image), 1)[0].cell for image in (ONE, OTHER)}
    assert (len(calls), len(cells)) == (2, 2)
    assert len({call_key(spec(), ask(pictured(ONE), sending())), call_key(spec(), ask(ISSUE, sending()))}) == 2


def test_the_first_call_of_a_cell_has_the_key_of_the_call() -> None:
    issue = pictured(ONE)
    key = call_key(sending().model, ask(issue, sending()))
    assert cell_keys(sending(), issue, 1)[0].first.key == key


def test_an_issue_is_written_down_with_the_digest_of_its_picture_and_not_with_its_bytes() -> None:
    assert plain(pictured(ONE))["attachments"] == [
        {
            "name": "a.png",
            "text": None,
            "note": None,
            "image": {"name": "a.png", "media_type": "image/png", "sha256": ONE.sha256},
        }
    ]
    without = replace(ISSUE, attachments=(Attachment(name="a", text="b"),))
    assert plain(without)["attachments"] == [{"name": "a", "text": "b", "note": None}]


def test_the_digest_is_over_the_bytes() -> None:
    assert ONE.sha256 == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"


def test_options_that_say_nothing_of_pictures_leave_a_configs_keys_as_they_were() -> None:
    assert cell_keys(config(intake=IntakeOptions()), ISSUE, 1) == cell_keys(config(), ISSUE, 1)


def test_a_picture_is_reserved_for_at_the_dearest_vendors_price() -> None:
    price = Price(input=Decimal(1), output=Decimal(1), source="a test")
    with_one, without = ask(pictured(ONE), sending()), ask(ISSUE, sending())
    dearest = 2_833 + 8 * 5_667
    assert most_input_tokens(with_one) - most_input_tokens(without) >= dearest
    one, none = worst_case(with_one, price), worst_case(without, price)
    assert one is not None
    assert none is not None
    assert one - none >= Decimal(dearest) / 1_000_000
