"""Behaviours that no test of the product at hand can check: to see whether a judge says yes to anything."""

from hashlib import sha256
from typing import Final

from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import base, stems
from workbench.generator.records import TestSuite

_FEWEST: Final = 3  # decoys among which the digest chooses

DECOYS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "When the tide falls below the chart datum, the gauge at the pier flashes amber.",
        "A queen bee that was marked in spring keeps her colour in the hive book after swarming.",
        "After forty turns the bell ringer's display goes back to rounds.",
        "When the kiln passes 1,240 degrees, the damper closes by a third.",
        "A falcon above its flying weight is left out of the weathering list.",
        "When the glacier stake leans more than 20 degrees, its reading is struck out.",
        "A loom whose warp breaks stops within two picks.",
        "When the planetarium dome opens, the meteor projector dims to its lowest step.",
        "Cheese wheels that were not turned for three days are shown with a grey rind.",
        "When the organ's wind pressure drops, the reed stops are silenced first.",
        "A cave pump that runs dry hands over to the siphon within a minute.",
        "After the second frost the vineyard map shows the ice wine rows in blue.",
    ),
    "de": (
        "Wenn die Ebbe unter das Seekartennull fällt, blinkt der Pegel an der Mole gelb.",
        "Eine Bienenkönigin, die im Frühling gezeichnet wurde, behält nach dem Schwärmen ihre Farbe im Stockbuch.",
        "Wenn der Brennofen 1.240 Grad überschreitet, schließt sich der Schieber um ein Drittel.",
        "Ein Webstuhl, dessen Kettfaden reißt, hält nach zwei Schüssen an.",
        "Käselaibe, die drei Tage nicht gewendet wurden, erscheinen mit grauer Rinde.",
        "Wenn der Winddruck der Orgel sinkt, verstummen zuerst die Zungenstimmen.",
    ),
    "fr": (
        "Quand la marée descend sous le zéro des cartes, le marégraphe de la jetée clignote en jaune.",
        "Une reine marquée au printemps garde sa couleur dans le registre du rucher après l'essaimage.",
        "Quand le four à céramique dépasse 1 240 degrés, le registre de cheminée se ferme d'un tiers.",
        "Un métier à tisser dont la chaîne casse s'arrête en deux passages de navette.",
        "Les meules qui n'ont pas été retournées depuis trois jours apparaissent avec une croûte grise.",
        "Quand la pression du vent de l'orgue baisse, les jeux d'anches se taisent d'abord.",
    ),
    "es": (
        "Cuando la marea baja del cero de la carta, el mareógrafo del muelle parpadea en ámbar.",
        "Una abeja reina marcada en primavera conserva su color en el libro de la colmena tras enjambrar.",
        "Cuando el horno de cerámica supera los 1.240 grados, el tiro se cierra un tercio.",
        "Un telar al que se le rompe la urdimbre se detiene en dos pasadas.",
        "Los quesos que no se han girado en tres días aparecen con la corteza gris.",
        "Cuando baja la presión del aire del órgano, callan primero los registros de lengüeta.",
    ),
    "pt": (
        "Quando a maré desce abaixo do zero da carta, o marégrafo do cais pisca em âmbar.",
        "Uma abelha rainha marcada na primavera mantém a sua cor no livro da colmeia depois de enxamear.",
        "Quando o forno de cerâmica passa dos 1.240 graus, o abafador fecha um terço.",
        "Um tear cuja urdidura se rompe para em duas passagens.",
        "Os queijos que não foram virados há três dias aparecem com a casca cinzenta.",
        "Quando a pressão do ar do órgão desce, calam-se primeiro os registos de palheta.",
    ),
    "nl": (
        "Als het getij onder het kaartnul zakt, knippert de peilmeter op de pier oranje.",
        "Een bijenkoningin die in het voorjaar is gemerkt, houdt na het zwermen haar kleur in het kastboek.",
        "Als de keramiekoven boven 1.240 graden komt, gaat de schuif een derde dicht.",
        "Een weefgetouw waarvan de ketting breekt, stopt binnen twee inslagen.",
        "Kazen die drie dagen niet zijn gekeerd, verschijnen met een grijze korst.",
        "Als de winddruk van het orgel daalt, zwijgen eerst de tongwerken.",
    ),
}
"""Plain statements from far-off fields by language, written like any behaviour of a product."""


def decoy_for(suite: TestSuite, language: str) -> str:
    """Return a decoy that shares next to no words with the tests: always the same for the same steps."""
    said = DECOYS.get(base(language), DECOYS["en"])
    texts = sorted(text_of(step) for case in suite.cases for step in steps(case, suite.language))
    whole = "\n".join(texts)
    found = frozenset(stems(whole, language))
    shared = {each: len(found.intersection(stems(each, language))) for each in said}
    free = [each for each in said if not shared[each]]
    far = free if len(free) >= _FEWEST else sorted(said, key=shared.__getitem__)[:_FEWEST]
    return far[int(sha256(whole.encode("utf-8", "replace")).hexdigest(), 16) % len(far)]
