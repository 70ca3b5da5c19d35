"""The input of a place: coordinates as they are typed, then as they were understood."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QFocusEvent

from rilo_desktop.questions import coordinates
from rilo_desktop.questions.definition import ItemType
from rilo_desktop.records import FieldSpec

from ...i18n import tr
from ..inputs.block import BlockInput
from ..inputs.line import FormattedInput


class _Place(Protocol):
    kind: ItemType

    def hasFocus(self) -> bool: ...


class PointInput(FormattedInput):
    def __init__(self, about: FieldSpec) -> None:
        super().__init__(about, may_be_unknown=True)
        self.kind = ItemType.GEOPOINT
        self.setMaxLength(coordinates.LONGEST)

    def parsed(self, text: str) -> Any:
        return coordinates.kept(self.kind, text)

    def written(self, value: Any, editing: bool) -> str:
        del editing
        return shown(self.kind, value)


class PointsInput(BlockInput):
    """A line or an area: a point on each line of the text."""

    def __init__(self, about: FieldSpec, kind: ItemType) -> None:
        super().__init__(about, may_be_unknown=True)
        self.kind = kind

    def parsed(self, text: str) -> Any:
        return coordinates.kept(self.kind, text) or None

    def written(self, value: Any) -> str:
        return shown(self.kind, value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        value = self.value()
        if isinstance(value, str):
            self.set_value(value)
        super().focusOutEvent(event)


def shown(kind: ItemType, value: str) -> str:
    """As it is said, where that can be typed too: an altitude can not."""
    said = coordinates.said(value)
    typed = said if coordinates.kept(kind, said) == value else value
    return typed.replace(";", "\n").replace("\n ", "\n")


def understood(place: _Place, value: str) -> str:
    """What is said below a place while it is typed; of half of one it is too early to complain."""
    if coordinates.problem_of(place.kind, value) is not None:
        return tr("Write latitude and longitude, for example 4.60971, -74.08175.")
    return tr("Understood: {place}", place=coordinates.said(value))
