"""What calls will take, by what earlier ones took: a best guess with bounds, and afterwards how far off it was.

Where there is enough to go by, the bounds are those of 95 %; where there is not, they are guesses, and said to be.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Literal

from workbench.core.forecast import forecast
from workbench.core.records import Price
from workbench.core.spending import Estimate, Past, Range, Sample

Quantity = Literal["calls", "input_tokens", "output_tokens", "usd", "seconds"]

NOTHING: Final = Range(low=Decimal(0), likely=Decimal(0), high=Decimal(0))
"""No calls, no tokens, no money, no time."""
GUESS: Final = "an estimate: nothing like it was asked yet"
"""What is said to be the source of token counts that rest on no call at all."""
# How far the mean of other prompts of the model may be off, by what three prompts differed in on a small model over 41
# issues (129 to 456 tokens out, 10 to 17 s, 0.27 to 0.31 tokens in a byte), and that of fewer calls than are enough.
_OTHER_OUTPUT: Final = 3.0
_OTHER_SECONDS: Final = 2.0
_FEW: Final = 3.0
_OTHER_RATIO: Final = 1.25
_FEW_RATIO: Final = 1.5
# Where the model was never asked: of the limit of output tokens, and of the messages' length: with a
# small vocabulary English had 3.5 bytes a token and German 2.8.
_OUTPUT_SHARES: Final = (0.1, 0.4, 1.0)
_BYTES_PER_TOKEN: Final = (6.0, 4.0, 2.5)
_A_MILLION: Final = 1_000_000
_WHOLE: Final = Decimal(1)
_PLACES: Final = {"usd": Decimal("0.000000001"), "seconds": Decimal("0.001")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the calls of one stage of a candidate put to its model.

    Attributes:
        calls: how many.
        message_bytes: of all their messages, without drafts that are not known yet.
        shared_bytes: of these, in messages that are the same for every issue.
        largest_bytes: of the largest call among them.
        schema_bytes: of the JSON schemas that go with them.
        drafts: how often an answer that is not known yet stands in them.
        most_output_tokens: that one answer can have.
    """

    calls: int
    message_bytes: int
    shared_bytes: int
    largest_bytes: int
    schema_bytes: int
    drafts: int
    most_output_tokens: int


