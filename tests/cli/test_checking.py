"""`workbench dataset check`: 0 clean, 1 found something, 2 could not look."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.adapters.signed_fixtures import signed, write
from tests.cli.commands import call
from tests.core.importing.signing import DETECTORS, customers, own
from workbench.core.importing.signoffs import digest_of

Capsys = pytest.CaptureFixture[str]
MAIL = "zoe.canary@kestrel-mail.io"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of datasets of a project that has none."""
    for name in ("evals", "prompts", "datasets"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return tmp_path / "datasets"


def test_a_clean_dataset_ends_with_0(here: Path, capsys: Capsys) -> None:
    write(here / "acme", signed())
    code, out, err = call(capsys, "dataset", "check")
    assert code == 0, out + err
    assert "acme: 1 fixtures, 0 findings, 0 excepted, 0 only suspected, 0 sign-offs that do not hold." in out
    assert "acme: 1/1" in err


def test_a_finding_ends_with_1_and_shows_no_text(here: Path, capsys: Capsys) -> None:
    write(here / "acme", signed(said=f"Ask {MAIL}"))
    code, out, err = call(capsys, "dataset", "check", "acme")
    assert code == 1
    assert "ACME-1" in out and "/fields/description" in out and "email" in out and "rule:email" in out
    assert "canary" not in out + err
    code, out, err = call(capsys, "dataset", "check", "acme", "--json")
    [found] = json.loads(out)["datasets"][0]["findings"]
    assert (code, found["digest"], "canary" in out) == (1, digest_of("ACME-1", "email", MAIL), False)


def test_a_signed_exception_covers_its_finding_and_no_file_of_exceptions_does(here: Path, capsys: Capsys) -> None:
    digest = digest_of("ACME-1", "email", MAIL)
    write(here / "acme", signed(said=f"Ask {MAIL}"))
    code, _, err = call(capsys, "dataset", "check", "acme", "--except", "it is mine", "--by", "Ada")
    assert (code, "fixture 'ACME-1' was signed off" in err) == (2, True)
    excepted = own(exceptions=({"kind": "email", "digest": digest, "why": "it is mine"},))
    write(here / "acme", signed(said=f"Ask {MAIL}", sign_off=excepted))
    code, out, _ = call(capsys, "dataset", "check", "acme")
    assert (code, "0 findings, 1 excepted" in out) == (0, True)


def test_somebody_answers_for_the_findings_of_a_dataset_that_nobody_signs(here: Path, capsys: Capsys) -> None:
    write(here / "acme", signed(said=f"Ask {MAIL}"))
    (here / "acme" / "signoffs.jsonl").unlink()
    code, out, err = call(capsys, "dataset", "check", "acme", "--except", "made up", "--by", "Ada")
    assert (code, "Ada answers for 1 findings" in err, "0 findings, 1 excepted" in out) == (0, True, True)
    said = (here / "acme" / "exceptions.yaml").read_text(encoding="utf-8")
    assert "made up" in said and digest_of("ACME-1", "email", MAIL) in said and "canary" not in said
    assert call(capsys, "dataset", "check")[0] == 0


@pytest.mark.parametrize(
    "name",
    [
        "expected/revisions/ACME-1.r1.yaml", "suites/ACME-1.yaml", "notes.md", "attachments/ACME-3/a.txt"
    ],
)  # fmt: skip
def test_every_text_of_the_folder_is_looked_through(here: Path, capsys: Capsys, name: str) -> None:
    write(here / "acme", signed())
    path = here / "acme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"ask: ask {MAIL}\n", encoding="utf-8")
    code, out, err = call(capsys, "dataset", "check", "acme")
    assert (code, f"/{name}:1" in out, "canary" in out + err) == (1, True, False), out + err
    assert call(capsys, "dataset", "check", "acme", "--except", "made up", "--by", "Ada")[0] == 0
    assert digest_of("acme", "email", MAIL) in (here / "acme" / "exceptions.yaml").read_text(encoding="utf-8")


def test_reasons_and_the_card_are_looked_through(here: Path, capsys: Capsys) -> None:
    write(here / "acme", signed(sign_off=own(why=f"{MAIL} says so")))
    with (here / "acme" / "dataset.yaml").open("a", encoding="utf-8") as card:
        card.write("# or ask joe.canary@kestrel-mail.io\n")
    code, out, _ = call(capsys, "dataset", "check", "acme", "--json")
    places = [each["place"] for each in json.loads(out)["datasets"][0]["findings"]]
    assert (code, [place.partition(":")[0] for place in places]) == (1, ["/dataset.yaml", "/signoffs.jsonl"])
    call(capsys, "dataset", "check", "acme", "--except", "moe.canary@kestrel-mail.io is mine", "--by", "Ada")
    code, out, _ = call(capsys, "dataset", "check", "acme")
    assert (code, "/exceptions.yaml:" in out, "1 findings, 2 excepted" in out) == (1, True, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires": date(2020, 1, 1)}, "acme: fixture 'ACME-1' is a customer's, and the consent ended on 2020-01-01"),
        ({"reviewers": ("Ada",)}, "acme: fixture 'ACME-1' is a customer's, and needs two different reviewers"),
        ({"detectors": "rules-0+no-model"}, "acme: fixture 'ACME-1' was signed off with older detectors"),
    ],
)
def test_a_sign_off_that_does_not_hold_ends_with_1_here_and_with_2_elsewhere(
    here: Path, capsys: Capsys, change: dict[str, object], said: str
) -> None:
    whole = {"detectors": DETECTORS, "expires": date(9999, 1, 1)} | change
    write(here / "acme", signed(sign_off=customers(**whole)), "customer_consented")
    code, out, _ = call(capsys, "dataset", "check")
    assert (code, said in out) == (1, True), out
    code, _, err = call(capsys, "dataset", "show", "acme")
    assert (code, "`workbench dataset review acme`" in err) == (2, True)


def test_what_cannot_be_read_ends_with_2_and_the_rest_is_checked(here: Path, capsys: Capsys) -> None:
    write(here / "acme", signed())
    write(here / "bad", signed())
    (here / "bad" / "dataset.yaml").write_text("name: bad\n")
    code, out, err = call(capsys, "dataset", "check")
    assert (code, "acme: 1 fixtures, 0 findings" in out, "bad/dataset.yaml" in err) == (2, True, True)
    write(here / "found", signed(said=f"Ask {MAIL}"))
    assert call(capsys, "dataset", "check")[0] == 1
    code, _, err = call(capsys, "dataset", "check", "none")
    assert (code, "no dataset 'none'" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--show"], "for a terminal only"),
        (["--except", "x"], "--except and --by go together"),
        (["--by", "x", "--except", "x"], "with one dataset"),
        (["acme", "--by", "x", "--except", " "], "'why'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(here: Path, capsys: Capsys, arguments: list[str], said: str) -> None:
    write(here / "acme", signed(said=f"Ask {MAIL}"))
    (here / "acme" / "signoffs.jsonl").unlink()
    code, _, err = call(capsys, "dataset", "check", *arguments)
    assert (code, said in err) == (2, True), err
