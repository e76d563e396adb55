"""The large counts: every fault at every place of a sequence, a cut at every byte, and bodies of a gigabyte."""

import random
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from tests.faults import Asked, Fault, FaultServer, Reply, bomb, endless, good
from tests.faulty.replies import Format, answer, as_json, error
from tests.generator.models.fates import ANSWERS, FAILURES, FORMATS, Fate, asking, connected
from tests.generator.models.test_faults import cuts
from workbench.generator.errors import PROVIDER_KINDS, ProviderError
from workbench.generator.models.bounded import Bounds
from workbench.generator.records import Completion, Usage

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(900)]

SEED = 20261124
PLACES = ("first", "middle", "last")
SHORT = Bounds(connect_s=60, silent_s=2, total_s=3, body_bytes=2**20)
SLOW = {name for name, fate in FAILURES.items() if fate.bounds.silent_s < 1}
PATIENT = Bounds(connect_s=60, silent_s=60, total_s=120, body_bytes=2**20)
CASES = [
    pytest.param(name, fate, place, format_, id=f"{name}-{place}-{format_}")
    for name, fate in {**FAILURES, **ANSWERS}.items()
    for place in PLACES
    for format_ in FORMATS
]
STRANGE = 3_000
UNSENT = ("bad_request", None)  # what a request of ours that cannot be written is, which none of these is
JUNK: list[Any] = [None, True, -1, 0, 1.5, 10**30, "", "x", "\ud800", [], [None], [[]], {}, {"a": 1}, {"type": "text"}]
SIGNS = [chr(n) for n in (*range(32, 127), *range(160, 256))]
NAMES = ["content-type", "content-encoding", "set-cookie", "location", "link", "date", "retry-after", "retry-after-ms"]
NAMES += ["x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens", "anthropic-ratelimit-tokens-reset"]
NAMES += ["request-id", "x-should-retry", "connection", "www-authenticate", "trailer", "upgrade"]
VALUES = ["application/json; charset=zlib", "application/json; charset=idna", "text/html; charset=utf-7", "gzip", "br"]
VALUES += ["gzip, gzip", "identity", "x" * 9_000, "a=b; Domain=.; Path=\xff", "http://[", "//", "ftp://x", "close"]
VALUES += ["keep-alive", "upgrade", "-1", "99999999999999999999", "1e309", "nan", "<http://x>; rel=next, <", ""]
# A process of its own, so that its peak is the client's and not the server's.
_CLIENT = """
import sys
from pathlib import Path
from tests.generator.models.fates import asking
from tests.generator.models.wires import ASKED
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import ModelSpec
spec = ModelSpec.model_validate_json(sys.argv[1])
model = (OpenAiModel if spec.adapter == "openai" else AnthropicModel)(spec, key="k")
peak = lambda: int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
found, before = asking(model), peak()
lost, after = asking(model), peak()
print(type(found).__name__, lost.kind, lost.billable, after - before)
"""


def test_the_campaign_has_at_least_two_hundred_cases_of_faults() -> None:
    faulty = [case for case in CASES if case.values[0] != "good"]
    print(f"{len(faulty)} cases of {len(FAILURES) + len(ANSWERS) - 1} faults, seed {SEED}")
    assert len(faulty) >= 200


