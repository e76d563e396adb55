"""All detectors, one behind the other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from workbench.adapters.anonymizer import companies, identifiers, network, postal
from workbench.adapters.anonymizer.credentials import credentials
from workbench.adapters.anonymizer.links import links
from workbench.adapters.anonymizer.logins import logins
from workbench.adapters.anonymizer.model import Labelled, Rampart
from workbench.adapters.anonymizer.model_spans import model_spans
from workbench.adapters.anonymizer.names_by_cue import names_by_cue
from workbench.adapters.anonymizer.phones import phones
from workbench.adapters.anonymizer.propagation import organisations, propagated
from workbench.adapters.anonymizer.rules import find_all
from workbench.adapters.anonymizer.tables import tables
from workbench.adapters.anonymizer.vocabulary import NO_LOGIN, NO_NAME
from workbench.core.anonymising.dates import written_dates
from workbench.core.anonymising.records import Found, Kind, Person, Span
from workbench.generator.intake.masking.addresses import emails

RULES_VERSION: Final = 2
"""Raise it with every change of a rule: older sign-offs of customers' fixtures are then opened again."""

_ENGLISH: Final = frozenset(
    """
    the is and to of in on for with that this be are was not it as at from by has
    """.split()  # noqa: SIM905 - read as prose
)
_OTHERS: Final = frozenset(
    """
    der die und das ist nicht ein mit für le les et est une dans pour het een van niet el los del che nie się że jest os
    não
    """.split()  # noqa: SIM905 - read as prose
)
_APOSTROPHE: Final = re.compile(r"(?<![\w.])[\w.]{1,30}['’]\Z")
_BROKEN: Final = re.compile(r"[^\W_]{1,2}\.?[ ]+(?=\w)")
_POSSESSIVE: Final = re.compile(r"['’](?:s|S)?\Z")
_AT: Final = re.compile(
    r"(?i)\b[a-z][\w.+-]{1,60}[ ]?[\[({](?:at|@|ät)[\])}][ ]?[\w-]{2,60}(?:[ ]?(?:\.|[\[({](?:dot"
    r"|punkt)[\])}])[ ]?[\w-]{2,30}){1,4}"
)


class DetectorStack:
    """Rules, cues, the issue's people, the tenant's terms, and the model where its weights are here."""

    def __init__(self, model: Rampart | None = None) -> None:
        """Take the model, or do without it.

        Args:
            model: None finds fewer names, towns and streets; the version then says `no-model`.
        """
        self._model = model
        self._labels = lru_cache(maxsize=512)(model.label) if model else _nothing
        self._is_common = model.is_common if model else NO_LOGIN.__contains__

    @property
    def version(self) -> str:
        """Names the rules and the model."""
        return f"rules-{RULES_VERSION}+{self._model.version if self._model else 'no-model'}"

    def find(
        self,
        texts: Mapping[str, str],
        *,
        people: Sequence[Person],
        dictionary: Mapping[str, Kind],
        language: str | None,
    ) -> tuple[Found, ...]:
        """Return what was found; see the port."""
        found = [
            Found(place=place, span=bare(span, text))
            for place, text in texts.items()
            for span in self._in_text(text, dictionary, language)
        ]
        return (*found, *propagated(texts, found, people), *organisations(texts, found))

    def _in_text(self, text: str, dictionary: Mapping[str, Kind], language: str | None) -> Iterator[Span]:
        yield from _mails(text)
        yield from credentials(text)
        yield from links(text)
        yield from find_all(network.RULES, text)
        yield from identifiers.identifiers(text)
        yield from phones(text, language)
        yield from logins(text, self._is_common)
        english = language == "en" or (language is None and _is_english(text))
        likely = self._likely if english and self._model else _unlikely
        yield from names_by_cue(text, likely, english=english)
        yield from find_all(postal.RULES, text)
        yield from find_all(companies.RULES, text)
        yield from tables(text)
        yield from companies.dictionary_terms(text, dictionary)
        for each in written_dates(text):
            if each.birth:
                yield Span(start=each.start, end=each.end, kind="birth_date", detector="dates")
        yield from model_spans(text, self._labels(text), self._is_common, likely)

    def _likely(self, word: str) -> bool:
        """Tell a name from an English word with a capital, and from a product that is written like `JSLint`."""
        if self._is_common(word.casefold()) or word.casefold() in NO_NAME:
            return False
        return sum(sign.isupper() for sign in word.split("-")[0].removeprefix("O'")) < 2 or word[:2] in (
            "Mc",
            "De",
            "Di",
            "La",
        )


def _unlikely(_: str) -> bool:
    return False  # where nouns have capitals, or the words of the language are not known


def _is_english(text: str) -> bool:
    """Tell English by its small words, where nobody has said the language."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    english = sum(word in _ENGLISH for word in words)
    return english * 12 >= len(words) and english > sum(word in _OTHERS for word in words)


def _nothing(_: str) -> list[Labelled]:
    return []


def bare(span: Span, text: str) -> Span:
    """Return a name's span without a possessive, and without the end of a word that it begins in.

    "Henrike's list" is a list of Henrike, and in "Kestrel AG. Kestrel" nobody is called G. Kestrel.
    """
    if span.kind not in ("person", "org", "username"):
        return span
    start, end = span.start, span.end
    if start and text[start - 1].isalnum() and (broken := _BROKEN.match(text, start, end)):
        start = broken.end()
    if (ending := _POSSESSIVE.search(text, start, end)) and ending.start() > start:
        end = ending.start()
    return replace(span, start=start, end=end)


def _mails(text: str) -> Iterator[Span]:
    for start, end in emails(text):
        before = _APOSTROPHE.search(text, max(0, start - 64), start)  # s.o'dwyer@example.ie
        yield Span(start=before.start() if before else start, end=end, kind="email", detector="rule:email")
    for match in _AT.finditer(text):
        yield Span(start=match.start(), end=match.end(), kind="email", detector="rule:email-at")
