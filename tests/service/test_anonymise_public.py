"""Real public issues through `anonymise`: nothing raises, no link leads outside, few words change."""

import json
import re
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from workbench.adapters.anonymizer.model import Rampart
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.core.anonymising.surrogate_values import is_reserved_host
from workbench.service.anonymise import anonymise

LINK = re.compile(r"\[(?:[^\]\n]{0,300}\|)?((?:https?|ftp)://[^\s\]|]+)|\]\(<?((?:https?|ftp)://[^\s)>]+)")
SAFE = ("localhost", "127.0.0.1")


def _figures(reference: Path, every: int) -> tuple[list[str], float, float]:
    """Return outside hosts left in links, the share of words changed, and the median seconds of CPU an issue."""
    lines = (reference / "data" / "issues_public.jsonl").read_text(encoding="utf-8").splitlines()[::every]
    detectors = DetectorStack(Rampart())
    detectors.find({"a": "warm"}, people=(), dictionary={}, language=None)
    left: list[str] = []
    words = changed = 0
    times: list[float] = []
    for number, line in enumerate(lines):
        row = json.loads(line)
        fields = {"summary": row["summary"], "description": row.get("description_reflowed") or row["description"] or ""}
        before = time.process_time()
        done = anonymise(
            {"id": str(number), "key": f"PUB-{number}", "fields": fields}, detectors=detectors,
            key=b"0123456789abcdef", new_key=f"DEMO-{number}", language=row["language"],
        )  # fmt: skip
        times.append(time.process_time() - before)
        for place in ("/fields/summary", "/fields/description"):
            spans = [(each.start, each.end) for each in done.replacements if each.place == place]
            found = [match.span() for match in re.finditer(r"\w+", done.before.get(place, ""))]
            words += len(found)
            changed += sum(any(start < last and end > first for first, last in spans) for start, end in found)
            left += _outside(done.after.get(place, ""))
    return left, changed / words, statistics.median(times)


def _outside(text: str) -> list[str]:
    hosts = (urlsplit(url).hostname or "" for found in LINK.findall(text) for url in found if url)
    return [host for host in hosts if host and host not in SAFE and not is_reserved_host(host)]


def test_no_link_of_a_public_issue_leads_outside_and_few_words_change(reference: Path) -> None:
    left, changed, _ = _figures(reference, every=15)
    assert left == [] and changed < 0.08


@pytest.mark.campaign
def test_all_public_issues(reference: Path) -> None:
    left, changed, median_s = _figures(reference, every=1)
    print(f"public issues: {changed:.2%} of words changed, {median_s * 1000:.0f} ms of CPU each (median)")
    assert left == [] and changed < 0.05 and median_s < 0.15
