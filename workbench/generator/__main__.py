"""`python -m workbench.generator ISSUE.json`, or `KEY --site URL`: production on one issue, on the base alone."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from workbench.generator.defaults import default_config
from workbench.generator.errors import ConfigError, GeneratorError, IssueError
from workbench.generator.generate import generate
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.intake.existing import ExistingTests
from workbench.generator.intake.jira import IN_THE_ISSUE
from workbench.generator.intake.jira_client import Exchange, JiraClient, Site, access_from, fetch
from workbench.generator.models import missing, paced
from workbench.generator.models.bounded import Bounds, client_of
from workbench.generator.output.forms import FORMS, Form, render
from workbench.generator.output.tests_file import TestsFile
from workbench.generator.prompt.digest import config_digest, short
from workbench.generator.prompt.release import current, ledger, load_release, read_release
from workbench.generator.records import Generation, IntakeOptions, Issue, PromptConfig

_BEGINNING = 40
_KEY: Final = re.compile(r"[A-Z][A-Z0-9_]+-[1-9][0-9]*")
_JIRA_BOUNDS: Final = Bounds(silent_s=30.0, total_s=120.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 tests were written, 1 the model's answer held none, 2 it could not run."""
    given = _parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # feature files are UTF-8, whatever the terminal is
    try:
        choice = chosen_config(Path(given.config) if given.config else None, given.model, given.channel)
        attach = [Path(each) for each in given.attach]
        source = taken(given.issue, site=given.site, attach=attach, options=choice.config.intake)
        written = run(source, context=given.context, config=choice.config, form=given.format)
    except GeneratorError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("error: interrupted; nothing was written\n")
        return 2
    sys.stderr.writelines(f"note: {each}\n" for each in (*choice.notes, *written.notes))
    if not _printed(written.text):
        return 2
    if written.fault:
        sys.stderr.write(f"no tests: {written.fault}\n")
    return 1 if written.fault else 0


def _printed(text: str) -> bool:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of one issue: the tests as text, why there are none, if so, and what of the input was not used."""

    text: str
    fault: str | None
    notes: tuple[str, ...]
    tests: TestsFile = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One issue as it came in: Jira's answer, the bytes of attached files, and what was not loaded."""

    document: dict[str, Any] = field(repr=False)
    attached: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()


def taken(issue: str, *, site: str | None, attach: Sequence[Path], options: IntakeOptions) -> Source:
    """Return an issue out of a file, or out of Jira where a site is named.

    Args:
        issue: a path, or a key where there is a site.
        site: the address of a Jira Cloud site, or None. The credentials come from the environment or a keyring.
        attach: further files.
        options: what of the issue may be sent; nothing else is asked for.

    Raises:
        GeneratorError: the issue or a file cannot be read.
    """
    files = tuple(_attached(each) for each in attach)
    if site is None:
        path = Path(issue)
        if _KEY.fullmatch(issue) and not path.exists():
            raise IssueError(f"{issue}: no such file; for an issue in Jira add --site https://your.atlassian.net")
        return Source(document=load_issue_document(path), attached=files)
    place = Site.at(site)
    with client_of(_JIRA_BOUNDS, local=place.is_loopback) as http:
        jira = JiraClient(Exchange(place, access_from(os.environ, place), http=http))
        fetched = fetch(jira, issue, options=options)
    return Source(document=fetched.document, attached=(*fetched.attached, *files), notes=fetched.notes)


def run(
    source: Source,
    *,
    context: str | None,
    config: PromptConfig,
    form: Form,
    existing: ExistingTests | None = None,
) -> Written:
    """Return the tests of one issue in a format.

    Args:
        source: the issue.
        context: what the user adds by hand.
        config: what is asked.
        form: of the text.
        existing: knows the tests that the issue has; None takes those that the issue's own answer names.

    Raises:
        GeneratorError: anything that was handed in cannot be used, or the provider failed.
    """
    issue = read_issue(
        source.document,
        options=config.intake,
        context=context,
        attached=source.attached,
        tests=existing or IN_THE_ISSUE,
    )
    generation = generate(issue, config, paced(config.model))
    tests = TestsFile(issue=issue.key, config=short(config_digest(config)), suite=generation.suite)
    return Written(
        tests=tests,
        text=render(tests.suite, tests.issue, form, config=tests.config),
        fault=generation.reason,
        notes=(*source.notes, *generation.left_out, *_unused(issue, config, generation)),
    )


