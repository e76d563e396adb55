"""What raters say: labels, whose they are, and which of their revisions counts.

A label names what it is about by keys only; the text of an issue or of a test never stands in one.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints, model_validator

from workbench.generator.prompt.digest import digest
from workbench.generator.records import Closed

RaterKind = Literal["person", "model"]
LabelKind = Literal["verdict", "pair", "finding", "rating"]
Value = Literal["covered", "covers", "partly", "not", "none", "right", "wrong", "ok", "weak"]

VALUES: Final[dict[LabelKind, tuple[Value, ...]]] = {
    "verdict": ("covered", "partly", "not"),
    "pair": ("covers", "partly", "none"),
    "finding": ("right", "wrong"),
    "rating": ("ok", "weak", "wrong"),
}
"""What a rater may say, by what is rated; in falling order."""

_NEEDS: Final[dict[LabelKind, frozenset[str]]] = {
    "verdict": frozenset({"behaviour"}),
    "pair": frozenset({"behaviour", "test"}),
    "finding": frozenset({"rule"}),
    "rating": frozenset({"test"}),
}
_MAY: Final[dict[LabelKind, frozenset[str]]] = {**_NEEDS, "finding": frozenset({"rule", "test", "line"})}
_PLACES: Final = ("behaviour", "test", "rule", "line")

Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Moment = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]


class Label(Closed):
    """What one rater says of one thing. One line of a labels file is one of these.

    Attributes:
        form: 1; `schema` in the file.
        id: the same in every revision of a label.
        dataset: the dataset's name.
        issue: the issue's key.
        suite: the name of a labelled suite, or a generation's cell key.
        kind: `verdict` is behaviour x suite, `pair` behaviour x test, `finding` a linter's finding right or wrong,
            `rating` a whole test.
        behaviour: the behaviour's id in the gold.
        test: the test's id in its suite.
        rule: the id of the rule that found something.
        line: the line of the finding, from 1.
        value: one of `VALUES` of its kind.
        note: free text of the rater; it stays out of every log.
        rater: who said it.
        rater_kind: a person or a model; the two are never mixed up.
        at: when, in UTC.
        revision: from 1; a correction is a new row with the next number, and the highest number counts.
    """

    model_config = ConfigDict(populate_by_name=True)

    form: Literal[1] = Field(default=1, alias="schema")
    id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
    dataset: Key
    issue: Key
    suite: Key
    kind: LabelKind
    behaviour: Key | None = None
    test: Key | None = None
    rule: Key | None = None
    line: int | None = Field(default=None, ge=1, le=1_000_000)
    value: Value
    note: Annotated[str, StringConstraints(max_length=4_000)] | None = None
    rater: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    rater_kind: RaterKind
    at: Moment
    revision: int = Field(default=1, ge=1, le=1_000_000)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Label":
        given = {name for name in _PLACES if getattr(self, name) is not None}
        missing, strange = _NEEDS[self.kind] - given, given - _MAY[self.kind]
        if missing:
            raise ValueError(f"a {self.kind} needs {' and '.join(sorted(missing))}")
        if strange:
            raise ValueError(f"a {self.kind} takes no {' and no '.join(sorted(strange))}")
        if self.value not in VALUES[self.kind]:
            raise ValueError(f"the value of a {self.kind} is one of {', '.join(VALUES[self.kind])}")
        return self

    @property
    def unit(self) -> tuple[str, ...]:
        """What is rated, whoever rates it."""
        places = ("" if getattr(self, name) is None else str(getattr(self, name)) for name in _PLACES)
        return (self.dataset, self.issue, self.suite, self.kind, *places)

    @property
    def says(self) -> tuple[str, ...]:
        """What is rated, by whom, and what is said of it, without when and which revision."""
        return (*self.unit, self.value, self.note or "", self.rater, self.rater_kind)


def label_id(
    *,
    dataset: str,
    issue: str,
    suite: str,
    kind: LabelKind,
    rater: str,
    rater_kind: RaterKind,
    behaviour: str | None = None,
    test: str | None = None,
    rule: str | None = None,
    line: int | None = None,
) -> str:
    """Return the id of what this rater says of this unit: a digest, so that saying it again is a revision."""
    return digest([dataset, issue, suite, kind, behaviour, test, rule, line, rater, rater_kind]).rpartition(":")[2][:32]


def newest(labels: Iterable[Label]) -> list[Label]:
    """Return the highest revision of each label, in the order in which the labels first came."""
    found: dict[str, Label] = {}
    for label in labels:
        if label.id not in found or label.revision > found[label.id].revision:
            found[label.id] = label
    return list(found.values())


def whose(kinds: Iterable[RaterKind]) -> str:
    """Return whose labels these are, as every report says it beside a number."""
    known = set(kinds)
    if not known:
        return "no labels"
    if known == {"person"}:
        return "labels by people"
    return "model-written labels" if known == {"model"} else "labels by people and by models"
