"""The issues of a year in their order, with the line of each over the years before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...itemviews import STRETCH, Cell, Chip, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme import colour, draw_line, metrics, scaled, text_height
from ...theme.tokens import BODY, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ...widgets.buttons import is_key

HIGH, STEP, FIRST, RADIUS = 58, 70, 40, 10
"""Of a row, between two years, before the first year, of a rank; unscaled."""
_UP = Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Up
_DOWN = Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Down


@dataclass(frozen=True)
class IssueRow:
    """`ranks`: year -> rank, of the years that are shown. `warns`: what is missing."""

    id: str
    name: str
    rank: int
    ranks: Mapping[int, int]
    about: str
    warns: str = ""
    chip: str = ""
    spoken: str = ""


class BumpList(ListView[IssueRow]):
    shifted = Signal(str, int)
    """Id of an issue, and by how many ranks it shall move."""

    def __init__(self, name: str) -> None:
        self.years: Sequence[int] = ()
        model: ListModel[IssueRow] = ListModel(
            text=lambda row: row.name, spoken=lambda row: row.spoken or row.name
        )
        super().__init__(name, model, self._row)
        self.clicked.disconnect()  # a click chooses: what stands behind is shown beside the list
        self.doubleClicked.connect(self._on_clicked)

    def show_issues(self, rows: Sequence[IssueRow], years: Sequence[int]) -> None:
        """`years` from the first to the one that is ranked."""
        self.years = tuple(years)
        self.show_rows(rows)

    def choose(self, issue: str) -> None:
        numbers = [row.id for row in self.rows]
        if issue in numbers:
            self.select_row(numbers.index(issue))

    @property
    def bump_width(self) -> int:
        return FIRST + STEP * (len(self.years) - 1) + FIRST

    def _row(self, row: IssueRow, context: RowContext) -> Row:
        second = Text(row.about, (SMALL, REGULAR), "text2")
        if row.warns:
            warn = Text(
                row.warns, (SMALL, REGULAR), "warn", icon=Icon("alert-triangle", "warn", 14)
            )
            second = Text(row.about, (SMALL, REGULAR), "text2", trailing=warn)
        title = Text(row.name, (BODY, MEDIUM))
        cells = [Cell((title, second), STRETCH)]
        if row.chip:
            cells.append(Cell(Chip(row.chip, "neutralText", "neutral"), before=12))
        ground = "sel" if context.is_selected else ""
        lead = self.bump_width
        return Row(tuple(cells), HIGH, lead=lead, trail=20, ground=ground, rule=(lead, 0))

    # --- the lines over the years

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, current = self.rows, self.currentIndex().row()
        order = [at for at in range(len(rows)) if at != current]
        for at in (*order, *([current] if 0 <= current < len(rows) else [])):
            self._paint_line(painter, rows[at], at == current)

    def _place(self, year: int, rank: int) -> QPointF | None:
        """Where a rank of a year stands; ranks below the last row are not drawn."""
        if rank > len(self.rows):
            return None
        rect = self.visualRect(self.model().index(rank - 1, 0))
        x = scaled(FIRST + STEP * self.years.index(year))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - x
        return QPointF(x, rect.center().y())

    def _paint_line(self, painter: QPainter, row: IssueRow, is_current: bool) -> None:
        places = {
            year: place
            for year, rank in row.ranks.items()
            if (place := self._place(year, rank)) is not None
        }
        tone = "accent" if is_current else "bar2"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(tone), 2.0))
        for year, place in places.items():
            after = places.get(year + 1)
            if after is None:
                continue
            middle = (place.x() + after.x()) / 2
            path = QPainterPath(place)
            path.cubicTo(middle, place.y(), middle, after.y(), after.x(), after.y())
            painter.drawPath(path)
        for year, place in places.items():
            self._paint_rank(painter, place, row.ranks[year], year == self.years[-1], is_current)

    def _paint_rank(
        self, painter: QPainter, place: QPointF, rank: int, is_last: bool, is_current: bool
    ) -> None:
        radius = scaled(RADIUS + 2 * is_last)
        ground = "accent" if is_current else "bar" if is_last else "surface"
        edge = "accent" if is_current else "bar" if is_last else "bar2"
        painter.setPen(QPen(colour(edge), 1.6))
        painter.setBrush(colour(ground))
        painter.drawEllipse(place, radius, radius)
        spec, text = (SMALL, SEMIBOLD if is_last else REGULAR), str(rank)
        wide = metrics(*spec).horizontalAdvance(text) + 1
        tone = "onaccent" if is_current else "onbar" if is_last else "text2"
        y = round(place.y()) - text_height(*spec) // 2
        draw_line(painter, round(place.x()) - wide // 2, y, wide, text, spec, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        if at >= 0 and is_key(event, _UP, _DOWN):
            self.shifted.emit(self.rows[at].id, -1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)


class YearHeads(QWidget):
    """The years over the lines; the one that is ranked is bold."""

    def __init__(self, last: str) -> None:
        super().__init__()
        self._years: Sequence[int] = ()
        self._last = last
        self.setFixedHeight(scaled(44))

    def show_years(self, years: Sequence[int]) -> None:
        self._years = tuple(years)
        self.setAccessibleName(", ".join(map(str, years)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, year in enumerate(self._years):
            is_last = at == len(self._years) - 1
            spec = (SMALL, SEMIBOLD if is_last else REGULAR)
            wide = metrics(*spec).horizontalAdvance(str(year)) + 1
            x = scaled(FIRST + STEP * at)
            x = (self.width() - x if mirrored else x) - wide // 2
            self._paint(painter, x, wide, str(year), spec, "text" if is_last else "text2", mirrored)
        x = scaled(2 * FIRST + STEP * (len(self._years) - 1))
        room = self.width() - x
        spec = (SMALL, REGULAR)
        self._paint(painter, 0 if mirrored else x, room, self._last, spec, "text2", mirrored)
        rule = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(rule, colour("line"))

    def _paint(
        self,
        painter: QPainter,
        x: int,
        wide: int,
        text: str,
        spec: tuple[int, int],
        tone: str,
        mirrored: bool,
    ) -> None:
        y = (self.height() - text_height(*spec)) // 2
        draw_line(painter, x, y, wide, text, spec, tone, mirrored)
