"""Small records to test with: what a test does not name is ordinary."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from workbench.core.evidence import Evidence
from workbench.core.keys import plan_digest
from workbench.core.labels import Label, label_id
from workbench.core.records import Behaviour, Candidate, Cell, Fixture, Gold, ModelEntry, Price, Result, Score, Suite
from workbench.core.runs import RunRecord
from workbench.core.spending import Estimate, Range, Session, Terms
from workbench.generator.intake import read_issue
from workbench.generator.records import (
    Completion,
    Contract,
    Generation,
    IntakeOptions,
    Issue,
    ModelSpec,
    Outcome,
    Params,
    PromptConfig,
    Stage,
    TestCase,
    TestStep,
    TestSuite,
    Usage,
)
from workbench.scorers import SCORERS
from workbench.service.plan import plan

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FREE = Price(input=Decimal(0), output=Decimal(0), source="a test")
FEATURE = """Feature: Locking
  @AC-1
  Scenario: Locked after five wrong passwords
    Given an account with four wrong passwords
    When a fifth wrong password is entered
    Then the account is locked for 30 minutes
"""


def document(key: str = "SHOP-1", *, summary: str = "Lock accounts", criteria: Sequence[str] = ("It locks.",)) -> Any:
    """Jira's REST v3 JSON of an issue whose criteria stand in a custom field."""
    return {
        "key": key,
        "names": {"customfield_10001": "Acceptance criteria"},
        "fields": {
            "summary": summary,
            "issuetype": {"name": "Story"},
            "description": None,
            "customfield_10001": "\n".join(f"- {text}" for text in criteria),
        },
    }


def behaviour(statement: str = "The account is locked for 30 minutes", **more: Any) -> Behaviour:
    """A behaviour of the gold."""
    given = {"id": "B1", "kind": "main", "status": "stated", "priority": "must", "evidence": None, **more}
    return Behaviour(statement=statement, **given)


def gold(key: str = "SHOP-1", *, behaviours: Sequence[Behaviour] = (), **more: Any) -> Gold:
    """The gold of an issue."""
    given = {"stratum": "story_ac", "domain": "shop", "language": "en", "context": None, "testable": True, **more}
    return Gold(
        key=key, behaviours=tuple(behaviours), acceptable=(), forbidden=(), open_questions=(), **given
    )  # fmt: skip


def fixture(key: str = "SHOP-1", **more: Any) -> Fixture:
    """A fixture with one behaviour."""
    given = {"document": document(key), "gold": gold(key, behaviours=[behaviour()]), "attachments": (), **more}
    return Fixture(key=key, split="dev", group="SHOP", **given)


def config(
    user: str = "{{ issue.key }} {{ issue.summary }}", *, stages: Sequence[Stage] = (), **more: Any
) -> PromptConfig:
    """A config with one stage unless stages are given."""
    given: dict[str, Any] = {"prompt": "plain/v1", "output": "gherkin", "model": spec(), **more}
    return PromptConfig(stages=tuple(stages) or (Stage(name="write", system="Write tests.", user=user),), **given)


def spec(name: str = "vendor/large", **more: Any) -> ModelSpec:
    """A hosted model."""
    return ModelSpec(**{"name": name, "adapter": "openai", "model": name.rpartition("/")[2], **more})


def rules_spec() -> ModelSpec:
    """The rules floor."""
    return ModelSpec(name="rules", adapter="rules", model="rules/1")


def candidate(name: str = "plain", given: PromptConfig | None = None, *, price: Price | None = FREE) -> Candidate:
    """A candidate with its own prompt text unless a config is given."""
    chosen = given or config(f"{name}: {{{{ issue.key }}}} {{{{ issue.summary }}}}")
    entry = ModelEntry(spec=chosen.model, parallel=2, ignores=frozenset(), price=price)
    return Candidate(name=name, config=chosen, entry=entry)


def suite(**more: Any) -> Suite:
    """A suite of two fixtures and one candidate."""
    given: dict[str, Any] = {
        "name": "small",
        "dataset": "studio",
        "fixtures": (fixture("SHOP-1"), fixture("SHOP-2")),
        "candidates": (candidate(),),
        "repeats": 1,
        "scorers": ("gherkin_valid", "coverage_evidence"),
        "primary": "coverage_evidence",
        **more,
    }
    return Suite(**given)


