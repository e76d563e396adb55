"""Dutch."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="nl",
    common=listed("de het een en is zijn met dat niet wordt worden op van voor heeft aan bij ik naar te"),
    vague_outcomes=words(
        *("passend", "passende", "correct", "correcte", "juist", "juiste", "zoals verwacht", "zoals gewenst"),
        *("zoals bedoeld", "zoals gebruikelijk", "naar verwachting", "naar behoren", "dienovereenkomstig"),
        *("consistent", "consistente", "acceptabel", "acceptabele", "redelijk", "redelijke", "adequaat", "adequate"),
        *("geschikt", "geschikte", "gebruiksvriendelijk*", "zinvol", "zinvolle", "netjes", "behoorlijk"),
    ),
    vague_data=words(
        *("geldig", "geldige", "ongeldig", "ongeldige", "sommige", "enkele", "enige", "diverse", "verschillende"),
        *("een aantal", "bepaalde", "willekeurige", "een of andere"),
    ),
    conditions=words(
        *("indien", "tenzij", "mits", "afhankelijk van", "in het geval dat", "in geval van", "wanneer"),
    ),
    sequences=words("en dan", "en vervolgens", "en daarna", "waarna"),
    ui=words(
        *("klik", "klikt", "klikken", "klikte", "geklikt", "aanklik*", "dubbelklik*", "tik", "tikt", "getikt"),
        *("scrol*", "sleep", "sleept", "gesleept", "knop", "knoppen", "drukt", "ingedrukt", "selectievakje*"),
        *("aankruisvak*", "keuzelijst*", "keuzerondje*", "invoerveld*", "tekstveld*", "dropdown*", "checkbox*"),
        *("muis", "toetsenbord", "xpath*"),
    ),
    ui_actions=words(
        *("klik", "klikt", "klikken", "geklikt", "aanklikt", "tik", "tikt", "drukt", "typt", "intypt", "scrolt"),
        *("sleept",),
    ),
    unsteady=words(
        *("willekeurig", "random*", "huidige tijd", "huidige datum", "systeemtijd", "uiteindelijk", "misschien"),
        *("mogelijk", "eventueel", "soms", "na een tijdje", "na enige tijd", "vroeg of laat"),
    ),
    waits=words("wacht", "wachten", "gewacht", "pauzeer", "pauzeert"),
    first_person=re.compile(r"ik\s"),
    third_person=re.compile(
        r"(?:de|een|deze)\s+(?:\w+\s+)?(?:gebruiker|klant|bezoeker|beheerder|medewerker|koper|gast|lid|persoon|operator)\b"
        r"|(?:hij|zij)\s"
    ),
    checking=words(
        "test", "tests", "teste*", "getest*", "controleer*", "controle*", "verifieer*", "verificatie*", "valideer*"
    ),
    joins=re.compile(r",[^,]+,?\s+en\s"),
    either=re.compile(r"(?<!\w)(?:ofwel|hetzij|óf)\s.*\s(?:of|ofwel|hetzij|óf)\s"),
    alternative=words("of"),
    depending=words("afhankelijk", "afhankelijk van", "al naar gelang", "naargelang", "hangt af"),
    if_supported=re.compile(
        r"(?<!\w)(?:indien|als|wanneer|mits)\s+(?:[\w-]+\s+){0,4}?(?:ondersteund|ondersteunt|van\s+toepassing"
        r"|geïmplementeerd)(?!\w)"
    ),
)
