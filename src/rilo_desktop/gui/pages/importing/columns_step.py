"""First step of an import of an office's own tables: which column is for which field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.records import FieldSpec, FieldType

from ...i18n import tr
from ...theme import scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled, name_input
from ...widgets.buttons import button
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.inputs.code import Choice, CodeInput
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from .grid_views import ColumnsTable, column_name, read_as
from .question_panel import WIDE

if TYPE_CHECKING:
    from rilo_desktop.services.records.import_grid import Grid, GridColumn

LONGEST_DIVIDER, LONGEST_VALUE = 20, 1_000
LEAST_FINDINGS = 96
"""Height below which the side scrolls, unscaled."""


class ColumnsStep(QWidget):
    corrected = Signal()
    """`changes` and `fixed` say what is to be read otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self.changes: dict[tuple[str, str], dict[str, str]] = {}
        """{(shape, `GridColumn.rule`): what of field, split and second is another}"""
        self.fixed: dict[tuple[str, str], str] = {}
        """{(shape, field): value of rows in which nothing stands}"""
        self.kinds: dict[str, str] = {}
        """{key of the question what a table holds: what was chosen}"""
        self.columns = ColumnsTable()
        self.findings = FindingsView(tr("Findings"))
        self.heading = Label("", SECTION, SEMIBOLD, wrap=True)
        self.samples = Label("", tone="text2", wrap=True)
        self.sure = Label("", SMALL, tone="text2", wrap=True)
        self.kind, self.field, self.second, self.all_field = (
            CodeInput(FieldSpec(FieldType.CODE, ""), ()) for _ in range(4)
        )
        self.kind.set_hint(tr("Choose what it holds"))
        self.divider, self.all_value = QLineEdit(), QLineEdit()
        self.divider.setMaxLength(LONGEST_DIVIDER)
        self.all_value.setMaxLength(LONGEST_VALUE)
        name_input(self.divider, tr("The cells hold two values, divided by"))
        self.give_all = button(tr("Fill in"), self._give_all, high=32)
        self.all_given = Label("", tone="text2", wrap=True)
        self.findings.setMinimumHeight(scaled(LEAST_FINDINGS))
        side = Panel("surface", "l", width=WIDE)
        shown = vbox(
            self.heading,
            6,
            self.samples,
            14,
            labelled(tr("Our field"), self.field),
            8,
            self.sure,
            10,
            labelled(tr("The cells hold two values, divided by"), self.divider),
            6,
            labelled(tr("The second value goes to"), self.second),
            14,
            Label(tr("Findings"), SMALL, MEDIUM, "text2"),
            6,
            (self.findings, 1),
            margins=(20, 16, 20, 16),
        )
        vbox((Scroller(shown), 1), margins=(1, 0, 0, 0), into=side)
        every = hbox(
            (labelled(tr("Field to fill in all rows"), self.all_field), 2),
            (labelled(tr("Value where the cell is empty"), self.all_value), 3),
            vbox(None, self.give_all),
            gap=8,
        )
        given = vbox(every, 4, self.all_given, margins=(16, 8, 16, 8))
        holds = hbox((labelled(tr("The table holds"), self.kind), 2), (QWidget(), 3), gap=8)
        above = vbox(holds, margins=(16, 8, 16, 8))
        hbox((vbox(above, (self.columns, 1), given), 1), side, into=self)
        self._connect()

    def _connect(self) -> None:
        self.columns.selectionModel().currentChanged.connect(lambda *_: self.show_column())
        self.columns.opened.connect(lambda _row: self.field.setFocus())
        inputs = (
            (self.kind, self._hold),
            (self.field, self._assign),
            (self.second, self._divide),
        )
        for made, then in inputs:
            made.goes_on_enter = True
            made.activated.connect(lambda _at, then=then: then())
            line = made.lineEdit()
            assert line is not None
            line.editingFinished.connect(then)
        self.divider.editingFinished.connect(self._divide)

    def show_grid(self, grid: Grid, findings: Sequence[ShownFinding]) -> None:
        self._grid = grid
        self.columns.show_grid(grid)
        self.findings.show_findings(tuple(findings))
        self.show_column()

    def forget_grid(self) -> None:
        """Nothing is shown until `show_grid`."""
        self._grid = None
        self.columns.show_grid(None)

    def forget(self) -> None:
        """What was corrected is read, or could not be."""
        self.changes, self.fixed, self.kinds = {}, {}, {}

    @property
    def column(self) -> GridColumn | None:
        at = self.columns.currentIndex().row()
        return self.columns.rows[at] if 0 <= at < len(self.columns.rows) else None

    def show_column(self) -> None:
        one, grid = self.column, self._grid
        if one is None or grid is None:
            return
        name = column_name(one)
        self.heading.setText(name)
        self.samples.setText("\n".join(one.samples) or tr("No cell of it has anything in it."))
        self.kind.set_choices([Choice(code, label) for code, label in grid.kinds()])
        self.kind.set_value(self.kinds.get(one.kind_key, "" if one.kind_asked else one.kind))
        name_input(self.kind, tr("What the table of “{column}” holds", column=name))
        for made in (self.field, self.second, self.all_field):
            made.setEnabled(bool(one.kind))
        choices = [Choice(path, label) for path, label in grid.fields(one.kind)]
        none = Choice("", grid.label(one.kind, ""))
        now = self._now(one)
        self.field.set_choices([none, *choices])
        self.field.set_value(now.get("field", one.field))
        name_input(self.field, tr("Our field for “{column}”", column=name))
        self.divider.setText(now.get("split", one.split))
        self.second.set_choices([none, *choices])
        self.second.set_value(now.get("second", one.second))
        name_input(self.second, tr("The second value goes to"))
        self.all_field.set_choices(choices)
        given = [
            tr("{field}: {value}", field=grid.label(one.kind, path), value=text)
            for (shape, path), text in grid.fixed.items()
            if shape == one.shape
        ]
        self.all_given.setText("  ·  ".join(given))
        self.all_given.setVisible(bool(given))
        self.sure.setText(f"{tr(one.reason)} · {read_as(one)}")

    def _now(self, column: GridColumn) -> dict[str, str]:
        return self.changes.get((column.shape, column.rule), {})

    def _correct(self, column: GridColumn, **values: str) -> None:
        self.changes.setdefault((column.shape, column.rule), {}).update(values)

    def _hold(self) -> None:
        one, kind = self.column, str(self.kind.value() or "")
        if one is None or not kind or self.kind.complaint():
            return
        if kind != one.kind or one.kind_asked:
            self.kinds[one.kind_key] = kind
            self.corrected.emit()

    def _assign(self) -> None:
        one = self.column
        if one is not None and not self.field.complaint():
            self.assign(one, str(self.field.value() or ""))

    def assign(self, column: GridColumn, field: str) -> None:
        """This field is for this column, and for no other of its sheet that it cannot hold too."""
        grid = self._grid
        if grid is None or field == self._now(column).get("field", column.field):
            return
        for other in grid.columns:
            is_taken = field and other.shape == column.shape and other.field == field
            if is_taken and not grid.may_share(column.kind, field, column.header, other.header):
                self._correct(other, field="")
        self._correct(column, field=field)
        self.corrected.emit()

    def _divide(self) -> None:
        one, divider = self.column, self.divider.text()
        second = "" if self.second.complaint() else str(self.second.value() or "")
        if one is None or (second and not divider):
            return  # until it is said where
        now = self._now(one)
        if (divider, second) != (now.get("split", one.split), now.get("second", one.second)):
            self._correct(one, split=divider, second=second)
            self.corrected.emit()

    def _give_all(self) -> None:
        """No value takes it back."""
        one, field = self.column, str(self.all_field.value() or "")
        if one is not None and field and not self.all_field.complaint():
            self.fixed[one.shape, field] = self.all_value.text().strip()
            self.all_value.clear()
            self.corrected.emit()
