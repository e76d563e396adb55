"""The forms in which tests are written into files."""

from pathlib import Path
from typing import Final, Literal, get_args

from workbench.generator.errors import InputError
from workbench.generator.output.files import to_feature, to_json, to_markdown
from workbench.generator.output.xray_files import to_xray_csv, to_xray_json
from workbench.generator.records import TestSuite

Form = Literal["feature", "markdown", "json", "xray-csv", "xray-json"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
_SUFFIXES: Final[dict[str, Form]] = {
    ".feature": "feature",
    ".md": "markdown",
    ".xray.json": "xray-json",
    ".json": "json",
    ".csv": "xray-csv",
}


def render(suite: TestSuite, issue_key: str, form: Form, *, config: str | None = None, neutralised: bool = True) -> str:
    """Return tests as the text of a file.

    Args:
        suite: the tests.
        issue_key: the story's.
        form: which text.
        config: 12 hex digits of what made them, for our own JSON.
        neutralised: see `to_xray_csv`.
    """
    if form == "json":
        return to_json(suite, issue_key, config)
    if form == "xray-csv":
        return to_xray_csv(suite, issue_key, neutralised=neutralised)
    return {"feature": to_feature, "markdown": to_markdown, "xray-json": to_xray_json}[form](suite, issue_key)


def form_of(path: Path) -> Form:
    """Return the form that a file's name asks for.

    Raises:
        InputError: it asks for none of them.
    """
    form = next((form for suffix, form in _SUFFIXES.items() if path.name.lower().endswith(suffix)), None)
    if form is None:
        raise InputError(f"{path.name}: no form of tests; a name ends in {', '.join(_SUFFIXES)}")
    return form
