"""Both adapters with their SDKs over real sockets, and every fault of the catalogue once."""

import socket
import traceback
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.faults import Fault, FaultServer, blank, ending, fitting, good, limited
from tests.faulty.replies import Asked, Format
from tests.generator.models.fates import ANSWERS, FAILURES, FORMATS, SECRETS, SHORT, Fate, asking, connected
from tests.generator.models.wires import ANTHROPIC, ASKED, KEY, OPENAI, Wire
from workbench.generator.allowance import Gauge
from workbench.generator.errors import ProviderError
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.bounded import Bounds
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import Completion, Usage

LONG = blank(good(size=4_095))
both = pytest.mark.parametrize("format_", FORMATS)


@both
@pytest.mark.parametrize("fate", FAILURES.values(), ids=FAILURES.keys())
def test_a_fault_is_one_request_a_kind_whether_it_may_be_billed_and_no_word_of_anybody(
    fate: Fate, format_: Format
) -> None:
    with FaultServer([fate.fault]) as server:
        failure = asking(connected(server, format_, fate.bounds))
        assert len(server.calls) == 1
    assert isinstance(failure, ProviderError)
    assert (failure.kind, failure.billable) == (fate.kind, fate.billable)
    assert (failure.__cause__, failure.__context__) == (None, None)
    trace = "".join(traceback.format_exception(failure))
    assert not [secret for secret in SECRETS if secret in trace]


@both
@pytest.mark.parametrize("fate", ANSWERS.values(), ids=ANSWERS.keys())
def test_what_harms_no_answer_leaves_it_one_and_what_is_no_count_is_unknown(fate: Fate, format_: Format) -> None:
    with FaultServer([fate.fault]) as server:
        found = asking(connected(server, format_))
        assert len(server.calls) == 1
    assert isinstance(found, Completion)
    assert found.finish == fate.finish
    counted = Usage(
        input_tokens=server.billed.input, output_tokens=50, cache_read_tokens=0, cache_write_tokens=0,
        reasoning_tokens=0,
    )  # fmt: skip
    assert found.usage in (counted, Usage())


@both
def test_nothing_that_was_billed_goes_unnoticed(format_: Format) -> None:
    quick = {name: fate for name, fate in {**FAILURES, **ANSWERS}.items() if fate.bounds is not SHORT}
    with FaultServer([fate.fault for fate in quick.values()]) as server:
        model = connected(server, format_)
        for name in quick:
            before = server.billed
            found = asking(model)
            server.settle()
            assert server.billed == before or isinstance(found, Completion) or found.billable, name