def _unused(issue: Issue, config: PromptConfig, generation: Generation) -> Iterator[str]:
    """Say which kinds of what the user added stand in none of the messages that were sent."""
    messages = [message for answer in generation.answers for message in answer.request.messages]
    sent = " ".join(" ".join(message.content.split()) for message in messages)
    given = {
        "extra context": [issue.context or ""],
        "attachments": [attachment.text or "" for attachment in issue.attachments],
        "further fields": [field.text for field in issue.fields],
        "existing tests": [test.title for test in issue.existing],
    }
    for what, texts in given.items():
        beginnings = [" ".join(text.split())[:_BEGINNING] for text in texts if text.strip()]
        if beginnings and not any(beginning in sent for beginning in beginnings):
            yield f"{what}: not used by the prompt {config.prompt!r}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The config that is asked, and how it came to be that one where nobody named it."""

    config: PromptConfig
    notes: tuple[str, ...] = ()


def chosen_config(config_file: Path | None, model: str | None, channel: str | None = None) -> Choice:
    """Return the config of a channel or a file, or the default one for a model.

    Where none of them is named it is the released channel whose model can be asked here, if that is exactly one.

    Raises:
        ConfigError: the file cannot be used or asks another model, there is no such model, or too much is named.
        ReleaseError: nothing is released on the channel, or what is released is not as it was written.
    """
    if channel is not None and (config_file or model):
        raise ConfigError("--channel names a whole config with its model; drop --config and --model, or --channel")
    if channel is not None:
        return Choice(config=load_release(channel))
    if config_file is None:
        return Choice(config=default_config(model)) if model else _unnamed()
    config = read_config(config_file)
    if model and model != config.model.name:
        raise ConfigError(f"{config_file}: the config asks {config.model.name!r}, and --model says {model!r}; drop one")
    return Choice(config=config)


def _unnamed() -> Choice:
    """Return the only release that can be asked here, else the default config."""
    released = {channel: read_release(None, line).config for channel, line in current(ledger()).items()}
    usable = sorted(channel for channel, config in released.items() if missing(config.model) is None)
    if len(usable) == 1:
        config = released[usable[0]]
        return Choice(config=config, notes=(f"asked is channel {usable[0]!r}: {_called(config)}",))
    config = default_config(None)
    if not released:
        return Choice(config=config)
    told = (
        f"channels {', '.join(usable)} can be asked here, name one with --channel"
        if usable
        else (f"none of the released channels can be asked here ({', '.join(sorted(released))})")
    )
    return Choice(config=config, notes=(f"{told}; asked is the default {_called(config)}",))


def _called(config: PromptConfig) -> str:
    return f"{config.prompt} @ {config.model.name}"


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
    parser.add_argument("issue", metavar="ISSUE", help="a file with what Jira's REST v3 answers, or a key with --site")
    parser.add_argument(
        "--site", metavar="URL", help="https://your.atlassian.net; JIRA_EMAIL and JIRA_API_TOKEN sign in"
    )
    parser.add_argument("--context", help="extra context, as the app's users type it")
    parser.add_argument(
        "--attach",
        action="append",
        default=[],
        metavar="FILE",
        help="text, PDF, Office, HTML or picture; may be repeated",
    )
    parser.add_argument("--channel", help="take what is released there; else the one that can be asked here")
    parser.add_argument("--config", metavar="FILE", help="a prompt config as JSON")
    parser.add_argument("--model", help="rules, local/smollm2-135m-instruct (default), openai/ID or anthropic/ID")
    parser.add_argument("--format", choices=FORMS, default="feature")
    return parser


if __name__ == "__main__":
    sys.exit(main())
