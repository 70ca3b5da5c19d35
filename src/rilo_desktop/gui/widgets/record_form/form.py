"""The body of an editor: sections with their fields, filled from a record and read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rilo_desktop.presentation.form_spec import Cell, Row
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import FieldType, Record, RecordType, class_of, fields_of
from rilo_desktop.records.field_specs import Section
from rilo_desktop.records.translated import best_text

from ...concurrency.incremental import IncrementalBuilder
from ...context import PageContext
from ...i18n import window_language
from ..form import Field
from ..inputs.base import FillsOthers, FollowsRecord, HasParts, KeepsEntries
from ..inputs.block import BlockInput
from ..inputs.code import CodeInput
from ..inputs.codes import CodesInput
from ..inputs.factory import choices_of
from ..inputs.grade import GradeInput
from ..layouts import TabAnchor, hbox, lay_out, set_margins, vbox
from ..lines import LinesInput
from ..validation_view import MISSING, in_lines
from ..value_formatting import is_empty, may_be_unknown
from .heading import Heading
from .line_input_registry import lines_input
from .sections import Fields, SectionBox
from .short_form import FormShape

BELOW_TITLE = 20


class RecordForm(QWidget):
    """Fields are made once and filled again.

    The first row is made at once, the others one by one while the window goes on, each as soon
    as somebody asks for one of its fields, and the next before Tab could leave it out.
    """

    changed = Signal(str)
    """The path of what the officer changed: "title", "goods.2.unit", or "goods" where lines came,
    went or moved."""
    typed = Signal()
    """Something else stands in a cell that is still being written; no field has it yet."""
    completed = Signal()
    """Every part is made."""
    asked_for = Signal(str)
    """The path to which an input leads."""
    reshaped = Signal()
    """The short form was shown, or the full one."""
    parts_changed = Signal()
    """An input that shows its content part by part shows another one, or has other parts."""

    def __init__(
        self, context: PageContext, kind: RecordType, rows: Sequence[Row] | None = None
    ) -> None:
        """`rows`: these fields alone, without titles; None: every field, in its sections."""
        super().__init__()
        self._context, self.kind = context, kind
        self._cls = class_of(kind.code)
        self._about = fields_of(self._cls)
        self._record: Record | None = None
        self._touched: set[str] = set()
        self._found: Mapping[str, tuple[str, str]] = {}
        self._remarks: Mapping[str, tuple[str, ...]] = {}
        self._sources: Mapping[str, str] = {}
        self._made: dict[str, Field] = {}
        self._following: list[FollowsRecord] = []
        """Inputs that show more of the record than their own field."""
        self.is_filling = False
        """Does what `changed` says belong to a change that follows at once?"""
        self.is_following = False
        """Does what `changed` says follow from the change before it?"""
        self.sections: dict[str, SectionBox] = {
            section.name: SectionBox(section, placed) for section, placed in _placed(kind, rows)
        }
        self._divides = {box.section.only[0] for box in self.sections.values()} - {""}
        self._waiting = list(self.sections.values())
        self._section_of = {name: key for key, box in self.sections.items() for name in box.names}
        self.fields = Fields(self._made, list(self._section_of), self._make_up_to)
        short = record_type(kind.code).short if rows is None else None
        self.shape = FormShape(short, self._made, list(self._section_of))
        self._title = Heading()
        if rows is not None:
            vbox(*self.sections.values(), None, into=self)
        else:
            self._boxes = vbox(*self.sections.values(), 24, gap=24)
            self._head = hbox((self._title, 1), gap=12, margins=(0, 0, 0, BELOW_TITLE))
            self._tabs = TabAnchor(self._head)
            self._top = vbox(self._head)
            parts = (self._top, *self.shape.boxes, self._boxes)
            vbox(*parts, None, margins=(24, 20, 24, 20), into=self)
        for box in self.shape.boxes:
            box.more_wanted.connect(lambda: self.show_short(False))
        self._slices = IncrementalBuilder(self, self._make_row)
        self._slices.completed.connect(self.completed)
        self._slices.make_next()
        context.names_changed.connect(self._on_names)

    def put_below_title(self, widget: QWidget) -> None:
        """Above every field; called once, of a form with a title."""
        box = self._top.layout()
        assert isinstance(box, QVBoxLayout)
        box.addWidget(widget)
        self._tabs.lead_to([widget])

    def put_beside_title(self, widget: QWidget) -> None:
        """At the end of its line, also where the title itself is not shown."""
        box = self._head.layout()
        assert isinstance(box, QBoxLayout)
        box.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        self._tabs.lead_to([widget])

    @property
    def complete(self) -> bool:
        return self._slices.complete

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._slices.start()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to what stands next, also where that would have been made a moment later.

        One row for each Tab is enough, as there is a field in each; all at once would be felt.
        """
        if forward:
            self._slices.make_next()
        return super().focusNextPrevChild(forward)

    def _make_up_to(self, name: str) -> None:
        self._slices.make_until(lambda: name in self._made)

    def _make_row(self) -> bool:
        """The next row, of what is shown before what is hidden; is there another one?"""
        box = next((one for one in self._waiting if not one.isHidden()), self._waiting[0])
        before = frozenset(self._made)
        made = box.make_row(self._field, self.shape.place)
        made = {name: field for name, field in made.items() if name not in before}
        box.follow(self._last_before(box))
        if box.complete:
            self._waiting.remove(box)
        self._take_in(made)
        return bool(self._waiting)

    def _take_in(self, made: Mapping[str, Field]) -> None:
        """Fill what was just made, and let it show what was found."""
        self._made.update(made)
        for name, field in made.items():
            if self._record is not None and not _shows(field, getattr(self._record, name)):
                _fill(field, getattr(self._record, name))
        for name in made:
            by = self._about[name].narrowed_by
            if by:
                self._narrow(name, by)
        self._mark(made)
        self._mark_sources(made)
        self._let_follow()

    def show_short(self, short: bool) -> None:
        """Show the fields of the short form alone, or all; what is typed and the focus stay."""
        if self.shape.switch(short, self._early, self):
            self._title.setVisible(not short)
            head = self._head.layout()
            assert head is not None
            set_margins(head, (0, 0, 0, 4 if short else BELOW_TITLE))
            self._boxes.setVisible(not short)
            lay_out()
            self.reshaped.emit()

    def _early(self, name: str) -> Field:
        """A field that the short form shows, made without those above it in the full form."""
        if name not in self._made:
            box = self.sections[self._section_of[name]]
            cell = next(cell for row in box.rows for cell in row if cell.field == name)
            self._take_in({name: self._field(cell, box.section, box.is_alone)})
        return self._made[name]

    def _let_follow(self) -> None:
        if self._following and self._record is not None:
            record = self.record()
            for one in self._following:
                one.follow(record)

    def _last_before(self, box: SectionBox) -> QWidget | None:
        """The last widget that is made above a part."""
        above = takewhile(lambda one: one is not box, self.sections.values())
        return next((one.last for one in reversed([*above]) if one.last is not None), None)

    def _field(self, cell: Cell, section: Section, alone: bool) -> Field:
        if cell.field in self._made:
            return self._made[cell.field]
        about = self._about[cell.field]
        unknown = may_be_unknown(self._cls, cell.field)
        widget: QWidget | None = None
        if about.type is FieldType.LINES:
            widget = lines_input(about, self._context)
        elif about.type is FieldType.TEXT and cell.grows:
            widget = BlockInput(about, unknown, least_lines=1, one_paragraph=True)
        elif about.graded_by:
            widget = GradeInput(about, unknown)
        field = Field(cell.field, about, self._context.names, unknown, widget)
        if about.label == section.label and (alone or about.type is FieldType.LINES):
            field.hide_label()
            self.shape.unlabelled.add(cell.field)
        field.changed.connect(lambda inside, name=cell.field: self._on_field(name, inside))
        if isinstance(field.input, LinesInput):
            field.input.typed.connect(self.typed)
        if isinstance(field.input, FollowsRecord):
            self._following.append(field.input)
        if isinstance(field.input, HasParts):
            field.input.parts_changed.connect(self.parts_changed)
        if isinstance(field.input, FillsOthers):
            field.input.fills.connect(self._on_fills)
            field.input.asks_for.connect(self.asked_for)
        return field

    def _on_fills(self, name: str, value: Any) -> None:
        self.set_value(name, value)
        self.is_filling = True
        self.changed.emit(name)
        self.is_filling = False

    def parts_in(self, section: str) -> HasParts | None:
        """The input of a section that shows its content part by part."""
        made = (self._made.get(name) for name in self.sections[section].names)
        inputs = (field.input for field in made if field is not None)
        return next((one for one in inputs if isinstance(one, HasParts)), None)

    def set_record(self, record: Record) -> None:
        """Fill every field; nothing counts as touched."""
        self._record = record
        self._touched.clear()
        for name, field in self._made.items():
            _fill(field, getattr(record, name))
        self._narrow_all()
        self._let_follow()
        self._title.show_title(self._named())
        self._show_parts()
        lay_out()

    def value(self, path: str) -> Any:
        """What stands at a path: of a field ("goods"), or inside a line ("goods.2.unit")."""
        name, *inside = path.split(".")
        value = self._value(name)
        return getattr(value[int(inside[0]) - 1], inside[1]) if inside else value

    def set_value(self, path: str, value: Any) -> None:
        """Let a value stand at a path, as if it had been typed, without saying `changed`.

        The focus stays where it is, and so does the caret of a text where it still can.
        """
        name, *inside = path.split(".")
        if inside:
            at, lines = int(inside[0]) - 1, list(self._value(name))
            lines[at] = dataclasses.replace(lines[at], **{inside[1]: value})
            value = tuple(lines)
        self.fields[name].set_value(value)
        self._take(name)
        lay_out()

    def fill_in(self, path: str, value: Any) -> None:
        """Let a value stand at a path that follows from what was written last: one step with it."""
        name, *inside = path.split(".")
        made: object = self.fields[name].input
        self.is_following = True
        if inside and isinstance(made, LinesInput):
            made.fill_in(int(inside[0]) - 1, inside[1], value)
        else:
            self.set_value(path, value)
            self.changed.emit(path)
        self.is_following = False

    def show_sources(self, sources: Mapping[str, str]) -> None:
        """{path: from what its value was filled in}."""
        if sources == self._sources:
            return
        self._sources = sources
        self._mark_sources(self._made)

    def _mark_sources(self, fields: Mapping[str, Field]) -> None:
        for name, field in fields.items():
            field.show_source(self._sources.get(name, ""))
            if isinstance(field.input, LinesInput):
                field.input.show_sources(in_lines(self._sources, name))

    def rebase(self, record: Record, everything: bool = False) -> None:
        """Go on from a newer revision, without moving what is being typed.

        `everything`: all that stands here is in the record. Otherwise what was touched still is.
        """
        before, self._record = self._record, record
        if everything:
            self._touched.clear()
        for name, field in self._made.items():
            new = getattr(record, name)
            touched = name in self._touched
            if isinstance(field.input, KeepsEntries):
                (field.input.keep if touched else field.input.start)(new)
            elif not touched and before is not None and field.value() != new:
                _fill(field, new)
        self._show_parts()
        lay_out()

    def record(self) -> Record:
        """The record as it stands on the form. Fields nobody touched keep exactly what they had; so
        does one whose text is no value, but for the other lines and codes of it."""
        assert self._record is not None
        made = {name: self._made[name] for name in self._touched}
        values: dict[str, Any] = {
            name: field.value()
            for name, field in made.items()
            if isinstance(field.input, LinesInput | CodesInput) or not field.input.complaint()
        }
        return dataclasses.replace(self._record, **values)

    @property
    def dirty(self) -> bool:
        """Does something stand here that is not in the record it was filled from?"""
        if self._record is None:
            return False
        complains = any(self._made[name].input.complaint() for name in self._touched)
        return complains or self.record() != self._record

    def first_complaint(self) -> str:
        """Path of the first field whose text is no value, "" where there is none; it says why."""
        for name, field in self._made.items():
            if field.complaint():
                return _complaining(name, field)
        return ""

    def no_values(self) -> Mapping[str, str]:
        """{path: sentence} of the fields whose text is no value; of lines the first."""
        return {
            _complaining(name, field): said
            for name, field in self._made.items()
            if (said := field.input.complaint())
        }

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        for field in self._made.values():
            lines = field.lines()
            if lines is not None:
                lines.commit()

    def open_cells(self) -> Mapping[str, str]:
        """{path: text} of cells that are still being written."""
        found = {}
        for name, field in self._made.items():
            cell = field.input.open_cell() if isinstance(field.input, LinesInput) else None
            if cell is not None:
                line, inside, text = cell
                found[f"{name}.{line + 1}.{inside}"] = text
        return found

    def show_findings(self, found: Mapping[str, tuple[str, str]]) -> None:
        """`found`: path of a field ("title", "goods.2.unit") -> (severity, sentence)."""
        self._found = {path: said for path, said in found.items() if said[0] != MISSING}
        self._mark(self._made)

    def show_remarks(self, found: Mapping[str, tuple[str, ...]]) -> None:
        """`found`: name of a field -> what the addressee of a submission asks of it."""
        self._remarks = found
        self._mark(self._made)

    def _mark(self, fields: Mapping[str, Field]) -> None:
        for name, field in fields.items():
            field.show_remarks(self._remarks.get(name, ()))
            lines = field.lines()
            if not isinstance(lines, HasParts):  # its first question is not what is wrong
                field.show_finding(*self._found.get(name, ("", "")))
            if lines is not None:
                lines.show_findings(in_lines(self._found, name))

    def go_to(self, path: str) -> QWidget | None:
        """Give the focus to the field of a path; gives the widget that has it."""
        name, *rest = path.split(".")
        if name not in self.fields:
            return None
        field = self.fields[name]
        lines = field.lines()
        if not self.shape.reaches(path):
            self.show_short(False)
        if lines is not None and rest:
            lines.go_to(int(rest[0]) - 1, ".".join(rest[1:]))
        elif isinstance(field.input, HasParts):
            field.input.take_open()
        else:
            field.take_focus()
        return field

    def section_of(self, path: str) -> str:
        """Name of the section in which the field of a path stands, "" where there is none."""
        return self._section_of.get(path.split(".")[0], "")

    def fields_of_section(self, section: str) -> list[Field]:
        return [self.fields[name] for name in self.sections[section].names]

    def section_is_empty(self, section: str) -> bool:
        return all(is_empty(self._value(name)) for name in self.sections[section].names)

    def _value(self, name: str) -> Any:
        """What stands in a field, or will when it is made."""
        field = self._made.get(name)
        if field is not None:
            return field.value()
        return getattr(self._record, name) if self._record is not None else None

    def _on_field(self, name: str, inside: str) -> None:
        self._take(name)
        self.changed.emit(f"{name}.{inside}" if inside else name)

    def _take(self, name: str) -> None:
        """What stands in a field now is what the record shall have."""
        self._touched.add(name)
        if name == self.kind.title:
            self._title.follow(self._named())
        self._let_follow()
        if name in self._divides or not self.sections[self._section_of[name]].is_asked:
            self._show_parts()
        for narrowed, about in self._about.items():
            if about.narrowed_by == name:
                self._narrow(narrowed, name)

    def _named(self) -> str:
        value = self._value(self.kind.title)
        return value if isinstance(value, str) else best_text(value, window_language())

    def _show_parts(self) -> None:
        """Those of the record as it stands; one of another kind stays while something is in it."""
        for name, box in self.sections.items():
            field, codes = box.section.only
            wanted = not field or self._value(field) in codes or not self.section_is_empty(name)
            box.ask(wanted)

    def _narrow_all(self) -> None:
        for name, about in self._about.items():
            if about.narrowed_by:
                self._narrow(name, about.narrowed_by)

    def _narrow(self, name: str, by: str) -> None:
        field = self._made.get(name)
        if field is not None and by in self.fields and isinstance(field.input, CodeInput):
            value = self._value(by)
            code = value if isinstance(value, str) else ""
            field.input.set_choices(choices_of(field.about, self._context.names, code))

    def _on_names(self, kind: str) -> None:
        for field in self._made.values():
            if field.about.names == kind and isinstance(field.input, CodeInput | CodesInput):
                field.input.set_choices(choices_of(field.about, self._context.names))
            elif (lines := field.lines()) is not None:
                lines.names_changed(kind)


def _placed(
    kind: RecordType, rows: Sequence[Row] | None
) -> Iterator[tuple[Section, Sequence[Row]]]:
    if rows is not None:
        yield Section("", ""), rows
        return
    sections = {section.name: section for section in kind.sections}
    for name, placed in record_type(kind.code).arranged.items():
        yield sections[name], placed


def _shows(field: Field, value: Any) -> bool:
    """A field that was just made shows that there is nothing."""
    return field.lines() is None and bool(field.value() == value)


def _fill(field: Field, value: Any) -> None:
    """Show what stands in the record."""
    if isinstance(field.input, KeepsEntries):
        field.input.start(value)
    else:
        field.set_value(value)


def _complaining(name: str, field: Field) -> str:
    """Path of what complains in this field: of lines the first."""
    lines = field.lines()
    if lines is None:
        return name
    line, inside = lines.first_refused()
    return f"{name}.{line + 1}.{inside}"
