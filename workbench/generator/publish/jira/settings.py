"""What a team chooses for its tests in Jira."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from workbench.generator.records import Closed

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
FieldId = Annotated[str, StringConstraints(pattern="^(customfield_[0-9]{1,12}|components|fixVersions|versions)$")]
Label = Annotated[str, StringConstraints(pattern=r"^\S{1,255}$")]


class JiraSettings(Closed):
    """How tests stand in Jira.

    Attributes:
        kind: `issues` of a type, `sub_tasks` of the story, one `comment` on it, or a feature file as `attachment`.
        project: the key of the project whose issues they become; None is the story's.
        issue_type: its name; None is "Test", or for sub-tasks the first type of the project that is one.
        link_type: the name of the link between test and story; None is "Test" where the site has it, else "Relates".
        labels: on every issue, beside the trace, the criteria and the technique.
        fields: values of further fields by id, as Jira's REST takes them; for those that a project requires.
    """

    kind: Literal["issues", "sub_tasks", "comment", "attachment"] = "issues"
    project: Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9_]{0,254}$")] | None = None
    issue_type: Name | None = None
    link_type: Name | None = None
    labels: tuple[Label, ...] = ("ai-test-studio",)
    fields: dict[FieldId, Any] = Field(default_factory=dict, repr=False)
