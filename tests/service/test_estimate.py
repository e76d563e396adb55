"""What a run will take, before anything is sent."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import candidate, completion, config, fixture, rules_spec, run_record, spec, suite
from tests.fakes import AnswersAtOnce, MemoryStore
from tests.replaying import play
from workbench.core.estimating import GUESS, NOTHING
from workbench.core.keys import call_key
from workbench.core.pricing import asked_bytes
from workbench.core.records import Candidate, Cell, Price, Suite
from workbench.core.spending import Estimate, Past, Sample
from workbench.generator.generate import ask
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Completion, ModelSpec, Params, PromptConfig, Request, Stage
from workbench.service.estimate import estimate
from workbench.service.plan import plan

PLAN = Stage(name="plan", system="Plan.", user="{{ issue.key }} {{ issue.summary }}")
WRITE = Stage(name="write", system="Write.", user="{{ draft }}")
TWO_STAGES = config(stages=[PLAN, WRITE])
DEAR = Price(input=Decimal(3), output=Decimal(15), source="a test")


class Remembers(MemoryStore):
    """A store whose history is what it is given."""

    def __init__(self, *pasts: Past) -> None:
        super().__init__()
        self.pasts = list(pasts)

    def history(self, models: Sequence[str]) -> list[Past]:
        return [past for past in self.pasts if past.model in models]


def past(of: PromptConfig | None = None, n: int = 34, *, stage: int = 0, **more: Any) -> Past:
    """Calls of a config, or of the model where there is none: 100 tokens out in 4 s, one token in for 5 bytes."""
    known: dict[str, Any] = {
        "tokens_per_byte": Sample(n=n, mean=0.2, sd=0.01), "output_tokens": Sample(n=n, mean=100, sd=20),
        "seconds": Sample(n=n, mean=4, sd=1), "bytes_per_output_token": 4.0, **more,
    }  # fmt: skip
    return Past(
        model="vendor/large", config_digest=config_digest(of) if of else None, stage=stage if of else None, **known
    )


def two(name: str = "two", **more: Any) -> Candidate:
    return candidate(name, config(stages=[PLAN, WRITE], **more))


def first_request(cell: Cell) -> Request:
    return ask(cell.issue, cell.candidate.config, repeat=cell.repeat)


def answered(store: MemoryStore, cell: Cell, given: Completion) -> None:
    """Store the answer to a cell's first call, and nothing else, as a run does that was killed then."""
    request = first_request(cell)
    store.completion(call_key(cell.candidate.config.model, request), "vendor/large", given, asked_bytes(request))
    store.ingest()


# Calls


def shared_first_stage() -> Suite:
    other = config(stages=[PLAN, Stage(name="write", system="Write well.", user="{{ draft }}")])
    return suite(candidates=(two("a"), candidate("b", other)))


GRAMMAR = spec(takes=("grammar",))
ASKED = {
    "one stage": (suite(), 2),
    "two stages": (suite(candidates=(two(),)), 4),
    "repeats": (suite(candidates=(two(),), repeats=3), 12),
    "equal candidates": (suite(candidates=(two("a"), two("b"))), 4),
    "a first stage of two candidates": (shared_first_stage(), 6),
    "answers under two contracts": (suite(candidates=(two("a"), two("b", output="test_suite_json"))), 4),
    "a stage that reads no draft": (
        suite(candidates=(candidate("a", config(stages=[PLAN, Stage(name="x", system="", user="Write.")])),)), 3
    ),
    "a second stage with and without a grammar": (
        suite(candidates=(two("a", model=GRAMMAR), two("b", model=GRAMMAR, constrained=True))), 6
    ),
    "two models": (suite(candidates=(two("a"), two("b", model=spec("vendor/small")))), 8),
    "the rules": (suite(candidates=(candidate("floor", config(model=rules_spec())),)), 2),
}  # fmt: skip


def echo(request: Request) -> Completion:
    """Answer each question differently."""
    return completion("\n".join(["Feature: x", request.messages[-1].content, str(request.repeat)]))


@pytest.mark.parametrize("name", ASKED)
def test_as_many_calls_are_expected_as_a_replay_makes(name: str) -> None:
    given, calls = ASKED[name]
    cells, store = plan(given), MemoryStore()
    found = estimate(cells, store=store)
    models: list[AnswersAtOnce] = []

    def connect(spec: ModelSpec) -> AnswersAtOnce:
        models.append(AnswersAtOnce(spec, make=echo))
        return models[-1]

    play(store, run_record(given, cells), cells, AnswersAtOnce(spec()), connect=connect)
    made = sum(len(model.asked) for model in models)
    assert (found.planned, found.known, found.calls, made) == (len(cells), 0, calls, calls)


