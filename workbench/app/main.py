"""The app: `workbench app` starts it on 127.0.0.1."""

from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import opening, runs
from workbench.generator.errors import GeneratorError

_SCREENS: Final = Path(__file__).parent / "screens"  # Streamlit would run files of a folder `pages` without this one
_SECTIONS: Final = {
    "Decide": ("overview", "leaderboard", "compare", "case", "release"),
    "Work": ("runs", "playground", "imports"),
    "Look up": ("datasets", "scorers"),
}


def pages() -> dict[str, list[st.Page]]:
    """Return the pages by section; the file's name is the page's address."""
    return {
        section: [
            st.Page(_SCREENS / f"{name}.py", title=name.capitalize(), url_path=name, default=name == "overview")
            for name in names
        ]
        for section, names in _SECTIONS.items()
    }


st.set_page_config(page_title="AI Test Studio Workbench", page_icon="🧪", layout="wide")
page = st.navigation(pages(), position="sidebar")
st.sidebar.text_input(
    "Your name", key=opening.ACTOR, max_chars=80, persist_state="session", help="Stands beside what you change."
)
warnings = st.container()
try:
    page.run()
    for sentence in runs.damaged():
        warnings.warning(escaped(sentence))
except GeneratorError as error:
    st.error(escaped(f"error: {error}"))
