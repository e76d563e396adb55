"""Where issues come from and where they go; the button takes them into the server's memory."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import datasets, imports, opening
from workbench.bootstrap.importing import KINDS, Kind, Origin, Terms, Wanted, terms_of
from workbench.core.errors import CatalogError
from workbench.generator.errors import GeneratorError

_UPLOAD: Final = "A file"
_FILE: Final = "A folder on this machine"
_SITE: Final = "A Jira site"
_AGAIN: Final = "Fixtures to look at again"
_ORIGINS: Final[dict[Origin, str]] = {
    "own_project": "our own project's",
    "customer_consented": "a customer's, who agreed",
    "public_licensed": "public, under a licence",
    "synthetic": "invented",
}


def show() -> None:
    """Show the form, and lead on into the review where issues came in."""
    st.subheader("Bring issues in")
    chosen = st.segmented_control("Take them from", [_UPLOAD, _FILE, _SITE, _AGAIN], default=_UPLOAD, required=True)
    if chosen == _AGAIN:
        _again()
        return
    source = {_UPLOAD: _upload, _FILE: _file, _SITE: _site}[chosen or _UPLOAD]()
    dataset = st.text_input(
        "Into the dataset", max_chars=80, placeholder="shop", help="It is made where it is not there."
    )
    terms = _terms()
    wanted, prefix, dictionary, update = _more()
    actor = opening.actor()
    if actor is None:
        st.caption("Type your name in the sidebar first; it stands beside what you sign off.")
    ready = actor is not None and source is not None and bool(dataset) and terms is not None
    if not st.button("Take in and anonymise", type="primary", disabled=not ready):
        return
    if actor is None or source is None or not dataset or terms is None:
        return
    with st.status("Anonymising") as status:
        try:
            found = imports.begin(
                dataset.strip(), source, wanted=wanted, terms=terms, prefix=prefix, dictionary=_read(dictionary),
                update=update, by=actor, tell=lambda taken: status.update(label=f"Anonymising: {taken} issues"),
            )  # fmt: skip
        except GeneratorError as error:
            status.update(label="Nothing came in", state="error")
            st.error(escaped(str(error)))
            return
    imports.choose(found)
    st.rerun()


def _upload() -> imports.Uploaded | None:
    given = st.file_uploader(
        "A Jira export (JSON, CSV) or JSON lines", help="It goes into this server's memory, not onto its disk."
    )
    return None if given is None else imports.Uploaded(name=given.name, data=given.getvalue())


def _file() -> Path | None:
    path = st.text_input(
        "Path of an export, or of a folder with exports and attachments/KEY/*",
        max_chars=1_000,
        placeholder="~/exports/2026-11",
        help="It is read where it lies.",
    )
    return Path(path.strip()) if path and path.strip() else None


def _site() -> imports.Query | None:
    left, right = st.columns(2)
    address = left.text_input("Site", max_chars=200, placeholder="https://your.atlassian.net")
    jql = right.text_input("JQL", max_chars=2_000, placeholder="project = SHOP and type = Story")
    st.caption("JIRA_EMAIL and JIRA_API_TOKEN of the environment that the app was started in sign in.")
    return imports.Query(address=address.strip(), jql=jql.strip()) if address and jql else None


def _terms() -> Terms | None:
    left, right = st.columns(2)
    origin = left.selectbox("Whose issues they are", list(_ORIGINS), format_func=lambda each: _ORIGINS[each])
    licence = right.text_input("Licence", value="for use in this project only", max_chars=200)
    consent, expires = None, None
    if origin == "customer_consented":
        consent = (
            left.text_input("Where the customer agreed", max_chars=80, placeholder="contract C-17") or ""
        ).strip()
        expires = right.date_input("Last day of the consent", value=datetime.now(UTC).date() + timedelta(days=365))
        st.caption("Two different people sign a customer's issue off; the second one sees the result only.")
        if not consent:
            return None
    return terms_of(origin=origin, licence=licence or "none", consent=consent, expires=expires)


def _more() -> tuple[Wanted, str | None, str, bool]:
    with st.expander("More"):
        left, right = st.columns(2)
        fields = left.text_input("Further fields, by id or name, separated by commas", max_chars=1_000)
        prefix = right.text_input("Prefix of the new keys", max_chars=20, placeholder="made of the dataset's name")
        with st.container(horizontal=True):
            comments = st.checkbox("Comments, without their authors")
            attachments = st.checkbox("Texts of attached files", value=True)
            update = st.checkbox("Those again whose source has changed")
        dictionary = st.text_area(
            "Your own terms, one a line: what it is, then the term", placeholder="org Kestrel Bank"
        )
    named = tuple(each.strip() for each in (fields or "").split(",") if each.strip())
    wanted = Wanted(fields=named, comments=comments, attachments=attachments)
    return wanted, (prefix or "").strip() or None, dictionary or "", update


def _read(lines: str) -> dict[str, Kind]:
    terms: dict[str, Kind] = {}
    for number, line in enumerate(lines.splitlines(), start=1):
        kind, _, term = line.strip().partition(" ")
        known = next((each for each in KINDS if each == kind), None)
        if line.strip() and (known is None or not term.strip()):
            raise CatalogError(f"your terms, line {number}: a kind and a term are expected, as 'org Kestrel Bank'")
        if known is not None:
            terms[term.strip()] = known
    return terms


def _again() -> None:
    names = datasets.names()
    st.caption("Fixtures that were changed, whose consent ended, or that newer detectors have not looked through.")
    name = st.selectbox("Dataset", names) if names else None
    left, right = st.columns(2)
    consent = left.text_input("A renewed consent", max_chars=80, placeholder="as it was")
    expires = right.date_input("Its last day", value=None)
    actor = opening.actor()
    if actor is None:
        st.caption("Type your name in the sidebar first; it stands beside what you sign off.")
    if not st.button("Take them up", type="primary", disabled=actor is None or name is None):
        return
    if actor is None or name is None:
        return
    try:
        imports.choose(imports.again(name, consent=(consent or "").strip() or None, expires=expires, by=actor))
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()