@pytest.mark.parametrize(("name", "fate", "place", "format_"), CASES)
def test_a_fault_anywhere_in_a_sequence_is_classified_and_harms_no_other_call(
    name: str, fate: Fate, place: str, format_: Format
) -> None:
    length = random.Random(f"{SEED} {name} {place} {format_}").randint(3, 5)
    at = {"first": 0, "middle": length // 2, "last": length - 1}[place]
    with FaultServer(lambda asked: fate.fault if asked.number == at else good()) as server:
        model = connected(server, format_, SHORT if name in SLOW else PATIENT)
        found = []
        for n in range(length + 1):  # the call behind the last one shows whether the client survived
            found.append(asking(model))
            if n == at:
                server.let_go()
            server.settle()
    _check(found.pop(at), fate)
    assert [type(each) for each in found] == [Completion] * length
    assert len(server.calls) == length + 1


def _check(found: Completion | ProviderError, fate: Fate) -> None:
    if fate.kind is None:
        assert isinstance(found, Completion)
        assert found.finish == fate.finish
        assert found.usage.output_tokens in {50, None}
        return
    assert isinstance(found, ProviderError)
    assert found.kind in PROVIDER_KINDS
    assert (found.kind, found.billable) == (fate.kind, fate.billable)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_body_of_4_kb_cut_at_every_byte_is_never_an_answer(format_: Format) -> None:
    faults: list[Fault] = [fault for at in range(4_095) for fault in cuts(at)]
    with FaultServer(faults) as server:
        model = connected(server, format_, PATIENT)
        found = [asking(model) for _ in faults]
        whole = asking(model)
    kinds = [(each.kind, each.billable) if isinstance(each, ProviderError) else None for each in found]
    expected = [("connection", True), ("connection", True), ("malformed", True)] * 4_095
    print(f"{format_}: {len(faults)} cuts, {kinds.count(None)} answers")
    assert kinds == expected
    assert isinstance(whole, Completion)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("fault", "kind", "billable"),
    [
        (endless(1_024), "malformed", True),
        (endless(1_024, status=500), "server", False),
        (bomb(1_024), "malformed", True),
        (bomb(1_024, status=500), "server", False),
    ],
    ids=["body", "body of an error", "bomb", "bomb of an error"],
)
def test_a_gigabyte_is_read_no_further_than_the_limit(fault: Fault, kind: str, billable: bool, format_: Format) -> None:
    with FaultServer([good(), fault]) as server:
        given = [sys.executable, "-c", _CLIENT, server.spec(format_).model_dump_json()]
        said = subprocess.run(given, capture_output=True, text=True, check=True, timeout=300).stdout.split()
    print(f"{format_}: {kind} after {said[-1]} MB more at its peak")
    assert said[:3] == ["Completion", kind, str(billable)]
    assert int(said[3]) < 100


@pytest.mark.parametrize("format_", FORMATS)
def test_no_head_and_no_body_of_a_stranger_is_another_exception(format_: Format) -> None:
    chance = random.Random(f"{SEED} {format_}")
    with FaultServer(lambda asked: _strange(chance)) as server:
        model = connected(server, format_, PATIENT)
        found = [asking(model) for _ in range(STRANGE)]
    kinds = Counter(each.kind if isinstance(each, ProviderError) else "an answer" for each in found)
    print(f"{format_}: {STRANGE} strange replies, seed {SEED}: {dict(kinds)}")
    assert not [each for each in found if isinstance(each, ProviderError) and (each.kind, each.status) == UNSENT]


def _strange(chance: random.Random) -> Fault:
    def reply(asked: Asked) -> Reply:
        status = chance.choice([200] * 8 + [204, 302, 307, 400, 401, 403, 408, 413, 429, 500, 502, 504, 529, 599, 999])
        headers = {"content-type": "application/json"} | {
            chance.choice(NAMES): chance.choice([*VALUES, "".join(chance.choices(SIGNS, k=20))])
            for _ in range(chance.randint(0, 4))
        }
        said = answer(asked) if status < 300 else error(asked, "t", code="c")
        if chance.random() < 0.8:
            _spoil(said, chance)
        return Reply(status=status, headers=headers, body=as_json(said))

    return reply


def _spoil(value: Any, chance: random.Random) -> None:
    """Put something else in the place of a value somewhere in it."""
    while True:
        key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if not isinstance(value[key], dict | list) or not value[key] or chance.random() < 0.2:
            value[key] = chance.choice(JUNK)
            return
        value = value[key]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_largest_bodies_are_still_answers(format_: Format) -> None:
    with FaultServer([good(size=31 * 2**20)]) as server:
        found = asking(connected(server, format_, Bounds()))
    assert isinstance(found, Completion)
    assert found.usage != Usage()
