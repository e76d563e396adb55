"""A prompt's whole file to edit, beside what differs from the file it came from."""

from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import playground
from workbench.generator.errors import GeneratorError
from workbench.generator.prompt.file import Prompt

_HEIGHT: Final = 460


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A prompt in hand.

    Attributes:
        name: of the file that it came from.
        text: the whole file as it is edited.
        prompt: as production reads it; None where it cannot.
    """

    name: str
    text: str
    prompt: Prompt | None


def edit() -> Edited | None:
    """Return the edited prompt, or None where there is no prompt to begin with."""
    st.subheader("Prompt")
    names = playground.prompt_names()
    if not names:
        st.info("No prompts in this project yet. Add prompts/FAMILY/v1.md, as docs/prompts.md says.")
        return None
    name = st.selectbox("Begin with", names, key="prompt", bind="query-params")
    before = playground.prompt_text(name).replace("\r\n", "\n")
    left, right = st.columns(2)
    # The text is kept across pages: it is work. Another file has a text of its own.
    text = left.text_area(
        "The whole file", value=before, key=f"text of {name}", height=_HEIGHT, persist_state="session"
    )
    with right:
        _difference(name, before, text or "")
    prompt = _read(name, text or "")
    _save(name, before, text or "", prompt)
    return Edited(name=name, text=text or "", prompt=prompt)


def difference(name: str, before: str, after: str) -> str:
    """Return the unified diff of a file and its edited text; "" where they are the same."""
    lines = unified_diff(
        before.splitlines(), after.splitlines(), fromfile=f"{name}.md", tofile="edited", lineterm="", n=3
    )
    return "\n".join(lines)


def _difference(name: str, before: str, after: str) -> None:
    st.caption("What differs from the file")
    found = difference(name, before, after)
    if found:
        st.code(found, language=None, wrap_lines=True, height=_HEIGHT)
    else:
        st.caption("Nothing yet. Edit on the left; Ctrl+Enter takes the change over.")


def _read(name: str, text: str) -> Prompt | None:
    try:
        return playground.read(name, text)
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return None


def _save(name: str, before: str, text: str, prompt: Prompt | None) -> None:
    saved = playground.saved()
    if saved:
        st.success(f"Saved as {escaped(saved)}. Choose it under 'Begin with', or name it in a suite.")
    after, lacks = playground.next_version(name), _lacks(before, text, prompt)
    columns = st.columns([1, 3], vertical_alignment="center")
    pressed = columns[0].button(f"Save as {after}", disabled=lacks is not None, width="stretch")
    columns[1].caption(lacks or "A new file beside the others; no version is changed. Git keeps who wrote it.")
    if pressed:
        try:
            playground.save(name, text)
        except GeneratorError as error:
            st.error(escaped(str(error)))
            return
        st.rerun()


def _lacks(before: str, text: str, prompt: Prompt | None) -> str | None:
    if prompt is None:
        return "It can be saved once production can read it."
    if text.strip() == before.strip():
        return "Nothing to save: the text is that of the file."
    return None
