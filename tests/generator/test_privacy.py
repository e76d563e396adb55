"""What production was told not to send is not sent; what it may send stands nowhere but in what is sent.

The rest of each promise, and the tests that prove it, are listed in docs/privacy.md.
"""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.generator.canaries import HIDING, canaries, found
from tests.generator.intake.documents import bullets, doc, heading, node, p
from tests.generator.private_run import EVERYTHING, asking
from tests.generator.recording_provider import FAILURES, recording
from workbench.generator.generate import generate
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions

ROOT = Path(__file__).parents[2]
FORBIDDEN = canaries(40, seed=8)
ALLOWED = canaries(32, seed=9)


def person(words: list[str]) -> dict[str, Any]:
    return {
        "accountId": f"712020:{words.pop()}",
        "displayName": f"Nora {words.pop()}",
        "emailAddress": f"{words.pop()}@corp.example",
    }


# What may not be sent ----------------------------------------------------------------------------


def not_allowed() -> tuple[dict[str, Any], list[tuple[str, bytes]], str]:
    """An issue of which the summary, the criteria and `*.md` may be sent, with a word in everything else."""
    left = list(FORBIDDEN)
    reporter, assignee, author = (person(left) for _ in range(3))
    secret, name, address = left.pop(), reporter["displayName"], reporter["emailAddress"]
    fields = {
        "summary": f"Ask {name} or {address} ({reporter['accountId']}), password: {secret}",
        "issuetype": {"name": "Story", "description": left.pop()},
        "description": doc(p(left.pop(), node("mention", id="712020:" + left.pop(), text="@" + left.pop()))),
        "customfield_1": doc(heading("AC"), bullets(f"{name} sees it.")),
        "customfield_2": left.pop(),
        "customfield_3": {"value": left.pop()},
        "customfield_4": [author],
        "environment": doc(p(left.pop())),
        "labels": [left.pop()],
        "components": [{"name": left.pop()}],
        "priority": {"name": left.pop()},
        "status": {"name": left.pop()},
        "project": {"key": "SHOP", "name": left.pop()},
        "parent": {"key": "SHOP-1", "fields": {"summary": left.pop()}},
        "subtasks": [{"key": "SHOP-2", "fields": {"summary": left.pop(), "issuetype": {"name": "Test"}}}],
        "issuelinks": [{"inwardIssue": {"key": "SHOP-3", "fields": {"summary": left.pop()}}}],
        "comment": {"comments": [{"author": author, "body": doc(p(left.pop()))}, {"body": left.pop()}]},
        "worklog": {"worklogs": [{"comment": left.pop()}]},
        "reporter": reporter,
        "assignee": assignee,
        "attachment": [
            {"filename": "rules.md", "author": assignee},
            {"filename": f"{left.pop()}.txt"},
            {"filename": "b.html"},
            {"filename": f"{left.pop()}.png"},
        ],
    }
    document = {
        "key": "SHOP-12",
        "names": {"customfield_1": "Acceptance Criteria", "customfield_9": left.pop()},
        "renderedFields": {"description": left.pop()},
        "changelog": {"histories": [{"author": author, "items": [{"toString": left.pop()}]}]},
        "properties": {"note": left.pop()},
        "fields": fields,
    }
    files = [
        ("rules.md", f"{name} and {address}; api_key={secret}".encode()),
        (fields["attachment"][1]["filename"], left.pop().encode()),  # type: ignore[index]
        ("b.html", f"<p>{left.pop()}</p>".encode()),
        (fields["attachment"][3]["filename"], b"\x89PNG\r\n\x1a\n" + left.pop().encode()),  # type: ignore[index]
    ]
    context = left.pop()
    assert len(FORBIDDEN) - len(left) >= 30
    return document, files, context


MINIMAL = IntakeOptions(
    criteria_field="customfield_1",
    fields=("summary", "criteria", "attachments"),
    attachments=("*.md",),
    mask=("people", "emails", "account_ids", "secrets"),
)


def requests_of(options: IntakeOptions) -> list[bytes]:
    document, files, context = not_allowed()
    issue = read_issue(document, options=options, context=context, attached=files)
    with recording() as provider:
        for asked, model in asking(provider.address("ok").removesuffix("/ok"), "ok", options):
            assert generate(issue, asked, model).outcome == "ok"
    return provider.requests


def test_nothing_that_a_config_keeps_back_is_in_any_request_to_a_provider() -> None:
    openai, anthropic = requests_of(MINIMAL)
    for request in (openai, anthropic):
        assert found(FORBIDDEN, request) == set()
        assert b"Ask Person 1 or user1@example.invalid (account-1), password: SECRET-1" in request
        assert b"Person 1 sees it." in request
        assert b"rules.md" in request


def test_the_search_would_find_what_a_wider_config_sends() -> None:
    wide = IntakeOptions(criteria_field="customfield_1", existing_tests=True)
    for request in requests_of(wide):
        assert len(found(FORBIDDEN, request)) >= 10


# What may be sent, and nothing else --------------------------------------------------------------


