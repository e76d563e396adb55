"""All commands in one tree; `--help` imports nothing but this."""

import typer

from workbench.cli import (
    annotating,
    boards,
    calibrating,
    catalog,
    checking,
    choosing,
    datasets,
    deciding,
    estimating,
    exporting,
    generating,
    importing,
    labelling,
    linting,
    publishing,
    releasing,
    replaying,
    starting,
)

app = typer.Typer(
    name="workbench",
    help="Prove prompts on issue fixtures, and ship what won.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich takes 0.3 s to import
)
app.command("demo")(replaying.demo)
app.command("estimate")(estimating.estimate)
app.command("run")(replaying.run)
app.command("compare")(deciding.compare)
app.command("gate")(deciding.gate)
app.command("pick")(deciding.pick)
app.command("runs")(boards.runs)
app.command("show")(boards.show)
app.command("leaderboard")(boards.leaderboard)
app.command("export")(exporting.export)
app.command("import")(exporting.import_)
app.command("promote")(releasing.promote)
app.command("releases")(releasing.releases)
app.command("rollback")(releasing.rollback)
app.command("verify")(releasing.verify)
app.command("generate")(generating.generate)
app.command("publish")(publishing.publish)
app.command("lint")(linting.lint)
app.command("calibrate")(calibrating.calibrate)
app.command("app")(starting.app)

models = typer.Typer(help="The models a suite may name.", invoke_without_command=True)
models.callback()(catalog.models)
models.command("install")(catalog.models_install)
app.add_typer(models, name="models")

prompt = typer.Typer(help="Prompt files.", no_args_is_help=True)
prompt.command("list")(catalog.prompt_list)
prompt.command("show")(catalog.prompt_show)
prompt.command("diff")(catalog.prompt_diff)
app.add_typer(prompt, name="prompt")

dataset = typer.Typer(help="Datasets and their fixtures.", no_args_is_help=True)
dataset.command("list")(catalog.dataset_list)
dataset.command("show")(catalog.dataset_show)
dataset.command("import")(importing.dataset_import)
dataset.command("review")(importing.dataset_review)
dataset.command("annotate")(annotating.dataset_annotate)
dataset.command("confirm")(annotating.dataset_confirm)
dataset.command("diff")(annotating.dataset_diff)
dataset.command("agreement")(annotating.dataset_agreement)
dataset.command("sample")(choosing.dataset_sample)
dataset.command("split")(choosing.dataset_split)
dataset.command("check")(checking.dataset_check)
dataset.command("bench")(datasets.bench)
app.add_typer(dataset, name="dataset")

label = typer.Typer(help="What raters say of tests and findings.", no_args_is_help=True)
label.command("import")(labelling.label_import)
label.command("export")(labelling.label_export)
label.command("agreement")(labelling.label_agreement)
app.add_typer(label, name="label")

tree = typer.main.get_command(app)  # made once: typer makes it anew at each call of `app`, in 15 ms
