"""Files -> suites; whatever is wrong with a file is one sentence that names it and what to do."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.projects import small_project, write_yaml
from workbench.adapters.catalog import Catalog
from workbench.adapters.catalog.datasets import selected
from workbench.adapters.catalog.forms import Select, SuiteFile
from workbench.core.errors import CatalogError
from workbench.core.gates import Gate
from workbench.core.records import Price
from workbench.generator.defaults import default_config
from workbench.generator.records import ModelSpec
from workbench.scorers import SCORERS

KEY = "RMB-140"
SUITE: dict[str, Any] = {
    "dataset": "tiny",
    "candidates": [{"name": "floor", "prompt": "floor/v1", "model": "rules"}],
    "scorers": ["gherkin_valid"],
    "primary": "gherkin_valid",
}
SECRET = "reimbursement"


def no_price(spec: ModelSpec) -> Price | None:
    return None


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A project with a dataset of one fixture, so that each edit loads quickly."""
    project = small_project(tmp_path / "project", [KEY])
    write_yaml(project / "evals" / "tiny.yaml", SUITE)
    return project


def edit(path: Path, change: Callable[[Any], object]) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    write_yaml(path, change(content) or content)


def loaded(project: Path) -> Catalog:
    return Catalog(project, known_scorers=sorted(SCORERS), price=no_price)


def refusal(project: Path, suite: str = "tiny") -> str:
    with pytest.raises(CatalogError) as caught:
        loaded(project).suite(suite)
    said = str(caught.value)
    assert "\n" not in said
    assert "Traceback" not in said
    assert SECRET not in said.lower()
    return said


# What loads


@pytest.mark.parametrize(
    ("name", "fixtures", "candidates"), [("demo", 6, 4), ("smoke", 6, 2), ("release", 28, 7), ("embedded", 41, 5)]
)
def test_every_suite_of_the_project_loads(catalog: Catalog, name: str, fixtures: int, candidates: int) -> None:
    suite = catalog.suite(name)
    assert (len(suite.fixtures), len(suite.candidates)) == (fixtures, candidates)


def test_every_suite_file_is_among_those_tested() -> None:
    root = Path(__file__).parents[2]
    found = {path.stem for path in (root / "evals").glob("*.yaml")} - {"models"}
    assert found == {"demo", "embedded", "release", "smoke"}


def test_the_dataset_studio_has_41_fixtures_13_of_them_held_out(catalog: Catalog) -> None:
    fixtures = catalog.dataset("studio").fixtures
    assert len(fixtures) == 41
    assert sum(fixture.split == "holdout" for fixture in fixtures) == 13


def test_no_group_of_fixtures_spans_two_splits(catalog: Catalog) -> None:
    splits: dict[str, set[str]] = {}
    for fixture in catalog.dataset("studio").fixtures:
        splits.setdefault(fixture.group, set()).add(fixture.split)
    assert [group for group, found in splits.items() if len(found) > 1] == []


def test_a_suite_loads_by_name_and_by_file(here: Path) -> None:
    catalog = loaded(here)
    assert catalog.suite("tiny") == catalog.suite("evals/tiny.yaml") == catalog.suite(str(here / "evals/tiny.yaml"))


def test_a_models_own_price_goes_before_the_list(here: Path) -> None:
    listed = Price(input=Decimal(9), output=Decimal(9), source="list")
    models = Catalog(here, known_scorers=(), price=lambda spec: listed).models()
    assert models["openai/gpt-5-mini"].price == listed
    assert models["rules"].price == Price(
        input=Decimal(0), output=Decimal(0), source="evals/models.yaml as of 2026-11-01"
    )


def test_a_parameter_that_the_model_ignores_is_not_sent(catalog: Catalog) -> None:
    sent = {
        name: catalog.config("criteria-first/v1", name).config.params for name in catalog.models() if name[0] in "al"
    }
    assert sent["anthropic/claude-sonnet"].temperature is None
    assert sent["local/smollm2-135m-instruct"].temperature == 0


