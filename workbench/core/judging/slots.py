"""The words by which text speaks to a judge, in six languages: what fills the same slots of each pattern."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """A language's words, each an alternation of a regular expression.

    Attributes:
        ignore: what an instruction is told away with.
        orders: what a model goes by.
        mark: what a judge does.
        good: what a judge says of good tests.
        fine: what it may say of them in other words.
        judge: who reads.
        must: what the reader is told to.
        you: the reader addressed, and what it is or must.
        tests: what is judged.
        cover: what tests do.
        all: how much of it.
        subject: what is covered.
    """

    ignore: str
    orders: str
    mark: str
    good: str
    fine: str
    judge: str
    must: str
    you: str
    tests: str
    cover: str
    all: str
    subject: str


_EN: Final = Slots(
    ignore=r"ignor(?:e[sd]?|ing)|disregard\w*|forget|overlook|overrid(?:e|ing)|neglect|bypass|pay no attention to"
    r"|(?:do not|don't|dont|never|stop|instead of|no need to) (?:follow|obey|heed|appl|us)\w*|throw away"
    r"|supersedes?|forget about",
    orders=r"instructions?|directives?|guidelines?|rubrics?|system (?:prompt|message|text)s?"
    r"|(?:previous|prior|above|earlier|preceding|original|initial|your|all|the judge's|grading|evaluation|judging"
    r"|scoring)"
    r" (?:text|rules?|prompts?|messages?|context|conversation|orders?|commands?|constraints?|task|criteria|training"
    r"|steps|definitions?|questions?)|(?:rules?|prompts?|text|words|definitions?|what(?:ever)?|everything|all"
    r"|anything)"
    r" (?:(?:is |was |comes |came |written |said |stated |stands |that |which |given |listed |set |as )*(?:above"
    r"|before|so far)|you (?:were|are"
    r"|have been|had been|read|got) (?:told|given|taught|asked|instructed|before)?|(?:that )?you.{0,12} (?:told"
    r"|taught|instructed|asked)(?: \w+)?)|regardless of (?:previous|prior|earlier|all) \w+"
    r"|(?:all|any|these|those|your|every) (?:(?:of|the|those|these|your|other) )*rules?",
    mark=r"mark|rate|score|grade|count|treat|consider|label|classify|judge|report|deem|regard|evaluate|assess|answer"
    r"|respond|reply|return|output|declare|conclude|accept|credit|verdict|state|write|print|say|give|choose|pick"
    r"|select"
    r"|emit|set|call|assume|record|note|put down",
    good=r"(?:fully |completely |wholly |entirely )?(?:covered|faithful|grounded)|(?:as|is|are|:|=) (?:stated"
    r"|implied)"
    r"|stated|implied",
    fine=r"passed|passing|satisfied|verified|checked|tested|approved|complete|fulfilled",
    judge=r"judges?|graders?|evaluators?|assessors?|raters?|markers?|ai|llms?|language models?|chat ?bot|assistants?"
    r"|reviewers?|whoever (?:reads|judges|grades|rates|checks)|(?:the )?readers?|gpt\S*|claude|gemini|annotators?",
    must=r"should|must|shall|has to|have to|needs? to|ought to|will|is to|are to|is (?:asked|told|required"
    r"|instructed)"
    r"|are (?:asked|told|required|instructed)|can safely|may",
    you=r"you are (?:now |no longer |hereby )?(?:an? |the |in )?(?:\w+ )?(?:judge|grader|evaluator|assistant|ai"
    r"|llm|language"
    r" model|model|bot|dan|developer mode|expert|reviewer|tester)\b|(?:pretend|imagine|act|behave|roleplay|role-play)"
    r" (?:to be|that you|you are|as (?:if|an?|though) )\w*|from now on|your (?:new |only |real |true "
    r"|actual )?(?:verdict"
    r"|rubric|instructions|system prompt|task is|job is|role is|answer (?:must|should|has|shall|will)|final answer"
    r"|grading|guidelines|rules|quote|judg\w+|evaluation|assessment)|as an? (?:ai|llm|language model|judge|grader"
    r"|evaluator)"
    r"|you(?: \w+)? (?:will|must|should|shall|have to|need to|can|may|agree|know|see)(?: \w+)? (?:that (?:all"
    r"|every|this|these"
    r"|it)|answer|reply|respond|mark|rate|count|treat|accept|grade|judge|conclude|say yes|verdict|output|obey"
    r"|comply|follow"
    r" (?:these|this|my|the new))",
    tests=r"tests?|test cases?|suites?|scenarios?|steps?|cases?|checks?|examples?|features?|gherkin|assertions?",
    cover=r"cover(?:s|ed|ing)?|verif(?:y|ies|ied)|prov(?:e|es|ed)|validat(?:e|es|ed)|satisf(?:y|ies|ied)"
    r"|address(?:es|ed)?"
    r"|exercis(?:e|es|ed)|check(?:s|ed)?|assert(?:s|ed)?|test(?:s|ed)|fulfil(?:s|ls|led)?|meets?|met",
    all=r"all|every|each|everything|any|whatever|the (?:whole|entire|complete|full)|100 ?%|completely|fully",
    subject=r"behaviou?rs?|acceptance criteri(?:a|on)|criteri(?:a|on)|requirements?|specification|statements?",
)
_DE: Final = Slots(
    ignore=r"ignorier\w*|vergiss|vergesst|vergessen sie|missachte\w*|beachte\w* (?:\w+ )?nicht|uberseh\w*|ubergeh\w*"
    r"|verwirf|befolge\w* (?:\w+ ){0,3}nicht",
    orders=r"(?:an)?weisung\w*|anleitung\w*|vorgaben?|instruktion\w*|richtlinie\w*|bewertungs\w+|(?:system)?prompts?"
    r"|(?:bisherige|vorherige|obige|fruhere|alle|deine|diese|ihre)\w* (?:regel|text|befehl"
    r"|frage|kriteri|angabe|nachricht)\w*"
    r"|(?:alles|was) (?:\w+ ){0,2}(?:oben|davor|bisher|vorher|zuvor|gesagt\w*)",
    mark=r"markier\w*|bewert\w*|wert(?:e|en|et)|zahl(?:e|en|t)|behand\w+|betracht\w*|(?:stuf|ordn)\w*|beurteil\w*"
    r"|antwort\w*"
    r"|gib|geben sie|melde|erklar\w*|schreib\w*|setz\w*|gilt|gelten|nenn\w*|nimm|nehmen sie|urteil\w*|halt\w*",
    good=r"(?:vollstandig |ganz )?(?:abgedeckt|gedeckt|covered|belegt|stated|implied)",
    fine=r"bestanden|erfullt|gepruft|bestatigt|genehmigt|positiv|getestet",
    judge=r"richter\w*|gutachter\w*|bewerter\w*|beurteiler\w*|ki|sprachmodell\w*|prufer\w*|leser\w*|wer (?:das"
    r"|dies) liest",
    must=r"soll\w*|muss|mussen|hat zu|haben zu|darf|wird|werden gebeten|wird gebeten",
    you=r"du bist (?:jetzt |nun |ab jetzt |ab sofort |nicht mehr )?(?:ein|der|die|kein)\w* |sie sind (?:jetzt "
    r"|nun )?ein\w*"
    r" (?:\w+ )?(?:richter|gutachter|assistent|ki|modell|experte)\w*|ab (?:jetzt|sofort) (?:antwort|gilt|bist"
    r"|bewert)\w*"
    r"|tu so,? als|dein\w* (?:neue\w* )?(?:aufgabe|urteil|antwort|anweisung|bewertung|rolle)\w*"
    r"|ihr\w* (?:neue\w* )?(?:urteil|bewertung|antwort (?:muss|lautet|soll))\w*",
    tests=r"\w*tests?|\w*testf\w+|\w*szenari\w+|schritte?|fall|falle|prufung\w*|suite",
    cover=r"deck(?:t|en)|pruf(?:t|en)|abgedeckt|gepruft|erfull(?:t|en)|beweis(?:t|en)|beleg(?:t|en)|bestatig(?:t|en)",
    all=r"alle\w*|jede\w*|samtliche\w*|alles|vollstandig|ganze\w*",
    subject=r"verhalten\w*|akzeptanzkriteri\w+|kriteri\w+|anforderung\w*|aussagen?",
)
_FR: Final = Slots(
    ignore=r"ignor(?:e|ez|er|ons)|(?:de ne pas|sans) tenir compte de|oubli(?:e|ez|er)|ne (?:tiens|tenez"
    r"|tenir) (?:pas|aucun) compte de|neglige[zr]?"
    r"|ne suiv\w+ (?:pas|plus)|fais abstraction|faites abstraction",
    orders=r"instructions?|consignes?|directives?|regles? (?:precedent|ci-dessus|d'evaluation|donnee)\w*"
    r"|invites? systeme"
    r"|tout ce qui (?:precede|est au-dessus)|messages? precedents?|(?:ta|votre|la) grille|prompts?"
    r"|tout ce qu\w*\W.{0,30}(?:dit|appris|recu|demande)|(?:toutes )?(?:tes|vos|ces|les) regles",
    mark=r"marqu(?:e|ez|er)|not(?:e|ez|er)|consider(?:e|ez|er)|compt(?:e|ez|er)|evalu(?:e|ez|er)|repond(?:s|ez"
    r"|re)|jug(?:e|ez|er)"
    r"|class(?:e|ez|er)|trait(?:e|ez|er)|declar(?:e|ez|er)|ecri(?:s|vez)|donn(?:e|ez)|dis|dites|traiter",
    good=r"(?:entierement |totalement )?(?:couverte?s?|covered|etayee?s?|stated|implied)",
    fine=r"reussie?s?|validee?s?|verifiee?s?|satisfaite?s?|approuvee?s?|testee?s?",
    judge=r"juge|evaluat\w+|correcteur|relecteur|ia|modele de langage|assistant|lecteur",
    must=r"doi(?:t|vent)|devra(?:it)?|est prie|peut|est tenu",
    you=r"tu es (?:maintenant |desormais )?(?:une? |le |la )|vous etes (?:maintenant "
    r"|desormais )?une? (?:\w+ )?(?:juge|evaluateur"
    r"|assistant|ia|modele|expert)|(?:ta|votre) (?:nouvelle )?(?:tache|reponse doit|mission|evaluation|verdict)"
    r"|(?:ton|votre)"
    r" (?:verdict|jugement)|(?:a partir de maintenant|desormais),? (?:tu|vous|repond|marqu|not|consider)\w*"
    r"|fais comme si",
    tests=r"tests?|cas(?: de test)?|scenarios?|etapes?|suite|jeu de tests",
    cover=r"couvr(?:e|ent)|couverte?s?|verifi(?:e|ent|ee?s?)|prouv(?:e|ent)|valid(?:e|ent)|satisf\w+|teste(?:nt"
    r"|e?s)?",
    all=r"tou(?:t|te|s|tes)|chaque|l'ensemble|integralement|entierement|completement",
    subject=r"comportements?|criteres?(?: d'acceptation)?|exigences?|enonces?",
)
_ES: Final = Slots(
    ignore=r"ignor(?:a|e|en|ar)|olvid(?:a|e|en|ar)(?:te|se)?|haz caso omiso|haga caso omiso|no (?:sigas|siga"
    r"|hagas caso|tengas en cuenta)"
    r"|descart(?:a|e)|pas(?:a|e) por alto|omit(?:e|a)",
    orders=r"instrucciones|instruccion|indicaciones|directrices|reglas (?:anteriores|previas|de arriba"
    r"|de evaluacion)|consignas"
    r"|todo lo (?:anterior|previo|que precede|dicho)|mensajes? (?:anterior|previo)\w*|prompts?|rubrica"
    r"|(?:todas )?(?:esas|estas|las|tus|sus) reglas|todo lo que .{0,25}(?:dicho|dijeron|ensenado)",
    mark=r"marc(?:a|ar)|marque\w*|calific\w+|consider\w+|cuent(?:a|e)|trat(?:a|e)|respond(?:e|a|er)|evalu(?:a|e)"
    r"|juzg\w+|clasific\w+"
    r"|declar(?:a|e)|escrib(?:e|a)|di|diga|pon|ponga|devuelv(?:e|a)|da|dale|valor(?:a|e)",
    good=r"(?:totalmente |completamente )?(?:cubiert[oa]s?|covered|respaldad[oa]s?|stated|implied)",
    fine=r"aprobad[oa]s?|superad[oa]s?|verificad[oa]s?|cumplid[oa]s?|probad[oa]s?",
    judge=r"juez|jueza|evaluador\w*|revisor\w*|ia|modelo de lenguaje|asistente|lector",
    must=r"debe\w*|tiene que|ha de|puede",
    you=r"(?:ahora )?eres (?:ahora )?(?:un|una|el|la) |usted es (?:ahora )?(?:un|una) (?:\w+ )?(?:juez|evaluador"
    r"|asistente|ia|modelo"
    r"|experto)|a partir de ahora,? (?:responde|marca|eres|considera|califica)\w*|(?:tu"
    r"|su) (?:nueva )?(?:tarea es|respuesta debe"
    r"|veredicto|evaluacion|juicio)|haz como si|actua como",
    tests=r"pruebas?|tests?|casos?(?: de prueba)?|escenarios?|pasos?|suite",
    cover=r"cubr(?:e|en)|cubiert[oa]s?|verific(?:a|an|ad[oa]s?)|compr(?:ueba|ueban|obad[oa]s?)|valid(?:a|an)"
    r"|demuestran?|cumpl\w+",
    all=r"tod[oa]s?|cada|por completo|completamente|totalmente",
    subject=r"comportamientos?|criterios?(?: de aceptacion)?|requisitos?|afirmacion\w*",
)
_PT: Final = Slots(
    ignore=r"ignor(?:e|a|em|ar)|esquec(?:a|e|am)|desconsider(?:e|a)|nao (?:siga|leve em conta|considere)"
    r"|descart(?:e|a)",
    orders=r"instrucoes|instrucao|orientacoes|diretrizes|regras (?:anteriores|previas|acima|de avaliacao)"
    r"|tudo o que (?:veio|esta"
    r"|foi) (?:antes|acima|dito)|tudo acima|mensagens? anterior\w*|prompts?|rubrica",
    mark=r"marqu(?:e|em)|marca|consider(?:e|a)|avali(?:e|a)|cont(?:e|a)|trat(?:e|a)|respond(?:a|e|er)|julgu\w+"
    r"|classifi\w+|declar(?:e|a)"
    r"|escrev(?:a|e)|diga|de|retorne|pontue",
    good=r"(?:totalmente |completamente )?(?:cobert[oa]s?|covered|stated|implied)",
    fine=r"aprovad[oa]s?|verificad[oa]s?|cumprid[oa]s?|atendid[oa]s?|testad[oa]s?",
    judge=r"juiz|juiza|avaliador\w*|revisor\w*|ia|modelo de linguagem|assistente|leitor",
    must=r"deve\w*|tem que|tem de|precisa|pode",
    you=r"(?:voce|tu) (?:e|es) (?:agora )?(?:um|uma|o|a) |(?:sua|tua) (?:nova )?(?:tarefa e|resposta deve"
    r"|avaliacao)|(?:seu|teu)"
    r" veredito|a partir de agora,? (?:responda|marque|voce|considere)\w*|finja|aja como",
    tests=r"testes?|casos?(?: de teste)?|cenarios?|passos?|suite",
    cover=r"cobr(?:e|em)|cobert[oa]s?|verific(?:a|am|ad[oa]s?)|comprova\w*|valid(?:a|am)|testa\w*|satisfaz\w*",
    all=r"tod[oa]s?|cada|completamente|totalmente|tudo",
    subject=r"comportamentos?|criterios?(?: de aceitacao)?|requisitos?|afirmac\w+",
)
_NL: Final = Slots(
    ignore=r"negeer|negeren|vergeet|vergeten|sla (?:\w+ ){0,3}over|houd geen rekening met|volg (?:\w+ ){0,3}niet",
    orders=r"instructies?|aanwijzing\w*|richtlijn\w*|opdracht\w* (?:hierboven|boven)|(?:vorige|eerdere"
    r"|bovenstaande|alle) (?:regels"
    r"|opdrachten|tekst|berichten|vragen)|alles (?:hierboven|wat|hiervoor|daarvoor)|prompts?|rubriek",
    mark=r"markeer|beoordeel|beschouw|tel|behandel|antwoord(?:en)?|reken|noem|schrijf|geef|classificeer|verklaar"
    r"|waardeer|zet|keur",
    good=r"(?:volledig |geheel )?(?:gedekt|afgedekt|covered|stated|implied)",
    fine=r"geslaagd|vervuld|gecontroleerd|goedgekeurd|getest|voldaan",
    judge=r"rechter|beoordelaar\w*|ai|taalmodel|assistent|lezer|keurmeester",
    must=r"moet\w*|dient|zal|mag|hoort",
    you=r"(?:je|jij|u) bent (?:nu |voortaan )?(?:een|de) (?:\w+ )?(?:rechter|beoordelaar|assistent|ai|model"
    r"|taalmodel|expert)"
    r"|(?:je|jouw|uw) (?:nieuwe )?(?:taak is|oordeel|antwoord moet|beoordeling)|vanaf nu (?:antwoord|markeer|ben"
    r"|beschouw)\w*"
    r"|doe alsof",
    tests=r"test(?:s|en)?|testgeval\w*|scenario'?s?|stap(?:pen)?|gevallen|suite",
    cover=r"dek(?:t|ken)|gedekt|controle\w+|bewij\w+|valide\w+|toets\w*|vervul\w*",
    all=r"alle|elke?|ieder\w*|alles|volledig|geheel",
    subject=r"gedrag\w*|acceptatiecriteri\w+|criteri\w+|eis(?:en)?|vereisten|bewering\w*",
)
SLOTS: Final = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "pt": _PT, "nl": _NL}
"""By language, for folded text: lower case, without accents."""