@both
def test_a_body_cut_anywhere_is_no_answer_whatever_the_head_says_of_its_length(format_: Format) -> None:
    faults = [fault for at in [*range(0, 4_095, 91), 4_094] for fault in cuts(at)]
    with FaultServer(faults) as server:
        model = connected(server, format_)
        kinds = [
            (failure.kind, failure.billable)
            for failure in (asking(model) for _ in faults)
            if isinstance(failure, ProviderError)
        ]
    assert kinds == [("connection", True), ("connection", True), ("malformed", True)] * (len(faults) // 3)


def cuts(at: int) -> list[Fault]:
    """The same cut of an answer of 4 kB: of the promised length, of chunks, and with a length that fits."""
    return [ending("cut", at, of=LONG), ending("unterminated", at, of=LONG), fitting(at, of=LONG)]


@both
def test_only_white_space_may_be_missing(format_: Format) -> None:
    with FaultServer([fitting(4_095, of=LONG), fitting(4_094, of=LONG)]) as server:
        model = connected(server, format_)
        assert isinstance(asking(model), Completion)
        assert isinstance(asking(model), ProviderError)


@both
def test_a_faulty_call_leaves_the_client_fit_for_the_next(format_: Format) -> None:
    spoilt = limited({"set-cookie": "\xe9=\xe9"})  # no later request could be sent with it
    faults = [ending("reset", 50), ending("cut", 50), fitting(7), spoilt, ending("dropped")]
    with FaultServer(lambda asked: good() if asked.number % 2 else faults[asked.number // 2]) as server:
        model = connected(server, format_)
        found = []
        for _ in range(2 * len(faults)):
            found.append(type(asking(model)))
            server.settle()
    assert found == [ProviderError, Completion] * len(faults)


@both
def test_a_port_that_nobody_listens_on_costs_nothing(format_: Format) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # so that nobody else listens there
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        adapter, spec = (OpenAiModel, OPENAI) if format_ == "openai" else (AnthropicModel, ANTHROPIC)
        failure = asking(adapter(spec.model_copy(update={"base_url": address}), key=KEY))
    assert isinstance(failure, ProviderError)
    assert (failure.kind, failure.status, failure.billable) == ("connection", None, False)


@both
@pytest.mark.parametrize(
    ("error", "kind", "billable"),
    [
        (httpx2.ConnectTimeout("x"), "timeout", False),
        (httpx2.PoolTimeout("x"), "timeout", False),
        (httpx2.ProxyError("x"), "connection", False),
        (httpx2.WriteTimeout("x"), "timeout", True),
        (httpx2.WriteError("x"), "connection", True),
        (httpx2.ReadError("x"), "connection", True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_what_was_never_sent_costs_nothing_for_sure(
    error: Exception, kind: str, billable: bool, format_: Format
) -> None:
    adapter, spec = (OpenAiModel, OPENAI) if format_ == "openai" else (AnthropicModel, ANTHROPIC)
    failure = asking(adapter(spec, key=KEY, transport=Wire(error)))
    assert isinstance(failure, ProviderError)
    assert (failure.kind, failure.billable) == (kind, billable)


@pytest.mark.parametrize(
    ("format_", "headers"),
    [
        (
            "openai",
            {
                "x-ratelimit-limit-requests": "60",
                "x-ratelimit-remaining-requests": "59",
                "x-ratelimit-reset-requests": "1m2s",
            },
        ),
        (
            "anthropic",
            {
                "anthropic-ratelimit-requests-limit": "60",
                "anthropic-ratelimit-requests-remaining": "59",
                "anthropic-ratelimit-requests-reset": "2000-01-01T00:00:00Z",
            },
        ),
    ],
)
def test_answers_and_failures_carry_what_is_left_and_a_failure_how_long_to_wait(
    format_: Format, headers: dict[str, str]
) -> None:
    script = [good(headers=headers), limited({**headers, "retry-after": "7"}), good(model="m-2", headers=headers)]
    gauge = Gauge(limit=60, remaining=59, full_in_s=62.0 if format_ == "openai" else 0.0)
    with FaultServer(script) as server:
        model = connected(server, format_)
        found, refused, wrong = asking(model), asking(model), asking(model)
    assert found.allowance == refused.allowance == wrong.allowance == {"requests": gauge}
    assert isinstance(refused, ProviderError)
    assert refused.retry_after_s == 7.0


@both
def test_a_head_that_drips_through_a_proxy_ends_with_the_call(format_: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with FaultServer([ending("dripping_head")]) as server:
        monkeypatch.setenv("HTTP_PROXY", server.address)
        monkeypatch.setenv("http_proxy", server.address)
        adapter, spec = (OpenAiModel, OPENAI) if format_ == "openai" else (AnthropicModel, ANTHROPIC)
        path = "/v1" if format_ == "openai" else ""
        away = spec.model_copy(update={"base_url": f"http://vendor.example{path}"})
        failure = asking(adapter(away, key=KEY, bounds=SHORT))
        assert len(server.calls) == 1
    assert isinstance(failure, ProviderError)
    assert (failure.kind, failure.billable) == ("timeout", True)


@both
def test_the_longest_body_is_an_answer_and_a_byte_more_is_none(format_: Format) -> None:
    bounds = Bounds(body_bytes=5_000)
    with FaultServer([good(size=5_000), good(size=5_001)]) as server:
        model = connected(server, format_, bounds)
        assert isinstance(asking(model), Completion)
        assert isinstance(asking(model), ProviderError)


def test_the_server_counts_by_content_and_bills_what_was_lost() -> None:
    def script(asked: Asked) -> Fault:
        return ending("cut", 10, of=good(tokens=7)) if asked.number == 0 else limited()

    with FaultServer(script) as server:
        model = connected(server, "openai")
        asking(model), asking(model)
    assert server.asked == {ASKED.messages[-1].content: 2}
    size = sum(len(message.content) for message in ASKED.messages)
    assert (server.billed.input, server.billed.output) == (size // 4, 7)


def test_the_server_holds_until_it_is_told_to_let_go() -> None:
    with FaultServer([ending("held"), ending("held")]) as server, ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(asking, connected(server, format_)) for format_ in FORMATS]
        server.wait_for_held(2)
        assert not any(each.done() for each in waiting)
        server.let_go()
        assert all(isinstance(each.result(), Completion) for each in waiting)
