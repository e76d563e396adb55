"""What can go wrong in the workbench.

GeneratorError (generator/errors.py)
└── WorkbenchError          one sentence: where, what, what to do; the command line ends with exit code 2
    ├── CatalogError        a suite, dataset, model list or prompt cannot be used
    │   └── NoProjectError  there is no project folder here
    ├── LabelError          labels cannot be read, stored or compared
    ├── StoreError          the store cannot be opened, read or written
    ├── EvidenceError       what scorers need cannot be gathered
    └── RunError            a run cannot start or go on
        └── StoppedError    a call was not sent, because the run may not go on; the cell stays open
"""

from typing import Literal

from workbench.generator.errors import GeneratorError


class WorkbenchError(GeneratorError):
    """Any expected failure above the generator."""


class CatalogError(WorkbenchError):
    """A file of the catalog cannot be used."""


class NoProjectError(CatalogError):
    """There is no project folder here."""


class LabelError(WorkbenchError):
    """Labels cannot be read, stored or compared."""


class StoreError(WorkbenchError):
    """The store cannot be opened, read or written."""


class EvidenceError(WorkbenchError):
    """What scorers need from outside cannot be gathered."""


class RunError(WorkbenchError):
    """A run cannot start or go on."""


class StoppedError(RunError):
    """A call was not sent: the budget is used up, or its model is not asked any more.

    Attributes:
        kind: what the cell's failure is called.
    """

    def __init__(self, kind: Literal["budget", "cancelled"], detail: str) -> None:
        super().__init__(detail)
        self.kind: Literal["budget", "cancelled"] = kind
