"""Order: before and after, first and last, or the two sides of a sequence change places."""

import re
from typing import Final

from workbench.core.mutants.rewriting import masked, replaced, rewrite, rules, tidy
from workbench.core.mutants.source import Change, Source

_PLACE: Final = r"[^,;.]{3,60}?"
_SWAPPED: Final = (
    # `sorted by A and then by B`, `first with A and then with B`, `in the order A, B`
    re.compile(rf"\b(?:by|with|in|to|at) (?P<a>{_PLACE}) and then (?:by|with|in|to|at) (?P<b>{_PLACE})(?=[.,;]|$)"),
    re.compile(rf"\bafter (?P<a>{_PLACE}), then after [^,;.]{{3,60}}, then after (?P<b>{_PLACE})(?=[.,;]|$)"),
    re.compile(rf"\bafter (?P<a>{_PLACE}), then after (?P<b>{_PLACE})(?=[.,;]|$)"),
    re.compile(rf"\berst (?P<a>{_PLACE}),? (?:und )?dann (?P<b>{_PLACE})(?=[.,;]|$)"),
)
# `after it the total is the same as before`: turned round it would say nothing.
_BOTH: Final = re.compile(r"\b(?:before or after|after or before|(?:as|than) before\.?$|wie vorher)", re.IGNORECASE)
_NOT_TIME: Final = (
    r"(?<!as )(?<!than )(?<!from )(?<!there)(?<!look )(?<!evening )(?<!day )(?<!the one )(?<!sooner )(?<!best-)"
)
_WHAT: Final = (
    r"(?=(?:the |an? |its |his |her |their |this |each |every |it |you |\w+ing\b|failed|third))(?!the change\b)"
)
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH: Final = rules(
    (r"\bnot earlier\b", "not later"), (r"\bnot later\b", "not earlier"),
    (r"\bascending\b", "descending"), (r"\bdescending\b", "ascending"),
    (r"\b(?:newest|latest) first\b", "oldest first"), (r"\boldest first\b", "newest first"),
    (rf"{_NOT_TIME}\bone day after\b", "one day before"), (rf"{_NOT_TIME}\bone day before\b", "one day after"),
    (rf"{_NOT_TIME}\bafter {_WHAT}", "before "), (rf"{_NOT_TIME}\bbefore {_WHAT}", "after "),
    (rf"\bbefore (?=\d{{1,2}} (?:{_MONTHS})\b)", "after "), (rf"\bafter (?=\d{{1,2}} (?:{_MONTHS})\b)", "before "),
    (r"\bfirst (?!name|time|two|three|four|five|of all|with|\d|served|come)", "last "),
    (r"\b(shown|listed|proposed|sent|served) first\b", r"\1 last"),
    (r"\bcome last\b", "come first"), (r"\bcome first\b", "come last"),
    (r"\bthe last (?!name|time|sync|used|seen|pack|month|week|year|day|\d|played|few)", "the first "),
    (r"\bthe next (?!day|two|three|four|five|\d|sign-in|request|attempt|one)", "the previous "),
    (r"\bprevious\b", "next"),
    (r"\bearlier than\b", "later than"), (r"\blater than\b", "earlier than"),
    (r"\ban earlier\b", "a later"), (r"\ba later\b", "an earlier"),
    (r"\bthe later\b", "the earlier"), (r"\bthe earlier\b", "the later"),
    (r"\b(\d[\w.]* (?:minute|hour|day|week)s?) later\b", r"\1 earlier"),
    (r"\bbeforehand\b", "afterwards"), (r"\bafterwards\b", "beforehand"),
)  # fmt: skip
_GERMAN: Final = rules(
    (r"\bnach (?=(?:dem|der|den|einem|einer|jedem|jeder|Beginn|Ablauf|Eingang|Abschluss|Ende)\b)", "vor "),
    (r"\bvor (?=(?:dem|der|den|einem|einer|jedem|jeder|Beginn|Ablauf|Eingang|Abschluss|Ende)\b)", "nach "),
    (r"\baufsteigend\b", "absteigend"), (r"\babsteigend\b", "aufsteigend"),
    (r"\b(neueste|älteste)(n?) zuerst\b", r"\1\2 zuletzt"),
    (r"\berst(e[nrs]?)\b(?= [A-ZÄÖÜ])", r"letzt\1"), (r"\bletzt(e[nrsm]?)\b(?= [A-ZÄÖÜ])", r"erst\1"),
    (r"\bzuerst\b", "zuletzt"), (r"\bzuletzt\b", "zuerst"), (r"\bam Vortag\b", "am Folgetag"),
    (r"\bvorher\b", "nachher"), (r"\bdanach\b", "davor"),
    (r"\bfür den neuen und nicht mehr für den alten\b", "für den alten und nicht mehr für den neuen"),
    (r"\bunter dem letzten\b", "unter dem ersten"),
)  # fmt: skip


def order(source: Source) -> Change | None:
    """Return the statement with its order in time or rank reversed: `before` for `after`, `first` for `last`.

    A named sequence changes sides: `by name and then by date` becomes `by date and then by name`. English and German.
    """
    if source.language not in {"en", "de"}:
        return None
    if _BOTH.search(source.text):
        return None
    text = _swapped(source.text) or rewrite(source.text, _ENGLISH if source.language == "en" else _GERMAN)
    return Change(text=text) if text else None


def _swapped(text: str) -> str | None:
    hidden = masked(text)
    for pattern in _SWAPPED:
        found = pattern.search(hidden)
        if found is not None and found["a"] != found["b"]:
            first, second = text[slice(*found.span("a"))], text[slice(*found.span("b"))]
            changed = replaced(text, found.span("b"), first)
            return tidy(changed[: found.start("a")] + second + changed[found.end("a") :])
    return None
