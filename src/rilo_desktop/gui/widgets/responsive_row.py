"""A row of fields by shares of its width; where there is no room they stand below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ..theme import scaled

NARROWEST = 168
"""Least width of a field, in unscaled pixels, before the row is broken."""


class ResponsiveRowLayout(QLayout):
    def __init__(self, parent: QWidget, gap: int, between: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._shares: list[int] = []
        self._heights: dict[int, int] = {}
        self._gap, self._between = scaled(gap), scaled(between)
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, share: int) -> None:
        self._shares.append(share)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._shares.pop(index)
        return self._items.pop(index)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return found

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        wide = len(self._items) * scaled(NARROWEST)
        return QSize(wide, self.heightForWidth(max(wide, scaled(600))))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(max(wide, scaled(NARROWEST)), max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            if y > rect.y():
                y += self._between
            y += self._place(line, rect, y, move)
        return y - rect.y()

    def _lines(self, width: int) -> list[list[int]]:
        """Numbers of the items of each line: as many as have room."""
        most = max(1, (width + self._gap) // (scaled(NARROWEST) + self._gap))
        count = len(self._items)
        lines: list[list[int]] = []
        for parts in range(-(-count // most), count + 1):
            each = -(-count // max(1, parts))
            lines = [list(range(at, min(at + each, count))) for at in range(0, count, each or 1)]
            if all(sum(self._needs(line)) <= width + self._gap for line in lines):
                break
        return lines

    def _needs(self, line: Sequence[int]) -> list[int]:
        """Least widths of items, each with the gap behind it."""
        return [self._items[number].minimumSize().width() + self._gap for number in line]

    def _place(self, line: Sequence[int], rect: QRect, y: int, move: bool) -> int:
        """Place the items of a line; gives its height.

        A gap belongs to the share before it: rows whose shares have one sum stand on one grid.
        """
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shares = [self._shares[number] for number in line]
        widths = shared(rect.width() + self._gap, shares, self._needs(line))
        x, high = 0, 0
        for number, with_gap in zip(line, widths, strict=True):
            item, wide = self._items[number], with_gap - self._gap
            flexible = item.hasHeightForWidth()
            tall = item.heightForWidth(wide) if flexible else item.sizeHint().height()
            high = max(high, tall)
            if move:
                left = rect.right() + 1 - x - wide if mirrored else rect.x() + x
                item.setGeometry(QRect(left, y, wide, tall))
            x += with_gap
        return high


def shared(width: int, weights: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Widths of columns by their weights, none less than it needs where there is room."""
    total = sum(weights)
    if sum(needs) > width:
        return [width * weight // total for weight in weights]
    widths = [
        max(need, width * weight // total) for weight, need in zip(weights, needs, strict=True)
    ]
    while (over := sum(widths) - width) > 0:
        slack = [wide - need for wide, need in zip(widths, needs, strict=True)]
        widest = slack.index(max(slack))
        widths[widest] -= min(over, slack[widest])
    widths[-1] += width - sum(widths)
    return widths


def responsive_row(
    parts: Sequence[tuple[QWidget, int]], gap: int = 8, between: int = 12
) -> QWidget:
    """Widgets beside each other, each with its share of the width."""
    if len(parts) == 1:
        return parts[0][0]
    holder = QWidget()
    layout = ResponsiveRowLayout(holder, gap, between)
    for widget, share in parts:
        layout.add(widget, share)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
