import json
import re
from pathlib import Path

import pytest

from tests.builders import AT
from tests.rated import SaysWhatItIsTold, issue_with, suite_of
from workbench.adapters.reports.calibration import (
    calibration_markdown,
    matrices_markdown,
    write_calibration,
    write_matrices,
)
from workbench.core.errors import WorkbenchError
from workbench.core.labelled import Matrix
from workbench.core.pairs import Calibratable
from workbench.service.calibrate import Calibration, calibrate
from workbench.service.calibrate_matrices import MatrixCalibration, TfIdfMatrix, calibrate_matrices
from workbench.service.calibration_card import calibration_card


@pytest.fixture(scope="module")
def found() -> Calibration:
    issues = [
        issue_with(suite_of("strong", "+-"), suite_of("weak", "--"), key=f"SHOP-{n}", stratum="a|b") for n in range(4)
    ]
    told = SaysWhatItIsTold(strong=[0.9, 0.6], weak=[0.2, 0.1])
    return calibrate("told", issues, Calibratable(pairs=told, threshold=0.5), source="<b>a test</b>")


@pytest.fixture(scope="module")
def links() -> MatrixCalibration:
    matrix = Matrix(
        name="small", language="en", requirements={"R1": "red apple", "R2": "sky"}, tests={"T1": "apple"},
        links=frozenset({("R1", "T1")}),
    )  # fmt: skip
    return calibrate_matrices("tf_idf", [matrix], TfIdfMatrix())


def test_the_text_says_first_whose_labels_and_what_counts(found: Calibration) -> None:
    lines = [line for line in calibration_markdown(found).splitlines() if line]
    assert lines[0] == "# Calibration of told (version 1)"
    assert lines[1].startswith(
        "**Model-written labels** from <b>a test</b>: 4 issues, 8 suites, 16 verdicts (4 covered)"
    )
    assert lines[2] == (
        "**AUC within a suite: 1.00 [1.00, 1.00]** over 4 suites (model-written labels); style only: 0.50 [0.50, 0.50]."
    )


def test_every_heading_over_figures_says_whose_labels(found: Calibration) -> None:
    headings = [line for line in calibration_markdown(found).splitlines() if line.startswith("## ")]
    assert len(headings) == 5
    assert all("(model-written labels)" in line for line in headings)


def test_the_baselines_stand_in_the_table_of_the_scorer(found: Calibration) -> None:
    text = calibration_markdown(found)
    rows = {line.split("|")[1].strip(): line.split("|")[2:] for line in text.splitlines() if line.startswith("| ")}
    assert rows["told"][0].strip() == "1.00 [1.00, 1.00]"
    assert rows["style only"][0].strip() == "0.50 [0.50, 0.50]"
    assert rows["told"][-2].strip() == "4 of 4"
    assert "a/b" in rows  # a bar in a name does not break the table


def test_the_page_opens_without_a_network(found: Calibration, tmp_path: Path) -> None:
    page = next(
        path for path in write_calibration(found, calibration_card(found, at=AT), tmp_path) if path.suffix == ".html"
    )
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", text) == []
    assert "Plotly.newPlot" in text
    assert text.count("Plotly.newPlot(") >= 4
    assert "Model-written labels: 4 issues" in text


def test_the_card_is_written_beside_the_report(found: Calibration, tmp_path: Path) -> None:
    written = write_calibration(found, calibration_card(found, at=AT), tmp_path / "new")
    assert [path.name for path in written] == ["told.md", "told.html", "told.card.json"]
    card = json.loads(written[2].read_text())
    assert (card["schema"], card["whose"], card["figures"]["within_suite_auc"]["value"]) == (
        1,
        "model-written labels",
        1.0,
    )


def test_matrices_are_reported_beside_tf_idf(links: MatrixCalibration, tmp_path: Path) -> None:
    text = matrices_markdown(links)
    assert "| small | en | 2 x 1 | 1 | 1.000 | 1.000 | 1.000 | 1.000 |" in text
    assert "links of the sets' own authors" in text.lower().replace("**links", "links").replace("**;", ";")
    assert [path.name for path in write_matrices(links, tmp_path)] == ["tf_idf.matrices.md", "tf_idf.matrices.html"]


def test_a_report_that_cannot_be_written_is_one_sentence(links: MatrixCalibration, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkbenchError, match="cannot be written"):
        write_matrices(links, tmp_path / "file" / "reports")
