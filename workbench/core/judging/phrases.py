"""How text speaks to a judge or a model: patterns for six languages, and a few words of others.

All are written for folded text: lower case, without accents. What they look for are words that product tests use
rarely, or never together: none of 12,500 steps that people wrote has them, and one line in 1,000 of public issues.
"""

import re
from typing import Final

from workbench.core.judging.slots import SLOTS, Slots

# Turns of a conversation, marks of chat templates, parts of our own form.
_MARKS: Final = (
    r"<\|\s?\w+\s?\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|instructions?|prompt|judge|grader|rubric"
    r"|verdict|human)>"
    r"|#{2,}\s?(?:instructions?|system|response|assistant|human|user|task|judge|answer|verdict|new)\b"
    r"|(?:^|[.!?\"'\]\n])\s*(?:system|assistant|human|developer|judge|grader|evaluator|ai|ki|ia)\s?:"
    r"|\[\s?(?:system|assistant|judge|grader|developer|admin)\b[^\]]{0,40}\]"
    r"|\bsystem (?:note|override|instruction|directive|update for|notice (?:to|for))|developer mode"
    r"|admin(?:istrator)? override"
    r"|[\"']?verdict[\"']?\s?(?:[:=]|is|lautet|est|es)\s|\"verdict\"|\"quote\"\s?:|\"steps\"\s?:\s?\[\s?\""
    r"|^\W{0,3}verdict\b"
    r"|(?:={3,}|-{3,}|#{3,}|\*{3,}|<{3,}|>{3,})\s?(?:end|begin|start|new|ende|fin|system|stop)\b"
    r"|\b(?:end|begin|start) of (?:the |all )?(?:data|tests?|steps|fence|input|untrusted|user|test suite|prompt"
    r"|instructions)\b"
    r"|prompt injection|jailbreak|system prompt"
)
_QUOTE: Final = (
    r"\b(?:the|a|your|its|exact|correct|right|supporting|needed|matching) quote (?:is|would be|to (?:use|give"
    r"|copy)|should|must|reads)"
    r"\s?:?\s?[\"'“«]|\b(?:quote|cite|copy) (?:this|these|that|the following|the words|step|the step|exactly|it as)\b"
    r"|\bas (?:the|your) (?:quote|evidence)\b|\b(?:use|give|put|take) .{0,60}\bas (?:the |your |a )?(?:quote"
    r"|evidence|proof)\b"
)
_ABOUT_US: Final = (
    r"\b(?:the |this |that )?(?:behaviou?r|statement|question|criterion|requirement)s?(?: \w+){0,2} (?:above"
    r"|asked|in question|under"
    r" (?:test|review|judg\w+)|being (?:judged|asked|graded|rated|checked)|you (?:are|were|have been) (?:asked"
    r"|given|shown|judging))"
    r"|\b(?:tests?|suites?|scenarios?|steps?|cases?)\b(?: \w+){0,3} (?:would|will|does|could|must) (?:surely "
    r"|certainly |always"
    r" |definitely |indeed )?fail (?:if|when|whenever|as soon as)\b"
    r"|\b(?:b|ac|behaviou?r|criterion|requirement)[ -]?\d+\b(?:\W+\w+){0,4}?\W+(?:covered|checked|verified|tested"
    r"|satisfied"
    r"|fulfilled|proven|met)\b"
    r"|\b(?:covered|checked|verified|tested|satisfied|proven) by (?:this|these|the (?:above|present|preceding"
    r"|following)|our|my|all"
    r"|each|every|step)\b|\b(?:full|complete|total|100 ?%|perfect) coverage\b|\bcoverage (?:is|of) (?:100"
    r"|complete|full|total)"
    r"|\brubric\W+(?:\w+\W+){0,3}?(?:says?|states?|requires?|asks?|demands?|is|allows?|satisfied|met)\b"
    r"|\b(?:decode|decipher|decrypt|unscramble|translate)\b.{0,60}\b(?:obey|follow|execute|do what|comply|act on)\b"
    r"|\b(?:nothing|nobody|no one|everything|all of it|it all|this|it|they|all)(?: \w+){0,2} (?:is|are|counts?|be"
    r"|as|was) (?:fully"
    r" |already |therefore |thus |hereby |clearly )*covered\b"
    r"|\b(?:answer|reply|respond)(?: (?:only|just|with|always|simply|now|to|every|each|all|the|question"
    r"|questions))*\W+(?:yes|covered"
    r"|stated|implied)\b|\b(?:note|message|hint|reminder|memo|attention|hello|hi|dear)(?: \w+){0,2}?[ ,:]+(?:to "
    r"|for |from )?"
    r"(?:the |our |my |all |any |every |any automated |automated )*(?:judges?|graders?|evaluators?|assessors?"
    r"|raters?|ai|llms?"
    r"|language models?|assistants?|automated \w+)\b"
)
_FAVOURS: Final = (
    r"\b(?:be|sei|seien sie|sois|soyez|se|wees|seja) (?:\w+ )?(?:lenient|generous"
    r"|grosszugig|nachsichtig|indulgente?|generos[oa]"
    r"|genereux|mild|coulant)\b"
    r"|\bin (?:your|the) (?:json|verdict|answer to)\b|\b(?:approve|accept|credit) (?:all"
    r"|everything|every test|this test)\b"
    r"|\bmentions?\b(?: \w+){0,3} (?:counts?|enough|suffic\w+)|\bwhatever the (?:behaviou?r|question|requirement)\b"
    r"|\b(?:sufficient|enough|good enough) (?:for|to (?:cover|prove)) (?:all|every|the"
    r"|any)\b(?: \w+){0,2} (?:behaviou?r|criteri|requirem)"
    r"|\b(?:requirements?|criteria|behaviou?rs?) coverage\b|\byour (?:\w+ )?(?:instructions|decision must|rules)\b"
    r"|\b(?:give|grant|award|assign|deserv|earn)\w*(?: \w+){0,3} (?:full|top|best|highest|maximum|positive"
    r"|passing) (?:marks?|scores?"
    r"|credit|points|ratings?|grades?|verdicts?)\b"
    r"|\b(?:correct|right|proper|only|final|fair|honest) (?:verdict|judge?ment|grading|label)\b"
    r"|\b(?:stop reading|read no further|look no further|no need to (?:look|check|read|judge|verify|review|grade)"
    r"|skip (?:the |this |your )?(?:judg\w+|grading|check for|evaluation of))\b"
    r"|\b(?:proof|evidence)(?: \w+){1,4} (?:behaviou?rs?|requirements?|criteri(?:a|on)|claims?)\b"
    r"|\b(?:you (?:can|may)|please|simply|just) (?:safely )?(?:trust|assume|believe|rely|approve)\b"
    r"|\b(?:verified|tested|validated|checked|covered|proven) (?:elsewhere|in another suite|by (?:the "
    r"|our )?(?:qa|humans?|experts?"
    r"|people|test lead|testers?|authors?))\b"
    r"|\b(?:say|claim|answer|report|reply|confirm) (?:that )?(?:it|this|they|everything|all)(?: is| are"
    r"|'s) (?:fully )?(?:tested"
    r"|covered|checked|verified|complete|proven)\b"
    r"|\bcoverage\s?=|\bnew system message|\bsystem\W{1,3}(?:grant|mark|accept|approve|give|you)"
    r"|even if it does not look like"
    r"|\b(?:never|do not|don'?t|must not|cannot) (?:answer|return|say|reply|output|give|use)(?: with"
    r"| a)? [\"']?(?:not|no|invented)[\"']?"
    r"(?:$|\W{1,2}(?:under|in any|ever|for|at)\b)"
    r"|\bpass(?:es)? (?:the|your|every|this) (?:rubric|judge?ment)"
    r"|\b(?:behaviou?rs?|requirements?|criteri(?:a|on))\b.{0,60}\b(?:checked|tested|verified|covered|proven"
    r"|met) (?:here|above|below"
    r"|already|in this|by step)\b"
)
# The main phrase in languages that have no slots.
_ELSEWHERE: Final = (
    r"(?:ignora|dimentica)(?:re|te)? .{0,25}(?:istruzioni|regole|detto)|segna .{0,40}coperto|zignoruj|ignoruj"
    r"|pomin (?:wszystkie )?"
    r"(?:poprzednie )?instrukcje|игнорируи|игнорируй|забудь .{0,30}инструкци|отметь .{0,40}покрыт|ігноруй|忽略|无视"
    r"|無視|忘记.{0,12}指令"
    r"|指示を|覆盖|무시하|이전 지시|onceki (?:tum )?talimat|abaikan (?:semua )?(?:instruksi|perintah)"
    r"|bo qua (?:moi|tat ca)"
    r"|تجاهل|התעלם"
    r"|अनदेखा|नजरअंदाज|ignorera (?:alla )?(?:tidigare )?instruktioner|glem (?:alle )?(?:tidligere )?instru"
)
_SQUEEZED: Final = (
    r"ignoreall(?:previous|prior|instructions|above)|ignore(?:the)?(?:previous|prior|above)|(?:previous|prior"
    r"|above|all|these)"
    r"instructions|mark(?:everything|all|this|it|each|every)\w{0,30}covered|everything(?:is|as)covered|(?:count"
    r"|rate|treat|mark|answer)"
    r"\w{0,25}covered|verdictcovered|verdictstated|(?:all|every)(?:behaviou?rs?|criteria|requirements?)(?:is|are"
    r"|as)covered"
    r"|ignorier(?:e|en)?(?:sie)?alle|alsabgedeckt|ignorezlesinstructions|ignoralasinstrucciones"
)


