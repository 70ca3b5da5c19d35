"""The parts of an editor: a title, and its fields in rows. Made one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rilo_desktop.records.describe import Section

from ..texts import tr
from ..theme import scaled
from ..theme.tokens import SECTION, SEMIBOLD, SMALL
from ..widgets.boxes import Item, column, row
from ..widgets.form import Field, stand_level
from ..widgets.shares import shared_row
from ..widgets.words import Label, ShortLabel
from .arrangement import Cell, Row

ROW = 66
"""Usual height of a row of fields, in unscaled pixels: kept free until the row is there."""

TOOLS_APART = 12

MakeField = Callable[[Cell, Section, bool], Field]


class SectionBox(QWidget):
    """A part of the record: a title and space, no frame. Empty until it is filled."""

    def __init__(self, section: Section, rows: Sequence[Row]) -> None:
        super().__init__()
        self.section = section
        self._rows = rows
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setMinimumHeight(scaled(ROW) * len(rows))

    @property
    def names(self) -> list[str]:
        """The names of its fields, whether they are made or not."""
        return [cell.field for cells in self._rows for cell in cells]

    def fill(self, make: MakeField) -> dict[str, Field]:
        """Make the fields; gives them by their names."""
        content, fields = self._content(make)
        chain = list(_focus_chain(content))
        for field in fields.values():
            chain = _tools_first(chain, field)
        self._box.addWidget(content)
        content.setVisible(True)
        self.setMinimumHeight(0)
        self._chain = [w for w in chain if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
        return fields

    def follow(self, last: QWidget | None) -> QWidget | None:
        """Let Tab come here after `last`; gives the last widget of this part.

        Qt puts what is made later behind everything in the window, whatever stands below it.
        """
        for widget in self._chain:
            if last is not None:
                QWidget.setTabOrder(last, widget)
            last = widget
        return last

    def _content(self, make: MakeField) -> tuple[QWidget, dict[str, Field]]:
        alone = len(self._rows) == 1 and len(self._rows[0]) == 1
        parts: list[Item] = []
        fields: dict[str, Field] = {}
        beside: list[Item] = []
        for cells in self._rows:
            made = []
            for cell in cells:
                field = fields[cell.field] = make(cell, self.section, alone)
                made.append((field, cell.share))
                lines = field.lines()
                if lines is not None:
                    if not beside and (alone or cell.field == self.section.name):
                        beside = [part for tool in lines.tools for part in (TOOLS_APART, tool)]
                    else:
                        field.show_tools(lines.tools)
            stand_level([field for field, _ in made])
            parts.append(shared_row(made))
        title = Label(tr(self.section.label), SECTION, SEMIBOLD)
        hint = ShortLabel(tr(self.section.hint), SMALL, tone="text3")
        head = row(title, 8, (hint, 1), *beside)
        return column(head, 8, column(*parts, gap=12)), fields


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


def _focus_chain(widget: QWidget) -> Iterator[QWidget]:
    """What Tab would visit in a widget that stands in no window yet."""
    at = widget.nextInFocusChain()
    while at is not None and at is not widget:
        yield at
        at = at.nextInFocusChain()
