import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generator.prompt.configs import SPEC, config, example
from workbench.generator.prompt.digest import canonical_json, config_digest, digest, short
from workbench.generator.records import IntakeOptions, Params, Stage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BASE = config(("s", "u"), ("s2", "{{ draft }}"), examples=(example("e", "answer", "c"),))


def test_canonical_json_sorts_keys_at_every_depth_and_has_no_white_space() -> None:
    assert canonical_json({"b": [1, {"d": None, "c": True}], "a": 1.0}) == b'{"a":1.0,"b":[1,{"c":true,"d":null}]}'


def test_canonical_json_is_utf_8_and_escapes_only_what_json_must() -> None:
    assert canonical_json({"ü": 'é"\n/日🙂'}) == '{"ü":"é\\"\\n/日🙂"}'.encode()


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_the_order_of_keys_never_changes_a_digest(value: dict[str, Any]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": -float("inf")}, "\ud800"])
def test_what_json_or_utf_8_cannot_hold_has_no_digest(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)


@pytest.mark.parametrize("value", [{1, 2}, b"x", object()])
def test_what_is_no_json_value_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_a_digest_names_its_algorithm_and_has_a_short_form() -> None:
    # The SHA-256 of the two bytes `{}`.
    known = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest({}) == f"sha256-cj1:{known}"
    assert short(digest({})) == known[:12]


def test_the_digest_of_a_config_is_pinned() -> None:
    """A change here makes every stored cell and every release another one: then name a new algorithm."""
    assert config_digest(BASE) == "sha256-cj1:11a0d994f5ac4d281f89a7534d376fa842f6f484d9a15152803d0c6029c8c7bf"


SAME = {
    "prompt": {"prompt": "other/v9"},
    "stage names": {"stages": tuple(stage.model_copy(update={"name": "x"}) for stage in BASE.stages)},
    "example name": {"examples": (BASE.examples[0].model_copy(update={"name": "two"}),)},
    "model name": {"model": SPEC.model_copy(update={"name": "other/name"})},
    "key variable": {"model": SPEC.model_copy(update={"key_env": "MY_KEY"})},
    "region": {"model": SPEC.model_copy(update={"region": "eu"})},
    "context length": {"model": SPEC.model_copy(update={"context_tokens": 10})},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_what_is_for_people_does_not_change_a_configs_identity(change: dict[str, Any]) -> None:
    changed = BASE.model_copy(update=change)
    assert changed != BASE
    assert config_digest(changed) == config_digest(BASE)


def stages(*changed: tuple[str, str]) -> tuple[Stage, ...]:
    return config(*changed).stages


DIFFERENT: dict[str, dict[str, Any]] = {
    "system": {"stages": stages(("S", "u"), ("s2", "{{ draft }}"))},
    "user": {"stages": stages(("s", "u "), ("s2", "{{ draft }}"))},
    "a later stage": {"stages": stages(("s", "u"), ("s2", "{{ draft }}."))},
    "fewer stages": {"stages": BASE.stages[:1]},
    "order of stages": {"stages": tuple(reversed(BASE.stages))},
    "no example": {"examples": ()},
    "example twice": {"examples": BASE.examples * 2},
    "example's answer": {"examples": (example("e", "Answer", "c"),)},
    "example's criteria": {"examples": (example("e", "answer", "c", "d"),)},
    "contract": {"output": "test_suite_json"},
    "grammar": {"constrained": True},
    "tags": {"trace_tags": True},
    "model id": {"model": SPEC.model_copy(update={"model": "n"})},
    "adapter": {"model": SPEC.model_copy(update={"adapter": "anthropic"})},
    "address": {"model": SPEC.model_copy(update={"base_url": "https://example.com/v1"})},
    "abilities": {"model": SPEC.model_copy(update={"takes": ("schema",)})},
    "weights": {"model": SPEC.model_copy(update={"weights_sha256": "0" * 64})},
    "limit's name": {"model": SPEC.model_copy(update={"limit_field": "max_tokens"})},
    "temperature": {"params": Params(temperature=0)},
    "top_p": {"params": Params(top_p=0.5)},
    "seed": {"params": Params(seed=0)},
    "penalty": {"params": Params(frequency_penalty=0)},
    "effort": {"params": Params(reasoning_effort="low")},
    "output tokens": {"params": Params(max_output_tokens=1)},
    "intake": {"intake": IntakeOptions(max_description_chars=10)},
    "criteria field": {"intake": IntakeOptions(criteria_field="customfield_1")},
}


def test_all_that_is_sent_changes_a_configs_identity() -> None:
    digests = {name: config_digest(BASE.model_copy(update=change)) for name, change in DIFFERENT.items()}
    digests["base"] = config_digest(BASE)
    assert len(set(digests.values())) == len(digests)


def test_what_is_not_sent_is_not_part_of_the_identity_so_a_new_parameter_changes_no_old_digest() -> None:
    plain = config(("s", "u"))
    # Written by hand: the canonical JSON of what this config sends, and nothing of what it leaves unset.
    sent = (
        '{"constrained":false,"examples":[],"intake":{"max_attachment_chars":8000,"max_context_chars":8000,'
        '"max_description_chars":24000},"model":{"adapter":"openai","limit_field":"max_completion_tokens",'
        '"model":"m","takes":[]},"output":"gherkin","params":{"max_output_tokens":2000},'
        '"stages":[{"system":"s","user":"u"}],"trace_tags":false}'
    )
    assert config_digest(plain) == f"sha256-cj1:{hashlib.sha256(sent.encode()).hexdigest()}"


def test_a_config_read_back_from_its_json_is_the_same_config() -> None:
    again = type(BASE).model_validate_json(BASE.model_dump_json())
    assert config_digest(again) == config_digest(BASE)
