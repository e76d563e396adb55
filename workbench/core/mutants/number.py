"""Number: a figure is replaced by a clearly different one of the same form."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from workbench.core.mutants import denial_german
from workbench.core.mutants.figures import Figure, another, figures, is_name, ordinal
from workbench.core.mutants.limits import broken_side, wording
from workbench.core.mutants.rewriting import masked, replaced, same_but
from workbench.core.mutants.source import Change, Source
from workbench.core.mutants.verbs import main_verb

_EXACTLY: Final = re.compile(r"\b(?:exactly|genau) $", re.IGNORECASE)
_EVERYWHERE: Final = ("number", "clock", "date", "month")


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """A figure and what takes its place."""

    figure: Figure
    new: str


def number(source: Source) -> Change | None:
    """Return the statement with one figure clearly changed: `75 minutes` for `60`, `409` for `422`, `15 May` for `12`.

    An upper limit goes down and a lower limit up, so what was just inside or outside changes sides. A figure that
    follows the limit by one, as in `240 characters are accepted, 241 refused`, goes with it.
    """
    found = list(figures(source.text, masked(source.text), source.language))
    serving = [figure for figure in found if _serves(figure, source)]
    for figure in sorted(serving, key=lambda each: (_rank(each, source), each.start)):
        percent = source.text[figure.end : figure.end + 2].strip().startswith("%")
        new = another(figure, source.language, up=_goes_up(figure, source), percent=percent)
        if new is not None and new != figure.text:
            return exchanged(source, found, Swap(figure=figure, new=new))
    return None


def exchanged(source: Source, found: list[Figure], swap: Swap) -> Change:
    """Return the statement with a figure exchanged wherever it stands, and its neighbours moved with it."""
    old, new = swap.figure.text, swap.new
    if swap.figure.kind not in _EVERYWHERE or old.endswith(" "):
        pairs = [(old.strip(), new.strip()), *_below_ordinal(found, swap)]
        text = replaced(source.text, (swap.figure.start, swap.figure.end), new)
        return Change(text=same_but(text, pairs[1:]), literals=tuple(pairs))
    pairs = [(old, new), *_neighbours(found, swap)]
    if f"{old}th" in source.text:
        pairs.append((f"{old}th", ordinal(new)))
    if swap.figure.point and not swap.figure.places:
        pairs.append((f"{old}{swap.figure.point}00", f"{new}{swap.figure.point}00"))
    return Change(text=same_but(source.text, pairs, keep=is_name), literals=tuple(pairs))


def _below_ordinal(found: list[Figure], swap: Swap) -> list[tuple[str, str]]:
    """`from the 10th on` goes with `9 have none`."""
    if not swap.figure.text[0].isdigit() or swap.figure.kind != "ordinal":
        return []
    last, moved = (str(int(each[:-2]) - 1) for each in (swap.figure.text, swap.new))
    return [(last, moved)] if any(each.text == last for each in found) else []


def _neighbours(found: list[Figure], swap: Swap) -> list[tuple[str, str]]:
    figure = swap.figure
    if figure.kind != "number" or (figure.value < 4 and not figure.places):
        return []
    moved = _value(swap.new, figure) - figure.value
    near = [
        each
        for each in found
        if each.kind == "number" and each.text != figure.text and abs(each.value - figure.value) in {0, figure.step}
    ]
    return [(each.text, each.written(each.value + moved)) for each in near if each.value + moved >= 0]


def _value(text: str, figure: Figure) -> Decimal:
    plain = text.replace(figure.separator, "") if figure.separator else text
    return Decimal(plain.replace(figure.point, ".") if figure.point else plain)


def _serves(figure: Figure, source: Source) -> bool:
    """Whether another figure there says something else: a number word in a condition mostly belongs to the scene."""
    if figure.kind == "number":
        bare = _EXACTLY.search(source.text[: figure.start]) and not broken_side(source, figure.text)
        return bool(figure.value) and not (bare and figure.start < (_outcome(source) or len(source.text)))
    if figure.kind == "ordinal":
        return not re.match(r" (?:row|column|line|step|time|level)", source.text[figure.end :])
    named = any(figure.text in value.split() for value in source.behaviour.values)
    return figure.kind != "word" or named or figure.start > _outcome(source)


def _rank(figure: Figure, source: Source) -> int:
    """A limit first, then what is expected, then what leads to it; number words last."""
    if wording(source.text[: figure.start]):
        return 0
    if figure.kind in {"word", "ordinal"}:
        return 3
    return 1 if figure.start > _outcome(source) else 2


def _outcome(source: Source) -> int:
    if source.language == "en":
        verb = main_verb(source.text)
        return verb.end if verb else 0
    return denial_german.outcome(source.text) if source.language == "de" else 0


def _goes_up(figure: Figure, source: Source) -> bool:
    side = wording(source.text[: figure.start]) or broken_side(source, figure.text)
    return side != "below"
