"""English."""

import re
from typing import Final

from workbench.core.lint.words.words import Words, listed, words

WORDS: Final = Words(
    code="en",
    common=listed("the and is are with that this has have for from not when should be it was an to of"),
    vague_outcomes=words(
        *("appropriate", "appropriately", "correct", "correctly", "proper", "properly", "as expected", "as intended"),
        *(
            "as desired",
            "as usual",
            "as normal",
            "accordingly",
            "consistent",
            "consistently",
            "acceptable",
            "reasonable",
        ),
        *("reasonably", "adequate", "adequately", "suitable", "suitably", "sensible", "gracefully", "meaningful"),
        *("user-friendly", "satisfactory", "works fine", "works well"),
    ),
    vague_data=words("valid", "invalid", "some", "various", "several", "certain", "arbitrary", "any kind of"),
    conditions=words("if", "unless", "depending on", "dependent on", "in case", "otherwise"),
    sequences=words("and then", "and afterwards", "and after that", "and subsequently"),
    ui=words(
        *("click*", "double-click*", "right-click*", "tap", "taps", "tapped", "tapping", "scroll*", "hover*", "swipe*"),
        *("press", "presses", "pressed", "drag", "drags", "dragged", "button", "buttons", "checkbox*", "check box"),
        *("radio button*", "dropdown*", "drop-down*", "textbox*", "text box", "text field*", "input field*"),
        *("combobox*", "css selector*", "xpath*", "mouse", "keyboard"),
    ),
    # Asked to enter something, nobody has done so yet.
    ui_actions=re.compile(
        r"(?<!\bto )"
        + words(
            *("click*", "double-click*", "right-click*", "tap", "taps", "tapped", "press", "presses", "pressed"),
            *("enter", "enters", "entered", "scroll", "scrolls", "hover*", "swipe*"),
        ).pattern
    ),
    unsteady=words(
        *("random*", "current time", "current date", "current timestamp", "system time", "eventually", "might"),
        *("maybe", "possibly", "sometimes", "at some point", "sooner or later", "a while", "after some time"),
    ),
    waits=words("wait", "waits", "waited", "waiting", "sleep", "sleeps", "pause", "pauses"),
    first_person=re.compile(r"i(?:'\w+)?\s"),
    third_person=re.compile(
        r"(?:the|an?|this|another)\s+(?:\w+\s+)?(?:user|customer|admin|administrator|visitor|client|member|guest|operator"
        r"|manager|shopper|buyer|person|agent|employee)\b|(?:he|she|they|users?)\s"
    ),
    checking=words("test*", "verify", "verifies", "verified", "verifying", "verification", "check*", "validat*"),
    joins=re.compile(r",[^,]+,\s*and\s|,[^,]+\sand\s"),
    either=re.compile(r"(?<!\w)either\s.*\sor\s"),
    alternative=words("or"),
    depending=words(
        *("depending", "depends", "dependent on", "based on implementation", "based on the implementation"),
        *("based on configuration", "based on the configuration", "as appropriate", "as applicable", "as configured"),
        *("subject to", "according to implementation"),
    ),
    if_supported=re.compile(
        r"(?<!\w)(?:if|when|where|unless)\s+(?:[\w'-]+\s+){0,4}?"
        r"(?:un)?(?:supported|supports|implemented|applicable)(?!\w)"
    ),
)
