"""Xray Cloud as a place that keeps tests.

cases.XrayCases, the target
   ├── client     its calls; documents, access
   ├── form       what the project takes, looked up before anything is written
   ├── writing    tests in the words of the calls; wiki
   ├── bulk       many tests by one job
   └── finishing  what a test lacks still; preconditions, linking, folders
"""

from workbench.generator.publish.xray.access import XrayAccess, XrayKey, xray_key
from workbench.generator.publish.xray.cases import XrayCases
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.linking import Linker
from workbench.generator.publish.xray.settings import XraySettings, xray_host

__all__ = ["Linker", "XrayAccess", "XrayCases", "XrayClient", "XrayKey", "XraySettings", "xray_host", "xray_key"]
