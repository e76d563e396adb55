"""Keys are content."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import (
    FREE,
    behaviour,
    candidate,
    cold,
    config,
    document,
    fixture,
    gold,
    prepared,
    rules_spec,
    spec,
    suite,
)
from workbench.core import keys
from workbench.core.keys import basis, call_key, cell_keys, plan_digest
from workbench.generator.generate import ask
from workbench.generator.records import Example, ExampleIssue, IntakeOptions, Issue, ModelSpec, PromptConfig, Stage
from workbench.service.plan import plan

ISSUE = prepared(fixture())


def cell_key(given: PromptConfig, issue: Issue, repeat: int, fresh: int = 0) -> str:
    return cell_keys(given, issue, repeat + 1, fresh)[repeat].cell


KEY = cell_key(config(), ISSUE, 0)


def test_equal_content_gives_equal_keys() -> None:
    assert cell_key(config(), prepared(fixture()), 0) == KEY


def test_names_for_people_are_no_part_of_a_cells_key() -> None:
    renamed = config(
        prompt="other/v9",
        model=spec("vendor/large", key_env="OTHER_KEY", region="moon", context_tokens=5).model_copy(
            update={"name": "ours"}
        ),
    )
    assert cell_key(renamed, ISSUE, 0) == KEY


@pytest.mark.parametrize(
    "edited",
    [
        document(summary="Lock accounts soon"),
        document(criteria=["It locks!"]),
        document(criteria=["It locks.", "It unlocks."]),
    ],
)
def test_an_edited_fixture_is_a_new_cell(edited: object) -> None:
    assert cell_key(config(), prepared(fixture(document=edited)), 0) != KEY


def test_added_context_and_an_attachment_are_new_cells() -> None:
    context = prepared(fixture(gold=gold(context="Only admins.")))
    attached = prepared(fixture(attachments=(("limits.txt", b"30 minutes"),)))
    assert len({KEY, cell_key(config(), context, 0), cell_key(config(), attached, 0)}) == 3


@pytest.mark.parametrize(
    "edited",
    [
        config("{{ issue.summary }}!"),
        config(stages=[Stage(name="write", system="Write.", user="{{ issue.summary }}")]),
        config(params=cold()),
        config(output="test_suite_json"),
        config(constrained=True),
        config(trace_tags=True),
        config(model=spec("vendor/small")),
        config(model=spec(base_url="http://127.0.0.1:1/v1")),
        config(model=rules_spec()),
        config(examples=(Example(name="a", issue=ExampleIssue(key="A-1", summary="s"), answer="Feature: x"),)),
        config(intake=IntakeOptions(max_context_chars=1)),
    ],
)
def test_an_edited_template_parameter_model_or_intake_option_is_a_new_cell(edited: PromptConfig) -> None:
    assert cell_key(edited, ISSUE, 0) != KEY


def test_each_repeat_is_a_cell_of_its_own() -> None:
    assert len({cell_key(config(), ISSUE, repeat) for repeat in range(3)}) == 3


@pytest.mark.parametrize("version", ["INTAKE_VERSION", "READER_VERSION"])
def test_a_new_intake_or_reader_version_is_a_new_cell(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, version, 999)
    assert cell_key(config(), ISSUE, 0) != KEY


def test_a_new_reader_version_asks_the_same_call() -> None:
    """The call's key knows neither version, so a new reading is made from stored completions at no cost."""
    request = ask(ISSUE, config())
    assert call_key(spec(), request) == call_key(spec(), ask(ISSUE, config(output="test_suite_json")))


@pytest.mark.parametrize(
    "other",
    [spec("vendor/small"), spec(base_url="http://127.0.0.1:1/v1"), spec(weights_sha256="0" * 64), rules_spec()],
)
def test_another_model_endpoint_or_weights_is_another_call(other: ModelSpec) -> None:
    request = ask(ISSUE, config())
    assert call_key(other, request) != call_key(spec(), request)


def test_another_repeat_parameter_message_or_form_is_another_call() -> None:
    request = ask(ISSUE, config())
    others = [
        replace(request, repeat=1),
        replace(request, params=cold()),
        replace(request, messages=request.messages[:1]),
        replace(request, grammar='root ::= "x"'),
        replace(request, schema={"type": "object"}),
    ]
    assert len({call_key(spec(), each) for each in [request, *others]}) == 6