def asked_together(asked: Sequence[Asked]) -> Asked:
    """Return several calls of one stage as one. Raises ValueError where there is none."""
    return Asked(
        calls=sum(each.calls for each in asked),
        message_bytes=sum(each.message_bytes for each in asked),
        shared_bytes=sum(each.shared_bytes for each in asked),
        largest_bytes=max(each.largest_bytes for each in asked),
        schema_bytes=sum(each.schema_bytes for each in asked),
        drafts=sum(each.drafts for each in asked),
        most_output_tokens=max(each.most_output_tokens for each in asked),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What is known of earlier calls: of the same stage of the same config, and of all calls of its model."""

    own: Past | None = None
    model: Past | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deviation:
    """How far a figure of an estimate was off.

    Attributes:
        expected: as it was estimated.
        actual: what it was; None where that is not known.
        ratio: actual to likely; None where either is unknown or nothing was expected.
        inside: whether it lay within the bounds; None where it is not known.
    """

    name: Quantity
    expected: Range
    actual: Decimal | None
    ratio: float | None
    inside: bool | None


def output_tokens(calls: int, most: int, grounds: Grounds) -> Range:
    """Return the output tokens of so many calls, reasoning included, never above their limit.

    By the calls of this stage (see `forecast`), else of the model, a third to three times their mean, else 10 % to
    100 % of the limit, likely 40 %.

    Args:
        calls: how many.
        most: tokens that one answer can have.
        grounds: what is known of earlier calls.
    """
    found = forecast(calls, *_samples(grounds, lambda past: past.output_tokens), other=_OTHER_OUTPUT, few=_FEW)
    limit = calls * most
    low, likely, high = found or tuple(share * limit for share in _OUTPUT_SHARES)
    return _range(min(low, limit), min(likely, limit), min(high, limit))


def input_tokens(asked: Asked, grounds: Grounds, before: Grounds) -> Range:
    """Return the input tokens of a stage's calls, all classes.

    Tokens for each byte of the messages: by the calls of this stage (see `forecast`), which have the schema in it too;
    else of the model, widened by 25 %; else one token for 6 to 2.5 bytes, likely 4, and the schema on top of it, which
    not every vendor counts. An unknown draft is as long as the stage before answers: its output tokens times the bytes
    that such a token had, else 4.

    Args:
        asked: what the calls put to the model.
        grounds: what is known of earlier calls of this stage.
        before: the same of the stage before.
    """
    if not asked.calls:
        return NOTHING
    sizes = [asked.message_bytes + each for each in _draft_bytes(asked, before)]
    samples = _samples(grounds, lambda past: past.tokens_per_byte)
    found = forecast(asked.calls, *samples, other=_OTHER_RATIO, few=_FEW_RATIO)
    if found:
        return _range(*(size * ratio / asked.calls for size, ratio in zip(sizes, found, strict=True)))
    schema = (0, asked.schema_bytes, asked.schema_bytes)
    per_token = zip(sizes, schema, _BYTES_PER_TOKEN, strict=True)
    return _range(*((size + more) / each for size, more, each in per_token))


def call_seconds(calls: int, grounds: Grounds) -> Range | None:
    """Return how long so many calls take one after another; None where no call of the model is stored.

    By the calls of this stage (see `forecast`), else of the model, half to twice their mean.

    Args:
        calls: how many.
        grounds: what is known of earlier calls.
    """
    if not calls:
        return NOTHING
    found = forecast(calls, *_samples(grounds, lambda past: past.seconds), other=_OTHER_SECONDS, few=_FEW)
    return _range(*found, place=_PLACES["seconds"]) if found else None


def call_usd(asked: Asked, given: Range, answered: Range, price: Price) -> Range | None:
    """Return what the calls of a stage cost in US dollars; None where the price does not hold for so large a call.

    Likely: input at its uncached price. Low: what all issues share is read from the provider's cache, but for the first
    time. High: all input at the dearest class. The budget goes by the worst case, which is more than this.

    Args:
        asked: what the calls put to the model.
        given: their input tokens, all classes.
        answered: their output tokens, reasoning included.
        price: of the model.
    """
    size = max(1, asked.message_bytes)
    if price.up_to_tokens is not None and given.likely * asked.largest_bytes / size > price.up_to_tokens:
        return None
    shared = Decimal(asked.shared_bytes * (asked.calls - 1)) / (size * max(1, asked.calls))
    cheapest = price.input + shared * (min(price.input, _or(price.cache_read, price.input)) - price.input)
    dearest = max(price.input, _or(price.cache_write, price.input))
    costs = (
        given.low * cheapest + answered.low * price.output,
        given.likely * price.input + answered.likely * price.output,
        given.high * dearest + answered.high * price.output,
    )
    return _range(*(each / _A_MILLION for each in costs), place=_PLACES["usd"])


def elapsed(total: Range, longest: Range, jobs: int, parallel: int) -> Range:
    """Return the time from the first call to the last answer of a model that takes several calls at once.

    With p at once it is total / p at least, and at most total / p + (1 - 1 / p) x the longest job, which may begin last
    (Graham 1969, SIAM Journal on Applied Mathematics 17). Likely half of that comes on top.

    Args:
        total: of all calls, one after another.
        longest: of all calls of one cell.
        jobs: cells with calls; no more than one call of a cell is under way at a time.
        parallel: calls at once.
    """
    at_once = max(1, min(jobs, parallel))
    tail = 1 - Decimal(1) / at_once
    return _range(
        total.low / at_once,
        total.likely / at_once + tail * longest.likely / 2,
        total.high / at_once + tail * longest.high,
        place=_PLACES["seconds"],
    )


def together(ranges: Iterable[Range]) -> Range:
    """Return the sum; bounds are added up, since what is misjudged is likely misjudged the same way everywhere."""
    found = list(ranges)
    return Range(
        low=sum((each.low for each in found), Decimal(0)),
        likely=sum((each.likely for each in found), Decimal(0)),
        high=sum((each.high for each in found), Decimal(0)),
    )


def together_if_known(ranges: Iterable[Range | None]) -> Range | None:
    """Return the sum as `together` does; None where one of them is unknown."""
    found = list(ranges)
    known = [each for each in found if each is not None]
    return together(known) if len(known) == len(found) else None


def slowest(ranges: Iterable[Range | None]) -> Range | None:
    """Return the time of what goes on side by side; None where one of them is unknown."""
    found = list(ranges)
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    return Range(
        low=max((each.low for each in known), default=NOTHING.low),
        likely=max((each.likely for each in known), default=NOTHING.likely),
        high=max((each.high for each in known), default=NOTHING.high),
    )


def how_far_off(
    estimate: Estimate,
    *,
    calls: int,
    input_tokens: int | None,
    output_tokens: int | None,
    usd: Decimal | None,
    seconds: float | None,
) -> list[Deviation]:
    """Compare an estimate with what was: each figure that was estimated, in the order of the arguments.

    Args:
        estimate: as it was shown before.
        calls: that were made.
        input_tokens: of them, all classes; None where it is not known, as with the following.
        output_tokens: of them, reasoning included.
        usd: that were paid.
        seconds: until the last answer.
    """
    number = Decimal(estimate.calls)
    exactly = Range(low=number, likely=number, high=number)
    figures: tuple[tuple[Quantity, Range | None, Decimal | None], ...] = (
        ("calls", exactly, Decimal(calls)),
        ("input_tokens", estimate.input_tokens, None if input_tokens is None else Decimal(input_tokens)),
        ("output_tokens", estimate.output_tokens, None if output_tokens is None else Decimal(output_tokens)),
        ("usd", estimate.usd, usd),
        ("seconds", estimate.seconds, None if seconds is None else Decimal(str(seconds))),
    )
    return [_deviation(name, expected, actual) for name, expected, actual in figures if expected is not None]


def _deviation(name: Quantity, expected: Range, actual: Decimal | None) -> Deviation:
    return Deviation(
        name=name,
        expected=expected,
        actual=actual,
        ratio=float(actual / expected.likely) if actual is not None and expected.likely else None,
        inside=None if actual is None else expected.low <= actual <= expected.high,
    )


def _draft_bytes(asked: Asked, before: Grounds) -> Iterable[float]:
    answers = output_tokens(asked.drafts, asked.most_output_tokens, before)
    known = (past.bytes_per_output_token for past in (before.own, before.model) if past)
    per_token = next((each for each in known if each is not None), _BYTES_PER_TOKEN[1])
    return (float(each) * per_token for each in (answers.low, answers.likely, answers.high))


def _samples(grounds: Grounds, take: Callable[[Past], Sample | None]) -> tuple[Sample | None, Sample | None]:
    return (take(grounds.own) if grounds.own else None, take(grounds.model) if grounds.model else None)


def _range(low: float | Decimal, likely: float | Decimal, high: float | Decimal, *, place: Decimal = _WHOLE) -> Range:
    """Return the bounds rounded outwards."""
    return Range(
        low=Decimal(low).quantize(place, rounding=ROUND_FLOOR),
        likely=Decimal(likely).quantize(place),
        high=Decimal(high).quantize(place, rounding=ROUND_CEILING),
    )


def _or(price: Decimal | None, instead: Decimal) -> Decimal:
    return instead if price is None else price
