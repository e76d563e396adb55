"""A test suite as text: a feature file, Markdown, JSON."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.gherkin import LONE_STARTS, Scenario, lone_scenario
from workbench.generator.output.rules import CONTROL
from workbench.generator.output.tags import criteria_and_labels
from workbench.generator.output.tests_file import TestsFile
from workbench.generator.records import TestCase, TestStep, TestSuite

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
# Renderers turn bare addresses into links even where they are escaped, but never in code.
_ADDRESS: Final = re.compile(r"([^\s|]*(?:://|www\.|@)[^\s|]*)", re.IGNORECASE)
_BLOCK: Final = re.compile(r"^([-+]|\d{1,9}(?=[.)]))")
# A step needs some text, and a test of a person's may have none.
_NO_TEXT: Final = "..."


def to_feature(suite: TestSuite, issue_key: str) -> str:
    """Return one feature with every test, tagged with the issue's key; "" for an empty suite.

    Gherkin scenarios keep their text and dialect; a manual test becomes Given, When and Then. Preconditions
    of a Gherkin scenario, which came from a background, become its first Given steps, and what the tags of
    its feature said becomes tags of its own. Without a dialect of the suite's language it is in English.
    """
    if not suite.cases:
        return ""
    language = suite.language if dialects.known(suite.language) else dialects.DEFAULT
    tag = _tag(issue_key)
    feature = dialects.keywords(language).feature
    lines = [] if language == dialects.DEFAULT else [f"# language: {language}"]
    lines += [f"@{tag}", f"{feature}: {_line(suite.title) or _line(issue_key)}"]
    for case in suite.cases:
        lines += ["", *(_indented(_manual(case, language) if case.scenario is None else _gherkin(case, language, tag)))]
    return "\n".join(lines) + "\n"


def to_markdown(suite: TestSuite, issue_key: str) -> str:
    """Return the suite for people; generated text is escaped or code, never live markup."""
    parts = [f"# Tests for {_escaped(issue_key)}"]
    if not suite.cases:
        parts.append("No tests.")
    parts += [_section(number, case) for number, case in enumerate(suite.cases, start=1)]
    if suite.open_questions:
        parts.append("## Open questions\n\n" + _listed(suite.open_questions))
    return "\n\n".join(parts) + "\n"


def to_json(suite: TestSuite, issue_key: str, config: str | None = None) -> str:
    """Return the suite as JSON of our own schema, `docs/tests-file.schema.json`.

    Args:
        suite: the tests.
        issue_key: of the issue they are for.
        config: 12 hex digits of the digest of the config that made them, where that is known.
    """
    return TestsFile(issue=issue_key, config=config, suite=suite).model_dump_json(indent=2) + "\n"


# Gherkin ---------------------------------------------------------------------------------------


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _gherkin(case: TestCase, language: str, feature_tag: str) -> list[str]:
    source = (case.scenario or "").rstrip()
    lines = source.split("\n")
    scenario = lone_scenario(source, language)
    if scenario is None:
        return lines
    first = scenario.steps[0].line - LONE_STARTS
    lines[first:first] = _givens((_without_placeholders(each, scenario) for each in case.preconditions), language)
    return _tag_line(_untagged(case, scenario, feature_tag)) + lines


def _untagged(case: TestCase, scenario: Scenario, feature_tag: str) -> list[str]:
    """The criteria and labels of a test that no tag in its own text names. The tags of Examples are no labels."""
    criteria, labels = criteria_and_labels(scenario.tags, case.criteria)
    of_examples, _ = criteria_and_labels([tag for table in scenario.examples for tag in table.tags], case.criteria)
    more = [each for each in case.labels if each not in labels and _tag(each) != feature_tag]
    return [each for each in case.criteria if each not in {*criteria, *of_examples}] + more


def _without_placeholders(text: str, scenario: Scenario) -> str:
    """Columns are filled into an outline's own steps and not into a background's, where this comes from."""
    return text.replace("<", "‹").replace(">", "›") if scenario.is_outline else text


def _manual(case: TestCase, language: str) -> list[str]:
    title = _line(case.title)
    words = dialects.keywords(language)
    steps = _givens(case.preconditions, language)
    steps += [f"  {line}" for step in case.steps for line in _manual_step(step, words)]
    heading = f"{words.scenario}: {title}".rstrip()
    return [*_tag_line([*case.criteria, *case.labels]), heading, *(steps or [f"  {words.when}{title or _NO_TEXT}"])]


def _manual_step(step: TestStep, words: dialects.Keywords) -> Iterator[str]:
    data, expected = _line(step.data), _line(step.expected)
    action = " ".join(filter(None, [_line(step.action), f"({data})" if data else ""]))
    if action:
        yield f"{words.when}{action}"
    if expected:
        yield f"{words.then}{expected}"


def _givens(texts: Iterable[str], language: str) -> list[str]:
    words = dialects.keywords(language)
    kept = list(filter(None, map(_line, texts)))
    return [f"  {(words.conjunction or words.given) if n else words.given}{text}" for n, text in enumerate(kept)]


def _tag_line(names: Iterable[str]) -> list[str]:
    tags = dict.fromkeys(f"@{_tag(each)}" for each in names)
    return [" ".join(tags)] if tags else []


def _tag(text: str) -> str:
    return re.sub(r"[\s@#]+", "-", _line(text)) or "untitled"


def _line(text: str) -> str:
    """The text on one line, without control characters and byte order marks, which reading takes off."""
    return " ".join(CONTROL.sub(" ", text.replace("\ufeff", "")).split())


# Markdown --------------------------------------------------------------------------------------


def _section(number: int, case: TestCase) -> str:
    parts = [f"## {number}. {_escaped(case.title)}"]
    if case.criteria:
        parts.append(f"Checks {', '.join(case.criteria)}.")
    if case.preconditions:
        parts.append("Before:\n\n" + _listed(case.preconditions))
    if case.scenario is not None:
        fence = _fence(case.scenario, least=3)
        parts.append(f"{fence}gherkin\n{case.scenario.rstrip()}\n{fence}")
    if case.steps:
        rows = [f"| {_escaped(s.action)} | {_escaped(s.data)} | {_escaped(s.expected)} |" for s in case.steps]
        parts.append("\n".join(["| Step | Data | Expected |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {_escaped(each)}" for each in texts)


def _escaped(text: str) -> str:
    plain_and_addresses = _ADDRESS.split(_line(text))
    written = [_code(part) if n % 2 else _MARKUP.sub(r"\\\1", part) for n, part in enumerate(plain_and_addresses)]
    return _BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] in "-+" else f"{found[1]}\\", "".join(written))


def _code(text: str) -> str:
    fence = _fence(text, least=1)
    blank = " " if "`" in text else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _fence(text: str, *, least: int) -> str:
    return "`" * max(least, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
