"""Addresses of machines and of sites: hosts, links, IP and hardware addresses, UUIDs, accounts and keys of Jira's."""

import ipaddress
import re
from typing import Final

from workbench.adapters.anonymizer.rules import Rule, compiled
from workbench.adapters.anonymizer.vocabulary import NO_KEY
from workbench.core.anonymising.records import Tier
from workbench.core.anonymising.surrogate_values import is_reserved_host

_UUID: Final = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
_INNER: Final = r"(?:corp|local|lan|internal|intern|intra|intranet|home|private|localdomain|ad|domain)"
_CLOUD: Final = (
    r"(?:amazonaws\.com|azurewebsites\.net|windows\.net|cloudapp\.azure\.com|cloudapp\.net|azure-api\.net"
    r"|herokuapp\.com"
    r"|run\.app|appspot\.com|cloudfunctions\.net|firebaseio\.com|ngrok\.io|ngrok-free\.app|vercel\.app|netlify\.app"
    r"|onmicrosoft\.com|sharepoint\.com|my\.salesforce\.com|service-now\.com|zendesk\.com|okta\.com|auth0\.com"
    r"|slack\.com|cloudfront\.net|digitaloceanspaces\.com|snowflakecomputing\.com|mongodb\.net)"
)
_NO_SITE: Final = frozenset("www developer support community marketplace api id admin auth confluence jira".split())  # noqa: SIM905
_NO_TENANT: Final = frozenset("www api app help docs developer developers support status hooks login".split())  # noqa: SIM905
# Hosts of standards, registries and public documentation: they tell of no customer, and a text is read by them.
_PUBLIC: Final = re.compile(
    r"(?:^|\.)(?:w3\.org|xmlsoap\.org|json-schema\.org|schema\.org|ietf\.org|rfc-editor\.org|iso\.org|oasis-open\.org"
    r"|wikipedia\.org|mozilla\.org|apache\.org|oracle\.com|java\.com|python\.org|pypi\.org|npmjs\.com|nodejs\.org"
    r"|maven\.org|springframework\.org|spring\.io|microsoft\.com|apple\.com|android\.com|google\.com|googleapis\.com"
    r"|github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|stackoverflow\.com|docker\.com|docker\.io"
    r"|kubernetes\.io|postgresql\.org|mysql\.com|mongodb\.com|mongodb\.org|elastic\.co|redhat\.com|ubuntu\.com"
    r"|debian\.org|cucumber\.io|selenium\.dev|gnu\.org|opensource\.org|creativecommons\.org|atlassian\.com|moodle\.org"
    r"|youtube\.com|europa\.eu|sonarsource\.com|owasp\.org|openssl\.org|jetbrains\.com|eclipse\.org|reactjs\.org"
    r"|angular\.io|vuejs\.org|rubyonrails\.org|php\.net|jquery\.com|openapis\.org|swagger\.io|postman\.com)$",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(
    r"(?:version|versie|release|build|firmware|driver|chrome|firefox|safari|platform\w*|верси\w|платформ\w|wersj\w|\bv)"
    r"[\s:=/\"']{0,4}\Z",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:\bip\b|addr|host|client|remote|server|from|von|login|adres|\bvan\b|\(|=)", re.IGNORECASE
)


def _v4(text: str, start: int, end: int) -> Tier | None:
    try:
        address = ipaddress.IPv4Address(text[start:end])
    except ValueError:
        return None
    if (
        address.is_loopback
        or address.is_unspecified
        or text[start:end].startswith("255.")
        or text[end : end + 2] == ".0"
    ):
        return None
    before = text[max(0, start - 24) : start]
    if _VERSION.search(before):
        return None
    small = max(map(int, text[start:end].split("."))) < 25
    return "suspected" if small and not _ADDRESS.search(before) else "sure"


def _v6(text: str, start: int, end: int) -> Tier | None:
    try:
        address = ipaddress.IPv6Address(text[start:end])
    except ValueError:
        return None
    return None if address.is_loopback or address.is_unspecified or end - start < 5 else "sure"


def _url_host(text: str, start: int, end: int) -> Tier | None:
    host = text[start:end]
    if is_reserved_host(host) or _PUBLIC.search(host) or host.casefold() in ("127.0.0.1", "0.0.0.0"):  # noqa: S104
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "sure" if "." in host or any(sign.isdigit() for sign in host) else "suspected"
    return None


def _site(text: str, start: int, end: int) -> Tier | None:
    return None if text[start:end].split(".")[0].casefold() in _NO_SITE else "sure"


def _tenant(text: str, start: int, end: int) -> Tier | None:
    return None if text[start:end].split(".")[0].casefold() in _NO_TENANT else "sure"


def _key(text: str, start: int, end: int) -> Tier | None:
    head, _, number = text[start:end].rpartition("-")
    if head in NO_KEY or number.startswith("0") or head.rstrip("0123456789") in NO_KEY:
        return None
    return "sure" if len(head) >= 2 else None


def _mac(text: str, start: int, end: int) -> Tier | None:
    return None if set(text[start:end]) <= set("0:-") or set(text[start:end].lower()) <= set("f:-") else "sure"


RULES: Final = (
    Rule(name="uuid", kind="uuid", pattern=compiled(_UUID), after="word-", before="word-"),
    Rule(
        name="account-id",
        kind="account_id",
        before="word:-",
        after="word-",
        pattern=compiled(rf"(?:\d{{5,7}}|qm|ug|ad|JIRAUSER):(?:{_UUID}|[\w-]{{20,64}})|JIRAUSER\d{{3,8}}"),
    ),
    Rule(name="account-id", kind="account_id", before="word-:.", after="word-", pattern=compiled(r"[56][0-9a-f]{23}")),
    Rule(name="ari", kind="account_id", after="", pattern=compiled(r"ari:cloud:[\w:/.-]{6,200}"), hints=("ari:",)),
    Rule(
        name="site",
        kind="site",
        before="word.-",
        after="word-",
        check=_site,
        hints=(".atlassian.", ".jira.com", ".jira-dev"),
        pattern=compiled(rf"(?i)(?:{_LABEL}\.){{1,3}}(?:atlassian\.net|jira\.com|atlassian-us-gov\.net|jira-dev\.com)"),
    ),
    Rule(
        name="mac-bare",
        kind="mac",
        before="",
        hints=("mac",),
        pattern=compiled(r"\b(?:MAC|mac)\b[^\n0-9]{0,20}(?P<v>[0-9A-Fa-f]{12})"),
    ),
    Rule(
        name="mac",
        kind="mac",
        before="word:-",
        after="word:-",
        check=_mac,
        pattern=compiled(
            r"[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})"
            r"|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}"
        ),
    ),
    Rule(
        name="ip",
        kind="ip",
        before="word.",
        check=_v4,
        after="word",
        pattern=compiled(r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}"),
    ),
    Rule(
        name="ip6",
        kind="ip",
        before="word:.",
        after="word:",
        check=_v6,
        hints=(":",),
        pattern=compiled(
            r"(?i)(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){0,7}:{0,2}"
            r"|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}"
        ),
    ),
    Rule(
        name="url-host",
        kind="host",
        before="word.",
        after="word",
        check=_url_host,
        hints=("://",),
        pattern=compiled(
            rf"(?i)[a-z][a-z0-9+.-]{{1,20}}://(?:[^\s/@:\"'<>]{{0,100}}(?::[^\s/@\"'<>]{{0,200}})?@)?"
            rf"(?P<v>{_LABEL}(?:\.{_LABEL}){{0,10}})"
        ),
    ),
    Rule(
        name="inner-host",
        kind="host",
        before="word.-",
        after="word-(",
        pattern=compiled(rf"(?i)(?:{_LABEL}\.){{1,8}}{_INNER}"),
        check=lambda text, start, end: _inner(text, start, end),
    ),
    Rule(
        name="cloud-host",
        kind="host",
        before="word.-",
        after="word-",
        check=_tenant,
        pattern=compiled(rf"(?i)(?:{_LABEL}\.){{1,8}}{_CLOUD}"),
    ),
    Rule(
        name="unc",
        kind="host",
        before="",
        after="",
        pattern=compiled(
            r"\\\\(?P<v>[A-Za-z0-9]"
            r"[\w.-]{1,60})\\[\w$]"
        ),
    ),
    Rule(
        name="named-host",
        kind="host",
        before="word.",
        after="word(",
        hints=("host", "server", "node", "machine", "rechner"),
        check=lambda text, start, end: _named(text, start, end),
        pattern=compiled(
            r"(?i)\b(?:host(?:name)?|server|node|machine|rechner|serveur|servidor)(?:name)?[\"']?"
            r"(?:[ \t]?[=:][ \t]?|[ \t])[\"']?(?P<v>[a-z][a-z0-9]{1,20}(?:[-.]?[a-z0-9]{1,20}){0,5})"
        ),
    ),
    Rule(
        name="issue-key",
        kind="issue_key",
        before="word-/.#",
        after="word-",
        check=_key,
        pattern=compiled(r"[A-Z][A-Z0-9_]{1,11}-[1-9]\d{0,6}"),
    ),
    Rule(
        name="issue-key-in-url",
        kind="issue_key",
        before="",
        after="word-",
        pattern=compiled(r"(?i)(?:/browse/|/issues?/|selectedIssue=)(?P<v>[a-z][a-z0-9_]{1,20}-[1-9]\d{0,6})"),
    ),
)


def _inner(text: str, start: int, end: int) -> Tier | None:
    """Tell a machine from a file or a member of a class: `settings.local`, `System.Private`."""
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum():
        return None
    value = text[start:end]
    if value.count(".") >= 2 or any(sign.isdigit() or sign == "-" for sign in value):
        return "sure" if value == value.lower() or value.count(".") >= 2 else "suspected"
    return "suspected" if value.rpartition(".")[2].casefold() in ("corp", "lan", "intra", "intranet") else None


def _named(text: str, start: int, end: int) -> Tier | None:
    value = text[start:end]
    digits = any(sign.isdigit() for sign in value)
    return (
        ("sure" if value[0].islower() and len(value) > 4 else "suspected") if digits and not value.isdigit() else None
    )
