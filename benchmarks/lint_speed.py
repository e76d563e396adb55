"""How long linting takes: 1,000 feature files of 60 lines, against parsing alone.

Run with `uv run python benchmarks/lint_speed.py [FILES]`.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator

from gherkin.parser import Parser

from workbench.core.lint import lint

LINES = 60


def feature(number: int) -> str:
    """A feature of 60 lines that differs from the others: plain scenarios, an outline, a table, a doc string."""
    lines = [f"@SHOP-{number}", f"Feature: Ordering in shop {number}", "  As a customer I want to order.", ""]
    for scenario in range(1, 7):
        lines += [
            f"  @AC-{scenario}",
            f"  Scenario: Order {scenario} of {number}",
            f'    Given a basket with {scenario} items of "book {number}"',
            "    And a customer with the following address",
            "      | street | town   |",
            f"      | Main {scenario} | Utrecht |",
            "    When the customer orders",
            f"    Then the order shows {scenario * number} euros",
            "",
        ]
    return "\n".join((lines + [f"  # remark {line}" for line in range(LINES)])[:LINES]) + "\n"


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """How long some work takes over all texts."""
    start = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - start


def main(arguments: Iterator[str]) -> None:
    """Print the seconds of both and their ratio."""
    count = int(next(arguments, "1000"))
    texts = [feature(number) for number in range(1, count + 1)]
    assert all(text.count("\n") == LINES for text in texts)
    assert not any(finding.severity == "error" for finding in lint(texts[0]).findings)
    parsing = seconds(lambda text: Parser().parse(text), texts)
    linting = seconds(lint, texts)
    print(f"{count} files of {LINES} lines: parsed in {parsing:.2f} s, linted in {linting:.2f} s")
    print(f"ratio {linting / parsing:.2f}")


if __name__ == "__main__":
    main(iter(sys.argv[1:]))