def test_nothing_is_expected_of_cells_that_are_known() -> None:
    given = suite(candidates=(two(),))
    cells, store = plan(given), MemoryStore()
    play(store, run_record(given, cells), cells[:1], AnswersAtOnce(spec()))
    found = estimate(cells, store=store)
    assert (found.planned, found.known, found.todo, found.calls) == (2, 1, 1, 2)
    play(store, run_record(given, cells), cells, AnswersAtOnce(spec()))
    assert estimate(cells, store=store) == Estimate(
        planned=2, known=2, parts=(), calls=0, input_tokens=NOTHING, output_tokens=NOTHING, usd=NOTHING, seconds=NOTHING
    )


def test_a_stored_draft_is_read_and_only_the_next_stage_asked() -> None:
    cells = plan(suite(fixtures=(fixture(),), candidates=(two(),)))
    store = MemoryStore()
    answered(store, cells[0], completion("x" * 1_000))
    found = estimate(cells, store=store)
    assert found.calls == 1
    assert found.input_tokens.likely == round((1_000 + len("Write.")) / 4)


@pytest.mark.parametrize("finish", ["length", "refused", "filtered", "too_long"])
def test_nothing_follows_a_stored_answer_that_cannot_be_gone_on_with(finish: str) -> None:
    cells = plan(suite(fixtures=(fixture(),), candidates=(two(),)))
    store = MemoryStore()
    answered(store, cells[0], completion(finish=finish))
    found = estimate(cells, store=store)
    assert (found.todo, found.calls, found.usd, found.seconds) == (1, 0, NOTHING, NOTHING)
    assert found.parts[0].source == "every answer is stored, or asked for another candidate"


def test_cells_under_a_new_generation_number_are_asked_again() -> None:
    given = suite()
    store = MemoryStore()
    play(store, run_record(given), plan(given), AnswersAtOnce(spec()))
    found = estimate(plan(given, fresh=1), store=store)
    assert (found.known, found.calls) == (0, 2)


def test_an_equal_cell_counts_as_one_to_do_and_its_calls_for_the_first_candidate() -> None:
    found = estimate(plan(suite(candidates=(two("a"), two("b")))), store=MemoryStore())
    assert [(part.candidate, part.cells, part.calls) for part in found.parts] == [("a", 2, 4), ("b", 2, 0)]
    assert found.todo == 4


# Tokens


def test_input_is_measured_on_the_requests_themselves() -> None:
    cells = plan(suite())
    size = sum(asked_bytes(first_request(cell)) for cell in cells)
    assert estimate(cells, store=MemoryStore()).input_tokens.likely == round(size / 4)


@pytest.mark.parametrize(
    ("pasts", "draft_bytes", "tokens_per_byte"),
    [([], 0.4 * 2_000 * 4, 0.25), ([past(TWO_STAGES, bytes_per_output_token=8.0), past()], 100 * 8, 0.2)],
)
def test_a_later_stage_reads_an_answer_of_the_stage_before(
    pasts: list[Past], draft_bytes: float, tokens_per_byte: float
) -> None:
    cells = plan(suite(fixtures=(fixture(),), candidates=(two(),)))
    size = asked_bytes(first_request(cells[0])) + len("Write.") + draft_bytes
    found = estimate(cells, store=Remembers(*pasts))
    assert float(found.input_tokens.likely) == pytest.approx(size * tokens_per_byte, abs=1)


def test_what_was_never_asked_is_said_to_be_an_estimate() -> None:
    limit = config(params=Params(max_output_tokens=500))
    found = estimate(plan(suite(candidates=(candidate("a", limit),))), store=MemoryStore())
    assert found.parts[0].source == GUESS
    assert (found.output_tokens.low, found.output_tokens.likely, found.output_tokens.high) == (100, 400, 1_000)


