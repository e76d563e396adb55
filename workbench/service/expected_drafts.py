"""What drafts by a model will take, before it is asked."""

from collections.abc import Sequence

from workbench.core.estimating import (
    GUESS,
    NOTHING,
    Grounds,
    asked_together,
    call_seconds,
    call_usd,
    elapsed,
    input_tokens,
    output_tokens,
)
from workbench.core.golds.asking import Drafter
from workbench.core.ports import Store
from workbench.core.spending import Estimate, ModelEstimate
from workbench.generator.records import Request
from workbench.service.expected_verdicts import asked_for


def expected_drafts(asks: Sequence[Request], drafter: Drafter, *, store: Store) -> Estimate:
    """Return what these requests take, each asked once; of a model that answers badly it is up to three times that."""
    if not asks:
        return Estimate(
            planned=0, known=0, parts=(), calls=0, input_tokens=NOTHING, output_tokens=NOTHING, usd=NOTHING,
            seconds=NOTHING,
        )  # fmt: skip
    asked = asked_together([asked_for(each) for each in asks])
    name, price = drafter.entry.spec.name, drafter.entry.price
    past = next((each for each in store.history([name]) if (each.config_digest, each.stage) == (None, None)), None)
    grounds = Grounds(model=past)
    given = input_tokens(asked, grounds, Grounds())
    answered = output_tokens(asked.calls, asked.most_output_tokens, grounds)
    seconds, longest = call_seconds(asked.calls, grounds), call_seconds(1, grounds)
    told = ModelEstimate(
        candidate="drafts of gold",
        model=name,
        cells=0,
        calls=asked.calls,
        input_tokens=given,
        output_tokens=answered,
        usd=None if price is None else call_usd(asked, given, answered, price),
        seconds=seconds,
        source="earlier calls of this model" if past else GUESS,
    )
    return Estimate(
        planned=0,
        known=0,
        parts=(told,),
        calls=told.calls,
        input_tokens=given,
        output_tokens=answered,
        usd=told.usd,
        seconds=seconds and longest and elapsed(seconds, longest, asked.calls, drafter.entry.parallel),
        unpriced=(name,) if told.usd is None else (),
    )
