"""The rows of the page, drawn: one tab stop, arrow keys, Enter or a click opens the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ..theme import colour, draw_line, draw_ring, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, CAPTION, REGULAR, SECTION, SEMIBOLD, SMALL, TITLE
from ..widgets.drawn_list import DrawnList, Index, RowsModel
from ..widgets.paragraph import Paragraph, paragraph
from .wording import Line

_State = QStyle.StateFlag

INSET = 12
"""How far the ground of a chosen row stands out before its icon, in unscaled pixels."""
_HEIGHTS = {"head": 44, "entry": 48, "more": 36, "due": 60}


class LinesModel(RowsModel[Line]):
    def text(self, row: Line) -> str:
        return row.text

    def spoken(self, row: Line) -> str:
        return row.spoken

    def hint(self, row: Line) -> str:
        return f"{row.text}\n{row.second}" if row.look in ("entry", "due") else ""

    def is_able(self, row: Line) -> bool:
        return row.can_be_chosen


class LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: Index) -> QSize:
        line: Line = index.model().rows[index.row()]  # type: ignore[attr-defined]
        high = height_of(line, index.row())
        if line.look == "due" and option.widget is not None:
            view: Any = option.widget
            width = view.viewport().width() - scaled(INSET + view.lead) - scaled(INSET)
            high += _name(line.text, width).high - _name("", width).high
        return QSize(scaled(120), high)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        line: Line = index.model().rows[index.row()]  # type: ignore[attr-defined]
        _Painting(painter, option, line).paint()


def height_of(line: Line, row: int) -> int:
    """The first head needs no distance to what stands above it."""
    words = metrics(BODY).height() + metrics(SMALL).height() + scaled(12)
    least = words if line.look in ("entry", "due") else 0
    most = scaled(_HEIGHTS[line.look]) - (scaled(14) if line.look == "head" and not row else 0)
    return max(most, least)


def _name(text: str, width: int, mirrored: bool = False) -> Paragraph:
    """What is due: its name is read whole, the rest of a very long one is cut."""
    return paragraph(text or " ", width, (BODY, REGULAR), 2, at_right=mirrored)


class _Painting:
    """Paints one row from its leading edge to its trailing one."""

    def __init__(self, painter: QPainter, option: Any, line: Line) -> None:
        self.painter, self.option, self.line = painter, option, line
        self.mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self.rect: QRect = option.rect

    def at(self, x: float, width: float) -> float:
        rect = self.rect
        return rect.right() + 1 - x - width if self.mirrored else rect.x() + x

    def middle(self, height: float) -> float:
        return self.rect.y() + (self.rect.height() - height) / 2

    def paint(self) -> None:
        if self.line.look == "head":
            self._head()
            return
        view: Any = self.option.widget
        lead = scaled(INSET + view.lead)
        self._ground(lead)
        if self.line.look == "more":
            self._words(lead, self.rect.width() - lead, "accentText")
            return
        if self.line.look == "due":
            self._number()
            end = scaled(INSET)
        else:
            self._icon()
            end = self._aside()
        self._words(lead, self.rect.width() - lead - end, "text")

    def _ground(self, lead: int) -> None:
        view: Any = self.option.widget
        chosen = self.option.state & _State.State_Selected and view.shows_choice
        if chosen or self.option.state & _State.State_MouseOver:
            place = self.rect.adjusted(0, 0, 0, -1)
            rounded(self.painter, place, 6, "sel" if chosen else "hover")
        elif self.line.look != "more":
            wide = self.rect.width() - lead - scaled(INSET)
            place = QRect(int(self.at(lead, wide)), self.rect.bottom(), wide, 1)
            self.painter.fillRect(place, colour("line"))
        draw_ring(self.painter, self.option, self.rect.adjusted(0, 0, 0, -1))

    def _head(self) -> None:
        spec, count = (SECTION, SEMIBOLD), (SMALL, REGULAR)
        y = self.rect.bottom() - scaled(6) - metrics(*spec).height()
        text = self.line.text
        wide = metrics(*spec).horizontalAdvance(text) + 2
        x = scaled(INSET)
        draw_line(self.painter, self.at(x, wide), y, wide, text, spec, "text", self.mirrored)
        x += wide + scaled(8)
        wide = metrics(*count).horizontalAdvance(self.line.aside) + 2
        y += metrics(*spec).ascent() - metrics(*count).ascent()
        draw_line(self.painter, self.at(x, wide), y, wide, self.line.aside, count, "text3")

    def _icon(self) -> None:
        size = scaled(18)
        x, y = self.at(scaled(INSET), size), self.middle(size)
        glyph(self.painter, self.line.icon, x, y, size, self.line.tone, self.mirrored, stroke=1.7)

    def _number(self) -> None:
        spec, small, wide = (TITLE, SEMIBOLD, True), (CAPTION, REGULAR), scaled(42)
        high = metrics(*spec).height() + metrics(*small).height() - scaled(4)
        x, y = self.at(scaled(INSET), wide), self.middle(high)
        line = self.line
        draw_line(self.painter, x, y, wide, line.aside, spec, line.tone, self.mirrored, True)
        y += metrics(*spec).height() - scaled(4)
        draw_line(self.painter, x, y, wide, line.unit, small, "text3", self.mirrored, True)

    def _aside(self) -> int:
        """When, and that the row leads somewhere; returns the room it took."""
        size, spec = scaled(14), (SMALL, REGULAR, True)
        x = self.rect.width() - scaled(INSET) - size
        y = self.middle(size)
        glyph(self.painter, "chevron-right", self.at(x, size), y, size, "text3", self.mirrored, 1.9)
        wide = metrics(*spec).horizontalAdvance(self.line.aside) + 2
        x -= scaled(12) + wide
        y = self.middle(metrics(*spec).height())
        tone = self.line.aside_tone
        draw_line(self.painter, self.at(x, wide), y, wide, self.line.aside, spec, tone)
        return self.rect.width() - x + scaled(16)

    def _words(self, lead: int, width: int, tone: str) -> None:
        body, small = (BODY, REGULAR), (SMALL, REGULAR)
        if self.line.look == "due":
            self._due_words(lead, width)
            return
        lines = [(self.line.text, body, tone), (self.line.second, small, "text2")]
        shown = [entry for entry in lines if entry[0]]
        gap = scaled(2)
        high = sum(metrics(*spec).height() for _, spec, _ in shown) + gap * (len(shown) - 1)
        x, y = self.at(lead, width), self.middle(high)
        for text, spec, role in shown:
            draw_line(self.painter, x, y, width, text, spec, role, self.mirrored)
            y += metrics(*spec).height() + gap

    def _due_words(self, lead: int, width: int) -> None:
        name, small = _name(self.line.text, width, self.mirrored), (SMALL, REGULAR)
        x, y = self.at(lead, width), self.middle(name.high + metrics(*small).height())
        name.draw(self.painter, x, y, "text")
        y += name.high
        draw_line(self.painter, x, y, width, self.line.second, small, "text2", self.mirrored)


class LinesView(DrawnList[Line]):
    """As high as its rows; the page scrolls it.

    `opened(line)` when a row is asked for.
    """

    opened = Signal(object)

    def __init__(self, name: str, leads: bool = True, lead: int = 32) -> None:
        """`leads`: its current row is shown without the focus too; one view of a page does that.

        `lead`: unscaled pixels before the words, for an icon or a number.
        """
        super().__init__(name, LinesModel(), LineDelegate())
        self._leads, self.lead = leads, lead
        self.stand_whole()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the current row stays with its key, else it is the first one."""
        at, row = self._current_key(), self.currentIndex().row()
        self.rows_model.show_rows(lines)
        able = [n for n, line in enumerate(self.rows) if line.can_be_chosen]
        kept = [n for n in able if self.rows[n].key == at]
        near = [n for n in able if n >= row] if row >= 0 else able
        chosen = (kept or near or able[-1:])[:1]
        if chosen:
            self.setCurrentIndex(self.rows_model.index(chosen[0]))

    @property
    def shows_choice(self) -> bool:
        return self._leads or self.hasFocus()

    def _current_key(self) -> str:
        return self.current_entry.key if self.current_entry is not None else ""

    def press(self, row: Line) -> None:
        self.opened.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