def run_record(given: Suite, cells: Sequence[Cell] | None = None, **more: Any) -> RunRecord:
    """A run of a suite that has just been begun."""
    planned = plan(given) if cells is None else cells
    versions = {name: SCORERS[name].version for name in given.scorers}
    known: dict[str, Any] = {"id": "20261124-120000-aaaaaa", "started_at": AT, **more}
    return RunRecord(
        suite=given.name,
        dataset=given.dataset,
        plan_digest=plan_digest(given, planned, versions),
        primary=given.primary,
        scorers=versions,
        planned=len(planned),
        **known,
    )


NOTHING = Range(low=Decimal(0), likely=Decimal(0), high=Decimal(0))


def session(**more: Any) -> Session:
    """A session that may spend what it likes and expects nothing."""
    expected = Estimate(
        planned=0, known=0, parts=(), calls=0, input_tokens=NOTHING, output_tokens=NOTHING, usd=NOTHING, seconds=None
    )
    return Session(**{"id": "session", "began_at": AT, "terms": Terms(), "estimate": expected, **more})


def completion(text: str = FEATURE, *, usage: Usage | None = None, **more: Any) -> Completion:
    """An answer that took two seconds."""
    return Completion(
        **{
            "text": text,
            "finish": "stop",
            "usage": usage or counted(),
            "latency_s": 2.0,
            "served_by": "large-1",
            **more,
        }
    )


def counted(given: int | None = 100, answered: int | None = 50, **more: int | None) -> Usage:
    """Usage with no cached and no reasoning tokens."""
    rest = {"cache_read_tokens": 0, "cache_write_tokens": 0, "reasoning_tokens": 0, **more}
    return Usage(input_tokens=given, output_tokens=answered, **rest)


def generation(outcome: Outcome = "ok", tests: TestSuite | None = None) -> Generation:
    """What was made of an issue."""
    made = tests or (scenarios("Then the account is locked for 30 minutes") if outcome == "ok" else TestSuite())
    return Generation(outcome=outcome, suite=made, reason=None if outcome == "ok" else f"it is {outcome}")


def scenarios(*steps: str, criteria: tuple[str, ...] = ()) -> TestSuite:
    """One scenario for each text of steps."""
    cases = tuple(
        TestCase(title=f"Test {n}", scenario=f"Scenario: Test {n}\n  When it happens\n  {text}", criteria=criteria)
        for n, text in enumerate(steps, start=1)
    )
    return TestSuite(cases=cases)


def manual(action: str, expected: str) -> TestSuite:
    """One manual test of one step."""
    return TestSuite(cases=(TestCase(title="Test", steps=(TestStep(action=action, expected=expected),)),))


def result(
    tests: TestSuite | None = None, *, outcome: Outcome = "ok", completions: Sequence[Completion] = (completion(),)
) -> Result:
    """A stored generation."""
    reason = None if outcome == "ok" else f"it is {outcome}"
    return Result(
        cell_key="cell", outcome=outcome, reason=reason, suite=tests or TestSuite(), completions=tuple(completions)
    )


def evidence(
    given: Fixture | None = None, *, contract: Contract = "gherkin", price: Price | None = FREE, **more: Any
) -> Evidence:
    """The evidence for a fixture."""
    return Evidence(issue=prepared(given or fixture()), contract=contract, price=price, **more)


def prepared(given: Fixture, options: IntakeOptions | None = None) -> Issue:
    """A fixture as production's intake prepares it."""
    return read_issue(
        given.document,
        options=options or IntakeOptions(),
        context=given.gold.context,
        attached=given.attachments,
    )


def score(cell: Cell, name: str = "coverage_evidence", value: float | None = 1.0, version: int | None = None) -> Score:
    """A score of a cell, in the scorer's version where no other is named."""
    current = SCORERS[name].version if version is None else version
    return Score(cell_key=cell.key, basis=cell.basis, scorer=name, version=current, value=value, detail="")


def cold() -> Params:
    """Temperature 0."""
    return Params(temperature=0)


def label(**more: Any) -> Label:
    """A verdict of a model, that a behaviour is covered."""
    given: dict[str, Any] = {
        "dataset": "studio", "issue": "SHOP-1", "suite": "strong", "kind": "verdict", "behaviour": "B1",
        "value": "covered", "rater": "author", "rater_kind": "model", "at": AT, **more,
    }  # fmt: skip
    parts = {name: each for name, each in given.items() if name not in {"value", "note", "at", "revision", "id"}}
    return Label(**{"id": label_id(**parts), **given})
