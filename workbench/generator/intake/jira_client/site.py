"""Where a Jira site is, and which addresses may be asked for it."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

import httpx2

from workbench.generator.errors import ConfigError
from workbench.generator.remote.place import LOOPBACK, same_origin

# Where OAuth tokens and tokens with scopes are taken: https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/
GATEWAY: Final = "api.atlassian.com"
_HOST: Final = re.compile(r"[0-9a-z.-]{1,253}|[0-9a-f:.]{2,45}")
_PATH: Final = re.compile(r"(/ex/jira/[0-9A-Za-z-]{1,100})?/?")
# The hosts to which Atlassian sends those who fetch an attachment.
_ATLASSIAN: Final = (".atlassian.com", ".atlassian.net", ".atl-paas.net")


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A Jira Cloud site: `https://your.atlassian.net`, or by its cloud id behind Atlassian's gateway.

    Attributes:
        base: the address, without a slash at the end.
    """

    base: str
    root: ClassVar[str] = "/rest/api/3"
    least_wait_s: ClassVar[float] = 0.0

    @classmethod
    def at(cls, address: str) -> "Site":
        """Return the site at an address; `https://` may be left out.

        Raises:
            ConfigError: it is no address, has more in it than host and port, or is not encrypted. `http` is taken on
                loopback only.
        """
        text = address.strip()
        url = _parsed(text if "://" in text else f"https://{text}")
        if url is None or not _HOST.fullmatch(url.host) or not _PATH.fullmatch(url.path):
            raise ConfigError(f"--site: no address of a site; give 'https://your.atlassian.net' {_OR}")
        if url.userinfo or url.query or url.fragment:
            raise ConfigError("--site: the address has more in it than a host; credentials come from the environment")
        if url.scheme != "https" and not (url.scheme == "http" and url.host in LOOPBACK):
            raise ConfigError("--site: not encrypted; the address has to begin with 'https://'")
        return cls(base=f"{url.scheme}://{url.netloc.decode('ascii')}{url.path.rstrip('/')}")

    @classmethod
    def of_cloud(cls, cloud_id: str) -> "Site":
        """Return the site of a cloud id, behind the gateway.

        Raises:
            ConfigError: it can be no cloud id.
        """
        return cls.at(f"https://{GATEWAY}/ex/jira/{cloud_id}")

    @property
    def host(self) -> str:
        """The host's name, without the port."""
        return httpx2.URL(self.base).host

    @property
    def is_gateway(self) -> bool:
        """Whether the site is asked by its cloud id, which is where OAuth tokens are taken."""
        return "/ex/jira/" in self.base

    @property
    def is_loopback(self) -> bool:
        """Whether the site is on this machine."""
        return self.host in LOOPBACK

    def holds(self, url: httpx2.URL) -> bool:
        """Tell whether an address is at the site's own scheme, host and port; only those get its credentials."""
        return same_origin(self.base, url)

    def may_send_to(self, url: httpx2.URL) -> bool:
        """Tell whether a redirect of an attachment may be followed: to the site, or to a host of Atlassian's.

        A site on loopback may send to loopback, and no other may.
        """
        if url.userinfo:
            return False
        if self.holds(url) or (self.is_loopback and url.host in LOOPBACK):
            return True
        return url.scheme == "https" and url.port in {None, 443} and url.host.endswith(_ATLASSIAN)


_OR: Final = f"or 'https://{GATEWAY}/ex/jira/CLOUD-ID'"


def _parsed(text: str) -> httpx2.URL | None:
    try:
        return httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError):
        return None
