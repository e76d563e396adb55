"""No model: the honest floor that every model has to beat.

The prompt family `floor` renders one criterion a line, `AC-1: text`, or the description's lines where an
issue has no criteria. Each line becomes a scenario; nothing is understood.
"""

import re
import time
from typing import Final

from workbench.generator.records import Completion, ModelSpec, Request, Usage

_CRITERION: Final = re.compile(r"(?P<id>AC-[1-9][0-9]{0,3}): (?P<text>\S.*)")
_CONDITION: Final = re.compile(
    r"^(?:if|when|once|after|whenever|wenn|falls|sobald|si|quand|lorsque|cuando|se|quando|als|wanneer)\s+"
    r"(?P<when>[^,:]{3,160})(?:,\s*(?:(?:then|dann|so|alors|entonces|allora|então|dan)\s+)?|:\s*)(?P<then>.{3,})$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w")
_NOT_PLAIN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")
_MAX_SCENARIOS: Final = 60
_MAX_LINE: Final = 300
_MAX_TITLE: Final = 120


class RulesModel:
    """Turns each line of the last user message into a scenario; costs nothing and never fails."""

    def __init__(self, spec: ModelSpec) -> None:
        self.spec = spec

    def complete(self, request: Request) -> Completion:
        """Answer with one scenario a line; the first line names the feature."""
        started = time.monotonic()
        title, *rest = request.messages[-1].content.strip().splitlines() or [""]
        rules = [line.strip() for line in rest if _WORD.search(line)]
        # An issue that is its summary and nothing else still says one thing.
        rules = rules or [line for line in [title.strip()] if _WORD.search(line)]
        text = _feature(title, rules[:_MAX_SCENARIOS])
        nothing = Usage(input_tokens=0, cache_read_tokens=0, cache_write_tokens=0, output_tokens=0, reasoning_tokens=0)
        return Completion(text=text, finish="stop", usage=nothing, latency_s=time.monotonic() - started)


def _feature(title: str, lines: list[str]) -> str:
    scenarios = [_scenario(line, title) for line in lines]
    return "\n\n".join([f"Feature: {_plain(title)}", *scenarios]) + "\n"


def _scenario(line: str, title: str) -> str:
    match = _CRITERION.fullmatch(line)
    tag, text = (f"  @{match['id']}\n", match["text"]) if match else ("", line.lstrip("-*•0123456789.) \t#>[]"))
    text = _plain(text) or "the issue"
    condition = _CONDITION.match(text)
    when = condition["when"] if condition else "this rule applies"
    then = condition["then"] if condition else text
    return (
        f"{tag}  Scenario: {_title(text)}\n    Given {_plain(title) or 'the issue'}\n    When {when}\n    Then {then}"
    )


def _title(text: str) -> str:
    """The text's first words, as many as a title holds."""
    if len(text) <= _MAX_TITLE:
        return text
    whole, _, _ = text[: _MAX_TITLE + 1].rpartition(" ")
    return whole or text[:_MAX_TITLE]


def _plain(text: str) -> str:
    """One line that Gherkin takes as it is: no controls, no blanks in a row."""
    return " ".join(_NOT_PLAIN.sub(" ", text).split())[:_MAX_LINE].strip()
