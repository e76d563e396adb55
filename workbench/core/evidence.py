"""What scorers need from outside, gathered before they measure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.core.fitted import Fitted
from workbench.core.judging.combining import Combination
from workbench.core.judging.question import Answers
from workbench.core.lint.style import Style
from workbench.core.records import Measure, Price
from workbench.generator.records import Contract, Issue


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What scorers need from outside, gathered before.

    Attributes:
        issue: as production's intake prepared it.
        contract: what the answer was asked to be.
        price: of the model, None where unknown.
        trace_tags: the contract asks for criterion tags.
        style: the team's house style of Gherkin.
        vectors: sentence vectors by their texts; empty where no encoder is installed or no scorer asks for them.
        fitted: the model of `coverage_evidence`, None where its file is missing.
        lacks: why there are no vectors, one sentence; None where there are.
        languages: of each test's own text, in the order of the cases, as ISO 639-1; None where it is too short to tell.
        answers: what the judge said; None where nothing is judged.
        combination: puts the judge's verdict and the offline evidence together; None without a card that holds.
        measured: by score, what metrics of other libraries say, as far as their questions have answers.
    """

    issue: Issue
    contract: Contract
    price: Price | None
    trace_tags: bool = False
    style: Style = field(default_factory=Style)
    vectors: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    fitted: Fitted | None = None
    lacks: str | None = None
    languages: tuple[str | None, ...] = ()
    answers: Answers | None = None
    combination: Combination | None = None
    measured: Mapping[str, Measure] = field(default_factory=dict)
