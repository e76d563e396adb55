"""`evals/models.yaml`: the models that suites may name."""

from collections.abc import Callable
from pathlib import Path

from workbench.adapters.catalog.forms import ModelLine, ModelList, read_form
from workbench.core.errors import CatalogError
from workbench.core.records import ModelEntry, Price
from workbench.generator.prompt.params import TAKES
from workbench.generator.records import ModelSpec

PriceOf = Callable[[ModelSpec], Price | None]


def read_models(path: Path, price: PriceOf) -> dict[str, ModelEntry]:
    """Return the entries by name, in the file's order.

    Args:
        path: the file.
        price: of a model that has none of its own there.

    Raises:
        CatalogError: the file cannot be used, a name stands twice, or a parameter is unknown.
    """
    entries: dict[str, ModelEntry] = {}
    for given in read_form(path, ModelList).models:
        where, unknown = f"{path}: model {given.name!r}", sorted(set(given.ignores) - TAKES["openai"])
        if given.name in entries:
            raise CatalogError(f"{where}: the name stands twice; rename one")
        if unknown:
            known = ", ".join(sorted(TAKES["openai"]))
            raise CatalogError(f"{where}: unknown parameter {unknown[0]!r} under 'ignores'; known: {known}")
        entries[given.name] = _entry(given, price)
    return entries


def _entry(given: ModelLine, price: PriceOf) -> ModelEntry:
    spec = ModelSpec(**given.model_dump(include=set(ModelSpec.model_fields)))
    own = given.price
    return ModelEntry(
        spec=spec,
        parallel=given.parallel,
        ignores=frozenset(given.ignores),
        price=Price(**own.model_dump(exclude={"as_of"}), source=f"evals/models.yaml as of {own.as_of}")
        if own
        else price(spec),
        family=given.family,
    )
