"""Tests in the words of Xray's calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from workbench.generator.errors import PublishError
from workbench.generator.output.xray_files import LONGEST_SUMMARY, labels_of, one_line, plain_description, scenario_body
from workbench.generator.prompt.digest import digest
from workbench.generator.publish.publication import MARK, Item
from workbench.generator.publish.xray.form import Form, Part, kind_of
from workbench.generator.publish.xray.settings import XraySettings
from workbench.generator.publish.xray.wiki import escaped, without_control
from workbench.generator.records import TestCase

Object = dict[str, Any]
# Where the story stands in a link, as Jira shows the link on the test.
Side = Literal["outwardIssue", "inwardIssue"]

_LONGEST_TEXT: Final = 32_767  # of a text field of Jira
_EMPTY: Final = "-"  # for a part of a step that the project requires


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """How tests are written for a project."""

    form: Form
    settings: XraySettings

    def create(self, item: Item, side: Side) -> Object:
        """Return the variables that create a test."""
        case = case_of(item)
        made: Object = {"jira": self._jira(item, side), "type": {"name": self.form.types[kind_of(case)]}}
        if case.scenario is None:
            made["steps"] = self.steps(case)
        else:
            made["gherkin"] = self.gherkin(case)
        if self.form.folder:
            made["folder"] = self.form.folder
        return made

    def element(self, item: Item, side: Side) -> Object:
        """Return a test of the bulk import. It has no `key`: with one Xray may change a test that is there."""
        case = case_of(item)
        made: Object = {"testtype": self.form.types[kind_of(case)], **self._jira(item, side)}
        if case.scenario is None:
            made["steps"] = self.steps(case)
        else:
            made["gherkin_def"] = self.gherkin(case)
        if self.form.folder:
            made["xray_test_repository_folder"] = self.form.folder
        if self.settings.test_set:
            made["xray_test_sets"] = [self.settings.test_set]
        return made

    def steps(self, case: TestCase) -> list[Object]:
        """Return the steps; a test without any has its title as the only one."""
        parts = [(each.action, each.data, each.expected) for each in case.steps] or [(case.title, "", "")]
        return [self._step(*each) for each in parts]

    def gherkin(self, case: TestCase) -> str:
        """Return the scenario's body, which no markup acts in."""
        return scenario_body(case, self.form.language).replace("\x00", "")

    def precondition(self, trace: str, text: str, test: str) -> Object:
        """Return the variables that create a precondition of a test."""
        summary = one_line(text, LONGEST_SUMMARY) or "Precondition"
        fields = {
            "project": {"key": self.form.project},
            "summary": summary,
            "labels": [*self.settings.labels, trace],
        }
        return {
            "jira": {"fields": fields},
            "type": {"name": self.form.types["Steps"]},
            "definition": self.text(text),
            "tests": [test],
        }

    def text(self, text: str) -> str:
        """Return a text in which nothing acts, wherever it is shown."""
        plain = without_control(text)
        return escaped(plain) if self.settings.markup == "wiki" else plain

    def _jira(self, item: Item, side: Side) -> Object:
        case, settings = case_of(item), self.settings
        fields: Object = {
            "project": {"key": self.form.project},
            "summary": one_line(case.title, LONGEST_SUMMARY) or item.name,
            "labels": list(dict.fromkeys([*settings.labels, item.trace, *labels_of(case)])),
        }
        about = self.text(plain_description(_described(case, settings)))
        if about:
            fields["description"] = about if len(about) <= _LONGEST_TEXT else f"{about[: _LONGEST_TEXT - 1]}…"
        if case.priority in settings.priorities:
            fields["priority"] = {"name": settings.priorities[case.priority]}
        link = {"add": {"type": {"name": settings.link_type}, side: {"key": self.form.issue}}}
        return {"fields": fields | settings.fields, "update": {"issuelinks": [link]}}

    def _step(self, action: str, data: str, result: str) -> Object:
        step: dict[Part, str] = {"action": self.text(action), "data": self.text(data), "result": self.text(result)}
        off = [name for name in ("data", "result") if name in self.form.disabled]
        step["action"] = "\n".join(filter(None, [step["action"], *(step.pop(name, "") for name in off)]))
        needed = {"action", *self.form.required}
        filled: Object = {name: _EMPTY if name in needed and not said.strip() else said for name, said in step.items()}
        if self.settings.step_fields:
            filled["customFields"] = [{"id": id_, "value": value} for id_, value in self.settings.step_fields.items()]
        return filled


def case_of(item: Item) -> TestCase:
    """Return an item's test.

    Raises:
        PublishError: it is a whole suite.
    """
    if item.case is None:
        raise PublishError("a whole suite is no test")
    return item.case


def precondition_trace(form: Form, text: str) -> str:
    """Return the trace of a precondition: equal texts of a story have the same."""
    return f"{MARK}-{digest(['precondition', form.issue, form.project, text]).rpartition(':')[2][:16]}"


def same_step(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two steps say the same, however blanks are kept."""
    return all(_words(one.get(name)) == _words(other.get(name)) for name in ("action", "data", "result"))


def _words(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []


def _described(case: TestCase, settings: XraySettings) -> TestCase:
    """Return a test without the preconditions that become issues of their own."""
    apart = settings.preconditions == "issues" and case.scenario is None
    return case.model_copy(update={"preconditions": ()}) if apart else case