def allowed() -> dict[str, Any]:
    """An issue with a word in everything that is sent, as the other process reads it."""
    left = list(ALLOWED)

    def some(count: int) -> str:
        return " ".join(left.pop() for _ in range(count))

    fields = {
        "summary": some(3),
        "issuetype": {"name": "Story"},
        "description": doc(p(some(4)), heading("AC"), bullets(some(2), some(2)), p(some(1))),
        "labels": [some(1), some(1)],
        "customfield_1": some(3),
        "subtasks": [{"key": "T-1", "fields": {"summary": some(3), "issuetype": {"name": "Test"}}}],
        "attachment": [{"filename": f"{some(1)}.md"}, {"filename": "page.html"}],
    }
    page = f"<p>{some(3)}</p><table><tr><td>{some(1)}</td></tr></table>"
    files = [(fields["attachment"][0]["filename"], some(4).encode()), ("page.html", page.encode())]  # type: ignore[index]
    coded = [(name, base64.b64encode(data).decode()) for name, data in files]
    return {"issue": {"key": "SHOP-12", "fields": fields}, "files": coded, "context": some(3)}


def run_apart(home: Path, *ways: str) -> tuple[list[bytes], list[bytes]]:
    """Production in a process of its own, with its own home, cwd and temporary folder: what was sent, what was left."""
    for name in ("home", "work", "temp"):
        (home / name).mkdir(parents=True)
    given = json.dumps(allowed()).encode()
    own = {"HOME": home / "home", "TMPDIR": home / "temp", "PYTHONPATH": ROOT, "OPENAI_LOG": "debug"}
    environment = {**os.environ, "ANTHROPIC_LOG": "debug", **{name: str(value) for name, value in own.items()}}
    with recording() as provider:
        address = provider.address("x").removesuffix("/x")
        command = [sys.executable, "-m", "tests.generator.private_run", address, *ways]
        done = subprocess.run(
            command, input=given, capture_output=True, cwd=home / "work", env=environment, timeout=120, check=False
        )
    assert done.returncode == 0, done.stderr[-2_000:]
    files = [path for path in home.rglob("*") if path.is_file()]
    return provider.requests, [done.stdout, done.stderr, *(str(path).encode() + path.read_bytes() for path in files)]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[bytes], list[bytes]]:
    return run_apart(tmp_path_factory.mktemp("quiet"), "ok", *FAILURES)


def test_every_word_that_may_be_sent_is_sent(quiet: tuple[list[bytes], list[bytes]]) -> None:
    requests, _ = quiet
    assert len(requests) == 2 * (1 + len(FAILURES))
    assert len(found(ALLOWED, requests[0])) >= 30
    assert found(ALLOWED, requests[0]) == found(ALLOWED, requests[1])


def test_no_word_of_an_issue_is_in_a_file_a_log_an_exception_or_a_usage_record(
    quiet: tuple[list[bytes], list[bytes]],
) -> None:
    """Root logger at DEBUG, both SDKs' logs switched on, every failure forced, the provider's answers full of it."""
    _, left = quiet
    assert found(ALLOWED, *left) == set()


def test_every_failure_was_told_and_recorded(quiet: tuple[list[bytes], list[bytes]]) -> None:
    told = quiet[1][0].decode()
    assert told.count('"version":"usage/1"') == 2 * (1 + len(FAILURES)) + 5 + 3 + 1
    kinds = {"auth", "bad_request", "connection", "input", "malformed", "not_found", "overloaded", "rate_limit",
             "server", "wrong_model"}  # fmt: skip
    assert set(re.findall(r'"failure":"(\w+)"', told)) == kinds
    assert b"failed" in quiet[1][1]


def test_a_leak_into_a_log_a_file_or_an_exception_would_be_found(tmp_path: Path) -> None:
    _, (told, logged, *files) = run_apart(tmp_path, "leak")
    assert len(found(ALLOWED, logged)) == 3
    assert len(found(ALLOWED, *files)) >= 7
    assert len(found(ALLOWED, told)) == 2


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING.keys())
def test_the_search_sees_through_encodings(hide: Any) -> None:
    word, other = canaries(2, seed=1)
    assert found([word, other], hide(f"some words {word} and more".encode())) == {word}


# What production loads ---------------------------------------------------------------------------


def test_production_loads_no_store_and_no_part_of_the_workbench() -> None:
    code = (
        "import sys, pkgutil, importlib, workbench.generator as g\n"
        "for m in pkgutil.walk_packages(g.__path__, 'workbench.generator.'):\n"
        "    if not m.name.endswith(('__main__', '.child')) and '.attachments.' not in m.name:\n"
        "        importlib.import_module(m.name)\n"
        "print(' '.join(sorted({n.split('.')[0] for n in sys.modules})))\n"
        "print(' '.join(n for n in sys.modules if n.startswith('workbench.') and n.split('.')[1] != 'generator'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded, others = done.stdout.splitlines()
    assert {"duckdb", "sqlite3", "pandas", "streamlit"} & set(loaded.split()) == set()
    assert others == ""
    assert EVERYTHING.count("issue.") == 7


# The page ----------------------------------------------------------------------------------------


def test_every_test_that_the_page_names_exists() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", page)
    assert len(named) >= 20
    missing = [
        (path, name)
        for path, name in named
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_module_that_the_page_names_exists() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    paths = re.findall(r"`(workbench/[\w/]+(?:\.py)?)`", page)
    assert len(paths) >= 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
