"""Saying the opposite in English: the main verb of a clause denied, or what denies it taken away."""

import re
from typing import Final

from workbench.core.mutants.rewriting import QUOTE, fit_article, listed, masked, rewrite, rules, tidy
from workbench.core.mutants.verbs import Verb, main_verb, third_person

_PAIRS: Final = (
    ("accepted", "refused"), ("allowed", "forbidden"), ("approved", "rejected"), ("shown", "hidden"),
    ("enabled", "disabled"), ("active", "inactive"), ("visible", "invisible"), ("valid", "invalid"),
    ("available", "unavailable"), ("unlocked", "locked"), ("included", "left out"), ("kept", "lost"),
    ("unchanged", "changed"), ("possible", "impossible"), ("optional", "mandatory"),
)  # fmt: skip
_ONE_WAY: Final = {
    "displayed": "hidden", "rejected": "accepted", "denied": "granted", "declined": "accepted",
    "blocked": "let through",
    "preserved": "lost", "greyed out": "enabled", "permitted": "forbidden",
}  # fmt: skip
_OPPOSITES: Final = _ONE_WAY | dict(_PAIRS) | {b: a for a, b in _PAIRS if b != "rejected"}
_ADVERB: Final = r"((?: (?:all|both|still|again|also|then|automatically|immediately|at once))?) "
_OPPOSITE: Final = re.compile(rf"{_ADVERB}({'|'.join(sorted(_OPPOSITES, key=len, reverse=True))})\b")
_REFUSALS: Final = frozenset({"refused", "rejected", "denied", "declined", "forbidden"})
_PART: Final = r"(?:[^,;.]|[,.](?=\d))"
_WITH_MESSAGE: Final = re.compile(
    rf",? with {_PART}{{0,80}}?(?:{QUOTE}+|message|error|HTTP|code)"
    rf"{_PART}{{0,80}}(?:, {QUOTE}+)?(?=[,;.]|$)|, {QUOTE}+(?=\.?$)"
)
_WITHOUT: Final = re.compile(rf" without {_PART}{{1,40}}?(?= even\b|[,;.]|$)")

_ELLIPSIS: Final = rules(
    (r"(, (?:an?|one|the)\b(?:[^,;.]|[,.](?=\d)){1,60}) cannot(?=\.?$)", r"\1 can, too"),
    (r"(, (?:an?|one|the)\b(?:[^,;.]|[,.](?=\d)){1,60}) (do|does|is|are) not(?=\.?$)", r"\1 \2, too"),
    (r"(, [^,;.]{1,60} it) can(?=\.?$)", r"\1 cannot either"),
    (r" and not before(?=\.?$)", " or before"),
)
_CONTRAST: Final = rules(
    (r"(?:,| and|, and|, but| but) not [^,;.\"]{1,80}(?=[.;]|$)", ""),
    (r" and no (?:[\w-]+ ?){1,3}(?=[.;]|$)", ""),
)
_NOT_ASIDE: Final = re.compile(r" \(not [^()]{1,60}\)")
_NO_SUBJECT: Final = re.compile(r"\bno ((?:[\w-]+ ){0,3}?)([\w-]+)(?= [^,;]{0,80}$| $)", re.IGNORECASE)
_MASS: Final = listed("access credit approval heating data money text content effect help time")
_NO_OBJECT: Final = re.compile(
    r"((?: (?!and\b|or\b|but\b)[\w-]+){0,2}?) (no|nothing|nowhere) ((?:[\w-]+ ){0,2}?)([\w-]*)"
)


def deny(text: str, start: int | None = None) -> str | None:
    """Return the text with the main verb from `start` on turned into its opposite, or None where that is not safe."""
    ellipsis = rewrite(text, _ELLIPSIS, start or 0)
    if ellipsis is not None:
        return ellipsis
    plain = _without_contrast(text, start or 0)
    verb = main_verb(plain, start)
    if verb is None or re.search(r"\bonly (?:one|the|an?)\b[^,;]{0,60}$", plain[: verb.start], re.IGNORECASE):
        return None
    plain = _first_sentence(plain, verb.end)
    for attempt in (
        _without_not,
        _something,
        _without_no_before,
        _adverb,
        _neither,
        _without_no_after,
        _opposite,
        _with_not,
    ):
        changed = attempt(plain, verb)
        if changed is not None:
            return _ended(changed)
    return None


def _ended(text: str) -> str:
    whole = tidy(text)
    return whole if whole[-1:] in {".", "!", "?", '"', "”"} else f"{whole}."


def _first_sentence(text: str, start: int) -> str:
    """What follows after a semicolon explains what is denied now, and would contradict it."""
    place = masked(text).find(";", start)
    return text if place < 0 else f"{text[:place]}."


def _without_contrast(text: str, start: int) -> str:
    """`X, not Y` cannot be denied as it is; the opposite of X says enough."""
    bare = _NOT_ASIDE.sub("", text)
    return rewrite(bare, _CONTRAST, start) or bare


def _parts(text: str, verb: Verb) -> tuple[str, str, str]:
    return text[: verb.start], text[verb.start : verb.end], text[verb.end :]


def _without_not(text: str, verb: Verb) -> str | None:
    head, word, tail = _parts(text, verb)
    if word.lower() == "cannot":
        return f"{head}can{_late(tail)}"
    if not tail.startswith(" not "):
        return None
    if verb.base != "do":
        return head + word + _late(tail[4:])
    main = re.match(r" ([a-z]+)", tail[4:])
    if main is None:
        return None
    said = main[1] if verb.plural else third_person(main[1])
    return f"{head}{said}{_late(tail[4 + main.end() :])}"


