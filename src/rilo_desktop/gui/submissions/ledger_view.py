"""The rows of the ledger: two lines each, drawn from texts that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from ..texts import code_label, numbers, plural, tr
from ..theme import colour, draw_line, draw_tlp, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from ..widgets.buttons import is_key
from . import states

if TYPE_CHECKING:
    from rilo_desktop.services.ledger import Entry

Index = QModelIndex | QPersistentModelIndex
REFERENCE, SUBMISSION, STATE, DATE, TLP = range(5)
SEPARATOR = "  ·  "


@dataclass(frozen=True)
class ShownEntry:
    """An entry with the two lines of each column."""

    entry: Entry
    lines: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        return ". ".join(part for pair in self.lines for part in pair if part)


def shown(entry: Entry) -> ShownEntry:
    kind = code_label("submission_type", entry.type)
    language = code_label("language", entry.language)
    held = plural("{count} record", "{count} records", entry.records)
    pages = plural("{count} page", "{count} pages", entry.pages) if entry.pages else ""
    who = tr("approved: {who}", who=entry.approved) if entry.approved else entry.prepared
    return ShownEntry(
        entry,
        (
            (entry.reference, tr("rev. {number}", number=entry.revision)),
            (
                entry.title or tr("Untitled"),
                SEPARATOR.join(part for part in (entry.addressee, language, held) if part),
            ),
            (states.word(entry.state), who),
            (numbers().partial(entry.date, short=True), pages),
            (f"TLP:{entry.tlp}", kind),
        ),
    )


class LedgerModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ShownEntry, ...] = ()

    def show_rows(self, rows: Sequence[ShownEntry]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, record: str) -> int:
        return next((n for n, row in enumerate(self.rows) if row.entry.id == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or way != Qt.Orientation.Horizontal:
            return None
        return (tr("Reference"), tr("Submission"), tr("Stands at"), tr("Date"), "TLP")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == REFERENCE:
            return row.spoken
        return ", ".join(part for part in row.lines[index.column()] if part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(16)
        return QSize(scaled(80), max(scaled(52), high))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row: ShownEntry = model.rows[index.row()]
        view, rect, column = option.widget, option.rect, index.column()
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("sel"))
        elif view is not None and index.row() == view.hovered_row:
            painter.fillRect(rect, colour("hover"))
        lead = scaled(16 if column == REFERENCE else 8)
        line = QRect(rect.x() + (0 if mirrored else lead), rect.bottom(), rect.width() - lead, 1)
        painter.fillRect(
            line if column == REFERENCE else rect.adjusted(0, rect.height() - 1, 0, 0),
            colour("line"),
        )
        inner = rect.adjusted(4 if mirrored else lead, 0, -(lead if mirrored else 4), 0)
        if column == TLP:
            self._tlp(painter, inner, row.entry.tlp or "AMBER", mirrored)
        else:
            self._lines(painter, inner, row, column, mirrored)

    def _lines(
        self, painter: QPainter, rect: QRect, row: ShownEntry, column: int, mirrored: bool
    ) -> None:
        first, second = row.lines[column]
        x, y, width = rect.x(), rect.y() + scaled(8), rect.width()
        spec = (BODY, MEDIUM if column == SUBMISSION else REGULAR, column != SUBMISSION)
        if column == STATE:
            icon, tone, _ground = states.look(row.entry.state)
            size = scaled(15)
            at = x + width - size if mirrored else x
            glyph(painter, icon, at, y + (metrics(BODY).height() - size) // 2, size, tone)
            width -= scaled(21)
            x += 0 if mirrored else scaled(21)
        tone = "text2" if column == DATE else "text"
        draw_line(painter, x, y, width, first, spec, tone, mirrored)
        y += metrics(BODY, MEDIUM).height() + 1
        draw_line(painter, x, y, width, second, (SMALL, REGULAR), "text2", mirrored)

    def _tlp(self, painter: QPainter, rect: QRect, label: str, mirrored: bool) -> None:
        wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(label) + scaled(10)
        wide = min(max(wide, scaled(54)), rect.width())
        x = rect.right() + 1 - wide if mirrored else rect.x()
        y = rect.y() + (rect.height() - scaled(18)) // 2
        draw_tlp(painter, QRect(x, y, wide, scaled(18)), label)


class LedgerView(QTableView):
    opened = Signal(int)
    current_row = Signal(int)

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self.hovered_row = -1
        self.setModel(model)
        delegate = _Delegate(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(tr("Submissions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(delegate.sizeHint(None, QModelIndex()).height())
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics(SMALL).height() + 8))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def _hover(self, row: int) -> None:
        self.hovered_row = row
        self.viewport().update()

    def leaveEvent(self, event: Any) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        narrow = room < scaled(700)
        longest = metrics(CAPTION, SEMIBOLD).horizontalAdvance("AMBER+STRICT") + scaled(26)
        widths = {
            REFERENCE: metrics(BODY).horizontalAdvance("AP/2026/SUB/A0000") + scaled(32),
            STATE: scaled(124 if narrow else 168),
            DATE: scaled(92 if narrow else 100),
            TLP: longest if self._is_strict() else scaled(74),
        }
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setColumnWidth(SUBMISSION, max(scaled(120), room - sum(widths.values())))

    def _is_strict(self) -> bool:
        """Has a row the one label that is long? Otherwise titles have its room."""
        model: Any = self.model()
        return any(row.entry.tlp == "AMBER+STRICT" for row in model.rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_row.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if at.isValid() and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at.row())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.currentIndex()
        if self.hasFocus() and at.isValid():
            model = self.model()
            first = self.visualRect(model.index(at.row(), REFERENCE))
            ring = first.united(self.visualRect(model.index(at.row(), TLP))).adjusted(0, 0, 0, -1)
            rounded(QPainter(self.viewport()), ring, 4, "", "accentText", 2)