@pytest.mark.parametrize("seed", [0, 1])
def test_a_limit_draws_the_same_fixtures_for_the_same_seed(catalog: Catalog, seed: int) -> None:
    fixtures = catalog.dataset("studio").fixtures

    def drawn(given: int) -> list[str]:
        return [fixture.key for fixture in selected(Path("a.yaml"), fixtures, Select(limit=5, seed=given))]

    assert drawn(seed) == drawn(seed) != drawn(7)


def test_a_gate_that_its_slice_can_never_pass_is_said(here: Path) -> None:
    gate = {"floors": [{"score": "gherkin_valid", "at_least": 0.85}], "min_fixtures": 2}
    edit(here / "evals" / "tiny.yaml", lambda suite: {**suite, "gate": gate})
    suite = loaded(here).suite("tiny")
    assert suite.gate == Gate.model_validate(gate)
    assert suite.warnings == (
        "the gate wants 2 fixtures and the slice has 1: it can never pass",
        "floor gherkin_valid: 1 fixtures can never show it, with a perfect record neither; 22 can",
    )


def test_every_key_of_a_gate_is_shown_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "gates.md").read_text(encoding="utf-8")
    shown = yaml.safe_load(page.partition("```yaml")[2].partition("```")[0])
    assert shown["gate"].keys() == Gate.model_fields.keys()
    assert Gate.model_validate(shown["gate"]).floors[1].repeats == 2
    assert shown.keys() <= SuiteFile.model_fields.keys()


def test_a_comparison_without_a_baseline_is_refused(here: Path) -> None:
    candidates = [{"name": "a", "prompt": "criteria-first/v1", "model": "openai/gpt-5-mini"}]
    gate = {"no_worse": [{"score": "gherkin_valid", "margin": 0.05}]}
    edit(here / "evals" / "tiny.yaml", lambda suite: {**suite, "candidates": candidates, "gate": gate})
    assert "the gate compares with a baseline, and the suite names none" in refusal(here)


@pytest.mark.parametrize(
    ("named", "found"), [(None, "floor"), ("a", "a"), ("floor", "floor"), ("released", "released")]
)
def test_the_baseline_is_the_rules_floor_where_none_is_named(here: Path, named: str | None, found: str) -> None:
    released = default_config("rules")
    lines: list[Any] = [
        {"name": "a", "prompt": "criteria-first/v1", "model": "openai/gpt-5-mini"}, *SUITE["candidates"], "released",
    ]  # fmt: skip
    edit(here / "evals" / "tiny.yaml", lambda suite: {**suite, "candidates": lines, "channel": "x", "baseline": named})
    catalog = Catalog(here, known_scorers=sorted(SCORERS), price=no_price, released=lambda channel: released)
    suite = catalog.suite("tiny")
    assert (suite.baseline, suite.channel, suite.candidates[2].config) == (found, "x", released)
    assert suite.candidates[2].entry == suite.candidates[1].entry


