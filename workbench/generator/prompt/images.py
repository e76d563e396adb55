"""Which of an issue's pictures go to the model."""

from dataclasses import replace

from workbench.generator.records import Image, Issue, PromptConfig


def sent_images(config: PromptConfig, issue: Issue) -> tuple[Image, ...]:
    """Return the pictures in their order; none where the config does not send them or the model takes none.

    Each is named as its attachment is by now: that name may have been masked.
    """
    if config.intake.images != "send" or "images" not in config.model.takes:
        return ()
    pictured = [(each.name, each.image) for each in issue.attachments if each.image is not None]
    return tuple(replace(image, name=name) for name, image in pictured)


def unsent_images(config: PromptConfig, issue: Issue) -> tuple[str, ...]:
    """Return what to say of pictures that intake has ready and that stay here; nothing where there are none."""
    waiting = sum(each.image is not None for each in issue.attachments)
    if not waiting or sent_images(config, issue):
        return ()
    return (f"attachments: {waiting} image{'s' if waiting > 1 else ''} not sent: the model takes none",)
