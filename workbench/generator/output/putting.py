"""Files that are there whole or not at all."""

import os
import secrets
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write a file in the place of the one before, so that whoever reads sees all of the one or of the other.

    Raises:
        OSError: it cannot be written; the file before is as it was.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
