"""What the Playground needs: prompts in hand, models that can be asked, and trials off the screen's thread."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from workbench.adapters.catalog.prompt_files import next_version as _next_version
from workbench.adapters.catalog.prompt_files import read_edited as _read_edited
from workbench.adapters.catalog.prompt_files import version_texts, write_version
from workbench.bootstrap import Workbench
from workbench.core.errors import StoppedError
from workbench.core.ports import Connect
from workbench.core.records import Candidate, Fixture, ModelEntry
from workbench.generator.errors import GeneratorError
from workbench.generator.models import HOSTED, Model, missing
from workbench.generator.models.pacing import Limiters, Paced
from workbench.generator.prompt.file import Prompt, read_text
from workbench.generator.records import Completion, ModelSpec, Request
from workbench.service.gather import Tools
from workbench.service.save_prompt import save_prompt
from workbench.service.try_out import Tried, try_out

State = Literal["asking", "done", "failed", "stopped"]
_BILLED: Final = "a call that was sent already may still be billed"


def askable(workbench: Workbench) -> dict[str, tuple[ModelEntry, str | None]]:
    """Return the models by name, each with what keeps it from being asked here, or None."""
    return {name: (entry, missing(entry.spec)) for name, entry in workbench.catalog.models().items()}


def prompt_text(workbench: Workbench, name: str) -> str:
    """Return a prompt's file. Raises CatalogError, PromptError where there is none that can be read."""
    return read_text(workbench.catalog.prompt_path(name))


def read_edited(workbench: Workbench, name: str, text: str) -> Prompt:
    """Return an edited prompt. Raises PromptError where production could not read it as a file."""
    return _read_edited(workbench.root / "prompts", name, text)


def next_version(workbench: Workbench, family: str) -> str:
    """Return the name under which a family's next version would be saved."""
    return _next_version(workbench.root / "prompts", family)


def save_next(workbench: Workbench, name: str, text: str) -> str:
    """Save an edited prompt as the next version of its family and return its name.

    Raises:
        PromptError: production could not read it.
        CatalogError: see `save_prompt`.
    """
    prompts, family = workbench.root / "prompts", name.partition("/")[0]
    read_edited(workbench, name, text)
    return save_prompt(
        text,
        family,
        versions=version_texts(prompts, family).values(),
        write=lambda of, whole: write_version(prompts, of, whole),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """How far one model is.

    Attributes:
        model: its name.
        state: `done` holds `tried`; `failed` and `stopped` hold `said`.
        tried: what came of it.
        said: one sentence why nothing did.
    """

    model: str
    state: State = "asking"
    tried: Tried | None = None
    said: str | None = None


class Trials:
    """A prompt on one issue and several models, each on a thread of its own; held in memory only."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        fixture: Fixture,
        *,
        connect: Connect,
        tools: Tools,
        limit_s: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin at once.

        Args:
            candidates: one a model.
            fixture: what they are tried on.
            connect: makes a model of its spec.
            tools: what evidence is made with.
            limit_s: after so many seconds what has not come is given up.
            now: seconds on a clock that never goes back.
        """
        self.prompt = candidates[0].config.prompt if candidates else ""
        self.issue = fixture.key
        self.limit_s = limit_s
        self._connect, self._tools, self._fixture, self._now = connect, tools, fixture, now
        self._began = now()
        self._guard = threading.Lock()
        self._trials = {each.name: Trial(model=each.name) for each in candidates}
        self._limiters = Limiters()
        self._threads = [threading.Thread(target=self._try, args=(each,), daemon=True) for each in candidates]
        for each in self._threads:
            each.start()

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return self._now() - self._began

    @property
    def running(self) -> bool:
        """Whether a model is still asked."""
        return any(each.state == "asking" for each in self.trials())

    def trials(self) -> tuple[Trial, ...]:
        """Return how far each model is; gives up what is over its time."""
        if self.seconds > self.limit_s:
            self._give_up(f"no answer within {self.limit_s:g} s; {_BILLED}")
        with self._guard:
            return tuple(self._trials.values())

    def wait(self, seconds: float) -> None:
        """Wait until all models answered or failed, for so many seconds each at the most."""
        for each in self._threads:
            each.join(seconds)

    def stop(self) -> None:
        """Give up what has not come."""
        self._give_up(f"stopped; {_BILLED}")

    def _give_up(self, said: str) -> None:
        with self._guard:
            for name, trial in self._trials.items():
                if trial.state == "asking":
                    self._trials[name] = replace(trial, state="stopped", said=said)

    def _try(self, candidate: Candidate) -> None:
        name = candidate.name
        try:
            model = self._reached(candidate)
            done = Trial(
                model=name,
                state="done",
                tried=try_out(candidate, self._fixture, model=model, tools=self._tools),
            )
        except GeneratorError as error:
            done = Trial(model=name, state="failed", said=str(error))
        except Exception as error:  # noqa: BLE001 - its text may hold the issue's; a thread's end must be seen
            done = Trial(model=name, state="failed", said=f"a fault in the workbench ({type(error).__name__})")
        with self._guard:
            if self._trials[name].state == "asking":
                self._trials[name] = done

    def _reached(self, candidate: Candidate) -> Model:
        """Return the model as production asks it, with a stop before each call."""
        spec = candidate.config.model
        model = self._connect(spec)
        if spec.adapter in HOSTED:
            model = Paced(model, self._limiters.of(spec), check=lambda _: self._check(candidate.name))
        return _Stoppable(model, lambda: self._check(candidate.name))

    def _check(self, name: str) -> None:
        with self._guard:
            over = self._trials[name].state != "asking"
        if over or self.seconds > self.limit_s:
            raise StoppedError("cancelled", "stopped before the next call was sent")


class _Stoppable:
    """A model that is asked only while the trial goes on."""

    def __init__(self, model: Model, check: Callable[[], None]) -> None:
        self._model, self._check = model, check

    @property
    def spec(self) -> ModelSpec:
        """Which model this is."""
        return self._model.spec

    def complete(self, request: Request) -> Completion:
        """Ask, unless it was stopped (see `Model.complete`)."""
        self._check()
        return self._model.complete(request)
