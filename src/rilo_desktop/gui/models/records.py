"""The list model: how many there are at once, their rows by pages when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ..desk import Desk
from ..texts import tr
from ..work import Ticket
from .listed import Listed, ListLook, listed, pattern_of

if TYPE_CHECKING:
    from rilo_desktop.services.lists import Found, Query

Index = QModelIndex | QPersistentModelIndex

PAGE = 128
KEPT_PAGES = 40
OPEN_QUESTIONS = 4
"""Pages asked for and not answered; older ones were scrolled past."""

TITLE, ASIDE, TLP = range(3)
ORDERS = {TITLE: "title", ASIDE: "", TLP: "tlp"}


class RecordsModel(QAbstractTableModel):
    """`found(total, counts)` when a search was answered; `arrived` when rows came into memory."""

    found = Signal(int, object)
    arrived = Signal()

    def __init__(self, desk: Desk, look: ListLook) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self._found: Found | None = None
        self._total = 0
        self._pages: OrderedDict[int, tuple[Listed, ...]] = OrderedDict()
        self._asked: OrderedDict[int, Ticket] = OrderedDict()

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        return self._found.counts if self._found is not None else {}

    def search(self, query: Query) -> None:
        self._desk.ask(
            _first_page,
            self._desk.office,
            query,
            self.look,
            then=self._take_found,
            owner=self,
            turn="search",
        )

    def listed(self, row: int) -> Listed | None:
        """A row, or None while it is fetched. Delegates call this, not data()."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is not None:
            return page[row % PAGE] if row % PAGE < len(page) else None
        if number not in self._asked and self._found is not None:
            self._ask(number)
        return None

    def row_of(self, record_id: str) -> int:
        """Where a record stands among the rows in memory, -1 where it does not."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row.id == record_id:
                    return number * PAGE + at
        return -1

    def _ask(self, number: int) -> None:
        while len(self._asked) >= OPEN_QUESTIONS:
            self._asked.popitem(last=False)[1].cancel()
        found = self._found
        self._asked[number] = self._desk.ask(
            _page,
            self._desk.office,
            found,
            number,
            self.look,
            then=lambda rows: self._take_page(found, number, rows),
            owner=self,
        )

    def _take_found(self, answer: tuple[Found, tuple[Listed, ...]]) -> None:
        self.beginResetModel()
        self._found, first = answer
        self._total = len(self._found.rows)
        self._pages.clear()
        for ticket in self._asked.values():
            ticket.cancel()
        self._asked.clear()
        self._pages[0] = first
        self.endResetModel()
        self.found.emit(self._total, self._found.counts)
        self.arrived.emit()

    def _take_page(self, found: Found | None, number: int, rows: tuple[Listed, ...]) -> None:
        if found is not self._found:
            return
        self._asked.pop(number, None)
        self._pages[number] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        if rows:
            last = number * PAGE + len(rows) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, TLP))
        self.arrived.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or way != Qt.Orientation.Horizontal:
            return None
        from rilo_desktop.records import kind_named

        kind = kind_named(self.look.kind)
        return (tr(kind.label), tr(self.look.aside_label), "TLP")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.listed(index.row())
        if row is None:
            return None
        if index.column() == TITLE:
            return row.spoken
        if index.column() == ASIDE:
            return ", ".join(part for part in (row.aside, row.state_text) if part)
        return f"TLP:{row.tlp}"


def _first_page(office: Any, query: Query, look: ListLook) -> tuple[Found, tuple[Listed, ...]]:
    """Runs in the worker: what was found, with the rows that will be seen first."""
    found = office.find(query)
    return found, _page(office, found, 0, look)


def _page(office: Any, found: Found, number: int, look: ListLook) -> tuple[Listed, ...]:
    """Runs in the worker."""
    pattern = pattern_of(found.query.words)
    rows = office.page(found, number * PAGE, PAGE)
    return tuple(listed(row, look, pattern) for row in rows)
