"""Imports: real issues on their way in, reviewed side by side and signed off."""

import streamlit as st

from workbench.app.components import import_list, import_source, review_desk

st.title("Imports")
found = import_list.pick()
if found is None:
    import_source.show()
    st.stop()
import_list.head(found)
review_desk.show(found)
