"""Changes that put one fault into a clean feature file, at a place that the random numbers choose.

None where the file has no such place.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.generator.output import dialects
from workbench.generator.output.document import Scenario, Step
from workbench.generator.output.tree import Tree, grow

Change = Callable[["Host", random.Random], str | None]

EITHER = {
    "en": "the answer is either an error or nothing",
    "nl": "is de status 200 of 404 afhankelijk van de instelling",
    "de": "ist der Status 200 oder 404, je nach Einstellung",
}


@dataclass(frozen=True, kw_only=True)
class Host:
    """A clean file: its lines, and what the parser makes of it."""

    lines: tuple[str, ...]
    tree: Tree

    @classmethod
    def of(cls, text: str) -> "Host":
        return cls(lines=tuple(text.split("\n")), tree=grow(text))

    @property
    def words(self) -> dialects.Keywords:
        return dialects.keywords(self.tree.language)

    def with_line(self, number: int, new: str | Sequence[str]) -> str:
        """The text with a line, counted from 1, replaced by one or more."""
        lines = [new] if isinstance(new, str) else list(new)
        return "\n".join([*self.lines[: number - 1], *lines, *self.lines[number:]])

    def without(self, numbers: set[int]) -> str:
        return "\n".join(line for n, line in enumerate(self.lines, start=1) if n not in numbers)

    def outlines(self) -> list[Scenario]:
        return [s for s in self.tree.scenarios if s.examples and any(table.rows for table in s.examples)]


def _steps(host: Host) -> list[Step]:
    return [step for scenario in host.tree.scenarios for step in scenario.steps if step.keyword != "*"]


def _step(host: Host, rng: random.Random, spell: Callable[[str, str], str]) -> str | None:
    """One step's line with its keyword spelled otherwise."""
    steps = _steps(host)
    if not steps:
        return None
    step = rng.choice(steps)
    line = host.lines[step.line - 1]
    indent, rest = line[: len(line) - len(line.lstrip())], line.lstrip().removeprefix(step.keyword)
    return host.with_line(step.line, indent + spell(step.keyword, rest))


def _end(host: Host, scenario: Scenario) -> int:
    """The last line of a scenario."""
    starts = [h.first for h in host.tree.headings if h.kind != "examples" and h.first > scenario.line]
    end = (starts[0] - 1) if starts else len(host.lines)
    while end > scenario.line and not host.lines[end - 1].strip():
        end -= 1
    return end


def numbered_scenario(host: Host, rng: random.Random) -> str | None:
    scenario = rng.choice(host.tree.scenarios)
    line = host.lines[scenario.line - 1]
    return host.with_line(
        scenario.line, line.replace(f"{scenario.keyword}:", f"{scenario.keyword} {rng.randint(1, 9)}:", 1)
    )


def bullets(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, rest: f"{rng.choice(['- ', '1. ', '+ ', '* '])}{keyword}{rest}")


def upper_case(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, rest: f"{keyword.upper()}{rest}")


def lower_case(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, rest: f"{keyword.lower()}{rest}")


def glued(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, rest: f"{keyword}{rest.lstrip()}")


def bold(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, rest: f"**{keyword}**{rest}")


def or_step(host: Host, rng: random.Random) -> str | None:
    word = {"en": "Or", "nl": "Of", "de": "Oder"}.get(host.tree.language)
    return _step(host, rng, lambda _, rest: f"{word}{rest}") if word else None


def wrong_language(host: Host, rng: random.Random) -> str | None:
    text = "\n".join(line for line in host.lines if not dialects.declared(line))
    return f"# language: {rng.choice(['xx', 'ja', 'ru' if host.tree.language != 'ru' else 'de'])}\n{text}"


def code_fence(host: Host, rng: random.Random) -> str | None:
    return f"```{rng.choice(['gherkin', ''])}\n" + "\n".join(host.lines).rstrip("\n") + "\n```\n"


def prose_before(host: Host, rng: random.Random) -> str | None:
    said = rng.choice(["Here are the scenarios for the issue.", "Sure! Below you find the tests:"])
    return f"{said}\n\n" + "\n".join(host.lines)


def prose_after(host: Host, rng: random.Random) -> str | None:
    said = rng.choice(["These scenarios cover all criteria.", "Let me know if you need more."])
    return "\n".join(host.lines).rstrip("\n") + f"\n\n{said}\n"


def byte_order_mark(host: Host, rng: random.Random) -> str | None:
    return "\ufeff" + "\n".join(host.lines)


def carriage_returns(host: Host, rng: random.Random) -> str | None:
    return "\r".join(host.lines)


