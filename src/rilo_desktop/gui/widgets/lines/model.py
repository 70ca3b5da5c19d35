"""The lines of a field as a table; the last row is always the empty one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from rilo_desktop.records import FieldType, fields_of

from ...i18n import tr
from ..labels import tip
from ..value_formatting import NameOf, is_empty, shown

Index = QModelIndex | QPersistentModelIndex
Found = Mapping[tuple[int, str], tuple[str, str]]
"""(row, field) -> (severity, sentence)."""
NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL)


class LinesModel(QAbstractTableModel):
    """`columns` are names of fields of the line class."""

    edited = Signal(str)
    """The officer changed a line: "2.unit", or "" where lines came, went or moved."""

    def __init__(self, cls: type[Any], columns: Sequence[str], name_of: NameOf) -> None:
        super().__init__()
        self.cls, self.columns = cls, tuple(columns)
        self.about = fields_of(cls)
        self.lines: list[Any] = []
        self.kept = 0
        """Lines at the beginning that are never changed, but for what may be filled in later."""
        self._held: list[Any] = []
        """These lines as they stand in the record."""
        self._name_of = name_of
        self._found: Found = {}
        self.sources: Mapping[tuple[int, str], str] = {}
        """(row, field) -> from what its value was filled in."""
        self.refused: dict[tuple[int, str], str] = {}
        """(row, field) -> what was written there and is no value: kept until it is mended."""

    def show_lines(self, lines: Sequence[Any], held: Sequence[Any] = ()) -> None:
        """`held`: the first of them as they stand in the record, where they are kept."""
        kept, self._held = len(held), list(held)
        if len(lines) == len(self.lines) and kept == self.kept:
            self.lines = list(lines)
            self.refused.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines), self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines, self.kept = list(lines), kept
        self.refused.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[str]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def value(self) -> tuple[Any, ...]:
        """The lines, without those in which nothing stands."""
        return tuple(line for line in self.lines if not self._is_blank(line))

    def _is_blank(self, line: Any) -> bool:
        return all(is_empty(getattr(line, name)) for name in self.about)

    def row_of(self, line: int) -> int:
        """The row of a line of `value`."""
        written = [n for n, one in enumerate(self.lines) if not self._is_blank(one)]
        return written[line] if line < len(written) else len(self.lines)

    def show_sources(self, sources: Mapping[tuple[int, str], str]) -> None:
        if sources != self.sources:
            self.sources = sources
            self._repaint()

    def get(self, row: int, name: str) -> Any:
        return getattr(self.lines[row], name) if row < len(self.lines) else None

    def typed_with(self, name: str) -> tuple[str, ...]:
        """The fields whose codes are typed with this one: of a number its unit or currency."""
        about = self.about[name]
        field = about.beside.get("unit") or about.beside.get("currency")
        return (*((field,) if field else ()), *about.typed_with)

    def is_locked(self, row: int, name: str) -> bool:
        """May this field of a line not be written?"""
        if row >= self.kept:
            return False
        return not (self.about[name].filled_later and is_empty(getattr(self._held[row], name)))

    def put(self, row: int, name: str, value: Any) -> None:
        """Change a field of a line; of the last, empty row it makes a new line."""
        if self.is_locked(row, name) or (row >= len(self.lines) and is_empty(value)):
            return
        if row >= len(self.lines):
            self.add()
            row = len(self.lines) - 1
        mended = self.refused.pop((row, name), "")
        if getattr(self.lines[row], name) == value and not mended:
            return
        self.lines[row] = dataclasses.replace(self.lines[row], **{name: value})
        self._emit_changed(row, row, f"{row + 1}.{name}")

    def refuse(self, row: int, name: str, text: str) -> None:
        """Keep a text that is no value where it was written; the line keeps its value."""
        if self.is_locked(row, name) or self.refused.get((row, name)) == text:
            return
        if row >= len(self.lines):
            self.add()
            row = len(self.lines) - 1
        self.refused[row, name] = text
        self._emit_changed(row, row, f"{row + 1}.{name}")

    def drop_refused(self) -> None:
        """Nobody wants what was written and is no value."""
        if self.refused:
            self.refused.clear()
            self._emit_changed(0, len(self.lines))

    def _emit_changed(self, first: int, last: int, path: str = "") -> None:
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

    def put_rows(self, row: int, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write values into the lines from `row` on; what goes beyond them makes new lines."""
        row = max(row, self.kept)
        more = row + len(rows) - len(self.lines)
        if more > 0:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + more - 1)
            self.lines += [self.cls() for _ in range(more)]
            self.endInsertRows()
        for at, values in enumerate(rows, row):
            self.lines[at] = dataclasses.replace(self.lines[at], **values)
            for name in values:
                self.refused.pop((at, name), None)
        self._emit_changed(row, row + len(rows) - 1)

    def duplicate(self, row: int) -> int:
        """The line once more, below itself; gives its row."""
        return self.insert(row + 1, (self.lines[row],))

    def insert(self, row: int, lines: Sequence[Any]) -> int:
        """Put lines before a row; gives the first one's."""
        row = max(row, self.kept)
        self.beginInsertRows(QModelIndex(), row, row + len(lines) - 1)
        self.lines[row:row] = lines
        self.refused = {
            (at + len(lines) if at >= row else at, name): text
            for (at, name), text in self.refused.items()
        }
        self.endInsertRows()
        self.edited.emit("")
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
        there = range(self.kept, len(self.lines))
        if not by or row not in there or to not in there:
            return row
        order = list(range(len(self.lines)))
        order.insert(to, order.pop(row))
        self.lines = [self.lines[at] for at in order]
        self.refused = {(order.index(at), name): text for (at, name), text in self.refused.items()}
        self._emit_changed(min(row, to), max(row, to))
        return to

    def show_findings(self, found: Found) -> None:
        if found != self._found:
            self._found = dict(found)
            self._repaint()

    def _repaint(self) -> None:
        self.dataChanged.emit(
            self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
        )

    def severity(self, row: int, name: str = "") -> str:
        """What was found at a field, or anywhere in the row: "blocks", "warns" or ""."""
        if name:
            refused = (row, name) in self.refused
            return "blocks" if refused else self._found.get((row, name), ("", ""))[0]
        found = {severity for (at, _), (severity, _) in self._found.items() if at == row}
        found |= {"blocks" for at, _ in self.refused if at == row}
        return "blocks" if "blocks" in found else "warns" if found else ""

    def sentence(self, row: int, name: str) -> str:
        """What was found at a field, or from what it was filled in."""
        return self._found.get((row, name), ("", ""))[1] or self.sources.get((row, name), "")

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
        locked = self.is_locked(index.row(), self.columns[index.column()])
        return flags if locked else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        about = self.about[self.columns[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(about.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if about.type in NUMBERS:  # units below units, also in a mirrored window
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.text(index.row(), name) or tr("empty")
            line = tr("Line {number}", number=index.row() + 1)
            return f"{line}, {tr(self.about[name].label)}: {text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.sentence(index.row(), name)
        if role == Qt.ItemDataRole.ToolTipRole:
            said = (self.text(index.row(), name), self.sentence(index.row(), name))
            return tip("\n".join(part for part in said if part))
        return None
