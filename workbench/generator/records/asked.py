"""What is asked, and whom."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from workbench.generator.records.closed import Closed
from workbench.generator.records.incoming import Image

Adapter = Literal["openai", "anthropic", "local", "rules"]
Contract = Literal["gherkin", "test_suite_json"]
Ability = Literal["schema", "grammar", "images"]
Role = Literal["system", "user", "assistant"]

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
        max_attachment_chars: each attachment's text is cut after so many characters; 0 sends no text, pictures may go.
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
