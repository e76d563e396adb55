"""Places in words, and texts in pieces."""

import pytest

from workbench.core.importing.reviewing import in_words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/fields/summary", "Summary"),
        ("/fields/issuetype/name", "Issue type"),
        ("/fields/description/content/0/content/2", "Description 1.3"),
        ("/fields/customfield_10100/content/0", "Acceptance criteria 1"),
        ("/names/customfield_10100", "Name of a field"),
        ("/attached/plan.txt", "File plan.txt"),
        ("/gold/behaviours/2/statement", "Gold 3"),
        ("/key", "Key"),
    ],
)
def test_a_place_is_said_as_people_say_it(place: str, words: str) -> None:
    assert in_words(place, {"customfield_10100": "Acceptance criteria"}) == words
