"""Real and hostile files: each is read or left out with a reason, inside its limits, and the parent lives on."""

import codecs
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.generator.intake.attachments import files
from tests.generator.intake.attachments.files import cells, docx, ods, paragraph, pdf, png, word_table, xls, xlsx
from workbench.generator.intake.attachments import read_attachment
from workbench.generator.intake.attachments.archives import repacked
from workbench.generator.intake.attachments.kinds import kind_of
from workbench.generator.intake.attachments.limits import DOCUMENT, MB, Limits
from workbench.generator.intake.attachments.reader import parse_apart

DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)) + "]>"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
TABLE = "Role | Right\nAdmin | may unlock\nGuest | reads"
ROWS = (["Role", "Right"], ["Admin", "may unlock"], ["Guest", "reads"])
PAGE = b"""<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><h1>Rules</h1>
<p>Ends after <b>30</b>&nbsp;minutes.<br>Then locked.<script>alert(1)</script></p><ul><li>one<li>two</ul>
<table><tr><th>Role<th>Right<tr><td>Admin</td><td>may unlock</td></tr><tr><td>Guest<td>reads</table>
<div hidden><p>secret</p><div>more</div></div><p style="display: none">gone</p><img src=x alt="sketch"></body></html>"""
PAGE_TEXT = f"# Rules\nEnds after 30 minutes.\nThen locked.\n- one\n- two\n{TABLE}\n[image: sketch]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A file, and what must become of it: its text, a part of it, or the note."""

    make: Callable[[], bytes]
    text: str | None = None
    holds: str | None = None
    note: str | None = None


def named(kind: str) -> str:
    return f'<w:style w:styleId="{kind}"><w:name w:val="heading 2"/></w:style>'


def in_cell(place: str, row: int) -> str:
    return f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'


