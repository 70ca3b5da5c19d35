"""Outline icons, coloured from the palette and drawn at the real ratio of the screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from rilo_desktop import assets

from .theme_state import colour, ink, scaled

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

MIRRORED = frozenset(
    {
        "arrow-back-up",
        "arrow-forward-up",
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "file-export",
        "file-import",
        "layout-sidebar",
        "layout-sidebar-right",
        "list-check",
        "send",
    }
)
"""Icons that turn round where the window runs from right to left."""


@lru_cache(128)
def _drawing(name: str) -> str:
    return (Path(assets.__path__[0]) / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(512)
def pixmap(
    name: str, size: int, rgb: str, ratio: float = 1.0, stroke: float = 1.8, flip: bool = False
) -> QPixmap:
    """`size` in logical pixels; `rgb` as "#2052BA"."""
    # Nothing of this is imported before the first icon is drawn
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QPixmap, QTransform
    from PySide6.QtSvg import QSvgRenderer

    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    text = _drawing(name).replace("currentColor", rgb)
    text = text.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    painter = QPainter(made)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made.transformed(QTransform.fromScale(-1, 1)) if flip else made


def glyph(
    painter: QPainter,
    name: str,
    x: float,
    y: float,
    size: int,
    role: str,
    mirrored: bool = False,
    stroke: float = 1.8,
) -> None:
    """Draw an icon; x, y and size in logical pixels, as they are."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    flip = mirrored and name in MIRRORED
    drawn = pixmap(name, size, ink(role).name(), ratio, stroke, flip)
    painter.drawPixmap(QPointF(x, y), drawn)


def icon(name: str, role: str = "text3") -> QIcon:
    """For actions; to be set again when the palette changes (a Python icon engine would crash)."""
    from PySide6.QtGui import QIcon

    return QIcon(pixmap(name, scaled(16), colour(role).name(), 2.0))
