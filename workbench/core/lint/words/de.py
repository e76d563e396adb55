"""German."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="de",
    common=listed("der die das und ist sind mit dass nicht wird werden ein eine einen dem den auf wurde im zu"),
    vague_outcomes=words(
        *("angemessen*", "korrekt*", "richtig*", "passend*", "wie erwartet", "wie gewünscht", "wie gewohnt"),
        *("wie vorgesehen", "erwartungsgemäß*", "ordnungsgemäß*", "entsprechend", "konsistent*", "akzeptabel*"),
        *("akzeptabl*", "vernünftig*", "sinnvoll*", "geeignet*", "adäquat*", "benutzerfreundlich*", "ordentlich"),
        *("einwandfrei*", "zufriedenstellend*"),
    ),
    vague_data=words(
        *("gültig*", "ungültig*", "einige", "einigen", "einiger", "verschiedene*", "diverse*", "mehrere*"),
        *("irgendein*", "irgendwelche*", "gewisse*", "bestimmte*", "beliebige*", "valide*", "invalide*"),
    ),
    conditions=words(
        *("falls", "sofern", "wenn", "außer wenn", "abhängig von", "abhängig davon", "in abhängigkeit", "je nach*"),
        *("andernfalls", "ansonsten", "es sei denn"),
    ),
    sequences=words("und dann", "und danach", "und anschließend", "und daraufhin", "und schließlich"),
    ui=words(
        *("klick*", "anklick*", "angeklickt", "doppelklick*", "geklickt", "tippt", "tippe", "getippt", "scroll*"),
        *("drücke", "drückt", "gedrückt", "wischt", "zieht", "button*", "schaltfläche*", "knopf", "checkbox*"),
        *("kontrollkästchen", "auswahlfeld*", "auswahlliste*", "dropdown*", "optionsfeld*", "eingabefeld*"),
        *("textfeld*", "maus", "mauszeiger", "tastatur", "xpath*"),
    ),
    ui_actions=words(
        *("klicke", "klicken", "klickt", "anklickt", "anklicken", "geklickt", "angeklickt", "tippt", "tippe"),
        *("drückt", "drücke", "gedrückt", "eingibt", "eingebe", "scrollt", "scrolle", "wischt"),
    ),
    unsteady=words(
        *("zufällig*", "zufalls*", "aktuelle uhrzeit", "aktuellen uhrzeit", "aktuelle zeit", "aktuelles datum"),
        *("aktuellen datum", "systemzeit", "irgendwann", "möglicherweise", "vielleicht", "eventuell", "manchmal"),
        *("nach einer weile", "nach einiger zeit"),
    ),
    waits=words("warte", "warten", "wartet", "gewartet", "pausiert"),
    first_person=re.compile(r"ich\s"),
    third_person=re.compile(
        r"(?:der|die|ein|eine)\s+(?:\w+\s+)?(?:be)?(?:nutzer|nutzerin|kunde|kundin|anwender|anwenderin|besucher|admin"
        r"|administrator|mitarbeiter|mitarbeiterin|person|käufer|gast)\b|(?:er|sie)\s"
    ),
    checking=words(
        *(
            "test",
            "tests",
            "teste*",
            "getestet*",
            "prüfe*",
            "prüfung*",
            "überprüf*",
            "geprüft",
            "verifiz*",
            "validier*",
        ),
    ),
    joins=re.compile(r",[^,]+,?\s+und\s"),
    either=re.compile(r"(?<!\w)entweder\s.*\soder\s"),
    alternative=words("oder"),
    depending=words("abhängig", "in abhängigkeit", "je nach*", "hängt", "je nachdem"),
    if_supported=re.compile(
        r"(?<!\w)(?:falls|wenn|sofern|soweit)\s+(?:[\w-]+\s+){0,4}?(?:unterstützt|implementiert|zutreffend|anwendbar)(?!\w)"
        r"|(?<!\w)(?:gegebenenfalls|ggf\.?)(?!\w)"
    ),
)
