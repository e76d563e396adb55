"""Trials of a prompt on several models, off the screen's thread."""

import threading
from dataclasses import dataclass, field

from tests.builders import candidate, completion, config, fixture, spec
from tests.fakes import AnswersAtOnce, ConnectsTo, NeverAnswers
from tests.matching import RemembersVectors, no_encoder
from workbench.bootstrap.playground import Trials
from workbench.core.records import Candidate
from workbench.generator.models import Model
from workbench.generator.records import Completion, ModelSpec, Request, Stage

TWO = (Stage(name="plan", system="", user="{{ issue.key }}"), Stage(name="write", system="", user="{{ draft }}"))
LOCAL = ModelSpec(name="local/small", adapter="local", model="small")


@dataclass
class Waits:
    """A model that answers when it is let go."""

    spec: ModelSpec
    arrived: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    asked: int = 0

    def complete(self, request: Request) -> Completion:
        self.asked += 1
        self.arrived.set()
        assert self.let_go.wait(30)
        return completion()


class Clock:
    """Seconds that stand still until they are set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def tried(candidates: list[Candidate], model: Model, clock: Clock | None = None) -> Trials:
    return Trials(
        candidates, fixture(), connect=ConnectsTo(model), tools=no_encoder(RemembersVectors()), limit_s=60,
        now=clock or Clock(),
    )  # fmt: skip


def test_each_model_answers_on_its_own_and_one_that_fails_holds_up_no_other() -> None:
    class Connects:
        def __call__(self, given: ModelSpec) -> Model:
            return NeverAnswers(given, kind="auth") if given.name == "vendor/broken" else AnswersAtOnce(given)

    chosen = [candidate(name, config(model=spec(name))) for name in ("vendor/large", "vendor/broken")]
    trials = Trials(chosen, fixture(), connect=Connects(), tools=no_encoder(RemembersVectors()), limit_s=60)
    trials.wait(30)
    large, broken = trials.trials()
    assert (large.state, broken.state, trials.running) == ("done", "failed", False)
    assert large.tried is not None
    assert large.tried.result.outcome == "ok"
    assert broken.said == "vendor/broken: the provider did not answer: auth (HTTP 503)"


def test_after_the_time_limit_nothing_more_is_sent_and_a_late_answer_changes_nothing() -> None:
    model, clock = Waits(LOCAL), Clock()
    trials = tried([candidate("small", config(stages=TWO, model=LOCAL))], model, clock)
    assert model.arrived.wait(30)
    assert trials.running
    clock.now = 61.0
    assert trials.trials()[0].said == "no answer within 60 s; a call that was sent already may still be billed"
    model.let_go.set()
    trials.wait(30)
    assert (trials.trials()[0].state, model.asked) == ("stopped", 1)


def test_a_stop_gives_up_what_has_not_come() -> None:
    model = Waits(LOCAL)
    trials = tried([candidate("small", config(model=LOCAL))], model)
    assert model.arrived.wait(30)
    trials.stop()
    assert not trials.running
    model.let_go.set()
    trials.wait(30)
    assert trials.trials()[0].tried is None


def test_a_fault_of_our_own_is_seen_and_its_text_is_not() -> None:
    def breaks(_: Request) -> Completion:
        raise ValueError("issue text")

    trials = tried([candidate("small", config(model=LOCAL))], AnswersAtOnce(LOCAL, make=breaks))
    trials.wait(30)
    assert trials.trials()[0].said == "a fault in the workbench (ValueError)"
