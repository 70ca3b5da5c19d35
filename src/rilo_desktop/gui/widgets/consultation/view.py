"""The paragraphs of a draft as rows: their text, what the office says, the state.

The row that is being written has the fields of its answer in place of what they would show.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from rilo_desktop.analysis.consultation import has_comment, state_of
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.records import ConsultationParagraph

from ...i18n import tr
from ...itemviews.focused_current import FocusedCurrent
from ...theme import colour, draw_line, draw_ring, glyph, metrics, scaled
from ...theme.paragraph import Paragraph, marked_paragraph, paragraph
from ...theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..lines.model import LinesModel
from . import messages

Index = QModelIndex | QPersistentModelIndex
NUMBER, STATE, LEAST_STATE = 52, 168, 132
"""Width of the number, and of the state, which is never cut."""
GAP, NARROW_GAP, NARROW = 24, 12, 640
"""Between two columns, and in a row that is narrower than the last of them."""
ABOVE, BELOW, BETWEEN = 12, 14, 4
_BODY, _SMALL = (BODY, REGULAR), (SMALL, REGULAR)


class ParagraphsModel(LinesModel):
    """For a screen reader a paragraph is one name with all that is said of it."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, wanted = index.row(), Qt.ItemDataRole
        if role not in (wanted.AccessibleTextRole, wanted.DisplayRole, wanted.ToolTipRole):
            return super().data(index, role)
        if row >= len(self.lines):
            return tr("Add paragraph") if role != wanted.ToolTipRole else None
        if role == wanted.ToolTipRole:
            return None
        return messages.spoken(self.lines[row], row + 1, len(self.lines))


