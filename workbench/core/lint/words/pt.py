"""Portuguese."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="pt",
    common=listed("o os as e é são com que uma em do da no na por para um não foi ao dos das está"),
    vague_outcomes=words(
        *("apropriad*", "apropriadamente", "correto", "correta", "corretos", "corretas", "corretamente"),
        *(
            "como esperado",
            "o esperado",
            "a esperada",
            "conforme esperado",
            "conforme o esperado",
            "de acordo com o esperado",
            "consistente*",
        ),
        *("coerente*", "aceitável", "aceitáveis", "razoável", "razoáveis", "razoavelmente", "adequad*"),
        *("adequadamente", "devidamente", "como sempre", "satisfatóri*", "amigável", "amigáveis"),
    ),
    vague_data=words(
        *("válid*", "inválid*", "alguns", "algumas", "algum", "alguma", "vári*", "divers*", "cert*", "qualquer"),
        *("quaisquer", "arbitrári*"),
    ),
    conditions=words(
        *("a menos que", "a não ser que", "exceto se", "dependendo de", "dependendo do", "dependendo da"),
        *("em função de", "em função do", "em função da", "caso contrário", "caso não", "caso o", "caso a", "se não"),
        *("se o", "se a", "se houver", "depende de", "depende do", "depende da"),
    ),
    sequences=words("e então", "e depois", "e em seguida", "e logo após", "e a seguir"),
    ui=words(
        *("clique*", "clico", "clica", "clicar", "clicou", "duplo clique", "toca", "toco", "pressiona", "pressiono"),
        *("arrasta", "arrasto", "rola", "rolo", "botão", "botões", "caixa de seleção", "caixas de seleção"),
        *("lista suspensa", "menu suspenso", "campo de texto", "caixa de texto", "mouse", "teclado", "xpath*"),
        *("checkbox*", "dropdown*"),
    ),
    ui_actions=words(
        *("clique*", "clico", "clica", "clicar", "clicou", "pressiona", "pressiono", "digita", "digito", "digitou"),
        *("arrasta", "arrasto"),
    ),
    unsteady=words(
        *("aleatóri*", "aleatoriamente", "hora atual", "data atual", "hora do sistema", "eventualmente", "talvez"),
        *("possivelmente", "às vezes", "um tempo", "mais cedo ou mais tarde", "poderia", "poderiam"),
    ),
    waits=words("espera", "espero", "esperar", "aguarda", "aguardo", "aguardar"),
    first_person=re.compile(r"eu\s"),
    third_person=re.compile(
        r"(?:o|a|um|uma|este|esta)\s+(?:usuári[oa]|utilizador|utilizadora|cliente|visitante|administrador|administradora"
        r"|comprador|compradora|membro|convidad[oa]|operador|operadora)\b|(?:ele|ela)\s"
    ),
    checking=words("teste*", "testar", "verific*", "valida", "validar", "validação", "validações", "checa*"),
    joins=re.compile(r",[^,]+,?\s+e\s"),
    either=re.compile(r"(?<!\w)(?:ou|quer|seja)\s.*\s(?:ou|quer|seja)\s|\sou\s+então\s"),
    alternative=words("ou"),
    depending=words("dependendo", "consoante", "em função", "depende", "dependente*"),
    if_supported=re.compile(
        r"(?<!\w)(?:se|caso|quando|onde)\s+(?:[\w-]+\s+){0,4}?(?:suportad[oa]s?|compatível|compatíveis|aplicável"
        r"|aplicáveis|implementad[oa]s?)(?!\w)|(?<!\w)se\s+for\s+o\s+caso(?!\w)"
    ),
)
