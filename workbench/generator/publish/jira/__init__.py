"""Tests into Jira itself: as issues, as sub-tasks of the story, as one comment on it, or as a feature file attached.

`writer` makes the calls that write, `issues`, `comment` and `attachment` are the targets, `settings` says what a team
chooses.
"""

from workbench.generator.publish.jira.attachment import JiraAttachment
from workbench.generator.publish.jira.comment import JiraComment
from workbench.generator.publish.jira.issues import JiraIssues
from workbench.generator.publish.jira.settings import JiraSettings
from workbench.generator.publish.jira.writer import JiraWriter

__all__ = ["JiraAttachment", "JiraComment", "JiraIssues", "JiraSettings", "JiraWriter"]
