"""The Imports page: issues come in, are decided on and signed, by two people where they are a customer's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS
from tests.cli.reviewer import export, issue
from tests.fakes import FindsWords
from tests.projects import small_project
from tests.service.sourced import reviewed, sourced
from workbench.app.components.review_texts import marked
from workbench.bootstrap.open_imports import MOST, OpenImports
from workbench.core.errors import CatalogError
from workbench.core.importing.reviewing import Terms
from workbench.service.import_issues import Import

WORDS = "Anna Ferreira asks Zanzu at anna@kestrel.io"
Begin = Callable[..., AppTest]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path / "small"))
    return small_project(tmp_path / "small", KEYS[:1])


@pytest.fixture
def begun(app: AppTest, project: Path, tmp_path: Path) -> Begin:
    """Opens the page with an export taken in."""

    def begin(*documents: dict[str, Any], customers: bool = False) -> AppTest:
        app.run()
        app.switch_page("screens/imports.py").run()
        as_(app, "Eva")
        content = Path(export(tmp_path / "e.json", *documents)).read_bytes()
        app.file_uploader[0].set_value(("e.json", content, "application/json"))
        field(app, "Into the dataset").set_value("shop").run()
        if customers:
            field(app, "Whose issues").set_value("customer_consented").run()
            field(app, "Where the customer agreed").set_value("C-1").run()
        return press(app, "Take in and anonymise")

    return begin


def as_(app: AppTest, name: str) -> None:
    app.session_state["actor"] = name
    app.run()


def field(app: AppTest, label: str) -> Any:
    fields = (*app.text_input, *app.text_area, *app.selectbox, *app.multiselect)
    return next(each for each in fields if each.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.text, *app.markdown, *app.caption, *app.info, *app.success))


def test_an_issue_is_reviewed_side_by_side_and_written_when_it_is_signed(begun: Begin, project: Path) -> None:
    page = begun(issue(7, WORDS), issue(8, "It is booked."))
    assert "[Anna Ferreira\\]" in shown(page) and not (project / "datasets" / "shop").exists()
    field(page, "A text that nobody found").set_value("Zanzu")
    press(page, "Replace it too")
    press(page, "Sign off")
    assert "SHOP\\-1 is written" in shown(page)
    text = (project / "datasets/shop/issues/SHOP-1.json").read_text(encoding="utf-8")
    assert not [word for word in ("Anna", "Zanzu", "kestrel") if word in text]
    assert '"reviewers":["Eva"]' in (project / "datasets/shop/signoffs.jsonl").read_text(encoding="utf-8")
    press(page, "Sign off")
    assert "Everything of this import is written" in shown(page)


def test_a_customers_issue_is_signed_by_a_second_person_who_sees_the_result_only(begun: Begin, project: Path) -> None:
    page = begun(issue(7, WORDS), customers=True)
    press(page, "Sign off")
    assert "Signed by Eva; a second person" in shown(page)
    assert not (project / "datasets" / "shop").exists()
    as_(page, "Tom")
    assert "Ferreira" not in shown(page) and not page.dataframe
    press(page, "Send it back")
    assert "Ferreira" in shown(page)
    press(page, "Sign off")
    as_(page, "Eva")
    press(page, "Sign off")
    assert '"reviewers":["Tom","Eva"]' in (project / "datasets/shop/signoffs.jsonl").read_text(encoding="utf-8")


def test_what_cannot_be_decided_is_a_sentence_and_nothing_is_lost(begun: Begin) -> None:
    page = begun(issue(7, WORDS))
    field(page, "A text that nobody found").set_value("Nobody at all")
    press(page, "Replace it too")
    assert [each.value for each in page.error] == [
        "SHOP\\-1\\: the text does not stand in the issue; type it as it stands there"
    ]
    assert "Ferreira" in shown(page)


def test_an_import_waits_for_whoever_opens_the_page_and_is_gone_when_discarded(begun: Begin) -> None:
    page = begun(issue(7, WORDS))
    press(page, "To all imports")
    assert "shop: 1 to review, 0 written; begun by Eva" in shown(page)
    press(page, "Open")
    assert "Ferreira" in shown(page)
    press(page, "Yes, forget them")
    assert "Waiting for a review" not in [each.value for each in page.subheader]


def test_a_folder_of_this_machine_comes_in_with_its_files(app: AppTest, project: Path, tmp_path: Path) -> None:
    files = tmp_path / "source" / "attachments" / "PAY-7"
    files.mkdir(parents=True)
    (files / "log.txt").write_text("mail anna@kestrel.io")
    export(tmp_path / "source" / "e.json", issue(7, WORDS, attachment=[{"filename": "log.txt"}]))
    app.run()
    app.switch_page("screens/imports.py").run()
    as_(app, "Eva")
    app.segmented_control[0].set_value("A folder on this machine").run()
    field(app, "Path of an export").set_value(str(tmp_path / "source"))
    field(app, "Into the dataset").set_value("shop").run()
    assert "File log.txt" in shown(press(app, "Take in and anonymise")).replace("\\", "")


def test_fixtures_that_changed_are_taken_up_again(begun: Begin, project: Path) -> None:
    page = begun(issue(7, "words"))
    press(page, "Sign off")
    press(page, "To all imports")
    page.segmented_control[0].set_value("Fixtures to look at again").run()
    field(page, "Dataset").set_value("shop").run()
    press(page, "Take them up")
    assert "every sign\\-off holds" in page.error[0].value
    path = project / "datasets/shop/issues/SHOP-1.json"
    path.write_text(path.read_text(encoding="utf-8").replace("words", "other words"), encoding="utf-8")
    press(page, "Take them up")
    press(page, "Sign off")
    assert "SHOP\\-1 is written" in shown(page).replace("\\\\", "\\")


def test_what_cannot_come_in_is_a_sentence(begun: Begin) -> None:
    page = begun({"key": "PAY-1"})
    assert len(page.error) == 1 and not page.exception


def test_markup_of_strangers_means_nothing() -> None:
    review = reviewed(sourced("**b** <b>x</b> Anna [l](https://x.example)\n# h"), FindsWords({"Anna": "person"}))
    (text,) = [each for each in review.texts if "<b>" in each.before]
    assert "".join(piece for piece, _ in text.pieces("before")) == text.before
    assert "".join(piece for piece, _ in text.pieces("after")) == text.after
    drawn = marked(text.pieces("before"))
    assert "\\*\\*b\\*\\* \\<b\\>x" in drawn and ":green-background[\\[Anna\\]]" in drawn and "](" not in drawn


def test_imports_are_few_and_forgotten_after_an_hour() -> None:
    clock = [0.0]
    held = OpenImports(now=lambda: clock[0], idle_s=3_600)
    terms = Terms(origin="own_project", licence="ours")
    made = [held.add(Import(dataset="shop", terms=terms, salt=b""), by="Eva") for _ in range(MOST)]
    with pytest.raises(CatalogError, match="imports wait already"):
        held.refuse_full()
    clock[0] = 3_000
    assert held.look(made[0].id) is made[0]
    clock[0] = 4_000
    assert held.listed() == (made[0],)
    held.drop(made[0].id)
    assert held.listed() == ()
