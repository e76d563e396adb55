"""How much an attached file may take of the machine before it is left out."""

from dataclasses import dataclass
from typing import Final

MB: Final = 1_000_000
MAX_FILE_BYTES: Final = 25 * MB
MAX_EXPANDED_BYTES: Final = 50 * MB
MAX_RATIO: Final = 100
RATIO_FROM_BYTES: Final = 5 * MB  # a small file of blanks packs a thousandfold and harms nobody
MAX_MEMBERS: Final = 2_000
MAX_PAGES: Final = 500
MAX_SHEETS: Final = 50
MAX_REPLY_BYTES: Final = 4 * MB


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one child process may use.

    Attributes:
        seconds: of processor time, and of wall time.
        memory_bytes: of address space.
    """

    seconds: int
    memory_bytes: int


DOCUMENT: Final = Limits(seconds=8, memory_bytes=512 * MB)
# The models alone take 1.1 GB of address space, half of it resident (rapidocr 3.10, measured).
OCR: Final = Limits(seconds=30, memory_bytes=2_000 * MB)
