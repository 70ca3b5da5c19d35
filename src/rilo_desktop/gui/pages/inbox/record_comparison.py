"""The chosen record of a submission: what is new in it, or ours and theirs to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from rilo_desktop.records import Record

from ...i18n import plural, sentence, tr
from ...theme import scaled
from ...theme.tokens import MEDIUM, SEMIBOLD, SMALL
from ...widgets.diff_text import about_of, shown_value
from ...widgets.difference_view import ChoiceView, Versions
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.value_formatting import NameOf
from .commentable_fields_view import CommentableField, CommentableFieldsView, whole_fields

if TYPE_CHECKING:
    from rilo_desktop.records.merge import FieldConflict
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.receiving.compare_records import Compared

OURS, THEIRS = "ours", "theirs"
FIELDS, CHOICES = range(2)
MOST, FINDINGS_HIGH = 50, 112
"""Findings of a record that are listed, and unscaled pixels of their list."""


class RecordComparison(Panel):
    decided = Signal(str, object)
    """Id of the record, and {field: OURS or THEIRS} of all that are decided."""

    def __init__(self, name_of: NameOf) -> None:
        super().__init__("surface")
        self._name_of = name_of
        self._record = ""
        self._name = ElidedLabel("", weight=SEMIBOLD)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.choices = ChoiceView(tr("Ours"), tr("Theirs"))
        self.choices.changed.connect(self._on_changed)
        self.fields = CommentableFieldsView()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.fields)
        self._pages.addWidget(hbox((self.choices, 1), margins=(20, 0, 12, 0)))
        self._rules = Label("", SMALL, MEDIUM, tone="text2", wrap=True)
        self.findings = FindingsView(tr("Findings of the rules of this office"))
        rules = vbox(self._rules, self.findings, gap=2)
        head = vbox(self._name, 2, self._about, 8, rules, margins=(20, 14, 12, 0))
        vbox(head, 10, (self._pages, 1), into=self)
        self._show_findings(())

    def clear(self) -> None:
        self._record = ""
        self._name.setText("")
        self._about.setText("")
        self.fields.show_places(())
        self._show_findings(())
        self._pages.setCurrentIndex(FIELDS)

    def _show_findings(self, found: Sequence[Finding]) -> None:
        """What this office would be asked of it, if it were its own; that keeps nobody from it."""
        count = len(found)
        self._rules.setText(
            plural(
                "The rules of this office find {count} problem; you can still accept it.",
                "The rules of this office find {count} problems; you can still accept it.",
                count,
            )
        )
        shown = [ShownFinding("warns", sentence(one)) for one in found[:MOST]]
        self.findings.show_findings(shown)
        for part in (self._rules, self.findings):
            part.setVisible(bool(found))
        self._fit_findings()

    def _fit_findings(self) -> None:
        """As high as they are, up to a limit: the fields below are what the page is for."""
        most = scaled(FINDINGS_HIGH)
        self.findings.setFixedHeight(max(1, min(most, self.findings.rows_high_of(most))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_findings()

    def show_record(self, one: Compared, decisions: Mapping[str, str]) -> None:
        """`decisions`: what was chosen for it already."""
        self._record = one.id
        self._name.setText(one.reference)
        self._about.setText(_about(one))
        self._show_findings(one.findings)
        if one.fields and one.may_come:
            self.choices.show_versions(
                [(self._versions(one, field), _first(field, decisions)) for field in one.fields]
            )
            self._pages.setCurrentIndex(CHOICES)
        else:
            self.fields.show_places(self._values(one))
            self.fields.clearSelection()  # they are read, none is chosen
            self._pages.setCurrentIndex(FIELDS)

    def _versions(self, one: Compared, field: FieldConflict) -> Versions:
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

    def _values(self, one: Compared) -> tuple[CommentableField, ...]:
        record: Record | None = one.theirs
        return whole_fields(record, self._name_of) if record is not None else ()

    def _on_changed(self) -> None:
        said = {name: OURS if first else THEIRS for name, first in self.choices.decided.items()}
        self.decided.emit(self._record, said)


def _first(field: FieldConflict, decisions: Mapping[str, str]) -> bool | None:
    """As decided; what only one side changed is that side's; what both did is asked."""
    if said := decisions.get(field.name):
        return said == OURS
    if field.changed_by_both:
        return None
    return field.changed_by_me


def _about(one: Compared) -> str:
    if one.aside is not None:
        return sentence(one.aside)
    if one.waits is not None:
        return sentence(one.waits)
    match one.outcome.value:
        case "new":
            return tr("New in this office.")
        case "same":
            return tr("Already in this office, unchanged.")
        case "conflict":
            count = len(one.ask)
            return plural(
                "{count} field was changed by both offices: choose which to keep. Both stay "
                "in the history.",
                "{count} fields were changed by both offices: choose which to keep. Both "
                "stay in the history.",
                count,
            )
    return tr(
        "The sender changed this since you received it. Fields only they changed are accepted."
    )
