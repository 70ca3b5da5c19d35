"""The year of the office in numbers: kinds by months, this year beside the one before."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...i18n import code_label, numbers, plural, tr
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, MatrixView, Shade
from ...theme import scaled
from ...theme.tokens import BODY, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.analysis.activities import ActivityYear, KindYear
    from rilo_desktop.services.records.activities import YearOfOffice

MONTHS = 12
STRONG_FROM = 4
"""Number of activities in a month from which a cell is of the darker ground."""
ALWAYS = ("operation", "request", "product", "training")
"""Kinds whose row is shown also where there is nothing in it."""
KIND, COUNTED = "activity_kind", "date_start.counted"
ROW, LOW_ROW, LOW_WINDOW = 28, 21, 840
"""Heights of a row, and of a window from which on rows are higher: unscaled pixels."""


class YearTable(QWidget):
    chosen = Signal(object)
    """{column: codes} of what a number counts."""
    year_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: ActivityYear | None = None
        self._kinds: tuple[KindYear, ...] = ()
        self._kept: frozenset[int] = frozenset()
        """Years of which something is recorded; of others nothing is known."""
        self._title = Label("", BODY, SEMIBOLD)
        self._before = button("", lambda: self._go(-1), "ghost", "chevron-left", tr("Year before"))
        self._after = button("", lambda: self._go(1), "ghost", "chevron-right", tr("Next year"))
        self._rule = ElidedLabel("", SMALL, tone="text3")
        self.view = MatrixView(tr("The year in numbers"), tile=30, label=150, high=ROW, end=140)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.cell_opened.connect(self._on_cell)
        self.view.clicked.connect(lambda index: self._on_cell(index.row(), index.column() - 1))
        head = hbox(self._title, self._before, self._after, (self._rule, 1), gap=4)
        self._corner = hbox((head, 1), margins=(20, 0, 8, 0))
        self._corner.setParent(self.view)
        self.view.horizontalHeader().sectionResized.connect(lambda *_sizes: self._place_head())
        vbox(self.view, into=self)
        for first, then in pairwise((self._before, self._after, self.view)):
            QWidget.setTabOrder(first, then)

    @property
    def year(self) -> int:
        return self._shown.year if self._shown is not None else 0

    def show_year(self, found: YearOfOffice) -> None:
        year = self._shown = found.counted
        self._kept = frozenset(found.years)
        self._kinds = tuple(
            kind for kind in year.kinds if kind.kind in ALWAYS or kind.total or kind.before
        )
        self._title.setText(str(year.year))
        earliest = found.years[0] if found.years else year.year
        self._before.setEnabled(year.year > earliest - 1)
        self._after.setEnabled(year.year < max((*found.years, year.through.year + 1)))
        self._rule.setText(self._said_of(year))
        months = month_names()
        columns = [
            MatrixColumn(name, is_own=not year.is_over and number == year.through.month)
            for number, name in enumerate(months, 1)
        ]
        columns += [MatrixColumn(tr("Year")), MatrixColumn(str(year.year - 1))]
        self.view.show_matrix([self._row(kind) for kind in self._kinds], columns)
        self._fit()

    def _fit(self) -> None:
        """A low window keeps its height for the list."""
        is_low = self.window().height() < scaled(LOW_WINDOW)
        self.view.set_row_height(LOW_ROW if is_low else ROW)
        self.view.fit_rows(len(self._kinds), 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_head()

    def _place_head(self) -> None:
        """In the head of the labels: the year, and the way to others."""
        head = self.view.horizontalHeader()
        wide = head.sectionSize(0)
        x = self.view.width() - wide if self.view.isRightToLeft() else 0
        self._corner.setGeometry(x, 0, wide, head.height())

    def mark(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        """The cell whose activities the list shows is the current one."""
        kinds, counted = filters.get(KIND, ()), filters.get(COUNTED, ())
        rows = [at for at, kind in enumerate(self._kinds) if (kind.kind,) == kinds]
        if rows and len(counted) == 1 and counted[0][:4] == str(self.year):
            month = int(counted[0][5:7]) - 1 if len(counted[0]) == 7 else MONTHS
            self.view.go_to(rows[0], month)

    def _go(self, years: int) -> None:
        self.year_wanted.emit(self.year + years)

    def _said_of(self, year: ActivityYear) -> str:
        before = year.year - 1
        if year.is_over:
            return tr("what counts in the year, beside {year}", year=before)
        day = numbers().day(year.through_before, short=True)
        return tr("what counts in the year, beside {year} up to {day}", year=before, day=day)

    def _row(self, kind: KindYear) -> MatrixRow:
        label = code_label(KIND, kind.kind)
        cells = [
            self._cell(label, tr("{month} {year}", month=name, year=self.year), count)
            for name, count in zip(month_names(), kind.months, strict=True)
        ]
        total = MatrixCell(str(kind.total), spoken=f"{label}, {self.year}: {kind.total}")
        last = self.year - 1
        number = str(kind.before) if last in self._kept else ""
        before = MatrixCell(number, spoken=f"{label}, {last}: {number or tr('not recorded')}")
        return MatrixRow(label, (*cells, total, before), end=noted(kind), end_tone="text2")

    def _cell(self, label: str, when: str, count: int) -> MatrixCell:
        spoken = f"{label}, {when}: {count}"
        if not count:
            return MatrixCell("·", Shade.NONE, spoken)
        return MatrixCell(str(count), Shade.STRONG if count >= STRONG_FROM else Shade.LOW, spoken)

    def _on_cell(self, row: int, column: int) -> None:
        """What a number counts: of a month, of the year, or of the year before to the day."""
        if self._shown is None or not 0 <= row < len(self._kinds):
            return
        year = self._shown
        if 0 <= column < MONTHS:
            code = f"{year.year}-{column + 1:02}"
        elif column == MONTHS + 1:
            code = f"{year.year - 1}/{year.through_before.isoformat()}"
        else:
            code = str(year.year)
        self.chosen.emit({KIND: (self._kinds[row].kind,), COUNTED: (code,)})


def month_names() -> tuple[str, ...]:
    """Short names, the first letter as the language writes it at the head of a column."""
    return tuple(name[:1].upper() + name[1:] for name in numbers().months_short)


def noted(kind: KindYear) -> str:
    """What is said of a kind beside its numbers; "" where nothing is."""
    if kind.note is None or not kind.total:
        return ""
    match kind.kind:
        case "operation":
            return tr("{count} of {all} reported", count=kind.note, all=kind.base)
        case "request":
            return tr("{count} of {all} answered", count=kind.note, all=kind.base)
        case "product":
            return tr("{count} of {all} sent", count=kind.note, all=kind.base)
        case "training":
            return plural("{count} officer", "{count} officers", kind.note)
        case "control_support":
            return plural("to {count} Member", "to {count} Members", kind.note)
    return ""
