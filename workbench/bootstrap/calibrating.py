"""What `workbench calibrate` and `workbench label` need."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from workbench.adapters.catalog import Catalog, read_fixtures, read_labelled, read_matrices
from workbench.adapters.fitted_file import read_fitted, write_fitted
from workbench.adapters.label_files import read_label_file as read_label_file
from workbench.adapters.label_files import write_label_file as write_label_file
from workbench.bootstrap import ENCODER, Workbench, clock
from workbench.core.baselines import baselines_of
from workbench.core.errors import CatalogError, EvidenceError
from workbench.core.fitted import Fitted, Head
from workbench.core.labelled import CalibrationSet, LabelledIssue, Matrix, issue_of
from workbench.core.labels import Label
from workbench.core.pairs import Calibratable
from workbench.generator.intake import read_issue
from workbench.generator.prompt.digest import digest
from workbench.generator.records import IntakeOptions, Issue
from workbench.scorers.coverage_evidence import CoverageEvidence
from workbench.service.adversarial import Adversarial, adversarial
from workbench.service.calibrate import Calibration
from workbench.service.calibrate_matrices import MatrixCalibration, MatrixScorer, TfIdfMatrix
from workbench.service.calibration_card import CalibrationCard
from workbench.service.fit_coverage import Encode, fit_coverage, fit_links, refit_without
from workbench.service.gather import vectors_of
from workbench.service.label import suite_labels
from workbench.service.matched_pairs import MatchedLinks, MatchedPairs
from workbench.service.rated import Known, known_issues, rated

COVERAGE: Final = "coverage_evidence"


def calibration_set(workbench: Workbench, on: str | None) -> CalibrationSet:
    """Return what to calibrate on: a folder, a labels file, a dataset, or what is labelled in this project.

    A folder holds `expected/` and `suites/`, or matrices as JSON. In a dataset the stored labels count beside those
    of its rated suites, people's before models'.

    Raises:
        CatalogError: it is none of these, or a file of it cannot be used.
        LabelError: a line of the labels file is no label.
    """
    catalog, path = workbench.catalog, Path(on) if on else None
    if path and path.is_dir():
        catalog.refuse_unsigned(path)
        if (path / "suites").is_dir():
            issues = read_labelled(path)
            kinds = {kind for issue in issues for kind in issue.rater_kinds}
            return CalibrationSet(source=path.name, issues=issues, raters=dict.fromkeys(kinds, 1))
        return CalibrationSet(source=path.name, matrices=read_matrices(path))
    known = _known(catalog)
    if path and path.is_file():
        return _of_labels(workbench, path.name, read_label_file(path), known)
    if on is not None and on not in catalog.dataset_names():
        raise CatalogError(
            f"{on!r} is no folder, no labels file and no dataset; known: {', '.join(catalog.dataset_names())}"
        )
    names = [on] if on else catalog.rated_names()
    labels = [label for name in names for label in _said(workbench, name)]
    return _of_labels(workbench, ", ".join(names), labels, known)


def _of_labels(workbench: Workbench, source: str, labels: Sequence[Label], known: Known) -> CalibrationSet:
    raters = Counter(kind for _, kind in {(label.rater, label.rater_kind) for label in labels})
    return CalibrationSet(source=source, issues=rated(labels, known, store=workbench.store), raters=dict(raters))


def _said(workbench: Workbench, dataset: str) -> list[Label]:
    """Return what a dataset's files say, and what the store holds beside that."""
    files = rated_suites(workbench, dataset) if dataset in workbench.catalog.rated_names() else []
    return [*files, *workbench.store.labels(dataset=dataset)]  # of one label the highest revision counts


def read_labels(workbench: Workbench, path: Path) -> list[Label]:
    """Return the labels of a file that is about what is known here, so that no slip of the pen stays in the store.

    Raises:
        CatalogError: a label is of an issue, suite, behaviour or test that is not known.
        LabelError: a line is no label.
    """
    labels = read_label_file(path)
    rated(labels, _known(workbench.catalog), store=workbench.store)
    return labels