def cut_off(host: Host, rng: random.Random) -> str | None:
    text = "\n".join(host.lines)
    return text[: rng.randint(len(text) // 3, len(text) - 1)]


def no_feature(host: Host, rng: random.Random) -> str | None:
    first = host.tree.scenarios[0].line
    return "\n".join(host.lines[: host.tree.headings[0].line - 1] + host.lines[first - 1 :])


def steps_under_the_feature(host: Host, rng: random.Random) -> str | None:
    steps = [f"  {step.keyword} {step.text}" for step in host.tree.scenarios[0].steps if step.keyword != "*"]
    if len({step.split()[0] for step in steps}) < 2:
        return None
    return "\n".join([*host.lines[: host.tree.headings[0].line], *steps, ""])


def two_features(host: Host, rng: random.Random) -> str | None:
    return "\n".join(
        [*host.lines, f"{host.words.feature}: another", f"  {host.words.scenario}: s", f"    {host.words.then}x"]
    )


def two_backgrounds(host: Host, rng: random.Random) -> str | None:
    one = [f"  {host.words.background}:", f"    {host.words.given}x", ""]
    first = host.tree.scenarios[0]
    heading = next(h for h in host.tree.headings if h.line == first.line)
    above = [h.kind for h in host.tree.headings if h.line < first.line]
    if above[-1] == "background":
        return host.with_line(heading.first, [*one, host.lines[heading.first - 1]])
    return host.with_line(heading.first, [*one, *one, host.lines[heading.first - 1]])


def no_steps(host: Host, rng: random.Random) -> str | None:
    scenario = rng.choice(host.tree.scenarios)
    return host.without(set(range(scenario.line + 1, _end(host, scenario) + 1)))


def no_then(host: Host, rng: random.Random) -> str | None:
    """A scenario that ends before its first outcome, its Examples kept."""
    scenes = [
        s for s in host.tree.scenarios if s.steps[0].role != "outcome" and "*" not in {x.keyword for x in s.steps}
    ]
    scenes = [s for s in scenes if "outcome" in {step.role for step in s.steps}]
    if not scenes:
        return None
    scenario = rng.choice(scenes)
    first = next(step.line for step in scenario.steps if step.role == "outcome")
    last = scenario.examples[0].line - len(scenario.examples[0].tags) - 1 if scenario.examples else _end(host, scenario)
    return host.without(set(range(first, last + 1)))


def empty_step(host: Host, rng: random.Random) -> str | None:
    return _step(host, rng, lambda keyword, _: f"{keyword} ")


def unclosed_doc_string(host: Host, rng: random.Random) -> str | None:
    steps = [step for step in _steps(host) if not step.argument]
    if not steps or '"""' in "\n".join(host.lines):
        return None
    step = rng.choice(steps)
    return host.with_line(step.line, [host.lines[step.line - 1], '      """', "      text"])


def ragged_table(host: Host, rng: random.Random) -> str | None:
    number = _some_row(host, rng)
    return None if number is None else host.with_line(number, host.lines[number - 1].rstrip() + " more |")


def unescaped_pipe(host: Host, rng: random.Random) -> str | None:
    number = _some_row(host, rng)
    return None if number is None else host.with_line(number, host.lines[number - 1].replace("| ", "| a | b", 1))


def _some_row(host: Host, rng: random.Random) -> int | None:
    """A row of a table of two or more, outside of doc strings and descriptions."""
    other = host.tree.quoted | {description.line for description in host.tree.descriptions}
    rows = [n for n, line in enumerate(host.lines, start=1) if line.strip().startswith("|") and n not in other]
    beside = [n for n in rows if n + 1 in rows or n - 1 in rows]
    return rng.choice(beside) if beside else None


def blank_in_a_tag(host: Host, rng: random.Random) -> str | None:
    scenario = rng.choice(host.tree.scenarios)
    return host.with_line(scenario.line, [f"  @AC {rng.randint(1, 9)}", host.lines[scenario.line - 1]])


def _outline(host: Host, rng: random.Random) -> Scenario | None:
    outlines = host.outlines()
    return rng.choice(outlines) if outlines else None


def no_examples(host: Host, rng: random.Random) -> str | None:
    outline = _outline(host, rng)
    if outline is None or outline.keyword in dialects.dialect(host.tree.language).scenario_keywords:
        return None
    return host.without(set(range(outline.examples[0].line, _end(host, outline) + 1)))


def no_rows(host: Host, rng: random.Random) -> str | None:
    outline = _outline(host, rng)
    return host.without(set(rng.choice([t for t in outline.examples if t.rows]).lines)) if outline else None


def undefined_placeholder(host: Host, rng: random.Random) -> str | None:
    outline = _outline(host, rng)
    if outline is None:
        return None
    step = rng.choice(outline.steps)
    return host.with_line(step.line, re.sub(r"(\s*:?)$", r" <not a column>\1", host.lines[step.line - 1], count=1))


def unused_column(host: Host, rng: random.Random) -> str | None:
    return _more_column(host, rng, "unused")


def column_twice(host: Host, rng: random.Random) -> str | None:
    return _more_column(host, rng, None)


def _more_column(host: Host, rng: random.Random, name: str | None) -> str | None:
    outline = _outline(host, rng)
    if outline is None:
        return None
    table = rng.choice([t for t in outline.examples if t.rows])
    lines = list(host.lines)
    header = next(n for n in range(table.line + 1, table.lines[0]) if lines[n - 1].strip().startswith("|"))
    for number in (header, *table.lines):
        lines[number - 1] = f"{lines[number - 1].rstrip()} {(name or table.columns[0]) if number == header else 'v'} |"
    return "\n".join(lines)


def placeholder_in_a_scenario(host: Host, rng: random.Random) -> str | None:
    plain = [s for s in host.tree.scenarios if not s.is_outline]
    if not plain:
        return None
    step = rng.choice(rng.choice(plain).steps)
    put = rng.choice([" <user name>", ' "<amount>"', " <id>"])
    return host.with_line(step.line, re.sub(r"(\s*:?)$", rf"{put}\1", host.lines[step.line - 1], count=1))


def name_twice(host: Host, rng: random.Random) -> str | None:
    scenario = rng.choice(host.tree.scenarios)
    words = host.words
    more = [
        f"  {words.scenario}: {scenario.title}",
        f"    {words.when}something else happens",
        f"    {words.then}it is seen",
    ]
    return "\n".join([*host.lines, "", *more, ""])


def either_outcome(host: Host, rng: random.Random) -> str | None:
    said = EITHER.get(host.tree.language)
    outcomes = [step for step in _steps(host) if step.role == "outcome"]
    if said is None or not outcomes:
        return None
    step = rng.choice(outcomes)
    return host.with_line(step.line, f"    {step.keyword} {said}")
