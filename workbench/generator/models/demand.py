"""What a call takes of a provider's limits, before its answer tells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.generator.allowance import Limited
from workbench.generator.records import Request

# Tokenisers make a token of about four bytes of English and three of German or Japanese; too many is the safe side.
_BYTES_A_TOKEN: Final = 3
_TOKENS_A_PICTURE: Final = 1_600  # what Anthropic takes for one that it does not make smaller


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What one call takes at the most.

    Attributes:
        model: the id that is sent; providers keep a limit for each model.
        weights: for every limit there is, how much of it.
    """

    model: str
    weights: Mapping[Limited, int]


def demand_of(request: Request, model: str) -> Demand:
    """Return a call's demand: its input by length, its output as long as it may get.

    OpenAI takes the allowed output from the limit when a call comes in, Anthropic the real output when it goes out;
    the allowed output is right for the one and safe for the other.
    """
    texts = [message.content for message in request.messages]
    texts += [request.grammar or "", json.dumps(request.schema) if request.schema else ""]
    size = sum(len(text.encode(errors="replace")) for text in texts)
    pictures = sum(len(message.images) for message in request.messages)
    taken, given = -(-size // _BYTES_A_TOKEN) + _TOKENS_A_PICTURE * pictures, request.params.max_output_tokens
    return Demand(
        model=model,
        weights={"requests": 1, "tokens": taken + given, "input_tokens": taken, "output_tokens": given},
    )
