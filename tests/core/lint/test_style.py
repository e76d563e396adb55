import pytest
from pydantic import ValidationError

from workbench.core.lint import Style


@pytest.mark.parametrize("rule", ["V01", "S04", "T13", "D01", "X01", "nonsense"])
def test_only_house_style_can_be_ignored(rule: str) -> None:
    with pytest.raises(ValidationError, match=f"only house style can be ignored .* not '{rule}'"):
        Style(ignore=("S08", rule))


def test_words_are_taken_in_any_case() -> None:
    assert Style(ui_words=(" Portal ",)).ui_words == ("portal",)


@pytest.mark.parametrize("wrong", [{"max_steps": 0}, {"max_step_chars": 5}, {"ui_words": [""]}, {"steps": 3}])
def test_a_value_out_of_range_and_an_unknown_key_are_errors(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Style.model_validate(wrong)
