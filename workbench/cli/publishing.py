"""The command that brings tests to where a team keeps them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from workbench.cli.output import Json, note, print_json, print_table, say

if TYPE_CHECKING:
    from workbench.cli.targets import Destination
    from workbench.generator.output.tests_file import TestsFile
    from workbench.generator.publish.journal import Journal
    from workbench.generator.publish.publication import Publication
    from workbench.generator.publish.publishing import Outcome, Preview, Published
    from workbench.generator.publish.target import Target

To = Annotated[
    str,
    typer.Option(
        "--to", metavar="jira|xray|zephyr|FILE", help="A service, or a .feature, .md, .json, .csv or .xray.json file."
    ),
]
Site = Annotated[
    str | None,
    typer.Option(help="The Jira Cloud site, https://your.atlassian.net. JIRA_EMAIL and JIRA_API_TOKEN sign in."),
]
Region = Annotated[
    str | None, typer.Option(help="Where the tenant's data lies: global, eu; with Xray us and au too. Global without.")
]
Address = Annotated[
    str | None, typer.Option(help="A service on this machine in the place of Xray's or Zephyr Scale's own.")
]
Kind = Annotated[
    Literal["issues", "sub_tasks", "comment", "attachment"] | None,
    typer.Option("--as", help="How tests stand in Jira; issues of type Test where it is left out."),
]
Project = Annotated[str | None, typer.Option(help="The project whose issues the tests become; else the story's.")]
IssueType = Annotated[str | None, typer.Option(help="The issue type of a test; else Test.")]
Settings = Annotated[
    Path | None, typer.Option(help="A YAML or JSON file with all settings of the target (docs/publishing.md).")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written; nothing is.")]
Kept = Annotated[
    Path | None, typer.Option("--journal", help="Keeps what was intended, without content; else in .workbench/publish.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that holds something else.")]
RawCells = Annotated[bool, typer.Option("--raw-cells", help="In CSV leave cells that begin a formula as they are.")]
_ENDS: Final = {
    "created": "created",
    "existing": "there already",
    "incomplete": "there, not complete",
    "refused": "refused",
    "unknown": "not known",
    "not_tried": "not tried",
}


def publish(
    tests: Annotated[Path, typer.Argument(metavar="TESTS.json", help="What `generate --format json` wrote.")],
    to: To,
    site: Site = None,
    kind: Kind = None,
    project: Project = None,
    issue_type: IssueType = None,
    region: Region = None,
    address: Address = None,
    settings: Settings = None,
    dry_run: DryRun = False,
    journal: Kept = None,
    overwrite: Overwrite = False,
    raw_cells: RawCells = False,
    as_json: Json = False,
) -> None:
    """Bring tests where a team keeps them; what is there already is not written again. Exit code 1: not all are."""
    from workbench.cli.targets import SERVICES, Destination
    from workbench.generator.output.tests_file import read_tests

    given = read_tests(tests)
    if to not in SERVICES:
        to_file(given, Path(to), overwrite=overwrite, raw_cells=raw_cells, dry_run=dry_run)
        return
    place = Destination(
        service=to, site=site, settings=settings, kind=kind, project=project, issue_type=issue_type, region=region,
        address=address,
    )  # fmt: skip
    to_service(given, place, journal=journal, dry_run=dry_run, as_json=as_json)


def destination(place: "Destination") -> "Callable[[TestsFile], None]":
    """Return what brings tests there; whatever can be refused without asking anybody is refused at once.

    Args:
        place: a service, or what is none of them and names a file.

    Raises:
        GeneratorError: there is no such form, file, site or setting, or nobody signs in.
    """
    from workbench.cli.targets import SERVICES, opened
    from workbench.generator.output.forms import form_of
    from workbench.generator.publish.file_target import refuse_other

    path = Path(place.service)
    if place.service not in SERVICES:
        form_of(path)
        refuse_other(path)
        return lambda given: to_file(given, path, overwrite=False, raw_cells=False, dry_run=False)
    with opened(place):
        pass
    return lambda given: to_service(given, place, journal=None, dry_run=False, as_json=False)


def to_file(given: "TestsFile", path: Path, *, overwrite: bool, raw_cells: bool, dry_run: bool) -> None:
    """Write tests into a file whose name says in which form."""
    from workbench.generator.output.forms import form_of, render
    from workbench.generator.publish.file_target import write_file

    form = form_of(path)
    text = render(given.suite, given.issue, form, config=given.config, neutralised=not raw_cells)
    if dry_run:
        typer.echo(text, nl=False)
        return
    changed = write_file(text, path, overwrite=overwrite)
    say(f"{path}: {_count(len(given.suite.cases))} {'written' if changed else 'there already'}")


def to_service(given: "TestsFile", place: "Destination", *, journal: Path | None, dry_run: bool, as_json: bool) -> None:
    """Bring tests into a service, or show what would be written there."""
    from workbench.cli.targets import opened
    from workbench.generator.publish.publication import Publication

    publication = Publication(issue=given.issue, suite=given.suite)
    with opened(place) as target:
        _run(publication, target, journal, dry_run=dry_run, as_json=as_json)


def _run(publication: "Publication", target: "Target", kept: Path | None, *, dry_run: bool, as_json: bool) -> None:
    from workbench.generator.publish import publishing

    with _journal(kept, target) as journal:
        if dry_run:
            _show_preview(publishing.preview(publication, target, journal), as_json=as_json)
            return
        published = publishing.publish(publication, target, journal, tell=_tell)
    _show(published, as_json=as_json)
    raise typer.Exit(0 if published.whole else 1)


@contextmanager
def _journal(kept: Path | None, target: "Target") -> Iterator["Journal"]:
    """Open the journal that is named, the project's, or outside of a project one that is not kept."""
    from workbench.bootstrap import open_workbench
    from workbench.core.errors import NoProjectError
    from workbench.generator.publish.journal import MemoryJournal, opened

    if kept is None:
        try:
            kept = open_workbench().home / "publish" / f"{target.place}.jsonl"
        except NoProjectError:
            note("note: no project here, so no journal is kept; what is there already is found by its trace")
            yield MemoryJournal()
            return
    with opened(kept) as journal:
        yield journal


