"""Real and hostile files, made from nothing: no file of anybody is kept here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(members: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


# PDF ---------------------------------------------------------------------------------------------


def pdf(pages: Sequence[str], *, trailer: str = "", stream: bytes | None = None, filters: str = "") -> bytes:
    """A PDF with a line of text a page; `stream` takes the place of every page's content."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, text in enumerate(pages):
        content = stream if stream is not None else shown(text)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(content)}{filters}>>\nstream\n".encode() + content + b"\nendstream")
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def shown(text: str) -> bytes:
    """A content stream that shows lines of text."""
    lines = " ".join(f"({line}) Tj 0 -16 Td" for line in text.split("\n"))
    return f"BT /F1 12 Tf 72 720 Td {lines} ET".encode()


def encrypted_pdf() -> bytes:
    """Locked by a user password: the entries that stand for it fit none that we could know."""
    secret = "00" * 32
    lock = (
        f"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{secret}>/U<{secret}>>>/ID[<{'00' * 16}><{'00' * 16}>]"
    )
    return pdf(["Nobody reads this."], trailer=lock)


def pdf_bomb(megabytes: int) -> bytes:
    """A page whose content inflates from nothing to so many megabytes of operators, packed twice."""
    packed = zlib.compress(zlib.compress(b"(a) Tj 0 -1 Td " * (megabytes * 70_000), 9), 9)
    return pdf(["bomb"], stream=packed, filters="/Filter[/FlateDecode/FlateDecode]")


# Office ------------------------------------------------------------------------------------------


def docx(
    body: str, *, before: str = "", styles: str = "", more: Mapping[str, bytes | str] | None = None, main: str = WORD
) -> bytes:
    """A Word file of this body; `before` stands between its XML declaration and its root."""
    relations = f'<Relationship Id="r1" Type="{R}/styles" Target="styles.xml"/>' if styles else ""
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="bin" ContentType="application/octet-stream"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{relations}</Relationships>',
            "word/document.xml": f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>",
            **({"word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'} if styles else {}),
            **(more or {}),
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def xlsx(sheets: Mapping[str, str], *, before: str = "", hidden: Sequence[str] = (), **more: bytes | str) -> bytes:
    """A workbook of sheets, each the XML inside of `sheetData` or, where it starts with `<dimension`, all of it."""
    parts = {f"xl/worksheets/sheet{n}.xml": sheet(rows) for n, rows in enumerate(sheets.values(), start=1)}
    states = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{states.get(name, "")}/>'
        for n, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{R}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{R}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{related}</Relationships>',
            "xl/workbook.xml": f'<?xml version="1.0"?>{before}<workbook xmlns="{S}" xmlns:r="{R}">'
            f"<sheets>{listed}</sheets></workbook>",
            **parts,
            **more,
        }
    )


def sheet(rows: str) -> str:
    """A worksheet's XML."""
    inside = rows if rows.startswith("<dimension") else f"<sheetData>{rows}</sheetData>"
    return f'<?xml version="1.0"?><worksheet xmlns="{S}">{inside}</worksheet>'


def cells(*rows: Sequence[str | float]) -> str:
    """Rows of a worksheet."""
    return "".join(
        f'<row r="{r}">{"".join(_cell(r, c, value) for c, value in enumerate(row))}</row>'
        for r, row in enumerate(rows, start=1)
    )


def _cell(row: int, column: int, value: str | float) -> str:
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def ods(rows: Sequence[Sequence[str]], *, repeated: int = 1) -> bytes:
    """An OpenDocument sheet; the last row may claim to be repeated."""
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    lines = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        for row in rows
    ]
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines[:-1])
    body += f'<table:table-row table:number-rows-repeated="{repeated}">{lines[-1]}</table:table-row>'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            f'xmlns:table="{table}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Rules">{body}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        },
        packed=False,
    )


def xls(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A BIFF8 workbook of one sheet in a compound file."""
    names = b"".join(_biff(0x0085, struct.pack("<IBBBB", 0, 0, 0, 5, 0) + b"Rules") for _ in "1")
    head = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    place = len(head) + len(names) + 4
    names = _biff(0x0085, struct.pack("<IBBBB", place, 0, 0, 5, 0) + b"Rules")
    body = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            body += _biff_cell(r, c, value)
    return compound("Workbook", head + names + _biff(0x000A, b"") + body + _biff(0x000A, b""))


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff_cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("latin-1")
        return _biff(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text)
    return _biff(0x0203, struct.pack("<HHHd", row, column, 0, value))


def compound(name: str, content: bytes) -> bytes:
    """A compound file (MS-CFB) with one stream."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    content = content.ljust(4_096, b"\0")
    sectors = -(-len(content) // 512)
    content = content.ljust(sectors * 512, b"\0")
    fat = [table, end, *(2 + n + 1 for n in range(sectors - 1)), end]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *([free] * 108))
    directory = _entry("Root Entry", 5, end, 0, child=1) + _entry(name, 2, 2, len(content)) + b"\0" * 256
    return head + struct.pack("<128I", *fat, *([free] * (128 - len(fat)))) + directory + content


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    wide = name.encode("utf-16-le")
    none = 0xFFFFFFFF
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide) + 2, kind, 1, none, none, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


# Archives that lie -------------------------------------------------------------------------------


def member_that_lies(data: bytes, name: str, claimed: int) -> bytes:
    """The archive with another size in its directory than the member has."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + 24] + struct.pack("<I", claimed) + data[at + 28 :]


def encrypted_archive(data: bytes) -> bytes:
    """The archive with every member marked as encrypted."""
    out = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(signature, at + 4)
    return bytes(out)


# Pictures ----------------------------------------------------------------------------------------


def chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 4, height: int = 3, *, more: bytes = b"", after: bytes = b"") -> bytes:
    """A grey PNG; one of more than a million pixels has its header only."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if width * height <= 1_000_000 else b"\0"
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return start + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"") + after


def jpeg(width: int = 4, height: int = 3, *, beside: bytes = b"") -> bytes:
    """The segments of a JPEG; its scan is nobody's picture."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    app1 = b"\xff\xe1" + struct.pack(">H", 2 + len(beside)) + beside if beside else b""
    note = b"\xff\xfe" + struct.pack(">H", 2 + len(beside)) + beside if beside else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\1\0\0\x3f\0" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + app0 + app1 + frame + note + scan + b"\xff\xd9" + beside


def gif(width: int = 4, height: int = 3, *, beside: bytes = b"") -> bytes:
    """A GIF with one frame."""
    comment = b"\x21\xfe" + bytes([len(beside)]) + beside + b"\0" if beside else b""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0" * 6 + comment + frame + b";" + beside


def webp(width: int = 4, height: int = 3, *, beside: bytes = b"") -> bytes:
    """An extended WebP with a lossless picture and, where given, EXIF."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    lossless = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0"
    parts = _riff(b"VP8X", bytes([8 if beside else 0, 0, 0, 0]) + size) + _riff(b"VP8L", lossless)
    if beside:
        parts += _riff(b"EXIF", beside)
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


def _riff(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
