"""An issue through `anonymise`: what is replaced by its place, what by words, and that nothing of it stays."""

import json
from typing import Any

import pytest

from tests.fakes import FindsWords
from workbench.core.errors import CatalogError
from workbench.service.anonymise import Anonymised, anonymise

KEY = b"0123456789abcdef"
ANNA = {
    "accountId": "712020:9638dd6d-cf25-43d2-a854-0c955f316780",
    "displayName": "Anna Ferreira",
    "emailAddress": "anna.ferreira@kestrel.io",
    "accountType": "atlassian",
    "avatarUrls": {"48x48": "https://avatars.kestrel.io/anna"},
    "self": "https://kestrel.atlassian.net/rest/api/3/user?accountId=712020",
    "timeZone": "Europe/Lisbon",
}


def text(value: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": value, **({"marks": list(marks)} if marks else {})}


def issue(*content: dict[str, Any], **fields: Any) -> dict[str, Any]:
    paragraph = {"type": "paragraph", "content": list(content)}
    return {
        "id": "366964",
        "key": "PAY-690",
        "self": "https://kestrel.atlassian.net/rest/api/3/issue/366964",
        "fields": {
            "summary": "Refund fails",
            "description": {"type": "doc", "version": 1, "content": [paragraph] if content else []},
            **fields,
        },
    }


def anonymised(document: dict[str, Any], detectors: FindsWords | None = None, **more: Any) -> Anonymised:
    given = {"key": KEY, "new_key": "DEMO-1", **more}
    return anonymise(document, detectors=detectors or FindsWords(), **given)


def shown(result: Anonymised) -> str:
    return json.dumps(result.document, ensure_ascii=False)


def test_users_are_replaced_by_field_and_keep_nothing_but_a_name_and_an_account() -> None:
    result = anonymised(issue(reporter=ANNA))
    reporter = result.document["fields"]["reporter"]
    assert set(reporter) == {"accountId", "accountType", "displayName", "active"}
    assert not any(part in shown(result) for part in ("Anna", "Ferreira", "kestrel", "9638dd6d", "Lisbon"))


def test_a_mention_its_user_field_and_the_name_in_the_text_become_one_person() -> None:
    mention = {"type": "mention", "attrs": {"id": ANNA["accountId"], "text": "@Anna Ferreira", "localId": "x"}}
    detectors = FindsWords({"Anna Ferreira": "person", "aferreira": "username"})
    result = anonymised(issue(mention, text(" says Anna Ferreira (aferreira)"), reporter=ANNA), detectors)
    first, second = result.document["fields"]["description"]["content"][0]["content"]
    name = result.document["fields"]["reporter"]["displayName"]
    given, family = name.split()
    assert first["attrs"]["text"] == f"@{name}"
    assert first["attrs"]["id"] == result.document["fields"]["reporter"]["accountId"]
    assert second["text"] == f" says {name} ({given[0].lower()}{family.lower()})"


def test_a_name_that_is_half_bold_is_found_and_the_marks_stay() -> None:
    bold = {"type": "strong"}
    result = anonymised(issue(text("By Anna Fer"), text("reira today", bold)), FindsWords({"Anna Ferreira": "person"}))
    first, second = result.document["fields"]["description"]["content"][0]["content"]
    assert "Anna" not in first["text"] and second == {"type": "text", "text": " today", "marks": [bold]}


def test_a_text_node_that_is_only_the_end_of_a_name_goes() -> None:
    result = anonymised(issue(text("Anna "), text("Ferreira")), FindsWords({"Anna Ferreira": "person"}))
    assert len(result.document["fields"]["description"]["content"][0]["content"]) == 1


def test_no_address_of_a_link_a_card_or_an_attachment_survives() -> None:
    link = {"type": "link", "attrs": {"href": "https://wiki.kestrel.io/x?token=abc", "title": "x"}}
    card = {
        "type": "inlineCard",
        "attrs": {"url": "https://kestrel.atlassian.net/browse/OPS-12", "data": {"name": "K"}},
    }
    attachment = {
        "id": "9", "filename": "kestrel offer.pdf", "author": ANNA, "mimeType": "application/pdf", "size": 3,
        "created": "2024-03-02T10:00:00.000+0000", "content": "https://kestrel.atlassian.net/9", "thumbnail": "https://k",
    }  # fmt: skip
    media = {"type": "mediaInline", "attrs": {"id": "ab-1", "collection": "c", "alt": "kestrel offer.pdf"}}
    result = anonymised(issue(text("see", link), card, media, text(" in kestrel offer.pdf"), attachment=[attachment]))
    _, second, third, fourth = result.document["fields"]["description"]["content"][0]["content"]
    file = result.document["fields"]["attachment"][0]
    assert "kestrel" not in shown(result)
    assert second["attrs"]["url"].startswith("https://jira.example.com/browse/DEMO-")
    assert file["filename"] == third["attrs"]["alt"] == fourth["text"].removeprefix(" in ")
    assert file["filename"].endswith(".pdf") and file["created"] != attachment["created"]
    assert result.file_names == {"kestrel offer.pdf": file["filename"]}


def test_keys_of_issues_are_the_same_everywhere_and_the_own_one_is_the_callers() -> None:
    other = {
        "id": "5",
        "key": "OPS-12",
        "fields": {"summary": "Older", "status": {"name": "Done", "iconUrl": "https://k"}},
    }
    links = [{"id": "1", "type": {"name": "Blocks"}, "inwardIssue": other}]
    detectors = FindsWords({"OPS-12": "issue_key", "PAY-690": "issue_key"})
    result = anonymised(issue(text("PAY-690 after OPS-12"), issuelinks=links), detectors)
    linked = result.document["fields"]["issuelinks"][0]["inwardIssue"]["key"]
    assert result.document["key"] == "DEMO-1"
    assert result.document["fields"]["description"]["content"][0]["content"][0]["text"] == f"DEMO-1 after {linked}"
    assert "OPS" not in shown(result)


def test_what_is_only_suspected_stays_and_is_flagged_where_it_stands_now() -> None:
    result = anonymised(issue(text("On 2 March 2024 it was Kestrel")), FindsWords({"Kestrel": "org"}, tier="suspected"))
    (flag,) = result.flags
    assert result.before[flag.place][flag.start : flag.end] == "Kestrel"
    assert result.after[flag.place][flag.new_start : flag.new_end] == "Kestrel"


def test_a_form_that_fits_two_people_is_nobody_of_them_and_is_flagged() -> None:
    second = {**ANNA, "accountId": "712020:0", "displayName": "Anna Kowal", "emailAddress": "kowal@kestrel.io"}
    result = anonymised(issue(text("ask Anna"), reporter=ANNA, assignee=second), FindsWords({"Anna": "person"}))
    name = result.document["fields"]["description"]["content"][0]["content"][0]["text"].removeprefix("ask ")
    people = [result.document["fields"][each]["displayName"].split()[0] for each in ("reporter", "assignee")]
    assert name not in people and [flag.detector for flag in result.flags] == ["linking:fits several people"]


def test_what_a_reviewer_adds_and_keeps_is_carried_out_with_the_same_surrogates() -> None:
    document = issue(text("Anna Ferreira met Bo Lind of Lind & Sons"))
    detectors = FindsWords({"Anna Ferreira": "person", "Lind": "org"})
    first = anonymised(document, detectors)
    place = "/fields/description/content/0"
    assert "Lind" not in first.after[place]
    second = anonymised(document, detectors, kept=["Bo Lind"])
    assert second.after[place].startswith(first.after[place].partition(" met ")[0])
    assert "Bo Lind of " in second.after[place] and "Lind & Sons" not in second.after[place]


def test_what_is_anonymised_already_keeps_its_surrogates_and_dates() -> None:
    detectors = FindsWords({"Anna Ferreira": "person"})
    document = issue(
        text("Anna Ferreira wrote on 2026-03-04"),
        reporter=ANNA,
        attachment=[{"id": "1", "filename": "plan of a friend.txt"}],
    )
    first = anonymised(document, detectors, attached={"plan of a friend.txt": "to Anna Ferreira"})
    found = FindsWords({"wrote": "org", first.after["/fields/reporter"]: "person"})
    again = anonymise(
        first.document, detectors=found, key=b"k" * 16, new_key="DEMO-1", attached=first.attached, again=True
    )
    changed = {each.surrogate for each in again.replacements}
    assert len(changed) == 1 and again.attached == first.attached
    said = shown(first).replace("wrote", changed.pop())
    assert shown(again) == said


def test_a_part_of_a_surrogate_is_no_finding_when_it_is_looked_at_again() -> None:
    detectors = FindsWords({"Heather Close 2": "address", "Heather": "person", "Bo": "person"})
    result = anonymised(issue(text("Bo lives in Heather Close 2")), detectors, again=True)
    assert [each.kind for each in result.replacements] == ["person"]
    assert "Heather Close 2" in shown(result)


def test_only_named_fields_come_in() -> None:
    document = issue(comment={"comments": [{"body": "x", "author": ANNA}]}, customfield_10042="y", votes={"votes": 3})
    assert set(anonymised(document).document["fields"]) == {"summary", "description"}
    fields = {"summary", "comment", "customfield_10042"}
    assert set(anonymised(document, fields=fields).document["fields"]) == fields


def test_another_fixture_has_other_surrogates() -> None:
    document = issue(reporter=ANNA)
    names = {anonymised(document, scope=str(n)).document["fields"]["reporter"]["displayName"] for n in range(5)}
    assert len(names) == 5
    assert len({shown(anonymised(document, scope="one")) for _ in range(3)}) == 1


def test_attached_texts_speak_of_the_same_people() -> None:
    detectors = FindsWords({"Anna Ferreira": "person"})
    result = anonymised(issue(reporter=ANNA), detectors, attached={"log.txt": "by Anna Ferreira"})
    assert list(result.attached.values()) == ["by " + result.document["fields"]["reporter"]["displayName"]]
    assert "log.txt" not in result.attached


def test_dates_of_fields_texts_and_date_nodes_move_alike() -> None:
    date = {"type": "date", "attrs": {"timestamp": "1709337600000"}}  # 2 March 2024
    result = anonymised(issue(text("on 2024-03-02"), date, created="2024-03-02T10:00:00.000+0000"))
    first, second = result.document["fields"]["description"]["content"][0]["content"]
    day = first["text"].removeprefix("on ")
    assert result.document["fields"]["created"] == f"{day}T10:00:00.000+0000"
    assert (int(second["attrs"]["timestamp"]) - 1709337600000) % (7 * 86_400_000) == 0 and day != "2024-03-02"


@pytest.mark.parametrize("document", [{}, {"key": "A-1"}, {"key": 3, "fields": {}}, {"key": "A-1", "fields": []}])
def test_what_is_no_issue_is_refused_in_a_sentence(document: dict[str, Any]) -> None:
    with pytest.raises(CatalogError, match="an issue cannot be read"):
        anonymised(document)


def test_a_text_that_would_be_looked_through_in_part_is_refused_and_not_shown() -> None:
    with pytest.raises(CatalogError, match="over 400,000 characters") as raised:
        anonymised(issue(text("Ferreira " * 50_000)))
    assert "Ferreira" not in str(raised.value)


def test_the_originals_stand_in_no_repr() -> None:
    assert "Ferreira" not in repr(anonymised(issue(reporter=ANNA)))


def test_a_day_of_birth_that_no_calendar_has_does_not_stay() -> None:
    result = anonymised(issue(text("born 1923-04-70")), FindsWords({"1923-04-70": "birth_date"}))
    assert "1923" not in result.document["fields"]["description"]["content"][0]["content"][0]["text"]
