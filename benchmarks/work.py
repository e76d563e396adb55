"""The engine's work: a project of N issues of about a kilobyte, one prompt, one model, one cheap check."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import yaml

WORDS = [
    "customer",
    "basket",
    "order",
    "invoice",
    "refund",
    "voucher",
    "delivery",
    "address",
    "parcel",
    "courier",
    "tracking",
    "label",
    "return",
    "warehouse",
    "stock",
    "price",
    "discount",
    "tax",
    "currency",
    "rounding",
    "receipt",
    "account",
    "login",
    "session",
    "token",
    "export",
    "report",
    "filter",
    "column",
    "page",
    "sort",
    "search",
    "index",
    "role",
    "permission",
    "audit",
    "upload",
    "file",
    "limit",
    "queue",
    "job",
    "schedule",
    "archive",
    "restore",
    "retry",
    "timeout",
    "alert",
    "locale",
]
PROMPT = """---
description: The whole issue, for measuring.
output: gherkin
params: {max_output_tokens: 1000}
---
{% block system %}
Write Gherkin scenarios.
{% endblock %}
{% block user %}
Issue {{ issue.key }}: {{ issue.summary }}
{{ issue.description }}
{% for criterion in issue.criteria %}
{{ criterion.id }}: {{ criterion.text }}
{% endfor %}
{% endblock %}
"""
MODEL = "bench/echo"


def write_project(folder: Path, count: int, *, address: str, parallel: int, scorers: Sequence[str], seed: int) -> None:
    """Write a project whose suite `bench` replays so many issues once.

    Args:
        folder: made, must be new.
        count: issues.
        address: the model's endpoint; not called where the model is in the process.
        parallel: calls at once.
        scorers: of the suite; the first one is its primary.
        seed: of the issues' words.
    """
    chance = random.Random(seed)
    data = folder / "datasets" / "bench"
    for name in (data / "issues", data / "expected", folder / "prompts" / "echo", folder / "evals"):
        name.mkdir(parents=True)
    keys = [f"BEN-{number}" for number in range(1, count + 1)]
    for key in keys:
        (data / "issues" / f"{key}.json").write_text(json.dumps(_issue(key, chance)), encoding="utf-8")
        (data / "expected" / f"{key}.yaml").write_text(json.dumps(_gold(key)), encoding="utf-8")
    (data / "dataset.yaml").write_text(json.dumps(_card(keys)), encoding="utf-8")
    (folder / "prompts" / "echo" / "v1.md").write_text(PROMPT, encoding="utf-8")
    price = {"input": "1", "output": "2", "as_of": "2026-11-01"}
    model = {"name": MODEL, "adapter": "openai", "model": "echo", "base_url": address, "parallel": parallel}
    _write(folder / "evals" / "models.yaml", {"models": [{**model, "price": price}]})
    write_suite(folder, scorers)


def write_suite(folder: Path, scorers: Sequence[str]) -> None:
    """Write the suite `bench` with these scorers."""
    candidates = [{"name": "echo", "prompt": "echo/v1", "model": MODEL}]
    suite = {"dataset": "bench", "candidates": candidates, "scorers": list(scorers), "primary": scorers[0]}
    _write(folder / "evals" / "bench.yaml", suite)


def feature(key: str, chance: random.Random) -> str:
    """Return an answer of about a kilobyte that production takes: four scenarios."""
    scenarios = [
        f"  @AC-{number}\n  Scenario: {_sentence(chance, 6)}\n    Given {_sentence(chance, 9)}\n"
        f"    When {_sentence(chance, 9)}\n    Then {_sentence(chance, 9)}\n"
        for number in range(1, 5)
    ]
    return f"Feature: {key}\n" + "\n".join(scenarios)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()


def _issue(key: str, chance: random.Random) -> object:
    criteria = "\n".join(f"- {_sentence(chance, 12)}." for _ in range(4))
    return {
        "key": key,
        "names": {"customfield_10001": "Acceptance criteria"},
        "fields": {
            "summary": _sentence(chance, 7),
            "issuetype": {"name": "Story"},
            "description": _paragraph(" ".join(f"{_sentence(chance, 14)}." for _ in range(4))),
            "customfield_10001": criteria,
        },
    }


def _paragraph(text: str) -> object:
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


def _gold(key: str) -> object:
    """A gold of one behaviour; JSON is YAML too."""
    behaviour = {"id": "B1", "statement": "The order is kept", "kind": "main", "status": "implied", "priority": "must"}
    return {
        "key": key, "stratum": "story_ac", "domain": "shop", "language": "en", "context": None, "testable": True,
        "behaviours": [{**behaviour, "evidence": None}], "acceptable": [], "forbidden": [], "open_questions": [],
    }  # fmt: skip


def _card(keys: Sequence[str]) -> object:
    return {
        "name": "bench", "description": "Random words.", "origin": "synthetic", "licence": "none",
        "anonymised": {"how": "nothing to anonymise", "version": None}, "gold": {"written_by": "model"},
        "reviewers": [], "expires": None, "fixtures": {key: {"split": "dev", "group": key} for key in keys},
    }  # fmt: skip


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
