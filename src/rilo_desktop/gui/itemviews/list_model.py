"""A list of items of one type; functions say what each shows, says and can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rilo_desktop.characters import visible

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class ListModel(QAbstractListModel, Generic[T]):
    """`text`: what first letters search; `spoken`: what a screen reader says, else the text.

    `check` is None for a row without a box; a row that is not `enabled` is never the current one.
    """

    def __init__(
        self,
        text: Callable[[T], str],
        *,
        spoken: Callable[[T], str] | None = None,
        tip: Callable[[T], str] | None = None,
        check: Callable[[T], bool | None] | None = None,
        enabled: Callable[[T], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: tuple[T, ...] = ()
        self._said: dict[int, Callable[[T], str]] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.AccessibleTextRole: spoken or text,
        }
        if tip is not None:
            self._said[Qt.ItemDataRole.ToolTipRole] = tip
        self._check, self._enabled = check, enabled

    def item(self, index: Index) -> T:
        return self.rows[index.row()]

    def check(self, item: T) -> bool | None:
        return self._check(item) if self._check is not None else None

    def is_enabled(self, item: T) -> bool:
        return self._enabled is None or self._enabled(item)

    def show_rows(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def change_rows(self, rows: Sequence[T]) -> None:
        """Other words in rows that stay where they are."""
        assert len(rows) == len(self.rows)
        self.rows = tuple(rows)
        self.repaint()

    def repaint(self) -> None:
        """What the functions say of the rows is another thing now."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.rows[index.row()]
        if say := self._said.get(role):
            said = visible(say(item))
            return (said or None) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.CheckStateRole and (on := self.check(item)) is not None:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.is_enabled(item := self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.check(item) is not None else flags
