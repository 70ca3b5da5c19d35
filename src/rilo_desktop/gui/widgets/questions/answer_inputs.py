"""The input of a question: which widget it is, and its value as text and back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from textwrap import wrap
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QWidget,
)

from rilo_desktop.questions.checks import ACKNOWLEDGED
from rilo_desktop.questions.definition import Item, ItemType
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType

from ...i18n import tr
from ...theme import scaled
from ..buttons import Segments, is_key
from ..inputs.block import BlockInput
from ..inputs.code import Choice as CodeChoice
from ..inputs.code import CodeInput
from ..inputs.codes import CodesInput
from ..inputs.flag import FlagInput
from ..inputs.line import DateInput, NumberInput, TextInput, TimeInput
from ..layouts import hbox
from .picture_input import AnswerPictures, PictureInput
from .place_input import PointInput, PointsInput

FEW_CHOICES, FEW_LETTERS = 4, 48
"""So many choices, with so many letters in all, stand beside each other."""
MOST_BOXES = 16
"""So many choices are boxes to tick; more are chosen from a list."""
_UNKNOWN = "\0"
_MULTILINE = "multiline"


class SegmentsInput(QWidget):
    """One of a few choices, beside each other; arrows move, Alt and a digit chooses."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[CodeChoice]) -> None:
        super().__init__()
        shown = (*choices, CodeChoice(_UNKNOWN, tr("Not known")))
        self._keys = [choice.code for choice in shown]
        named = [(choice.code, choice.label) for choice in shown]
        self._parts = Segments(named, name, at=None)
        self._parts.chosen.connect(lambda _key: self.changed.emit())
        for key in self._keys:
            self._parts.part(key).installEventFilter(self)
        hbox(self._parts, None, into=self)

    def target(self) -> QWidget:
        return self._parts.part(self._parts.key or self._keys[0])

    def value(self) -> Any:
        key = self._parts.key
        return NOT_KNOWN if key == _UNKNOWN else key or None

    def set_value(self, value: Any) -> None:
        key = _UNKNOWN if value is NOT_KNOWN else str(value or "")
        self._parts.choose(key if key in self._keys else "")

    def complaint(self) -> str:
        return ""

    def press(self, number: int) -> None:
        """The choice of this number, from 1."""
        if 0 < number <= len(self._keys):
            part = self._parts.part(self._keys[number - 1])
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)
            part.click()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Backspace takes the answer away."""
        is_key_down = event.type() == QEvent.Type.KeyPress
        if is_key_down and is_key(event, Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._parts.choose("")
            self.changed.emit()
            return True
        return False


SHORT, LINE = 28, 60
"""Characters of choices that stand in two columns, and of a line of longer ones."""


class ChecksInput(QWidget):
    """Any of some choices, below each other; arrows move, Space ticks."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[CodeChoice]) -> None:
        super().__init__()
        self._others: tuple[str, ...] = ()
        """Codes of the answer that are none of the choices: they stay."""
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(scaled(4))
        grid.setHorizontalSpacing(scaled(20))
        columns = 2 if all(len(choice.label) <= SHORT for choice in choices) else 1
        rows = -(-len(choices) // columns)
        for at, choice in enumerate(choices):
            text = "\n".join(wrap(choice.label, LINE))  # a box breaks no line by itself
            box = QCheckBox(text.replace("&", "&&"))
            box.setAccessibleName(f"{name}: {choice.label}")
            box.toggled.connect(lambda _on: self.changed.emit())
            box.installEventFilter(self)
            self._boxes[choice.code] = box
            grid.addWidget(box, at % rows, at // rows)
        grid.setColumnStretch(1, 1)

    def target(self) -> QWidget:
        return next(iter(self._boxes.values()))

    def value(self) -> tuple[str, ...]:
        chosen = (code for code, box in self._boxes.items() if box.isChecked())
        return (*chosen, *self._others)

    def set_value(self, value: Any) -> None:
        codes = value if isinstance(value, tuple) else ()
        self._others = tuple(code for code in codes if code not in self._boxes)
        for code, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(code in codes)

    def complaint(self) -> str:
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down, up = is_key(event, Qt.Key.Key_Down), is_key(event, Qt.Key.Key_Up)
        if event.type() != QEvent.Type.KeyPress or not (down or up):
            return False
        boxes = list(self._boxes.values())
        at = next(n for n, box in enumerate(boxes) if box is watched) + (1 if down else -1)
        if 0 <= at < len(boxes):
            boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def input_of(
    item: Item, offered: Sequence[CodeChoice], label: str, pictures: AnswerPictures, changing: bool
) -> Any:
    """An input (`inputs.base.Input`) for a question; `changing`: do answers change its choices?"""
    about = FieldSpec(_FIELD_TYPES.get(item.type, FieldType.TEXT), label)
    match item.type:
        case ItemType.SELECT_ONE if not changing and _are_few(offered):
            return SegmentsInput(label, offered)
        case ItemType.SELECT_ONE:
            return CodeInput(about, offered, may_be_unknown=True)
        case ItemType.SELECT_MULTIPLE if not changing and len(offered) <= MOST_BOXES:
            return ChecksInput(label, offered)
        case ItemType.SELECT_MULTIPLE | ItemType.RANK:
            return CodesInput(about, offered)
        case ItemType.ACKNOWLEDGE:
            return FlagInput(about)
        case ItemType.IMAGE:
            return PictureInput(label, pictures)
        case _:
            return _typed(item, about)


def _typed(item: Item, about: FieldSpec) -> Any:
    match item.type:
        case ItemType.INTEGER:
            return NumberInput(about, may_be_unknown=True, whole=True)
        case ItemType.DECIMAL | ItemType.RANGE:
            return NumberInput(about, may_be_unknown=True)
        case ItemType.DATE:
            return DateInput(about, may_be_unknown=True, partial=False)
        case ItemType.TIME | ItemType.DATE_TIME:
            with_day = item.type is ItemType.DATE_TIME
            return TimeInput(about, may_be_unknown=True, with_day=with_day)
        case ItemType.GEOPOINT:
            return PointInput(about)
        case ItemType.GEOTRACE | ItemType.GEOSHAPE:
            return PointsInput(about, item.type)
        case ItemType.TEXT if _MULTILINE in item.appearance:
            return BlockInput(about, may_be_unknown=True)
        case _:
            return TextInput(about, may_be_unknown=True)


_FIELD_TYPES = {
    ItemType.INTEGER: FieldType.INTEGER,
    ItemType.DECIMAL: FieldType.DECIMAL,
    ItemType.RANGE: FieldType.DECIMAL,
    ItemType.DATE: FieldType.DATE,
    ItemType.SELECT_ONE: FieldType.CODE,
    ItemType.SELECT_MULTIPLE: FieldType.CODES,
    ItemType.RANK: FieldType.CODES,
    ItemType.ACKNOWLEDGE: FieldType.FLAG,
}


def _are_few(offered: Sequence[CodeChoice]) -> bool:
    letters = sum(len(each.label) for each in offered)
    return len(offered) <= FEW_CHOICES and letters <= FEW_LETTERS


def is_narrow(item: Item) -> bool:
    """Is its input as wide as a number or a day?"""
    kinds = {ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE, ItemType.DATE, ItemType.TIME}
    return item.type in kinds or item.type is ItemType.DATE_TIME


def text_of(value: Any) -> tuple[str, bool]:
    """The answer as text, and whether it is said not to be known."""
    if value is NOT_KNOWN:
        return "", True
    if value is None:
        return "", False
    if isinstance(value, tuple):
        return " ".join(map(str, value)), False
    if isinstance(value, bool):
        return (ACKNOWLEDGED if value else ""), False
    if isinstance(value, Decimal):
        return f"{value:f}", False
    return str(value), False


def value_of(item: Item, text: str, not_known: bool) -> Any:
    """What the input shows of an answer; text that is no value is shown as it is."""
    if not_known:
        return NOT_KNOWN if item.type not in (ItemType.SELECT_MULTIPLE, ItemType.RANK) else ()
    match item.type:
        case ItemType.SELECT_MULTIPLE | ItemType.RANK:
            return tuple(text.split())
        case ItemType.ACKNOWLEDGE:
            return text == ACKNOWLEDGED or None
        case ItemType.INTEGER | ItemType.DECIMAL | ItemType.RANGE if text:
            return _number(item, text)
        case _:
            return text or None


def _number(item: Item, text: str) -> Any:
    try:
        number = Decimal(text)
        return int(number) if item.type is ItemType.INTEGER else number
    except (InvalidOperation, ValueError, OverflowError):
        return text
