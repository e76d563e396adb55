"""What a call costs: after it by its usage, before it at most."""

import json
from decimal import Decimal
from typing import Final

from workbench.core.records import Price
from workbench.generator.costs import cost_of
from workbench.generator.records import Request, Usage

_A_MILLION: Final = 1_000_000
# What a chat's form adds: role marks of a message, and the prompt that some vendors put before a schema.
_PER_MESSAGE: Final = 16
_PER_REQUEST: Final = 64
_PER_SCHEMA: Final = 1_000
# The dearest: gpt-4o-mini takes 2,833 + 5,667 a tile of 512 pixels, 8 tiles at most at `detail: high`
# (https://platform.openai.com/docs/guides/images-vision); Anthropic's are below 5,000. The caption's form is in it.
_PER_IMAGE: Final = 50_000


def cost(usage: Usage, price: Price) -> Decimal | None:
    """Return US dollars of one call, each class of tokens at its own price; None where a count or its price is unknown.

    Reasoning is billed as output. Prices that hold up to a size say nothing of a larger request.
    """
    total_input = usage.total_input
    if price.up_to_tokens is not None and (total_input is None or total_input > price.up_to_tokens):
        return None
    return cost_of(usage, price)


def worst_case(request: Request, price: Price) -> Decimal | None:
    """Return the most that one call can cost in US dollars; None where the price does not hold for so large a request.

    All input at the dearest class, and the answer up to its limit, which bounds reasoning too.
    """
    tokens = most_input_tokens(request)
    if price.up_to_tokens is not None and tokens > price.up_to_tokens:
        return None
    dearest = max(price.input, price.cache_write or price.input)
    return (tokens * dearest + request.params.max_output_tokens * price.output) / _A_MILLION


def most_input_tokens(request: Request) -> int:
    """Return a number of tokens that the request cannot exceed: no token is shorter than a byte of UTF-8.

    A picture counts as the dearest known one, whatever its size and model.
    """
    schema = 0 if request.schema is None else _PER_SCHEMA + len(json.dumps(request.schema))
    pictures = sum(_PER_IMAGE + len(image.name.encode()) for message in request.messages for image in message.images)
    return asked_bytes(request) + pictures + _PER_MESSAGE * len(request.messages) + _PER_REQUEST + schema


def asked_bytes(request: Request) -> int:
    """Return the length of all messages in bytes of UTF-8."""
    return sum(len(message.content.encode("utf-8", "replace")) for message in request.messages)
