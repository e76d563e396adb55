"""What models answer: the contract they are asked for, reading it, checking it, writing it to files."""

from typing import Final

READER_VERSION: Final = 2
"""Part of every cell key: raise it whenever an answer could be read differently than before."""
