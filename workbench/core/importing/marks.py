"""One-way marks of where a fixture came from: what is imported again is recognised, and the source's key is not kept.

A mark can be checked by whoever holds the dataset and guesses the exact value; the cost of scrypt and the dataset's own
salt are what a guess costs them.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from workbench.core.importing.signoffs import SignOff

SALT_BYTES: Final = 16
_COST: Final = 2**14  # with r=8 and p=1: 16 MiB and about 50 ms a guess (RFC 7914, section 2)
_BYTES: Final = 16


def mark(salt: bytes, value: str) -> str:
    """Return the mark of a value in a dataset: 32 hexadecimal digits.

    Args:
        salt: the dataset's own, 16 random bytes.
        value: what is marked.
    """
    made = hashlib.scrypt(value.encode("utf-8", "surrogatepass"), salt=salt, n=_COST, r=8, p=1, dklen=_BYTES)
    return made.hex()


def known(sign_offs: Mapping[str, SignOff], source: str, number: str | None) -> SignOff | None:
    """Return the sign-off of the fixture that came from there, or None.

    Args:
        sign_offs: of the dataset, by key.
        source: the mark of the source's key.
        number: the mark of the source's own id, which not every form of a source gives.
    """
    return next(
        (
            each
            for each in sign_offs.values()
            if each.source == source and (number is None or each.number is None or each.number == number)
        ),
        None,
    )
