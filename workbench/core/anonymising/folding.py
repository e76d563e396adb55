"""One spelling for the same word: no case, no accents, Latin letters."""

import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'", "ʼ": "'"}
)
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# One letter, one Latin way: as passports have it, short.
_CYRILLIC: Final = dict(zip("абвгдеёзийклмнопрстуфыэіґ", "abvgdeeziyklmnoprstufyeig", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    "ї": "yi", "є": "ye",
}  # fmt: skip
_CYRILLIC_TABLE: Final = str.maketrans(_CYRILLIC)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return the word in small Latin letters without accents; signs stay: `Großkopf` is `grosskopf`."""
    small = word.casefold().replace("ß", "ss").translate(_LETTERS)
    if small.isascii():
        return small
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", small.translate(_CYRILLIC_TABLE)) if not _mark(sign))
    return bare.translate(_LETTERS).translate(_CYRILLIC_TABLE)


@lru_cache(maxsize=50_000)
def spellings(word: str) -> frozenset[str]:
    """Return the ways a word is written without accents: `Brömmel` is `brommel` and `broemmel`."""
    whole = unicodedata.normalize("NFC", word).casefold()
    return frozenset({fold(word), fold(whole.translate(_GERMAN))})


def is_plain(word: str) -> bool:
    """Tell whether a word has no letter outside of a to z."""
    return word.isascii()


def _mark(sign: str) -> bool:
    return unicodedata.combining(sign) != 0
