"""Files -> datasets, models, prompts, suites. Everything is checked before anything is asked."""

from workbench.adapters.catalog.catalog import Catalog
from workbench.adapters.catalog.datasets import Dataset
from workbench.adapters.catalog.forms import Card

__all__ = ["Card", "Catalog", "Dataset"]
