"""Negation: what the statement expects is turned into its opposite."""

from workbench.core.mutants import denial, denial_german
from workbench.core.mutants.source import Change, Source


def negation(source: Source) -> Change | None:
    """Return the statement with its main clause denied: `is refused` for `is accepted`.

    Conditions and relative clauses stay as they are, so a test of the original contradicts the mutant.
    """
    if source.language == "en":
        changed = denial.deny(source.text)
    elif source.language == "de":
        changed = denial_german.deny(source.text)
    else:
        return None
    return Change(text=changed) if changed else None
