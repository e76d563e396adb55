"""Commands that bring a config into production, take it back, and check what is there."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.bootstrap.shelf import Folders
    from workbench.generator.prompt.ledger_line import LedgerLine
    from workbench.service.promote import Promoted

Channel = Annotated[str, typer.Option(help="What production names, as embedded or openai.")]
By = Annotated[str, typer.Option(help="Who asks for it; stands in the ledger.")]
Reason = Annotated[str, typer.Option(help="Why, one line; stands in the ledger.")]


def promote(
    run: Annotated[str, typer.Argument(help="A run's id, or its beginning.")],
    candidate: Annotated[str, typer.Argument(help="A candidate of its suite.")],
    channel: Channel,
    by: By,
    reason: Reason,
    json: Json = False,
) -> None:
    """Bring a candidate onto a channel, if its verdict is passed and nothing changed since the run."""
    from workbench.bootstrap.releasing import promote_run
    from workbench.bootstrap.shelf import folders
    from workbench.service.promote import Wish

    workbench = opened()
    wish = Wish(candidate=candidate, channel=channel, actor=by, reason=reason)
    promoted = promote_run(workbench, run, wish)
    if json:
        print_json(_promoted_json(promoted))
    elif promoted.line is None:
        _print_refusal(promoted)
    else:
        _print_promoted(promoted.line, folders(workbench.root))
    if promoted.line is None:
        raise typer.Exit(1 if promoted.verdict.decision == "failed" else 2)


def _promoted_json(promoted: "Promoted") -> dict[str, object]:
    line = promoted.line
    return {
        "promoted": line.model_dump(mode="json") if line else None,
        "refused": promoted.refused,
        "verdict": asdict(promoted.verdict),
    }


def _print_refusal(promoted: "Promoted") -> None:
    note("Refused; nothing was written.")
    for sentence in promoted.refused:
        note(f"  {sentence}")
    for check in promoted.verdict.checks:
        if check.decision != "passed":
            note(f"  {check.name} {check.decision}: asked {check.asked}; found {check.found}")


def _print_promoted(line: "LedgerLine", shelf: "Folders") -> None:
    from workbench.generator.prompt.digest import short
    from workbench.generator.prompt.ledger_line import Promotion
    from workbench.generator.prompt.release import file_name

    assert isinstance(line, Promotion)
    say(f"Promoted {line.candidate.name!r} onto channel {line.channel!r}: release {short(line.release)}.")
    say(f"Its config was in {len(line.runs)} {'run' if len(line.runs) == 1 else 'runs'}, which the ledger names.")
    say("Written:")
    for path in (
        shelf.releases / file_name(line.release),
        shelf.releases / "ledger.jsonl",
        shelf.releases / "head.json",
    ):
        say(f"  {path}")
    say(f"  {shelf.evidence / short(line.evidence_digest)}/")
    say("Commit them and open a pull request: who merges it approves the release.")


def releases(json: Json = False) -> None:
    """List what each channel uses, since when and by whom, and what it used before."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.shelf import folders
    from workbench.generator.prompt.release import current

    shelf = folders(open_workbench().root)
    lines = shelf.lines()
    if json:
        now = {channel: line.hash for channel, line in current(lines).items()}
        print_json([_line_json(line, shelf) | {"current": now[line.channel] == line.hash} for line in lines])
    elif not lines:
        say("Nothing is released yet. Start with: workbench promote RUN CANDIDATE --channel C --by NAME --reason TEXT")
    else:
        _print_lines("Channels", list(current(lines).values()), shelf)
        _print_lines("History", lines[::-1], shelf)


def _line_json(line: "LedgerLine", shelf: "Folders") -> dict[str, object]:
    return {**line.model_dump(mode="json"), "called": _called(line, shelf)}


def _called(line: "LedgerLine", shelf: "Folders") -> str:
    config = shelf.release(line).config
    return f"{config.prompt} @ {config.model.name}"


def _print_lines(title: str, lines: "Sequence[LedgerLine]", shelf: "Folders") -> None:
    from workbench.generator.prompt.digest import short

    rows = [
        (line.channel, line.kind, short(line.release), _called(line, shelf), line.at, line.actor, line.reason)
        for line in lines
    ]
    columns = ("channel", "by", "release", "config", "since (UTC)", "who", "why")
    print_table(title, columns, rows, texts=("config", "who", "why"))


def rollback(
    release: Annotated[
        str, typer.Argument(metavar="DIGEST", help="A release's digest, or its first 6 digits or more.")
    ],
    channel: Channel,
    by: By,
    reason: Reason,
    json: Json = False,
) -> None:
    """Take a channel back to a release that it used before; a new line of the ledger."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.releasing import roll_back
    from workbench.bootstrap.shelf import folders
    from workbench.generator.prompt.digest import short

    shelf = folders(open_workbench().root)
    line = roll_back(shelf, release=release, channel=channel, actor=by, reason=reason)
    if json:
        print_json(_line_json(line, shelf))
    else:
        say(f"Channel {channel!r} is back on release {short(line.release)}: {_called(line, shelf)}.")
        say(f"Written: {shelf.releases / 'ledger.jsonl'}. Commit it and open a pull request.")


def verify(
    against: Annotated[
        str | None,
        typer.Option(help="A ledger of which this one is a continuation: a file, or a commit as origin/main."),
    ] = None,
    json: Json = False,
) -> None:
    """Check every release and its evidence, and decide every promotion once more; exit code 1 where one is off."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.releasing import verify_releases

    found = verify_releases(open_workbench().root, against=against)
    if json:
        told = {"lines": len(found.lines), "decided": found.decided, "faults": found.faults, "notes": found.notes}
        print_json(told)
    else:
        for each in found.notes:
            note(f"note: {each}")
        for each in found.faults:
            note(f"fault: {each}")
        _say_verified(len(found.lines), found.decided, len(found.faults))
    raise typer.Exit(1 if found.faults else 0)


def _say_verified(lines: int, decided: int, faults: int) -> None:
    if faults:
        say(f"Not as it was written. Faults: {faults}.")
    elif lines:
        say(f"All is as it was written. Lines: {lines}; promotions decided once more: {decided}.")
    else:
        say("Nothing is released yet, so there is nothing to verify.")
