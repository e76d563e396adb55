"""What the headers of an answer say of a provider's limits. Whatever is no number or time here is unknown."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from workbench.generator.allowance import Allowance, Gauge, Limited

# OpenAI and what speaks its language: https://platform.openai.com/docs/guides/rate-limits;
# Anthropic: https://docs.claude.com/en/api/rate-limits#response-headers.
_GAUGES: Final[tuple[tuple[Limited, str], ...]] = (
    ("requests", "x-ratelimit-{}-requests"),
    ("tokens", "x-ratelimit-{}-tokens"),
    ("requests", "anthropic-ratelimit-requests-{}"),
    ("tokens", "anthropic-ratelimit-tokens-{}"),
    ("input_tokens", "anthropic-ratelimit-input-tokens-{}"),
    ("output_tokens", "anthropic-ratelimit-output-tokens-{}"),
)
_COUNT: Final = re.compile(r"[0-9]{1,15}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,3})?")
_DURATION: Final = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?(?:ns|us|µs|μs|ms|s|m|h|d))+")
_PART: Final = re.compile(r"([0-9.]+)([a-zµμ]+)")
_SECONDS: Final = {
    "d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ns": 1e-9,
}  # fmt: skip
_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-].{5})"
)
_EPOCH: Final = 1e9  # as a wait it is 31 years, as a time it is 2001
_EPOCH_MS: Final = 1e12


def allowance_of(headers: Mapping[str, str], now: datetime) -> Allowance:
    """Return what is left of each limit that the headers name with a remaining number.

    Args:
        headers: of an answer or an error, in any case of letters.
        now: the moment they came, with its time zone.
    """
    given = _lowered(headers)
    gauges = [(limited, _gauge(given, name, now)) for limited, name in _GAUGES]
    return {limited: gauge for limited, gauge in gauges if gauge is not None}


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how long the provider asks to wait: seconds from 0, however many; None where it does not say.

    `retry-after-ms` comes first, then `retry-after` as a number of seconds or an HTTP date (RFC 9110, 10.2.3).

    Args:
        headers: of an error, in any case of letters.
        now: the moment they came, with its time zone.
    """
    given = _lowered(headers)
    milliseconds = _number(given.get("retry-after-ms", ""))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1_000)
    text = given.get("retry-after", "")
    seconds = _number(text)
    return max(0.0, seconds) if seconds is not None else _until_date(text, now)


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in headers.items()}


def _gauge(given: Mapping[str, str], name: str, now: datetime) -> Gauge | None:
    remaining = _count(given.get(name.format("remaining"), ""))
    if remaining is None:
        return None
    limit = _count(given.get(name.format("limit"), ""))
    return Gauge(limit=limit, remaining=remaining, full_in_s=_wait(given.get(name.format("reset"), ""), now))


def _count(text: str) -> int | None:
    return int(text) if _COUNT.fullmatch(text) else None


def _number(text: str) -> float | None:
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def _wait(text: str, now: datetime) -> float | None:
    """Read a reset: a duration as Go prints it, seconds, seconds or milliseconds since 1970, or RFC 3339."""
    if _DURATION.fullmatch(text):
        return _of_parts(text)
    number = _number(text)
    if number is None:
        return _until_timestamp(text, now)
    if number >= _EPOCH:
        number = number / (1_000 if number >= _EPOCH_MS else 1) - now.timestamp()
    return max(0.0, number)


def _of_parts(duration: str) -> float | None:
    parts = _PART.findall(duration.removeprefix("-"))
    return 0.0 if duration.startswith("-") else sum(float(number) * _SECONDS[unit] for number, unit in parts)


def _until_timestamp(text: str, now: datetime) -> float | None:
    upper = text.upper()
    try:
        return _until(datetime.fromisoformat(upper), now) if _RFC_3339.fullmatch(upper) else None
    except (ValueError, OverflowError):
        return None


def _until_date(text: str, now: datetime) -> float | None:
    try:
        return _until(parsedate_to_datetime(text), now)
    except (ValueError, TypeError, LookupError, OverflowError):
        return None


def _until(then: datetime, now: datetime) -> float:
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)  # an HTTP date is in GMT, said or not
    return max(0.0, (aware - now).total_seconds())
