"""Words of a text and their stems, in six languages.

Stems are Snowball's (Porter 2001); the lists of words that carry no content are short and ours.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_STEMMERS: Final = {
    "de": "german", "en": "english", "es": "spanish", "fr": "french", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip
_STOPS: Final[dict[str, str]] = {
    "en": "a about after again all also an and another any are as at be because been before being between both but "
    "by can could did do does during each either ever every few for from further had has have having he her here "
    "hers him his how i if in into is it its itself just may me might more most must my neither no none nor not of "
    "off on once only onto or other our out over own per same shall she should since so some still such than that "
    "the their them then there these they this those through to too under until up upon very was we were what when "
    "where whether which while who whom whose why will with within without would yet you your",
    "de": "aber alle allem allen aller alles als also am an andere auch auf aus bei beim bereits bis da dabei dadurch "
    "dafür damit danach dann das dass daß dem den denn der des dessen die dies diese diesem diesen dieser dieses doch "
    "dort durch ein eine einem einen einer eines er es etwa für hat haben hatte hier ich ihm ihn ihr ihre im in ins "
    "ist jede jedem jeden jeder jedes kann kein keine keinem keinen können man mehr mein mit muss nach nicht noch nur "
    "ob oder ohne sein seine seinem seinen seiner sich sie sind so soll sowie über um und uns unter vom von vor war "
    "waren was weil welche wenn werden wer wie wieder wird wo wurde wurden zu zum zur zwischen",
    "fr": "a à afin ai ainsi après au aucun aucune aussi autre aux avant avec c car ce ceci cela celle celui ces cet "
    "cette ceux chaque comme d dans de des donc du elle elles en encore entre est et été être eu eux fait il ils j "
    "je jusqu l la le les leur leurs lors lorsque lui m mais me même mes moins n ne ni non nos notre nous on ont ou "
    "où par pas pendant peut plus pour qu quand que quel quelle qui s sa sans se ses si son sont sous sur t ta te "
    "tes tous tout toute toutes très tu un une vers vous y",
    "es": "a al algo algún ante antes así aún aunque cada como con contra cual cuando de del desde después donde dos "
    "durante e el él ella ellas ellos en entonces entre era es esa ese eso esta está este esto fue ha han hasta hay "
    "la las le les lo los más me mi mientras muy ni no nos o os otra otro para pero por porque puede que qué quien "
    "se sea según ser si sí sido sin sobre solo son su sus también tanto te tiene todo todos tras tu un una unas uno "
    "unos y ya yo",
    "nl": "aan al als alle alleen ander andere bij daar dan dat de der deze die dit doch doen door dus een eens en er "
    "ge geen geworden haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan komen kunnen "
    "maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen "
    "toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wil worden wordt zal ze zelf zich "
    "zij zijn zo zonder zou",
    "pt": "a ao aos aquela aquele as até cada com como da das de dela dele deles depois do dos e é ela elas ele eles "
    "em entre era essa esse está estão eu foi for foram há isso isto já lhe mais mas me mesmo meu minha muito na não "
    "nas nem no nos nós nossa nosso num numa o os ou para pela pelo por qual quando que quem se sem ser será seu seus "
    "só sob sobre sua suas também te tem têm todo todos um uma uns você",
}


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in their order, in lower case."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def content_words(text: str, language: str) -> list[str]:
    """Return the words that carry content, in their order; English where a language has no list.

    Single letters are left out, single digits are not.
    """
    stops = stop_words(language)
    return [word for word in words(text) if word not in stops and (len(word) > 1 or word.isdigit())]


def stems(text: str, language: str) -> list[str]:
    """Return the stems of the content words, in their order."""
    return [stem(word, language) for word in content_words(text, language)]


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words without content of a language, English ones included: issues mix the two."""
    return frozenset(_STOPS["en"].split()) | frozenset(_STOPS.get(base(language), "").split())


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return a lower-case word's stem; a word with a digit in it is its own."""
    if any(character.isdigit() for character in word):
        return word
    return _stemmer(base(language))(word)


def base(language: str) -> str:
    """Return the language of a code with a region: `pt` for `pt-BR`."""
    return language.partition("-")[0].lower()


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    made: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS.get(language, "english")).stemWord
    return made
