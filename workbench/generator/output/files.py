"""A test suite as text: a feature file, Markdown, JSON."""

import re
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.records import TestCase, TestSuite

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|])")


def to_feature(suite: TestSuite, issue_key: str) -> str:
    """Return one feature with every test, tagged with the issue's key; "" for an empty suite.

    Gherkin scenarios keep their text and dialect; a manual test becomes Given, When and Then. Preconditions
    of a Gherkin scenario, which came from a background, become its first Given steps.
    """
    if not suite.cases:
        return ""
    words = dialects.dialect(suite.language)
    head = [] if suite.language == "en" else [f"# language: {suite.language}"]
    title = _line(suite.title) or issue_key
    body = [f"@{_tag(issue_key)}", f"{words.feature_keywords[0]}: {title}"]
    return "\n".join([*head, *body, *(_scenario(case, suite.language) for case in suite.cases)]) + "\n"


def to_markdown(suite: TestSuite, issue_key: str) -> str:
    """Return the suite for people; generated text is escaped or fenced, never live markup."""
    parts = [f"# Tests for {_escaped(issue_key)}"]
    if not suite.cases:
        parts.append("No tests.")
    parts += [_section(number, case) for number, case in enumerate(suite.cases, start=1)]
    if suite.open_questions:
        parts.append("## Open questions\n\n" + "\n".join(f"- {_escaped(each)}" for each in suite.open_questions))
    return "\n\n".join(parts) + "\n"


def to_json(suite: TestSuite) -> str:
    """Return the suite as JSON of our own schema (`TestSuite.model_json_schema()`)."""
    return suite.model_dump_json(indent=2) + "\n"


def _scenario(case: TestCase, language: str) -> str:
    words = dialects.dialect(language)
    given = words.given_keywords[-1].strip()
    if case.scenario is None:
        return _manual(case, language)
    lines = case.scenario.rstrip().splitlines()
    if case.preconditions:
        heading = next((n for n, line in enumerate(lines) if dialects.is_heading_line(line, language)), 0)
        lines[heading + 1 : heading + 1] = [f"  {given} {_line(each)}" for each in case.preconditions]
    return "\n" + "\n".join(f"  {line}".rstrip() for line in lines)


def _manual(case: TestCase, language: str) -> str:
    words = dialects.dialect(language)
    given, when, then = (
        keywords[-1].strip() for keywords in (words.given_keywords, words.when_keywords, words.then_keywords)
    )
    tags = " ".join(f"@{_tag(each)}" for each in [*case.criteria, *case.labels])
    lines = [f"  {tags}"] if tags else []
    lines.append(f"  {words.scenario_keywords[-1]}: {_line(case.title)}")
    lines += [f"    {given} {_line(each)}" for each in case.preconditions if _line(each)]
    for step in case.steps:
        data = f" ({_line(step.data)})" if step.data else ""
        lines.append(f"    {when} {_line(step.action)}{data}")
        lines += [f"    {then} {_line(step.expected)}"] if _line(step.expected) else []
    return "\n" + "\n".join(lines)


def _section(number: int, case: TestCase) -> str:
    parts = [f"## {number}. {_escaped(case.title)}"]
    if case.criteria:
        parts.append(f"Checks {', '.join(case.criteria)}.")
    if case.preconditions:
        parts.append("Before:\n\n" + "\n".join(f"- {_escaped(each)}" for each in case.preconditions))
    if case.scenario is not None:
        fence = "`" * (3 + max((len(run) for run in re.findall("`+", case.scenario)), default=0))
        parts.append(f"{fence}gherkin\n{case.scenario.rstrip()}\n{fence}")
    if case.steps:
        rows = [f"| {_escaped(s.action)} | {_escaped(s.data)} | {_escaped(s.expected)} |" for s in case.steps]
        parts.append("\n".join(["| Step | Data | Expected |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _line(text: str) -> str:
    return " ".join(text.split())


def _tag(text: str) -> str:
    return re.sub(r"[\s@#]+", "-", text.strip()) or "untitled"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _line(text))
