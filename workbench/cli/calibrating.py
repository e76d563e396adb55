"""The command that holds a scorer against labels."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import judging
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import LabelError

if TYPE_CHECKING:
    from workbench.service.calibrate import Against, Calibration
    from workbench.service.calibrate_matrices import LinkFigures, MatrixCalibration


def calibrate(
    scorer: Annotated[
        str, typer.Argument(help="coverage_evidence, coverage, or a baseline: constant, length, tf_idf, style_only.")
    ],
    on: Annotated[
        str | None,
        typer.Option(
            help="A folder of rated suites or of matrices, a labels file, or a dataset; else all labels here."
        ),
    ] = None,
    adversarial: Annotated[
        bool, typer.Option("--adversarial", help="Try to fool it: suites that check nothing, mutated behaviours.")
    ] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Fit its model anew on these labels, and write its file.")] = False,
    links: Annotated[
        Path | None, typer.Option(help="With --fit: a folder of requirement-test matrices for the link head.")
    ] = None,
    judge: Annotated[
        str | None, typer.Option(help="With coverage: the model that judges; it is asked about every labelled verdict.")
    ] = None,
    budget: Annotated[str | None, typer.Option(help="With --judge: US dollars that it may cost, as 2.00.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --judge: do not ask, even where it is dear.")] = False,
    json: Json = False,
) -> None:
    """Hold a scorer against labels, beside the baselines; writes a report and a card."""
    if (scorer == "coverage") != (judge is not None):
        raise LabelError(
            "coverage is what a judge says: name a model of evals/models.yaml with --judge"
            if judge is None
            else "--judge goes with coverage"
        )
    if judge is not None:
        if adversarial or fit or links:
            raise LabelError("--judge does not go with --adversarial, --fit or --links")
        judging.calibrate(judge, on, budget, yes=yes, json=json)
        return
    if scorer != "coverage_evidence" and (adversarial or fit):
        raise LabelError(f"--fit and --adversarial are for coverage_evidence; {scorer!r} has no model")
    if fit and adversarial:
        raise LabelError("--fit and --adversarial do not go together")
    if links and not fit:
        raise LabelError("--links goes with --fit")
    if fit:
        _fit(on, links)
    elif adversarial:
        _try_to_fool(on, json)
    else:
        _hold(scorer, on, json)


def _fit(on: str | None, links: Path | None) -> None:
    from workbench.bootstrap import calibrating, open_workbench

    workbench = open_workbench()
    issues = calibrating.calibration_set(workbench, on).issues
    matrices = calibrating.calibration_set(workbench, str(links)).matrices if links else ()
    if links and not matrices:
        raise LabelError(f"--links takes a folder of matrices; {links.name!r} holds rated suites")
    note(f"Fitting on {len(issues)} issues and {len(matrices)} matrices; sentence vectors are made where they are new.")
    note(f"written: {calibrating.fit_model(workbench, issues, matrices)}")


def _try_to_fool(on: str | None, json: bool) -> None:
    from workbench.bootstrap import calibrating, open_workbench

    workbench = open_workbench()
    calibrating.fitted_model(workbench)  # says what is missing before anything takes long
    note("Sentence vectors are made where they are new; the first time takes two minutes or more.")
    found = calibrating.try_to_fool(workbench, on)
    if json:
        print_json(asdict(found))
        return
    rows = [(each.name, kind, str(each.issues), f"{each.mean:.3f}", f"{each.greatest:.3f}")
            for kind, group in (("checks nothing", found.adversaries), ("rated", found.real))
            for each in group]  # fmt: skip
    print_table(f"{found.scorer}: suites made to fool it", ("suite", "kind", "issues", "mean", "greatest"), rows)
    shares = [(each.mutator, str(each.mutants), f"{each.lower:.2f}", f"{each.told_apart:.2f}",
               "-" if each.rejected is None else f"{each.rejected:.2f}") for each in found.mutators]  # fmt: skip
    columns = ("mutator", "mutants", "lower", "told apart", "rejected")
    print_table("Mutants of covered behaviours", columns, shares)
    say(f"Told apart: less likely than the original by {found.least_fall:.0%} of it. Rejected: below the threshold.")


def _hold(scorer: str, on: str | None, json: bool) -> None:
    from workbench import bootstrap
    from workbench.bootstrap import calibrating
    from workbench.service.calibrate import calibrate as hold_against
    from workbench.service.calibrate_matrices import calibrate_matrices
    from workbench.service.calibration_card import calibration_card

    workbench = bootstrap.open_workbench()
    given = calibrating.calibration_set(workbench, on)
    if scorer == "coverage_evidence":
        calibrating.fitted_model(workbench)  # says what is missing before anything takes long
        note("Sentence vectors are made where they are new; the first time takes a minute or more.")
    if given.matrices:
        links = calibrate_matrices(scorer, given.matrices, calibrating.matrix_scorer(workbench, scorer, given.matrices))
        written = calibrating.write_matrices(workbench, links)
        print_json(asdict(links)) if json else _print_matrices(links)
    else:
        ready = calibrating.pair_scorer(workbench, scorer, given.issues)
        found = hold_against(scorer, given.issues, ready, source=given.source)
        card = calibration_card(found, at=bootstrap.clock())
        written = calibrating.write_calibration(workbench, found, card)
        print_json(asdict(found)) if json else _print(found)
    for path in written:
        note(f"written: {path}")


def _print(found: "Calibration") -> None:
    counts = found.counts
    say(
        f"{found.scorer} against {found.whose}: {counts.issues} issues, {counts.suites} suites, "
        f"{counts.verdicts} verdicts ({counts.covered} covered), {counts.pairs} pairs."
    )
    rankings = [f"{each.better} > {each.worse}" for each in found.figures.rankings]
    columns = ("", "within a suite", "pooled AUC", "AP", "Brier skill", *rankings)
    rows = [(found.scorer, found.figures), *found.baselines.items()]
    print_table("Verdicts", columns, [_row(name, each) for name, each in rows], texts=columns)
    if found.point:
        point = found.point
        say(
            f"Covered from {point.threshold:.2f}: sensitivity {point.sensitivity}, specificity {point.specificity}, "
            f"kappa {point.kappa}."
        )
    parts = [
        (each.name, str(each.verdicts), str(each.within_suite_auc), str(each.auc),
         *([str(each.point.sensitivity), str(each.point.specificity), str(each.point.kappa)] if each.point else []))
        for each in (*found.strata, *found.languages)
    ]  # fmt: skip
    points = ("sensitivity", "specificity", "kappa") if found.point else ()
    headings = ("", "verdicts", "within a suite", "pooled AUC", *points)
    print_table(f"By stratum and language ({found.whose})", headings, parts, texts=headings)
    say(
        "95 % intervals over issues in brackets. What counts is the AUC within a suite. "
        "An issue that the model was fitted on is scored by one that never saw it."
    )


def _row(name: str, given: "Against") -> tuple[str, ...]:
    verdicts = given.verdicts
    skill = "-" if verdicts.brier is None or verdicts.brier.skill is None else f"{verdicts.brier.skill:.2f}"
    orders = [f"{each.order.right} of {each.order.n}" for each in given.rankings]
    figures = (verdicts.within_suite_auc, verdicts.auc, verdicts.average_precision)
    return (name, *map(str, figures), skill, *orders)


def _print_matrices(found: "MatrixCalibration") -> None:
    rows = [
        (each.name, each.language, f"{each.requirements} x {each.tests}", str(each.links),
         *_links(each.scorer), *_links(each.tf_idf))
        for each in found.sets
    ]  # fmt: skip
    rows.append(("mean", "", "", "", *_links(found.mean), *_links(found.mean_tf_idf)))
    columns = ("set", "language", "pairs", "links", "AUC", "AP", "TF-IDF AUC", "TF-IDF AP")
    print_table(f"{found.scorer} against {found.whose}", columns, rows, texts=columns)
    say("A set that the model was fitted on is scored by one fitted on the other sets.")


def _links(given: "LinkFigures") -> tuple[str, str]:
    return _three(given.auc), _three(given.average_precision)


def _three(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
