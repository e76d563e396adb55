"""Our model as deepeval asks it: one call of deepeval is one call of ours, so that we count, pace and pay for it."""

import asyncio
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from workbench.adapters.deepeval_bridge.library import DeepEvalBaseLLM
from workbench.adapters.deepeval_bridge.schemas import wire_schema
from workbench.core.errors import EvidenceError
from workbench.generator.models import Model
from workbench.generator.records import Completion, Message, Params, Request

ATTEMPTS: Final = 3
"""How often a question is asked until an answer can be read."""


class UnreadableError(EvidenceError):
    """The model answered, and nothing could be read out of it."""


class OurModel(DeepEvalBaseLLM):  # type: ignore[no-untyped-call]  # of its __init_subclass__
    """A model of ours in deepeval's clothes; made anew for each measurement.

    Attributes:
        completions: every answer, also those that could not be read.
        stopped: what ended the first call that failed; nothing is asked after it, and deepeval cannot hide it.
    """

    def __init__(self, asked: Model, params: Params) -> None:
        self.completions: list[Completion] = []
        self.stopped: Exception | None = None
        self._asked, self._params = asked, params
        super().__init__(asked.spec.name)

    def load_model(self, *args: Any, **kwargs: Any) -> "OurModel":  # noqa: ANN401, ARG002 - deepeval's signature
        """Return the model, which needs no loading."""
        return self

    def get_model_name(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - deepeval's signature
        """Return the name that people call it."""
        return self._asked.spec.name

    def generate(self, prompt: str, schema: type[BaseModel] | None = None) -> Any:  # noqa: ANN401 - one of two types
        """Ask, and return the answer as it came, or as a record where a schema is given.

        Raises:
            ProviderError, StoppedError: as the model raised it.
            UnreadableError: no answer could be read.
        """
        if self.stopped is not None:
            raise self.stopped
        try:
            return self._answer(prompt, schema)
        except Exception as error:
            self.stopped = error
            raise

    async def a_generate(self, prompt: str, schema: type[BaseModel] | None = None) -> Any:  # noqa: ANN401
        """Do the same (see `generate`) without holding up the loop."""
        return await asyncio.to_thread(self.generate, prompt, schema)

    def _answer(self, prompt: str, schema: type[BaseModel] | None) -> Any:  # noqa: ANN401
        name = self._asked.spec.name
        for attempt in range(ATTEMPTS):
            completion = self._asked.complete(self._request(prompt, schema, attempt))
            self.completions.append(completion)
            if completion.finish != "stop":  # asked again it would end as it did
                raise UnreadableError(f"{name}: the answer to a metric of deepeval ended with {completion.finish!r}")
            answer = completion.text if schema is None else _read(completion.text, schema)
            if answer:
                return answer
        raise UnreadableError(f"{name}: none of {ATTEMPTS} answers to a metric of deepeval could be read")

    def _request(self, prompt: str, schema: type[BaseModel] | None, attempt: int) -> Request:
        """Return the call; deepeval's prompts ask for JSON themselves where the server takes no schema."""
        enforced = wire_schema(schema) if schema is not None and "schema" in self._asked.spec.takes else None
        return Request(
            messages=(Message(role="user", content=prompt),), params=self._params, schema=enforced, repeat=attempt
        )


def _read(text: str, schema: type[BaseModel]) -> BaseModel | None:
    """Return the JSON object in a text as a record, whatever stands around it; None where there is none that fits."""
    try:
        return schema.model_validate_json(text[text.find("{") : text.rfind("}") + 1])
    except ValidationError:
        return None
