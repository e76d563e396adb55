"""Commands that bring real issues in: dataset import, review. Nothing is written before a person has signed it off."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.core.errors import CatalogError

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.bootstrap.importing import Import, SourcedIssue, Wanted

Origin = Literal["own_project", "customer_consented", "public_licensed", "synthetic"]
By = Annotated[str | None, typer.Option(help="Who reviews; asked for where it is left out.")]
Plain = Annotated[bool, typer.Option("--plain", help="Print texts below each other, without colours.")]
Consent = Annotated[str | None, typer.Option(help="Where a customer agreed, as a contract's number.")]
Expires = Annotated[str | None, typer.Option(help="The last day of a customer's consent, as 2027-03-31.")]

_EVERY = 25


def dataset_import(
    source: Annotated[
        Path | None, typer.Argument(help="A Jira export (JSON, CSV), JSON lines, or a folder; none with --site.")
    ] = None,
    into: Annotated[
        str, typer.Option("--into", help="The dataset that the fixtures go into; made where it is not.")
    ] = "",
    site: Annotated[
        str | None,
        typer.Option(help="A Jira Cloud site, https://your.atlassian.net. JIRA_EMAIL, JIRA_API_TOKEN sign in."),
    ] = None,
    jql: Annotated[str | None, typer.Option(help="Which issues of the site.")] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=500, help="So many new issues at once; the next import goes on.")
    ] = 100,
    origin: Annotated[Origin, typer.Option(help="Whose issues they are.")] = "own_project",
    licence: Annotated[str, typer.Option(help="Under which they may be kept.")] = "for use in this project only",
    consent: Consent = None,
    expires: Expires = None,
    prefix: Annotated[
        str | None, typer.Option(help="Of the new keys, as SHOP; else made of the dataset's name.")
    ] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--field", help="A further field that comes in, by id or name; may be repeated.")
    ] = None,
    comments: Annotated[bool, typer.Option("--comments", help="Comments come in too, without their authors.")] = False,
    attachments: Annotated[
        bool, typer.Option("--attachments/--no-attachments", help="Whether files' texts do.")
    ] = True,
    dictionary: Annotated[
        Path | None, typer.Option(help="A YAML file of your own terms, as 'terms: {Kestrel: org}'.")
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Review those again whose source has changed.")] = False,
    by: By = None,
    plain: Plain = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in; nobody reviews it.")] = False,
    json: Json = False,
) -> None:
    """Bring issues in: anonymise them, have a person look at each, and write what is signed off, with draft gold."""
    from workbench.bootstrap.importing import Wanted, begin, read_terms, terms_of

    if not into:
        raise CatalogError("say with --into NAME which dataset the issues go into")
    if json and not dry_run:
        raise CatalogError("--json goes with --dry-run: a review is for people")
    workbench = opened()
    terms = terms_of(origin=origin, licence=licence, consent=consent, expires=_day(expires))
    wanted = Wanted(fields=tuple(fields or ()), comments=comments, attachments=attachments)
    _say_what_is_missing()
    found = begin(
        workbench,
        into,
        _issues(source, site, jql, wanted),
        terms=terms,
        prefix=prefix,
        dictionary=read_terms(dictionary) if dictionary else {},
        update=update,
        most=limit,
        tell=_tell,
    )
    if json:
        print_json(_as_json(found))
        return
    if sys.stderr.isatty():
        note("")
    _summarise(found, update=update)
    if not dry_run and found.reviews:
        _review(workbench, found, by=by, plain=plain)


def dataset_review(
    name: Annotated[str, typer.Argument(help="A dataset's name.")],
    keys: Annotated[
        list[str] | None, typer.Argument(help="Keys of fixtures; all whose sign-off does not hold without.")
    ] = None,
    consent: Consent = None,
    expires: Expires = None,
    by: By = None,
    plain: Plain = False,
) -> None:
    """Look again at imported fixtures whose sign-off holds no longer: newer detectors, changed files, ended consent."""
    from workbench.bootstrap.importing import reopened

    workbench = opened()
    _say_what_is_missing()
    found = reopened(workbench, name, keys or [], consent=consent, expires=_day(expires))
    say(f"{_count(len(found.reviews), 'fixture')} of {name} to look at.")
    _review(workbench, found, by=by, plain=plain)


def _review(workbench: "Workbench", found: "Import", *, by: str | None, plain: bool) -> None:
    from workbench.bootstrap.importing import write
    from workbench.cli.reviewing import review_all

    left = review_all(found, by=by, plain=plain, write=lambda review: write(workbench, found, review))
    if left:
        note(f"Not signed off: {_count(left, 'fixture')}. Nothing of them is kept; the same command brings them back.")
        raise typer.Exit(1)


def _issues(source: Path | None, site: str | None, jql: str | None, wanted: "Wanted") -> "Iterable[SourcedIssue]":
    from workbench.bootstrap.importing import MOST_SOURCED, from_file, from_site

    if (source is None) == (site is None):
        raise CatalogError("name either a file or folder, or a Jira site with --site and --jql")
    if source is not None:
        if jql is not None:
            raise CatalogError("--jql goes with --site")
        return from_file(source, wanted)
    if jql is None:
        raise CatalogError('say with --jql which issues, as --jql "project = SHOP and type = Story"')
    return from_site(cast("str", site), jql, wanted, limit=MOST_SOURCED)


def _tell(taken: int) -> None:
    """Say how many issues are through: on a terminal all the time, else now and then."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {_count(taken, 'issue')} anonymised ")
        sys.stderr.flush()
    elif taken % _EVERY == 0:
        note(f"  {taken} issues anonymised")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise CatalogError(f"--expires {text!r} is no day; write it as 2027-03-31") from None


def _say_what_is_missing() -> None:
    from workbench.bootstrap.anonymising import missing_model

    if lack := missing_model():
        note(f"warning: {lack}")


def _summarise(found: "Import", *, update: bool) -> None:
    there = f"there already, or twice: {found.there}"
    say(f"{_count(len(found.reviews), 'issue')} to review for {found.dataset}; {there}.")
    if found.more:
        say("There are more than these: sign them off, and the same command brings the next ones.")
    if found.changed:
        more = "they are reviewed again" if update else "--update reviews them again"
        say(f"Changed at their source since: {', '.join(found.changed)}; {more}.")
    if found.counts:
        rows = [(kind, str(count)) for kind, count in found.counts.most_common()]
        print_table("Replaced", ("kind", "values"), rows, numbers=1)
    for what, count in found.left_out.most_common():
        say(f"Left out, {what}: {count}.")
    waiting = sum(review.open for review in found.reviews)
    if waiting:
        say(f"For a person to decide: {_count(waiting, 'finding')}.")


def _as_json(found: "Import") -> dict[str, object]:
    return {
        "dataset": found.dataset,
        "new": len(found.reviews),
        "there": found.there,
        "more": found.more,
        "changed": found.changed,
        "replaced": dict(found.counts),
        "undecided": sum(review.open for review in found.reviews),
        "left_out": dict(found.left_out),
    }


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
