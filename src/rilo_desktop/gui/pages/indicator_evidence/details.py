"""Beside the matrix: when an indicator was seen, hits in controls, the cases of the cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.analysis.hit_rate import FEWEST_CONTROLS, HitRate
from rilo_desktop.analysis.indicator_evidence import IndicatorRow, Sighting
from rilo_desktop.drawing import Circle, Colour, Line, Shape, Text, interval, turned
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, RiskIndicator

from ...charts.painter import paint
from ...context import PageContext
from ...i18n import code_label, numbers, plural, tr, window_language
from ...routing import Route
from ...theme import scaled
from ...theme.tokens import BODY, SEMIBOLD, SMALL, SUBTITLE, TITLE
from ...widgets.buttons import button, rename, title_link
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, discard, hbox, lay_out, vbox
from . import messages

WIDE, MOST, YEARS = 320, 5, 6
DOT = 4.0


class IndicatorPanel(Panel):
    control_wanted = Signal(str)
    """Id of an indicator whose controls shall be entered."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("canvas", "l", width=WIDE)
        self._context = context
        self._indicator = ""
        self.number = button("", self._open, "link")
        self.title = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self.strength = Label("", SMALL, tone="text2", wrap=True)
        self.seen = Label("", SMALL, SEMIBOLD, "text2", wrap=True)
        self.strip = SightingStrip()
        self.hits = Label("", TITLE, SEMIBOLD)
        self.hits_about = Label("", SMALL, tone="text2", wrap=True)
        self.range = RangeBar()
        self.add = button(tr("Add a result"), self._add, "link", "plus")
        self.cases_head = Label("", SMALL, SEMIBOLD, "text2", wrap=True)
        self._cases = vbox(gap=4)
        self.add.setEnabled(context.may("write"))
        self._build()

    def _build(self) -> None:
        content = vbox(
            hbox(self.number, None),
            2,
            self.title,
            4,
            self.strength,
            14,
            self.seen,
            6,
            self.strip,
            14,
            Hairline(),
            12,
            hbox(Label(tr("Hits in controls"), SMALL, SEMIBOLD, "text2"), None, self.add),
            4,
            self.hits,
            4,
            self.range,
            4,
            self.hits_about,
            14,
            Hairline(),
            12,
            self.cases_head,
            6,
            self._cases,
            None,
            margins=(20, 16, 16, 16),
        )
        vbox((Scroller(content), 1), into=self)

    def show_indicator(self, row: IndicatorRow, code: str, label: str) -> None:
        indicator = row.indicator
        self._indicator = indicator.id
        rename(self.number, row.number)
        self.title.setText(title_in(indicator, window_language()))
        strength = indicator.strength if isinstance(indicator.strength, str) else ""
        self.strength.setText(code_label("indicator_strength", strength) if strength else "")
        many = len(row.sightings)
        cases = plural("Seen in {count} case", "Seen in {count} cases", many)
        first = sum(one.is_first for one in row.sightings)
        self.seen.setText(tr("{cases}, {first} as the first sign", cases=cases, first=first))
        self.strip.show_sightings(row.sightings)
        self.hits.setText(messages.hits(row.rate))
        self.hits_about.setText(messages.about_hits(row.rate))
        self.range.show_rate(row.rate)
        found = [one for one in row.sightings if not code or one.case.id in row.cells.get(code, ())]
        count = plural("{count} case", "{count} cases", len(found))
        of_column = tr("{label}: {count}", label=label, count=count)
        self.cases_head.setText(of_column if label else count)
        self._show_cases(found)
        lay_out()

    def _show_cases(self, found: Sequence[Sighting]) -> None:
        box = self._cases.layout()
        assert box is not None
        while (item := box.takeAt(0)) is not None:
            discard(item.widget())
        for one in found[:MOST]:
            go = partial(self._context.go, Route(CaseStudy.kind.code, record=one.case.id))
            day = numbers().partial(one.date, short=True) if one.date else tr("date not known")
            row = hbox(
                title_link(title_in(one.case, window_language()), go),
                None,
                Label(day, SMALL, tone="text2"),
                gap=8,
            )
            box.addWidget(row)
        if len(found) > MOST:
            more = tr("and {count} more", count=len(found) - MOST)
            box.addWidget(Label(more, BODY, tone="text2"))

    def _open(self) -> None:
        self._context.go(Route(RiskIndicator.kind.code, record=self._indicator))

    def _add(self) -> None:
        self.control_wanted.emit(self._indicator)


class _Picture(QWidget):
    """A small drawing that says what it shows."""

    def __init__(self, high: int, in_the_middle: bool = False) -> None:
        """`in_the_middle`: shapes stand around the middle line, not below the top."""
        super().__init__()
        self._in_the_middle = in_the_middle
        self.setFixedHeight(scaled(high))

    def shapes(self, _width: float, _high: float) -> list[Shape]:
        return []

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, wide = QPainter(self), float(self.width())
        shapes = self.shapes(wide, float(self.height()))
        if self._in_the_middle:
            painter.translate(1.0, self.height() / 2)
            wide -= 2.0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            shapes = [*turned(shapes, wide)]
        paint(painter, shapes)


class SightingStrip(_Picture):
    """A dot for each case in its year: full where the indicator was the first sign."""

    def __init__(self) -> None:
        super().__init__(74)
        self._sightings: tuple[Sighting, ...] = ()

    def show_sightings(self, sightings: Sequence[Sighting]) -> None:
        self._sightings = tuple(sightings)
        years = Counter(one.date[:4] or tr("not known") for one in sightings)
        said = ", ".join(f"{year}: {many}" for year, many in sorted(years.items()))
        self.setAccessibleName(tr("Cases by year: {years}", years=said))
        self.update()

    def shapes(self, width: float, high: float) -> list[Shape]:
        dated = [one for one in self._sightings if one.date[:4].isdigit()]
        if not dated:
            return []
        last = max(int(one.date[:4]) for one in dated)
        years = range(last - YEARS + 1, last + 1)
        step, base = width / YEARS, high - scaled(18)
        made: list[Shape] = [Line(0, base, width, base, 1.0, Colour.GREY)]
        for at, year in enumerate(years):
            made.append(Line(step * at, 0, step * at, base, 1.0, Colour.RULE))
            label = Text(step * (at + 0.5), high - 2, str(year), 12, False, Colour.GREY, "middle")
            made.append(label)
        size, levels = float(scaled(DOT)), Counter[int]()
        for one in sorted(dated, key=lambda one: one.date):
            year = int(one.date[:4])
            if year not in years:
                continue
            month = int(one.date[5:7]) if len(one.date) >= 7 else 7
            x = step * (year - years[0]) + step * (month - 0.5) / 12
            place = round(x / (2 * size))
            y = base - size - 2 - levels[place] * (2 * size + 1)
            levels[place] += 1
            fill = Colour.ACCENT if one.is_first else Colour.PAPER
            made.append(Circle(x, max(size, y), size, fill, Colour.ACCENT, 1.6))
        return made


class RangeBar(_Picture):
    """The rate and its range on a line from 0 to 100 %."""

    def __init__(self) -> None:
        super().__init__(20, in_the_middle=True)
        self._rate: HitRate | None = None

    def show_rate(self, rate: HitRate | None) -> None:
        self._rate = rate
        self.setVisible(rate is not None and rate.controls >= FEWEST_CONTROLS)
        self.setAccessibleName(messages.about_hits(rate))
        self.update()

    def shapes(self, width: float, _high: float) -> list[Shape]:
        rate = self._rate
        if rate is None:
            return []
        return list(interval(rate.rate, rate.low, rate.high, width - 2.0))