def rated_suites(workbench: Workbench, dataset: str) -> list[Label]:
    """Return what the rated suites of a dataset say, as labels of whoever wrote them by its card.

    Raises:
        CatalogError: it is unknown, holds none, or a file of them cannot be used.
    """
    kind = workbench.catalog.dataset(dataset).card.gold.written_by
    issues = workbench.catalog.rated(dataset)
    return suite_labels(issues, dataset=dataset, rater=f"{dataset} suites", rater_kind=kind, at=clock())


def _known(catalog: Catalog) -> Known:
    names = catalog.dataset_names()
    rated_ = {name: catalog.rated(name) if name in catalog.rated_names() else () for name in names}
    return {
        place: issue
        for name in names
        for place, issue in known_issues(name, catalog.dataset(name).fixtures, rated_[name]).items()
    }


def pair_scorer(workbench: Workbench, name: str, issues: Sequence[LabelledIssue]) -> Calibratable:
    """Return a scorer ready to be calibrated on these issues.

    An issue that the fitted model was made from gets what is fitted without it.

    Raises:
        EvidenceError: it is unknown, does not say behaviour by test what it finds, or its model is missing.
    """
    baselines = baselines_of(issues)
    if name in baselines:
        return Calibratable(pairs=baselines[name])
    if name != COVERAGE:
        known = ", ".join([COVERAGE, *baselines])
        raise EvidenceError(f"{name!r} does not say behaviour by test what it finds; known: {known}")
    pairs = matched_pairs(workbench, issues)
    return Calibratable(
        pairs=pairs,
        version=CoverageEvidence.version,
        threshold=pairs.fitted.threshold,
        model_digest=digest(pairs.fitted.model_dump(mode="json")),
    )


def matched_pairs(workbench: Workbench, issues: Sequence[LabelledIssue]) -> MatchedPairs:
    """Return what `coverage_evidence` says of these issues, each by a model that never saw it.

    Raises:
        EvidenceError: the fitted model or the encoder is missing.
    """
    fitted, encode = fitted_model(workbench), encoder_of(workbench)
    without: Mapping[str, Fitted] = {}
    if set(fitted.training.issues) & {issue.key for issue in issues}:
        trained = [issue for issue in _trained_on(workbench, issues) if issue.key in fitted.training.issues]
        without = refit_without(trained, fitted, encode=encode)
    return MatchedPairs(fitted=fitted, without=without, encode=encode)


def try_to_fool(workbench: Workbench, on: str | None) -> Adversarial:
    """Return what `coverage_evidence` says of suites that check nothing, and of mutated behaviours.

    Args:
        workbench: the project.
        on: a dataset, or a folder with `issues/`, `expected/` and perhaps `suites/`; every dataset if None.

    Raises:
        CatalogError: it is neither, or a file of it cannot be used.
        EvidenceError: the fitted model or the encoder is missing.
    """
    issues = [
        pair for name in ([on] if on else workbench.catalog.dataset_names()) for pair in _readable(workbench, name)
    ]
    pairs = matched_pairs(workbench, [labelled for labelled, _ in issues])
    models = {labelled.key: pairs.without.get(labelled.key, pairs.fitted) for labelled, _ in issues}
    return adversarial(COVERAGE, issues, pairs, models=models, encode=pairs.encode)


def issue_texts(workbench: Workbench, on: str | None) -> dict[str, Issue]:
    """Return the issues that can be read beside their labels, by key: of a folder, a dataset, or all datasets."""
    names = [on] if on and (on in workbench.catalog.dataset_names() or (Path(on) / "issues").is_dir()) else None
    found = names if names is not None else [] if on and Path(on).is_dir() else workbench.catalog.dataset_names()
    return {labelled.key: issue for name in found for labelled, issue in _readable(workbench, name)}


