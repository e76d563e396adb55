"""Files -> datasets, models, prompts, suites. Everything is checked before anything is asked."""

from workbench.adapters.catalog.catalog import Catalog
from workbench.adapters.catalog.datasets import Dataset, read_fixtures
from workbench.adapters.catalog.forms import Card
from workbench.adapters.catalog.judges import write_card
from workbench.adapters.catalog.labelled import read_labelled, read_matrices

__all__ = ["Card", "Catalog", "Dataset", "read_fixtures", "read_labelled", "read_matrices", "write_card"]
