"""What delegates and small widgets paint with: rounded grounds, lines of text, labels, the ring."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from rilo_desktop.characters import visible
from rilo_desktop.language import base_direction

from . import tokens
from .theme_state import (
    colour,
    font,
    ink,
    metrics,
    on_text_size,
    scaled,
    scheme_is_dark,
    text_height,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QFontMetrics, QPixmap, QTextLayout, QTextLine, QTextOption

Spec = tuple[int, int] | tuple[int, int, bool]
"""Size, weight and, where numbers stand below each other, tabular figures."""

Marks = tuple[tuple[int, int], ...]
"""Found words: (position, length)."""


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: str = "",
    edge: str = "",
    width: float = 1.0,
) -> None:
    """A rounded rectangle by roles; the edge lies inside."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ink(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink(edge), width) if edge else Qt.PenStyle.NoPen)
    shape = QRectF(rect)
    if edge:
        shape.adjust(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(shape, radius, radius)


class _Line(NamedTuple):
    layout: QTextLayout
    width: int
    marks: tuple[tuple[float, float], ...]
    drop: float
    """How far a fallback font with more ascent would push the line down."""


@lru_cache(8192)
def _line(text: str, spec: Spec, width: int, marks: Marks) -> _Line:
    """Shaped once where it fits: the rows of a search are all new, and wait for this."""
    face, measure = font(*spec), metrics(*spec)
    plain = text.replace("\n", " ")
    text = visible(plain)
    if text != plain:  # what is marked stands further on by what is shown before it
        marks = tuple(_moved(plain, at, length) for at, length in marks)
    layout, row = _laid_out(text, face)
    if not row.isValid():
        return _Line(layout, 0, (), 0.0)
    if _advance(row) > width:
        text = _cut(text, row, measure, width)
        layout, row = _laid_out(text, face)
    boxes = []
    for at, length in marks:
        if at + length <= len(text):
            start, end = _x(row, at), _x(row, at + length)
            boxes.append((min(start, end), abs(end - start)))
    return _Line(layout, _advance(row), tuple(boxes), row.ascent() - measure.ascent())


def _advance(row: QTextLine) -> int:
    """As `QFontMetrics` measures it, which makes the room: the natural width has the bearing of the
    last letter too, and a 4 did not fit where it was measured to fit."""
    return round(row.horizontalAdvance())


def _moved(text: str, at: int, length: int) -> tuple[int, int]:
    start = len(visible(text[:at]))
    return start, len(visible(text[: at + length])) - start


_ONE_WAY = re.compile(r"[ -~\xa0-\u024f\u2010-\u2026\u202f]*")
"""Latin letters and their signs: they run one way, and Qt counts them as Python does."""


def _cut(text: str, row: QTextLine, measure: QFontMetrics, width: int) -> str:
    """With three dots at its end, so that it fits.

    The line is shaped already and knows where its letters stand; Qt would shape it once more.
    """
    if not _ONE_WAY.fullmatch(text):
        return measure.elidedText(text, Qt.TextElideMode.ElideRight, width)
    room = width - measure.horizontalAdvance("…")
    before = row.CursorPosition.CursorOnCharacter
    return f"{text[: row.xToCursor(room, before)] if room > 0 else ''}…"


def _laid_out(text: str, face: QFont) -> tuple[QTextLayout, QTextLine]:
    """In the direction of its own text, at the left."""
    make, option = _made_with(_direction(text))
    layout = make(text, face)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    row = layout.createLine()
    layout.endLayout()
    return layout, row


on_text_size(_line.cache_clear)


@cache
def _made_with(direction: Qt.LayoutDirection) -> tuple[type[QTextLayout], QTextOption]:
    """A line that runs this way; none of this is imported before the first is drawn."""
    from PySide6.QtGui import QTextLayout, QTextOption

    option = QTextOption(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return QTextLayout, option


def _x(row: Any, position: int) -> float:
    found = row.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def draw_line(
    painter: QPainter,
    x: float,
    y: float,
    width: int,
    text: str,
    spec: Spec,
    role: str,
    mirrored: bool = False,
    trailing: bool = False,
    marks: Marks = (),
) -> None:
    """One line of text within x..x+width; y is its top. Cut short at its own end."""
    if not text or width <= 0:
        return
    line = _line(text, spec, width, marks)
    x += width - line.width if mirrored != trailing else 0
    for left, length in line.marks:
        rounded(painter, QRectF(x + left - 1, y, length + 2, text_height(*spec)), 3, "mark")
    painter.setPen(ink(role))
    line.layout.draw(painter, QPointF(x, y - line.drop))


def draw_words(
    painter: QPainter, rect: QRect, text: str, spec: Spec, tone: str, mirrored: bool
) -> None:
    """As many lines as it needs: each runs as its own script does, from the window's edge."""
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap
    painter.setFont(font(*spec))
    painter.setPen(colour(tone))
    draw_text(painter, rect, flags, text)


def draw_text(painter: QPainter, rect: QRect | QRectF, flags: Any, text: str) -> None:
    """As `QPainter.drawText`, but as its own script runs: "Ctrl ." and "Open …" keep their ends.

    `flags` name a side of the screen, not of the text: AlignLeft is left.
    """
    text = visible(text)
    before = painter.layoutDirection()
    painter.setLayoutDirection(_direction(text))
    painter.drawText(rect, int(flags | Qt.AlignmentFlag.AlignAbsolute), text)
    painter.setLayoutDirection(before)


def _direction(text: str) -> Qt.LayoutDirection:
    is_rtl = base_direction(text) == "rtl"
    return Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight


def draw_tlp(painter: QPainter, rect: QRect, label: str) -> None:
    """A TLP label in its published colours: never tinted, never without its text."""
    if rect.isEmpty():
        return
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    edge = colour("line2").name() if scheme_is_dark() else ""
    painter.drawPixmap(rect.topLeft(), _tlp(label, rect.width(), rect.height(), edge, ratio))


@lru_cache(256)
def _tlp(label: str, wide: int, high: int, edge: str, ratio: float) -> QPixmap:
    """Drawn once: a list shows one in each row, and there are five of them."""
    from PySide6.QtGui import QPixmap

    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    rect, painter = QRect(0, 0, wide, high), QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#000000"))
    painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
    shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) if edge else QRectF(rect)
    painter.drawRoundedRect(shape, 3, 3)
    painter.setFont(font(tokens.CAPTION if ":" in label else 10, tokens.SEMIBOLD))
    painter.setPen(QColor(tokens.TLP_COLOURS.get(label.removeprefix("TLP:"), "#FFFFFF")))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label)
    painter.end()
    return made


on_text_size(_tlp.cache_clear)


def draw_ring(
    painter: QPainter, option: Any, rect: QRect, radius: int = 6, always: bool = False
) -> None:
    """The focus ring of a row: for the keyboard only, or `always`."""
    wanted = QStyle.StateFlag.State_HasFocus
    if not always:
        wanted |= QStyle.StateFlag.State_KeyboardFocusChange
    if option.state & wanted == wanted:
        rounded(painter, rect, scaled(radius), "", "accentText", 2)
