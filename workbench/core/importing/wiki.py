"""Jira's wiki markup, or plain text, as a document: paragraphs, headings, lists, tables, quotes and code.

It is what Jira writes into a CSV export, and what a server answers for its long texts. Source of the signs: Jira's text
formatting help (`Text Formatting Notation Help`, in every Jira).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from workbench.core.importing.wiki_inline import Node, read_inline

_HEADING: Final = re.compile(r"\s{0,9}h([1-6])\.[ \t]+(\S.*)")
_QUOTED: Final = re.compile(r"\s{0,9}bq\.[ \t]+(\S.*)")
_ITEM: Final = re.compile(r"\s{0,20}([*#]{1,9}|-)[ \t]+(\S.*)")
_RULE: Final = re.compile(r"\s{0,9}-{4,9}\s*")
_ROW: Final = re.compile(r"\s{0,9}(\|.*\|)\s*")
_CODE: Final = re.compile(r"\{(code|noformat)(?::([^{}]{0,200}))?\}")
_BOX: Final = re.compile(r"\s*\{(quote|panel|info|tip|note|warning)(?::[^{}]{0,500})?\}(.*)")
_LANGUAGE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+#-]{0,19}")
_PANELS: Final = {"tip": "success", "note": "note", "warning": "warning"}


def read_wiki(text: str, people: Mapping[str, str]) -> dict[str, Any]:
    """Return the document.

    Args:
        text: of any form; what is no markup is words.
        people: display names by account id or user name, for mentions.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"type": "doc", "version": 1, "content": _Blocks(people).read(lines)}


class _Blocks:
    """The blocks of a text, line by line."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self._people = people
        self._found: list[Node] = []
        self._loose: list[str] = []
        self._items: list[tuple[str, list[str]]] = []
        self._rows: list[str] = []

    def read(self, lines: Sequence[str]) -> list[Node]:
        at = 0
        while at < len(lines):
            at = self._take(lines, at)
        self._close()
        return self._found

    def _take(self, lines: Sequence[str], at: int) -> int:
        """Take in a line, or all lines of what begins in it, and return where to go on."""
        line = lines[at]
        if code := _CODE.search(line):
            if before := line[: code.start()].rstrip():
                self._line(before)
            return self._code(code, lines, at)
        if box := _BOX.fullmatch(line):
            return self._box(box, lines, at)
        self._line(line)
        return at + 1

    def _line(self, line: str) -> None:
        if not line.strip():
            self._close()
        elif _RULE.fullmatch(line):
            self._add({"type": "rule"})
        elif heading := _HEADING.fullmatch(line):
            self._add({"type": "heading", "attrs": {"level": int(heading[1])}, "content": self._inline(heading[2])})
        elif quoted := _QUOTED.fullmatch(line):
            self._add({"type": "blockquote", "content": [self._paragraph(quoted[1])]})
        elif item := _ITEM.fullmatch(line):
            self._close(items=False)
            self._items.append((item[1], [item[2]]))
        elif row := _ROW.fullmatch(line):
            self._close(rows=False)
            self._rows.append(row[1])
        elif self._items:
            self._items[-1][1].append(line.strip())
        else:
            self._close(loose=False)
            self._loose.append(line.strip())

    def _code(self, code: re.Match[str], lines: Sequence[str], at: int) -> int:
        inside, after, at = _until(lines, at, "{%s}" % code[1], lines[at][code.end() :])  # noqa: UP031 - braces
        node: Node = {"type": "codeBlock", "content": []}
        language = (code[2] or "").partition("|")[0]
        if _LANGUAGE.fullmatch(language):
            node["attrs"] = {"language": language}
        text = "\n".join(inside).strip("\n")
        node["content"] = [{"type": "text", "text": text}] if text else []
        self._add(node)
        self._loose += [after.strip()] if after.strip() else []
        return at

    def _box(self, box: re.Match[str], lines: Sequence[str], at: int) -> int:
        inside, after, at = _until(lines, at, "{%s}" % box[1], box[2])  # noqa: UP031
        content = _Blocks(self._people).read(inside)  # no deeper than there are names: a box ends where its own recurs
        node: Node = {"type": "blockquote", "content": content}
        if box[1] != "quote":
            node = {"type": "panel", "attrs": {"panelType": _PANELS.get(box[1], "info")}, "content": content}
        self._add(node)
        self._loose += [after.strip()] if after.strip() else []
        return at

    # What is open ------------------------------------------------------------------------------------

    def _close(self, *, loose: bool = True, items: bool = True, rows: bool = True) -> None:
        if loose and self._loose:
            self._found.append(self._paragraph("\n".join(self._loose)))
            self._loose = []
        if items and self._items:
            self._found += self._lists(self._items, 1)
            self._items = []
        if rows and self._rows:
            self._found.append({"type": "table", "content": [self._row(each) for each in self._rows]})
            self._rows = []

    def _add(self, node: Node) -> None:
        self._close()
        self._found.append(node)

    def _inline(self, text: str) -> list[Node]:
        return read_inline(text, self._people)

    def _paragraph(self, text: str) -> Node:
        return {"type": "paragraph", "content": self._inline(text)}

    def _lists(self, items: Sequence[tuple[str, list[str]]], depth: int) -> list[Node]:
        """Return the lists of one depth; what is deeper hangs on the item before it."""
        lists: list[Node] = []
        at = 0
        while at < len(items):
            signs, lines = items[at]
            kind = "orderedList" if signs[min(depth, len(signs)) - 1] == "#" else "bulletList"
            end = next((n for n in range(at + 1, len(items)) if len(items[n][0]) <= depth), len(items))
            content = [self._paragraph("\n".join(lines)), *self._lists(items[at + 1 : end], depth + 1)]
            if not lists or lists[-1]["type"] != kind:
                lists.append({"type": kind, "content": []})
            lists[-1]["content"].append({"type": "listItem", "content": content})
            at = end
        return lists

    def _row(self, line: str) -> Node:
        return {"type": "tableRow", "content": [self._cell(header, text) for header, text in _cells(line)]}

    def _cell(self, header: bool, text: str) -> Node:  # noqa: FBT001
        kind = "tableHeader" if header else "tableCell"
        return {"type": kind, "content": [self._paragraph(text)]}


def _until(lines: Sequence[str], at: int, end: str, first: str) -> tuple[list[str], str, int]:
    """Return the lines up to a closing sign, what stands behind it, and where to go on; without one, all lines."""
    inside: list[str] = []
    for number in range(at, len(lines)):
        before, closed, after = (first if number == at else lines[number]).partition(end)
        if before.strip() or (number > at and not closed):
            inside.append(before)
        if closed:
            return inside, after, number + 1
    return inside, "", len(lines)


def _cells(line: str) -> list[tuple[bool, str]]:
    """Return a row's cells; the bar in `[text|url]`, `!picture|options!` and `{{code}}` parts none."""
    found: list[tuple[bool, str]] = []
    for match in _CELL.finditer(line):
        if match[2].strip() or match.end() < len(line):
            found.append((match[1] == "||", match[2].strip()))
    return found


_CELL: Final = re.compile(r"(\|\|?)((?:\[[^\[\]\n]{0,2500}\]|!\S[^!|\n]{0,250}\|[^!|\n]{0,100}!|[^|\n])*)")
