"""Timeliness as dots with the median, completeness as bars with the share of all others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.drawing import Circle, Colour, Line, Rect, Shape, Text, turned

from ...charts.painter import paint
from ...i18n import numbers, tr
from ...theme import draw_line, metrics, scaled, text_height
from ...theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL

if TYPE_CHECKING:
    from rilo_desktop.analysis.member_data import MemberData
    from rilo_desktop.services.records.members import MemberView

STEPS, MOST_TICKS = (1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365, 1_000, 5_000), 7
ROW, LEVELS, DOT = 26, 4, 4.0


class TimelinessStrip(QWidget):
    """This year and the year before on one line of days."""

    def __init__(self) -> None:
        super().__init__()
        self._years: list[tuple[str, MemberData]] = []
        self.setFixedHeight(scaled(128))

    def show_member(self, view: MemberView) -> None:
        self._years = [(str(view.year), view.data), (str(view.year - 1), view.before)]
        said = [
            tr("{year}: {days}", year=year, days=", ".join(map(str, data.days)) or tr("none"))
            for year, data in self._years
        ]
        self.setAccessibleName(tr("Days from detection to record: {days}", days="; ".join(said)))
        self.setVisible(any(data.days for _, data in self._years))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shapes = self._shapes()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            shapes = [*turned(shapes, float(self.width()))]
        paint(QPainter(self), shapes)

    def _shapes(self) -> list[Shape]:
        most = max((day for _, data in self._years for day in data.days), default=0)
        step = next((one for one in STEPS if most / one <= MOST_TICKS), most or 1)
        end = step * (most // step + 1)
        left, right = float(scaled(64)), float(self.width() - scaled(16))
        base = float(self.height() - scaled(18))
        made: list[Shape] = []
        for day in range(0, end + 1, step):
            x = left + (right - left) * day / end
            made.append(Line(x, 0, x, base, 1.0, Colour.RULE))
            made.append(Text(x, self.height() - 3.0, str(day), 12, False, Colour.GREY, "middle"))
        for at, (year, data) in enumerate(self._years):
            middle = base * (0.34 + 0.5 * at)
            made.append(Text(0, middle + 4, year, 12, not at))
            made += self._dots(data, middle, left, (right - left) / end, not at)
        return made

    def _dots(
        self, data: MemberData, middle: float, left: float, unit: float, is_now: bool
    ) -> list[Shape]:
        made: list[Shape] = []
        size, levels = float(scaled(DOT)), Counter[int]()
        colour = Colour.MID if is_now else Colour.TINT
        for day in data.days:
            x = left + unit * day
            place = round(x / (2 * size))
            y = middle - min(levels[place], LEVELS) * (2 * size + 1)
            levels[place] += 1
            made.append(Circle(x, y, size, colour, None))
        median = data.median_days
        if median is not None:
            x = left + unit * median
            made.append(Line(x, middle - 4 * size, x, middle + 2 * size, 2.0, Colour.INK))
            words = tr("median {days}", days=numbers().number(median))
            made.append(Text(x + 4, middle - 5 * size, words, 12, False, Colour.GREY))
        return made


class CompletenessBars(QWidget):
    """How many cases give each of the eight fields."""

    def __init__(self) -> None:
        super().__init__()
        self._view: MemberView | None = None

    def show_member(self, view: MemberView) -> None:
        self._view = view
        fields, all_of = view.data.fields, len(view.data.cases)
        self.setVisible(bool(all_of))
        self.setFixedHeight(scaled(ROW) * len(fields))
        said = (
            tr("{field}: {count} of {all}", field=tr(one.label), count=one.filled, all=all_of)
            for one in fields
        )
        self.setAccessibleName("; ".join(said))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        if view is None or not view.data.cases:
            return
        painter, high = QPainter(self), scaled(ROW)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        label, end, all_of = scaled(190), scaled(90), len(view.data.cases)
        wide = max(40, self.width() - label - end)
        for at, one in enumerate(view.data.fields):
            top = at * high
            y = top + (high - text_height(BODY, REGULAR)) // 2
            x = self.width() - label if mirrored else 0
            draw_line(painter, x, y, label - 8, tr(one.label), (BODY, REGULAR), "text", mirrored)
            start = end if mirrored else label
            filled = wide * one.filled / all_of
            bar = start + wide - filled if mirrored else start
            middle, thick = top + high / 2, float(scaled(8))
            shapes: list[Shape] = [
                Rect(start, middle - thick / 2, wide, thick, Colour.RULE),
                Rect(bar, middle - thick / 2, max(0.1, filled), thick, Colour.MID),
            ]
            if one.of:
                share = wide * one.others / one.of
                tick = start + wide - share if mirrored else start + share
                shapes.append(Line(tick, middle - thick, tick, middle + thick, 2.0, Colour.INK))
            paint(painter, shapes)
            words = tr("{count} of {all}", count=one.filled, all=all_of)
            spec = (SMALL, SEMIBOLD)
            room = metrics(*spec).horizontalAdvance(words) + 2
            x = end - 10 - room if mirrored else start + wide + 10
            draw_line(painter, x, y, room, words, spec, "text", mirrored)
