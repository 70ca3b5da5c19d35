"""The lines of a field as a table; the last row is always the empty one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from rilo_desktop.records import FieldType, fields_of

from ...texts import tr
from ...values import NameOf, is_empty, shown

Index = QModelIndex | QPersistentModelIndex
NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL)


class LinesModel(QAbstractTableModel):
    """`columns` are names of fields of the line class."""

    edited = Signal(str)
    """The officer changed a line: "2.unit", or "" where lines came, went or moved."""

    def __init__(self, cls: type[Any], columns: Sequence[str], name_of: NameOf | None) -> None:
        super().__init__()
        self.cls, self.columns = cls, tuple(columns)
        self.about = fields_of(cls)
        self.lines: list[Any] = []
        self.kept = 0
        """Lines at the beginning that are never changed."""
        self._name_of = name_of
        self._found: Mapping[tuple[int, str], str] = {}
        self.refused: dict[tuple[int, str], str] = {}
        """(row, field) -> what was written there and is no value: kept until it is mended."""

    def set_parent(self, parent: QObject) -> None:
        self.setParent(parent)

    def show_lines(self, lines: Sequence[Any], kept: int = 0) -> None:
        if len(lines) == len(self.lines) and kept == self.kept:
            self.lines = list(lines)
            self.refused.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines), self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines, self.kept = list(lines), kept
        self.refused.clear()
        self.endResetModel()

    def value(self) -> tuple[Any, ...]:
        """The lines, without those in which nothing stands."""
        return tuple(line for line in self.lines if not self._is_blank(line))

    def _is_blank(self, line: Any) -> bool:
        return all(is_empty(getattr(line, name)) for name in self.about)

    def get(self, row: int, name: str) -> Any:
        return getattr(self.lines[row], name) if row < len(self.lines) else None

    def put(self, row: int, name: str, value: Any) -> None:
        """Change a field of a line; of the last, empty row it makes a new line."""
        if row < self.kept or (row >= len(self.lines) and is_empty(value)):
            return
        if row >= len(self.lines):
            self.add()
            row = len(self.lines) - 1
        mended = self.refused.pop((row, name), "")
        if getattr(self.lines[row], name) == value and not mended:
            return
        self.lines[row] = dataclasses.replace(self.lines[row], **{name: value})
        self._tell(row, row, f"{row + 1}.{name}")

    def refuse(self, row: int, name: str, text: str) -> None:
        """Keep a text that is no value where it was written; the line keeps its value."""
        if row < self.kept or self.refused.get((row, name)) == text:
            return
        if row >= len(self.lines):
            self.add()
            row = len(self.lines) - 1
        self.refused[row, name] = text
        self._tell(row, row, f"{row + 1}.{name}")

    def _tell(self, first: int, last: int, path: str = "") -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.edited.emit(path)

    def add(self) -> int:
        """The empty row becomes a line, and another empty one comes below; gives its row."""
        row = len(self.lines)
        self.beginInsertRows(QModelIndex(), row + 1, row + 1)
        self.lines.append(self.cls())
        self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        return row

    def take_away(self, row: int) -> None:
        if self.kept <= row < len(self.lines):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.lines[row]
            self.refused = {
                (at - (at > row), name): text
                for (at, name), text in self.refused.items()
                if at != row
            }
            self.endRemoveRows()
            self.edited.emit("")

    def move(self, row: int, by: int) -> int:
        """Put a line `by` places later (or earlier); gives its new row."""
        to = row + by
        if not (self.kept <= row < len(self.lines) and self.kept <= to < len(self.lines)):
            return row
        self.lines[row], self.lines[to] = self.lines[to], self.lines[row]
        places = {row: to, to: row}
        self.refused = {
            (places.get(at, at), name): text for (at, name), text in self.refused.items()
        }
        self._tell(min(row, to), max(row, to))
        return to

    def show_findings(self, found: Mapping[tuple[int, str], str]) -> None:
        """`found`: (row, field) -> severity."""
        if found != self._found:
            self._found = dict(found)
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )

    def severity(self, row: int, name: str = "") -> str:
        """What was found at a field, or anywhere in the row: "blocks", "warns" or ""."""
        if name:
            return "blocks" if (row, name) in self.refused else self._found.get((row, name), "")
        found = {severity for (at, _), severity in self._found.items() if at == row}
        found |= {"blocks" for at, _ in self.refused if at == row}
        return "blocks" if "blocks" in found else "warns" if found else ""

    def text(self, row: int, name: str) -> str:
        refused = self.refused.get((row, name))
        return refused or shown(self.about[name], self.get(row, name), self._name_of)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.row() < self.kept else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        about = self.about[self.columns[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(about.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = about.type in NUMBERS
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.text(index.row(), name) or tr("empty")
            return f"{tr(self.about[name].label)}: {text}"
        return None
