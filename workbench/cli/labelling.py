"""Commands over labels: import, export, agreement; labels as JSON lines, and sheets that a person rates in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import LabelError

if TYPE_CHECKING:
    from workbench.service.agreement import Couple, KindAgreement
    from workbench.service.label import Taken
    from workbench.service.sheet import Standing

Dataset = Annotated[str | None, typer.Option("--dataset", help="Of this dataset only.")]


def label_import(
    file: Annotated[Path | None, typer.Argument(help="Labels as .jsonl, or a filled sheet as .csv.")] = None,
    suites: Annotated[str | None, typer.Option(help="A dataset whose rated suites to take in.")] = None,
    rater: Annotated[str | None, typer.Option(help="Who filled the sheet in.")] = None,
    json: Json = False,
) -> None:
    """Take labels into the store: from a file, a sheet that a person filled in, or a dataset's rated suites."""
    from workbench.bootstrap.labelling import is_sheet

    if (file is None) == (suites is None):
        raise LabelError("name either a labels file or --suites DATASET")
    if file is not None and is_sheet(file):
        if rater is None:
            raise LabelError(f"{file}: whose sheet is it? name the person with --rater")
        _import_sheet(file, rater, json=json)
        return
    if rater is not None:
        raise LabelError("--rater goes with a sheet (.csv); lines of labels and rated suites say whose they are")
    _import_labels(file, suites, json=json)


def label_export(
    out: Annotated[Path | None, typer.Option(help="The .jsonl file to write; standard output without it.")] = None,
    sheet: Annotated[Path | None, typer.Option(help="A new .csv file for a person to rate in a spreadsheet.")] = None,
    dataset: Dataset = None,
    run: Annotated[str | None, typer.Option(help="Sheet: rate the tests of this run.")] = None,
    candidate: Annotated[str | None, typer.Option(help="Sheet: only this candidate's of the run.")] = None,
    count: Annotated[int | None, typer.Option(min=1, max=10_000, help="Sheet: how many rows at most; 150.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Sheet: of the sample; 1.")] = None,
    rater: Annotated[str | None, typer.Option(help="Sheet: what this person has rated comes last.")] = None,
    json: Json = False,
) -> None:
    """Write the stored labels with every revision as JSON lines, or with --sheet what a person is to rate."""
    if sheet is None:
        if any(each is not None for each in (run, candidate, count, seed, rater)):
            raise LabelError("--run, --candidate, --count, --seed and --rater go with --sheet FILE.csv")
        _export_labels(out, dataset, json=json)
    elif out is not None:
        raise LabelError("name either --out for the stored labels or --sheet for rows to rate")
    elif candidate is not None and run is None:
        raise LabelError("--candidate goes with --run, which holds its tests")
    else:
        _export_sheet(sheet, dataset, run, candidate, count=count, seed=seed, rater=rater, json=json)


def _import_labels(file: Path | None, suites: str | None, *, json: bool) -> None:
    from dataclasses import asdict

    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.calibrating import rated_suites, read_labels
    from workbench.service.label import take_again, take_labels

    workbench = open_workbench()
    if suites:
        taken = take_again(rated_suites(workbench, suites), store=workbench.store)
    else:
        taken = take_labels(read_labels(workbench, Path(str(file))), store=workbench.store)
    if json:
        print_json(asdict(taken))
    else:
        say(f"{_counted(taken)}.")


def _import_sheet(file: Path, rater: str, *, json: bool) -> None:
    from dataclasses import asdict

    from workbench.bootstrap.labelling import take_sheet_file

    found = take_sheet_file(opened(), file, rater=rater)
    if json:
        standings = [asdict(each) for each in found.standings]
        print_json({**asdict(found.taken), "not_rated": found.unrated, "people": standings})
        return
    say(f"{_counted(found.taken)}; {found.unrated} rows not rated yet.")
    for each in found.standings:
        say(_standing(each))


def _export_labels(out: Path | None, dataset: str | None, *, json: bool) -> None:
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.calibrating import write_label_file
    from workbench.bootstrap.labelling import is_sheet
    from workbench.core.label_lines import as_lines

    if out is not None and is_sheet(out):
        raise LabelError(f"{out}: --out writes JSON lines (.jsonl); a sheet to rate is --sheet FILE.csv")
    labels = open_workbench().store.labels(dataset=dataset, every_revision=True)
    if out is None:
        say(as_lines(labels).rstrip("\n")) if labels else note("No labels yet.")
        return
    write_label_file(out, labels)
    print_json({"file": str(out), "labels": len(labels)}) if json else note(f"{out}: {len(labels)} labels")


def _export_sheet(
    sheet: Path,
    dataset: str | None,
    run: str | None,
    candidate: str | None,
    *,
    count: int | None,
    seed: int | None,
    rater: str | None,
    json: bool,
) -> None:
    from dataclasses import asdict

    from workbench.bootstrap.labelling import COUNT, SEED, write_sheet

    if sheet.suffix.lower() != ".csv":
        raise LabelError(f"{sheet}: a sheet is a .csv file")
    count, seed = COUNT if count is None else count, SEED if seed is None else seed
    found = write_sheet(
        opened(), sheet, dataset=dataset, run=run, candidate=candidate, count=count, seed=seed, rater=rater
    )
    if json:
        print_json({"file": str(sheet), "seed": seed, **asdict(found)})
        return
    more = f", {found.again} rated before" if found.again else ""
    say(f"{sheet}: {found.rows} rows of {found.suites} suites and {found.issues} issues, {found.hard} hard{more}.")
    if found.left_out:
        say(f"Left out: {found.left_out} suites whose tests are longer than a cell of a spreadsheet.")
    say(f"Fill in 'value' (covered, partly, not), then: workbench label import {sheet} --rater NAME")


def _counted(taken: "Taken") -> str:
    return f"{taken.new} new labels, {taken.corrected} corrections, {taken.known} known already"


def _standing(found: "Standing") -> str:
    """Say how far people have rated a dataset, and what is missing."""
    from workbench.service.sheet import CALIBRATED_FROM, CALIBRATED_ISSUES, CORRECTED_FROM

    lacks = []
    if found.verdicts < CORRECTED_FROM:
        lacks.append(f"{CORRECTED_FROM - found.verdicts} verdicts for a corrected estimate ({CORRECTED_FROM})")
    more = {"verdicts": CALIBRATED_FROM - found.verdicts, "issues": CALIBRATED_ISSUES - found.issues}
    wanted = " and ".join(f"{number} {what}" for what, number in more.items() if number > 0)
    if wanted:
        lacks.append(f"{wanted} for a calibration ({CALIBRATED_FROM} over {CALIBRATED_ISSUES} issues)")
    missing = f"missing: {'; '.join(lacks)}" if lacks else "enough for a corrected estimate and a calibration"
    return f"{found.dataset}: {found.verdicts} verdicts by people over {found.issues} issues; {missing}."


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
