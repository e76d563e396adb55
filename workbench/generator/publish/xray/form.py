"""What a project in Xray takes: its names for our kinds of tests, its fields of a step, the story's id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from workbench.generator.errors import PublishError, XrayError
from workbench.generator.output.xray_files import one_line
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.settings import XraySettings
from workbench.generator.records import TestCase
from workbench.generator.remote import objects

Kind = Literal["Steps", "Gherkin"]
Part = Literal["action", "data", "result"]

# What a project may call the fields of a step that every project has; further ones are its own.
_PARTS: Final[Mapping[str, Part]] = {
    "action": "action",
    "data": "data",
    "result": "result",
    "expected result": "result",
}
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What tests are created with, as the project has it.

    Attributes:
        issue: the story's key.
        project: the key of the project that keeps the tests.
        project_id: its number, which folders are named by.
        language: the Gherkin dialect's code.
        types: the project's names for the kinds of tests.
        story: the story's number; None where the project counts no coverage for issues of its kind.
        test_set: the Test Set's number, or None.
        folder: its path, or None.
        required: parts of a step that must not be empty.
        disabled: parts of a step that the project has not.
        counted_by: the link type by which the project counts coverage, where it is another than the settings'; or None.
    """

    issue: str
    project: str
    project_id: str
    language: str
    types: Mapping[Kind, str]
    story: str | None
    test_set: str | None
    folder: str | None
    required: frozenset[Part] = field(default_factory=frozenset)
    disabled: frozenset[Part] = field(default_factory=frozenset)
    counted_by: str | None = None


def kind_of(case: TestCase) -> Kind:
    """Return what kind of test a case is."""
    return "Steps" if case.scenario is None else "Gherkin"


def looked_up(client: XrayClient, settings: XraySettings, publication: Publication) -> Form:
    """Return what a project takes; nothing is written.

    Raises:
        PublishError: something is missing that the tests need, everything in one sentence.
        XrayError: the project or the story cannot be read.
    """
    project = settings.project or publication.issue.rpartition("-")[0]
    found = client.project(project)
    known = found.get("getProjectSettings")
    known = known if isinstance(known, dict) else {}
    project_id = known.get("projectId")
    if not isinstance(project_id, str):
        raise XrayError("reading the project's settings", "not_found")
    types = _types(known)
    fields = objects(_at(known, "testStepSettings").get("fields"))
    test_set = client.test_set(settings.test_set) if settings.test_set else None
    used = {kind_of(each) for each in publication.suite.cases}
    problems = [
        *_missing_types(used, types, known),
        *_missing_fields(fields if "Steps" in used else [], settings),
        *_missing_link(found, settings),
        *_missing_set(settings, test_set),
    ]
    if problems:
        raise PublishError(f"project {project}: {'; '.join(problems)}")
    return Form(
        issue=publication.issue,
        project=project,
        project_id=project_id,
        language=publication.suite.language,
        types=types,
        story=client.story(publication.issue),
        test_set=test_set,
        folder=settings.folder.replace("{issue}", publication.issue) if settings.folder else None,
        required=frozenset(part for each in fields if _on(each, "required") and (part := _part(each))),
        disabled=frozenset(part for each in fields if each.get("disabled") is True and (part := _part(each))),
        counted_by=_counted_by(found, settings),
    )


def _types(known: Mapping[str, Any]) -> dict[Kind, str]:
    """Return the project's first name for each kind; one that is called as Xray calls it itself comes first."""
    listed = objects(_at(known, "testTypeSettings").get("testTypes"))
    usual = {"Steps": "Manual", "Gherkin": "Cucumber"}
    found: dict[Kind, str] = {}
    kinds: tuple[Kind, ...] = ("Steps", "Gherkin")
    for kind in kinds:
        names = [str(each["name"]) for each in listed if each.get("kind") == kind and isinstance(each.get("name"), str)]
        if names:
            found[kind] = usual[kind] if usual[kind] in names else names[0]
    return found


def _missing_types(used: set[Kind], types: Mapping[Kind, str], known: Mapping[str, Any]) -> Iterator[str]:
    lacking = sorted(used - types.keys())
    if lacking:
        listed = objects(_at(known, "testTypeSettings").get("testTypes"))
        names = ", ".join(_line(each.get("name")) for each in listed) or "none"
        yield f"it has no test type of kind {' or '.join(lacking)}, only {names}; add one to it in Xray"


def _missing_fields(fields: list[dict[str, Any]], settings: XraySettings) -> Iterator[str]:
    missing = [
        each
        for each in fields
        if _on(each, "required") and _part(each) is None and str(each.get("id")) not in settings.step_fields
    ]
    if missing:
        named = ", ".join(f"{_line(each.get('id'))} ({_line(each.get('name'))})" for each in missing)
        yield f"steps need values for {named}; give them in the settings' 'step_fields'"


def _missing_link(found: Mapping[str, Any], settings: XraySettings) -> Iterator[str]:
    names = [_line(each.get("name")) for each in objects(found.get("getIssueLinkTypes"))]
    if settings.link_type.casefold() not in {each.casefold() for each in names}:
        listed = ", ".join(names) or "none"
        yield f"the site has no link type {settings.link_type!r}; name one of these as 'link_type': {listed}"


def _counted_by(found: Mapping[str, Any], settings: XraySettings) -> str | None:
    wanted = _at(_at(found, "getProjectSettings"), "testCoverageSettings").get("issueLinkTypeId")
    names = (each.get("name") for each in objects(found.get("getIssueLinkTypes")) if each.get("id") == wanted)
    name = next(names, None) if wanted is not None else None
    return _line(name) if isinstance(name, str) and name.casefold() != settings.link_type.casefold() else None


def _missing_set(settings: XraySettings, test_set: str | None) -> Iterator[str]:
    if settings.test_set and test_set is None:
        yield f"there is no test set {settings.test_set}; name another as 'test_set', or leave it out"


def _on(step_field: Mapping[str, Any], name: str) -> bool:
    return step_field.get(name) is True and step_field.get("disabled") is not True


def _part(step_field: Mapping[str, Any]) -> Part | None:
    for name in ("id", "name"):
        part = _PARTS.get(str(step_field.get(name)).casefold())
        if part:
            return part
    return None


def _line(value: object) -> str:
    return one_line(str(value), _LONGEST_NAME)


def _at(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}