# What does not


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scorers": ["beauty"], "primary": "beauty"}, "unknown scorer 'beauty'; known: atomicity, boundary"),
        ({"primary": "cases"}, "'primary' is 'cases', which is not among 'scorers'; add it there"),
        ({"candidates": []}, "no candidates; name some under 'candidates' or 'matrix'"),
        ({"candidates": SUITE["candidates"] * 2}, "candidate 'floor' stands twice; rename one"),
        ({"candidates": [{"name": "a", "prompt": "floor/v1", "model": "m"}]}, "no model 'm' in evals/models.yaml"),
        ({"candidates": [{"name": "a", "prompt": "floor/v9", "model": "rules"}]}, "no prompt 'floor/v9'; known: crit"),
        ({"candidates": [{"name": "a", "prompt": "../evil", "model": "rules"}]}, "no prompt '../evil'"),
        ({"dataset": "nowhere"}, "no dataset 'nowhere'; known: tiny"),
        ({"dataset": "../tiny"}, "no dataset '../tiny'"),
        ({"select": {"ids": ["RMB-141"]}}, "no fixture 'RMB-141' in the dataset"),
        ({"select": {"strata": ["novel"]}}, "no stratum 'novel'; known: story_ac"),
        ({"select": {"split": "holdout"}}, "'select' chooses no fixture; widen"),
        ({"select": {"split": "test"}}, "'select.split'"),
        ({"select": {"limit": 0}}, "'select.limit'"),
        ({"repeats": 0}, "'repeats'"),
        ({"scorers": []}, "'scorers'"),
        ({"budget": 3}, "unknown key 'budget'"),
        ({"baseline": "best"}, "'baseline' is 'best', which is no candidate here; known: floor"),
        ({"channel": "Two Words"}, "'channel'"),
        ({"candidates": ["released"]}, "'released' is what a channel uses, and the suite names no 'channel'; add one"),
        ({"candidates": ["unreleased"]}, "'candidates.0'"),
        ({"candidates": ["released", "released"], "channel": "embedded"}, "candidate 'released' stands twice"),
        ({"candidates": [{"name": "released", "prompt": "floor/v1", "model": "rules"}]}, "rename the candidate"),
        ({"gate": {}}, "the gate asks for nothing, so everything would pass; give it a floor, a ceiling or a comp"),
        ({"gate": {"min_fixtures": 2}}, "the gate asks for nothing"),
        ({"gate": {"floor": []}}, "unknown key 'gate.floor'"),
        ({"gate": {"floors": [{"score": "cases", "at_least": 0.5}]}}, "names 'cases', which the suite does not"),
        ({"gate": {"floors": [{"score": "gherkin_valid", "at_least": 1}]}}, "has to be above 0 and below 1"),
        ({"gate": {"floors": [{"score": "gherkin_valid", "at_least": 0.1, "strata": {"bug": 0.1}}]}}, "stratum 'bug'"),
    ],
)  # fmt: skip
def test_a_suite_that_cannot_be_used_is_one_sentence(here: Path, change: dict[str, Any], said: str) -> None:
    edit(here / "evals" / "tiny.yaml", lambda suite: {**suite, **change})
    sentence = refusal(here)
    assert said in sentence
    assert "tiny.yaml: " in sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dataset: [", "not valid YAML (line 1"),
        ("", "'dataset' is missing"),
        ("- a\n- b\n", "tiny.yaml"),
        ("a: " + "[" * 20_000, "tiny.yaml"),
        ("!!python/object/apply:os.system [ls]", "not valid YAML"),
        ("dataset: \x00", "not valid YAML"),
    ],
)
def test_a_suite_file_that_is_no_suite_is_one_sentence(here: Path, text: str, said: str) -> None:
    (here / "evals" / "tiny.yaml").write_text(text)
    assert said in refusal(here)


def test_a_suite_file_in_another_encoding_is_one_sentence(here: Path) -> None:
    (here / "evals" / "tiny.yaml").write_bytes(b"dataset: \xff")
    assert "not UTF-8" in refusal(here)


@pytest.mark.parametrize("name", ["nothing", "evals", "a" * 5_000, "../nothing.yaml"])
def test_a_suite_that_is_not_there_is_answered_with_those_that_are(here: Path, name: str) -> None:
    assert "known: demo, embedded, release, smoke, tiny, or name a file" in refusal(here, name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ignores": ["warmth"]}, "model 'rules': unknown parameter 'warmth' under 'ignores'; known: "),
        ({"model": ""}, "'models.0.model'"),
        ({"context_tokens": 0}, "'models.0.context_tokens'"),
        ({"weights_sha256": "abc"}, "'models.0.weights_sha256'"),
        ({"adapter": "magic"}, "'models.0.adapter'"),
        ({"parallel": 0}, "'models.0.parallel'"),
        ({"colour": "red"}, "unknown key 'models.0.colour'"),
        ({"price": {"input": "-1", "output": "0", "as_of": "2026-11-01"}}, "'models.0.price.input'"),
        ({"price": {"input": "1", "output": "0"}}, "'models.0.price.as_of' is missing"),
        ({"name": "openai/gpt-5-mini"}, "model 'openai/gpt-5-mini': the name stands twice; rename one"),
    ],
)
def test_a_model_entry_that_cannot_be_used_is_one_sentence(here: Path, change: dict[str, Any], said: str) -> None:
    edit(
        here / "evals" / "models.yaml",
        lambda given: {"models": [{**given["models"][0], **change}, *given["models"][1:]]},
    )
    sentence = refusal(here)
    assert said in sentence
    assert "models.yaml" in sentence


