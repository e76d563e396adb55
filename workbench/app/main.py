"""The app: `workbench app` starts it on 127.0.0.1."""

from pathlib import Path

import streamlit as st

from workbench.app import tools
from workbench.generator.errors import GeneratorError

_PAGES = Path(__file__).parent / "pages"

st.set_page_config(page_title="AI Test Studio Workbench", page_icon="🧪", layout="wide")
page = st.navigation(
    [
        st.Page(_PAGES / "leaderboard.py", title="Leaderboard", icon=":material/leaderboard:", default=True),
        st.Page(_PAGES / "case.py", title="Case", icon=":material/compare:"),
    ],
    position="top",
)
warnings = st.container()
try:
    page.run()
    for sentence in tools.damaged():
        warnings.warning(sentence)
except GeneratorError as error:
    st.error(f"error: {error}")
