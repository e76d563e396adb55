"""The whole of production: render, ask, read. The workbench has no other path."""

from dataclasses import replace
from typing import Final

from workbench.generator.intake.masking import put_back
from workbench.generator.models.port import Model
from workbench.generator.output.contract import gherkin_grammar, json_schema
from workbench.generator.output.read import read
from workbench.generator.prompt.images import unsent_images
from workbench.generator.prompt.render import render, shared
from workbench.generator.records import Answer, Completion, Finish, Generation, Issue, Outcome, PromptConfig, Request
from workbench.generator.records import TestSuite as _TestSuite

_NOT_READ: Final[dict[Finish, tuple[Outcome, str]]] = {
    "length": ("truncated", "the answer was cut at the output limit"),
    "refused": ("refused", "the model refused"),
    "filtered": ("filtered", "the provider's content filter stopped the answer"),
    "too_long": ("unusable", "the request is longer than the model's context"),
}
_MAX_SCENARIOS: Final = 5
_MAX_STEPS: Final = 5


def generate(issue: Issue, config: PromptConfig, model: Model, *, repeat: int = 0) -> Generation:
    """Turn a prepared issue into tests.

    Args:
        issue: as `intake.read_issue` prepared it with `config.intake`.
        config: what is asked.
        model: whom; must be the config's.
        repeat: which of several equal questions this is, from 0.

    Returns:
        The tests, or an empty suite and the reason. What the model did wrong is never an exception. Where the issue was
        masked, people and addresses stand in the tests again; the answers are kept as they came, with placeholders.

    Raises:
        ProviderError: no answer came.
        PromptError: a template does what the sandbox forbids.
    """
    answers: list[Answer] = []
    draft: str | None = None
    for index, stage in enumerate(config.stages):
        request = ask(issue, config, stage=index, draft=draft, repeat=repeat)
        completion = model.complete(request)
        answers.append(Answer(stage=stage.name, request=request, completion=completion))
        if completion.finish in _NOT_READ:
            break
        draft = completion.text
    return _read(issue, config, tuple(answers))


def ask(issue: Issue, config: PromptConfig, *, stage: int = 0, draft: str | None = None, repeat: int = 0) -> Request:
    """Return the request of one stage; the contract binds the last one only."""
    shown = replace(issue, hidden=())  # no template can tell what a placeholder stands for
    messages, same = render(config, shown, stage=stage, draft=draft), shared(config, stage=stage)
    if not config.constrained or stage < len(config.stages) - 1:
        return Request(messages=messages, params=config.params, repeat=repeat, shared=same)
    ids = [criterion.id for criterion in issue.criteria]
    schema = grammar = None
    if config.output == "test_suite_json" and "schema" in config.model.takes:
        schema = json_schema(ids)
    if config.output == "gherkin" and "grammar" in config.model.takes:
        grammar = gherkin_grammar(ids, trace_tags=config.trace_tags, max_scenarios=_MAX_SCENARIOS, max_steps=_MAX_STEPS)
    return Request(messages=messages, params=config.params, schema=schema, grammar=grammar, repeat=repeat, shared=same)


def _read(issue: Issue, config: PromptConfig, answers: tuple[Answer, ...]) -> Generation:
    last: Completion = answers[-1].completion
    left_out = (*issue.left_out, *unsent_images(config, issue))
    if last.finish in _NOT_READ:
        outcome, reason = _NOT_READ[last.finish]
        return Generation(outcome=outcome, suite=_TestSuite(), reason=reason, answers=answers, left_out=left_out)
    reading = read(last.text, output=config.output, criteria=[criterion.id for criterion in issue.criteria])
    return Generation(
        outcome="unusable" if reading.reason else "ok",
        suite=put_back(reading.suite, issue.hidden),
        reason=reading.reason,
        answers=answers,
        left_out=left_out,
    )
