"""What a team asks of its Gherkin beyond being valid: the house style.

Nothing here makes a scenario invalid. This module imports no record of the core, which holds styles itself.
"""

from typing import Annotated, Final

from pydantic import Field, StringConstraints, field_validator

from workbench.generator.records import Closed

HOUSE_STYLE: Final = frozenset(
    {
        *("S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15"),
        *("T01", "T06", "T08", "T10", "T11", "T12"),
        *("D03", "D05"),
    }
)
"""The rules that a team may switch off: respected suites break each of them on purpose."""

Word = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=60)]


class Style(Closed):
    """The house style of a team; as a file it is YAML with these keys.

    Attributes:
        ignore: ids of house-style rules that do not count here.
        max_steps: steps in a scenario, its background not counted (S09), 1 to 100.
        max_step_chars: characters in a step's text (T01), 20 to 1,000.
        min_name_words: words in a scenario's name (S14), 1 to 10.
        max_name_chars: characters in a scenario's name (S14), 20 to 1,000.
        max_whens: blocks of When steps in a scenario (S08), 1 to 20.
        ui_words: words of the user interface beside those that we know (T06, T12).
        not_ui_words: words that are no such words here (T06, T11, T12), as `form` in a tax office.
    """

    ignore: tuple[str, ...] = ()
    max_steps: Annotated[int, Field(ge=1, le=100)] = 10
    max_step_chars: Annotated[int, Field(ge=20, le=1000)] = 120
    min_name_words: Annotated[int, Field(ge=1, le=10)] = 2
    max_name_chars: Annotated[int, Field(ge=20, le=1000)] = 120
    max_whens: Annotated[int, Field(ge=1, le=20)] = 1
    ui_words: Annotated[tuple[Word, ...], Field(max_length=200)] = ()
    not_ui_words: Annotated[tuple[Word, ...], Field(max_length=200)] = ()

    @field_validator("ignore")
    @classmethod
    def _house_style_only(cls, ignore: tuple[str, ...]) -> tuple[str, ...]:
        wrong = sorted(set(ignore) - HOUSE_STYLE)
        if wrong:
            raise ValueError(f"only house style can be ignored ({', '.join(sorted(HOUSE_STYLE))}), not {wrong[0]!r}")
        return tuple(dict.fromkeys(ignore))
