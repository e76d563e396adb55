"""The words of production: what goes in, what is asked, what comes out.

What we define as a file or a contract is a pydantic model that forbids unknown keys and
keeps its input out of errors; everything else is a frozen dataclass.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from workbench.generator.allowance import Allowance

Adapter = Literal["openai", "anthropic", "local", "rules"]
Contract = Literal["gherkin", "test_suite_json"]
Ability = Literal["schema", "grammar", "images"]
Finish = Literal["stop", "length", "refused", "filtered", "too_long"]
Outcome = Literal["ok", "unusable", "refused", "truncated", "filtered"]
Role = Literal["system", "user", "assistant"]


class Closed(BaseModel):
    """A frozen record of ours: unknown keys are errors, errors never show their input."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


# What comes in ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One acceptance criterion: its id in this issue (`AC-1`, counted from 1) and its text."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture as it is sent: PNG, JPEG, GIF or WebP without what stands beside the picture in its file.

    Attributes:
        name: of the attached file, on one line.
        media_type: as `image/png`.
        data: the file; never in a journal, a log or a key.
        sha256: 64 hex digits of `data`; stands for it in keys.
    """

    name: str
    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/webp"]
    data: bytes = field(repr=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """An attached file, as text or as a picture. Where both are None it was left out, and `note` says why."""

    name: str
    text: str | None
    note: str | None = None
    image: Image | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueField:
    """A further field of the issue that the config lets out: its id and name in Jira, and its text."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingTest:
    """A test that exists for the issue already. `key` is None where it has none; `steps` are plain text."""

    key: str | None
    title: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """What a placeholder in the issue stands for. `value` is None where it is never put back: a secret, an id."""

    placeholder: str
    value: str | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A Jira issue as the prompt sees it: plain text, no account ids.

    Attributes:
        key: Jira's key, e.g. `SHOP-12`.
        type: the issue type's name, e.g. `Story`; "" where Jira names none.
        summary: one line.
        description: Markdown-like plain text; "" where there is none.
        criteria: the acceptance criteria in their order.
        context: what the user added by hand, or None.
        attachments: the attached files in Jira's order, then those handed in.
        left_out: what intake cut or skipped, a short sentence each.
        fields: further fields that the config names, in its order.
        existing: tests that exist for the issue already.
        hidden: what the placeholders in the texts stand for; no template ever sees it.
    """

    key: str
    type: str
    summary: str
    description: str
    criteria: tuple[Criterion, ...] = ()
    context: str | None = None
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()
    fields: tuple[IssueField, ...] = ()
    existing: tuple[ExistingTest, ...] = ()
    hidden: tuple[Hidden, ...] = field(default=(), repr=False)


# What is asked, and whom -----------------------------------------------------------------------


FieldName = Annotated[
    str,
    StringConstraints(
        pattern="^(summary|description|criteria|context|attachments|comment|components|environment|fixVersions"
        "|labels|priority|status|versions|customfield_[0-9]{1,12})$"
    ),
]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Masked = Literal["people", "emails", "account_ids", "secrets"]


class IntakeOptions(Closed):
    """What of an issue may be sent.

    Attributes:
        criteria_field: id of the custom field that holds the acceptance criteria, or None to look by name.
        max_description_chars: the description is cut after so many characters.
        max_attachment_chars: each attachment is cut after so many characters; 0 sends none.
        max_context_chars: the user's extra context is cut after so many characters.
        images: what is done with attached pictures: sent to a model that takes them, read by OCR, or named only;
            None names them only.
        max_images: so many pictures are sent; None is 5.
        max_image_bytes: a larger picture is not sent; None is 3,750,000, which base64 makes 5 MB.
        fields: only these fields are sent; None sends summary, description, criteria, context and attachments. Comments
            go without their authors; fields that hold people cannot be named.
        attachments: only files whose name or media type matches one of these patterns (`*.md`, `text/*`) are sent;
            None sends all.
        max_total_chars: all text of the issue together is cut after so many characters, by importance; None cuts
            each part only.
        mask: what is replaced by placeholders before anything is sent; None masks nothing.
        existing_tests: hand the prompt the tests that exist for the issue; None does not.
    """

    criteria_field: str | None = None
    max_description_chars: int = Field(default=24_000, ge=0, le=200_000)
    max_attachment_chars: int = Field(default=8_000, ge=0, le=200_000)
    max_context_chars: int = Field(default=8_000, ge=0, le=200_000)
    images: Literal["send", "ocr", "name"] | None = None
    max_images: int | None = Field(default=None, ge=0, le=20)
    max_image_bytes: int | None = Field(default=None, ge=0, le=20_000_000)
    fields: tuple[FieldName, ...] | None = None
    attachments: tuple[Pattern, ...] | None = None
    max_total_chars: int | None = Field(default=None, ge=0, le=1_000_000)
    mask: tuple[Masked, ...] | None = None
    existing_tests: bool | None = None


class Params(Closed):
    """Sampling parameters; None is not sent. Which adapter takes which: `prompt.params`."""

    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, gt=0, le=1)
    seed: int | None = Field(default=None, ge=0)
    frequency_penalty: float | None = Field(default=None, ge=-2, le=2)
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None
    max_output_tokens: int = Field(default=2_000, ge=1, le=128_000)


class ExampleIssue(Closed):
    """The issue of a few-shot example."""

    key: str = Field(min_length=1, max_length=40)
    type: str = "Story"
    summary: str
    description: str = ""
    criteria: tuple[str, ...] = ()


class Example(Closed):
    """A few-shot example: an issue, rendered like the real one, and the answer it should get."""

    name: str
    issue: ExampleIssue
    answer: str = Field(min_length=1)


class Stage(Closed):
    """One question to the model: two templates. A later stage sees the earlier output as `draft`."""

    name: str
    system: str
    user: str


class ModelSpec(Closed):
    """Which model, and how to reach it.

    The name, the names it is served as, the key's environment variable, the region and a hosted model's context
    length are no part of a config's identity; the rest is.

    Attributes:
        name: what people call it, `provider/model`.
        adapter: which of our adapters speaks to it.
        model: the id that is sent.
        base_url: endpoint; None is the SDK's own.
        key_env: environment variable that holds the key; None needs no key.
        context_tokens: the model's context length in tokens, None where unknown.
        takes: what the endpoint enforces or accepts beyond text.
        region: where the provider processes, for people.
        weights_sha256: of the model file, for adapter `local`.
        limit_field: how the endpoint calls the cap on output tokens.
        served_as: further names under which the endpoint may answer as this model; for people who run gateways.
    """

    name: str = Field(min_length=1)
    adapter: Adapter
    model: str = Field(min_length=1)
    base_url: str | None = None
    key_env: str | None = None
    context_tokens: int | None = Field(default=None, ge=1)
    takes: tuple[Ability, ...] = ()
    region: str | None = None
    weights_sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None = None
    limit_field: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    served_as: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()


class PromptConfig(Closed):
    """Everything that decides what production asks and whom. The unit of scoring and of release.

    Attributes:
        prompt: `family/version`, for people; not part of the identity.
        stages: at least one; the last one answers under the contract.
        examples: few-shot examples, in order.
        output: the contract that the last stage's answer is read by.
        constrained: give the server our grammar or schema where it takes one.
        trace_tags: the contract asks for `@AC-n` tags.
        model: whom to ask.
        params: only what is really sent.
        intake: what of the issue may be sent.
    """

    prompt: str
    stages: tuple[Stage, ...] = Field(min_length=1)
    examples: tuple[Example, ...] = ()
    output: Contract
    constrained: bool = False
    trace_tags: bool = False
    model: ModelSpec
    params: Params = Params()
    intake: IntakeOptions = IntakeOptions()


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One turn of the conversation with the model: a text, and pictures that stand before it."""

    role: Role
    content: str
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One call: messages, parameters, and the form the server is asked to enforce, if any.

    Attributes:
        messages: system first.
        params: only what is sent.
        schema: a JSON schema for the answer, or None.
        grammar: a GBNF grammar for the answer, or None. Never set together with `schema`.
        repeat: which of several equal questions this is, from 0.
        shared: so many leading messages are the same for every issue of the config; a provider's prompt cache can hold
            them. Nothing about the question, so no part of its identity.
    """

    messages: tuple[Message, ...]
    params: Params
    schema: dict[str, Any] | None = None
    grammar: str | None = None
    repeat: int = 0
    shared: int = field(default=0, compare=False)


# What comes out --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens of one call as the provider counted them; None is unknown, never 0.

    Attributes:
        input_tokens: uncached input only.
        cache_read_tokens: input served from the provider's prompt cache.
        cache_write_tokens: input written to that cache.
        output_tokens: the visible answer, without reasoning.
        reasoning_tokens: hidden reasoning; billed like output.
    """

    input_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None

    @property
    def total_input(self) -> int | None:
        """All input tokens, cached or not, or None where any of the three is unknown."""
        return _sum(self.input_tokens, self.cache_read_tokens, self.cache_write_tokens)

    @property
    def total_output(self) -> int | None:
        """Answer and reasoning tokens, or None where either is unknown."""
        return _sum(self.output_tokens, self.reasoning_tokens)


