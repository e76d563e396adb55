"""The visible text of an HTML file: paragraphs, headings, lists and tables; no scripts, styles or hidden parts."""

import re
from html.parser import HTMLParser
from typing import Final

from workbench.generator.intake.attachments.gathering import Gathering

_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "title", "iframe", "object", "select"})
_VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"})
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html"}
    | {
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "text",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINE: Final = 64_000


def read_html(text: str, found: Gathering) -> None:
    """Gather the visible text; nothing is fetched and nothing is run."""
    page = _Page(found)
    for start in range(0, len(text), _LINE):
        page.feed(text[start : start + _LINE])
    page.close()
    page.end_line()


class _Page(HTMLParser):
    """Lines of visible text; an element that is not shown is passed over with all in it."""

    def __init__(self, found: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        self._line: list[str] = []
        self._prefix = ""
        self._first_cell = True
        self._passing: str | None = None
        self._depth = 0
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._passing is not None:
            self._depth += tag == self._passing
        elif tag not in _VOID and (tag in _UNSEEN or _is_hidden(dict(attrs))):
            self._passing, self._depth = tag, 1
        else:
            self._open(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._passing is not None:
            self._depth -= tag == self._passing
            if self._depth == 0:
                self._passing = None
        elif tag == "pre":
            self._kept = max(0, self._kept - 1)
            self.end_line()
        elif tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if self._passing is None and data:
            self._line.append(data)

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _BLOCKS or tag in {"br", "hr"}:
            self.end_line()
        if tag in {"td", "th"}:
            self._line.append("" if self._first_cell else " | ")
            self._first_cell = False
        elif tag == "img" and attrs.get("alt"):
            self._line.append(f"[image: {attrs['alt']}]")
        elif tag == "tr":
            self._first_cell = True
        elif tag == "li":
            self._prefix = "- "
        elif tag == "pre":
            self._kept += 1
        elif re.fullmatch("h[1-6]", tag):
            self._prefix = "#" * int(tag[1]) + " "

    def end_line(self) -> None:
        """Hand on what the line holds."""
        given = "".join(self._line)
        text = given.strip("\n") if self._kept else " ".join(given.split())
        self._line.clear()
        if text:
            self._found.add(f"{self._prefix}{text}\n")
            self._prefix = ""


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    return "hidden" in attrs or bool(_HIDING.search(attrs.get("style") or ""))
