"""What changes between two releases, for reading."""

from tests.builders import config, spec
from workbench.service.release_diff import release_diff

OLD = config("Issue: {{ issue.summary }}\nWrite tests.", prompt="family/v1")


def test_a_changed_line_of_a_template_stands_alone_in_the_diff() -> None:
    new = OLD.model_copy(
        update={"stages": (OLD.stages[0].model_copy(update={"user": "Issue: {{ issue.summary }}\nWrite few tests."}),)}
    )
    changed = release_diff(OLD, new, old_name="a", new_name="b").splitlines()
    assert changed[:2] == ["--- a", "+++ b"]
    assert [line for line in changed[2:] if line[0] in "+-"] == ["-Write tests.", "+Write few tests."]


def test_another_model_and_another_parameter_are_a_line_each() -> None:
    new = OLD.model_copy(
        update={"model": spec("openai/m"), "params": OLD.params.model_copy(update={"max_output_tokens": 7})}
    )
    changed = release_diff(OLD, new, old_name="a", new_name="b")
    assert '+model.name: "openai/m"' in changed
    assert "+params.max_output_tokens: 7" in changed


def test_equal_configs_have_no_diff() -> None:
    assert release_diff(OLD, OLD, old_name="a", new_name="b") == ""
