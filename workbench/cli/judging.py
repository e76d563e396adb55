"""Calibrating a judge: what it costs first, then its card in a few tables."""

from typing import TYPE_CHECKING

import typer

from workbench.cli.output import note, print_json, print_table, say
from workbench.cli.replaying import announce, consent, dollars, question_bar

if TYPE_CHECKING:
    from workbench.bootstrap.judging import JudgeCalibrated
    from workbench.core.judging.judge_card import Agreement, Figure, JudgeCard
    from workbench.core.runs import RunRecord
    from workbench.core.spending import Estimate


def calibrate(judge: str, on: str | None, budget: str | None, *, yes: bool, json: bool) -> None:
    """Ask a judge about labelled suites and print its card; exit 2 where questions are left without an answer."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.judging import calibrate_coverage
    from workbench.core.spending import Terms

    terms = Terms(budget_usd=None if budget is None else dollars(budget))

    def begin(run: "RunRecord", expected: "Estimate") -> None:
        announce(run, expected, terms)
        if not yes:
            consent(expected, terms)

    workbench = open_workbench()
    with question_bar() as tell:
        found = calibrate_coverage(workbench, judge, on, terms=terms, begin=begin, tell=tell)
    if json:
        print_json({"card": found.card.model_dump(mode="json", by_alias=True), "objections": list(found.objections)})
    else:
        _print(found)
    note(f"written: {found.path}")
    if found.judged.unreadable:
        note(f"{found.judged.unreadable} questions have no answer that can be read; the card counts them.")
        raise typer.Exit(2)


def _print(found: "JudgeCalibrated") -> None:
    card = found.card
    say(
        f"{card.judge} on {card.source}: {card.counts.verdicts} verdicts of {card.counts.issues} issues, "
        f"{card.counts.by_person} labelled by people, {card.counts.by_model} by models."
    )
    rows = [_agreement("judge and evidence together", card.combined), _agreement("the judge alone", card.bare)]
    columns = ("", "sensitivity", "specificity", "kappa")
    print_table("Covered or not", columns, rows, texts=columns)
    beside = [("judge and evidence together", _figure(card.combined.kappa), _figure(card.within_suite_auc))]
    beside += [(name, _figure(each.kappa), _figure(each.within_suite_auc)) for name, each in card.baselines.items()]
    headings = ("", "kappa", "AUC within a suite")
    print_table("Beside what needs no judge", headings, beside, texts=headings)
    parts = [_agreement(name, part.combined) for name, part in (*card.by_stratum.items(), *card.by_language.items())]
    print_table("By stratum and language", columns, parts, texts=columns)
    for line in _lines(card):
        say(line)
    if found.objections:
        say("A gate refuses this judge:")
        for reason in found.objections:
            say(f"  {reason}")
    else:
        say("A gate takes this judge.")


def _lines(card: "JudgeCard") -> list[str]:
    said = []
    if card.mutants:
        rejected = card.mutants.rejected
        said.append(f"Changed behaviours that it rejects: {_figure(rejected)}, n={rejected.n}.")
    if card.echo:
        echo = card.echo
        said.append(f"Suites that only repeat the behaviours score {echo.mean:.2f}, at most {echo.highest:.2f}.")
    if card.decoys:
        said.append(f"Said yes to {card.decoys.said_yes} of {card.decoys.n} behaviours that nothing can be a test of.")
    if card.retest:
        said.append(f"Asked again it says the same in {_figure(card.retest.same)}, n={card.retest.same.n}.")
    usd = "an unknown amount" if card.spent.cost_usd is None else f"{card.spent.cost_usd:.4f} USD"
    said.append(f"{card.spent.calls} answers, {usd}.")
    return [*said, *card.notes]


def _agreement(name: str, given: "Agreement") -> tuple[str, ...]:
    return (name, _figure(given.sensitivity), _figure(given.specificity), _figure(given.kappa))


def _figure(given: "Figure") -> str:
    if given.value is None:
        return "-"
    if given.low is None or given.high is None:
        return f"{given.value:.2f}"
    return f"{given.value:.2f} [{given.low:.2f}, {given.high:.2f}]"
