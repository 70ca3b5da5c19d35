"""The parts of an editor: a title, and its fields in rows. Made one row after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from rilo_desktop.presentation.form_spec import Cell, Row
from rilo_desktop.records.field_specs import Section

from ...i18n import tr
from ...theme import scaled
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ..form import Field, align_row
from ..labels import ElidedLabel
from ..layouts import end_of_focus, focus_chain, hbox, takes_focus
from ..responsive_row import responsive_row

ROW = 66
"""Usual height of a row of fields, in unscaled pixels: kept free until the row is there."""

TOOLS_APART = 12
BELOW_HEAD, BETWEEN_ROWS = 8, 12

MakeField = Callable[[Cell, Section, bool], Field]


class Slot(QWidget):
    """The place of a field that stands in one of two places: it goes from one to the other."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def take(self, field: Field) -> None:
        self._box.addWidget(field)
        field.setVisible(True)


Place = Callable[[Field], QWidget]
"""What stands in a row for a field: itself, or its slot."""


class SectionBox(QWidget):
    """A part of the record: a title and space, no frame. Empty until its rows are made."""

    def __init__(self, section: Section, rows: Sequence[Row]) -> None:
        super().__init__()
        self.section = section
        self.rows = rows
        self._waiting = deque(rows)
        self._chain: list[QWidget] = []
        self.last: QWidget | None = None
        """The last widget of the row made last."""
        self._head: QWidget | None = None
        self._has_tools = False
        self.is_asked = True
        """Is it a part of the record as it stands?"""
        self._is_aside = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._free = QSpacerItem(0, scaled(ROW) * len(rows))
        self._box.addSpacerItem(self._free)

    @property
    def names(self) -> list[str]:
        """The names of its fields, whether they are made or not."""
        return [cell.field for cells in self.rows for cell in cells]

    @property
    def complete(self) -> bool:
        return not self._waiting

    def ask(self, asked: bool) -> None:
        self.is_asked = asked
        self.setVisible(asked and not self._is_aside)

    def set_aside(self, aside: bool) -> None:
        """Out of sight while another part of the record is a page of its own."""
        self._is_aside = aside
        self.setVisible(self.is_asked and not aside)

    def make_row(self, make: MakeField, place: Place) -> dict[str, Field]:
        """Make the fields of the next row; gives them by their names."""
        head = self._head or self._made_head()
        cells = self._waiting.popleft()
        fields = {cell.field: make(cell, self.section, self.is_alone) for cell in cells}
        align_row(list(fields.values()))
        tools = [tool for field in fields.values() for tool in self._place_tools(field)]
        made = responsive_row([(place(fields[cell.field]), cell.share) for cell in cells])
        chain = [*tools, *focus_chain(made)]
        for field in fields.values():
            chain = _tools_first(chain, field)
        self._chain = [widget for widget in chain if takes_focus(widget)]
        head.setVisible(bool(self.section.label))
        self._place(made)
        return fields

    def follow(self, before: QWidget | None) -> None:
        """Let Tab come to the row made last after the others of this part, or after `before`.

        Qt puts what is made later behind everything in the window, whatever stands below it.
        """
        for widget in self._chain:
            after = self.last or before
            if after is not None:
                QWidget.setTabOrder(_end_of_field(after), widget)
            self.last = widget

    @property
    def is_alone(self) -> bool:
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    def _made_head(self) -> QWidget:
        title = ElidedLabel(tr(self.section.label), SECTION, SEMIBOLD)
        title.sideways(QSizePolicy.Policy.Preferred)
        hint = ElidedLabel(tr(self.section.hint), SMALL, tone="text3")
        hint.sideways(QSizePolicy.Policy.Ignored)  # it gives way before the title does
        head = self._head = hbox(title, 8, (hint, 1))
        if self.section.label:
            self._box.insertWidget(0, head)
            self._box.insertSpacing(1, scaled(BELOW_HEAD))
        return head

    def _place(self, made: QWidget) -> None:
        """Above what is kept free for the rows that wait."""
        if len(self._waiting) < len(self.rows) - 1:
            self._box.insertSpacing(self._box.count() - 1, scaled(BETWEEN_ROWS))
        self._box.insertWidget(self._box.count() - 1, made)
        self._free.changeSize(0, scaled(ROW) * len(self._waiting))
        self._box.invalidate()
        made.setVisible(True)

    def _place_tools(self, field: Field) -> list[QWidget]:
        """What can be done with lines: beside the title of the part, or at the field's label.

        Gives those that stand outside of the row.
        """
        lines = field.lines()
        if lines is None or not lines.tools or self._head is None:
            return []
        is_titled = self.section.label and (self.is_alone or field.name == self.section.name)
        if self._has_tools or not is_titled:
            field.show_tools(lines.tools)
            return []
        self._has_tools = True
        beside = self._head.layout()
        assert isinstance(beside, QHBoxLayout)
        for tool in lines.tools:
            beside.addSpacing(scaled(TOOLS_APART))
            beside.addWidget(tool)
        return list(lines.tools)


class Fields(Mapping[str, Field]):
    """Every field of a form by its name. Whoever asks for one that is not made yet gets it."""

    def __init__(
        self, made: Mapping[str, Field], names: Sequence[str], make: Callable[[str], None]
    ):
        self._made, self._names, self._make = made, tuple(names), make

    def __getitem__(self, name: str) -> Field:
        if name not in self._made:
            self._make(name)
        return self._made[name]

    @property
    def made(self) -> Mapping[str, Field]:
        """Those that somebody saw or asked for."""
        return self._made

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _tools_first(chain: list[QWidget], field: Field) -> list[QWidget]:
    """Tab comes to what stands beside the label of a field before it comes to its lines."""
    lines = field.lines()
    tools = [tool for tool in chain if lines is not None and tool in lines.tools]
    inside = [at for at, widget in enumerate(chain) if field.input.isAncestorOf(widget)]
    if not tools or not inside:
        return chain
    first = chain[inside[0]]
    rest = [widget for widget in chain if widget not in tools]
    at = rest.index(first)
    return rest[:at] + tools + rest[at:]


def _end_of_field(widget: QWidget) -> QWidget:
    """The last widget of its field that Tab comes to from there; fields of a line may be new."""
    field: QWidget | None = widget
    while field is not None and not isinstance(field, Field):
        field = field.parentWidget()
    return end_of_focus(field, widget) if field is not None else widget
