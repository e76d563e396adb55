"""Small builders of configs and issues, so that a test shows only what it is about."""

from typing import Any

from workbench.generator.records import (
    Attachment,
    Criterion,
    Example,
    ExampleIssue,
    Issue,
    ModelSpec,
    PromptConfig,
    Stage,
)

SPEC = ModelSpec(name="openai/m", adapter="openai", model="m")


def config(*stages: tuple[str, str], **fields: Any) -> PromptConfig:
    """A config of stages given as (system, user), answering in Gherkin."""
    pairs = stages or (("You write Gherkin.", "Story: {{ issue.summary }}"),)
    named = tuple(Stage(name=f"stage-{n}", system=system, user=user) for n, (system, user) in enumerate(pairs))
    given: dict[str, Any] = {"prompt": "family/v1", "stages": named, "output": "gherkin", "model": SPEC}
    return PromptConfig(**(given | fields))


def example(summary: str = "An example", answer: str = "Feature: an example", *criteria: str) -> Example:
    """A few-shot example."""
    return Example(name="one", issue=ExampleIssue(key="EX-1", summary=summary, criteria=criteria), answer=answer)


def issue(summary: str = "Lock an account", *criteria: str, **fields: Any) -> Issue:
    """An issue with its criteria numbered."""
    numbered = tuple(Criterion(id=f"AC-{n}", text=text) for n, text in enumerate(criteria, start=1))
    given: dict[str, Any] = {"key": "ACC-7", "type": "Story", "description": "Why.", "criteria": numbered}
    return Issue(summary=summary, **(given | fields))


def attached(text: str) -> tuple[Attachment, ...]:
    """One text attachment."""
    return (Attachment(name="a.txt", text=text),)
