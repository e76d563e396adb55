"""What a suite may say of a metric, without deepeval."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from workbench.adapters.deepeval_bridge import MetricLine, identity

CODE = Path(__file__).parents[3] / "workbench"
TREE = """
name: outcomes
metric: DAGMetric
dag:
  node: task
  instructions: List every expected result.
  output_label: Results
  evaluation_params: [actual_output]
  then:
    - node: binary
      criteria: Can each result be observed?
      verdicts:
        - {verdict: false, score: 0}
        - verdict: true
          then:
            node: non_binary
            criteria: How many of them name a value?
            verdicts: [{verdict: all, score: 10}, {verdict: some, score: 5}, {verdict: none, score: 0}]
"""


def line(**more: Any) -> MetricLine:
    given = {"evaluation_steps": ["Is it clear?"], "evaluation_params": ["input", "actual_output"]}
    return MetricLine.model_validate({"name": "clarity", "metric": "GEval", "arguments": given, **more})


def test_the_score_says_whose_it_is() -> None:
    assert line().score == "deepeval:clarity"


def test_a_tree_is_read_from_yaml() -> None:
    read = MetricLine.model_validate(yaml.safe_load(TREE))
    assert read.dag is not None
    assert (read.dag.node, MetricLine.model_validate(read.model_dump(mode="json"))) == ("task", read)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{verdict: false, score: 0}", "{verdict: false}"),
        ("{verdict: false, score: 0}", "{verdict: false, score: 11}"),
        ("{verdict: false, score: 0}", "{verdict: true, score: 0}"),
        ("{verdict: some, score: 5}", "{verdict: all, score: 5}"),
        ("{verdict: some, score: 5}", "{verdict: some, score: 5, then: {}}"),
        ("[actual_output]", "[expected_output]"),
        ("metric: DAGMetric", "metric: GEval"),
    ],
)
def test_a_tree_that_means_nothing_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValidationError):
        MetricLine.model_validate(yaml.safe_load(TREE.replace(old, new)))


def test_a_changed_definition_is_another_score() -> None:
    changed = line(arguments={**line().arguments, "evaluation_steps": ["Is it short?"]})
    assert len({identity([each]) for each in (line(), changed, line(threshold=0.7))}) == 3


def test_the_order_of_the_metrics_changes_no_score() -> None:
    other = line(name="brevity")
    assert identity([line(), other]) == identity([other, line()])


def test_only_the_bridge_names_deepeval_and_only_one_file_of_it_imports_it() -> None:
    files = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if any(text.startswith(("import deepeval", "from deepeval")) for text in path.read_text("utf-8").splitlines())
    }
    assert files == {"adapters/deepeval_bridge/library.py"}
