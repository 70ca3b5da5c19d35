"""The input for a route: legs are moved by mouse or keyboard, the chosen one is written below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.records import FieldSpec

from ...i18n import mirrored, tr
from ..buttons import is_key
from ..inputs import Choices
from ..lines import LinesInput
from ..value_formatting import NameOf, not_read
from .ends import DESTINATION, FROM, TRANSIT, RouteEnds
from .legs import LegsModel
from .strip import StripView

_ALT, _KEYS = Qt.KeyboardModifier.AltModifier, Qt.Key


class RouteInput(LinesInput):
    earlier_icon, later_icon = "arrow-left", "arrow-right"

    def __init__(
        self, about: FieldSpec, look: LinesSpec, choices: Choices, name_of: NameOf = not_read
    ) -> None:
        self._ends: RouteEnds | None = None
        super().__init__(about, look, choices, name_of)
        self.view.clicked.connect(self._on_clicked)

    def make_model(self, cls: type[Any], columns: list[str], name_of: NameOf) -> LegsModel:
        return LegsModel(cls, columns, name_of)

    def make_view(self, _choices: Choices) -> QAbstractItemView:
        assert isinstance(self.model, LegsModel)
        view = StripView(self.model)
        view.dropped.connect(self._on_dropped)
        return view

    def show_columns(self, columns: Sequence[tuple[str, int]] | None) -> None:
        """In the short form the two ends of the route take the place of the strip."""
        super().show_columns(columns)
        if self._ends is None:
            self._ends = RouteEnds(self.model, self._choices)
            self._ends.show_findings(self._found)
            box = self.layout()
            assert isinstance(box, QVBoxLayout)
            box.insertWidget(0, self._ends)
        self._ends.setVisible(self.is_short)
        self.view.setVisible(not self.is_short)
        first = self._ends.fields[FROM, "country"].input.target()
        self.view.setFocusProxy(first if self.is_short else None)  # type: ignore[arg-type]

    def reaches(self, line: int, name: str) -> bool:
        return not (self.is_short and self._ends) or self._ends.has(line, name)

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        super().show_findings(found)
        if self._ends is not None:
            self._ends.show_findings(found)

    def go_to(self, line: int, name: str) -> None:
        if not (self.is_short and self._ends is not None and self._ends.take_focus(line, name)):
            super().go_to(line, name)

    def line_name(self, line: int) -> str:
        return tr("Stop {number} of {all}", number=line + 1, all=len(self.model.lines))

    def begin_line(self) -> int:
        """Before the destination that somebody wrote; one that follows from the order moves on."""
        last = len(self.model.lines) - 1
        is_end = last >= 0 and self.model.lines[last].role == DESTINATION
        if not is_end or (last, "role") in self.model.sources:
            return super().begin_line()
        begun = self.model.cls(role=TRANSIT)
        if last and self.model.lines[last - 1] == begun:
            return last - 1
        return self.model.insert(last, (begun,))

    def write_first(self) -> None:
        """Its role, which stands before the country, follows from the order of the stops."""
        self.fields["country"].take_focus()

    def _on_dropped(self, leg: int, before: int) -> None:
        """Put a leg before another one."""
        self._go_to(leg)
        self.move_line(before - leg - (before > leg))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.row() >= len(self.model.lines):
            self.add()

    def is_earlier(self, event: QEvent) -> bool:
        back = _KEYS.Key_Right if mirrored() else _KEYS.Key_Left
        return super().is_earlier(event) or is_key(event, QKeyCombination(_ALT, back))

    def is_later(self, event: QEvent) -> bool:
        on = _KEYS.Key_Left if mirrored() else _KEYS.Key_Right
        return super().is_later(event) or is_key(event, QKeyCombination(_ALT, on))

    def pressed(self, event: QEvent) -> bool:
        if is_key(event, _KEYS.Key_Delete):
            self.take_away()
        elif is_key(event, _KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_F2):
            self._write(self.view.currentIndex())
        else:
            return super().pressed(event)
        return True

    def _write(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.lines):
            self.write_first()
        else:  # the empty place behind the stops, or none yet
            self.add()
