"""`python -m workbench.generator ISSUE.json`: production on one issue, with nothing but the base installed."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from pydantic import ValidationError

from workbench.generator.defaults import default_config
from workbench.generator.errors import ConfigError, GeneratorError, IssueError
from workbench.generator.generate import generate
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.models import connect
from workbench.generator.output.files import to_feature, to_json, to_markdown
from workbench.generator.records import Generation, PromptConfig

FORMATS = ("feature", "json", "markdown")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 tests were written, 1 the model's answer held none, 2 it could not run."""
    given = _parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # feature files are UTF-8, whatever the terminal is
    try:
        text, fault = run(
            Path(given.issue),
            context=given.context,
            attach=[Path(each) for each in given.attach],
            config_file=Path(given.config) if given.config else None,
            model=given.model,
            form=given.format,
        )
    except GeneratorError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("error: interrupted; nothing was written\n")
        return 2
    if not _written(text):
        return 2
    if fault:
        sys.stderr.write(f"no tests: {fault}\n")
    return 1 if fault else 0


def _written(text: str) -> bool:
    """Write to stdout; False where nobody reads it any more (`| head`) or the disk is full."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(f"error: the tests cannot be written ({error.strerror or type(error).__name__})\n")
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # else the interpreter complains again at its end
        return False
    return True


def run(
    issue_file: Path,
    *,
    context: str | None,
    attach: Sequence[Path],
    config_file: Path | None,
    model: str | None,
    form: str,
) -> tuple[str, str | None]:
    """Return the tests of one issue in a format, and why there are none, if so.

    Raises:
        GeneratorError: anything that was handed in cannot be used, or the provider failed.
    """
    config = read_config(config_file) if config_file else default_config(model)
    if config_file and model and model != config.model.name:
        raise ConfigError(f"{config_file}: the config asks {config.model.name!r}, and --model says {model!r}; drop one")
    document = load_issue_document(issue_file)
    issue = read_issue(document, options=config.intake, context=context, attached=[_attached(each) for each in attach])
    generation = generate(issue, config, connect(config.model))
    return write(generation, issue.key, form), generation.reason


def write(generation: Generation, key: str, form: str) -> str:
    """Return a generation's tests as `feature`, `json` or `markdown`."""
    if form == "json":
        return to_json(generation.suite)
    return to_markdown(generation.suite, key) if form == "markdown" else to_feature(generation.suite, key)


def read_config(path: Path) -> PromptConfig:
    """Return a prompt config from its JSON file.

    Raises:
        ConfigError: it is missing, no JSON, or holds an unknown key or a value that does not fit.
    """
    try:
        return PromptConfig.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise ConfigError(f"{path}: no prompt config: {place!r}: {first['msg']}") from None


def _attached(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise IssueError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m workbench.generator", description="Generate tests for one Jira issue."
    )
    parser.add_argument("issue", metavar="ISSUE.json", help="what Jira's REST v3 answers for the issue")
    parser.add_argument("--context", help="extra context, as the app's users type it")
    parser.add_argument("--attach", action="append", default=[], metavar="FILE", help="a text file; may be repeated")
    parser.add_argument("--config", metavar="FILE", help="a prompt config as JSON")
    parser.add_argument("--model", help="rules, local/smollm2-135m-instruct (default), openai/ID or anthropic/ID")
    parser.add_argument("--format", choices=FORMATS, default="feature")
    return parser


if __name__ == "__main__":
    sys.exit(main())
