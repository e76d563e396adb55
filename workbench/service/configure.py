"""A prompt on a model as a candidate."""

from workbench.core.records import Candidate, ModelEntry
from workbench.generator.prompt.file import Prompt
from workbench.generator.prompt.params import sendable
from workbench.generator.records import PromptConfig


def configure(prompt: Prompt, entry: ModelEntry, *, where: str | None = None) -> Candidate:
    """Return a prompt on a model, named by the model.

    Args:
        prompt: a version of a family, or one that is being edited.
        entry: whom to ask.
        where: what a fault is said to be of; the prompt on the model unless named.

    Raises:
        ConfigError: the model does not take a parameter of the prompt.
    """
    head, model = prompt.head, entry.spec
    named = where or f"{prompt.name} on {model.name}"
    config = PromptConfig(
        prompt=prompt.name,
        stages=prompt.stages,
        examples=prompt.examples,
        output=head.output,
        constrained=head.constrained,
        trace_tags=head.trace_tags,
        model=model,
        params=sendable(head.params, adapter=model.adapter, ignores=entry.ignores, where=named),
        intake=head.intake,
    )
    return Candidate(name=model.name, config=config, entry=entry)