def _late(tail: str) -> str:
    """After a denial is taken away, `any more` has nothing to belong to."""
    tail = re.sub(r" any (?:more|longer)\b", " still" if "can" in tail[:4] else "", tail, count=1)
    return re.sub(r"^( \w+)? yet\b", r"\1 already", tail)


def _without_no_before(text: str, verb: Verb) -> str | None:
    """`no reminders are sent`: the subject is denied."""
    head, word, tail = _parts(text, verb)
    found = list(re.finditer(r"\bno ((?:[\w-]+ ){0,2}?)([\w-]+)((?: [\w-]+){0,5}) $", masked(head), re.IGNORECASE))
    if not found or verb.start - found[-1].start() > 60:
        return None
    start = found[-1].start()
    rest = head[start + 3 :]
    said = head[:start].split()
    if rest.startswith("longer ") or (said and _denies(said[-1].lower())):
        return None
    plural = word.lower() in {"are", "were", "do", "have"} or verb.plural
    return head[:start] + (rest if plural else fit_article("a ", rest) + rest) + word + tail


def _something(text: str, verb: Verb) -> str | None:
    """`nothing is changed`: the subject denies."""
    head, word, tail = _parts(text, verb)
    found = re.search(r"(^|[,;] |\b(?:and|but) )nothing((?: more| else)?) $", head, re.IGNORECASE)
    return f"{head[: found.end(1)]}something{found[2]} {word}{tail}" if found else None


def _denies(word: str) -> bool:
    """Whether a word before `no` takes it as its object: `is no multiple`, `with no name`."""
    return word.endswith("s") or word in {"with", "are", "for", "have", "by", "at", "in", "on", "of", "and", "or"}


def _adverb(text: str, verb: Verb) -> str | None:
    """`no longer`, `still`, `never`, `already`: time words that deny or must not be denied twice."""
    head, word, tail = _parts(text, verb)
    if head.endswith("no longer "):
        return f"{head[: -len('no longer ')]}still {word}{tail}"
    if head.endswith("still "):
        return f"{head[: -len('still ')]}no longer {word}{tail}"
    if head.endswith("already ") and not verb.auxiliary:
        return f"{head[: -len('already ')]}does not yet {verb.base}{tail}"
    if re.match(r" still (?!refused|accepted)", tail):
        return f"{head}{word} no longer{tail[6:]}"
    if tail.startswith(" no longer than "):
        return head + word + tail[3:]
    swaps = ((" no longer ", " still "), (" never ", " always "), (" always ", " never "), (" already ", " not yet "))
    for old, new in swaps:
        if tail.startswith(old):
            return head + word + new + tail[len(old) :]
    return None


def _neither(text: str, verb: Verb) -> str | None:
    head, word, tail = _parts(text, verb)
    if not tail.startswith(" neither ") or tail.count(" nor ") != 1:
        return None
    return head + word + " both " + tail[9:].replace(" nor ", " and ")


def _without_no_after(text: str, verb: Verb) -> str | None:
    """`gets no survey`, `changes nothing`: the object is denied."""
    head, word, tail = _parts(text, verb)
    found = _NO_OBJECT.match(masked(tail))
    if found is None or found.start(2) > 30 or QUOTE in found.group():
        return None
    before, after = tail[: found.start(2)], tail[found.end(2) + 1 :]
    if found[2] == "nothing":
        return f"{head}{word}{before}something {after}" if after.strip() else None
    if found[2] != "no" or after.startswith("longer"):
        return None
    noun = re.match(r"[\w-]+(?: [\w-]+)?", after)
    if noun is None:
        return None
    last = re.split(r" (?:of|in|from|for|to|at|on|with|and|or|is|are)\b", noun.group())[0].split()[-1]
    after = re.sub(r", neither (.{1,60}) nor (?=[^,;]{1,60}$)", r", both \1 and ", after)
    bare = (last.endswith("s") and not last.endswith("ss")) or last in _MASS
    return head + word + before + ("" if bare else fit_article("a ", after)) + after


def _opposite(text: str, verb: Verb) -> str | None:
    head, word, tail = _parts(text, verb)
    found = _OPPOSITE.match(tail)
    if found is None or verb.base not in {"is", "are", "was", "were"}:
        return None
    rest = tail[found.end() :]
    if found[2] in {"shown", "hidden"} and rest.startswith((" as ", " with ")):
        return None
    if found[2] in _REFUSALS or found[2] == "invalid":
        rest = _cut(rest, _WITH_MESSAGE)
    if found[2] == "accepted":
        rest = _cut(rest, _WITHOUT)
    return f"{head}{word}{found[1]} {_OPPOSITES[found[2]]}{rest or '.'}"


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    """Return the text without the first match of a pattern; an accepted order shows no message of refusal."""
    found = pattern.search(masked(text))
    return text[: found.start()] + text[found.end() :] if found else text


def _with_not(text: str, verb: Verb) -> str | None:
    head, word, tail = _parts(text, verb)
    if re.match(r"(?: \w+)? (?:not|no|nothing|never|neither|none|nobody)\b", tail):
        return None
    tail = re.sub(r"^ also\b", "", tail)
    tail = re.sub(r", too(?=[.;,]|$)", "", tail)
    if not verb.auxiliary or (verb.base == "have" and not _perfect(tail)):
        return _with_do(head, word, tail, verb)
    if verb.base == "can":
        return f"{head}cannot{tail}"
    return f"{head}{word} not{tail}"


def _perfect(tail: str) -> bool:
    return re.match(r"(?: \w+ly| just)? (?:been|\w{2,}ed|gone|had|become|written|sent)\b", tail) is not None


def _with_do(head: str, word: str, tail: str, verb: Verb) -> str | None:
    plural = verb.plural or word.lower() == "have"
    if head.endswith(" also "):
        head = head[: -len("also ")]
    return f"{head}{'do' if plural else 'does'} not {verb.base}{tail}"
