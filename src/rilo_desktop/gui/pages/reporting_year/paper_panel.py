"""One paper beside the list: when it is due, what is gathered, what was announced, making it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import N_
from rilo_desktop.records import FieldSpec, FieldType

from ...i18n import tr
from ...theme.tokens import SEMIBOLD, SMALL, SUBTITLE
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.inputs.line import DateInput
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, hbox, lay_out, vbox
from .rows import PartsView, due_words, name_of, part_rows

if TYPE_CHECKING:
    from rilo_desktop.services.records.reporting_year import Paper

WIDTH = 344


class PaperPanel(Panel):
    """`made(paper)`: make it; `announced(paper, date, source)`; `part_wanted(kind)`."""

    made = Signal(object)
    announced = Signal(object, str, str)
    part_wanted = Signal(str)
    ended = Signal()
    """The announcement was left."""

    def __init__(self) -> None:
        super().__init__("canvas", "l", width=WIDTH)
        self.paper: Paper | None = None
        self.name = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self._due = Label("", SMALL, tone="text2", wrap=True)
        self._count = Label("", weight=SEMIBOLD)
        self.parts = PartsView()
        self.parts.triggered.connect(lambda row: self.part_wanted.emit(row.kind))
        self._note = Label("", SMALL, tone="text2", wrap=True)
        about = FieldSpec(FieldType.PARTIAL_DATE, N_("Day or month"), help="2026-12-15, 2026-12")
        self.day = DateInput(about)
        self.source = QLineEdit()
        self.source.setPlaceholderText(tr("letter of 3 November, agenda, address"))
        self.enter = button(tr("Keep it"), self._on_enter, "primary")
        self._complaint = Label("", SMALL, tone="danger", wrap=True)
        self.form = QWidget()
        vbox(
            Label(tr("What was announced"), weight=SEMIBOLD),
            8,
            labelled(tr("Day or month"), self.day),
            8,
            labelled(tr("Where it was announced"), self.source),
            4,
            self._complaint,
            8,
            hbox(button(tr("Cancel"), self.close_form), None, self.enter, gap=8),
            into=self.form,
        )
        self.source.returnPressed.connect(self._on_enter)
        self.add = button(tr("Add announcement"), self.open_form, "ghost", "calendar")
        self.make = button(tr("Make the paper"), self._on_make, "primary", "file-text")
        body = vbox(
            self.name,
            4,
            self._about,
            2,
            self._due,
            14,
            self._count,
            6,
            self.parts,
            10,
            self._note,
            14,
            self.form,
            None,
            margins=(20, 18, 20, 12),
        )
        foot = hbox(self.add, None, self.make, gap=8, margins=(16, 12, 16, 12))
        self._scroller = Scroller(body)
        vbox((self._scroller, 1), Hairline(), foot, into=self)
        self.form.hide()

    def show_paper(self, paper: Paper, today: date, may_write: bool) -> None:
        if self.paper is not None and self.paper.id != paper.id:
            self.close_form()
        self.paper = paper
        self.name.setText(name_of(paper))
        year = tr("Year {year}", year=paper.year) if paper.year else ""
        self._about.setText(" · ".join(part for part in (paper.recipient, year) if part))
        due, known, _ = due_words(paper, today)
        self._due.setText(" · ".join(part for part in (due, known) if part))
        rows = part_rows(paper)
        count = tr(
            "{count} of {total} parts gathered", count=paper.gathered, total=len(paper.parts)
        )
        self._count.setText(count if paper.submission else tr("Nothing is made for it here"))
        self.parts.show_rows(rows)
        self.parts.setVisible(bool(rows))
        self._note.setText(_note_on(paper))
        self.make.setVisible(bool(paper.submission))
        self.make.setEnabled(paper.gathered > 0)
        self.make.setToolTip("" if paper.gathered else tr("Nothing is recorded for it yet"))
        self.add.setVisible(may_write)

    def open_form(self) -> None:
        self._complaint.setText("")
        self.form.show()
        lay_out()
        self._scroller.bring_into_sight(self.form, 0)
        self.day.setFocus()

    def close_form(self) -> None:
        self.day.set_value(None)
        self.source.clear()
        self._complaint.setText("")
        self.form.hide()
        self.ended.emit()

    def complain(self, text: str) -> None:
        self._complaint.setText(text)

    def _on_enter(self) -> None:
        complaint = self.day.complaint()
        value = self.day.value()
        if complaint or not isinstance(value, str) or len(value) < 7:
            self.complain(complaint or tr("Give the day as 2026-12-15, or the month as 2026-12."))
            self.day.setFocus()
        elif not self.source.text().strip():
            self.complain(tr("Say where it was announced: a letter, an agenda, an address."))
            self.source.setFocus()
        elif self.paper is not None:
            self.announced.emit(self.paper, value, self.source.text().strip())

    def _on_make(self) -> None:
        if self.paper is not None:
            self.made.emit(self.paper)


def _note_on(paper: Paper) -> str:
    if paper.passed is not None:
        return tr(
            "The day is over and nothing was released for it. If the paper was sent in another "
            "way, say so under Submissions; if the day moved, add what was announced."
        )
    if paper.submission:
        return tr("A part without records prints one sentence that says so.")
    return paper.what
