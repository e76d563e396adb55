"""Each kind of fault that models make is seen, in files that were clean before."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.lint.faults import FAULTS, FaultKind
from tests.core.lint.human_files import conformance_files, human_files
from tests.core.lint.injectors import Host
from workbench.core.lint import Report, lint
from workbench.generator.output import dialects

SEED = 20261124
FILES = 400
FEW = 21
LEAST = 0.98

HOST = """# language: en
@SHOP-12
Feature: Order books
  As a customer I want to order.

  Background:
    Given a shop with the following books
      | title | price |
      | Emma  | 10    |
      | Dune  | 12    |

  @AC-1
  Scenario: Order one book
    Given a basket with "Emma"
    When the customer orders
    Then the order shows 10 euros
    And the stock shows
      | title | count |
      | Emma  | 4     |

  @AC-2
  Scenario Outline: Order <count> books
    Given a basket with <count> books
    When the customer orders
    Then the order shows <price> euros

    Examples:
      | count | price |
      | 2     | 20    |
      | 3     | 30    |

  Scenario: Order nothing
    Given an empty basket
    When the customer orders
    Then the shop shows "Your basket is empty"
"""


def hosts() -> list[Host]:
    """The same file in three languages' keywords; step texts may stay English."""
    return [Host.of(HOST), Host.of(_in("nl")), Host.of(_in("de"))]


def _in(language: str) -> str:
    ours, theirs = dialects.keywords("en"), dialects.keywords(language)
    table = dialects.dialect(language)
    text = HOST.replace("# language: en", f"# language: {language}").replace(
        "Examples:", f"{table.examples_keywords[0]}:"
    )
    text = text.replace("Scenario Outline:", f"{table.scenario_outline_keywords[0]}:")
    for part in ("feature", "background", "scenario"):
        text = re.sub(rf"^(\s*){getattr(ours, part)}:", rf"\1{getattr(theirs, part)}:", text, flags=re.MULTILINE)
    for part in ("given", "when", "then", "conjunction"):
        text = re.sub(rf"^(\s*){getattr(ours, part)}", rf"\1{getattr(theirs, part)}", text, flags=re.MULTILINE)
    return text


def injected(name: str, clean: list[tuple[Host, Report]], count: int) -> Iterator[tuple[str, Report]]:
    """So many files with one fault of a kind, each host in turn until there are enough."""
    kind, made = FAULTS[name], 0
    for round_ in range(count):
        before = made
        for number, (host, report) in enumerate(clean):
            text = _injected(kind, host, report, f"{SEED}-{name}-{round_}-{number}")
            if text is not None:
                made += 1
                yield text, lint(text, finish=kind.finish)
            if made == count:
                return
        assert made > before, f"no file has a place for {name!r}"


def _injected(kind: FaultKind, host: Host, report: Report, seed: str) -> str | None:
    if kind.seen_by & {finding.rule for finding in report.findings}:
        return None
    text = kind.inject(host, random.Random(seed))
    return None if text == "\n".join(host.lines) else text


def seen(name: str, reports: list[Report]) -> float:
    """The share of files in which a rule that must see the fault does."""
    hits = [bool(FAULTS[name].seen_by & {finding.rule for finding in report.findings}) for report in reports]
    return sum(hits) / len(hits)


@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_the_hosts_are_clean(language: str) -> None:
    report = next(lint("\n".join(h.lines)) for h in hosts() if h.tree.language == language)
    assert ([finding.rule for finding in report.findings], len(report.scenarios)) == ([], 3)


def test_there_are_at_least_25_kinds() -> None:
    assert len(FAULTS) >= 25


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_clean_file_is_seen(name: str) -> None:
    clean = [(host, lint("\n".join(host.lines))) for host in hosts()]
    found = list(injected(name, clean, FEW))
    missed = [text for text, report in found if not seen(name, [report])]
    assert (len(found), missed) == (FEW, [])


@pytest.fixture(scope="module")
def clean_files(reference: Path) -> list[tuple[Host, Report]]:
    every = [(each.text, lint(each.text)) for each in [*human_files(reference), *conformance_files(reference)]]
    return [(Host.of(text), report) for text, report in every if _is_clean(report)]


def _is_clean(report: Report) -> bool:
    return report.valid_share == 1 and not report.counted("error")


@pytest.mark.campaign
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_files_of_people_is_seen_in_98_of_100(name: str, clean_files: list[tuple[Host, Report]]) -> None:
    reports = [report for _, report in injected(name, clean_files, FILES)]
    share = seen(name, reports)
    print(f"\n{name} | {share:.3f} of {len(reports)} | {len(clean_files)} clean files | seed {SEED}")
    assert (len(reports), share >= LEAST) == (FILES, True)
