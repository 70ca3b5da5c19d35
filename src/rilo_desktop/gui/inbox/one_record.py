"""The chosen record of a submission: what is new in it, or ours and theirs to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.records import Record, fields_of

from ..editor.shown_changes import about_of, shown_value
from ..texts import plural, sentence, tr
from ..theme.tokens import MEDIUM, SEMIBOLD, SMALL
from ..values import NameOf
from ..widgets.boxes import Panel, Scroller, column, discard, row
from ..widgets.difference_view import ChoiceView, Versions
from ..widgets.words import Label, ShortLabel

if TYPE_CHECKING:
    from rilo_desktop.records.three_way import Disputed
    from rilo_desktop.services.receive import Compared

OURS, THEIRS = "ours", "theirs"


class OneRecord(Panel):
    decided = Signal(str, object)
    """Id of the record, and {field: OURS or THEIRS} of all that are decided."""

    def __init__(self, name_of: NameOf) -> None:
        super().__init__("surface")
        self._name_of = name_of
        self._record = ""
        self._name = ShortLabel("", weight=SEMIBOLD)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.choices = ChoiceView(tr("Ours"), tr("Theirs"))
        self.choices.changed.connect(self._on_changed)
        self.fields = _Fields()
        self._pages = QStackedWidget()
        for page in (self.fields, self.choices):
            self._pages.addWidget(page)
        column(
            self._name,
            2,
            self._about,
            10,
            (self._pages, 1),
            margins=(20, 14, 12, 0),
            into=self,
        )

    def clear(self) -> None:
        self._record = ""
        self._name.setText("")
        self._about.setText("")
        self.fields.show_fields(())
        self._pages.setCurrentWidget(self.fields)

    def show_record(self, one: Compared, decisions: Mapping[str, str]) -> None:
        """`decisions`: what was chosen for it already."""
        self._record = one.id
        self._name.setText(one.reference)
        self._about.setText(_about(one))
        if one.fields and one.outcome.value in ("changed", "conflict"):
            self.choices.show_versions(
                [(self._versions(one, field), _first(field, decisions)) for field in one.fields]
            )
            self._pages.setCurrentWidget(self.choices)
        else:
            self.fields.show_fields(self._values(one))
            self._pages.setCurrentWidget(self.fields)

    def _versions(self, one: Compared, field: Disputed) -> Versions:
        record = one.theirs or one.ours
        assert record is not None
        about = about_of(record.kind, field.name)
        return Versions(
            field.name,
            tr(field.label),
            shown_value(about, field.mine, self._name_of),
            shown_value(about, field.theirs, self._name_of),
            tr("both changed it") if field.changed_by_both else "",
        )

    def _values(self, one: Compared) -> tuple[tuple[str, str], ...]:
        record: Record | None = one.theirs
        if record is None:
            return ()
        shown = (
            (tr(about.label), shown_value(about, getattr(record, name), self._name_of))
            for name, about in fields_of(type(record)).items()
        )
        return tuple((label, value) for label, value in shown if value)

    def _on_changed(self) -> None:
        said = {name: OURS if first else THEIRS for name, first in self.choices.decided.items()}
        self.decided.emit(self._record, said)


class _Fields(QWidget):
    """Labels and values, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._holder = QWidget()
        self._scroller = Scroller(self._holder)
        column((self._scroller, 1), into=self)

    def show_fields(self, values: tuple[tuple[str, str], ...]) -> None:
        lines = [_line(label, value) for label, value in values]
        made = column(*lines, None, gap=8, margins=(0, 4, 8, 12))
        old, self._holder = self._holder, made
        self._scroller.takeWidget()
        discard(old)
        self._scroller.setWidget(made)


def _line(label: str, value: str) -> QWidget:
    name = Label(label, SMALL, MEDIUM, "text2", wrap=True)
    name.setFixedWidth(name.fontMetrics().averageCharWidth() * 20)
    words = Label(value, wrap=True)
    return row(name, (words, 1), gap=12)


def _first(field: Disputed, decisions: Mapping[str, str]) -> bool | None:
    """As decided; what only one side changed is that side's; what both did is asked."""
    if said := decisions.get(field.name):
        return said == OURS
    if field.changed_by_both:
        return None
    return field.changed_by_me


def _about(one: Compared) -> str:
    if one.aside is not None:
        return sentence(one.aside)
    match one.outcome.value:
        case "new":
            return tr("New in this office.")
        case "same":
            return tr("Here already, with everything that came.")
        case "conflict":
            count = len(one.ask)
            return plural(
                "{count} field was changed by both offices: choose which stands. Both stay in the "
                "history.",
                "{count} fields were changed by both offices: choose which stands. Both stay in "
                "the history.",
                count,
            )
    return tr("They changed it since it was here; where only one side wrote, that is taken.")
