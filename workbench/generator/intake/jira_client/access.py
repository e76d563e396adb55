"""Who asks Jira: what an environment or a keyring says of it."""

from collections.abc import Mapping

from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client.site import GATEWAY, Site
from workbench.generator.remote.access import (
    KEYRING_SERVICE,
    Access,
    Basic,
    Bearer,
    Keyring,
    has_keyring,
    kept,
    no_credentials,
    token,
)


def access_from(environment: Mapping[str, str], site: Site, keyring: Keyring | None = None) -> Access:
    """Return the access that an environment names for a site.

    Behind the gateway it is JIRA_OAUTH_TOKEN where that is set. Else it is JIRA_EMAIL with JIRA_API_TOKEN, or with what
    a keyring holds for the service `ai-test-studio` and `E-MAIL@HOST`.

    Args:
        environment: as `os.environ`.
        site: who gets the credentials.
        keyring: None takes the package `keyring` where it is installed.

    Raises:
        JiraError: `no_credentials`: something is missing, or cannot be a token.
    """
    oauth = environment.get("JIRA_OAUTH_TOKEN", "").strip()
    if oauth and site.is_gateway:
        return Bearer(token=token(oauth, "JIRA_OAUTH_TOKEN", JiraError))
    email, secret = environment.get("JIRA_EMAIL", "").strip(), environment.get("JIRA_API_TOKEN", "").strip()
    if email and secret:
        return Basic(email=token(email, "JIRA_EMAIL", JiraError), token=token(secret, "JIRA_API_TOKEN", JiraError))
    if email:
        return Basic(email=token(email, "JIRA_EMAIL", JiraError), token=_kept(keyring, email, site))
    if oauth:
        where = f"https://{GATEWAY}/ex/jira/CLOUD-ID"
        raise no_credentials(JiraError, f"JIRA_OAUTH_TOKEN is taken behind the gateway only; give '{where}' as --site")
    raise no_credentials(JiraError)


def _kept(keyring: Keyring | None, email: str, site: Site) -> str:
    if not has_keyring(keyring):
        raise no_credentials(
            JiraError,
            "JIRA_EMAIL is set and JIRA_API_TOKEN is not; set it, or install 'keyring' and keep it there",
        )
    found = kept(keyring, f"{email}@{site.host}", named="the token in the keyring", service=JiraError)
    if found is None:
        raise no_credentials(
            JiraError,
            f"the keyring has no token for the service {KEYRING_SERVICE!r} and JIRA_EMAIL@HOST; put it there",
        )
    return found
