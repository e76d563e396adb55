from workbench.generator.models.demand import demand_of
from workbench.generator.records import Message, Params, Request


def asked(*texts: str, schema: dict[str, object] | None = None, grammar: str | None = None) -> Request:
    messages = tuple(Message(role="user", content=text) for text in texts)
    return Request(messages=messages, params=Params(max_output_tokens=100), schema=schema, grammar=grammar)


def test_a_call_takes_one_request_its_input_by_length_and_all_the_output_it_may_give() -> None:
    found = demand_of(asked("x" * 20, "y" * 11), "m-1")
    assert (found.model, dict(found.weights)) == (
        "m-1",
        {"requests": 1, "tokens": 111, "input_tokens": 11, "output_tokens": 100},
    )


def test_what_the_server_is_to_enforce_is_input_too() -> None:
    assert demand_of(asked(schema={"a": 1}), "m").weights["input_tokens"] == 3  # {"a": 1}
    assert demand_of(asked(grammar="root ::= x"), "m").weights["input_tokens"] == 4


def test_signs_of_several_bytes_count_as_such_and_half_signs_do_no_harm() -> None:
    assert demand_of(asked("条件条件"), "m").weights["input_tokens"] == 4
    assert demand_of(asked("a\ud800b"), "m").weights["input_tokens"] == 1
