"""A whole issue with placeholders where people, addresses, ids and secrets stood."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workbench.generator.intake.masking.addresses import account_ids, emails
from workbench.generator.intake.masking.names import Names
from workbench.generator.intake.masking.people import People
from workbench.generator.intake.masking.placeholders import Kind, Placeholders
from workbench.generator.intake.masking.secrets import secrets
from workbench.generator.records import Issue, Masked

_RANK: Final[dict[Kind, int]] = {"secret": 0, "email": 1, "account": 2, "person": 3}


class _Span(NamedTuple):
    start: int
    end: int
    kind: Kind
    value: str


def mask(issue: Issue, kinds: Collection[Masked], people: People) -> Issue:
    """Return the issue with placeholders, and in `hidden` what they stand for.

    The same value has the same placeholder everywhere in the issue. Placeholders are numbered in reading order, so that
    the same issue is masked alike every time.

    Args:
        issue: as it was read, before anything was cut: half an address has no form any more.
        kinds: what is masked.
        people: who stands in Jira's answer.
    """
    texts = list(_texts(issue))
    find = _finder(kinds, people, texts)
    placeholders = Placeholders(texts)

    def masked(text: str) -> str:
        pieces: list[str] = []
        place = 0
        for span in _apart(find(text), text):
            pieces += [text[place : span.start], placeholders.of(span.kind, span.value)]
            place = span.end
        return "".join([*pieces, text[place:]])

    return replace(_mapped(issue, masked), hidden=placeholders.hidden())


def _finder(kinds: Collection[Masked], people: People, texts: Sequence[str]) -> Callable[[str], Iterator[_Span]]:
    names = Names(people.names if "people" in kinds else (), texts)

    def find(text: str) -> Iterator[_Span]:
        if "secrets" in kinds:
            yield from (_Span(start, end, "secret", text[start:end]) for start, end in secrets(text))
        if "emails" in kinds:
            yield from (_Span(start, end, "email", text[start:end]) for start, end in emails(text, people.emails))
        if "account_ids" in kinds:
            found = account_ids(text, people.account_ids)
            yield from (_Span(start, end, "account", text[start:end]) for start, end in found)
        yield from (_Span(start, end, "person", name) for start, end, name in names.spans(text))

    return find


def _apart(spans: Iterator[_Span], text: str) -> list[_Span]:
    """Return spans that do not overlap, in order.

    Spans that overlap become one, of the strongest kind, so that no part of any of them stays in the text. Only a name
    that runs into something stronger is kept apart from it, as far as it stands outside.
    """
    found = set(spans)
    strong = _joined(span for span in found if span.kind != "person")
    names = (_outside(span, strong, text) for span in found if span.kind == "person")
    return sorted([*strong, *_joined(span for span in names if span.start < span.end)])


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if kept and span.start < kept[-1].end:
            before = kept.pop()
            strongest = min(before, span, key=lambda each: (_RANK[each.kind], each.start - each.end))
            kept.append(strongest._replace(start=before.start, end=max(before.end, span.end)))
        else:
            kept.append(span)
    return kept


def _outside(span: _Span, strong: Sequence[_Span], text: str) -> _Span:
    """Return a name up to where something stronger starts, or from where it ends; empty where it lies inside."""
    at = bisect_right(strong, span.start, key=lambda each: each.end)
    if at == len(strong) or strong[at].start >= span.end:
        return span
    other = strong[at]
    if other.start > span.start:
        return span._replace(end=span.start + len(text[span.start : other.start].rstrip()))
    rest = text[min(other.end, span.end) : span.end].lstrip()
    return span._replace(start=span.end - len(rest))


# Texts -------------------------------------------------------------------------------------------


def _texts(issue: Issue) -> Iterator[str]:
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _mapped(issue, keep)
    yield from found


def _mapped(issue: Issue, change: Callable[[str], str]) -> Issue:
    """Return the issue with every text changed, in reading order."""
    return replace(
        issue,
        type=change(issue.type),
        summary=change(issue.summary),
        criteria=tuple(replace(each, text=change(each.text)) for each in issue.criteria),
        description=change(issue.description),
        context=None if issue.context is None else change(issue.context),
        fields=tuple(replace(each, name=change(each.name), text=change(each.text)) for each in issue.fields),
        existing=tuple(
            replace(each, title=change(each.title), steps=tuple(change(step) for step in each.steps))
            for each in issue.existing
        ),
        attachments=tuple(
            replace(each, name=change(each.name), text=None if each.text is None else change(each.text))
            for each in issue.attachments
        ),
    )