def test_a_missing_model_list_is_one_sentence(here: Path) -> None:
    (here / "evals" / "models.yaml").unlink()
    assert "models.yaml: cannot be read (No such file or directory)" in refusal(here)


def test_a_parameter_that_the_model_does_not_take_is_refused(here: Path) -> None:
    edit(
        here / "evals" / "tiny.yaml",
        lambda suite: {**suite, "candidates": [{"name": "a", "prompt": "few-shot/v1", "model": "rules"}]},
    )
    assert re.search(r"parameter '\w+' is not taken by rules models; drop it from the prompt or list it", refusal(here))


def test_a_template_with_an_unknown_variable_is_refused(here: Path) -> None:
    path = here / "prompts" / "floor" / "v1.md"
    path.write_text(path.read_text().replace("{{ issue.summary }}", "{{ ticket }}"))
    assert "floor/v1.md: unknown variable 'ticket'" in refusal(here)


def card(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    return lambda folder: edit(folder / "dataset.yaml", change)


def golden(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    return lambda folder: edit(folder / "expected" / f"{KEY}.yaml", change)


def issue(text: str) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        (folder / "issues" / f"{KEY}.json").write_text(text)

    return put


def another_issue(folder: Path) -> None:
    (folder / "issues" / "RMB-141.json").write_text("{}")


def renamed_issue(folder: Path) -> None:
    path = folder / "issues" / f"{KEY}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "key": "RMB-141"}))


BROKEN_DATASETS: list[tuple[Callable[[Path], None], str]] = [
    (card(lambda given: given.pop("origin") and None), "dataset.yaml: 'origin' is missing"),
    (card(lambda given: {**given, "origin": "found"}), "dataset.yaml: 'origin'"),
    (card(lambda given: {**given, "owner": "me"}), "dataset.yaml: unknown key 'owner'"),
    (card(lambda given: {**given, "fixtures": {}}), "dataset.yaml: 'fixtures'"),
    (card(lambda given: {**given, "fixtures": {KEY: {}}}), f"'fixtures.{KEY}.split' is missing"),
    (another_issue, "issue 'RMB-141' has no split; add it under 'fixtures'"),
    (issue("<html>"), f"fixture '{KEY}' of"),
    (issue("[]"), "not an issue"),
    (issue('{"key": "RMB-140"}'), "no object 'fields'"),
    (issue("[" * 100_000), "nested too deeply"),
    (lambda folder: (folder / "issues" / f"{KEY}.json").unlink(), "cannot be read"),
    (
        lambda folder: (folder / "expected" / f"{KEY}.yaml").unlink(),
        f"{KEY}.yaml: is missing; `workbench dataset annotate tiny",
    ),
    (renamed_issue, "the gold is of 'RMB-140' and the issue of 'RMB-141', expected 'RMB-140'"),
    (golden(lambda gold: {**gold, "key": "RMB-141"}), "the gold is of 'RMB-141'"),
    (golden(lambda gold: {**gold, "mood": "good"}), "unknown key 'mood'"),
    (golden(lambda gold: gold["behaviours"][0].update(evidence=f"no {SECRET}")), "does not stand in the issue; quote"),
    (golden(lambda gold: gold["behaviours"][0].update(kind="odd")), "'behaviours.0.kind'"),
]


@pytest.mark.parametrize(("damage", "said"), BROKEN_DATASETS)
def test_a_dataset_that_cannot_be_used_is_one_sentence(here: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(here / "datasets" / "tiny")
    sentence = refusal(here)
    assert said in sentence
    assert "datasets/tiny" in sentence


def test_evidence_may_not_be_a_word_of_jiras_format(here: Path) -> None:
    """It has to stand in what a reader of the issue sees, not in the JSON around it."""
    golden(lambda gold: gold["behaviours"][0].update(evidence="customfield"))(here / "datasets" / "tiny")
    assert "does not stand in the issue" in refusal(here)


def test_a_folder_without_prompts_or_datasets_knows_none(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="known: none"):
        loaded(tmp_path).prompt("a/v1")
    with pytest.raises(CatalogError, match="known: none"):
        loaded(tmp_path).dataset("a")
