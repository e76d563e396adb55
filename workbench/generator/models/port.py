"""What production needs of a model."""

from typing import Protocol

from workbench.generator.records import Completion, ModelSpec, Request


class Model(Protocol):
    """Something that answers a request; safe to call from several threads."""

    @property
    def spec(self) -> ModelSpec:
        """Which model this is."""
        ...

    def complete(self, request: Request) -> Completion:
        """Ask once; nothing is retried.

        Raises:
            ProviderError: no answer came, or another model's; a refusal, a cut or a filter is an answer. It says
                whether the call may be billed all the same, how long to wait and what is left of the limits.
        """
        ...
