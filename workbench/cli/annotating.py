"""Commands that make and compare gold: dataset annotate, confirm, agreement, diff."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.cli.replaying import announce, consent, dollars, question_bar

if TYPE_CHECKING:
    from workbench.bootstrap.annotating import Annotated as Done
    from workbench.bootstrap.golds import Compared
    from workbench.core.records import Behaviour
    from workbench.core.runs import RunRecord
    from workbench.core.spending import Estimate
    from workbench.service.gold_agreement import GoldAgreement

Name = Annotated[str, typer.Argument(help="A dataset's name.")]


def dataset_annotate(
    name: Name,
    keys: Annotated[list[str] | None, typer.Argument(help="Keys of fixtures; all without.")] = None,
    by: Annotated[str, typer.Option(help="rules, or a model of evals/models.yaml.")] = "rules",
    again: Annotated[bool, typer.Option("--again", help="Draft anew what has a draft; the old one is kept.")] = False,
    budget: Annotated[str | None, typer.Option(help="US dollars that a model may cost, as 2.00.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, whatever it may cost.")] = False,
    actor: Annotated[str | None, typer.Option(help="Who starts it; kept with the calls.")] = None,
    json: Json = False,
) -> None:
    """Write a first draft of the gold of fixtures that have none; it stays a draft until a person confirms it."""
    from dataclasses import asdict

    from workbench.bootstrap.annotating import annotate
    from workbench.core.spending import Terms

    terms = Terms(budget_usd=None if budget is None else dollars(budget))

    def begin(run: "RunRecord", expected: "Estimate") -> None:
        announce(run, expected, terms)
        if not yes:
            consent(expected, terms)

    with question_bar("the model") as tell:
        done = annotate(
            opened(), name, keys or [], by=by, again=again, terms=terms, actor=actor, begin=begin, tell=tell
        )
    if json:
        print_json(asdict(done))
    else:
        _print_drafts(name, done)
    if done.without:
        raise typer.Exit(2)


def _print_drafts(name: str, done: "Done") -> None:
    if done.written:
        columns = ("fixture", "behaviours", "open questions", "revision", "evidence dropped")
        rows = [
            (each.key, str(each.behaviours), str(each.open_questions), str(each.revision), str(each.evidence_dropped))
            for each in done.written
        ]
        print_table(f"Drafts by {done.by}", columns, rows, numbers=4)
    for key, why in done.skipped:
        say(f"{key}: left as it is, {why}.")
    for key, why in done.without:
        note(f"{key}: no draft, {why}. The same again asks for it.")
    if done.written:
        say(f"{len(done.written)} drafts. No gate passes on them until a person has confirmed them: on the app's page")
        say(f"Datasets, or with: workbench dataset confirm {name} KEY --by NAME --why ...")


def dataset_confirm(
    name: Name,
    key: Annotated[str, typer.Argument(help="A fixture's key.")],
    by: Annotated[str, typer.Option(help="The person who takes the draft over.")],
    why: Annotated[str, typer.Option(help="What they looked at, in their words.")],
    json: Json = False,
) -> None:
    """Take a draft of gold over as a person: from then on it is what good tests must do."""
    from workbench.bootstrap.datasets import confirm, gold_in_hand

    workbench = opened()
    revision = confirm(workbench, name, gold_in_hand(workbench, name, key), actor=by, why=why)
    if json:
        print_json({"key": key, **revision.model_dump(mode="json", by_alias=True)})
    else:
        say(f"{key}: confirmed by {revision.actor} as revision {revision.revision}.")


def dataset_agreement(
    name: Name,
    other: Annotated[str, typer.Option("--with", help="Another dataset, or a folder with KEY.yaml of gold.")],
    json: Json = False,
) -> None:
    """Show how far two annotators agree on what good tests of the same issues must do."""
    from dataclasses import asdict

    from workbench.bootstrap.golds import agreement_with
    from workbench.core.golds.alike import MATCHED_FROM, VERSION

    found = agreement_with(opened(), name, other)
    if json:
        made = {**asdict(found), "matched_from": MATCHED_FROM, "matcher": VERSION}
        for fixture, plain in zip(found.fixtures, made["fixtures"], strict=True):
            plain["f1"] = fixture.f1
            for side, own in (("only_ours", fixture.only_ours), ("only_theirs", fixture.only_theirs)):
                plain[side] = [each.model_dump(mode="json") for each in own]
        print_json(made)
        return
    _print_agreement(name, other, found)
    say(f"Behaviours are one where they are alike by {MATCHED_FROM} or more; how often that errs: docs/datasets.md.")
    say("Numbers in brackets are 95 % intervals over fixtures; too narrow below about 30 fixtures.")


def _print_agreement(name: str, other: str, found: "GoldAgreement") -> None:
    rows = [
        (each.key, "-" if each.f1 is None else f"{each.f1:.2f}", str(len(each.pairs)), str(len(each.only_ours)),
         str(len(each.only_theirs)))
        for each in found.fixtures
    ]  # fmt: skip
    print_table(f"{name} and {other}", ("fixture", "F1", "both", "only first", "only second"), rows, numbers=4)
    say(f"All behaviours: F1 {found.f1}; of the second's the first has {found.precision}, of the first's the second "
        f"has {found.recall}.")  # fmt: skip
    for field in found.fields:
        same = "-" if field.same is None else f"{field.same:.2f}"
        say(f"Of matched ones the {field.field} is the same in {same}, kappa {field.kappa}.")
    for fixture in found.fixtures:
        _print_alone(fixture.key, "first", fixture.only_ours)
        _print_alone(fixture.key, "second", fixture.only_theirs)
        for pair in fixture.pairs:
            if pair.doubt:
                say(f"  {fixture.key}, look at {pair.ours} and {pair.theirs}: {pair.doubt}")
    for side, keys in (("first", found.only_ours), ("second", found.only_theirs)):
        if keys:
            say(f"Annotated by the {side} alone: {', '.join(keys)}.")


def _print_alone(key: str, side: str, behaviours: "Sequence[Behaviour]") -> None:
    for each in behaviours:
        say(f"  {key}, {side} only: {each.id} {each.statement}")


def dataset_diff(
    name: Name,
    key: Annotated[str | None, typer.Argument(help="A fixture's key; all that were mended without.")] = None,
    before: Annotated[int | None, typer.Option("--from", min=1, help="The earlier revision; the first.")] = None,
    after: Annotated[int | None, typer.Option("--to", min=1, help="The later revision; the newest.")] = None,
    json: Json = False,
) -> None:
    """Show what changed in gold between two revisions: behaviours by their ids, field by field."""
    from workbench.bootstrap.golds import changes_of

    found = changes_of(opened(), name, key, before=before, after=after)
    if json:
        print_json([_plain(each) for each in found])
    elif not found:
        say("No gold of this dataset was mended yet; each is in its first revision.")
    else:
        for each in found:
            say(f"{each.key}: revision {each.before} to {each.after}")
            for line in _changes(each):
                say(f"  {line}")


def _plain(found: "Compared") -> dict[str, object]:
    from dataclasses import asdict

    changed = found.changes
    return {
        **asdict(found),
        "changes": {
            **asdict(changed),
            "added": [each.model_dump(mode="json") for each in changed.added],
            "gone": [each.model_dump(mode="json") for each in changed.gone],
        },
    }


def _changes(found: "Compared") -> list[str]:
    changed = found.changes
    said = [f"{each.field}: {each.before!r} -> {each.after!r}" for each in changed.fields]
    said += [f"+ {each.id} [{each.kind}] {each.statement}" for each in changed.added]
    said += [f"- {each.id} [{each.kind}] {each.statement}" for each in changed.gone]
    for each in changed.changed:
        said += [f"~ {each.id} {field.field}: {field.before!r} -> {field.after!r}" for field in each.fields]
    for listed in changed.lists:
        said += [f"+ {listed.name}: {line}" for line in listed.added]
        said += [f"- {listed.name}: {line}" for line in listed.gone]
    return [*said, *(["the behaviours stand in another order"] if changed.moved else [])] or ["nothing changed"]
