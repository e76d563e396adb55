"""The command that looks through datasets for what should not stand there."""

import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.bootstrap.checking import Checked, Finding

_EVERY = 25  # fixtures between two lines of progress where nobody watches


def dataset_check(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Datasets; all where none.")] = None,
    suspected: Annotated[bool, typer.Option("--suspected", help="Count what is only suspected too.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print what was found; on a terminal only.")] = False,
    why: Annotated[
        str | None,
        typer.Option("--except", metavar="WHY", help="Answer for what is found, for this reason; with --by."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    json: Json = False,
) -> None:
    """Look through datasets for personal data and credentials, and hold their sign-offs to the rules.

    Exit code 0: nothing that nobody answers for; 1: findings, or a sign-off that does not hold; 2: could not look.
    """
    if show and (json or not sys.stdout.isatty()):
        raise CatalogError("--show prints text of issues, which is for a terminal only, and not for --json")
    if (why is None) != (by is None) or (why is not None and len(names or ()) != 1):
        raise CatalogError("--except and --by go together, and with one dataset")
    workbench = opened()
    checked, unread = _checked(workbench, names or workbench.catalog.dataset_names())
    if why is not None and by is not None and checked:
        checked = [_excepted(workbench, checked[0], why=why, by=by, suspected=suspected)]
    if json:
        print_json({"datasets": [_as_json(each, suspected=suspected) for each in checked], "unread": unread})
    else:
        for each in checked:
            _print(each, suspected=suspected, show=show)
    if any(each.faults or each.open(suspected=suspected) for each in checked):
        raise typer.Exit(1)
    if unread:
        raise typer.Exit(2)


def _checked(workbench: "Workbench", names: list[str]) -> "tuple[list[Checked], list[str]]":
    """Look through each of the datasets; say why one, or the whole of it, could not be."""
    from workbench.bootstrap.checking import check, missing_model

    checked, unread = [], []
    if (missing := missing_model()) is not None:
        unread.append(missing)
    for name in names:
        try:
            checked.append(check(workbench, name, _Progress(name)))
        except CatalogError as error:
            unread.append(str(error))
    for sentence in unread:
        note(f"error: {sentence}")
    return checked, unread


class _Progress:
    """Says on standard error how far it is: in one line where somebody watches, else now and then."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, done: int, todo: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{self._name}: {done}/{todo}" + ("\n" if done == todo else ""))
            sys.stderr.flush()
        elif done % _EVERY == 0 or done == todo:
            note(f"{self._name}: {done}/{todo}")


def _excepted(workbench: "Workbench", checked: "Checked", *, why: str, by: str, suspected: bool) -> "Checked":
    from workbench.bootstrap.checking import check, except_findings

    found = checked.open(suspected=suspected)
    if not found:
        return checked
    except_findings(workbench, checked.dataset, found, why=why, by=by)
    note(f"{checked.dataset}: {by} answers for {len(found)} findings")
    return check(workbench, checked.dataset, lambda done, todo: None)  # noqa: ARG005


def _print(checked: "Checked", *, suspected: bool, show: bool) -> None:
    found = checked.open(suspected=suspected)
    if found:
        print_table(checked.dataset, *_table(found, show=show))
    for fault in checked.faults:
        say(f"{checked.dataset}: {'fixture ' + repr(fault.key) if fault.key else 'the dataset'} {fault.why}")
    excepted = sum(each.excepted for each in checked.findings)
    flagged = sum(each.residue.tier == "suspected" and not each.excepted for each in checked.findings)
    more = "" if suspected else f", {flagged} only suspected"
    say(f"{checked.dataset}: {checked.fixtures} fixtures, {len(found)} findings, {excepted} excepted{more}, "
        f"{len(checked.faults)} sign-offs that do not hold.")  # fmt: skip
    if checked.unused:
        say(f"{checked.dataset}: {checked.unused} exceptions fit nothing any more.")


def _table(found: "tuple[Finding, ...]", *, show: bool) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    columns = ("fixture", "place", "kind", "detector", *(("text",) if show else ("how often",)))
    if show:
        return columns, [(*_row(each), each.residue.text) for each in found]
    counted = Counter(_row(each) for each in found)
    return columns, [(*row, str(count)) for row, count in counted.items()]


def _row(each: "Finding") -> tuple[str, str, str, str]:
    return each.key, each.residue.place, each.residue.kind, each.residue.detector


def _as_json(checked: "Checked", *, suspected: bool) -> dict[str, Any]:
    shown = [
        {
            "key": each.key,
            "place": each.residue.place,
            "start": each.residue.start,
            "end": each.residue.end,
            "kind": each.residue.kind,
            "detector": each.residue.detector,
            "tier": each.residue.tier,
            "digest": each.digest,
        }
        for each in checked.open(suspected=suspected)
    ]
    return {
        "dataset": checked.dataset,
        "fixtures": checked.fixtures,
        "findings": shown,
        "excepted": sum(each.excepted for each in checked.findings),
        "unused": checked.unused,
        "faults": [asdict(each) for each in checked.faults],
    }
