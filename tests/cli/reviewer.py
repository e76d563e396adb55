"""A person at the terminal, who types what a test says and may look around before each line."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest


class Typing(io.StringIO):
    """Standard input on which a person types."""

    def __init__(self, lines: Sequence[str], look: Callable[[], None] = lambda: None) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._look = look
        self.asked = 0

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        self.asked += 1
        self._look()
        return super().readline(-1 if size is None else size)


def types(monkeypatch: pytest.MonkeyPatch, *lines: str, look: Callable[[], None] = lambda: None) -> Typing:
    """Have a person type these lines."""
    typing = Typing(lines, look)
    monkeypatch.setattr("sys.stdin", typing)
    return typing


def export(path: Path, *documents: dict[str, Any]) -> str:
    """Write an export of issues and return its path."""
    path.write_text(json.dumps({"issues": documents}), encoding="utf-8")
    return str(path)


def issue(number: int, text: str, **fields: Any) -> dict[str, Any]:
    """An issue as Jira answers it."""
    anna = {"accountId": f"712020:9638dd6d-cf25-43d2-a854-0c955f31678{number % 10}", "displayName": "Anna Ferreira"}
    content = [
        {"type": "paragraph", "content": [{"type": "text", "text": text}]},
        {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Acceptance criteria"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": "The refund is booked within two days."}]},
    ]
    return {
        "id": str(20_000 + number),
        "key": f"PAY-{number}",
        "fields": {
            "summary": "A refund is booked",
            "description": {"type": "doc", "version": 1, "content": content},
            "issuetype": {"name": "Story"},
            "reporter": anna,
            **fields,
        },
    }
