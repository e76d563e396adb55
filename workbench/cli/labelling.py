"""Commands over labels: import, export, agreement."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import LabelError

if TYPE_CHECKING:
    from workbench.service.agreement import Couple, KindAgreement

Dataset = Annotated[str | None, typer.Option("--dataset", help="Labels of this dataset only.")]


def label_import(
    file: Annotated[Path | None, typer.Argument(help="A labels file, JSON lines.")] = None,
    suites: Annotated[str | None, typer.Option(help="A dataset whose rated suites to take in.")] = None,
    json: Json = False,
) -> None:
    """Take labels into the store: from a file, or from a dataset's rated suites."""
    from dataclasses import asdict

    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.calibrating import rated_suites, read_labels
    from workbench.service.label import take_again, take_labels

    if (file is None) == (suites is None):
        raise LabelError("name either a labels file or --suites DATASET")
    workbench = open_workbench()
    if suites:
        taken = take_again(rated_suites(workbench, suites), store=workbench.store)
    else:
        taken = take_labels(read_labels(workbench, Path(str(file))), store=workbench.store)
    if json:
        print_json(asdict(taken))
    else:
        say(f"{taken.new} new labels, {taken.corrected} corrections, {taken.known} known already.")


def label_export(
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output without it.")] = None,
    dataset: Dataset = None,
) -> None:
    """Write the stored labels with every revision as JSON lines."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.calibrating import write_label_file
    from workbench.core.label_lines import as_lines

    labels = open_workbench().store.labels(dataset=dataset, every_revision=True)
    if out is None:
        say(as_lines(labels).rstrip("\n")) if labels else note("No labels yet.")
    else:
        write_label_file(out, labels)
        note(f"{out}: {len(labels)} labels")


def label_agreement(dataset: Dataset = None, json: Json = False) -> None:
    """Show how far the raters of the stored labels agree."""
    from dataclasses import asdict

    from workbench.bootstrap import open_workbench
    from workbench.service.agreement import agreement

    found = agreement(open_workbench().store.labels(dataset=dataset))
    if json:
        print_json([asdict(each) for each in found])
    elif not found:
        say("No labels yet. Take some in with: workbench label import")
    else:
        for each in found:
            _print(each)
        say("Numbers in brackets are 95 % intervals over issues; too narrow below about 30 issues.")


def _print(found: "KindAgreement") -> None:
    raters = ", ".join(f"{rater.name} ({rater.kind}): {count}" for rater, count in found.raters)
    say(f"{found.kind}: {found.units} rated. {raters}.")
    if not found.couples:
        say("  No two raters rated the same thing; nothing to compare.")
        return
    columns = ("first", "second", "both rated", "same", "kappa", "kappa, yes or no")
    print_table("", columns, [_couple(couple) for couple in found.couples], texts=("first", "second"))
    say(f"  Krippendorff's alpha of all raters: {found.alpha}; of people: {found.alpha_people}.")


def _couple(couple: "Couple") -> tuple[str, ...]:
    same = "-" if couple.same is None else f"{couple.same:.2f}"
    names = [f"{rater.name} ({rater.kind})" for rater in (couple.first, couple.second)]
    return (*names, str(couple.units), same, str(couple.kappa), str(couple.kappa_yes_no))
