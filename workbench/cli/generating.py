"""The command that runs production on one issue."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from workbench.cli.output import note


def generate(
    issue: Annotated[Path, typer.Argument(metavar="ISSUE.json", help="What Jira's REST v3 answers for the issue.")],
    context: Annotated[str | None, typer.Option(help="Extra context, as the app's users type it.")] = None,
    attach: Annotated[list[Path] | None, typer.Option(help="A text file; may be repeated.")] = None,
    config: Annotated[
        Path | None, typer.Option(help="A prompt config as JSON (workbench prompt show NAME --model M --json).")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="rules, local/smollm2-135m-instruct (default), openai/ID or anthropic/ID.")
    ] = None,
    form: Annotated[Literal["feature", "json", "markdown"], typer.Option("--format")] = "feature",
) -> None:
    """Generate tests for one issue, exactly as production does; exit code 1 where the answer held none."""
    from workbench.generator.__main__ import run

    text, fault = run(issue, context=context, attach=attach or [], config_file=config, model=model, form=form)
    typer.echo(text, nl=False)
    if fault:
        note(f"no tests: {fault}")
        raise typer.Exit(1)
