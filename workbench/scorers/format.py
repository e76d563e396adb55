"""Whether the answer came in the form that was asked for."""

import json
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ValidationError

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.generator.output.contract import AnsweredSuite
from workbench.generator.output.gherkin import parse
from workbench.generator.output.unwrap import feature_in, plain


@dataclass(frozen=True)
class Format:
    """1 where the last answer kept the contract by the letter, else 0.

    Gherkin: a feature and nothing else, no fences and no prose, without a fault. Test cases: one JSON object of the
    schema and nothing else. An answer that production can only use after taking something off scores 0, as does one
    that it cannot use.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Read the last answer as it came."""
        if result.outcome != "ok":
            return Measure(0.0, result.reason or result.outcome)
        if not result.suite.cases or not result.completions:
            return Measure(0.0, "there are no tests")
        text = result.completions[-1].text.strip()
        wrong = _not_a_feature(text) if evidence.contract == "gherkin" else _not_the_json(text)
        return Measure(0.0 if wrong else 1.0, wrong)


def _not_a_feature(text: str) -> str:
    if feature_in(plain(text)).strip() != text:
        return "there is something around the feature"
    broken = parse(text).faults
    return f"the feature breaks {broken[0].id}" if broken else ""


def _not_the_json(text: str) -> str:
    try:
        AnsweredSuite.model_validate(json.loads(text))
    except ValidationError:
        return "the JSON is not of the schema"
    except (RecursionError, ValueError):
        return "the answer is not one JSON"
    return ""