def _tell(outcome: "Outcome") -> None:
    where = f" {outcome.ref.key}" if outcome.ref else ""
    note(f"{outcome.item.name}:{where} {_ENDS[outcome.end]}")


def _show(published: "Published", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "target": published.target,
                "whole": published.whole,
                "notes": published.notes,
                "items": [_as_json(each) for each in published.outcomes],
            }
        )
        return
    rows = [(*_named(each), _ENDS[each.end], _key(each)) for each in published.outcomes]
    print_table(f"Published to {published.target}", ("", "Test", "", "Where"), rows, texts=("Test",))
    for sentence in published.notes:
        note(f"note: {sentence}")
    for each in published.outcomes:
        for sentence in (*each.notes, *([each.reason] if each.reason else [])):
            note(f"{each.item.name}: {sentence}")
    if not published.whole:
        note("Not everything is there. Run the same command again: what is there is found and not written twice.")


def _show_preview(preview: "Preview", *, as_json: bool) -> None:
    from workbench.generator.publish.publishing import Outcome

    there = [each for each in preview.steps if isinstance(each, Outcome)]
    if as_json:
        written = [{"number": p.item.number, "what": p.what} for p in preview.steps if not isinstance(p, Outcome)]
        listed = [_as_json(each) for each in there]
        print_json({"target": preview.target, "notes": preview.notes, "to_write": written, "there": listed})
        return
    rows = [
        (*_named(each), _ENDS[each.end], _key(each))
        if isinstance(each, Outcome)
        else (str(each.item.number or ""), each.what, "would be written", "")
        for each in preview.steps
    ]
    print_table(f"What publishing to {preview.target} would do", ("", "Test", "", "Where"), rows, texts=("Test",))
    for sentence in preview.notes:
        note(f"note: {sentence}")


def _named(outcome: "Outcome") -> tuple[str, str]:
    case = outcome.item.case
    return str(outcome.item.number or ""), case.title if case else "all tests"


def _key(outcome: "Outcome") -> str:
    return (outcome.ref.url or outcome.ref.key) if outcome.ref else ""


def _as_json(outcome: "Outcome") -> dict[str, Any]:
    ref = outcome.ref
    return {
        "number": outcome.item.number,
        "trace": outcome.item.trace,
        "end": outcome.end,
        "id": ref.id if ref else None,
        "key": ref.key if ref else None,
        "url": ref.url if ref else None,
        "notes": outcome.notes,
        "reason": outcome.reason,
    }


def _count(tests: int) -> str:
    return "1 test" if tests == 1 else f"{tests} tests"
