"""Boundary: a limit is turned round or moved by its smallest step."""

import re
from collections.abc import Sequence
from typing import Final

from workbench.core.mutants.figures import Figure, figures
from workbench.core.mutants.limits import broken_side
from workbench.core.mutants.number import Swap, exchanged
from workbench.core.mutants.rewriting import Rule, masked, rewrite, rules
from workbench.core.mutants.source import Change, Source

_AMOUNT: Final = r"(?=(?: the| an?)? ?[€$]?\d| the | a | its | ?(?:one|two|three|four|five|six|ten|twelve)\b)"
_COUNTED: Final = r"(?:characters|rows|lines|files|items|users|guests|words|digits|attempts|entries|pages)"
_ENGLISH: Final = rules(
    (r"\bat least\b", "more than"),
    (r"\bat most\b", "more than"),
    (r"\b(?:no|not) (more|less|longer|later|earlier|larger|smaller|fewer) than\b", r"\1 than"),
    (r"\bup to and including\b", "up to but not including"),
    (rf"\b(?<!add )(?<!adds )up to{_AMOUNT}", "less than"),
    (r"\b(?:drops|falls) below\b", "rises above"), (r"\brises above\b", "drops below"),
    (rf"\bmore than(?= [\d.,]+ {_COUNTED})", "fewer than"),
    (rf"\bmore than{_AMOUNT}", "less than"),
    (rf"\b(?:less|fewer) than{_AMOUNT}", "more than"),
    (r"\blarger than\b", "smaller than"), (r"\bsmaller than\b", "larger than"),
    (r"\bhigher than\b", "lower than"), (r"\blower than\b", "higher than"),
    (r"\blonger than\b", "shorter than"), (r"\bshorter than\b", "longer than"),
    (r"\bolder than\b", "younger than"), (r"\byounger than\b", "older than"),
    (r"\b(?<!is )above(?= (?:\d|the|a|it))", "below"), (r"\bbelow(?= (?:\d|the|a|it))", "above"),
    (r"\bover(?= €?\d)", "under"), (r"\bunder(?= €?\d)", "over"),
    (r"\bexceeds\b", "stays below"), (r"\bexceeding\b", "below"),
    (r"\bat the latest\b", "at the earliest"), (r"\bat the earliest\b", "at the latest"),
    (r"\b(worth|is|costs) more than\b", r"\1 less than"),
)  # fmt: skip
_TIME: Final = r"(?:the )?[\w.,]+ (?:working |calendar )?(?:second|minute|hour|day|week|month|year)s?"
_WITHIN: Final = rules(
    (rf"\bwithin(?= {_TIME} (?:after|of|before)\b)", "more than"), (rf"\bwithin(?= {_TIME}\b)", "after"),
    (r"\bwithin(?= \d)", "above"),
    (r"\buntil(?= \d\d?:\d\d)", "after"), (r"\bafter(?= \d\d?:\d\d)", "until"),
    (r"\bby(?= \d\d?:\d\d)", "after"),
    (r"(?<=\d )(\S{1,3}) or more\b", r"\1 or less"), (r"(?<=\d )(\S{1,3}) or less\b", r"\1 or more"),
)  # fmt: skip
_EXACT: Final = rules(
    (r"\bequals (the|its) minimum exactly\b", r"is below \1 minimum"),
    (r"\bequals (the|its) ([\w-]+) exactly\b", r"exceeds \1 \2"),
    (r"\bexactly (?=the (?:[\w'’-]+ ){0,2}minimum)", "less than "),
    (r"\bexactly (?=(?:the (?!same)|one|two|three|four|five|six|ten)\b)", "more than "),
)  # fmt: skip
_GERMAN: Final = rules(
    (r"\bmindestens\b", "weniger als"), (r"\bhöchstens\b", "mehr als"),
    (r"\bnicht (mehr|weniger|länger|größer|kleiner|höher) als\b", r"\1 als"),
    (r"\bmehr als\b(?! bisher)", "weniger als"), (r"\bweniger als\b", "mehr als"),
    (r"\bbis einschließlich\b", "bis ausschließlich"),
    (r"\bbis zu(?= \d)", "weniger als"),
    (r"\bgrößer als\b", "kleiner als"), (r"\bkleiner als\b", "größer als"),
    (r"\blänger als\b", "kürzer als"), (r"\bkürzer als\b", "länger als"),
    (r"\bhöher als\b", "niedriger als"), (r"\bniedriger als\b", "höher als"),
    (r"\büber(?= (?:\d|dem letzten|der letzten))", "unter"), (r"\bunter(?= (?:\d|dem letzten|der letzten))", "über"),
    (r"\bspätestens\b", "frühestens"), (r"\bfrühestens\b", "spätestens"),
    (r"\bbei genau\b", "bei mehr als"),
    (r"\bgenau so (hoch|lang|groß|alt) ist wie\b", r"nicht so \1 ist wie"),
    (r"\binnerhalb von\b", "nach"),
)  # fmt: skip
_ON: Final = re.compile(r"[^,;.]{0,40}\bon\b|[^,;.]{0,40}\ban\b")


