"""Issues as they come from elsewhere: a Jira site, its exports, files of REST answers, or a folder of such files.

`reading` tells by its content what a file is and hands it to `json_files` or `csv_files`; `folders` finds attached
files, `sites` asks a Jira site. Every source ends in `sourcing`, which lets in what is allowed and reads the attached
files. Nothing is written.
"""

from workbench.adapters.issue_sources.reading import read_source, read_upload
from workbench.adapters.issue_sources.sites import read_site

__all__ = ["read_site", "read_source", "read_upload"]
