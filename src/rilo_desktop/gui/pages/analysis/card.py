"""One picture with its words: what it shows, what it is made from, and the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from rilo_desktop.analysis.results import ChartData

from ...charts.chart_view import ChartView
from ...i18n import tr
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Card, hbox, vbox
from .copying import copy_rows
from .rows_table import RowsTable


class PictureCard(Card):
    """`opened` and `marked`: (key of the picture, number of the row); -1 marks nothing."""

    opened = Signal(str, int)
    marked = Signal(str, int)
    copied = Signal(int)
    """So many rows are on the clipboard."""

    def __init__(self, picture: ChartData) -> None:
        super().__init__(radius=8)
        self.picture = picture
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = Label("", SECTION, SEMIBOLD)
        self._about = ElidedLabel("", SMALL, tone="text2")
        self.view = ChartView()
        self.told = Label("", tone="text", wrap=True)
        self.basis = Label("", SMALL, tone="text2", wrap=True)
        self.rows_button = button(
            tr("Rows"), self._toggle, "ghost", "columns", checkable=True, high=28
        )
        self.copy_button = button("", self.copy, "ghost", "copy", tr("Copy the rows"), high=28)
        self.table = RowsTable()
        self.table.setAccessibleName(tr("Rows"))
        self.table.hide()
        head = hbox(self._title, 8, (self._about, 1), 4, self.rows_button, self.copy_button)
        vbox(
            head,
            8,
            self.view,
            8,
            self.told,
            2,
            self.basis,
            10,
            self.table,
            margins=(16, 10, 16, 6),
            into=self,
        )
        self.view.opened.connect(lambda number: self.opened.emit(self.picture.key, number))
        self.view.marked.connect(lambda number: self.marked.emit(self.picture.key, number))
        self.table.opened.connect(lambda number: self.opened.emit(self.picture.key, number))
        self.table.marked.connect(lambda number: self.marked.emit(self.picture.key, number))
        self.show_picture(picture)

    def show_picture(self, picture: ChartData) -> None:
        self.picture = picture
        self._title.setText(picture.title)
        self._about.setText(picture.about)
        self.told.setText(picture.told)
        self.basis.setText(picture.basis)
        self.rows_button.setAccessibleName(tr("{title}: show the rows", title=picture.title))
        name = tr("{title}: copy the rows", title=picture.title)
        self.copy_button.setAccessibleName(name)
        self.copy_button.setToolTip(name)
        self.view.show_chart(picture.chart, picture.title, [r.spoken for r in picture.rows])
        self.view.setAccessibleDescription(f"{picture.told} {picture.basis}")
        self.view.setVisible(bool(self.view.numbers))
        if self.rows_button.isChecked():
            self.table.show_picture(picture)

    def _toggle(self) -> None:
        shown = self.rows_button.isChecked()
        if shown:
            self.table.show_picture(self.picture)
        self.table.setVisible(shown)
        if shown:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        copy_rows(self.picture, self.picture.rows)
        self.copied.emit(len(self.picture.rows))
