"""Above the list of programmes: the operations of a year, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rilo_desktop.records import Activity
from rilo_desktop.records.dates import last_day
from rilo_desktop.services.deferred import activities

from ...context import PageContext
from ...i18n import code_label, numbers, plural, tr
from ...itemviews.list_row import RowState
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, MatrixView, Shade
from ...routing import Route
from ...theme.tokens import BODY, SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from ...widgets.list_head import ListHead

if TYPE_CHECKING:
    from rilo_desktop.services.records.activities import OperationYear
    from rilo_desktop.services.records.changes import Changes

ACTIVITY = Activity.kind.code
SHOWN = 5
"""Operations without scrolling."""
ROW = 28


def state_of(values: Mapping[str, str], today: date) -> RowState | None:
    """What a programme waits for: a decision, or a report whose day is known."""
    status = values.get("programme_status", "")
    report = last_day(values.get("next_report", ""))
    if report is not None and status != "closed":
        day = numbers().day(report, short=True)
        return RowState("in_progress", tr("Report {day}", day=day), report < today)
    if not status or status == "?":
        return None
    code = {"active": "in_use", "closed": "completed"}.get(status, "not_started")
    return RowState(code, code_label("programme_status", status))


class OperationsHead(ListHead):
    keeps_preview = True
    tell = staticmethod(state_of)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._year = date.today().year
        self._rows: tuple[OperationYear, ...] = ()
        self._title = Label("", BODY, SEMIBOLD)
        self._none = Label(tr("No operation in this year."), tone="text2")
        self.view = MatrixView(tr("Operations of the year"), tile=30, label=160, high=ROW, end=140)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.cell_opened.connect(lambda row, _column: self._open(row))
        before = button("", lambda: self._go(-1), "ghost", "chevron-left", tr("Year before"))
        after = button("", lambda: self._go(1), "ghost", "chevron-right", tr("Next year"))
        signs = Label(
            tr("light, dark, light: preparation, action, results and report"), SMALL, tone="text3"
        )
        head = hbox(
            Label(tr("Operations"), SECTION, SEMIBOLD),
            12,
            self._title,
            before,
            after,
            8,
            (signs, 1),
            margins=(20, 8, 16, 0),
        )
        none = hbox(self._none, margins=(20, 4, 16, 8))
        self._holder = none
        vbox(head, none, hbox(self.view, margins=(0, 0, 16, 0)), gap=2, into=self)
        context.changes.happened.connect(self._on_changes)
        self._ask()

    def take_focus(self) -> None:
        if self._rows:
            if not self.view.currentIndex().isValid():
                self.view.go_to(0, 0)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left_downwards.emit()

    def show_year(self, year: int) -> None:
        self._year = year
        self._ask()

    def _go(self, years: int) -> None:
        self.show_year(self._year + years)

    def _ask(self) -> None:
        self._context.serve(
            activities.operations, self._year, then=self._show, owner=self, turn="operations"
        )

    def _show(self, rows: tuple[OperationYear, ...]) -> None:
        self._rows = rows
        self._title.setText(str(self._year))
        today = date.today()
        names = [name[:1].upper() + name[1:] for name in numbers().months_short]
        columns = [
            MatrixColumn(name, is_own=(self._year, number) == (today.year, today.month))
            for number, name in enumerate(names, 1)
        ]
        self.view.show_matrix([self._row(one, names) for one in rows], columns)
        self.view.setVisible(bool(rows))
        self._holder.setVisible(not rows)
        self.view.fit_rows(SHOWN, 2)

    def _row(self, one: OperationYear, names: list[str]) -> MatrixRow:
        cells = [
            _cell(one.title, f"{name} {self._year}", code)
            for name, code in zip(names, one.months, strict=True)
        ]
        return MatrixRow(one.title, tuple(cells), end=_results(one))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self._context.go(Route(ACTIVITY, self._rows[row].id))

    def _on_changes(self, changes: Changes) -> None:
        if ACTIVITY in changes.kinds:
            self._ask()


def _cell(title: str, when: str, code: str) -> MatrixCell:
    if not code:
        return MatrixCell("", Shade.NONE, f"{title}, {when}")
    label = code_label("operation_phase", code)
    shade = Shade.STRONG if code == "action" else Shade.LOW
    return MatrixCell("", shade, f"{title}, {when}: {label}", is_bar=True)


def _results(one: OperationYear) -> str:
    if one.reported:
        return tr("{count} of {all} reported", count=len(one.reported), all=one.members)
    if not one.has_results:
        return tr("not reported")
    if one.participating is None:
        return ""
    return plural("{count} took part", "{count} took part", one.participating)
