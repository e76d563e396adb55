"""Faults that models make, each with the rules of which one must see it."""

from dataclasses import dataclass

from tests.core.lint import injectors as make


@dataclass(frozen=True, kw_only=True)
class FaultKind:
    """A kind of fault: how to make it, and the rules of which one must see it."""

    inject: make.Change
    seen_by: frozenset[str]
    finish: str = "stop"


def _seen_by(*rules: str) -> frozenset[str]:
    return frozenset(rules)


REFUSED = _seen_by("V01")
LOST_STEP = _seen_by("V01", "V05")
FAULTS: dict[str, FaultKind] = {
    "numbered scenario": FaultKind(inject=make.numbered_scenario, seen_by=_seen_by("V01", "V04", "V05")),
    "bullet before a keyword": FaultKind(inject=make.bullets, seen_by=LOST_STEP),
    "keyword in capitals": FaultKind(inject=make.upper_case, seen_by=LOST_STEP),
    "keyword in lower case": FaultKind(inject=make.lower_case, seen_by=LOST_STEP),
    "keyword glued to its text": FaultKind(inject=make.glued, seen_by=LOST_STEP),
    "keyword in bold": FaultKind(inject=make.bold, seen_by=LOST_STEP),
    "or as a keyword": FaultKind(inject=make.or_step, seen_by=_seen_by("V14", "V05")),
    "wrong language": FaultKind(inject=make.wrong_language, seen_by=REFUSED),
    "code fence": FaultKind(inject=make.code_fence, seen_by=_seen_by("V02")),
    "prose before": FaultKind(inject=make.prose_before, seen_by=_seen_by("V02")),
    "prose after": FaultKind(inject=make.prose_after, seen_by=REFUSED),
    "byte order mark": FaultKind(inject=make.byte_order_mark, seen_by=_seen_by("V02")),
    "carriage returns alone": FaultKind(inject=make.carriage_returns, seen_by=_seen_by("V16")),
    "cut off": FaultKind(inject=make.cut_off, seen_by=_seen_by("X02"), finish="length"),
    "no feature line": FaultKind(inject=make.no_feature, seen_by=_seen_by("V01", "V03")),
    "steps under the feature": FaultKind(inject=make.steps_under_the_feature, seen_by=_seen_by("V04")),
    "two features": FaultKind(inject=make.two_features, seen_by=REFUSED),
    "two backgrounds": FaultKind(inject=make.two_backgrounds, seen_by=REFUSED),
    "scenario without steps": FaultKind(inject=make.no_steps, seen_by=_seen_by("V06")),
    "no Then": FaultKind(inject=make.no_then, seen_by=_seen_by("S04")),
    "empty step": FaultKind(inject=make.empty_step, seen_by=_seen_by("V12", "V01")),
    "unclosed doc string": FaultKind(inject=make.unclosed_doc_string, seen_by=REFUSED),
    "ragged table": FaultKind(inject=make.ragged_table, seen_by=REFUSED),
    "unescaped pipe": FaultKind(inject=make.unescaped_pipe, seen_by=REFUSED),
    "blank in a tag": FaultKind(inject=make.blank_in_a_tag, seen_by=REFUSED),
    "outline without Examples": FaultKind(inject=make.no_examples, seen_by=_seen_by("V07")),
    "Examples without rows": FaultKind(inject=make.no_rows, seen_by=_seen_by("V07")),
    "undefined placeholder": FaultKind(inject=make.undefined_placeholder, seen_by=_seen_by("V08")),
    "unused column": FaultKind(inject=make.unused_column, seen_by=_seen_by("V09")),
    "column twice": FaultKind(inject=make.column_twice, seen_by=_seen_by("V10")),
    "placeholder in a plain scenario": FaultKind(inject=make.placeholder_in_a_scenario, seen_by=_seen_by("V11")),
    "name twice": FaultKind(inject=make.name_twice, seen_by=_seen_by("D01")),
    "one outcome or another": FaultKind(inject=make.either_outcome, seen_by=_seen_by("T13")),
}
