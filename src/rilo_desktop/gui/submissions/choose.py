"""First step: what is to be sent, in which language, to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from rilo_desktop.records import kind_named
from rilo_desktop.vocabularies import vocabulary

from ..texts import numbers, tr, window_language
from ..theme.tokens import SECTION, SEMIBOLD, TITLE
from ..widgets.boxes import Hairline, Panel, column, row
from ..widgets.buttons import button
from ..widgets.form_names import labelled
from ..widgets.words import Label
from .types import TYPES, SubmissionType, TypeRow

if TYPE_CHECKING:
    from rilo_desktop.services.submit import Order

LANGUAGES = ("en", "fr")
"""Languages of the labels of a document; its content stays in its own."""


class ChoosePage(QWidget):
    chosen = Signal(object)
    """The `Order` to be checked."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = [TypeRow(made_of) for made_of in TYPES]
        self.rows[0].setChecked(True)
        for type_row in self.rows:
            type_row.toggled.connect(self._on_type)
        left = Panel("surface")
        question = Label(tr("What do you want to send?"), SECTION, SEMIBOLD)
        column(row(question, None, margins=(20, 18, 20, 14)), *self.rows, None, into=left)
        self.where = QLineEdit()
        self.where.setPlaceholderText(tr("All of them"))
        self.addressee = QLineEdit()
        self.addressee.setPlaceholderText(tr("WCO Secretariat"))
        self.purpose = _combo(
            [(item.code, item.label(window_language())) for item in vocabulary("purpose")]
        )
        names = vocabulary("language")
        self.language = _combo([(code, names.label(code, window_language())) for code in LANGUAGES])
        at = self.language.findData(window_language())
        self.language.setCurrentIndex(max(0, at))
        self.title = QLineEdit()
        self._name = Label("", TITLE, SEMIBOLD, wrap=True)
        self._ready = Label("", tone="text2", wrap=True)
        self.next = button(tr("Check the records"), self._on_next, "primary", high=36)
        right = Panel("canvas", "l", width=372)
        column(
            self._name,
            6,
            Label(
                tr("The records come by themselves; then you leave out what should not go."),
                tone="text2",
                wrap=True,
            ),
            16,
            labelled(
                tr("Records with these words"),
                self.where,
                tr("As in the search box of the list; empty for all records"),
            ),
            14,
            labelled(tr("To"), self.addressee),
            14,
            labelled(tr("Purpose"), self.purpose),
            14,
            labelled(tr("Language of the document"), self.language),
            14,
            labelled(tr("Title"), self.title, tr("Empty: the usual title of its type")),
            16,
            self._ready,
            None,
            Hairline(),
            16,
            row(None, self.next),
            margins=(24, 20, 24, 16),
            into=right,
        )
        row((left, 1), right, into=self)
        self._counts: Mapping[str, int] = {}
        self._on_type()

    @property
    def type(self) -> SubmissionType:
        return next(type_row.type for type_row in self.rows if type_row.isChecked())

    def choose(self, code: str) -> None:
        for type_row in self.rows:
            if type_row.type.code == code:
                type_row.setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        for type_row in self.rows:
            count = numbers().number(counts.get(type_row.type.kind, 0))
            type_row.show_count(tr("{count} records", count=count))
        self._on_type()

    def order(self) -> Order:
        from rilo_desktop.services.submit import Order

        return Order(
            type=self.type.code,
            language=self.language.currentData(),
            where=self.where.text().strip(),
            title=self.title.text().strip(),
            addressee=self.addressee.text().strip(),
            purpose=self.purpose.currentData(),
        )

    def _on_type(self) -> None:
        chosen = self.type
        self._name.setText(tr(chosen.label))
        count = self._counts.get(chosen.kind, 0)
        plural = tr(kind_named(chosen.kind).plural)
        self._ready.setText(
            tr("{count} records of the kind “{kind}” are in this office.", count=count, kind=plural)
        )
        self.next.setEnabled(count > 0)
        self.next.setToolTip("" if count else tr("There is nothing of this kind to send yet"))

    def _on_next(self) -> None:
        self.chosen.emit(self.order())


def _combo(entries: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    for code, label in entries:
        made.addItem(label, code)
    return made
