"""French."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="fr",
    common=listed("le la les et est sont avec que pas une dans sur pour du des au aux un il elle de"),
    vague_outcomes=words(
        *("approprié*", "correct", "correcte", "corrects", "correctes", "correctement", "comme prévu", "comme attendu"),
        *("convenable*", "convenablement", "cohérent*", "acceptable*", "raisonnable*", "raisonnablement", "adéquat*"),
        *("en conséquence", "comme il faut", "comme d'habitude", "adapté", "adaptée", "adaptés", "adaptées"),
        *("satisfaisant*", "pertinent*", "convivial*", "proprement"),
    ),
    vague_data=words(
        *("valide", "valides", "invalide*", "quelques", "divers", "diverses", "plusieurs", "quelconque*"),
        *("certain", "certains", "certaine", "certaines", "arbitraire*", "n'importe quel*"),
    ),
    conditions=words(
        *("si", "s'il", "s'ils", "sauf si", "à moins que", "à moins qu'il", "en fonction de", "en fonction du"),
        *("selon que", "dans le cas où", "au cas où", "sinon", "dépend de"),
    ),
    sequences=words("et ensuite", "et puis", "puis", "et après", "et par la suite"),
    ui=words(
        *("clic", "clics", "clique*", "cliqué", "double-clique*", "appuie*", "appuyé", "tape", "tapé", "survole*"),
        *("fait défiler", "glisse", "bouton*", "case à cocher", "cases à cocher", "liste déroulante"),
        *("listes déroulantes", "champ de texte", "champ texte", "champ de saisie", "zone de texte", "souris"),
        *("clavier", "xpath*", "dropdown*", "checkbox*"),
    ),
    ui_actions=words(
        *("clique*", "cliqué", "double-clique*", "appuie*", "appuyé", "tape", "tapé", "saisis", "saisit", "survole*"),
    ),
    unsteady=words(
        *("aléatoire*", "aléatoirement", "au hasard", "heure actuelle", "l'heure actuelle", "date actuelle"),
        *("date du jour", "éventuellement", "peut-être", "parfois", "un certain temps", "tôt ou tard", "pourrait"),
    ),
    waits=words("attend", "attends", "attendre", "attendu", "patiente", "patientent"),
    first_person=re.compile(r"(?:je\s|j['’])"),
    third_person=re.compile(
        r"(?:l['’]|le\s|la\s|une?\s|cet?\s|cette\s)(?:utilisateur|utilisatrice|client|cliente|visiteur|visiteuse"
        r"|administrateur|administratrice|acheteur|membre|invité|opérateur)\b|(?:il|elle)s?\s"
    ),
    checking=words("test", "tests", "teste*", "vérifi*", "valide", "valider", "validation*", "contrôle*"),
    joins=re.compile(r",[^,]+,?\s+et\s"),
    either=re.compile(r"(?<!\w)soit\s.*\s(?:soit|ou)\s|(?<!\w)ou\s+bien\s"),
    alternative=words("ou"),
    depending=words("selon", "en fonction", "suivant", "dépend", "dépendant", "dépendamment"),
    if_supported=re.compile(
        r"(?<!\w)(?:si|s['’]ils?|lorsque)\s+(?:[\w'’-]+\s+){0,4}?(?:prise?s?\s+en\s+charge|supportée?s?|applicables?"
        r"|implémentée?s?)(?!\w)|(?<!\w)le\s+cas\s+échéant(?!\w)"
    ),
)