def boundary(source: Source) -> Change | None:
    """Return the statement with a limit moved by one step or turned round: `65` for `exactly 64`.

    A limit that is named exactly moves to the side on which the issue says that things are different; two neighbouring
    figures, as in `240 are accepted, 241 are not`, move together. English and German.
    """
    if source.language not in {"en", "de"}:
        return None
    moved = _moved(source)
    if moved is not None:
        return moved
    tables: Sequence[Sequence[Rule]] = (_ENGLISH, _WITHIN, _EXACT) if source.language == "en" else (_GERMAN,)
    for table in tables:
        changed = _first_place(source.text, table)
        if changed is not None:
            return Change(text=_included(changed))
    return None


def _first_place(text: str, table: Sequence[Rule]) -> str | None:
    """The rule that applies first in the text, not first in the table: a later limit is often an aside."""
    hidden = masked(text)
    hits = []
    for place, (pattern, _) in enumerate(table):
        found = next((each for each in pattern.finditer(hidden) if not _idle(hidden[: each.start()], each[0])), None)
        if found is not None:
            hits.append((found.start(), place))
    return rewrite(text, [table[min(hits)[1]]], min(hits)[0]) if hits else None


def _idle(before: str, limit: str) -> bool:
    """`even for one under 18` limits nothing, and `not within 5 minutes` is `not after 5 minutes`."""
    part = re.split(r"[,;.] ", before)[-1]
    denied = limit.lower() == "within" and re.search(r"\b(?:not|no|never|n't)\b", part, re.IGNORECASE)
    return bool(denied) or re.search(r"\beven\b", part) is not None


def _included(text: str) -> str:
    """`less than 500 (500.00 included)` would contradict itself."""
    return re.sub(r"\((\S{1,12}) included\)", r"(\1 not included)", text) if "less than" in text else text


def _moved(source: Source) -> Change | None:
    hidden = masked(source.text)
    found = [each for each in figures(source.text, hidden, source.language) if each.kind == "number" and each.value]
    for figure in found:
        difference = figure.step
        side = broken_side(source, figure.text)
        before, after = source.text[: figure.start], source.text[figure.end :]
        paired = figure.value > 3 and any(abs(each.value - figure.value) == figure.step for each in found)
        if paired and after.strip().startswith("%"):
            continue
        if not paired and not (_names_limit(before, after, source) and side):
            continue
        new = figure.moved(-difference if side == "below" and not paired else difference)
        if new is not None and not _singular(figure, new):
            return exchanged(source, found, Swap(figure=figure, new=new))
    return None


def _singular(figure: Figure, new: str) -> bool:
    return new == "1" or figure.text == "1"


def _names_limit(before: str, after: str, source: Source) -> bool:
    """`exactly 10 MB`, `a key of 64 characters`, `from 8 guests on`."""
    if re.search(r"\b(?:exactly|genau) $", before, re.IGNORECASE):
        return True
    if re.search(r"\b(?:from|ab) $", before, re.IGNORECASE):
        return _ON.match(after) is not None
    return source.behaviour.kind == "boundary" and re.search(r"\b(?:of|von|mit|with) $", before) is not None