@pytest.mark.parametrize(
    ("pasts", "source", "likely"),
    [
        ([past(TWO_STAGES), past(TWO_STAGES, 33, stage=1), past(n=500)], "33 answers of this prompt", 400),
        ([past(TWO_STAGES), past(n=500)], "500 answers of this model", 400),
        ([past(n=4)], "only 4 answers of this model", 400),
        ([past(TWO_STAGES, 1), past(n=1), past(TWO_STAGES, 3, stage=1)], "only 1 answer of this prompt", 400),
        ([past(TWO_STAGES, output_tokens=None), past(output_tokens=None)], GUESS, 3_200),
    ],
)
def test_the_source_is_that_of_the_weakest_stage(pasts: list[Past], source: str, likely: int) -> None:
    found = estimate(plan(suite(candidates=(two(),))), store=Remembers(*pasts))
    assert (found.parts[0].source, found.output_tokens.likely) == (source, likely)


def test_another_prompts_answers_are_not_taken_for_ones_own() -> None:
    found = estimate(plan(suite()), store=Remembers(past(TWO_STAGES), past(n=60)))
    assert found.parts[0].source == "60 answers of this model"


def test_the_rules_take_no_tokens_no_money_and_no_time() -> None:
    found = estimate(plan(suite(candidates=(candidate("floor", config(model=rules_spec())),))), store=MemoryStore())
    assert (found.calls, found.parts[0].source) == (2, "rules count no tokens")
    assert (found.input_tokens, found.output_tokens, found.usd, found.seconds) == (NOTHING,) * 4


# Money and time


def test_a_free_model_costs_nothing_though_it_was_never_asked() -> None:
    found = estimate(plan(suite()), store=MemoryStore())
    assert (found.usd, found.seconds) == (NOTHING, None)


def test_money_is_the_tokens_at_the_models_price() -> None:
    found = estimate(plan(suite(candidates=(candidate(price=DEAR),))), store=Remembers(past(n=500)))
    assert found.usd is not None
    assert found.usd.likely == (found.input_tokens.likely * 3 + found.output_tokens.likely * 15) / 1_000_000
    assert found.usd.low < found.usd.likely < found.usd.high


def test_a_model_without_a_price_is_named_and_leaves_the_sum_unknown() -> None:
    small = config(model=spec("vendor/small"))
    given = suite(candidates=(candidate(price=DEAR), candidate("b", small, price=None)))
    found = estimate(plan(given), store=MemoryStore())
    assert (found.usd, found.unpriced) == (None, ("vendor/small",))
    assert [part.usd is None for part in found.parts] == [False, True]


def test_a_model_without_a_price_that_need_not_be_asked_is_not_named() -> None:
    given = suite(candidates=(candidate(price=None),))
    cells, store = plan(given), MemoryStore()
    play(store, run_record(given, cells), cells, AnswersAtOnce(spec()))
    assert estimate(cells, store=store).unpriced == ()


def test_models_work_side_by_side_and_prompts_of_one_model_share_its_places() -> None:
    """Two fixtures each, two calls at once, 4 s a call: vendor/small has 2 calls, vendor/large 4."""
    alike = {"seconds": Sample(n=50, mean=4, sd=0)}
    small = config(model=spec("vendor/small"))
    given = suite(candidates=(candidate("a"), candidate("b"), candidate("c", small)))
    pasts = past(**alike), Past(**{**_fields(past(**alike)), "model": "vendor/small"})
    found = estimate(plan(given), store=Remembers(*pasts))
    assert [part.seconds and part.seconds.likely for part in found.parts] == [8, 8, 8]
    assert found.seconds is not None
    assert found.seconds.likely == 16 / 2 + 4 / 4


def test_the_slowest_prompt_of_a_model_may_come_last() -> None:
    """Four jobs at once: 2 of 4 s and 2 of 20 s are 48 s of work, and half of the longest comes on top."""
    wide = [replace(each, entry=replace(each.entry, parallel=8)) for each in (candidate("quick"), candidate("slow"))]
    pasts = [past(each.config, seconds=Sample(n=50, mean=mean, sd=0)) for each, mean in zip(wide, (4, 20), strict=True)]
    found = estimate(plan(suite(candidates=tuple(wide))), store=Remembers(*pasts))
    assert found.seconds is not None
    assert found.seconds.likely == Decimal(48) / 4 + Decimal("0.75") * 20 / 2


def test_one_model_of_unknown_pace_leaves_the_time_unknown() -> None:
    given = suite(candidates=(candidate("a"), candidate("b", config(model=spec("vendor/small")))))
    found = estimate(plan(given), store=Remembers(past()))
    assert [part.seconds is None for part in found.parts] == [False, True]
    assert found.seconds is None


def _fields(given: Past) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Past.__slots__}
