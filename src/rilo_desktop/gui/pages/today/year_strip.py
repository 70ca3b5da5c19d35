"""The reporting year as one quiet line: what is due when, and where today is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import tr
from ...theme import colour, draw_line, metrics, rounded, scaled
from ...theme.tokens import CAPTION, REGULAR, SEMIBOLD, SMALL
from .messages import NEAR, first_months, month_of, name_of

if TYPE_CHECKING:
    from rilo_desktop.services.records.today import Obliged, Today

_HIGH, _LINE = 84, 40
"""Height of the drawing, and where its line stands, in unscaled pixels."""


class YearStrip(QWidget):
    """The list beside it says the same in words, so it takes no focus."""

    def __init__(self) -> None:
        super().__init__()
        self._today: Today | None = None
        self.setAccessibleName(tr("The reporting year"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scaled(_HIGH))

    def sizeHint(self) -> QSize:
        return QSize(scaled(400), scaled(_HIGH))

    def show_today(self, today: Today) -> None:
        self._today = today
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._today is not None:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            _Drawing(QPainter(self), self.width(), self._today, mirrored).draw()


class _Drawing:
    def __init__(self, painter: QPainter, width: int, today: Today, mirrored: bool) -> None:
        self.painter, self.width, self.today, self.mirrored = painter, width, today, mirrored
        self.months = first_months(today.day)
        self.y = scaled(_LINE)
        self._taken = {"above": [self._now_place()], "below": []}

    def x(self, day: date) -> float:
        """From the leading edge."""
        first, last = self.months[0], self.months[-1]
        return self.width * (day - first).days / (last - first).days

    def at(self, x: float, width: float) -> float:
        return self.width - x - width if self.mirrored else x

    def draw(self) -> None:
        self._line()
        shown = [o for o in self.today.obliged if o.time.start < self.months[-1]]
        for obliged in sorted(shown, key=_is_exact):
            self._bar(obliged)
        for obliged in sorted(shown, key=lambda one: one.time.start):
            near = obliged.time.is_day and obliged.time.days_left(self.today.day) <= NEAR
            self._label(name_of(obliged), self.x(self._start(obliged)), near)
        self._now()

    def _line(self) -> None:
        self.painter.fillRect(QRectF(0, self.y, self.width, 1), colour("line2"))
        spec = (CAPTION, REGULAR)
        for number, month in enumerate(self.months[:-1]):
            x = self.x(month)
            if number:
                tick = QRectF(self.at(x, 1), self.y - scaled(16), 1, scaled(34))
                self.painter.fillRect(tick, colour("grid"))
            named = number == 0 or month.month == 1
            text = f"{month_of(month)} {month.year}" if named else month_of(month)
            wide = metrics(*spec).horizontalAdvance(text) + 2
            y = scaled(_HIGH) - metrics(*spec).height()
            x += scaled(4) if number else 0
            draw_line(self.painter, self.at(x, wide), y, wide, text, spec, "text2", self.mirrored)

    def _start(self, obliged: Obliged) -> date:
        return max(obliged.time.start, self.months[0])

    def _bar(self, obliged: Obliged) -> None:
        """A whole month is drawn thin and pale: the day in it is not known."""
        time, start = obliged.time, self._start(obliged)
        exact = _is_exact(obliged)
        near = exact and time.days_left(self.today.day) <= NEAR
        ground = ("accent" if near else "bar") if exact else "bar2"
        x, high = self.x(start), scaled(8 if exact else 4)
        wide = max(float(high), self.x(min(time.end, self.months[-1])) - x)
        rounded(
            self.painter,
            QRectF(self.at(x, wide), self.y + 0.5 - high / 2, wide, high),
            high / 2,
            ground,
        )

    def _label(self, text: str, x: float, near: bool) -> None:
        """Above the line or below it, where there is room; the list names it in any case."""
        spec = (SMALL, SEMIBOLD if near else REGULAR)
        wide = metrics(*spec).horizontalAdvance(text) + 2
        x = max(0.0, min(x, self.width - wide))
        for lane, y in (("above", self.y - scaled(28)), ("below", self.y + scaled(8))):
            taken = self._taken[lane]
            if all(x > end + scaled(10) or x + wide + scaled(10) < start for start, end in taken):
                taken.append((x, x + wide))
                tone = "text" if near else "text2"
                left = self.at(x, wide)
                draw_line(self.painter, left, y, wide, text, spec, tone, self.mirrored)
                return

    def _now_place(self) -> tuple[float, float]:
        wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(tr("Today")) + scaled(4)
        x = max(0.0, min(self.x(self.today.day) - wide / 2, self.width - wide))
        return x, x + wide

    def _now(self) -> None:
        x = self.x(self.today.day)
        mark = QRectF(self.at(x, 2), self.y - scaled(20), 2, scaled(32))
        self.painter.fillRect(mark, colour("accentText"))
        start, end = self._now_place()
        wide = round(end - start)
        y = self.y - scaled(22) - metrics(CAPTION).height()
        left = self.at(start, wide)
        spec = (CAPTION, SEMIBOLD)
        draw_line(self.painter, left, y, wide, tr("Today"), spec, "accentText", self.mirrored)


def _is_exact(obliged: Obliged) -> bool:
    return obliged.time.is_day
