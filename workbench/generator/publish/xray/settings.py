"""What a team chooses for its tests in Xray Cloud, and where the service is."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from workbench.generator.records import Closed
from workbench.generator.remote import Host, loopback

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
FieldId = Annotated[str, StringConstraints(pattern="^(customfield_[0-9]{1,12}|components|fixVersions|versions)$")]
Label = Annotated[str, StringConstraints(pattern=r"^\S{1,255}$")]
Level = Literal["high", "medium", "low"]
Region = Literal["global", "us", "eu", "au"]

_HOSTS: Final[dict[Region, str]] = {
    "global": "https://xray.cloud.getxray.app",
    "us": "https://us.xray.cloud.getxray.app",
    "eu": "https://eu.xray.cloud.getxray.app",
    "au": "https://au.xray.cloud.getxray.app",
}
_ROOT: Final = "/api/v2"
_MOST_AT_ONCE: Final = 1_000


class XraySettings(Closed):
    """How tests stand in Xray Cloud.

    Attributes:
        project: the key of the project that keeps them; None is the story's.
        region: where the tenant's data lies; there is no fall-back to another.
        folder: in the Test Repository, from its root, `{issue}` for the story's key; None is no folder.
        test_set: the key of a Test Set that the tests are put into; None is none.
        labels: on every test, beside the trace, the criteria and the technique.
        preconditions: of manual tests, as `issues` that tests with equal texts share, or in the `description`.
        link_type: the name of the link between test and story by which the project counts coverage.
        bulk_from: so many new tests and more are written by one job; fewer one by one, each with its own answer.
        priorities: the project's names for ours; none is written where none is given, for Xray lists no names.
        fields: values of further fields by id, as Jira's REST takes them; for those that the project requires.
        step_fields: values of further fields of a step by id; for those that the project requires.
        markup: whether the tenant shows texts as wiki markup, in which links, pictures and macros are then escaped.
    """

    project: Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9_]{0,254}$")] | None = None
    region: Region = "global"
    folder: Annotated[str, StringConstraints(pattern=r"^(/[^/]{1,255}){1,10}$")] | None = "/AI Test Studio/{issue}"
    test_set: Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9_]{0,254}-[1-9][0-9]{0,17}$")] | None = None
    labels: tuple[Label, ...] = ("ai-test-studio",)
    preconditions: Literal["issues", "description"] = "issues"
    link_type: Name = "Test"
    bulk_from: Annotated[int, Field(ge=2, le=_MOST_AT_ONCE)] = 21
    priorities: dict[Level, Name] = Field(default_factory=dict)
    fields: dict[FieldId, Any] = Field(default_factory=dict, repr=False)
    step_fields: dict[Name, Any] = Field(default_factory=dict, repr=False)
    markup: Literal["wiki", "plain"] = "wiki"


def xray_host(region: Region, base: str | None = None) -> Host:
    """Return where Xray Cloud is.

    Args:
        region: of the tenant.
        base: an address of this machine in its place; None is the vendor's.

    Raises:
        ConfigError: `base` is no address of this machine.
    """
    return Host(base=_HOSTS[region] if base is None else loopback(base, "the address of Xray"), root=_ROOT)
