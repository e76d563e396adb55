"""Issues out of Jira Cloud, over its REST API v3.

`port` says what the rest of production asks for, `client` makes the calls, which `remote` sends. `site` knows where,
`access` who asks, `fetching` what a config needs of an issue.
"""

from workbench.generator.intake.jira_client.access import access_from
from workbench.generator.intake.jira_client.client import JiraClient
from workbench.generator.intake.jira_client.fetching import LOADS, Fetched, Loads, fetch
from workbench.generator.intake.jira_client.needs import needed_fields
from workbench.generator.intake.jira_client.port import (
    CreateField,
    CreateMeta,
    Document,
    FieldName,
    Found,
    IssueType,
    Jira,
)
from workbench.generator.intake.jira_client.site import Site
from workbench.generator.remote import (
    BUDGET,
    Access,
    Basic,
    Bearer,
    Budget,
    Clock,
    Delegated,
    Exchange,
    Holds,
    Keyring,
    RealTime,
)

__all__ = [
    "BUDGET",
    "LOADS",
    "Access",
    "Basic",
    "Bearer",
    "Budget",
    "Clock",
    "CreateField",
    "CreateMeta",
    "Delegated",
    "Document",
    "Exchange",
    "Fetched",
    "FieldName",
    "Found",
    "Holds",
    "IssueType",
    "Jira",
    "JiraClient",
    "Keyring",
    "Loads",
    "RealTime",
    "Site",
    "access_from",
    "fetch",
    "needed_fields",
]
