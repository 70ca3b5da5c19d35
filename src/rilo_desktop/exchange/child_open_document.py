"""A spreadsheet of OpenDocument (.ods), in the limited child: its XML row by row.

A formula is given as its text; the value that was calculated for it is never read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from decimal import InvalidOperation
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from openpyxl.utils import get_column_letter

from .cells import Cell, Day, Fault, Formula, encoded, is_blank
from .child_archive import check_parts
from .child_budget import Budget, ReaderFailed, Unread
from .child_sheet import Marks, number_of
from .child_values import or_values
from .limits import LIMITS

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_URN}table:1.0}}", f"{_URN}office:1.0}}", f"{_URN}text:1.0}}"
_STYLE, _NUMBER = f"{_URN}style:1.0}}", f"{_URN}datastyle:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NOTE = f"{_OFFICE}annotation"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LAST_ROW = 1_048_576


def lines_of_open_document(file: IO[bytes]) -> Iterator[Any]:
    """The lines of `sandbox_child` for a spreadsheet. Raises Unread."""
    check_parts(file)
    yield from or_values(_lines(file), file)


def _lines(file: IO[bytes]) -> Iterator[Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            if b"encryption-data" in _start_of(archive, "META-INF/manifest.xml"):
                raise Unread("password")
            if b"opendocument.spreadsheet" not in _start_of(archive, "mimetype"):
                raise Unread("not_a_workbook")
            with archive.open("content.xml") as content:
                yield from _Reader().lines(content)
    except (Unread, MemoryError):
        raise
    except (zipfile.BadZipFile, ParseError, EOFError, KeyError):
        raise Unread("damaged") from None
    except Exception:
        raise ReaderFailed("failed") from None


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    if part not in archive.namelist():
        return b""
    with archive.open(part) as opened:
        return opened.read(1 << 20)


class _Reader:
    def __init__(self) -> None:
        self._budget = Budget()
        self._formats: dict[str, str] = {}
        """What a format of numbers writes beside the number, by its name."""
        self._styles: dict[str, tuple[str, bool, bool]] = {}
        """Of a style: what it writes beside a number, strikes it out, hides the sheet?"""
        self._sheet, self._row, self._last = "", 0, 0
        self._column = 0
        self._marks = Marks()

    def lines(self, content: IO[bytes]) -> Iterator[Any]:
        """Raises Unread, ParseError."""
        depth = 0  # a table may stand in a cell of a table: it is text of that cell at most
        for event, node in iterparse(content, events=("start", "end")):
            if node.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    yield self._begin(node)
                elif event == "end" and depth == 0:
                    yield self._marks.line(self._last)
                    node.clear()
            elif event == "start":
                continue
            elif node.tag == f"{_STYLE}style":
                self._keep_style(node)
            elif node.tag.startswith(_NUMBER) and node.tag.endswith("-style"):
                self._keep_format(node)
            elif depth == 1 and node.tag == f"{_TABLE}table-column":
                self._columns(node)
            elif depth == 1 and node.tag == f"{_TABLE}table-row":
                yield from self._rows(node)
                node.clear()

    def _keep_style(self, node: Element) -> None:
        text = node.find(f"{_STYLE}text-properties")
        table = node.find(f"{_STYLE}table-properties")
        line = text.get(f"{_STYLE}text-line-through-style", "none") if text is not None else "none"
        self._styles[node.get(f"{_STYLE}name", "")] = (
            self._formats.get(node.get(f"{_STYLE}data-style-name", ""), ""),
            line != "none",
            table is not None and table.get(f"{_TABLE}display") == "false",
        )

    def _keep_format(self, node: Element) -> None:
        symbol = node.find(f"{_NUMBER}currency-symbol")
        if symbol is not None and symbol.text:
            self._formats[node.get(f"{_STYLE}name", "")] = symbol.text.strip()[:20]

    def _begin(self, node: Element) -> Any:
        self._sheet = node.get(f"{_TABLE}name", "")
        self._row = self._last = self._column = 0
        self._marks = Marks()
        return {"sheet": self._sheet or "?", "hidden": self._style(node)[2]}

    def _style(self, node: Element) -> tuple[str, bool, bool]:
        return self._styles.get(node.get(f"{_TABLE}style-name", ""), ("", False, False))

    def _columns(self, node: Element) -> None:
        first = self._column
        self._column += _count(node, "columns")
        if node.get(f"{_TABLE}visibility", "visible") != "visible":
            self._marks.hidden_columns += range(first, min(self._column, LIMITS.columns))

    def _rows(self, node: Element) -> Iterator[Any]:
        times, first = _count(node, "rows"), self._row + 1
        self._row += times
        if self._row > _LAST_ROW:
            raise Unread("rows", sheet=self._sheet, row=_LAST_ROW + 1, limit=LIMITS.rows)
        hidden = node.get(f"{_TABLE}visibility", "visible") != "visible"
        before = len(self._marks.struck)
        cells = self._cells(node, first)
        struck = self._marks.struck[before:]
        if all(is_blank(cell) for cell in cells):
            if hidden:
                self._marks.hidden_rows += range(first, min(self._row, LIMITS.rows) + 1)
            return
        made = [encoded(cell) for cell in cells]
        for number in range(first, self._row + 1):
            self._budget.spend(self._sheet, number, cells)
            self._last = number
            if hidden:
                self._marks.hidden_rows.append(number)
            if number > first:
                self._marks.struck += ((number, column) for _, column in struck)
            yield [number, made]

    def _cells(self, row: Element, number: int) -> list[Cell]:
        cells: list[Cell] = []
        place = 0
        for node in row:
            if node.tag not in _CELLS:
                continue
            times = _count(node, "columns")
            note = node.find(_NOTE)
            if note is not None:
                self._marks.note(self._budget, self._sheet, number, place, _text(note))
            cell = self._cell(node)
            if not is_blank(cell):
                if place + times > LIMITS.columns:
                    where = f"{get_column_letter(min(place + times, 16_384))}{number}"
                    raise Unread("columns", sheet=self._sheet, cell=where)
                cells.extend([None] * (place - len(cells)))
                cells.extend([cell] * times)
                if self._style(node)[1]:
                    self._marks.struck += (
                        (number, column) for column in range(place, place + times)
                    )
            down = int(node.get(f"{_TABLE}number-rows-spanned", "1"))
            across = int(node.get(f"{_TABLE}number-columns-spanned", "1"))
            self._marks.merge(number, number + down - 1, place, place + across - 1)
            place += times
        return cells

    def _cell(self, node: Element) -> Cell:
        formula = node.get(f"{_TABLE}formula")
        if formula is not None:
            return Formula("=" + formula.partition("=")[2])
        text = _text(node)
        if node.get(f"{_CALC}value-type") == "error":
            return Fault(text)
        value = node.get(f"{_OFFICE}value")
        match node.get(f"{_OFFICE}value-type"):
            case "float" | "currency" | "percentage" as kind if value is not None:
                symbol = node.get(f"{_OFFICE}currency") or self._style(node)[0]
                try:
                    return number_of(value, "%" if kind == "percentage" else symbol)
                except InvalidOperation:
                    return Fault(value[:40])
            case "date":
                return _day(node.get(f"{_OFFICE}date-value", ""))
            case "time":
                return Day("T" + _clock(node.get(f"{_OFFICE}time-value", "")))
            case "boolean":
                return node.get(f"{_OFFICE}boolean-value") == "true"
        return node.get(f"{_OFFICE}string-value") or text or None


def _count(node: Element, what: str) -> int:
    return max(int(node.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _day(value: str) -> Cell:
    day, _, clock = value.partition("T")
    clock = clock.partition(".")[0]
    if len(day) != 10:
        return Fault(value[:40])
    return Day(day if clock in ("", "00:00:00") else f"{day}T{clock}")


def _clock(duration: str) -> str:
    """PT14H30M00S as 14:30:00."""
    return duration.removeprefix("PT").rstrip("S").replace("H", ":").replace("M", ":")


_BREAKS: Mapping[str, str] = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def _text(node: Element) -> str:
    """The paragraphs of a cell or of its note."""
    paragraphs = (child for child in node if child.tag in (f"{_TEXT}p", f"{_TEXT}h"))
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), LIMITS.cell_characters)
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != _NOTE:
            yield from _pieces(child)
        yield child.tail or ""
