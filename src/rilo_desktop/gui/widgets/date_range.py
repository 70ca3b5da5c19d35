"""From and to: narrows a list to a time, as precise as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.records.dates import is_partial

from ..i18n import numbers, tr
from ..theme import scaled
from ..theme.tokens import CAPTION, MEDIUM
from .labels import Label
from .layouts import hbox, vbox


class DateRange(QWidget):
    """`changed(first, last)`: dates as 2024, 2024-06 or 2024-06-15; "" where an end is open."""

    changed = Signal(str, str)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.first = self._line(tr("{field}: from", field=label), tr(NC_("a time", "From")))
        self.last = self._line(tr("{field}: until", field=label), tr(NC_("a time", "Until")))
        vbox(
            Label(label, CAPTION, MEDIUM, "text2"),
            hbox(self.first, self.last, gap=6),
            gap=4,
            into=self,
        )

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setToolTip(tr("A year, a month or a day: 2024, 2024-06 or 2024-06-15"))
        line.setPlaceholderText(example)
        line.setMaxLength(10)
        line.setMinimumWidth(scaled(40))
        line.editingFinished.connect(self._on_edited)
        return line

    def show_range(self, code: str) -> None:
        """What a view or another page narrows to: "2024-01/2024-12", "" for all time."""
        if self.first.hasFocus() or self.last.hasFocus():
            return
        first, _, last = code.partition("/")
        self.first.setText(first)
        self.last.setText(last)
        self._tell()

    def _on_edited(self) -> None:
        if self._tell():
            self.changed.emit(self.first.text().strip(), self.last.text().strip())

    def _tell(self) -> bool:
        """Mark what is no date; nothing is narrowed by half of what was meant."""
        wrong = [line for line in (self.first, self.last) if not _is_open_or_date(line)]
        for line in (self.first, self.last):
            line.setAccessibleDescription(
                tr("Not a date: write 2024, 2024-06 or 2024-06-15.") if line in wrong else ""
            )
            line.setProperty("state", "blocks" if line in wrong else "")
            line.style().polish(line)
        return not wrong


def _is_open_or_date(line: QLineEdit) -> bool:
    text = line.text().strip()
    return not text or is_partial(text)


def said_range(code: str) -> str:
    """ "1 July 2026 to 30 September 2026", as precise as it is."""
    first, _, last = code.partition("/")
    if first == last:
        return numbers().partial(first)
    if not first:
        return tr("Until {day}", day=numbers().partial(last, short=True))
    said = numbers().partial(first, short=bool(last))
    if not last:
        return tr("From {day}", day=said)
    return tr("{first} to {last}", first=said, last=numbers().partial(last, short=True))
