"""The list model: how many there are at once, their rows by pages when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from rilo_desktop.presentation.list_spec import ListSpec

from ..concurrency.jobs import Job
from ..context import PageContext
from ..i18n import tr, window_language
from . import list_columns
from .list_columns import Column, two_lines
from .list_row import Listed, Teller, further_titles, listed, pattern_of

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.lists import ListItem, ListResult, Query

Index = QModelIndex | QPersistentModelIndex

PAGE = 16
KEPT_PAGES = 320
OPEN_QUESTIONS = 4
"""Pages asked for and not answered; older ones were scrolled past."""


class RecordsModel(QAbstractTableModel):
    """`found(total)` when a search was answered; `arrived` when rows came into memory."""

    found = Signal(int)
    arrived = Signal()

    def __init__(self, context: PageContext, look: ListSpec, tell: Teller | None = None) -> None:
        super().__init__()
        self.look, self._tell = look, tell
        self.columns = two_lines(look)
        self._context = context
        self._found: ListResult | None = None
        self._total = 0
        self._pages: OrderedDict[int, tuple[Listed, ...]] = OrderedDict()
        self._asked: OrderedDict[int, Job] = OrderedDict()

    @property
    def tells(self) -> bool:
        """Do rows say something in place of their state?"""
        return self._tell is not None

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Other columns; their cells come with the next search."""
        self.beginResetModel()
        self.columns = columns
        self._pages.clear()
        self._total = 0
        self.endResetModel()

    def search(self, query: Query) -> None:
        self._context.serve(
            _first_page,
            query,
            self.look,
            self._names(),
            self._tell,
            then=self._take_found,
            owner=self,
            turn="search",
        )

    def keys(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Keys of the records in these rows, for services."""
        return tuple(self._found.rows[row] for row in rows) if self._found is not None else ()

    def rows_of_keys(self, keys: Collection[int]) -> list[int]:
        """The rows in which these records stand now, in order."""
        found = self._found.rows if self._found is not None else ()
        return [at for at, key in enumerate(found) if key in keys]

    def _names(self) -> tuple[str, ...]:
        """Of the columns whose text the store gives; "" for what a row has anyway."""
        given = (list_columns.PLAIN, list_columns.NUMBER)
        return tuple(column.name if column.look in given else "" for column in self.columns)

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
        if found is None:
            return
        self._asked[number] = self._context.serve(
            _page,
            found,
            number,
            self.look,
            self._names(),
            self._tell,
            then=partial(self._take_page, found, number),
            owner=self,
        )

    def _take_found(self, answer: tuple[ListResult, tuple[Listed, ...], tuple[str, ...]]) -> None:
        if answer[2] != self._names():
            return  # other columns were chosen meanwhile, and are asked for
        self.beginResetModel()
        self._found, first, _ = answer
        self._total = len(self._found.rows)
        self._pages.clear()
        for ticket in self._asked.values():
            ticket.cancel()
        self._asked.clear()
        self._pages[0] = first
        self.endResetModel()
        self.found.emit(self._total)
        self.arrived.emit()

    def _take_page(self, found: ListResult | None, number: int, rows: tuple[Listed, ...]) -> None:
        if found is not self._found:
            return
        self._asked.pop(number, None)
        self._pages[number] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        if rows:
            last = number * PAGE + len(rows) - 1
            self.dataChanged.emit(
                self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1)
            )
        self.arrived.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in wanted or way != Qt.Orientation.Horizontal:
            return None
        return self.columns[section].label

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.listed(index.row())
        text = self._text(row, index.column()) if row is not None else ""
        if not text and role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label}: {tr('empty')}"
        return text if row is not None else None

    def _text(self, row: Listed, column: int) -> str:
        match self.columns[column].look:
            case list_columns.LINES:
                return row.spoken
            case list_columns.TITLE_CELL:
                return row.title
            case list_columns.BESIDE:
                return row.beside
            case list_columns.ASIDE:
                return ", ".join(part for part in (row.aside, row.state_text) if part)
            case list_columns.STATE:
                return row.state_text
            case list_columns.TLP_CELL:
                return f"TLP:{row.tlp}"
        return row.cells[column] if column < len(row.cells) else ""


def _first_page(
    session: Session, query: Query, look: ListSpec, names: tuple[str, ...], tell: Teller | None
) -> tuple[ListResult, tuple[Listed, ...], tuple[str, ...]]:
    """Runs in the worker: what was found, with the rows that will be seen first."""
    from rilo_desktop.services.records import lists

    found, rows = lists.find_with_page(session, query, PAGE, _wanted(look, names))
    return found, _listed(session, query, rows, look, names, tell), names


def _page(
    session: Session,
    found: ListResult,
    number: int,
    look: ListSpec,
    names: tuple[str, ...],
    tell: Teller | None,
) -> tuple[Listed, ...]:
    """Runs in the worker."""
    from rilo_desktop.services.records import lists

    rows = lists.page(session, found, number * PAGE, PAGE, _wanted(look, names))
    return _listed(session, found.query, rows, look, names, tell)


def _wanted(look: ListSpec, names: tuple[str, ...]) -> tuple[str, ...]:
    second = (name for name in look.second if name != "workflow")
    more = (*further_titles(look.kind), *look.beside, *second)
    return tuple(dict.fromkeys((*filter(None, names), *more)))


def _listed(
    session: Session,
    query: Query,
    rows: Sequence[ListItem],
    look: ListSpec,
    names: tuple[str, ...],
    tell: Teller | None,
) -> tuple[Listed, ...]:
    from rilo_desktop.services.records import lists
    from rilo_desktop.services.records.reference_names import ReferenceNames
    from rilo_desktop.services.records.search_reasons import highlighted

    pattern, today = pattern_of(highlighted(query.words)), session.today
    name_of = ReferenceNames(session, window_language())
    day = date.fromisoformat(today)
    ended = lists.ended(session, look.kind)
    return tuple(
        listed(
            row,
            look,
            pattern,
            names,
            lists.is_late(row, today, ended),
            name_of,
            tell(row.values, day) if tell is not None else None,
        )
        for row in rows
    )
