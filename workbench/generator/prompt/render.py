"""From a config and an issue to messages. Templates are ours; everything from an issue is data."""

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.generator.errors import PromptError
from workbench.generator.records import Criterion, Example, Issue, Message, PromptConfig, Stage

_VARIABLES: Final = frozenset({"issue", "draft"})
_NO_DRAFT: Final = MappingProxyType[str, Any]({})


def render(config: PromptConfig, issue: Issue, *, stage: int = 0, draft: str | None = None) -> tuple[Message, ...]:
    """Return the messages of one stage: system, the examples as earlier turns, then the issue.

    What all issues share comes first, so that a provider's prompt cache can hold it.

    Args:
        config: its stage number `stage` is rendered; examples go to the last stage only.
        issue: as intake prepared it.
        stage: index into `config.stages`.
        draft: the output of the stage before, where there is one.

    Raises:
        PromptError: a template uses something the issue does not have, or does what the sandbox forbids.
    """
    current = config.stages[stage]
    extra = _NO_DRAFT if draft is None else {"draft": draft}
    messages = []
    system = _fill(current.system, config.prompt, issue=issue, **extra)
    if system:
        messages.append(Message(role="system", content=system))
    if stage == len(config.stages) - 1:
        messages.extend(_turns(config.examples, current, config.prompt, draft_wanted=stage > 0))
    messages.append(Message(role="user", content=_fill(current.user, config.prompt, issue=issue, **extra)))
    return tuple(messages)


def check_template(stage: Stage, *, with_draft: bool, where: str) -> None:
    """Find a broken template or an unknown variable before anything is asked.

    Raises:
        PromptError: says where and what.
    """
    known = _VARIABLES if with_draft else _VARIABLES - {"draft"}
    for text in (stage.system, stage.user):
        try:
            unknown = meta.find_undeclared_variables(_environment().parse(text)) - known
            if unknown:
                raise PromptError(f"{where}: unknown variable {min(unknown)!r}; known: {', '.join(sorted(known))}")
            _compiled(text).render(issue=_SAMPLE, draft="")
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            raise PromptError(f"{where}: {_fault(error)}" + (f" (line {line} of its block)" if line else "")) from None


def example_issue(example: Example) -> Issue:
    """Return a few-shot example's issue as the template sees it."""
    criteria = tuple(Criterion(id=f"AC-{n}", text=text) for n, text in enumerate(example.issue.criteria, start=1))
    return Issue(
        key=example.issue.key,
        type=example.issue.type,
        summary=example.issue.summary,
        description=example.issue.description,
        criteria=criteria,
    )


def _turns(examples: Sequence[Example], stage: Stage, prompt: str, *, draft_wanted: bool) -> list[Message]:
    extra = {"draft": ""} if draft_wanted else {}
    turns = []
    for example in examples:
        question = _fill(stage.user, prompt, issue=example_issue(example), **extra)
        turns += [Message(role="user", content=question), Message(role="assistant", content=example.answer)]
    return turns


def _fill(text: str, prompt: str, **variables: Any) -> str:  # noqa: ANN401 - template data
    try:
        return _compiled(text).render(**variables).strip()
    except TemplateError as error:
        raise PromptError(f"prompt {prompt!r}: {_fault(error)}") from None


def _fault(error: TemplateError) -> str:
    """Name a template's fault; its text speaks of our template only, never of the issue."""
    return f"template: {error.message or type(error).__name__}"


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, keep_trailing_newline=False
    )


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    return _environment().from_string(text)


_SAMPLE: Final = Issue(
    key="KEY-1", type="Story", summary="s", description="d", criteria=(Criterion(id="AC-1", text="t"),), context="c"
)
