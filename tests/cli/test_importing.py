"""`workbench dataset import` and `review`: from an export to fixtures that a person signed off."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.commands import call
from tests.cli.reviewer import export, issue, types
from tests.generator.canaries import canaries, found
from tests.jira import ENVIRONMENT, serving
from workbench.bootstrap.importing import refuse_site
from workbench.core.errors import CatalogError

Capsys = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_an_export_becomes_fixtures_that_load_once_a_person_signed_them(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch
) -> None:
    source = export(
        tmp_path / "e.json", issue(7, "Anna Ferreira asks anna@kestrel.io"), issue(8, "It is booked at once.")
    )
    types(monkeypatch, "sign Eva", "sign Eva")
    code, out, err = call(capsys, "dataset", "import", source, "--into", "shop")
    assert (code, err) == (0, "")
    assert "SHOP-1 is written, with a draft of its gold." in out
    kept = b"".join(everything(small / "datasets" / "shop").values())
    assert not [word for word in (b"Anna", b"Ferreira", b"kestrel", b"PAY-7", b"9638dd6d") if word in kept]
    code, out, _ = call(capsys, "dataset", "show", "shop", "--json")
    assert (code, "SHOP-2" in out) == (0, True)


def test_imported_again_nothing_is_there_twice(small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    one, two = issue(7, "a refund is booked"), issue(8, "another one")
    types(monkeypatch, "sign Eva", "sign Eva")
    assert call(capsys, "dataset", "import", export(tmp_path / "e.json", one, two), "--into", "shop")[0] == 0
    before = everything(small / "datasets" / "shop")
    lines = tmp_path / "e.jsonl"
    lines.write_text("\n".join(json.dumps(each) for each in (two, one)), encoding="utf-8")
    code, out, _ = call(capsys, "dataset", "import", str(lines), "--into", "shop", "--dry-run", "--json")
    assert (code, json.loads(out)["new"], json.loads(out)["there"]) == (0, 0, 2)
    assert call(capsys, "dataset", "import", str(lines), "--into", "shop")[0] == 0
    assert everything(small / "datasets" / "shop") == before


def test_what_changed_at_its_source_is_told_and_comes_in_under_its_key(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch
) -> None:
    types(monkeypatch, "sign Eva", "sign Eva")
    assert (
        call(capsys, "dataset", "import", export(tmp_path / "e.json", issue(7, "old words")), "--into", "shop")[0] == 0
    )
    source = export(tmp_path / "e.json", issue(7, "new words"))
    _, out, _ = call(capsys, "dataset", "import", source, "--into", "shop")
    assert "Changed at their source since: SHOP-1; --update reviews them again." in out
    assert call(capsys, "dataset", "import", source, "--into", "shop", "--update")[0] == 0
    assert "new words" in (small / "datasets/shop/issues/SHOP-1.json").read_text(encoding="utf-8")


def test_decisions_are_carried_out(small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    source = export(tmp_path / "e.json", issue(7, "call Quill at once, anna@kestrel.io"), issue(8, "Zanzu waits"))
    types(
        monkeypatch, "add person Quill", "everywhere org Zanzu", "replace 99", "add robot x", "keep 1", "what?", "help",
        "sign Eva", "next", "quit",
    )  # fmt: skip
    code, out, err = call(capsys, "dataset", "import", source, "--into", "shop")
    assert "there is no finding '99'" in out and "'robot' is no kind" in out and "replace N [N ...]" in out
    assert "There is no command 'what?'" in out
    assert (code, err.endswith("Nothing of them is kept; the same command brings them back.\n")) == (1, True)
    text = (small / "datasets/shop/issues/SHOP-1.json").read_text(encoding="utf-8")
    assert "Quill" not in text and not (small / "datasets/shop/issues/SHOP-2.json").exists()


def test_a_customers_issue_needs_a_second_person(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch
) -> None:
    source = export(tmp_path / "e.json", issue(7, "Anna Ferreira asks"))
    customers = ("--origin", "customer_consented", "--consent", "C-1", "--expires", "2099-01-01")
    types(monkeypatch, "sign Eva", "sign Eva", "sign Tom")
    code, out, _ = call(capsys, "dataset", "import", source, "--into", "acme", *customers)
    assert code == 0
    after = out[out.index("a second person looks at the result") :]
    assert "Ferreira" not in after and "Eva has signed it already" in after
    assert '"reviewers":["Eva","Tom"]' in (small / "datasets/acme/signoffs.jsonl").read_text(encoding="utf-8")


def test_a_fixture_that_nobody_signed_keeps_the_others_from_no_review(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch
) -> None:
    source = export(tmp_path / "e.json", issue(7, "some words"))
    customers = ("--origin", "customer_consented", "--consent", "C-1", "--expires", "2099-01-01")
    types(monkeypatch, "sign Eva", "sign Tom", "quit")
    assert call(capsys, "dataset", "import", source, "--into", "acme", *customers)[0] == 0
    folder = small / "datasets/acme"
    for part, ending in (("issues", "json"), ("expected", "yaml")):
        given = (folder / part / f"ACME-1.{ending}").read_text(encoding="utf-8")
        (folder / part / f"ACME-2.{ending}").write_text(given.replace("ACME-1", "ACME-2"), encoding="utf-8")
    with (folder / "dataset.yaml").open("a", encoding="utf-8") as card:
        card.write("  ACME-2: {split: dev}\n")
    code, _, err = call(capsys, "dataset", "review", "acme")
    assert (code, "no imported fixture 'ACME-2'; nobody ever signed it off" in err) == (2, True)
    path = folder / "issues/ACME-1.json"
    path.write_text(path.read_text(encoding="utf-8").replace("some words", "other words"), encoding="utf-8")
    _, out, err = call(capsys, "dataset", "review", "acme")
    assert ("other words" in out, "nobody ever signed" in err) == (True, False), out + err


def test_a_changed_fixture_is_refused_until_it_is_reviewed_again(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch
) -> None:
    types(monkeypatch, "sign Eva", "sign Tom")
    assert call(capsys, "dataset", "import", export(tmp_path / "e.json", issue(7, "words")), "--into", "shop")[0] == 0
    code, _, err = call(capsys, "dataset", "review", "shop")
    assert (code, err) == (
        2,
        "error: dataset 'shop': every sign-off holds; name keys to look at fixtures all the same\n",
    )
    path = small / "datasets/shop/issues/SHOP-1.json"
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other words"), encoding="utf-8")
    code, _, err = call(capsys, "dataset", "show", "shop")
    assert (code, "was changed since it was signed off" in err) == (2, True)
    code, out, err = call(capsys, "dataset", "review", "shop")
    assert (code, "SHOP-1 is written" in out) == (0, True), err
    assert call(capsys, "dataset", "show", "shop")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("e.json",), "say with --into NAME"),
        (("--into", "shop"), "name either a file or folder, or a Jira site"),
        (("e.json", "--into", "shop", "--site", "https://x.atlassian.net"), "name either a file or folder"),
        (("e.json", "--into", "shop", "--jql", "x"), "--jql goes with --site"),
        (("--into", "shop", "--site", "https://x.atlassian.net"), "say with --jql which issues"),
        (("e.json", "--into", "shop", "--json"), "--json goes with --dry-run"),
        (("e.json", "--into", "shop", "--expires", "soon"), "is no day"),
        (("e.json", "--into", "shop", "--origin", "customer_consented"), "a customer's issues need a consent"),
        (("e.json", "--into", "shop", "--consent", "C-1"), "a consent and its end are a customer's"),
        (
            ("e.json", "--into", "shop", "--origin", "customer_consented", "--consent", "C", "--expires", "2020-01-01"),
            "the consent ended on 2020-01-01",
        ),
        (("e.json", "--into", "tiny"), "dataset 'tiny' is synthetic, and the issues are own_project"),
        (("nothing.json", "--into", "shop"), "nothing.json"),
        (("e.json", "--into", "shop", "--prefix", "PAY"), "is the project of the issues themselves"),
        (("e.json", "--into", "shop", "--dictionary", "e.json"), "e.json: "),
        (("e.json", "--into", "../shop"), "no name of a dataset"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch, arguments: tuple[str, ...], said: str
) -> None:
    export(tmp_path / "e.json", issue(7, "words"))
    monkeypatch.chdir(tmp_path)
    types(monkeypatch, "sign Eva")
    code, _, err = call(capsys, "dataset", "import", *arguments)
    assert (code, err.count("\n")) == (2, 1), err
    assert said in err


def test_an_input_that_ends_signs_nothing(small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    types(monkeypatch)
    code, _, err = call(capsys, "dataset", "import", export(tmp_path / "e.json", issue(7, "words")), "--into", "shop")
    assert (code, "the input ended before SHOP-1 was signed off" in err) == (2, True)
    assert not (small / "datasets" / "shop").exists()


def test_issues_come_out_of_jira(small: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with serving() as site:
        site.state.add_issue("PAY-7", description=issue(7, "words")["fields"]["description"])
        site.state.add_file("PAY-7", "log.txt", b"mail anna@kestrel.io")
        types(monkeypatch, "sign Eva")
        code, out, err = call(
            capsys, "dataset", "import", "--site", site.address, "--jql", "project = PAY", "--into", "shop"
        )
    assert (code, "SHOP-1 is written" in out) == (0, True), err
    (file,) = (small / "datasets/shop/attachments/SHOP-1").iterdir()
    assert file.name != "log.txt" and b"kestrel" not in file.read_bytes()


@pytest.mark.parametrize("address", ["https://evil.example", "https://atlassian.net.evil.example"])
def test_the_app_signs_in_nowhere_else(address: str) -> None:
    with pytest.raises(CatalogError, match=r"signs in at \*.atlassian.net only"):
        refuse_site(address, "jira.ours.example")
    for allowed in ("https://x.atlassian.net", "https://jira.ours.example", "http://127.0.0.1:1"):
        refuse_site(allowed, " jira.ours.example ,b")


def test_a_killed_review_leaves_nothing(small: Path, tmp_path: Path) -> None:
    source = export(tmp_path / "e.json", issue(7, "Anna Ferreira asks"))
    before = everything(small)
    command = [
        sys.executable,
        "-c",
        "from workbench.cli import main; main()",
        "dataset",
        "import",
        source,
        "--into",
        "shop",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ.copy()) as running:
        assert running.stdout is not None
        seen = b""
        while b"SHOP-1 (1 to go)> " not in seen and (more := running.stdout.read1(4096)):
            seen += more
        running.send_signal(signal.SIGKILL)
    assert (running.returncode, b"Ferreira" in seen) == (-9, True)
    after = {name: content for name, content in everything(small).items() if not name.startswith(".workbench/store")}
    assert after.items() <= before.items()


# Canaries ----------------------------------------------------------------------------------------


def hidden(words: list[str]) -> dict[str, Any]:
    """An issue with a word in every place of it."""
    person = {
        "accountId": words.pop(),
        "displayName": f"Nora {words.pop()}",
        "emailAddress": f"{words.pop()}@x.example",
    }
    made = issue(7, words.pop(), summary=words.pop(), reporter=person, assignee=person, labels=[words.pop()])
    made["fields"] |= {
        "environment": words.pop(),
        "components": [{"name": words.pop()}],
        "comment": {"comments": [{"author": person, "body": words.pop()}]},
        "customfield_10001": words.pop(),
        "attachment": [{"filename": f"{words.pop()}.txt", "mimeType": "text/plain", "author": person}],
        "issuelinks": [{"inwardIssue": {"key": "PAY-9", "fields": {"summary": words.pop()}}}],
    }
    return made | {"changelog": {"histories": [{"author": person, "items": [{"toString": words.pop()}]}]}}


def watched(places: list[Path], words: list[str], seen: set[str]) -> None:
    """Look for words in every file of these places, and decoded in every column of every table of a DuckDB file."""
    for place in places:
        for name, content in everything(place).items():
            seen |= found(words, name.encode(), content)
            if name.endswith(".duckdb"):
                with duckdb.connect(str(place / name), read_only=True) as db:
                    for (table,) in db.execute("select table_name from duckdb_tables()").fetchall():
                        rows = db.execute(f'select * from "{table}"').fetchall()
                        seen |= found(words, *(str(cell).encode() for row in rows for cell in row))


@pytest.mark.parametrize("imports", [2, pytest.param(50, marks=pytest.mark.campaign)])
def test_before_a_sign_off_no_word_of_an_import_stands_anywhere(
    small: Path, tmp_path: Path, capsys: Capsys, monkeypatch: Patch, caplog: pytest.LogCaptureFixture, imports: int
) -> None:
    temporary, source = tmp_path / "temporary", tmp_path / "source"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    caplog.set_level(logging.DEBUG)
    seen: set[str] = set()
    for number in range(imports):
        words = canaries(40, seed=number)
        folder = source / str(number)
        made = hidden(words.copy())
        (folder / "attachments" / "PAY-7").mkdir(parents=True)
        (folder / "attachments" / "PAY-7" / made["fields"]["attachment"][0]["filename"]).write_text(words[0])
        export(folder / "e.json", made)
        asked = types(monkeypatch, "keep all", "quit", look=partial(watched, [small, temporary], words, seen))
        code, out, err = call(capsys, "dataset", "import", str(folder), "--into", "shop", "--comments")
        assert (code, asked.asked) == (1, 2), err
        assert found(words, out.encode())  # the person saw it
        watched([small, temporary], words, seen)
        seen |= found(words, err.encode(), caplog.text.encode())
    assert seen == set()
    assert not (small / "datasets" / "shop").exists()
