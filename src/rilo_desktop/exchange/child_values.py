"""The second reader of spreadsheets, in the limited child: python-calamine, values only.

It reads .xlsb, and sound files that the other readers fail on. It gives the value that was
calculated for a formula, a blank for a cell in error, and nothing of notes, formats of numbers, and
hidden or struck-out cells. So each sheet of it says that it is values only, and is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import IO, Any

from .cells import Cell, encoded, is_blank
from .child_budget import Budget, ReaderFailed, Unread
from .child_sheet import Marks, day_of, number_of
from .layout.model import letter_of
from .limits import LIMITS


def or_values(lines: Iterator[Any], file: IO[bytes]) -> Iterator[Any]:
    """The lines of a reader; what it fails on, a sheet or the whole file, is read by the second.

    A sheet that neither reads stays {"unread": its name}. Raises Unread.
    """
    unread: list[str] = []
    failed: ReaderFailed | None = None
    try:
        for line in lines:
            if isinstance(line, dict) and "unread" in line:
                unread.append(line["unread"])
            yield line
    except ReaderFailed as fault:
        failed = fault
    if failed is not None or unread:
        yield from _again(file, failed, () if failed is not None else unread)


def _again(file: IO[bytes], failed: ReaderFailed | None, names: Collection[str]) -> Iterator[Any]:
    """All sheets, or those of these names. Raises `failed` where it can read none either."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    file.seek(0)
    book = _tried(partial(load_workbook, file))
    budget, read = Budget(), 0
    for at, about in enumerate(book.sheets_metadata if book is not None else ()):
        if about.typ != SheetTypeEnum.WorkSheet or (names and about.name not in names):
            continue
        sheet = _tried(partial(book.get_sheet_by_index, at))
        if sheet is None:
            yield {"unread": about.name}
            continue
        if failed is not None and not read:
            yield {"again": True}
        read += 1
        hidden = about.visible != SheetVisibleEnum.Visible
        yield {"sheet": about.name, "hidden": hidden, "values_only": True}
        yield from _rows(sheet, budget)
    if failed is not None and not read:
        raise failed


def _tried(work: Callable[[], Any]) -> Any:
    """None where it fails; a panic of Rust is no Exception."""
    try:
        return work()
    except MemoryError:
        raise
    except BaseException:
        return None


def _rows(sheet: Any, budget: Budget) -> Iterator[Any]:
    marks, last = Marks(), 0
    before = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(value) for value in values]
        while cells and is_blank(cells[-1]):
            del cells[-1]
        if not cells:
            continue
        width = before + len(cells)
        if width > LIMITS.columns:
            where = f"{letter_of(width - 1)}{number}"
            raise Unread("columns", sheet=sheet.name, cell=where)
        last = number
        budget.spend(sheet.name, number, cells)
        yield [number, [*[None] * before, *map(encoded, cells)]]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        marks.merge(top + 1, bottom + 1, left, right)
    yield marks.line(last)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return number_of(value)
    return day_of(value) or str(value) or None
