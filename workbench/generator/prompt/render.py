"""From a config and an issue to messages. Templates are ours; everything from an issue is data."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.generator.errors import PromptError
from workbench.generator.prompt.images import sent_images
from workbench.generator.records import (
    Attachment,
    Criterion,
    Example,
    ExistingTest,
    Issue,
    IssueField,
    Message,
    PromptConfig,
    Stage,
)

_VARIABLES: Final = frozenset({"issue", "draft"})
# What a template can do wrong beside Jinja's own errors: divide by zero, add a number to a text, count without end.
_FAULTS: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_NO_DRAFT: Final = MappingProxyType[str, Any]({})


def render(config: PromptConfig, issue: Issue, *, stage: int = 0, draft: str | None = None) -> tuple[Message, ...]:
    """Return the messages of one stage: system, the examples as earlier turns, then the issue with its pictures.

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
    question = _fill(current.user, config.prompt, issue=issue, **extra)
    messages.append(Message(role="user", content=question, images=sent_images(config, issue)))
    return tuple(messages)


def shared(config: PromptConfig, *, stage: int = 0) -> int:
    """Return how many leading messages of a stage are the same whatever the issue and the draft are.

    The system message is, where its template names neither; the examples are, where all before them is.

    Args:
        config: its stage number `stage` is looked at.
        stage: index into `config.stages`.

    Raises:
        PromptError: the system template does what the sandbox forbids.
    """
    current = config.stages[stage]
    if _depends(current.system):
        return 0
    examples = config.examples if stage == len(config.stages) - 1 else ()
    return bool(_fill(current.system, config.prompt)) + 2 * len(examples)


def check_template(stage: Stage, *, with_draft: bool, where: str) -> None:
    """Find a broken template or an unknown variable before anything is asked.

    Raises:
        PromptError: says where and what.
    """
    known = _VARIABLES if with_draft else _VARIABLES - {"draft"}
    for text in (stage.system, stage.user):
        try:
            unknown = meta.find_undeclared_variables(_environment().parse(text)) - known
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            raise PromptError(f"{where}: {_fault(error)}" + (f" (line {line} of its block)" if line else "")) from None
        if unknown:
            raise PromptError(f"{where}: unknown variable {min(unknown)!r}; known: {', '.join(sorted(known))}")
        fault = _fault_on_samples(text, {"draft": ""})
        if fault:
            raise PromptError(f"{where}: {fault}")


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
    except _FAULTS as error:
        # The error may quote what it was given, so it is told as it comes from an issue of our own.
        fault = _fault_on_samples(text, {name: "" for name in variables if name != "issue"})
        raise PromptError(f"prompt {prompt!r}: {fault or f'template: {type(error).__name__}'}") from None


def _fault_on_samples(text: str, variables: Mapping[str, str]) -> str | None:
    """Return what goes wrong with an issue that has everything, or else with one that has next to nothing."""
    for sample in (_FULL, _BARE):
        try:
            _compiled(text).render(issue=sample, **variables)
        except _FAULTS as error:
            return _fault(error)
    return None


def _fault(error: Exception) -> str:
    told = error.message if isinstance(error, TemplateError) else None
    return f"template: {' '.join(str(told or type(error).__name__).split())}"


@lru_cache(maxsize=256)
def _depends(text: str) -> bool:
    """Tell whether a template takes anything from outside."""
    return bool(meta.find_undeclared_variables(_environment().parse(text)))


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, keep_trailing_newline=False
    )


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    return _environment().from_string(text)


_FULL: Final = Issue(
    key="KEY-1",
    type="Story",
    summary="s",
    description="d",
    criteria=(Criterion(id="AC-1", text="t"),),
    context="c",
    attachments=(Attachment(name="a.txt", text="a"),),
    fields=(IssueField(id="labels", name="Labels", text="f"),),
    existing=(ExistingTest(key="T-1", title="t", steps=("s",)),),
    left_out=("l",),
)
_BARE: Final = Issue(key="KEY-1", type="", summary="s", description="")
