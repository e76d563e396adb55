"""Columns that say what stands in them: CSV, tables of wiki and Markdown, examples of Gherkin."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from workbench.core.anonymising.records import Kind, Span

_MOST_ROWS: Final = 2_000
_MOST_CELLS: Final = 60
_SEPARATORS: Final = ("||", "|", "\t", ";", ",")
_NAMED: Final[dict[Kind, str]] = {
    "person": (
        r"(?:(?:first|last|given|family|full|sur|middle|customer|contact|user|holder|patient|employee"
        r"|owner)[ _-]?name|vorname|nachname|kundenname|"
        r"name|pr[ée]nom|nom|voornaam|achternaam|naam|nombre|apellidos?|nome|cognome|sobrenome|imi[ęe]|nazwisko"
        r"|customer|client|kunde|contact|owner|"
        r"reporter|assignee|author|имя|фамилия|фио)"
    ),
    "username": (
        r"(?:user[ _-]?name|login|user[ _-]?id|account|benutzer(?:name)?|utilisateur|gebruiker|usuario|логин|user)"
    ),
    "email": (r"(?:e-?mail(?:[ _-]?address)?|mail|courriel|correo|почта)"),
    "phone": (
        r"(?:phone(?:[ _-]?(?:no|number))?|mobile|telefon(?:nummer)?|t[ée]l[ée]?phone|tel\.?|telefoon|tel[ée]fono"
        r"|телефон)"
    ),
    "birth_date": (
        r"(?:dob|birth[ _-]?date|date[ _-]of[ _-]birth|birthday|geburtsdatum|geboortedatum|date[ _]de[ _]naissance"
        r"|fecha[ _]de[ _]nacimiento|"
        r"data[ _]urodzenia|дата рождения)"
    ),
    "address": (
        r"(?:address|street|adresse|anschrift|stra(?:ß|ss)e|rue|adres|direcci[óo]n|indirizzo|ulica|адрес|zip"
        r"|postcode|plz|postal[ _-]?code)"
    ),
    "city": (r"(?:city|town|ort|stadt|ville|plaats|woonplaats|ciudad|citt[àa]|cidade|miasto|город)"),
    "national_id": (
        r"(?:ssn|bsn|pesel|nir|dni|nif|steuer-?id|tax[ _-]?id|passport(?:[ _-]?(?:no|number))?|cpf|снилс|инн)"
    ),
    "customer_no": (
        r"(?:customer[ _-]?(?:no|id|number)|kundennummer|kunden-?nr\.?|client[ _-]?id|klantnummer"
        r"|account[ _-]?(?:no|number)|contract[ _-]?(?:no|id))"
    ),
    "org": (r"(?:company|organi[sz]ation|firma|soci[ée]t[ée]|bedrijf|empresa|azienda)"),
}
_HEADINGS: Final = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _NAMED.items())
_MARKS: Final = " \t*_\"'`"


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


def tables(text: str) -> Iterator[Span]:
    """Yield the values of columns whose heading says that they hold somebody's data; two such headings make a table."""
    lines = _lines(text)
    number = 0
    while number < len(lines) - 1:
        separator, kinds = _heading(text, *lines[number])
        if not separator:
            number += 1
            continue
        number += 1
        width = len(kinds)
        for _ in range(_MOST_ROWS):
            cells = _cells(text, *lines[number], "|" if separator == "||" else separator) if number < len(lines) else []
            if len(cells) != width:
                break
            yield from _values(cells, kinds)
            number += 1


def _lines(text: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _heading(text: str, start: int, end: int) -> tuple[str, list[Kind | None]]:
    for separator in _SEPARATORS:
        if separator not in text[start:end]:
            continue
        cells = _cells(text, start, end, separator)
        if not 2 <= len(cells) <= _MOST_CELLS:
            continue
        kinds = [_kind(cell.text) for cell in cells]
        named = sum(kind is not None for kind in kinds)
        if named >= 2 or (
            named == 1 and separator in ("||", "|") and len(cells) >= 2 and "name" not in map(_small, cells)
        ):
            return separator, kinds
    return "", []


def _small(cell: _Cell) -> str:
    return cell.text.casefold()


def _cells(text: str, start: int, end: int, separator: str) -> list[_Cell]:
    line = text[start:end].rstrip()
    bar = separator.startswith("|")
    left = len(line) - len(line.lstrip(" \t" + ("|" if bar else "")))
    line = line.rstrip(" \t|") if bar else line
    cells: list[_Cell] = []
    at = start + left
    for piece in line[left:].split(separator):
        inner = piece.strip(_MARKS)
        shift = len(piece) - len(piece.lstrip(_MARKS))
        cells.append(_Cell(at + shift, at + shift + len(inner), inner))
        at += len(piece) + len(separator)
    return cells


def _kind(heading: str) -> Kind | None:
    return next((kind for kind, pattern in _HEADINGS if pattern.fullmatch(heading)), None)


def _values(cells: Sequence[_Cell], kinds: Sequence[Kind | None]) -> Iterator[Span]:
    for cell, kind in zip(cells, kinds, strict=True):
        if kind is not None and _is_value(cell.text, kind):
            yield Span(start=cell.start, end=cell.end, kind=kind, detector="table")


def _is_value(text: str, kind: Kind) -> bool:
    if not text or len(text) > 120 or set(text) <= set("-: ") or text.startswith(("<", "${", "{{")):
        return False
    if kind in ("person", "city", "org"):
        return text[:1].isupper() and not text.isupper() and len(text.split()) <= 5
    if kind in ("phone", "birth_date", "national_id", "customer_no"):
        return any(sign.isdigit() for sign in text)
    return kind == "address" or " " not in text