_TOLD: Final = r"(?:output|print|note|see|list|report|say|set|write|record)\b"  # what tests of test tools do


def _gap(words: int) -> str:
    return rf"(?:\W{{1,5}}\w+){{0,{words}}}?\W{{1,5}}"


def _of(said: Slots) -> str:
    """A language's patterns."""
    some, few = _gap(6), _gap(3)
    return "|".join(
        (
            rf"\b(?:{said.ignore})\b{some}(?:{said.orders})\b",
            rf"\b(?:{said.mark})\b{_gap(9)}(?:{said.good})\b",
            rf"\b(?!{_TOLD})(?:{said.mark})\b{few}(?:{said.tests}|{said.subject}|{said.all})\b{some}(?:{said.fine})\b",
            rf"\b(?!{_TOLD})(?:{said.mark})\b{few}(?:{said.fine})\b{few}(?:{said.subject})\b",
            rf"\b(?:{said.subject})\b.{{0,120}}\W(?:{said.good})\b",
            rf"\b(?:{said.judge})\b{few}(?:{said.must})\b{_gap(4)}(?:{said.mark}|{said.ignore}|{said.good})\b",
            rf"\b(?:{said.judge})\b[,:]\W*(?:\w+\W+){{0,2}}?(?:{said.mark}|{said.ignore})\b",
            rf"\b(?:{said.you})",
            rf"\b(?:{said.tests})\b{_gap(4)}(?:{said.cover})\b{_gap(2)}(?:{said.all})\b{few}(?:{said.subject})\b",
            rf"\b(?:{said.all})\b{few}(?:{said.subject})\b{few}(?:{said.good})\b",
        )
    )


PATTERNS: Final = tuple(
    re.compile(text)
    for text in (_MARKS, _QUOTE, _ABOUT_US, _FAVOURS, _ELSEWHERE, *(_of(each) for each in SLOTS.values()))
)
"""For folded text."""
SQUEEZED: Final = re.compile(_SQUEEZED)
"""For the letters of a text alone."""
