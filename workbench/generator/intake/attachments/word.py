"""The text of a Word file: paragraphs, headings, lists and tables in their order.

python-docx opens the package; the walk is ours, for its own leaves out what stands in content controls, text boxes
and tracked insertions, which people see.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.generator.intake.attachments.archives import repacked
from workbench.generator.intake.attachments.gathering import Gathering, Skipped

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"heading ([1-6])", re.IGNORECASE)
# Tracked deletions hold `delText`, so only what shows text twice or is no text has to be named.
_UNSEEN: Final = frozenset({"Fallback", "pPr", "rPr", "instrText", "sectPr", "moveFrom", "del"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n"}


def read_word(data: bytes, found: Gathering) -> None:
    """Gather the body; headers, footers, notes and comments are not looked at.

    Raises:
        Skipped: it is encrypted, broken or expands too much.
    """
    from docx.opc.exceptions import OpcError
    from docx.opc.package import OpcPackage
    from docx.oxml.parser import parse_xml
    from lxml.etree import LxmlError

    try:
        main = OpcPackage.open(io.BytesIO(repacked(data))).main_document_part
        styles = [each.target_part for each in main.rels.values() if each.reltype.endswith("/styles")]
        names = _style_names(parse_xml(styles[0].blob)) if styles else {}
        body: Any = parse_xml(main.blob).find(f"{_W}body")
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError):
        raise Skipped("broken") from None
    if body is None:
        raise Skipped("broken")
    for block in _blocks(body, names):
        found.add(block)


def _local(element: Any) -> str:  # noqa: ANN401 - lxml's elements
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _style_names(styles: Any) -> Mapping[str, str]:  # noqa: ANN401
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[str(style.get(f"{_W}styleId"))] = str(name.get(f"{_W}val"))
    return found


def _blocks(parent: Any, names: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401
    for child in parent:
        name = _local(child)
        if name == "p":
            text = _text(child).strip()
            if text:
                yield f"{_marker(child, names)}{text}\n\n"
        elif name == "tbl":
            yield from _rows(child)
            yield "\n"
        elif name not in _UNSEEN:
            yield from _blocks(child, names)


def _marker(paragraph: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    identity = "" if style is None else str(style.get(f"{_W}val"))
    name = names.get(identity, identity)
    heading = _HEADING.fullmatch(name)
    if heading:
        return "#" * int(heading[1]) + " "
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith("list ")
    return "- " if listed else ""


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401
    for row in table.iterchildren():
        if _local(row) == "tr":
            cells = [" ".join(_text(cell).split()) for cell in row.iterchildren() if _local(cell) in {"tc", "sdt"}]
            yield " | ".join(cells) + "\n"
        elif _local(row) not in _UNSEEN and _local(row) != "tblPr":
            yield from _rows(row)


def _text(element: Any) -> str:  # noqa: ANN401
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name and name not in _UNSEEN and not (name == "r" and _hidden(child)):
            yield from _pieces(child)
            yield _SIGNS.get(name, "")


def _hidden(run: Any) -> bool:  # noqa: ANN401
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in {"0", "false", "off"}