def _sum(*parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A model's answer to one request.

    Attributes:
        text: the answer; "" where the model refused or was filtered.
        finish: why it ended; `too_long` is a request beyond the model's context, which was never answered.
        usage: as the provider counted.
        latency_s: seconds from sending to the whole answer.
        served_by: the model's name as the provider answered it, or None.
        allowance: what the provider said is left of its limits; nothing about the answer, and never stored.
    """

    text: str
    finish: Finish
    usage: Usage
    latency_s: float
    served_by: str | None = None
    allowance: Allowance = field(default_factory=dict, compare=False, repr=False)


Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class TestStep(Closed):
    """One step of a manual test: what is done, with which data, and what is expected then."""

    __test__ = False

    action: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
    data: Line = ""
    expected: Line = ""


class TestCase(Closed):
    """One test: either `steps` (manual) or `scenario` (Gherkin), never both.

    Attributes:
        scenario: one scenario or outline as Gherkin text with its tags, without the feature line.
        preconditions: what holds before; a feature's background steps for Gherkin.
        technique: how the test was derived.
        labels: tags without `@`, those that name criteria left out.
        criteria: ids of the acceptance criteria it claims to check, as `AC-1`.
    """

    __test__ = False

    title: Title
    objective: Line = ""
    preconditions: tuple[Paragraph, ...] = Field(default=(), max_length=100)
    priority: Literal["high", "medium", "low"] = "medium"
    technique: Literal["functional", "negative", "boundary", "alternative", "regression", "nonfunctional"] = (
        "functional"
    )
    steps: tuple[TestStep, ...] = Field(default=(), max_length=40)
    scenario: Annotated[str, StringConstraints(max_length=20_000)] | None = None
    labels: tuple[Line, ...] = Field(default=(), max_length=200)
    criteria: tuple[Annotated[str, StringConstraints(pattern=r"^AC-[1-9][0-9]{0,3}$")], ...] = Field(
        default=(), max_length=40
    )
    assumptions: tuple[Line, ...] = Field(default=(), max_length=20)
    open_questions: tuple[Line, ...] = Field(default=(), max_length=20)


class TestSuite(Closed):
    """The tests of one issue: the canonical output. `language` is the Gherkin dialect's code."""

    __test__ = False

    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    language: str = "en"
    cases: tuple[TestCase, ...] = Field(default=(), max_length=200)
    open_questions: tuple[Line, ...] = Field(default=(), max_length=40)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read out of an answer. `reason` is None exactly when `suite` holds cases."""

    suite: TestSuite
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One stage's call: the stage's name, what was asked and what came back."""

    stage: str
    request: Request
    completion: Completion


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """What production made of one issue under one config.

    Attributes:
        outcome: `ok`, or why there are no tests.
        suite: the tests; empty unless `ok`.
        reason: one short sentence without issue text where the outcome is not `ok`, else None.
        answers: every call in its order.
        left_out: what intake did not send.
    """

    outcome: Outcome
    suite: TestSuite
    reason: str | None
    answers: tuple[Answer, ...] = field(default=())
    left_out: tuple[str, ...] = ()
