"""What a team chooses for its tests in Zephyr Scale, and where the service is."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from workbench.generator.records import Closed
from workbench.generator.remote import Host, loopback

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Level = Literal["high", "medium", "low"]
Region = Literal["global", "eu"]

_HOSTS: Final[dict[Region, str]] = {
    "global": "https://api.zephyrscale.smartbear.com",
    "eu": "https://eu.api.zephyrscale.smartbear.com",
}
_PRIORITIES: Final[dict[Level, str]] = {"high": "High", "medium": "Normal", "low": "Low"}
# No blanks at its ends: a service that leaves them out would never show the folder that was created.
_FOLDER: Final = r"[^/\s]([^/]{0,253}[^/\s])?"
_ROOT: Final = "/v2"
# Its Retry-After said 0 for a while, and meant more.
_LEAST_WAIT_S: Final = 1.0


class ZephyrSettings(Closed):
    """How tests stand in Zephyr Scale.

    Attributes:
        project: the key of the project that keeps them; None is the story's.
        region: where the tenant's data lies; there is no fall-back to the other.
        folder: names from the root, `/` between them, `{issue}` for the story's key; None is no folder.
        labels: on every test case, beside the trace, the criteria and the technique.
        status: the name of the status that new test cases have; None is the project's default.
        priorities: the project's names for ours; one of the default names that is not there is left out, and said.
        custom_fields: values by name, for those that the project requires.
    """

    project: Annotated[str, StringConstraints(pattern="^[A-Z][A-Z0-9_]{0,254}$")] | None = None
    region: Region = "global"
    folder: Annotated[str, StringConstraints(pattern=rf"^{_FOLDER}(/{_FOLDER}){{0,9}}$")] | None = (
        "AI Test Studio/{issue}"
    )
    labels: tuple[Annotated[str, StringConstraints(pattern=r"^\S{1,255}$")], ...] = ("ai-test-studio",)
    status: Name | None = None
    priorities: dict[Level, Name] = Field(default_factory=lambda: dict(_PRIORITIES))
    custom_fields: dict[Name, Any] = Field(default_factory=dict, repr=False)

    @property
    def named(self) -> dict[Level, str]:
        """The priorities that a team named itself, so they have to be there."""
        return {ours: name for ours, name in self.priorities.items() if name != _PRIORITIES[ours]}


def zephyr_host(region: Region, base: str | None = None) -> Host:
    """Return where Zephyr Scale is.

    Args:
        region: of the tenant.
        base: an address of this machine in its place; None is the vendor's.

    Raises:
        ConfigError: `base` is no address of this machine.
    """
    return Host(
        base=_HOSTS[region] if base is None else loopback(base, "the address of Zephyr Scale"),
        root=_ROOT,
        least_wait_s=_LEAST_WAIT_S,
    )
