"""Which pictures go to the model."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import config, spec
from workbench.generator.prompt.images import sent_images, unsent_images
from workbench.generator.prompt.render import render
from workbench.generator.records import Attachment, Example, ExampleIssue, Image, IntakeOptions, Issue, PromptConfig

IMAGE = Image(name="a.png", media_type="image/png", data=b"1")
ISSUE = Issue(
    key="A-1",
    type="Story",
    summary="s",
    description="d",
    attachments=(Attachment(name="a.png", text=None, image=IMAGE), Attachment(name="b.txt", text="b")),
)
EXAMPLE = Example(name="e", issue=ExampleIssue(key="E-1", summary="e"), answer="Feature: e")


def given(images: Any = "send", takes: tuple[Any, ...] = ("images",)) -> PromptConfig:
    return config(examples=(EXAMPLE,), intake=IntakeOptions(images=images), model=spec(takes=takes))


def test_the_issues_message_alone_carries_the_pictures() -> None:
    assert [message.images for message in render(given(), ISSUE)][-3:] == [(), (), (IMAGE,)]


@pytest.mark.parametrize(
    "silent", [given(None), given("name"), given("ocr"), given(takes=()), given(takes=("schema",))]
)
def test_without_leave_or_without_a_model_that_takes_them_none_goes(silent: PromptConfig) -> None:
    assert not [message for message in render(silent, ISSUE) if message.images]


def test_pictures_that_the_model_does_not_take_are_told() -> None:
    assert unsent_images(given(takes=()), ISSUE) == ("attachments: 1 image not sent: the model takes none",)
    assert unsent_images(given(), ISSUE) == ()
    assert sent_images(given(), ISSUE) == (IMAGE,)


def test_a_picture_goes_under_the_name_that_its_attachment_has_by_now() -> None:
    masked = replace(ISSUE, attachments=(Attachment(name="Person 1.png", text=None, image=IMAGE),))
    assert [image.name for image in sent_images(given(), masked)] == ["Person 1.png"]
