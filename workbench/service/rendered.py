"""What a model was asked for one generation: the rendered prompt of each stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.generator.generate import ask
from workbench.generator.records import Completion, Issue, Message, PromptConfig


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """One stage's messages, and the form that the server was asked to enforce, in words; None where there was none."""

    stage: str
    messages: tuple[Message, ...]
    form: str | None


def rendered(issue: Issue, config: PromptConfig, completions: Sequence[Completion]) -> tuple[Rendered, ...]:
    """Render the stages that were asked: a later one sees what the one before answered.

    Args:
        issue: as intake prepared it with the config's options.
        config: what is asked.
        completions: the generation's; without any, only the first stage is known.

    Raises:
        PromptError: a template does what the sandbox forbids.
    """
    made = []
    for number, stage in enumerate(config.stages[: max(1, len(completions))]):
        draft = completions[number - 1].text if number else None
        request = ask(issue, config, stage=number, draft=draft)
        form = "a JSON schema" if request.schema else "a grammar" if request.grammar else None
        made.append(Rendered(stage=stage.name, messages=request.messages, form=form))
    return tuple(made)
