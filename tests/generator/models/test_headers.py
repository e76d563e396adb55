from datetime import UTC, datetime, timedelta, timezone

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.generator.allowance import Gauge
from workbench.generator.models.headers import allowance_of, retry_after_s

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ELSEWHERE = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
NO_NUMBERS = ["", "soon", "-1", "1.5", "1,000", "1 000", "0x10", "1e3", "nan", "inf", "١٢", "9" * 400, "5, 5", "None"]

NO_TIMES = ["2026-11-24", "2026-11-24T12:00:00", "2026-13-24T12:00:00Z", "2026-11-24T25:00:00Z", "0000-00-00T00:00:00Z"]
NO_DATES = ["Tue, 99 Nov 2026", "Tue, 24 Nov 99999999 12:00:30 GMT", "Tue, 24 Nov 2026 99:99:99 GMT", *NO_TIMES]


def full_in_s(reset: str, now: datetime = NOW) -> float | None:
    headers = {"x-ratelimit-remaining-tokens": "1", "x-ratelimit-reset-tokens": reset}
    return allowance_of(headers, now)["tokens"].full_in_s


def test_openais_headers_give_a_gauge_each() -> None:
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-tokens": "149984",
        "x-ratelimit-reset-tokens": "6m0s",
    }
    assert allowance_of(headers, NOW) == {
        "requests": Gauge(limit=60, remaining=59, full_in_s=1.0),
        "tokens": Gauge(limit=150_000, remaining=149_984, full_in_s=360.0),
    }


def test_anthropics_headers_give_a_gauge_each() -> None:
    kinds = ("requests", "tokens", "input-tokens", "output-tokens")
    headers = {}
    for n, kind in enumerate(kinds):
        headers[f"anthropic-ratelimit-{kind}-limit"] = str(10 * n)
        headers[f"anthropic-ratelimit-{kind}-remaining"] = str(n)
        headers[f"anthropic-ratelimit-{kind}-reset"] = f"2026-11-24T12:00:0{n}Z"
    assert allowance_of(headers, NOW) == {
        "requests": Gauge(limit=0, remaining=0, full_in_s=0.0),
        "tokens": Gauge(limit=10, remaining=1, full_in_s=1.0),
        "input_tokens": Gauge(limit=20, remaining=2, full_in_s=2.0),
        "output_tokens": Gauge(limit=30, remaining=3, full_in_s=3.0),
    }


def test_names_are_read_in_any_case_and_as_the_sdks_hand_them_over() -> None:
    gauge = {"requests": Gauge(limit=None, remaining=7, full_in_s=None)}
    named = {"X-RateLimit-Remaining-Requests": " 7 "}
    assert allowance_of(named, NOW) == allowance_of(httpx2.Headers(named), NOW) == gauge
    assert retry_after_s({"Retry-After": "3"}, NOW) == 3.0


@pytest.mark.parametrize("remaining", NO_NUMBERS)
def test_without_a_number_that_is_left_there_is_no_gauge(remaining: str) -> None:
    given_headers = {"x-ratelimit-limit-tokens": "5", "x-ratelimit-remaining-tokens": remaining}
    assert allowance_of(given_headers, NOW) == {}


@pytest.mark.parametrize("limit", NO_NUMBERS)
def test_a_limit_that_is_no_number_is_unknown(limit: str) -> None:
    given_headers = {"x-ratelimit-limit-tokens": limit, "x-ratelimit-remaining-tokens": "5"}
    assert allowance_of(given_headers, NOW) == {"tokens": Gauge(limit=None, remaining=5, full_in_s=None)}


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("6m0s", 360.0),
        ("1s", 1.0),
        ("20ms", 0.02),
        ("1h2m3.5s", 3_723.5),
        ("2m59.56s", 179.56),
        ("0s", 0.0),
        ("-3s", 0.0),
        ("250µs", 0.00025),
        ("1d", 86_400.0),
        ("12", 12.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("-12", 0.0),
        (str(int(NOW.timestamp()) + 90), 90.0),
        (str((int(NOW.timestamp()) + 90) * 1_000), 90.0),
        (str(int(NOW.timestamp()) - 90), 0.0),
        ("2026-11-24T12:01:30Z", 90.0),
        ("2026-11-24t12:01:30.5z", 90.5),
        ("2026-11-24T13:01:30+01:00", 90.0),
        ("2026-11-24T11:00:00Z", 0.0),
    ],
)
def test_a_reset_is_read_as_a_duration_seconds_an_epoch_or_a_timestamp(reset: str, seconds: float) -> None:
    assert full_in_s(reset) == pytest.approx(seconds)
    assert full_in_s(reset, ELSEWHERE) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "reset",
    ["", "s", "1x", "1s 2m", "m1", "1..5s", "soon", "nan", "inf", "1e400", "9" * 400 + "s", "٣s", *NO_TIMES],
)
def test_a_reset_that_is_none_is_unknown(reset: str) -> None:
    assert full_in_s(reset) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "99999999999"}, 99_999_999_999.0),
        ({"retry-after": "1e9"}, 1e9),
        ({"retry-after": "Tue, 24 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Tuesday, 24-Nov-26 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Tue Nov 24 12:00:30 2026"}, 30.0),
        ({"retry-after": "Tue, 24 Nov 2026 11:59:00 GMT"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "-1"}, 0.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
    ],
)
def test_a_wait_is_read_in_each_of_its_forms_and_never_negative(headers: dict[str, str], seconds: float) -> None:
    assert retry_after_s(headers, NOW) == seconds
    assert retry_after_s(headers, ELSEWHERE) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "soon", "nan", "inf", "-inf", "1e400", "9" * 400, "1_000", "0x5", "5s", "٣", "1,5", "2, 2", "None", *NO_DATES],
)
def test_a_wait_that_is_none_is_unknown(text: str) -> None:
    assert retry_after_s({"retry-after": text}, NOW) is None
    assert retry_after_s({"retry-after-ms": text}, NOW) is None


def test_no_header_is_no_allowance_and_no_wait() -> None:
    assert (allowance_of({}, NOW), retry_after_s({}, NOW)) == ({}, None)


SIGNS = st.text(st.characters(codec="utf-8") | st.sampled_from("0123456789.:-+TZ smhu,GMT"), max_size=40)


@given(SIGNS)
def test_no_text_of_a_stranger_is_an_exception_or_a_number_that_is_none(text: str) -> None:
    wait = retry_after_s({"retry-after": text, "retry-after-ms": text}, NOW)
    reset = full_in_s(text)
    for number in (wait, reset):
        assert number is None or 0 <= number < float("inf")
