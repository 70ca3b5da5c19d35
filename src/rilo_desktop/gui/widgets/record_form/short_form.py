"""The short form: the fields of the full form that an officer in a hurry fills in, moved together.

A field is one widget. It goes from its place in the full form to its place here and back, with
what is typed in it, its focus and what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.form_spec import ShortForm

from ...i18n import plural, tr
from ...theme.tokens import SMALL
from ..buttons import button, rename
from ..form import Field, align_row
from ..inputs.block import BlockInput
from ..labels import Label
from ..layouts import focus_chain, hbox, vbox
from ..lines import LinesInput
from ..responsive_row import responsive_row
from ..route.input import RouteInput
from .sections import Slot

LEAST_LINES = 2
"""Of a long text."""


class ShortFormBox(QWidget):
    """Its rows are made once, empty; `gather` brings the fields."""

    more_wanted = Signal()

    def __init__(self, spec: ShortForm) -> None:
        super().__init__()
        self.spec = spec
        self._lines: dict[str, int] = {}
        """Lines of an empty text in the full form."""
        self._slots = {name: Slot() for name in spec.names}
        self._derived = Label("", SMALL, tone="text2", wrap=True)
        self._derived.hide()
        self._more = button(tr("More fields"), self.more_wanted.emit, "link", "plus", high=24)
        rows = [
            responsive_row([(self._slots[cell.field], cell.share) for cell in row])
            for row in spec.rows
        ]
        foot = hbox((self._derived, 1), self._more, gap=12)
        vbox(*rows, foot, None, gap=8, into=self)

    def gather(self, field_of: Callable[[str], Field]) -> None:
        fields = {name: field_of(name) for name in self.spec.names}
        for row in self.spec.rows:
            align_row([fields[cell.field] for cell in row])
        for name, field in fields.items():
            self._slots[name].take(field)
            field.show_label(not isinstance(field.input, RouteInput))  # its ends have their own
            if isinstance(field.input, BlockInput):
                self._lines[name] = field.input.least_lines
                field.input.set_least_lines(min(LEAST_LINES, self._lines[name]))
            if isinstance(field.input, LinesInput):
                field.input.show_columns(self.spec.columns.get(field.input.model.cls, ()))

    def let_go(self, field: Field) -> None:
        if isinstance(field.input, BlockInput):
            field.input.set_least_lines(self._lines.get(field.name, field.input.least_lines))
        if isinstance(field.input, LinesInput):
            field.input.show_columns(None)

    def show_rest(self, filled: int, derived: str) -> None:
        """How many fields of the full form hold something, and what was filled in there."""
        self._derived.setText(derived)
        self._derived.setVisible(bool(derived))
        text = plural("More fields ({count} filled)", "More fields ({count} filled)", filled)
        rename(self._more, text if filled else tr("More fields"))


class FormShape:
    """Which of two forms is shown, where a record type has a short one: where its fields stand."""

    def __init__(
        self, spec: ShortForm | None, made: Mapping[str, Field], names: Sequence[str]
    ) -> None:
        """`made`: the fields that there are; `names`: of all of them, in the order of the form."""
        self.boxes: tuple[ShortFormBox, ...] = (ShortFormBox(spec),) if spec is not None else ()
        for box in self.boxes:
            box.hide()
        self.is_short = False
        self.unlabelled: set[str] = set()
        """Fields under a title of the full form that says the same as their label."""
        self._made, self._names = made, names
        self._homes: dict[str, Slot] = {}

    def place(self, field: Field) -> QWidget:
        """What stands in the full form for a field."""
        if not any(field.name in box.spec.names for box in self.boxes):
            return field
        slot = self._homes[field.name] = Slot()
        if not self.is_short:
            slot.take(field)
        return slot

    def reaches(self, path: str) -> bool:
        """Can one get to the field of a path as the form is shown?"""
        if not self.is_short:
            return True
        name, *inside = path.split(".")
        if not any(name in box.spec.names for box in self.boxes):
            return False
        lines = self._made[name].input
        if not inside or not isinstance(lines, LinesInput):
            return True
        return lines.reaches(int(inside[0]) - 1, inside[1] if len(inside) > 1 else "")

    def place_in_order(self, path: str) -> tuple[int, int, int]:
        """Sorts paths as they are read from top to bottom; what is not shown comes last."""
        shown = self.boxes[0].spec.names if self.is_short else ()
        names = [*dict.fromkeys((*shown, *self._names))]
        name, *inside = path.split(".")
        if name not in names:
            return len(names), 0, 0
        at, line = names.index(name), int(inside[0]) if inside else 0
        if not self.reaches(path):
            at += len(names)
        lines = self._made[name].input if name in self._made else None
        if len(inside) < 2 or not isinstance(lines, LinesInput):
            return at, line, 0
        order = lines.reading_order
        return at, line, order.index(inside[1]) if inside[1] in order else len(order)

    def switch(self, short: bool, field_of: Callable[[str], Field], form: QWidget) -> bool:
        """Is it another one than before? `field_of` makes a field before its turn."""
        if not self.boxes or short == self.is_short:
            return False
        (box,) = self.boxes
        focused = form.focusWidget()
        self.is_short = short
        if short:
            box.gather(field_of)
            _order_tabs(box.spec.names, self._made, form)
        else:
            for name, slot in self._homes.items():
                field = self._made[name]
                slot.take(field)
                field.show_label(name not in self.unlabelled)
                box.let_go(field)
            _order_tabs(self._names, self._made, form)
        box.setVisible(short)
        if focused is not None and form.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _order_tabs(names: Sequence[str], fields: Mapping[str, Field], form: QWidget) -> None:
    """Let Tab come to these fields in this order, those of them that are made."""
    chains: dict[Field, list[QWidget]] = {fields[name]: [] for name in names if name in fields}
    for widget in focus_chain(form):
        owner = _owner(widget, chains)
        if owner is not None:
            chains[owner].append(widget)
    for one, other in pairwise(widget for chain in chains.values() for widget in chain):
        QWidget.setTabOrder(one, other)


def _owner(widget: QWidget, fields: Mapping[Field, object]) -> Field | None:
    """The field in which it stands, or to whose lines it is a tool."""
    at: QWidget | None = widget
    while at is not None:
        if isinstance(at, Field) and at in fields:
            return at
        at = at.parentWidget()
    for field in fields:
        lines = field.lines()
        if lines is not None and widget in lines.tools:
            return field
    return None
