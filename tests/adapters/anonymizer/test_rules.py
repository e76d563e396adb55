"""Each kind of detector: what it finds, and what looks alike and is none."""

from collections.abc import Iterator

import pytest

from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.core.anonymising.records import Kind, Span

STACK = DetectorStack()
UUID = "9638dd6d-cf25-43d2-a854-0c955f316780"


def spans(text: str, tier: str = "sure", language: str | None = "en") -> Iterator[Span]:
    for found in STACK.find({"a": text}, people=(), dictionary={}, language=language):
        if found.span.tier == tier:
            yield found.span


def covers(text: str, value: str, kind: Kind | None = None) -> bool:
    start = text.index(value)
    return any(
        span.start <= start and span.end >= start + len(value) and kind in (None, span.kind) for span in spans(text)
    )


FOUND: list[tuple[Kind, str, str]] = [
    ("email", "write to anna.kowal@kestrel.io.", "anna.kowal@kestrel.io"),
    ("email", "anna [at] kestrel [dot] io", "anna [at] kestrel [dot] io"),
    ("iban", "IBAN GB82 WEST 1234 5698 7654 32 is on file", "GB82 WEST 1234 5698 7654 32"),
    ("iban", "to DE89370400440532013000", "DE89370400440532013000"),
    ("card", "card 4111-1111-1111-1111", "4111-1111-1111-1111"),
    ("phone", "Tel. 0221 4710 882", "0221 4710 882"),
    ("phone", "call +48 22 555 01 23 today", "+48 22 555 01 23"),
    ("phone", "phone 07700 900461 x12", "07700 900461 x12"),
    ("account_id", f"id 712020:{UUID}", f"712020:{UUID}"),
    ("account_id", "5b10a2844c20165700ede21g 5b10a2844c20165700ede21f", "5b10a2844c20165700ede21f"),
    ("username", f"[~accountid:557058:{UUID}]", f"557058:{UUID}"),
    ("username", "[~akowal] please", "akowal"),
    ("username", "C:\\Users\\anna.kowal\\Desktop", "anna.kowal"),
    ("username", "in /home/akowal/logs", "akowal"),
    ("username", "login failed for user cbourgouin", "cbourgouin"),
    ("username", "user=lfitzgerald7 ip=x", "lfitzgerald7"),
    ("site", "https://kestrel-air.atlassian.net/browse", "kestrel-air.atlassian.net"),
    ("host", "on sapprd05.corp.kestrel.local", "sapprd05.corp.kestrel.local"),
    ("host", "jdbc:postgresql://db7:5432/x", "db7"),
    ("host", "bucket.s3.eu-west-1.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com"),
    ("host", "\\\\fileserver3\\share", "fileserver3"),
    ("ip", "from 203.0.113.77", "203.0.113.77"),
    ("ip", "at 2a01:f07:6c8::3d.", "2a01:f07:6c8::3d"),
    ("mac", "device 98:64:6a:16:b5:e2", "98:64:6a:16:b5:e2"),
    ("uuid", f"trace {UUID}", UUID),
    ("issue_key", "see PAY-3697", "PAY-3697"),
    ("url", "[here|https://wiki.kestrel.io/x]", "https://wiki.kestrel.io/x"),
    ("url", "[here](https://wiki.kestrel.io/x)", "https://wiki.kestrel.io/x"),
    (
        "token",
        "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtb2tvbmt3byJ9.c2lnbmF0dXJl",
        "eyJhbGciOiJIUzI1NiJ9",
    ),
    ("token", "Cookie: JSESSIONID=8F3A77C0D1E24B", "8F3A77C0D1E24B"),
    ("token", "password Tr0ub4dor&3", "Tr0ub4dor&3"),
    ("national_id", "SSN 270-13-5920", "270-13-5920"),
    ("national_id", "BSN 123456782", "123456782"),
    ("national_id", "СНИЛС 112-233-445 95", "112-233-445 95"),
    ("customer_no", "Kundennummer: 4711-0815", "4711-0815"),
    ("customer_no", "account no CUST-064394", "CUST-064394"),
    ("birth_date", "geboren am 07.11.1968", "07.11.1968"),
    ("address", "wohnhaft Am Alten Markt 3, 18055 Rostock.", "Am Alten Markt 3, 18055 Rostock"),
    ("address", "lives at 14 Thornbury Crescent, Leeds LS8 2QT", "14 Thornbury Crescent, Leeds LS8 2QT"),
    ("address", "12 bis rue des Lilas, 35000 Rennes", "12 bis rue des Lilas, 35000 Rennes"),
    ("address", "Prinsengracht 417-II, 1016 HM Amsterdam", "Prinsengracht 417-II, 1016 HM Amsterdam"),
    ("address", "ул. Садовая, д. 14, кв. 37, Казань, 191023", "ул. Садовая, д. 14, кв. 37, Казань, 191023"),
    ("address", "ul. Długa 7/3, 00-238 Warszawa", "ul. Długa 7/3, 00-238 Warszawa"),
    ("address", "Via Garibaldi, 12, 20121, Milano (MI)", "Via Garibaldi, 12, 20121, Milano (MI)"),
    ("org", "sold by Kestrel Air GmbH.", "Kestrel Air GmbH"),
    ("org", "mail x@brightwater.io about Brightwater", "Brightwater"),
    ("person", "Reported by Zofia Wilk (x)", "Zofia Wilk"),
    ("person", "Zgłoszone przez Latek, Mikołaj", "Latek, Mikołaj"),
    ("person", "Herr van der Voet ruft an", "van der Voet"),
    ("person", "Hi Mekhala,\n\nplease", "Mekhala"),
    ("person", "Merci,\nAïcha Benkirane", "Aïcha Benkirane"),
    ("person", '{"lastName": "Okonkwo"}', "Okonkwo"),
    ("person", "@Pavia can you rotate?", "Pavia"),
    ("person", "id,first_name,last_name\n1,Orhan,Veli", "Veli"),
    ("person", "||Name||Mail||\n|Orhan Veli|x@y.zz|", "Orhan Veli"),
    ("person", "natalie is on vacation", "natalie"),
]


