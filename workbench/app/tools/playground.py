"""A prompt in hand, an issue, and what models make of them. What is pasted stays in the browser session's memory."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from workbench.app.tools.opening import FRESH_S, workbench
from workbench.bootstrap import playground
from workbench.bootstrap.playground import Trials
from workbench.core.records import Candidate, Fixture, ModelEntry
from workbench.generator.generate import ask
from workbench.generator.intake import read_issue
from workbench.generator.prompt.file import Prompt
from workbench.generator.records import Message
from workbench.service.bound_cost import bound_cost
from workbench.service.configure import configure
from workbench.service.paste_issue import Typed, paste_issue

_TRIALS = "trials"
_SAVED = "saved prompt"


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def prompt_names() -> list[str]:
    """Return `family/version` of every prompt file."""
    return workbench().catalog.prompt_names()


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def prompt_text(name: str) -> str:
    """Return a prompt's file."""
    return playground.prompt_text(workbench(), name)


def models() -> dict[str, tuple[ModelEntry, str | None]]:
    """Return the models by name, each with why it cannot be asked here, or None."""
    return playground.askable(workbench())


def fixture_of(given: Typed | str) -> Fixture:
    """Return what was typed or pasted as a fixture without gold; it is not cached, so that it is not kept."""
    return paste_issue(given, detect=workbench().tools().detect)


def read(name: str, text: str) -> Prompt:
    """Return an edited prompt."""
    return playground.read_edited(workbench(), name, text)


def candidates(prompt: Prompt, entries: Sequence[ModelEntry]) -> list[Candidate]:
    """Return the edited prompt on each of these models."""
    return [configure(prompt, entry) for entry in entries]


def worst(candidate: Candidate, fixture: Fixture) -> Decimal | None:
    """Return the most that a candidate can cost on an issue, in US dollars; None where no price holds."""
    return bound_cost(candidate, fixture)


def messages(candidate: Candidate, fixture: Fixture) -> tuple[Message, ...]:
    """Return what the first call would send."""
    issue = read_issue(
        fixture.document,
        options=candidate.config.intake,
        context=fixture.gold.context,
        attached=fixture.attachments,
    )
    return ask(issue, candidate.config).messages


def start(chosen: Sequence[Candidate], fixture: Fixture, limit_s: float) -> None:
    """Try candidates on an issue, off this thread; what was tried before in this session goes."""
    stop()
    with_ = workbench()
    st.session_state[_TRIALS] = Trials(chosen, fixture, connect=with_.connect, tools=with_.tools(), limit_s=limit_s)


def stop() -> None:
    """Give up what this session tries."""
    found = trials()
    if found is not None:
        found.stop()


def trials() -> Trials | None:
    """Return what this session tried last, or None."""
    found: Trials | None = st.session_state.get(_TRIALS)
    return found


def next_version(name: str) -> str:
    """Return the name under which the next version of a prompt's family would be saved."""
    return playground.next_version(workbench(), name.partition("/")[0])


def save(name: str, text: str) -> str:
    """Save an edited prompt as the next version of its family and return its name."""
    saved = playground.save_next(workbench(), name, text)
    prompt_names.clear()
    st.session_state[_SAVED] = saved
    return saved


def saved() -> str | None:
    """Return the version that was saved last in this session, once."""
    found: str | None = st.session_state.pop(_SAVED, None)
    return found