def zip_of(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = files.archive({"inner.zip": data})
    return data


REAL = {
    "plain text": Case(make=lambda: b"Ends after 30 minutes.", text="Ends after 30 minutes."),
    "Markdown": Case(make=lambda: b"# Rules\n\n- one\n", text="# Rules\n\n- one\n"),
    "CSV": Case(make=lambda: b"role;right\nadmin;unlock\n", text="role;right\nadmin;unlock\n"),
    "TSV": Case(make=lambda: b"role\tright\nadmin\tunlock\n", text="role\tright\nadmin\tunlock\n"),
    "JSON": Case(make=lambda: b'{"limit": 30}', text='{"limit": 30}'),
    "XML": Case(make=lambda: b'<?xml version="1.0"?><a>30</a>', text='<?xml version="1.0"?><a>30</a>'),
    "UTF-16 text": Case(make=lambda: codecs.BOM_UTF16_LE + "Größe".encode("utf-16-le"), text="Größe"),
    "PDF": Case(
        make=lambda: pdf(["Ends after 30 minutes.\nThen locked.", "Page two"]), holds="Then locked.\n\nPage two"
    ),
    "PDF without text": Case(make=lambda: pdf([""]), note="PDF: not read, no text in it"),
    "DOCX": Case(make=lambda: docx(paragraph("Rules") + word_table(ROWS)), text=f"Rules\n\n{TABLE}"),
    "DOCX with headings and lists": Case(
        make=lambda: docx(
            paragraph("Limits", '<w:pPr><w:pStyle w:val="ber2"/></w:pPr>')
            + paragraph("one", "<w:pPr><w:numPr/></w:pPr>"),
            styles=named("ber2"),
        ),
        text="## Limits\n\n- one",
    ),
    "DOCX with what people see and do not": Case(
        make=lambda: docx(
            f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>"
            "<w:p><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            f"<mc:AlternateContent><mc:Choice>{paragraph(' box')}</mc:Choice>"
            f"<mc:Fallback>{paragraph(' box')}</mc:Fallback></mc:AlternateContent></w:p>"
        ),
        text="in a control\n\ninserted box",
    ),
    "DOCM, its macros ignored": Case(
        make=lambda: docx(paragraph("Rules"), main=DOCM, more={"word/vbaProject.bin": b"AutoOpen" * 99}), text="Rules"
    ),
    "DOCX with an archive in it": Case(
        make=lambda: docx(paragraph("Rules"), more={"word/embeddings/a.bin": files.archive({"b": "c"})}), text="Rules"
    ),
    "XLSX": Case(make=lambda: xlsx({"Rights": cells(*ROWS)}), text=f"## Rights\n{TABLE}"),
    "XLSX with numbers": Case(make=lambda: xlsx({"N": cells(["a", 2.0], ["b", 2.5])}), text="## N\na | 2\nb | 2.5"),
    "XLSX with a hidden sheet": Case(
        make=lambda: xlsx({"N": cells(["a"]), "H": cells(["secret"])}, hidden=["H"]), text="## N\na"
    ),
    "XLSM, its macros ignored": Case(
        make=lambda: xlsx({"N": cells(["a"])}, **{"xl/vbaProject.bin": b"AutoOpen" * 99}), text="## N\na"
    ),
    "ODS": Case(make=lambda: ods(ROWS), text=f"## Rules\n{TABLE}"),
    "XLS": Case(make=lambda: xls(ROWS), text=f"## Rules\n{TABLE}"),
    "HTML": Case(make=lambda: PAGE, text=PAGE_TEXT),
    "HTML in UTF-16": Case(make=lambda: codecs.BOM_UTF16_LE + PAGE.decode().encode("utf-16-le"), text=PAGE_TEXT),
    "SVG": Case(
        make=lambda: b'<svg xmlns="x"><style>a</style><text>Pay now</text><path d="M0 0"/></svg>', text="Pay now"
    ),
    "PNG": Case(make=png, note="image: not read"),
}
HOSTILE = {
    "empty file": Case(make=lambda: b"", text=""),
    "program": Case(make=lambda: b"MZ\x90\0\3\0\0\0", note="not text: not read"),
    "text in an unknown encoding": Case(make=lambda: "größer".encode("utf-16-be"), note="not text: not read"),
    "CSV of one long line": Case(make=lambda: b"a;" * (10 * MB), holds="a;a;"),
    "JSON nested deeply": Case(make=lambda: b"[" * 1_000_000, holds="[[["),
    "JSON that is long": Case(make=lambda: json.dumps({"a": "b" * 1_000_000}).encode(), holds='{"a": "bbb'),
    "HTML nested deeply": Case(make=lambda: b"<div>" * 50_000 + b"deep", text="deep"),
    "HTML script that never ends": Case(make=lambda: b"<p>seen<script>" + b"x" * 500_000, text="seen"),
    "HTML of NULs": Case(make=lambda: b"<html>\0\0", note="HTML: not read, no text"),
    "PDF that is locked": Case(make=files.encrypted_pdf, note="PDF: not read, encrypted"),
    "PDF that is cut": Case(make=lambda: pdf(["abc"])[:150], note="PDF: not read, broken"),
    "PDF of noise": Case(make=lambda: b"%PDF-1.4\n" + bytes(range(256)) * 99, note="PDF: not read, broken"),
    "PDF of 10,000 pages": Case(make=lambda: pdf([f"page {n}" for n in range(10_000)]), holds="page 499"),
    "PDF whose page is itself": Case(
        make=lambda: pdf(["abc"]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
        note="PDF: not read, no text in it; 1 of 1 pages are broken and left out",
    ),
    "PDF with a script": Case(
        make=lambda: pdf(["seen"]).replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        text="seen",
    ),
    "ZIP": Case(
        make=lambda: files.archive({"a.txt": "x"}), note="ZIP or Office file: not read, no Word file and no sheet"
    ),
    "ZIP in a ZIP in a ZIP": Case(
        make=lambda: zip_of(b"x", 9), note="ZIP or Office file: not read, no Word file and no sheet"
    ),
    "ZIP that is cut": Case(make=lambda: docx(paragraph("a"))[:300], note="ZIP or Office file: not read, broken"),
    "DOCX that expands": Case(
        make=lambda: docx(paragraph("a" * 9_000_000)),
        note="ZIP or Office file: not read, expands to over 100 times its size",
    ),
    "DOCX that expands to 60 MB": Case(
        make=lambda: docx(paragraph("a"), more={"word/b.xml": b"a" * (60 * MB)}),
        note="ZIP or Office file: not read, expands to over 50 MB",
    ),
    "DOCX that says it is small": Case(
        make=lambda: files.member_that_lies(docx(paragraph("a" * 9_000_000)), "word/document.xml", 900),
        note="ZIP or Office file: not read, broken",
    ),
    "DOCX with an outer entity": Case(
        make=lambda: docx(paragraph("&e;"), before=DTD),
        note="ZIP or Office file: not read, declares entities, which no Office file does",
    ),
    "DOCX with a billion laughs": Case(
        make=lambda: docx(paragraph("&l9;"), before=LAUGHS),
        note="ZIP or Office file: not read, declares entities, which no Office file does",
    ),
    "XLSX with an outer entity": Case(
        make=lambda: xlsx({"N": cells(["&e;"])}, before=DTD),
        note="ZIP or Office file: not read, declares entities, which no Office file does",
    ),
    "DOCX nested deeply": Case(
        make=lambda: docx("<w:sdt><w:sdtContent>" * 5_000 + paragraph("a") + "</w:sdtContent></w:sdt>" * 5_000),
        note="ZIP or Office file: not read, broken",
    ),
    "DOCX without a body": Case(
        make=lambda: docx("", more={"word/document.xml": f'<w:document xmlns:w="{files.W}"/>'}),
        note="ZIP or Office file: not read, broken",
    ),
    "DOCX that is encrypted": Case(
        make=lambda: files.encrypted_archive(docx(paragraph("a"))), note="ZIP or Office file: not read, encrypted"
    ),
    "DOCX with a password": Case(
        make=lambda: files.compound("EncryptedPackage", b"\1" * 5_000), note="old Office file: not read, encrypted"
    ),
    "DOC": Case(make=lambda: files.compound("WordDocument", b"\1" * 5_000), note="old Office file: not read, no sheet"),
    "XLS of noise": Case(
        make=lambda: files.compound("Workbook", bytes(range(256)) * 20), note="old Office file: not read, broken"
    ),
    "DOCX with 3,000 files": Case(
        make=lambda: docx(paragraph("a"), more={f"word/{n}.xml": b"" for n in range(3_000)}),
        note="ZIP or Office file: not read, holds over 2,000 files",
    ),
    "XLSX that claims every cell": Case(
        make=lambda: xlsx({"N": f'<dimension ref="A1:XFD1048576"/><sheetData>{cells(["a"])}</sheetData>'}),
        text="## N\na",
    ),
    "XLSX with its first and its last cell": Case(
        make=lambda: xlsx({"N": in_cell("A1", 1) + in_cell("XFD1048576", 1_048_576)}),
        note="ZIP or Office file: not read, its reader broke down or needed over 512 MB",
    ),
    "ODS that repeats a row": Case(make=lambda: ods([["a"], ["b"]], repeated=1_048_576), holds="a\nb\nb\n"),
    "PNG of 30,000 pixels a side": Case(make=lambda: png(30_000, 30_000), note="image: not read"),
    "gzip": Case(make=lambda: b"\x1f\x8b\x08" + b"\0" * 99, note="compressed: not read"),
    "RTF": Case(make=lambda: b"{\\rtf1 abc}", note="RTF: not read"),
}
CASES = REAL | HOSTILE
PARSED = [name for name in HOSTILE if name.startswith(("HTML", "PDF", "ZIP", "DOC", "XLS", "ODS"))]
NAMES = {"HTML": "page.png", "PDF": "notes.txt", "DOCX": "table.csv", "PNG": "rules.md"}


@pytest.mark.parametrize("name", CASES)
def test_a_file_is_read_or_left_out_with_its_reason(name: str) -> None:
    case, limit = CASES[name], 8_000
    found = read_attachment(NAMES.get(name, "file.bin"), case.make(), max_chars=limit)
    if case.note is not None:
        assert (found.text, found.note) == (None, case.note)
    else:
        assert found.text is not None
        assert len(found.text) <= limit
        assert case.holds in found.text if case.holds is not None else found.text == case.text


@pytest.mark.parametrize("name", PARSED)
def test_a_hostile_file_stays_within_time_and_memory_and_the_next_file_is_read(name: str) -> None:
    data = HOSTILE[name].make()
    kind = kind_of(data)
    assert kind is not None
    found = parse_apart(kind, data, max_chars=8_000, limits=DOCUMENT)
    assert found.cpu_s is not None
    assert found.cpu_s < 10
    assert found.peak_bytes is not None
    assert found.peak_bytes <= 512 * MB
    assert read_attachment("next", b"<p>next", max_chars=100).text == "next"


def test_there_are_at_least_forty_files() -> None:
    assert len(CASES) >= 40
    assert len(HOSTILE) >= 30


def test_what_was_left_out_of_a_file_is_noted() -> None:
    def note(name: str, max_chars: int = 8_000) -> str | None:
        return read_attachment("a", CASES[name].make(), max_chars=max_chars).note

    assert note("XLSX with a hidden sheet") == "1 hidden sheet left out"
    assert note("PDF of 10,000 pages", 200_000) == "only the first 500 of 10,000 pages are read"
    assert note("ODS that repeats a row") == "cut after 8,000 characters"
    assert note("HTML", 20) == f"cut after 20 of {len(PAGE_TEXT):,} characters"


def test_a_pdf_that_inflates_without_end_is_stopped_by_its_memory_or_time() -> None:
    found = parse_apart("PDF", files.pdf_bomb(100), max_chars=100, limits=DOCUMENT)
    assert found.reason is None or found.reason.endswith("needed over 512 MB")
    assert found.peak_bytes is not None
    assert found.peak_bytes <= 512 * MB


def test_a_file_that_takes_too_long_is_stopped() -> None:
    endless = b"<p>" + b"<!--" * 200_000
    found = parse_apart("HTML", endless, max_chars=100, limits=Limits(seconds=1, memory_bytes=512 * MB))
    assert (found.text, found.reason) == ("", "took over 1 s")
    assert found.cpu_s is not None
    assert found.cpu_s < 2


def test_a_document_over_25_mb_is_not_handed_on() -> None:
    found = read_attachment("a", b"%PDF-1.7" + b"\0" * (25 * MB), max_chars=100)
    assert (found.text, found.note) == (None, "PDF: not read, larger than 25 MB")


def test_an_archive_is_packed_anew_with_markup_only() -> None:
    given = docx(paragraph("a"), more={"word/media/a.png": png(), "word/vbaProject.bin": b"macro"})
    with zipfile.ZipFile(io.BytesIO(repacked(given))) as plain:
        assert plain.read("word/media/a.png") == plain.read("word/vbaProject.bin") == b""
        assert {each.compress_type for each in plain.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("text", lambda: b"a;" * (50 * MB)),
        ("PDF", lambda: files.pdf_bomb(1_000)),
        ("PDF", lambda: pdf([f"page {n} " * 200 for n in range(10_000)])),
        ("HTML", lambda: b"<p " * (8 * MB)),
    ],
    ids=["100 MB line", "1 GB PDF bomb", "10,000 full pages", "24 MB of open tags"],
)
def test_the_large_ones_end_within_ten_seconds_and_512_mb(kind: str, make: Callable[[], bytes]) -> None:
    data = make()
    if kind == "text":
        assert read_attachment("a", data, max_chars=8_000).note == "cut after 8,000 characters"
        return
    found = parse_apart(kind_of(data) or "HTML", data, max_chars=8_000, limits=DOCUMENT)
    print(found.cpu_s, found.peak_bytes, found.reason)
    assert found.cpu_s is not None
    assert found.cpu_s < 10
    assert found.peak_bytes is not None
    assert found.peak_bytes <= 512 * MB
