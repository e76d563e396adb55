"""Zephyr Scale Cloud as a place that keeps tests."""

from workbench.generator.publish.zephyr.access import zephyr_access
from workbench.generator.publish.zephyr.cases import IssueIds, ZephyrCases
from workbench.generator.publish.zephyr.client import ZephyrClient
from workbench.generator.publish.zephyr.existing import ZephyrTests
from workbench.generator.publish.zephyr.settings import ZephyrSettings, zephyr_host

__all__ = ["IssueIds", "ZephyrCases", "ZephyrClient", "ZephyrSettings", "ZephyrTests", "zephyr_access", "zephyr_host"]
