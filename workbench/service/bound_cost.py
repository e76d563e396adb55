"""The most that one generation can cost, before anything is sent."""

from decimal import Decimal
from typing import Final

from workbench.core.pricing import most_input_tokens, worst_case
from workbench.core.records import Candidate, Fixture
from workbench.generator.generate import ask
from workbench.generator.intake import read_issue

_DRAFT: Final = "\ue000"  # of Unicode's private use, so that nothing else is it
_A_MILLION: Final = 1_000_000


def bound_cost(candidate: Candidate, fixture: Fixture) -> Decimal | None:
    """Return US dollars of all stages at the worst; None where the model has no price, or none for so large a request.

    A later stage reads the earlier answer, which is taken to be as long as the model may answer. A call that is sent
    again because no answer came may be billed once more.

    Raises:
        IssueError: the fixture is no issue as Jira answers it.
        PromptError: a template does what the sandbox forbids.
    """
    config, price = candidate.config, candidate.entry.price
    if price is None:
        return None
    issue = read_issue(
        fixture.document, options=config.intake, context=fixture.gold.context, attached=fixture.attachments
    )
    total = Decimal(0)
    for stage in range(len(config.stages)):
        request = ask(issue, config, stage=stage, draft=_DRAFT if stage else None)
        drafts = sum(message.content.count(_DRAFT) for message in request.messages)
        longer = drafts * config.params.max_output_tokens
        worst = worst_case(request, price)
        if worst is None or (
            price.up_to_tokens is not None and most_input_tokens(request) + longer > price.up_to_tokens
        ):
            return None
        total += worst + longer * max(price.input, price.cache_write or price.input) / _A_MILLION
    return total
