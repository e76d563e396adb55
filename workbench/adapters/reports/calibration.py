"""Calibrations as Markdown, and as files beside each other: text, page and card."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from workbench.adapters.reports.calibration_page import calibration_page, matrices_page
from workbench.core.calibration import OperatingPoint
from workbench.core.errors import WorkbenchError
from workbench.core.statistics import number
from workbench.service.calibrate import Against, Calibration, Figures, Part
from workbench.service.calibrate_matrices import LinkFigures, MatrixCalibration
from workbench.service.calibration_card import CalibrationCard

_NAMES: Final = {"constant": "constant", "length": "length", "tf_idf": "TF-IDF", "style_only": "style only"}


def write_calibration(calibration: Calibration, card: CalibrationCard, folder: Path) -> list[Path]:
    """Write `<scorer>.md`, `<scorer>.html` and `<scorer>.card.json` into a folder and return them.

    Raises:
        WorkbenchError: they cannot be written.
    """
    return _write(
        folder,
        {
            f"{calibration.scorer}.md": calibration_markdown(calibration),
            f"{calibration.scorer}.html": calibration_page(calibration),
            f"{calibration.scorer}.card.json": card.model_dump_json(by_alias=True, indent=2) + "\n",
        },
    )


def write_matrices(calibration: MatrixCalibration, folder: Path) -> list[Path]:
    """Write `<scorer>.matrices.md` and `.html` into a folder and return them.

    Raises:
        WorkbenchError: they cannot be written.
    """
    name = f"{calibration.scorer}.matrices"
    return _write(
        folder, {f"{name}.md": matrices_markdown(calibration), f"{name}.html": matrices_page(calibration)}
    )  # fmt: skip


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise WorkbenchError(f"{folder}: the report cannot be written ({error.strerror})") from None
    return [folder / name for name in files]


def calibration_markdown(calibration: Calibration) -> str:
    """Return a calibration as Markdown: what counts first, whose labels beside every table."""
    parts = [
        f"# Calibration of {calibration.scorer} (version {calibration.version})",
        _counts(calibration),
        _first(calibration),
        f"## Against the baselines ({calibration.whose})",
        _against(calibration),
        *_threshold(calibration),
        f"## By stratum and language ({calibration.whose})",
        _table(_PART, (_part(each) for each in (*calibration.strata, *calibration.languages))),
        f"## Calibration curve ({calibration.whose})",
        _table(
            ("mean probability", "share covered", "verdicts"),
            ((number(each.probability), number(each.share), str(each.n)) for each in calibration.curve),
        ),
        f"## Inside each suite ({calibration.whose})",
        _table(("issue", "suite", "AUC"), ((each.issue, each.suite, number(each.auc)) for each in calibration.suites)),
        _NOTES,
    ]
    return "\n\n".join(parts) + "\n"


_PART: Final = ("", "verdicts", "covered", "within a suite", "pooled AUC", "sensitivity", "specificity", "kappa")
_NOTES: Final = """Numbers in brackets are 95 % intervals: sensitivity and specificity by Wilson, all others by drawing
whole issues again, which is too narrow below about 30 issues. Partly covered counts as not covered. "Within a suite" is
the mean over suites of the AUC of covered against uncovered behaviours of that same suite; a pooled AUC also rewards
telling a good suite from a bad one by its looks, which is what the style-only model does."""


def _counts(given: Calibration) -> str:
    counts = given.counts
    model = f", fitted model {given.model_digest}" if given.model_digest else ""
    source = f" from {given.source}" if given.source else ""
    return (
        f"**{given.whose[0].upper()}{given.whose[1:]}**{source}: {counts.issues} issues, {counts.suites} suites, "
        f"{counts.verdicts} verdicts ({counts.covered} covered), {counts.pairs} pairs ({counts.covering} cover). "
        f"Label set {given.labels_digest}{model}."
    )


def _first(given: Calibration) -> str:
    found = given.figures.verdicts.within_suite_auc
    style = given.baselines.get("style_only")
    beside = f"; style only: {style.verdicts.within_suite_auc}" if style else ""
    held_out = "An issue that the model was fitted on is scored by one that never saw it." if given.model_digest else ""
    return f"**AUC within a suite: {found}** over {found.n} suites ({given.whose}){beside}. {held_out}".rstrip()


def _against(given: Calibration) -> str:
    pairs = [f"{each.better} above {each.worse}" for each in given.figures.rankings]
    columns = (
        "",
        "within a suite",
        "pooled AUC",
        "average precision",
        "Brier skill",
        "pairs: AUC",
        "pairs: AP",
        *pairs,
    )
    rows = [(given.scorer, given.figures), *((_NAMES.get(name, name), each) for name, each in given.baselines.items())]
    table = _table(columns, (_row(name, each) for name, each in rows))
    return f"{table}\n\n{_lengths(given)}"


def _row(name: str, given: Against) -> Iterable[str]:
    verdicts, pairs = given.verdicts, given.pairs
    rankings = [f"{each.order.right} of {each.order.n}" for each in given.rankings]
    return (
        name,
        str(verdicts.within_suite_auc),
        str(verdicts.auc),
        str(verdicts.average_precision),
        _skill(verdicts),
        str(pairs.auc),
        str(pairs.average_precision),
        *rankings,
    )


def _skill(given: Figures) -> str:
    return "-" if given.brier is None or given.brier.skill is None else f"{given.brier.skill:.2f}"


def _lengths(given: Calibration) -> str:
    return (
        f"Rank correlation of a suite's length in words with its mean verdict: {_signed(given.length_correlation)}; "
        f"with its share of covered behaviours in the labels: {_signed(given.labels_length_correlation)}."
    )


def _threshold(given: Calibration) -> list[str]:
    if given.point is None:
        return []
    text = (
        f"Sensitivity {given.point.sensitivity}, specificity {given.point.specificity}, "
        f"kappa {given.point.kappa}. The threshold comes with the fitted model; it was not chosen here."
    )
    return [f"## Yes or no at {number(given.point.threshold)} ({given.whose})", text]


def _part(given: Part) -> Iterable[str]:
    head = (given.name, str(given.verdicts), str(given.covered))
    return (*head, str(given.within_suite_auc), str(given.auc), *_point(given.point))


def _point(given: OperatingPoint | None) -> Iterable[str]:
    if given is None:
        return ("-", "-", "-")
    return str(given.sensitivity), str(given.specificity), str(given.kappa)


def matrices_markdown(calibration: MatrixCalibration) -> str:
    """Return the figures of each matrix beside those of TF-IDF, as Markdown."""
    rows = [
        (each.name, each.language, f"{each.requirements} x {each.tests}", str(each.links),
         *_links(each.scorer), *_links(each.tf_idf))
        for each in calibration.sets
    ]  # fmt: skip
    rows.append(("mean", "", "", "", *_links(calibration.mean), *_links(calibration.mean_tf_idf)))
    columns = ("set", "language", "pairs", "links", "AUC", "AP", "TF-IDF: AUC", "TF-IDF: AP")
    text = (
        f"**{calibration.whose[0].upper()}{calibration.whose[1:]}**; a pair without a link counts as unlinked. "
        "Over the full matrix of each set; the mean counts each set once."
    )
    title = f"# {calibration.scorer} on requirement-test matrices"
    return f"{title}\n\n{text}\n\n{_table(columns, rows)}\n"


def _links(given: LinkFigures) -> tuple[str, str]:
    return _three(given.auc), _three(given.average_precision)


def _three(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "not known" if value is None else f"{value:+.2f}"


def _table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
