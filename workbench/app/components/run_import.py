"""Bringing in a run that `workbench export` wrote elsewhere."""

from collections.abc import Callable

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import jobs
from workbench.bootstrap.exporting import Imported
from workbench.generator.errors import GeneratorError


def show() -> None:
    """Show both ways in: a folder of this machine, or its files."""
    st.markdown("A run that `workbench export` wrote: all of it is stored, or nothing. Doing it twice changes nothing.")
    with st.form("import-folder"):
        folder = st.text_input("Folder on this machine", placeholder="as /home/me/exported-run") or ""
        if st.form_submit_button("Import the folder"):
            _import(lambda: jobs.import_folder(folder.strip()), given=bool(folder.strip()))
    with st.form("import-files"):
        files = st.file_uploader(
            "Or the files of that folder", type=["json", "parquet"], accept_multiple_files=True, max_upload_size=20
        )
        if st.form_submit_button("Import the files"):
            _import(
                lambda: jobs.import_files([(each.name, each.getvalue()) for each in files or []]), given=bool(files)
            )


def _import(bring: Callable[[], Imported], *, given: bool) -> None:
    if not given:
        st.error("Name the folder, or choose its files.")
        return
    try:
        found = bring()
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return
    rows = sum(found.new.values())
    said = f"{rows} new rows" if rows else "it was here already"
    st.success(f"Run {escaped(found.run.id)} of suite {escaped(found.run.suite)} is here: {said}.")
    st.page_link(
        "screens/runs.py", label="Show it in the history", query_params={"view": "History", "run": found.run.id}
    )
