"""Lays out and paints what templates describe; scale, direction and focus are handled here.

A model whose rows are drawn so has `item(index)`, which is given to the template.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QWidget

from ..theme import (
    draw_line,
    draw_ring,
    draw_tlp,
    glyph,
    ink,
    metrics,
    rounded,
    scaled,
    text_height,
)
from ..theme.paragraph import Paragraph, paragraph
from ..theme.style import draw_check
from ..theme.tokens import CAPTION, CHIP, MEDIUM, REGULAR, SEMIBOLD, SMALL
from .row_template import (
    Cell,
    Check,
    Chip,
    Icon,
    Part,
    Row,
    RowContext,
    Text,
    Tile,
    Tlp,
)

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Template = Callable[[T, RowContext], Row]
_State = QStyle.StateFlag
HATCHED, STRONG = "hatched", "bar"
"""Grounds of a tile: nothing was received; text on it needs an ink of its own."""
LEAST_WIDTH = 40
"""Real pixels: a list is never wider than its viewport."""
ICON_GAP, TRAILING_GAP = 6, 8
"""Unscaled pixels between an icon and its line, and between a line and what stands at its end."""


class RowDelegate(QStyledItemDelegate, Generic[T]):
    def __init__(self, template: Template[T], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._template = template

    def sizeHint(self, option: Any, index: Index) -> QSize:
        view: Any = option.widget
        width = view.viewport().width() if view is not None else option.rect.width()
        row = self._row(option, index, width)
        return QSize(LEAST_WIDTH, row_height(row, width, _is_mirrored(option)))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect: QRect = option.rect
        paint_row(painter, rect, self._row(option, index, rect.width()), option)

    def _row(self, option: Any, index: Index, width: int) -> Row:
        model: Any = index.model()
        state = option.state
        context = RowContext(
            width,
            index.row(),
            index.column(),
            bool(state & _State.State_Selected),
            bool(state & _State.State_MouseOver),
            bool(state & _State.State_HasFocus),
        )
        return self._template(model.item(index), context)


def _is_mirrored(option: Any) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)


def row_height(row: Row, width: int, mirrored: bool = False) -> int:
    """Pixels of a row in a view that is so wide."""
    breaks = any(
        not text.is_line
        for cell in row.cells
        if isinstance(cell.content, tuple)
        for text in cell.content
    )
    widths = _widths(row, width) if breaks else [0] * len(row.cells)
    high = 0
    for cell, wide in zip(row.cells, widths, strict=True):
        high = max(high, _content_height(cell, wide, mirrored))
    return max(scaled(row.least), high + scaled(row.top) + scaled(row.bottom) + row.below)


def natural_width(row: Row) -> int:
    """Pixels in which no line is cut short."""
    cells = sum(_natural(cell.content) + scaled(cell.before) for cell in row.cells)
    return scaled(row.lead) + cells + scaled(row.trail)


def _widths(row: Row, width: int) -> list[int]:
    found = [
        scaled(c.width) if c.width > 0 else 0 if c.width else _natural(c.content) for c in row.cells
    ]
    shares = sum(cell.width for cell in row.cells if cell.width < 0)
    if shares:
        room = width - scaled(row.lead) - scaled(row.trail)
        room -= sum(scaled(cell.before) for cell in row.cells)
        room -= sum(found)
        for number, cell in enumerate(row.cells):
            if cell.width < 0:
                found[number] = max(0, room * cell.width // shares)
    return found


def _natural(content: Part | tuple[Text, ...] | Text) -> int:
    match content:
        case Icon() | Check():
            return scaled(content.size)
        case Chip():
            return metrics(CAPTION, MEDIUM).horizontalAdvance(content.text) + 2 + scaled(14)
        case Tile():
            return scaled(content.wide)
        case Tlp():
            wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(content.text) + scaled(10)
            return max(wide, scaled(content.least))
        case Text():
            wide = metrics(*content.spec).horizontalAdvance(content.text) + 2
            if content.icon is not None:
                wide += scaled(content.icon.size + ICON_GAP)
            if content.trailing is not None:
                wide += _natural(content.trailing) + scaled(TRAILING_GAP)
            return wide
        case _:
            return max(map(_natural, content), default=0)


def _content_height(cell: Cell, width: int, mirrored: bool) -> int:
    if isinstance(cell.content, tuple):
        return sum(scaled(t.above) + _text_height(t, width, mirrored) for t in cell.content)
    return _part_height(cell.content)


def _part_height(part: Part) -> int:
    match part:
        case Icon() | Check():
            return scaled(part.size)
        case Tlp() | Tile():
            return scaled(part.high)
        case _:
            return scaled(CHIP)


def _text_height(text: Text, width: int, mirrored: bool) -> int:
    return text_height(*text.spec) if text.is_line else _paragraph(text, width, mirrored).high


def _paragraph(text: Text, width: int, mirrored: bool) -> Paragraph:
    if text.icon is not None:
        width -= scaled(text.icon.size + ICON_GAP)
    if text.trailing is not None:
        width -= _natural(text.trailing) + scaled(TRAILING_GAP)
    runs_left = mirrored if text.own_words else None
    return paragraph(text.text, width, text.spec, text.most, mirrored, text.step, runs_left)


def paint_row(painter: QPainter, rect: QRect, row: Row, option: Any) -> None:
    """`option` gives state and direction; what is drawn stays within `rect`."""
    mirrored = _is_mirrored(option)
    place = rect.adjusted(0, 0, 0, -row.below)
    _paint_ground(painter, rect, place, row, option, mirrored)
    x = scaled(row.lead)
    for cell, width in zip(row.cells, _widths(row, rect.width()), strict=True):
        x += scaled(cell.before)
        left = rect.right() + 1 - x - width if mirrored else rect.x() + x
        _paint_cell(painter, QRect(left, place.y(), width, place.height()), row, cell, mirrored)
        x += width


def _paint_ground(
    painter: QPainter, rect: QRect, place: QRect, row: Row, option: Any, mirrored: bool
) -> None:
    ground, style, state = row.ground, row.style, option.state
    if ground is None:
        chosen, under = state & _State.State_Selected, state & _State.State_MouseOver
        ground = "sel" if chosen else "hover" if under else ""
    if ground and style.is_rounded:
        rounded(painter, place, 6, ground)
    elif ground:
        painter.fillRect(place, ink(ground))
    if row.rule is not None and not (ground and style.is_rounded):
        before, after = (scaled(free) for free in row.rule)
        left = rect.x() + (after if mirrored else before)
        painter.fillRect(left, rect.bottom(), rect.width() - before - after, 1, ink("line"))
    if style.ring:
        draw_ring(painter, option, place.adjusted(*style.insets), style.ring, style.always)


def _paint_cell(painter: QPainter, room: QRect, row: Row, cell: Cell, mirrored: bool) -> None:
    high = _content_height(cell, room.width(), mirrored)
    y = room.y() + scaled(cell.drop)
    if cell.align == "top":
        y += scaled(row.top)
    elif cell.align == "bottom":
        y += room.height() - scaled(row.bottom) - high
        if isinstance(cell.content, tuple):
            y += metrics(*cell.content[-1].spec).descent()
    else:
        y += (room.height() - high + 1) // 2
    if not isinstance(cell.content, tuple):
        _paint_part(painter, room.x(), y, room.width(), cell.content, mirrored)
        return
    for text in cell.content:
        y += scaled(text.above)
        y += _paint_text(painter, room.x(), y, room.width(), text, mirrored)


def _paint_part(
    painter: QPainter, x: int, y: int, width: int, part: Part | Text, mirrored: bool
) -> None:
    match part:
        case Icon():
            size = scaled(part.size)
            glyph(painter, part.name, x, y, size, part.tone, mirrored, part.stroke)
        case Check():
            size = scaled(part.size)
            state = _State.State_NoChange
            if part.on is not None:
                state = _State.State_On if part.on else _State.State_Off
            draw_check(painter, QRect(x, y, size, size), state)
        case Tlp():
            draw_tlp(painter, QRect(x, y, width, scaled(part.high)), part.text)
        case Tile():
            _paint_tile(painter, x, y, width, part, mirrored)
        case Chip():
            high, spec = scaled(CHIP), (CAPTION, MEDIUM)
            rounded(painter, QRect(x, y, width, high), 5, part.ground)
            top = y + (high - text_height(*spec)) // 2
            room = width - scaled(14)
            draw_line(painter, x + scaled(7), top, room, part.text, spec, part.tone, mirrored)
        case Text():
            _paint_text(painter, x, y, width, part, mirrored)


def _paint_tile(painter: QPainter, x: int, y: int, width: int, tile: Tile, mirrored: bool) -> None:
    wide, high = width if tile.is_bar else min(scaled(tile.wide), width), scaled(tile.high)
    place = QRect(x + (width - wide) // 2, y, wide, high)
    if tile.ground == HATCHED:
        painter.fillRect(place, QBrush(ink("line2"), Qt.BrushStyle.BDiagPattern))
    elif tile.is_bar and tile.ground:
        painter.fillRect(place, ink(tile.ground))
    elif tile.ground:
        rounded(painter, place, 4, tile.ground)
    strong = tile.ground == STRONG
    spec, tone = (SMALL, SEMIBOLD if strong else REGULAR), "onbar" if strong else "text"
    room = min(metrics(*spec).horizontalAdvance(tile.text) + 3, wide)
    top = y + (high - text_height(*spec)) // 2
    left = place.x() + (wide - room) // 2
    draw_line(painter, left, top, room, tile.text, spec, tone, mirrored)


def _paint_text(painter: QPainter, x: int, y: int, width: int, text: Text, mirrored: bool) -> int:
    """Its height."""
    line_high = text_height(*text.spec)
    made = None if text.is_line else _paragraph(text, width, mirrored)
    if (icon := text.icon) is not None:
        size = scaled(icon.size)
        left = x + width - size if mirrored else x
        _paint_part(painter, left, y + (line_high - size) // 2, size, icon, mirrored)
        taken = size + scaled(ICON_GAP)
        x, width = x if mirrored else x + taken, width - taken
    if (part := text.trailing) is not None:
        wide = _natural(part)
        left = x if mirrored else x + width - wide
        part_high = text_height(*part.spec) if isinstance(part, Text) else _part_height(part)
        _paint_part(painter, left, y + (line_high - part_high) // 2, wide, part, mirrored)
        taken = wide + scaled(TRAILING_GAP)
        x, width = x + taken if mirrored else x, width - taken
    if made is not None:
        made.draw(painter, x, y, text.tone)
        return made.high
    right = mirrored or text.at_right
    draw_line(painter, x, y, width, text.text, text.spec, text.tone, right, text.at_end, text.marks)
    return line_high
