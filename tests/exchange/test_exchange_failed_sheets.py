"""A fault of the program in one sheet is one sentence, and the other sheets come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from office_files import office_workbook, said

from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.exchange.layout.model import Table
from rilo_desktop.exchange.layout.tables import tables_of
from rilo_desktop.exchange.mapped_sheets import book_reading
from rilo_desktop.exchange.mapped_sheets.book_reading import Assumptions, ReadBook, read_book
from rilo_desktop.exchange.mapped_sheets.cell_reading import CellReader
from rilo_desktop.exchange.sandbox import Sheet, Workbook, content_of

pytestmark = pytest.mark.failed_sheets

CASES = (
    ("File no", "Date", "Country", "Goods", "Qty"),
    ("K-1", "14.01.2025", "Kenya", "Hats", "12 pcs"),
    ("K-2", "15.01.2025", "Ghana", "Shoes", "9 pcs"),
    ("K-3", "16.01.2025", "Chad", "Toys", "4 pcs"),
)


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    content = content_of(office_workbook(tmp_path / "b.xlsx", {"First": CASES, "Second": CASES}))
    assert isinstance(content, Workbook)
    return content


def read(book: Workbook, step: Any = lambda _done, _of: None) -> ReadBook:
    return read_book(book, "b.xlsx", Mapping(), Assumptions(), step)


def records(found: ReadBook) -> dict[str, int]:
    return {sheet.name: len(sheet.records) for sheet in found.sheets}


def test_a_fault_where_tables_are_looked_for(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(one: Workbook, *given: Any) -> Sequence[Table]:
        if one.sheets[0].name == "First":
            raise IndexError("no such place")
        return tables_of(one, *given)

    monkeypatch.setattr(book_reading, "tables_of", broken)
    found = read(book)
    assert records(found) == {"First": 0, "Second": 3}
    (fault,) = (one for one in found.findings if one.rule == "exchange.sheet_failed")
    assert not fault.blocks
    assert fault.place.sheet == "First"
    assert "The sheet First was not read" in said(fault)
    assert "IndexError, test_exchange_failed_sheets.py:" in said(fault)


def test_a_fault_where_cells_are_read(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = CellReader.read

    def broken(self: CellReader, target: Any, cell: Any, *given: Any) -> Any:
        if cell == "Toys":
            raise KeyError(cell)
        return honest(self, target, cell, *given)

    monkeypatch.setattr(CellReader, "read", broken)
    found = read(book)
    assert records(found) == {"First": 0, "Second": 0}
    assert [len(sheet.rows) for sheet in found.sheets] == [4, 4]  # each row is still shown
    assert {one.rule for one in found.findings if one.blocks} == {"exchange.no_table"}
    assert [f.place.sheet for f in found.findings if f.rule == "exchange.sheet_failed"] == [
        "First",
        "Second",
    ]


def test_a_sheet_that_the_child_could_not_read_is_named(book: Workbook) -> None:
    found = read(Workbook((*book.sheets, Sheet("Third", (), unread=True))))
    assert records(found) == {"First": 3, "Second": 3, "Third": 0}
    (told,) = (one for one in found.findings if one.rule == "exchange.sheet_unread")
    assert not told.blocks
    assert said(told).startswith("The sheet Third cannot be read as it is; the other sheets were.")


def test_what_the_caller_raises_is_no_fault_of_a_sheet(book: Workbook) -> None:
    class GivenUp(Exception):
        pass

    def step(_done: int, _of: int) -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        read(book, step)
