"""From which cost on a person is asked first. Nothing is imported here, so that a command's help can say it at once."""

from decimal import Decimal
from typing import Final

ASK_ABOVE_USD: Final = Decimal("1.00")
"""A run that may cost more than this asks first."""
