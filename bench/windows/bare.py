"""The bare window: a line to search with over a table that reads the same list from SQLite.

python -m bench.windows.bare FILE start|work RARE
"""

from __future__ import annotations

import sqlite3  # noqa: TID251 - plain, to compare with
import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget

from .stopwatch import Paints, memory, rest, scroll, search, tell

Index = QModelIndex | QPersistentModelIndex
PAGE = 128


class Rows(QAbstractTableModel):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._base = sqlite3.connect(path)
        self._pages: dict[int, list[Any]] = {}
        self.words = ""
        self.ids: list[int] = []
        self.find("")

    def find(self, words: str) -> None:
        if words:
            sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank"
            found = self._base.execute(sql, (f'"{words}" *',))
        else:
            found = self._base.execute("SELECT row FROM record ORDER BY dated DESC, reference")
        self.beginResetModel()
        self.ids, self.words = [row[0] for row in found], words
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number, at = divmod(index.row(), PAGE)
        if number not in self._pages:
            some = self.ids[number * PAGE : (number + 1) * PAGE]
            marks = ",".join("?" * len(some))
            sql = f"SELECT row, title, dated, tlp FROM record WHERE row IN ({marks})"
            by_row = {row[0]: row[1:] for row in self._base.execute(sql, some)}
            self._pages[number] = [by_row[row] for row in some]
        return self._pages[number][at][index.column()]


def main() -> None:
    file, what, rare = sys.argv[1:4]
    _app = QApplication([])
    window, middle = QMainWindow(), QWidget()
    window.setCentralWidget(middle)
    line, view, rows = QLineEdit(), QTableView(), Rows(file)
    box = QVBoxLayout(middle)
    box.addWidget(line)
    box.addWidget(view)
    view.setModel(rows)
    view.verticalHeader().setDefaultSectionSize(48)
    line.textChanged.connect(rows.find)
    paints = Paints(view.viewport())
    window.resize(1280, 800)
    window.show()
    paints.next(lambda: True)
    first = paints.times[-1]
    if what == "start":
        tell({"first": first, "usable": first})
    rest(1_000)
    found: dict[str, float] = {"memory": memory()}
    view.setFocus()
    view.setCurrentIndex(rows.index(0, 0))
    rest(300)
    found |= scroll(view, paints)
    for name, words in (("rare", rare), ("common", "the")):
        found[f"search_{name}"] = search(line, paints, words, lambda w=words: rows.words == w)  # type: ignore[misc]
    tell(found)


if __name__ == "__main__":
    main()