class Columns:
    """Places of the columns in a row of a width, from its leading edge."""

    def __init__(self, width: int) -> None:
        self.width = width
        gap, number = scaled(NARROW_GAP if width < scaled(NARROW) else GAP), scaled(NUMBER)
        state = min(scaled(STATE), max(scaled(LEAST_STATE), width // 5))
        room = max(2, width - number - state - 2 * gap)
        self.theirs = (number, room * 46 // 100)
        start = number + self.theirs[1] + gap
        self.ours = (start, room - self.theirs[1])
        start += self.ours[1] + gap
        self.state = (start, max(1, width - start - scaled(8)))

    def place(self, rect: QRect, column: tuple[int, int], mirrored: bool) -> QRect:
        start, wide = column
        x = rect.right() + 1 - start - wide if mirrored else rect.x() + start
        return QRect(x, rect.y(), wide, rect.height())


class ParagraphDelegate(QStyledItemDelegate):
    def __init__(self, view: ParagraphView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: Any, index: Index) -> QSize:
        return QSize(scaled(120), self.height(index.row(), self._view.viewport().width()))

    def height(self, row: int, width: int) -> int:
        line = self._view.line(row)
        if line is None:
            return scaled(40)
        columns, mirrored = Columns(width), self._view.mirrored
        high = self._theirs(line, columns).high
        if row == self._view.opened:
            high = max(high, self._view.panel_height(columns))
        else:
            said = self._ours(line, columns, mirrored)
            high = max(high, sum(one.high + scaled(BETWEEN) for one, _ in said))
        return scaled(ABOVE + BELOW) + max(high, scaled(20))

    def _theirs(self, line: ConsultationParagraph, columns: Columns) -> Paragraph:
        return marked_paragraph(messages.theirs(line), columns.theirs[1], _BODY)

    def _ours(
        self, line: ConsultationParagraph, columns: Columns, mirrored: bool
    ) -> list[tuple[Paragraph, str]]:
        wide = columns.ours[1]
        if not has_comment(line) and not known_text(line.reason):
            return [(paragraph(messages.answer(line), wide, _BODY, at_right=mirrored), "text3")]
        found = []
        if known_text(line.comment):
            text = known_text(line.comment)
            found.append((paragraph(text, wide, _BODY), "text"))
        if parts := messages.proposal(line):
            found.append((marked_paragraph(parts, wide, _BODY), "text"))
        if not found:
            text = messages.answer(line)
            found.append((paragraph(text, wide, _BODY, at_right=mirrored), "text"))
        if known_text(line.reason):
            text = known_text(line.reason)
            found.append((paragraph(text, wide, _SMALL), "text2"))
        return found

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect, row = QRect(option.rect), index.row()
        line, mirrored = self._view.line(row), self._view.mirrored
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or row == self._view.opened:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colour("sel"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("line"))
        columns = Columns(rect.width())
        if line is None:
            place = columns.place(rect, columns.theirs, mirrored)
            y = rect.y() + (rect.height() - metrics().height()) // 2
            draw_line(
                painter, place.x(), y, place.width(), tr("Add paragraph"), _BODY, "text3", mirrored
            )
            draw_ring(painter, option, rect.adjusted(0, 0, 0, -1))
            return
        inner = rect.adjusted(0, scaled(ABOVE), 0, 0)
        self._number(painter, columns.place(inner, (scaled(8), scaled(NUMBER - 16)), mirrored), row)
        place = columns.place(inner, columns.theirs, mirrored)
        self._theirs(line, columns).draw(painter, place.x(), place.y(), "text")
        if row != self._view.opened:
            place = columns.place(inner, columns.ours, mirrored)
            y = place.y()
            for one, tone in self._ours(line, columns, mirrored):
                one.draw(painter, place.x(), y, tone)
                y += one.high + scaled(BETWEEN)
            self._state(painter, columns.place(inner, columns.state, mirrored), line, mirrored)
        draw_ring(painter, option, rect.adjusted(0, 0, 0, -1))

    def _number(self, painter: QPainter, place: QRect, row: int) -> None:
        line, model = self._view.line(row), self._view.paragraphs
        assert line is not None
        severity = model.severity(row)
        mirrored, text = self._view.mirrored, known_text(line.number) or "?"
        y, look = place.y() + scaled(1), (SMALL, MEDIUM)
        draw_line(painter, place.x(), y, place.width(), text, look, "text3", mirrored)
        if severity == "blocks":
            size = scaled(14)
            x = place.right() - size if mirrored else place.x()
            glyph(painter, "alert-octagon", x, place.y() + scaled(22), size, "danger", stroke=2)

    def _state(
        self, painter: QPainter, place: QRect, line: ConsultationParagraph, mirrored: bool
    ) -> None:
        name, icon, tone = messages.STATES[state_of(line)]
        size, lead = scaled(15), scaled(22)
        x = place.right() + 1 - size if mirrored else place.x()
        glyph(painter, icon, x, place.y() + scaled(2), size, tone)
        x = place.x() if mirrored else place.x() + lead
        wide = place.width() - lead
        draw_line(painter, x, place.y() + scaled(1), wide, tr(name), _BODY, tone, mirrored)
        below = messages.decision(line)
        if below:
            y = place.y() + scaled(22)
            draw_line(painter, place.x(), y, place.width(), below, _SMALL, "text2", mirrored)


class ParagraphView(FocusedCurrent, QListView):
    """As high as its rows; the page scrolls. `opened`: the row that is being written, or -1."""

    left = Signal()
    """Its height or its rows changed: the fields of the open row may have another place."""

    def __init__(self, model: ParagraphsModel) -> None:
        super().__init__()
        self.paragraphs = model
        self.opened = -1
        self.panel: QWidget | None = None
        self._delegate = ParagraphDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(self.refit)

    @property
    def mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def line(self, row: int) -> ConsultationParagraph | None:
        """None for the row that adds one."""
        lines = self.paragraphs.lines
        return lines[row] if 0 <= row < len(lines) else None

    def open_row(self, row: int, panel: QWidget | None) -> None:
        """Show the fields in a row; -1: in none."""
        self.opened, self.panel = row, panel
        self.refit()

    def panel_height(self, columns: Columns) -> int:
        if self.panel is None:
            return 0
        wide = columns.width - columns.ours[0] - scaled(8)
        box = self.panel.layout()
        if box is not None and box.hasHeightForWidth():
            return box.heightForWidth(wide)
        return self.panel.sizeHint().height()

    def refit(self) -> None:
        """Heights may be others now."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.place_panel()

    def place_panel(self) -> None:
        if self.panel is None or self.opened < 0:
            return
        self.executeDelayedItemsLayout()
        rect = self.visualRect(self.paragraphs.index(self.opened, 0))
        columns = Columns(self.viewport().width())
        wide = columns.width - columns.ours[0] - scaled(8)
        place = columns.place(rect, (columns.ours[0], wide), self.mirrored)
        top, high = rect.y() + scaled(ABOVE), self.panel_height(columns)
        self.panel.setGeometry(QRect(place.x(), top, wide, high))

    def heightForWidth(self, width: int) -> int:
        rows = range(self.paragraphs.rowCount())
        return 2 + sum(
            self._delegate.height(row, width) for row in rows if not self.isRowHidden(row)
        )

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.refit()


class ColumnHeads(QWidget):
    """What the columns hold."""

    def __init__(self, heads: tuple[str, str, str]) -> None:
        super().__init__()
        self._heads = heads
        self.setFixedHeight(max(scaled(28), metrics(SMALL, SEMIBOLD).height() + scaled(8)))

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        rect = self.rect()
        painter.fillRect(rect, colour("canvas"))
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), colour("line"))
        columns = Columns(rect.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = (rect.height() - metrics(SMALL, MEDIUM).height()) // 2
        for text, column in zip(
            self._heads, (columns.theirs, columns.ours, columns.state), strict=True
        ):
            place = columns.place(rect, column, mirrored)
            draw_line(
                painter, place.x(), y, place.width(), text, (SMALL, MEDIUM), "text2", mirrored
            )
