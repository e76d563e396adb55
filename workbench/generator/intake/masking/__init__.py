"""People, e-mail addresses, account ids and secrets to neutral placeholders, and back in the answer.

`people` collects who Jira names, `spans` finds them in text, `secrets` and `addresses` know patterns, `placeholders`
numbers what was found, `masking` does it for a whole issue, `putting_back` for a test suite. What a placeholder stands
for lives in the prepared issue, in memory, and nowhere else.
"""

from workbench.generator.intake.masking.masking import mask
from workbench.generator.intake.masking.people import People, people_of
from workbench.generator.intake.masking.putting_back import put_back

__all__ = ["People", "mask", "people_of", "put_back"]
