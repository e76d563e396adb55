"""The command that runs production on one issue."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli import publishing
from workbench.cli.output import note
from workbench.generator.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.generator.__main__ import Written
    from workbench.generator.output.tests_file import TestsFile
    from workbench.generator.records import PromptConfig


def generate(
    issue: Annotated[
        str, typer.Argument(metavar="ISSUE", help="A file with what Jira's REST v3 answers, or a key with --site.")
    ],
    site: Annotated[
        str | None,
        typer.Option(help="A Jira Cloud site, https://your.atlassian.net. JIRA_EMAIL and JIRA_API_TOKEN sign in."),
    ] = None,
    context: Annotated[str | None, typer.Option(help="Extra context, as the app's users type it.")] = None,
    attach: Annotated[
        list[Path] | None, typer.Option(help="A file (text, PDF, Office, HTML, picture); may be repeated.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option(help="Take what is released there; else the one whose model can be asked here.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="A prompt config as JSON (workbench prompt show NAME --model M --json).")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="As `workbench models` lists it, openai/ID or anthropic/ID; asks its default prompt."),
    ] = None,
    form: Annotated[
        Literal["feature", "markdown", "json", "xray-csv", "xray-json"],
        typer.Option("--format", help="json is our own form, which `workbench publish` takes."),
    ] = "feature",
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="jira|xray|zephyr|FILE", help="Publish the tests there, as `workbench publish` does."
        ),
    ] = None,
    kind: publishing.Kind = None,
    region: publishing.Region = None,
    address: publishing.Address = None,
    settings: publishing.Settings = None,
    existing: Annotated[
        Literal["xray", "zephyr"] | None,
        typer.Option(help="Who knows the tests that the issue has; else Jira itself. For prompts that ask for them."),
    ] = None,
) -> None:
    """Generate tests for one issue, exactly as production does; exit code 1 where the answer held none."""
    from workbench.cli.targets import Destination, existing_tests
    from workbench.generator.__main__ import Choice, chosen_config, run, taken

    place = Destination(service=to or "", site=site, settings=settings, kind=kind, region=region, address=address)
    bring = None if to is None else publishing.destination(place)
    listed = None if config or channel else _listed(model)
    choice = Choice(config=listed) if listed else chosen_config(config, model, channel)
    source = taken(issue, site=site, attach=attach or [], options=choice.config.intake)
    with ExitStack() as stack:
        known = stack.enter_context(existing_tests(replace(place, service=existing))) if existing else None
        written = run(source, context=context, config=choice.config, form=form, existing=known)
    for each in (*choice.notes, *written.notes):
        note(f"note: {each}")
    if bring is None or written.fault:
        typer.echo(written.text, nl=False)
    if written.fault:
        note(f"no tests: {written.fault}")
        raise typer.Exit(1)
    if bring is not None:
        _brought(bring, written)


def _brought(bring: "Callable[[TestsFile], None]", written: "Written") -> None:
    """Publish what was made; where that fails it is printed, for it was paid for."""
    try:
        bring(written.tests)
    except GeneratorError:
        note("note: the tests were made and could not be published; here they are")
        typer.echo(written.text, nl=False)
        raise


def _listed(model: str | None) -> "PromptConfig | None":
    """Return the default config for a model that the project's evals/models.yaml lists, or None."""
    from workbench.bootstrap import open_workbench
    from workbench.core.errors import NoProjectError
    from workbench.generator.defaults import config_for

    if model is None:
        return None
    try:
        entry = open_workbench().catalog.models().get(model)
    except NoProjectError:
        return None
    return config_for(entry.spec) if entry else None