def test_gold_and_price_change_the_basis_and_not_the_cell() -> None:
    edited = fixture(gold=gold(behaviours=[behaviour("Something else")]))
    dearer = FREE.model_copy(update={"output": Decimal("0.1")})
    first, regold, reprice, unpriced = (
        plan(suite(fixtures=(given,), candidates=(candidate(price=price),)))[0]
        for given, price in [(fixture(), FREE), (edited, FREE), (fixture(), dearer), (fixture(), None)]
    )
    assert first.key == regold.key == reprice.key == unpriced.key
    assert len({first.basis, regold.basis, reprice.basis, unpriced.basis}) == 4


def test_other_tools_for_evidence_change_the_basis_and_not_the_cell() -> None:
    first, second = (plan(suite(), tools=tools)[0] for tools in ("with vectors", "without"))
    assert first.key == second.key
    assert first.basis != second.basis


def test_the_basis_is_of_content() -> None:
    assert basis(gold(), ISSUE, FREE, "t") == basis(gold(), prepared(fixture()), FREE, "t")


def test_a_plan_has_one_identity_in_any_order_of_cells() -> None:
    given = suite()
    cells = plan(given)
    assert plan_digest(given, cells, {"a": 1, "b": 2}) == plan_digest(given, cells[::-1], {"b": 2, "a": 1})


def test_another_name_primary_scorer_version_or_gold_is_another_plan() -> None:
    given = suite()
    cells, versions = plan(given), {"coverage_evidence": 1}
    regold = suite(fixtures=(fixture("SHOP-1", gold=gold("SHOP-1")), fixture("SHOP-2")))
    digests = [
        plan_digest(given, cells, versions),
        plan_digest(suite(name="other"), cells, versions),
        plan_digest(suite(primary="gherkin_valid"), cells, versions),
        plan_digest(given, cells, {"coverage_evidence": 2}),
        plan_digest(given, cells[:1], versions),
        plan_digest(regold, plan(regold), versions),
    ]
    assert len(set(digests)) == len(digests)


def test_a_grammar_of_another_shape_is_a_new_cell_for_models_that_take_one(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = config(constrained=True, model=spec(takes=("grammar",)))
    free, bound = cell_key(config(), ISSUE, 0), cell_key(grammar, ISSUE, 0)
    monkeypatch.setattr("workbench.generator.output.contract.MAX_LINE", 50)
    assert cell_key(config(), ISSUE, 0) == free
    assert cell_key(grammar, ISSUE, 0) != bound


def test_the_context_that_a_local_server_is_started_with_is_part_of_both_keys() -> None:
    small, large = (spec("local/m", adapter="local", context_tokens=size) for size in (512, 8_192))
    assert cell_key(config(model=small), ISSUE, 0) != cell_key(config(model=large), ISSUE, 0)
    request = ask(ISSUE, config(model=small))
    assert call_key(small, request) != call_key(large, request)


def test_a_generation_number_is_another_cell_and_another_call_and_the_first_adds_nothing() -> None:
    request = ask(ISSUE, config())
    assert len({cell_key(config(), ISSUE, 0, fresh) for fresh in range(3)}) == 3
    assert len({call_key(spec(), request, fresh) for fresh in range(3)}) == 3
    assert cell_key(config(), ISSUE, 0, 0) == KEY


@pytest.mark.parametrize("fresh", [0, 2])
def test_a_cell_knows_the_key_of_its_first_call(fresh: int) -> None:
    for repeat, keys_ in enumerate(cell_keys(config(), ISSUE, 2, fresh)):
        assert keys_.first.key == call_key(spec(), ask(ISSUE, config(), repeat=repeat), fresh)


def test_where_a_cache_may_begin_to_hold_a_request_is_no_part_of_its_key() -> None:
    request = ask(ISSUE, config())
    assert call_key(spec(), replace(request, shared=5)) == call_key(spec(), replace(request, shared=0))


def test_keys_are_the_same_as_ever() -> None:
    """They name what was paid for in every store there is; another key for the same content is paid for again."""
    assert KEY == "sha256-cj1:0007b8c3c0ad2984a14b5760deb40a17c8daf000c3e6594ac178559d9cebb798"
    assert (
        call_key(spec(), ask(ISSUE, config()))
        == "sha256-cj1:0cf43a62fcd55ac9c54c543e35453219dc0a2bf60f0fb57ebc68a3e8a45f031f"
    )
