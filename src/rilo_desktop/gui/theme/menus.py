"""What floats and is chosen from: rows of menus, and of the lists that boxes open."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionMenuItem

from .icons import glyph
from .painting import draw_text, rounded
from .theme_state import colour, font, metrics, scaled

ROW, LINE, INSET, ICON = 30, 9, 4, 16
"""Heights of an entry and of a line between entries, room around, and an icon; unscaled."""
LEAD, TRAIL, BETWEEN = 12, 28, 10
_Kind = QStyleOptionMenuItem.MenuItemType


def menu_item_size(option: Any) -> QSize:
    if option.menuItemType == _Kind.Separator:
        return QSize(scaled(40), scaled(LINE))
    text, _tab, keys = option.text.partition("\t")
    wide = metrics().horizontalAdvance(text.replace("&", "")) + scaled(LEAD + TRAIL)
    if keys:
        wide += metrics().horizontalAdvance(keys) + scaled(24)
    high = max(scaled(ROW), metrics().height() + scaled(8))
    return QSize(wide + _before(option) + scaled(INSET) * 2, high)


def draw_menu_bar(painter: QPainter, option: Any, is_item: bool) -> None:
    """One title of the bar, or the ground beside the titles."""
    rect: QRect = option.rect
    painter.fillRect(rect, colour("nav"))
    if not is_item:
        return
    if option.state & QStyle.StateFlag.State_Selected:
        rounded(painter, rect.adjusted(1, 2, -1, -2), scaled(5), "sel")
    painter.setFont(font())
    painter.setPen(colour("text"))
    shown = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
    draw_text(painter, rect, shown | Qt.TextFlag.TextSingleLine, option.text)


def draw_menu_item(painter: QPainter, option: Any) -> None:
    rect: QRect = option.rect
    if option.menuItemType == _Kind.Separator:
        painter.fillRect(rect.x(), rect.center().y(), rect.width(), 1, colour("line"))
        return
    mirrored = option.direction == Qt.LayoutDirection.RightToLeft
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    if option.state & QStyle.StateFlag.State_Selected and enabled:
        rounded(painter, rect.adjusted(scaled(INSET), 0, -scaled(INSET), 0), scaled(5), "sel")
    lead, before = scaled(INSET + LEAD), _before(option)
    _draw_before(painter, option, lead, mirrored)
    inner = rect.adjusted(lead + before, 0, -scaled(INSET + LEAD), 0)
    inner = QStyle.visualRect(option.direction, rect, inner)
    text, _tab, keys = option.text.partition("\t")
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
    middle |= Qt.TextFlag.TextSingleLine
    near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    if mirrored:
        near, far = far, near
    painter.setFont(font())
    painter.setPen(colour("text" if enabled else "text3"))
    draw_text(painter, inner, near | middle, text)
    painter.setPen(colour("text3"))
    draw_text(painter, inner, far | middle, keys)
    if option.menuItemType == _Kind.SubMenu:
        size = scaled(14)
        x = inner.x() if mirrored else inner.right() + 1 - size
        y = rect.y() + (rect.height() - size) // 2
        glyph(painter, "chevron-right", x, y, size, "text2", mirrored)


def _before(option: Any) -> int:
    """What icons and ticks take before the words."""
    ticks = option.menuHasCheckableItems
    return scaled(ICON + BETWEEN) if ticks or option.maxIconWidth > 0 else 0


def _draw_before(painter: QPainter, option: Any, lead: int, mirrored: bool) -> None:
    size, rect = scaled(ICON), option.rect
    x = rect.right() + 1 - lead - size if mirrored else rect.x() + lead
    y = rect.y() + (rect.height() - size) // 2
    if option.checked:
        glyph(painter, "check", x, y, size, "accentText", stroke=2)
    elif not option.icon.isNull():
        from PySide6.QtGui import QIcon

        mode = QIcon.Mode.Normal
        if not option.state & QStyle.StateFlag.State_Enabled:
            mode = QIcon.Mode.Disabled
        option.icon.paint(painter, QRect(x, y, size, size), Qt.AlignmentFlag.AlignCenter, mode)


def floats(widget: Any) -> bool:
    """Is it the list that a box opens, or one of suggestions?"""
    return isinstance(widget, QAbstractItemView) and widget.window().windowType() in (
        Qt.WindowType.Popup,
        Qt.WindowType.ToolTip,
    )


def choice_size(size: QSize) -> QSize:
    """An entry of such a list."""
    return QSize(size.width(), max(scaled(ROW - 2), size.height() + scaled(8)))


def draw_radio(painter: QPainter, rect: QRect, state: Any) -> None:
    """The button of a choice: `state` as in a style option."""
    size = min(rect.width(), rect.height())
    at = QRect(rect.x(), rect.y() + (rect.height() - size) // 2, size, size)
    if state & QStyle.StateFlag.State_On:
        rounded(painter, at, size / 2, "accent")
        inside = round(size * 0.3)
        inner = at.adjusted(inside, inside, -inside, -inside)
        rounded(painter, inner, inner.width() / 2, "onaccent")
    else:
        rounded(painter, at, size / 2, "surface", "field", 1.3)
