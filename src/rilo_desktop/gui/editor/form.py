"""The body of an editor: sections with their fields, filled from a record and read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import FieldType, Kind, Record, class_of, fields_of
from rilo_desktop.records.describe import Section

from ..desk import Desk
from ..texts import tr
from ..theme.tokens import SECTION, SEMIBOLD, SMALL, TITLE
from ..values import may_be_unknown
from ..widgets.boxes import Item, column, row
from ..widgets.form import Field, stand_level
from ..widgets.inputs.block import BlockInput
from ..widgets.inputs.code import CodeInput
from ..widgets.inputs.codes import CodesInput
from ..widgets.inputs.factory import choices_of
from ..widgets.lines import LinesInput
from ..widgets.shares import shared_row
from ..widgets.words import Label, ShortLabel
from .arrangement import Cell, Row, arranged, lines_look
from .judged import MISSING


class SectionBox(QWidget):
    """A part of the record: a title and space, no frame."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section


class RecordForm(QWidget):
    """`changed` when the officer changed a field. Fields are made once and filled again."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: Kind) -> None:
        super().__init__()
        self._desk, self.kind = desk, kind
        self._cls = class_of(kind.code)
        self._about = fields_of(self._cls)
        self._record: Record | None = None
        self._touched: set[str] = set()
        self.fields: dict[str, Field] = {}
        self.sections: dict[str, SectionBox] = {}
        self._title = Label("", TITLE, SEMIBOLD, wrap=True)
        parts: list[Item] = [self._title, 20]
        rows = arranged(kind)
        for section in kind.sections:
            if section.name in rows:
                box = self._section(section, rows[section.name])
                self.sections[section.name] = box
                parts += [box, 24]
        column(*parts, None, margins=(24, 20, 24, 20), into=self)
        self._narrow_all()
        desk.names_changed.connect(self._on_names)

    def _section(self, section: Section, rows: Sequence[Row]) -> SectionBox:
        alone = len(rows) == 1 and len(rows[0]) == 1
        parts: list[Item] = []
        button: QWidget | None = None
        for cells in rows:
            made = []
            for cell in cells:
                field = self._field(cell, section, alone)
                self.fields[cell.field] = field
                made.append((field, cell.share))
                if isinstance(field.input, LinesInput):
                    if button is None and (alone or cell.field == section.name):
                        button = field.input.add_button
                    else:
                        parts.append(row(None, field.input.add_button))
            stand_level([field for field, _ in made])
            parts.append(shared_row(made))
        title = Label(tr(section.label), SECTION, SEMIBOLD)
        hint = ShortLabel(tr(section.hint), SMALL, tone="text3")
        head: list[Item] = [title, 8, (hint, 1)]
        if button is not None:
            head.append(button)
        box = SectionBox(section)
        column(row(*head), 8, column(*parts, gap=12), into=box)
        return box

    def _field(self, cell: Cell, section: Section, alone: bool) -> Field:
        about = self._about[cell.field]
        unknown = may_be_unknown(self._cls, cell.field)
        widget: QWidget | None = None
        if about.type is FieldType.LINES:
            assert about.lines is not None
            names = self._desk.names
            widget = LinesInput(about, lines_look(about.lines), names, names.name_of)
        elif about.type is FieldType.TEXT and cell.grows:
            widget = BlockInput(about, unknown, least_lines=1, one_paragraph=True)
        field = Field(cell.field, about, self._desk.names, unknown, widget)
        if about.label == section.label and (alone or about.type is FieldType.LINES):
            field.hide_label()
        field.changed.connect(lambda name=cell.field: self._on_field(name))
        return field

    def set_record(self, record: Record) -> None:
        """Fill every field; nothing counts as touched."""
        self._record = record
        self._touched.clear()
        for name, field in self.fields.items():
            field.set_value(getattr(record, name))
        self._narrow_all()
        self._show_title()

    def rebase(self, record: Record, everything: bool = False) -> None:
        """Go on from a newer revision, without moving what is being typed.

        `everything`: all that stands here is in the record. Otherwise what was touched still is.
        """
        before, self._record = self._record, record
        if everything:
            self._touched.clear()
        for name, field in self.fields.items():
            new = getattr(record, name)
            if name not in self._touched and before is not None and field.value() != new:
                field.set_value(new)

    def record(self) -> Record:
        """The record as it stands on the form. Fields nobody touched keep exactly what they had."""
        assert self._record is not None
        values: dict[str, Any] = {
            name: self.fields[name].value()
            for name in self._touched
            if not self.fields[name].input.complaint()
        }
        return dataclasses.replace(self._record, **values)

    @property
    def dirty(self) -> bool:
        """Does something stand here that is not in the record it was filled from?"""
        if self._record is None:
            return False
        complains = any(self.fields[name].input.complaint() for name in self._touched)
        return complains or self.record() != self._record

    def first_complaint(self) -> str:
        """Name of the first field whose text is no value, "" where there is none."""
        for name, field in self.fields.items():
            if field.complaint():
                return name
        return ""

    def show_findings(self, found: Mapping[str, tuple[str, str]]) -> None:
        """`found`: path of a field ("title", "goods.2.unit") -> (severity, sentence)."""
        found = {path: said for path, said in found.items() if said[0] != MISSING}
        for name, field in self.fields.items():
            field.show_finding(*found.get(name, ("", "")))
            if isinstance(field.input, LinesInput):
                field.input.show_findings(
                    {
                        (int(parts[1]) - 1, parts[2]): said
                        for path, said in found.items()
                        if (parts := path.split("."))[0] == name and len(parts) == 3
                    }
                )

    def go_to(self, path: str) -> QWidget | None:
        """Give the focus to the field of a path; gives the widget that has it."""
        name, *rest = path.split(".")
        field = self.fields.get(name)
        if field is None:
            return None
        if isinstance(field.input, LinesInput) and rest:
            field.input.go_to(int(rest[0]) - 1, rest[1] if len(rest) > 1 else "")
        else:
            field.take_focus()
        return field

    def section_of(self, path: str) -> str:
        """Name of the section in which the field of a path stands."""
        field = self.fields.get(path.split(".")[0])
        at: QWidget | None = field
        while at is not None and not isinstance(at, SectionBox):
            at = at.parentWidget()
        return at.section.name if isinstance(at, SectionBox) else ""

    def fields_of_section(self, section: str) -> list[Field]:
        return [field for name, field in self.fields.items() if self.section_of(name) == section]

    def _on_field(self, name: str) -> None:
        self._touched.add(name)
        if name == self.kind.title:
            self._show_title()
        for narrowed, about in self._about.items():
            if about.narrowed_by == name:
                self._narrow(narrowed, name)
        self.changed.emit()

    def _show_title(self) -> None:
        value = self.fields[self.kind.title].value()
        named = isinstance(value, str) and bool(value)
        self._title.setText(value if named else tr("Untitled"))
        self._title.tone("text" if named else "text3")

    def _narrow_all(self) -> None:
        for name, about in self._about.items():
            if about.narrowed_by:
                self._narrow(name, about.narrowed_by)

    def _narrow(self, name: str, by: str) -> None:
        field, parent = self.fields.get(name), self.fields.get(by)
        if field is not None and parent is not None and isinstance(field.input, CodeInput):
            value = parent.value()
            code = value if isinstance(value, str) else ""
            field.input.set_choices(choices_of(field.about, self._desk.names, code))

    def _on_names(self, kind: str) -> None:
        for field in self.fields.values():
            if field.about.names == kind and isinstance(field.input, CodeInput | CodesInput):
                field.input.set_choices(choices_of(field.about, self._desk.names))
            elif isinstance(field.input, LinesInput):
                field.input.names_changed(kind)
