"""How buttons are drawn. A widget says what it is by dynamic properties:

`kind`: primary, secondary (default), ghost, link, chip, choice, segment · `glyph`: name of an icon
· `hint`: its shortcut · `high`: height in unscaled pixels.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from . import tokens
from .icons import glyph
from .painting import draw_text, rounded
from .theme_state import colour, font, metrics, scaled

_State = QStyle.StateFlag


class Shape(NamedTuple):
    ground: str
    edge: str
    tone: str
    size: int
    weight: int
    padding: int


SHAPES = {
    "primary": Shape("accent", "", "onaccent", tokens.BODY, tokens.MEDIUM, 12),
    "secondary": Shape("raised", "line2", "text", tokens.BODY, tokens.MEDIUM, 12),
    "ghost": Shape("", "", "text2", tokens.BODY, tokens.MEDIUM, 8),
    "link": Shape("", "", "accentText", tokens.BODY, tokens.MEDIUM, 2),
    "small": Shape("", "", "text3", tokens.CAPTION, tokens.MEDIUM, 4),
    "chip": Shape("accentSoft", "", "accentText", tokens.SMALL, tokens.MEDIUM, 7),
    "choice": Shape("neutral", "", "neutralText", tokens.SMALL, tokens.MEDIUM, 7),
    "segment": Shape("", "", "text2", tokens.SMALL, tokens.REGULAR, 8),
    "toast": Shape("", "", "toastLink", tokens.BODY, tokens.SEMIBOLD, 6),
}
_CROSSED = frozenset({"chip", "choice"})
"""Kinds that end with a cross: pressing them takes the thing away."""


def _shape(widget: Any) -> tuple[str, Shape]:
    kind = widget.property("kind") or "secondary"
    return kind, SHAPES[kind]


def button_size(option: Any, widget: Any) -> QSize:
    kind, shape = _shape(widget)
    height = scaled(widget.property("high") or tokens.FIELD)
    height = max(height, metrics(shape.size).height() + 4)
    if not option.text:
        return QSize(height, height)
    width = metrics(shape.size, max(shape.weight, 500)).horizontalAdvance(_plain(option.text))
    width += 2 * scaled(shape.padding)
    if widget.property("glyph"):
        width += scaled(20)
    return QSize(width + _after(kind, widget), height)


def _after(kind: str, widget: Any) -> int:
    """What the cross or the hint behind the text needs."""
    wide = scaled(16) if kind in _CROSSED else 0
    hint = widget.property("hint")
    return wide + (metrics(tokens.CAPTION).horizontalAdvance(hint) + scaled(10) if hint else 0)


def draw_button(painter: QPainter, option: Any, widget: Any) -> None:
    kind, shape = _shape(widget)
    rect = QRect(option.rect)
    if kind == "segment":
        rect = rect.adjusted(2, 2, -2, -2)
    ground, edge, tone, weight = _mood(kind, shape, option.state)
    if ground or edge:
        rounded(painter, rect, 4 if kind == "segment" else 6, ground, edge)
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft

    def at(x: float, width: float) -> float:
        return rect.right() + 1 - x - width if mirrored else rect.x() + x

    def middle(height: float) -> float:
        return rect.y() + (rect.height() - height) / 2

    text = _plain(option.text)
    wide = metrics(shape.size, weight).horizontalAdvance(text)
    x: float = scaled(shape.padding)
    name, hint = widget.property("glyph"), widget.property("hint")
    if kind == "segment" or widget.property("centred"):
        full = wide + (scaled(20) if name else 0)
        x = (rect.width() - full) // 2
    if name:
        size = scaled(16 if option.text else 17)
        left = x - 2 if option.text else (rect.width() - size) / 2
        glyph(painter, name, at(left, size), middle(size), size, tone, mirrored)
        x += scaled(20)
    elif not text:  # one of Qt's own dialogs
        size = scaled(17)
        left = round((rect.width() - size) / 2)
        option.icon.paint(painter, rect.x() + left, round(middle(size)), size, size)
    painter.setFont(font(shape.size, weight))
    painter.setPen(colour(tone))
    room = rect.width() - round(x) - _after(kind, widget)
    if wide > room and kind != "segment" and not widget.property("centred"):
        measure = metrics(shape.size, weight)
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide = measure.horizontalAdvance(text)
    box = QRectF(at(x, wide + 2), rect.y(), wide + 2, rect.height())
    draw_text(painter, box, Qt.AlignmentFlag.AlignCenter, text)
    if kind in _CROSSED:
        size = scaled(12)
        glyph(painter, "x", at(rect.width() - scaled(18), size), middle(size), size, tone)
    if hint:
        wide = metrics(tokens.CAPTION).horizontalAdvance(hint) + scaled(10)
        box = QRectF(at(rect.width() - wide - scaled(7), wide), rect.y(), wide, rect.height())
        painter.setFont(font(tokens.CAPTION))
        painter.setPen(colour(tone if kind == "primary" else "text3"))
        draw_text(painter, box, Qt.AlignmentFlag.AlignCenter, hint)


def _plain(text: str) -> str:
    """As it is read: "&Open" is a letter with a key of its own, "&&" is an ampersand."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _mood(kind: str, shape: Shape, state: Any) -> tuple[str, str, str, int]:
    """Ground, edge, tone and weight as the button stands now."""
    if not state & _State.State_Enabled:
        return ("neutral" if shape.ground else ""), shape.edge, "text3", shape.weight
    if state & _State.State_On:
        if kind == "segment":
            return "raised", "line2", "text", tokens.SEMIBOLD
        return ("" if kind == "small" else "accentSoft"), "", "accentText", tokens.MEDIUM
    if state & _State.State_MouseOver and kind in ("secondary", "ghost", "link", "small"):
        return "hover", shape.edge, shape.tone, shape.weight
    return shape.ground, shape.edge, shape.tone, shape.weight
