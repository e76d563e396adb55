"""How the fixtures of a dataset are spread over strata and languages."""

from collections import Counter
from collections.abc import Iterable

from workbench.service.list_fixtures import Listed


def spread_fixtures(listed: Iterable[Listed]) -> dict[str, dict[str, int]]:
    """Return how many fixtures there are by stratum and, in it, by language, each in the order of the alphabet."""
    counts = Counter((each.stratum, each.language) for each in listed)
    languages = sorted({language for _, language in counts})
    strata = sorted({stratum for stratum, _ in counts})
    return {stratum: {language: counts[stratum, language] for language in languages} for stratum in strata}
