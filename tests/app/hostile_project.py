"""A project whose issues and answers say what strangers say: markup, scripts, links, orders to a model."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest
import yaml

from tests.builders import label
from tests.projects import small_project, write_yaml
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms
from workbench.generator.records import Completion, ModelSpec, Request, Usage

MARK: Final = "zqxexfil"
"""Stands in every hostile text."""
KEYS: Final = ("RMB-140", "CHK-418")
OWN: Final = (
    f"<script>window.{MARK}=1;alert(1)</script>",
    f"<img src=x onerror=alert('{MARK}')>",
    f"![x](https://{MARK}.invalid/p.png?d=1)",
    f"[a](https://{MARK}.invalid) [b](javascript:alert('{MARK}'))",
    f"https://{MARK}.invalid/?q=abc and www.{MARK}.invalid and a@{MARK}.invalid",
    f"<iframe src=https://{MARK}.invalid></iframe><svg onload=alert('{MARK}')>",
    f"[x]: https://{MARK}.invalid",
    f"&#x6a;avascript:alert('{MARK}') &lt;b&gt;",
    f":red-background[{MARK}] :material/delete: :smile: $\\href{{https://{MARK}.invalid}}{{x}}$",
    f"</code></pre><a href='https://{MARK}.invalid'>x</a>",
    f"# {MARK}\n\n| a | b |\n|---|---|\n| <b>{MARK}</b> | = |",
    f"```\n</div><style>*{{display:none}}</style>{MARK}",
    f"Scenario: {MARK}\u2028Given b \u202egpj.exe",
)
"""Texts of our own; what the reference data has comes on top."""
IMPORTED: Final = "20260101-000000-aaaaaa"
"""The id of a run that strangers made."""
HOSTILE_NAME: Final = " ".join(OWN[1:6])
SHARED: Final = {"runs", "cells", "completions", "generations", "scores"}
"""What a run that was imported brings along here; the rest is the journal of one that was made here."""


def hostile_texts() -> list[str]:
    """Return our own texts, and where `WORKBENCH_REFERENCE` is set all hostile outputs and 500 injections."""
    return [*OWN, *(f"{text} {MARK}" for text in _reference())]


def _reference() -> list[str]:
    named = os.environ.get("WORKBENCH_REFERENCE")
    if not named:
        return []
    outputs, corpus = (
        _lines(Path(named) / "data" / f"{each}.jsonl") for each in ("hostile_outputs", "injection_corpus")
    )
    step = max(1, len(corpus) // 500)
    return [each["model_output"] for each in outputs] + [each["text"] for each in corpus[::step][:500]]


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        pytest.skip(f"no {path.name} in the reference data")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


class AnswersWithMarkup:
    """A model whose answer holds every text: as steps of scenarios for the first issue, as it is for the others."""

    def __init__(self, spec: ModelSpec, texts: Sequence[str]) -> None:
        self.spec, self._texts = spec, texts
        self._first = True

    def complete(self, request: Request) -> Completion:
        steps, self._first = self._first, False
        text = feature(self._texts) if steps else "\n\n".join(self._texts)
        usage = Usage(input_tokens=1, output_tokens=1, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=0)
        return Completion(text=text, finish="stop", usage=usage, latency_s=0.1, served_by=f"<b>{MARK}</b>")


def feature(texts: Sequence[str]) -> str:
    """Return a feature that has each text as a step, twelve to a scenario, and the first of them as its title."""
    lines = [f"Feature: {_line(texts[0])}"]
    for start in range(0, len(texts), 12):
        part = [_line(text) for text in texts[start : start + 12]]
        lines += ["", f"  Scenario: {start} {part[0][:150]}", "    Given a page", "    When it is opened"]
        lines += [f"    {'Then' if number == 0 else 'And'} it shows {text}" for number, text in enumerate(part)]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Return a text as a step can hold it: on one line, without control characters, not endless."""
    return " ".join("".join(each for each in text[:900] if each.isprintable() or each == "\n").split()) + f" {MARK}"