@pytest.mark.parametrize(("kind", "text", "value"), FOUND)
def test_it_is_found_whole(kind: Kind, text: str, value: str) -> None:
    assert covers(text, value, kind)


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:a/b.git", "IBAN DE00 1234", "4111 1111 1111 1112", "2024-03-02 12:11:03", "0.5 - 1.5",
        "1 234 567", "version 10.2.3.4", "127.0.0.1", "std::vector::at", "00:00:00:00:00:00", "UTF-8 and SHA-256",
        "CVE-2021-44228", "http://localhost:8080/x", "https://docs.oracle.com/x", "the user can log in",
        "as user I want", "for user stories", "/home/runner/work", "/users/{id}/orders", "settings.local",
        "Application.Home", "System.out.println", "token is missing", "password: ${DB_PASSWORD}",
        "@Override public void", "@media (min-width: 3px)", "a@b", "Jackson 2.9.8 and Jenkins 2.401",
        "Given the User Interface", "Kind regards from the Team", "Dear Customer,", "name,value\nfoo,bar",
        "Step 3 of the Way", "im Jahr 2019", "commit 9f3c2ab1", "Sprint 12", "Java 17", "Thanks,\nQA Team",
        "The Order Service will retry", "Bearer token expected",
    ],
)  # fmt: skip
def test_what_looks_alike_is_left(text: str) -> None:
    assert [text[span.start : span.end] for span in spans(text)] == []


@pytest.mark.parametrize("text", ["3f78a0b1c2d4e5f60718293a4b5c6d7e", "Zx9Kq2Lm8Vt4Rw7Yp3Nb"])
def test_what_cannot_be_told_is_suspected(text: str) -> None:
    assert list(spans(text, "suspected")) and not list(spans(text))


def test_terms_of_the_dictionary_are_found_in_any_case_and_only_as_words() -> None:
    found = STACK.find({"a": "Project FALCON and falconry"}, people=(), dictionary={"Falcon": "org"}, language="en")
    assert [(each.span.start, each.span.end, each.span.kind) for each in found] == [(8, 14, "org")]
