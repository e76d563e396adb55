"""Spanish."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="es",
    common=listed("el los las y es son con que una en del al por para un se está su no la de ha"),
    vague_outcomes=words(
        *("apropiad*", "apropiadamente", "correcto", "correcta", "correctos", "correctas", "correctamente"),
        *(
            "como se espera",
            "como se esperaba",
            "según lo esperado",
            "lo esperado",
            "el esperado",
            "la esperada",
            "en consecuencia",
            "consistente*",
        ),
        *("coherente*", "aceptable*", "razonable*", "razonablemente", "adecuad*", "adecuadamente", "debidamente"),
        *("como siempre", "satisfactori*", "conveniente*", "amigable*"),
    ),
    vague_data=words(
        *("válid*", "inválid*", "algunos", "algunas", "algún", "alguna", "vari*", "divers*", "ciert*"),
        *("cualquier", "cualquiera", "arbitrari*"),
    ),
    conditions=words(
        *("si", "a menos que", "salvo que", "salvo si", "dependiendo de", "dependiendo del", "en función de"),
        *("en función del", "en caso de", "en caso de que", "de lo contrario", "depende de"),
    ),
    sequences=words("y luego", "y después", "y entonces", "y a continuación", "y posteriormente"),
    ui=words(
        *("clic", "clics", "click", "clica", "clico", "cliquea", "cliqueo", "doble clic", "pulsa", "pulso", "pulsado"),
        *("presiona", "presiono", "toca", "toco", "desplaza", "arrastra", "arrastro", "botón", "botones"),
        *("casilla de verificación", "casilla", "casillas", "lista desplegable", "menú desplegable", "desplegable"),
        *("campo de texto", "cuadro de texto", "ratón", "teclado", "xpath*", "checkbox*", "dropdown*"),
    ),
    ui_actions=words(
        *("clic", "click", "clica", "clico", "cliquea", "cliqueo", "pulsa", "pulso", "pulsado", "presiona", "presiono"),
        *("teclea", "tecleo", "arrastra", "arrastro"),
    ),
    unsteady=words(
        *("aleatori*", "al azar", "hora actual", "fecha actual", "hora del sistema", "eventualmente", "quizá"),
        *("quizás", "tal vez", "posiblemente", "a veces", "un rato", "tarde o temprano", "podría", "podrían"),
    ),
    waits=words("espera", "espero", "esperar", "esperamos", "esperado"),
    first_person=re.compile(r"yo\s"),
    third_person=re.compile(
        r"(?:el|la|un|una|este|esta)\s+(?:usuari[oa]|cliente|clienta|visitante|administrador|administradora|comprador"
        r"|compradora|miembro|invitad[oa]|operador|operadora)\b|(?:él|ella)\s"
    ),
    checking=words(
        "prueba*", "probar", "test*", "verific*", "comprob*", "comprueb*", "valida", "validar", "validación"
    ),
    joins=re.compile(r",[^,]+,?\s+y\s"),
    either=re.compile(r"(?<!\w)(?:o\s+bien|ya\s+sea)\s.*\so\s|\so\s+bien\s"),
    alternative=words("o", "u"),
    depending=words("dependiendo", "según", "en función", "depende", "dependiente*"),
    if_supported=re.compile(
        r"(?<!\w)(?:si|cuando|donde)\s+(?:[\w-]+\s+){0,4}?(?:soportad[oa]s?|compatibles?|admitid[oa]s?|aplicables?|aplica"
        r"|procede|implementad[oa]s?)(?!\w)|(?<!\w)en\s+su\s+caso(?!\w)"
    ),
)
