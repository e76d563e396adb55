"""Production on one issue in a process of its own: all answers, all failures, everything logged, all told on stdout.

`python -m tests.generator.private_run PROVIDER FAILURE...` reads the issue and its files from stdin. With `leak` as a
failure it leaks on purpose, so that the test which looks for leaks is known to find them.
"""

import base64
import gzip
import json
import logging
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.generator.prompt.configs import config
from workbench.generator.errors import GeneratorError
from workbench.generator.generate import generate
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.models.port import Model
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import IntakeOptions, Issue, ModelSpec, PromptConfig
from workbench.generator.tenant.usage import TokenPrice, usage_record

SITE = "f0a1b2c3-0000-4000-8000-00000000000a"
EVERYTHING = """{{ issue.summary }}
{{ issue.description }}
{% for each in issue.criteria %}{{ each.text }}
{% endfor %}
{{ issue.context }}
{% for each in issue.fields %}{{ each.name }}: {{ each.text }}
{% endfor %}
{% for each in issue.existing %}{{ each.title }}
{% endfor %}
{% for each in issue.attachments %}{{ each.name }} {{ each.text }}
{% endfor %}"""
OPTIONS = IntakeOptions(
    fields=("summary", "description", "criteria", "context", "attachments", "labels", "customfield_1"),
    existing_tests=True,
)


def asking(provider: str, way: str, options: IntakeOptions) -> Iterator[tuple[PromptConfig, Model]]:
    """A config that sends everything it is given, and its model, through each official SDK."""
    said = config(("You write Gherkin.", EVERYTHING), intake=options)
    for adapter, path in (("openai", "/v1"), ("anthropic", "")):
        spec = ModelSpec(name=f"{adapter}/m", adapter=adapter, model="m", base_url=f"{provider}/{way}{path}")  # type: ignore[arg-type]
        kind: Callable[..., Model] = OpenAiModel if adapter == "openai" else AnthropicModel
        yield said.model_copy(update={"model": spec}), kind(spec, key="k")


def main(provider: str, *ways: str) -> None:
    """Run each way and tell what came of it."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)  # the SDKs configured it on import
    given: dict[str, Any] = json.load(sys.stdin)
    files = [(name, base64.b64decode(data)) for name, data in given["files"]]
    issue = read_issue(given["issue"], options=OPTIONS, context=given["context"], attached=files)
    print(issue.left_out)
    for way in ways:
        if way == "leak":
            _leak(issue)
            continue
        for asked, model in asking(provider, way, OPTIONS):
            _told(lambda asked=asked, model=model: generate(issue, asked, model), asked)
    _inputs(given["issue"], issue)


def _inputs(document: dict[str, Any], issue: Issue) -> None:
    """Everything that can be wrong with what is handed in."""
    whole = json.dumps(document)
    asked, model = next(asking("http://127.0.0.1:9", "x", OPTIONS))
    for broken in (whole[:-1], whole + "}", f"[{whole}]", whole.replace('"summary"', '"sumary"'), f'"{whole}"'):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "issue.json"
            path.write_text(broken)
            _told(lambda path=path: read_issue(load_issue_document(path), options=OPTIONS), asked)
    for template in ("{{ issue.summary / 2 }}", "{{ issue.description.nothing }}", "{{ {}[issue.summary] }}"):
        wrong = asked.model_copy(update={"stages": config(("", template)).stages})
        _told(lambda wrong=wrong: generate(issue, wrong, model), wrong)
    _told(lambda: generate(issue, asked, model), asked)


def _told(run: Callable[[], object], asked: PromptConfig) -> None:
    """Tell of a run what a service could log of it: its usage record, or the failure with all that hangs on it."""
    price = TokenPrice(input=Decimal(1), cache_read=Decimal(1), cache_write=Decimal(1), output=Decimal(1))
    try:
        made: Any = run()
    except GeneratorError as error:
        made = error
        print(type(error).__name__, str(error), repr(error), error.args, vars(error))
        print("".join(traceback.format_exception(error)))
        logging.getLogger("app").exception("failed")
    else:
        print(made.outcome, made.reason, made.left_out)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    told = usage_record(made, asked, installation=SITE, environment="production", at=now, price=price)
    print(told.model_dump_json(), told, config_digest(asked))


def _leak(issue: Issue) -> None:
    logging.getLogger("openai").propagate = True
    logging.getLogger("app").debug("asked: %r", issue.summary)
    Path("cache.gz").write_bytes(gzip.compress(issue.description.encode()))
    (Path.home() / ".history").write_text(json.dumps(issue.context), encoding="utf-16")
    print(repr(ValueError(issue.criteria[0].text)))


if __name__ == "__main__":
    main(*sys.argv[1:])
