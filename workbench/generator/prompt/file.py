"""Prompt files: one Markdown file a version, front matter and named blocks.

    ---
    description: One scenario per acceptance criterion.
    output: gherkin
    examples: [lock-account]
    params: {temperature: 0, max_output_tokens: 1200}
    ---
    {% block system %}...{% endblock %}
    {% block user %}...{% endblock %}

Several stages are several pairs, `plan_system` and `plan_user`, then `write_system` and `write_user`.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import yaml
from pydantic import Field, StringConstraints, ValidationError

from workbench.generator.errors import PromptError
from workbench.generator.prompt.render import check_template
from workbench.generator.records import Closed, Contract, Example, IntakeOptions, Params, Stage

_FRONT: Final = re.compile(r"\A---[ \t]*\n(?P<head>.*?)\n---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)
_BLOCK: Final = re.compile(
    r"\{%-?[ ]*block[ ]+(?P<name>\w+)[ ]*-?%\}\n?(?P<text>.*?)\{%-?[ ]*endblock[ ]*(?P=name)?[ ]*-?%\}", re.DOTALL
)
_BLOCK_NAME: Final = re.compile(r"(?P<stage>(?:\w+_)?)(?:system|user)")
_MAX_BYTES: Final = 1_000_000
_SHALLOW: Final = 500

Record = TypeVar("Record", bound=Closed)


class PromptHead(Closed):
    """The front matter of a prompt file."""

    description: str = Field(min_length=1)
    output: Contract
    constrained: bool = False
    trace_tags: bool = False
    examples: tuple[Annotated[str, StringConstraints(pattern=r"^[\w-]{1,80}$")], ...] = ()
    params: Params = Params()
    intake: IntakeOptions = IntakeOptions()


class Prompt(Closed):
    """One version of a prompt: `name` is `family/version`; the examples are read in."""

    name: str
    head: PromptHead
    stages: tuple[Stage, ...]
    examples: tuple[Example, ...]


def read_prompt(path: Path) -> Prompt:
    """Read `prompts/<family>/<version>.md` and the examples it names.

    Raises:
        PromptError: the file is missing, not UTF-8, has no front matter, an unknown key, a block that does
            not pair up, text outside of blocks, a variable or filter that does not exist, or an example is missing.
    """
    text = read_text(path)
    match = _FRONT.match(text.replace("\r\n", "\n"))
    if not match:
        raise PromptError(f"{path}: no front matter; start the file with '---', keys as in docs/prompts.md, and '---'")
    head = parse_yaml(path, "\n" + match["head"], PromptHead)  # so that a fault's line is the file's
    stages = _stages(path, match["body"])
    for index, stage in enumerate(stages):
        check_template(stage, with_draft=index > 0, where=str(path))
    examples = tuple(_example(path.parent / "examples" / f"{name}.yaml", name) for name in head.examples)
    return Prompt(name=f"{path.parent.name}/{path.stem}", head=head, stages=stages, examples=examples)


def read_text(path: Path) -> str:
    """Return a small UTF-8 file's text.

    Raises:
        PromptError: it is missing, unreadable, larger than 1 MB or not UTF-8.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise PromptError(f"{path}: larger than {_MAX_BYTES} bytes; is it the right file?")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PromptError(f"{path}: not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise PromptError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None


def parse_yaml(path: Path, text: str, model: type[Record]) -> Record:
    """Read YAML text into one of our closed records.

    Raises:
        PromptError: no YAML, or a key or value that the record does not take; says which and where.
    """
    try:
        return model.model_validate(_parsed(text) or {})
    except yaml.YAMLError as error:
        raise PromptError(f"{path}: {yaml_fault(error)}") from None
    except ValidationError as error:
        raise PromptError(f"{path}: {first_fault(error)}") from None
    except (RecursionError, ValueError):
        raise PromptError(f"{path}: the YAML is nested too deeply or holds a value that cannot be read") from None


class _TwiceError(yaml.MarkedYAMLError):
    """A key that stands twice in one mapping."""


class _Once(yaml.constructor.SafeConstructor):
    """The safe constructor, which takes the last of two equal keys without a word, made to refuse them."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in seen:
                    raise _TwiceError(problem_mark=key.start_mark)
                seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep=deep)


class _OnceLoader(_Once, yaml.SafeLoader):
    """Reads any YAML."""


class _FastOnceLoader(_Once, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads shallow YAML: libyaml is four times as fast, and ends the process with a fault on deep nesting."""


def _parsed(text: str) -> Any:  # noqa: ANN401 - any YAML value
    """Return what a YAML text holds. YAML is nested no deeper than its brackets and a line's first signs allow."""
    brackets = text.count("[") + text.count("{")
    indent = max((len(line) - len(line.lstrip(" -?:")) for line in text.splitlines()), default=0)
    if brackets + indent < _SHALLOW:
        with suppress(yaml.YAMLError):  # the other loader says better where it breaks
            return yaml.load(text, _FastOnceLoader)  # noqa: S506 - a safe loader
    return yaml.load(text, _OnceLoader)  # noqa: S506 - a safe loader


def yaml_fault(error: yaml.YAMLError) -> str:
    """Return where a YAML text breaks, without its content."""
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return f"{'a key stands twice' if isinstance(error, _TwiceError) else 'not valid YAML'}{place}"


def first_fault(error: ValidationError) -> str:
    """Return the first fault of a validation as a short phrase, without the input."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    first = faults[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    if first["type"] == "extra_forbidden":
        return f"unknown key {place!r}{more}"
    if first["type"] == "missing":
        return f"{place!r} is missing{more}"
    return f"{place!r}: {first['msg'][0].lower()}{first['msg'][1:]}{more}"


def _stages(path: Path, body: str) -> tuple[Stage, ...]:
    blocks: dict[str, str] = {}
    for match in _BLOCK.finditer(body):
        if match["name"] in blocks:
            raise PromptError(f"{path}: block {match['name']!r} stands twice")
        blocks[match["name"]] = match["text"]
    outside = _BLOCK.sub("", body)
    if outside.strip():
        raise PromptError(
            f"{path}: text or tags outside of a block; blocks are not nested and nothing stands beside them"
        )
    names = _stage_names(path, blocks)
    return tuple(
        Stage(
            name=name.rstrip("_") or "write", system=blocks[f"{name}system"].strip(), user=blocks[f"{name}user"].strip()
        )
        for name in names
    )


def _stage_names(path: Path, blocks: Mapping[str, str]) -> list[str]:
    """Return what stands before `system` and `user` in the blocks' names, "" for a single stage."""
    if not blocks:
        raise PromptError(f"{path}: no blocks; a prompt needs '{{% block system %}}' and '{{% block user %}}'")
    parts = {name: _BLOCK_NAME.fullmatch(name) for name in blocks}
    strange = next((name for name, part in parts.items() if part is None), None)
    if strange is not None:
        raise PromptError(
            f"{path}: unknown block {strange!r}; a stage is 'system' and 'user', or 'plan_system' and 'plan_user'"
        )
    names = list(dict.fromkeys(part["stage"] for part in parts.values() if part))
    for name in names:
        missing = [f"{name}{role}" for role in ("system", "user") if f"{name}{role}" not in blocks]
        if missing:
            raise PromptError(
                f"{path}: block {missing[0]!r} is missing; a stage is a pair '{name}system' and '{name}user'"
            )
    empty = next((f"{name}user" for name in names if not blocks[f"{name}user"].strip()), None)
    if empty is not None:
        raise PromptError(f"{path}: block {empty!r} is empty; it is what the model is asked")
    if "" in names and len(names) > 1:
        raise PromptError(f"{path}: several stages need names, as 'plan_system' and 'plan_user'")
    return names


class _ExampleFile(Closed):
    issue: dict[str, object]
    answer: str


def _example(path: Path, name: str) -> Example:
    content = parse_yaml(path, read_text(path), _ExampleFile)
    try:
        return Example.model_validate({"name": name, "issue": content.issue, "answer": content.answer.strip()})
    except ValidationError as error:
        raise PromptError(f"{path}: {first_fault(error)}") from None