def _readable(workbench: Workbench, on: str) -> list[tuple[LabelledIssue, Issue]]:
    """Return each fixture's behaviours, with its rated suites where there are any, and its text."""
    folder = Path(on)
    loose = (folder / "issues").is_dir()
    if loose:
        workbench.catalog.refuse_unsigned(folder)
    fixtures = read_fixtures(folder) if loose else workbench.catalog.dataset(on).fixtures
    suites = folder if loose else workbench.root / "datasets" / on
    rated_ = {issue.key: issue for issue in read_labelled(suites)} if (suites / "suites").is_dir() else {}
    return [
        (rated_.get(fixture.key) or issue_of(fixture.gold), read_issue(
            fixture.document, options=IntakeOptions(), context=fixture.gold.context, attached=fixture.attachments
        ))
        for fixture in fixtures
    ]  # fmt: skip


def _trained_on(workbench: Workbench, issues: Sequence[LabelledIssue]) -> list[LabelledIssue]:
    """Return the given rated issues and, from the project's datasets, those that are not among them."""
    given = {issue.key: issue for issue in issues if issue.suites}
    catalog = workbench.catalog
    known = (each for name in catalog.rated_names() for each in catalog.rated(name))
    return [*given.values(), *(each for each in known if each.key not in given)]


def fitted_model(workbench: Workbench) -> Fitted:
    """Return the fitted model of `coverage_evidence`. Raises EvidenceError where it or the encoder is missing."""
    tools = workbench.tools()
    lacks = tools.lacks()
    if lacks or tools.fitted is None:
        raise EvidenceError(lacks or "the fitted model is missing; make it with --fit")
    return tools.fitted


def encoder_of(workbench: Workbench) -> Encode:
    """Return what gives the sentence vectors of texts, those that are known from the store."""
    return lambda texts: vectors_of(texts, encoder=ENCODER, store=workbench.store)


def matrix_scorer(workbench: Workbench, name: str, matrices: Sequence[Matrix]) -> MatrixScorer:
    """Return a scorer for requirement-test matrices.

    A set that the link head was fitted on gets what is fitted without it.

    Raises:
        EvidenceError: it is unknown, cannot score a matrix, or its model is missing.
    """
    if name == "tf_idf":
        return TfIdfMatrix()
    if name != COVERAGE:
        raise EvidenceError(f"{name!r} does not score requirement-test matrices; known: {COVERAGE}, tf_idf")
    return MatchedLinks(fitted=fitted_model(workbench), matrices=matrices, encode=encoder_of(workbench))


def fit_model(workbench: Workbench, issues: Sequence[LabelledIssue], matrices: Sequence[Matrix]) -> Path:
    """Fit the model of `coverage_evidence` again and write its file; without matrices its link head stays as it is.

    Raises:
        EvidenceError: the encoder is missing, or there is neither a matrix nor a file with a usable link head.
        LabelError: there are too few labels.
    """
    lacks = ENCODER.missing()
    if lacks:
        raise EvidenceError(lacks)
    encode = encoder_of(workbench)
    links = fit_links(matrices, encode=encode) if matrices else _present_links()
    made = fit_coverage(
        issues, links, encode=encode, encoder=ENCODER.model, made_at=f"{clock():%Y-%m-%d}", matrices=matrices
    )
    return write_fitted(made)


def _present_links() -> Head:
    present = read_fitted()
    if present is None:
        raise EvidenceError("the first fit needs requirement-test matrices; name their folder with --links")
    return present.link


def write_calibration(workbench: Workbench, calibration: Calibration, card: CalibrationCard) -> list[Path]:
    """Write a calibration's text, page and card into the project's home and return them. Raises WorkbenchError."""
    from workbench.adapters.reports import calibration as report  # lazily: it imports plotly

    return report.write_calibration(calibration, card, workbench.home / "calibration")


def write_matrices(workbench: Workbench, calibration: MatrixCalibration) -> list[Path]:
    """Write the text and page of figures over matrices into the project's home. Raises WorkbenchError."""
    from workbench.adapters.reports import calibration as report

    return report.write_matrices(calibration, workbench.home / "calibration")
