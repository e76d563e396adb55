"""A target in Xray Cloud out of what a person names: as whom, and how tests stand there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.generator.models.bounded import Bounds, client_of
from workbench.generator.publish.settings import settings_of
from workbench.generator.publish.target import Target
from workbench.generator.publish.xray.access import Nobody, XrayAccess, xray_key
from workbench.generator.publish.xray.cases import XrayCases
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.linking import Linker
from workbench.generator.publish.xray.settings import XraySettings, xray_host
from workbench.generator.remote import Budget, Exchange, RealTime

# 200 tests with some six calls each, at the 300 requests in five minutes that the vendor allows, and a job's minutes.
BUDGET: Final = Budget(requests=2_000, seconds=3_600.0)
# The limit counts five minutes: who waits so long is let in again.
LONGEST_WAIT_S: Final = 310.0
_SIGNING: Final = Budget(requests=100, seconds=30 * 24 * 3_600.0)
_BOUNDS: Final = Bounds(silent_s=60.0, total_s=180.0)


def xray_settings(path: Path | None, **given: object) -> XraySettings:
    """Return the settings of a file, with what is given in place of what stands there; see `settings_of`."""
    return settings_of(XraySettings, "Xray", path, given)


@contextmanager
def xray_client(
    settings: XraySettings, environment: Mapping[str, str], *, base: str | None = None
) -> Iterator[XrayClient]:
    """Open a client of the service.

    Args:
        settings: name the region.
        environment: as `os.environ`; the credentials of `xray_key`.
        base: an address of this machine in the service's place, checked by `remote.loopback`.

    Raises:
        XrayError: `no_credentials`.
    """
    host, key, clock = xray_host(settings.region, base), xray_key(environment), RealTime()
    with client_of(_BOUNDS, local=host.is_loopback) as http:
        signing = Exchange(host, Nobody(), http=http, budget=_SIGNING, longest_wait_s=LONGEST_WAIT_S)
        access = XrayAccess(key, signing, clock)
        yield XrayClient(Exchange(host, access, http=http, budget=BUDGET, longest_wait_s=LONGEST_WAIT_S), access)


@contextmanager
def xray_target(
    settings: XraySettings,
    environment: Mapping[str, str],
    *,
    base: str | None = None,
    linker: Linker | None = None,
) -> Iterator[Target]:
    """Open a target in Xray Cloud.

    Args:
        settings: how tests stand there.
        environment: as `os.environ`; the credentials of `xray_key`.
        base: an address of this machine in the service's place, checked by `remote.loopback`.
        linker: mends links in Jira; None says in a note what it would have mended.

    Raises:
        XrayError: `no_credentials`.
    """
    with xray_client(settings, environment, base=base) as client:
        yield XrayCases(client, settings, base=xray_host(settings.region, base).base, linker=linker)
