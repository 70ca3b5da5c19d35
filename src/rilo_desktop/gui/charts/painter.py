"""Paints shapes with the colours and letters of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from rilo_desktop.characters import visible
from rilo_desktop.drawing import Circle, Colour, Line, Polygon, Rect, Ruler, Shape, Text
from rilo_desktop.language import base_direction

from ..theme import colour, font, metrics, scaled
from ..theme.tokens import REGULAR, SEMIBOLD, SMALL

ROLES = {
    Colour.INK: "text",
    Colour.GREY: "text2",
    Colour.RULE: "line",
    Colour.ACCENT: "accentText",
    Colour.MID: "bar",
    Colour.TINT: "bar2",
    Colour.SIGNAL: "danger",
    Colour.PAPER: "surface",
    Colour.FEW: "bar2",
    Colour.SOME: "bar2",
    Colour.MANY: "bar",
}
"""What is marked is darker than the rest in light and lighter in dark: letters and areas alike."""


def ruler() -> Ruler:
    """Measures with the letters that `paint` draws with, in logical pixels."""
    return Ruler(float(scaled(SMALL)), _measure)


def _measure(text: str, _size: float, bold: bool) -> float:
    return float(metrics(SMALL, SEMIBOLD if bold else REGULAR).horizontalAdvance(text))


def paint(painter: QPainter, shapes: Iterable[Shape]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        match shape:
            case Line():
                painter.setPen(_pen(shape.colour, shape.width, shape.dash))
                painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
            case Rect():
                painter.setBrush(_brush(shape.fill))
                painter.setPen(_pen(shape.stroke, shape.line, shape.dash))
                painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
            case Circle():
                painter.setBrush(_brush(shape.fill))
                painter.setPen(_pen(shape.stroke, shape.line, shape.dash))
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case Polygon():
                painter.setBrush(_brush(shape.fill))
                painter.setPen(_pen(shape.stroke, shape.line))
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.points]))
            case Text():
                _write(painter, shape)


def _write(painter: QPainter, text: Text) -> None:
    weight, said = SEMIBOLD if text.bold else REGULAR, visible(text.text, lines=False)
    painter.setFont(font(SMALL, weight))
    painter.setPen(colour(ROLES[text.colour]))
    right_to_left = base_direction(said) == "rtl"  # an ellipsis stands at the end of its text
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    wide = metrics(SMALL, weight).horizontalAdvance(said)
    shift = {"start": 0.0, "middle": wide / 2, "end": float(wide)}[text.anchor]
    painter.drawText(QPointF(text.x - shift, text.y), said)


def _brush(fill: Colour | None) -> QBrush:
    return QBrush(QColor(colour(ROLES[fill]))) if fill is not None else QBrush()


def _pen(stroke: Colour | None, width: float, dash: tuple[float, ...] = ()) -> QPen:
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    made = QPen(colour(ROLES[stroke]), width)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        made.setDashPattern([part / max(width, 0.1) for part in dash])
    return made
