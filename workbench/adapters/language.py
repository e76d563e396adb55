"""Which language texts are written in, told offline by py3langid."""

from collections.abc import Sequence
from functools import cache
from typing import Final, Protocol, cast

MODEL: Final = "py3langid-0.4"
"""What tells the languages; another version may tell others."""

LANGUAGES: Final = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt",
    "ro", "ru", "sv", "tr", "uk", "zh",
)  # fmt: skip
"""ISO 639-1 codes that are told apart. Fewer languages mean fewer mistakes on short texts."""

_LEAST_LETTERS: Final = 20
_LEAST_CERTAIN: Final = 0.6


class _Identifier(Protocol):
    def set_languages(self, langs: Sequence[str]) -> None: ...

    def classify(self, text: str) -> tuple[str, float]: ...


def detect(texts: Sequence[str]) -> list[str | None]:
    """Return the language of each text, as ISO 639-1; None where it cannot be told.

    That is a text with fewer than 20 letters, and one of which the most likely language has less than 60 % of the
    probability.
    """
    return [_told(text) for text in texts]


def _told(text: str) -> str | None:
    if sum(character.isalpha() for character in text) < _LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(text)
    return language if probability >= _LEAST_CERTAIN else None


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # lazily: its model takes half a second to load

    made = cast("_Identifier", LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    made.set_languages(LANGUAGES)
    return made
