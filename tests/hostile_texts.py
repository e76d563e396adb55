"""Texts that attack whoever shows or runs them: a few of our own, and the public collections where they are there."""

import json
import os
import random
from pathlib import Path
from typing import Final

OURS: Final = (
    '=HYPERLINK("https://evil.example","x")',
    "＝cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "@mention [~accountid:712020:1] {panel}x{panel}",
    "Scenario: another\n  When x\nFeature: more\n@tag",
    '"""\nFeature: inside\n"""\n| a | b |',
    "line\u2028break\u2029and\x00nul\x1b[31m",
)


def hostile_texts(sample: int | None = None, seed: int = 1) -> list[str]:
    """Return our own, and so many of the collections in `$WORKBENCH_REFERENCE`; None is all of them."""
    named = os.environ.get("WORKBENCH_REFERENCE")
    found: list[str] = []
    for name in ("hostile_outputs.jsonl", "injection_corpus.jsonl") if named else ():
        for line in (Path(named or "") / "data" / name).read_text(encoding="utf-8").strip().split("\n"):
            found += [each for each in json.loads(line).values() if isinstance(each, str) and len(each) > 8]
    kept = found if sample is None or sample >= len(found) else random.Random(seed).sample(found, sample)
    return [*OURS, *kept]