def hostile_project(folder: Path, texts: Sequence[str]) -> Path:
    """Make the project, run its suite `hostile`, and mark one finding and one test with hostile notes."""
    project = small_project(folder, KEYS)
    for key in KEYS:
        _worsen(project / "datasets" / "tiny", key, texts)
    _write_suite(project)
    made = open_workbench(project)
    workbench = replace(made, connect=lambda spec: AnswersWithMarkup(spec, texts))
    run = workbench.run(workbench.catalog.suite("hostile"), terms=Terms(), begin=lambda *_: None, tell=lambda _: None)
    rows = workbench.store.rows(run.id)
    assert [row.outcome for row in rows] == ["ok", "unusable"]
    place = {"dataset": "tiny", "issue": KEYS[0], "suite": rows[0].cell_key, "rater": f"<b>{MARK}</b>"}
    workbench.store.add_labels(
        [
            label(**place, rater_kind="person", note=texts[1]),
            label(**place, rater_kind="person", kind="pair", test="T1", value="none", note=texts[4]),
            label(**place, rater_kind="person", kind="rating", behaviour=None, test="T1", value="weak", note=texts[0]),
        ]
    )
    _import_another(workbench.store, run.id)
    return project


def _import_another(store: DuckDbStore, run: str) -> None:
    """Take in a run as it would come from strangers: older, over a dataset whose name is markup."""
    tables = {name: table if name in SHARED else table[:0] for name, table in store.tables(run).items()}
    began = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    values = {"id": IMPORTED, "dataset": HOSTILE_NAME, "note": HOSTILE_NAME, "actor": HOSTILE_NAME, "started_at": began}
    tables["runs"] = _with(tables["runs"], **values)
    tables["cells"] = _with(tables["cells"], run_id=IMPORTED)
    assert store.add_tables(tables)["runs"] == 1


def _with(table: pa.Table, **values: object) -> pa.Table:
    for name, value in values.items():
        field = table.schema.field(name)
        table = table.set_column(
            table.schema.get_field_index(name), field, pa.array([value] * len(table), type=field.type)
        )
    return table


def _worsen(dataset: Path, key: str, texts: Sequence[str]) -> None:
    path = dataset / "issues" / f"{key}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    fields = document["fields"]
    fields["summary"] += f" {_line(texts[0])}"
    fields["issuetype"]["name"] = f"<b>{MARK}</b>"
    body = fields["description"]
    if isinstance(body, str):
        fields["description"] = body + "\n\n" + "\n\n".join(texts)
    else:
        body["content"] += [node for text in texts[:40] for node in _nodes(text)]
    path.write_text(json.dumps(document), encoding="utf-8")
    attached = dataset / "attachments" / key
    attached.mkdir(parents=True)
    (attached / f"<img src=x onerror=alert({MARK})>.txt").write_text("\n".join(texts[:40]), encoding="utf-8")
    gold = dataset / "expected" / f"{key}.yaml"
    given = yaml.safe_load(gold.read_text(encoding="utf-8"))
    given["context"] = "\n".join(texts[:20])
    given["behaviours"][0]["statement"] += f" {_line(texts[1])}"
    write_yaml(gold, given)


def _nodes(text: str) -> list[dict[str, Any]]:
    said = {"type": "text", "text": text, "marks": [{"type": "link", "attrs": {"href": f"https://{MARK}.invalid"}}]}
    inside = {"type": "paragraph", "content": [said]}
    cell = {"type": "tableCell", "content": [inside]}
    return [
        {"type": "heading", "attrs": {"level": 2}, "content": [said]},
        {"type": "panel", "attrs": {"panelType": "info"}, "content": [inside]},
        {"type": "expand", "attrs": {"title": text}, "content": [inside]},
        {"type": "codeBlock", "content": [{"type": "text", "text": text}]},
        {"type": "table", "content": [{"type": "tableRow", "content": [cell, cell]}]},
        {"type": "media", "attrs": {"type": "external", "alt": text, "url": f"https://{MARK}.invalid/a.png"}},
    ]


def _write_suite(project: Path) -> None:
    price = {"input": "1", "output": "2", "as_of": "2026-11-01"}
    model = {"name": "loopback/said", "adapter": "openai", "model": "said", "base_url": "http://127.0.0.1:9/v1"}
    write_yaml(project / "evals" / "models.yaml", {"models": [{**model, "parallel": 1, "price": price}]})
    suite = {
        "dataset": "tiny",
        "candidates": [{"name": "said", "prompt": "few-shot/v1", "model": "loopback/said"}],
        "scorers": ["gherkin_valid", "tokens"],
        "primary": "gherkin_valid",
    }
    write_yaml(project / "evals" / "hostile.yaml", suite)
