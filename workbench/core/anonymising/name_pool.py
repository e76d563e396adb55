"""Names that stand for people. Family names are put together from two halves, so that they are nobody's."""

import re
from typing import Final

GIVEN: Final = tuple(
    """
    Alva Bastien Cleo Damian Elin Fabio Greta Hanno Ilja Jonna Kasimir Linnea Matteo Nadja Odette Pascal Quentin Ronja
    Silvan Tamsin Ulrik Valentin Wanda Xenia Yannis Zora Anselm Britta Corin Delia Edmund Freya Gideon Hedda Ingmar
    Jolanta Kilian Leonie Marius Nerys Orla Piers Romy Sander Thea Ulla Vivian Wendel Yara Zeno Aurel Blanka Cosmo Dunja
    Emrys Fenja Gawain Helma Ivo Jytte Klara Lorcan Mirjam Niels Ottilie Percy Rufus Selma Tibor Ursin Verena Wilma
    """.split()  # noqa: SIM905 - read as prose
)
GIVEN_ACCENTED: Final = tuple(
    """
    Zoë Jürgen André Łucja Björn Cécile Désirée Émile Fátima Gönül Hélène Inés José Käthe László Mónica Noël Óscar
    Renée Søren Tomáš Úrsula Václav Zdeněk Agnès Böðvar Chloé Dagný Elżbieta Förste Günter Jérôme
    """.split()  # noqa: SIM905 - read as prose
)
GIVEN_CYRILLIC: Final = tuple(
    """
    Арсен Белла Вадим Глеб Дарья Ефим Жанна Захар Инна Кира Лев Мила Наум Олеся Прохор Роза Савва Таисия Фаина
    Эмма Юлиан Яна
    """.split()  # noqa: SIM905 - read as prose
)
_FIRST: Final = tuple(
    """
    Alder Bracken Cald Dunmor Elst Farn Gorm Hazel Isen Jarn Kestr Larch Mossen Nettl Osk Pendr Quarr Rush Sedg
    Thist Umbr Vold Wren Yarr Zimm Ashm Birken Corv Drost Eschen
    """.split()  # noqa: SIM905 - read as prose
)
_SECOND: Final = tuple(
    """
    wick moor vale combe feld brandt quist holt garth dorff mere stead lund thorpe barn kvist hollow beck
    """.split()  # noqa: SIM905 - read as prose
)
_FIRST_ACCENTED: Final = tuple(
    """
    Älm Bräck Çald Dörn Élst Fårn Gürm Hölz Jørn Këst Lärch Möss Pénd Rüsh Šedg Ültz
    """.split()  # noqa: SIM905 - read as prose
)
_FIRST_CYRILLIC: Final = tuple(
    """
    Ольхов Бруснич Вереск Грабин Дёготь Елань Жимолост Ивняк Калин Листв Мшист Орешн
    """.split()  # noqa: SIM905 - read as prose
)
_SECOND_CYRILLIC: Final = ("ецкий", "инцев", "овский", "ягин", "анов", "утин")
FAMILY: Final = tuple(first + second for first in _FIRST for second in _SECOND)
FAMILY_ACCENTED: Final = tuple(first + second for first in _FIRST_ACCENTED for second in _SECOND)
FAMILY_CYRILLIC: Final = tuple(first + second for first in _FIRST_CYRILLIC for second in _SECOND_CYRILLIC)
_ORG: Final = ("Lumen", "Quill", "Tarn", "Vesp", "Orchid", "Bryn", "Cinder", "Halyard")
_PLACE: Final = ("Alder", "Bracken", "Elm", "Farn", "Mossen", "Wren")
ORGS: Final = tuple(first + second for first in _ORG for second in ("ware", "works", "line", "hub", "grid", "mark"))
CITIES: Final = tuple(first + second for first in _PLACE for second in ("hausen", "ford", "minster", "burgh", "bruck"))
STREETS: Final = ("Erlenweg", "Fern Lane", "Moosgasse", "Thistle Road", "Alder Street", "Heather Close")

POOLS: Final = frozenset(
    word.casefold()
    for pool in (GIVEN, GIVEN_ACCENTED, GIVEN_CYRILLIC, FAMILY, FAMILY_ACCENTED, FAMILY_CYRILLIC, ORGS, CITIES)
    for word in pool
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


def pool_like(word: str, *, family: bool) -> tuple[str, ...]:
    """Return the names of the same letters: with accents where the word has some, Cyrillic for Cyrillic."""
    if _CYRILLIC.search(word):
        return FAMILY_CYRILLIC if family else GIVEN_CYRILLIC
    if word.isascii():
        return FAMILY if family else GIVEN
    return FAMILY_ACCENTED if family else GIVEN_ACCENTED


def is_from_pool(name: str) -> bool:
    """Tell whether every word of a name of two letters or more is one of ours, in any case of letters."""
    words = [word for word in _WORD.findall(name) if len(word) > 1]
    return bool(words) and all(word.casefold() in POOLS for word in words)
