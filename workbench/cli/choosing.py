"""Commands that choose fixtures: dataset sample, split."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, print_json, print_table, say
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from workbench.bootstrap.choosing import Split
    from workbench.service.sample_fixtures import Sampled, Trait

Name = Annotated[str, typer.Argument(help="A dataset's name.")]
_MOST_LISTED = 20


def dataset_sample(
    name: Name,
    size: Annotated[int, typer.Option(min=1, help="How many fixtures.")],
    by: Annotated[str, typer.Option(help="Traits, separated by commas.")] = "language,type,length,domain",
    split: Annotated[str | None, typer.Option(help="Of this split only: dev or holdout.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draw.")] = 0,
    thin: Annotated[int, typer.Option(min=1, help="A trait's value with fewer fixtures in the sample is thin.")] = 5,
    json: Json = False,
) -> None:
    """Draw a sample that is spread as the dataset is, and say what it leaves thin."""
    from dataclasses import asdict

    from workbench.bootstrap.choosing import sample

    if split not in (None, "dev", "holdout"):
        raise CatalogError(f"--split {split!r} is neither dev nor holdout")
    traits = _traits(by)
    found = sample(opened(), name, size, by=traits, split=split, seed=seed, least=thin)
    if json:
        print_json({"dataset": name, "by": traits, "seed": seed, **asdict(found), "select": {"ids": found.keys}})
    else:
        _print_sample(traits, found, thin)


def _traits(by: str) -> "list[Trait]":
    from workbench.service.sample_fixtures import TRAITS

    named = [each.strip() for each in by.split(",") if each.strip()]
    strange = next((each for each in named if each not in TRAITS), None)
    if strange is not None or not named:
        raise CatalogError(f"--by {strange or by!r} is no trait; known: {', '.join(TRAITS)}")
    return cast("list[Trait]", list(dict.fromkeys(named)))


def _print_sample(traits: "list[Trait]", found: "Sampled", thin: int) -> None:
    rows = [(", ".join(share.name), str(share.there), str(share.taken)) for share in found.strata]
    print_table("", (", ".join(traits), "dataset", "sample"), rows, texts=(", ".join(traits),), numbers=2)
    empty = sum(not share.taken for share in found.strata)
    if empty:
        say(f"{empty} of {len(found.strata)} strata have nothing in the sample: it has fewer places than strata.")
    for trait in traits:
        few = [share for name, share in found.thin if name == trait]
        if few:
            told = [f"{share.name[0]} {share.taken} of {share.there}" for share in few[:_MOST_LISTED]]
            more = f" and {len(few) - _MOST_LISTED} more" if len(few) > _MOST_LISTED else ""
            say(f"Thin by {trait} (fewer than {thin}): {', '.join(told)}{more}.")
    say(f"\nselect:\n  ids: [{', '.join(found.keys)}]")


def dataset_split(
    name: Name,
    holdout: Annotated[float, typer.Option(min=0, max=1, help="Share of the fixtures to keep apart.")] = 0.3,
    seed: Annotated[int, typer.Option(min=0, help="Of the draw.")] = 0,
    anew: Annotated[bool, typer.Option("--anew", help="Split all again, whatever split they have.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Propose only; the card is not written.")] = False,
    json: Json = False,
) -> None:
    """Put fixtures without a split into dev or holdout, families together, and write that into the card."""
    from dataclasses import asdict

    from workbench.bootstrap.choosing import split

    found = split(opened(), name, holdout=holdout, seed=seed, anew=anew, write=not dry_run)
    if json:
        print_json({"dataset": name, "seed": seed, **asdict(found)})
    else:
        _print_split(found, dry_run=dry_run)


def _print_split(found: "Split", *, dry_run: bool) -> None:
    from workbench.core.splits import counted, spelled

    proposal = found.proposal
    changed = [each for each in proposal.placed if each.key in {*proposal.new, *proposal.moved}]
    if changed:
        rows = [
            (each.key, each.group, each.split, "moved" if each.key in proposal.moved else "new") for each in changed
        ]
        print_table("", ("fixture", "group", "split", ""), rows)
    for near in found.near[:_MOST_LISTED]:
        say(f"Near-duplicates on one side: {near.first} and {near.second} ({near.likeness:.2f}).")
    for family in proposal.torn:
        say(f"On both sides already, and left there: {', '.join(family)}. --anew would put them together.")
    short = found.digest.rpartition(":")[2][:12]
    say(f"{spelled(counted(each.split for each in proposal.placed))}; splits {short}.")
    if not changed:
        say("Every fixture has a split; --anew splits again.")
    elif dry_run:
        say("Nothing was written.")
    else:
        say("Written." if found.comments_kept else "Written; the card was in another form, and its comments are lost.")
