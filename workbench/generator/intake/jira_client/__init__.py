"""Issues out of Jira Cloud, over its REST API v3.

`port` says what the rest of production asks for, `client` makes the calls, `exchange` sends them at the site's pace and
within a budget. `site` knows where, `access` who asks, `fetching` what a config needs of an issue.

JiraClient ── Exchange ── wire (one request, once)
                 ├── Access    Basic, Bearer, Delegated
                 ├── Holds     what rests until when, by the scope of a limit
                 └── Budget    requests and seconds
"""

from workbench.generator.intake.jira_client.access import Access, Basic, Bearer, Delegated, Keyring, access_from
from workbench.generator.intake.jira_client.budget import BUDGET, Budget
from workbench.generator.intake.jira_client.client import JiraClient
from workbench.generator.intake.jira_client.clock import Clock, RealTime
from workbench.generator.intake.jira_client.exchange import Exchange
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
from workbench.generator.intake.jira_client.waits import Holds

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
