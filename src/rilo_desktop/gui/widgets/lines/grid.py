"""Lines as a fast grid: any key edits, Tab goes on, the last line is always the empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from rilo_desktop.records import NOT_KNOWN

from ...texts import tr
from ...theme import colour, draw_line, glyph, metrics, rounded, scaled
from ...theme.tokens import BODY, CELL, REGULAR, TABLE_HEAD
from ...values import may_be_unknown
from ..form_names import name_input
from ..inputs import Choices, input_for
from ..inputs.base import write, written
from .model import NUMBERS, LinesModel

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 12


class GridDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, model: LinesModel, choices: Choices, hint: str) -> None:
        super().__init__(parent)
        self._model, self._choices, self._hint = model, choices, hint

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model, rect, row = self._model, option.rect, index.row()
        name = model.columns[index.column()]
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if row < model.rowCount() - 1:
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour("line"))
        if option.state & QStyle.StateFlag.State_Selected and row < len(model.lines):
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colour("sel"))
        severity = model.severity(row, name)
        if severity:
            ground, edge = ("dangerBg", "danger") if severity == "blocks" else ("warnBg", "warn")
            rounded(painter, rect.adjusted(1, 2, -1, -3), 3, ground, edge, 1.5)
        self._text(painter, rect, row, name, mirrored, index.column())
        if option.state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, rect.adjusted(0, 0, 0, -1), 3, "", "accentText", 2)

    def _text(
        self, painter: QPainter, rect: QRect, row: int, name: str, mirrored: bool, column: int
    ) -> None:
        model = self._model
        text, role = model.text(row, name), "text"
        lead = scaled(12 if column == 0 else 8)
        width = rect.width() - lead - scaled(8)
        number = model.about[name].type in NUMBERS
        if row >= len(model.lines):
            text, role = (self._hint if column == 0 else ""), "text3"
            width = scaled(400) if column == 0 else width
        elif not text and model.severity(row, name):
            text, role = "—", "danger" if model.severity(row, name) == "blocks" else "warn"
        elif model.get(row, name) is NOT_KNOWN:
            role = "text2"
        approximate = (
            getattr(model.lines[row], f"{name}_approx", False)
            if text and row < len(model.lines)
            else False
        )
        if approximate is True and role == "text":
            text = f"≈ {text}"
        y = rect.y() + (rect.height() - metrics().height()) // 2
        x = rect.right() + 1 - lead - width if mirrored else rect.x() + lead
        draw_line(
            painter, x, y, width, text, (BODY, REGULAR, True), role, mirrored, trailing=number
        )
        if column == len(model.columns) - 1 and model.severity(row):
            size = scaled(14)
            blocks = model.severity(row) == "blocks"
            x = rect.x() + 6 if mirrored else rect.right() - size - 6
            if not text:
                glyph(
                    painter,
                    "alert-octagon" if blocks else "alert-triangle",
                    x,
                    rect.y() + (rect.height() - size) // 2,
                    size,
                    "danger" if blocks else "warn",
                    stroke=2,
                )

    def createEditor(self, parent: QWidget, _option: Any, index: Index) -> QWidget:
        name = self._model.columns[index.column()]
        about = self._model.about[name]
        made = input_for(about, may_be_unknown(self._model.cls, name), self._choices)
        made.setParent(parent)
        made.setProperty("cell", True)
        line = tr("Line {number}", number=index.row() + 1)
        name_input(made, f"{line}: {tr(about.label)}", tr(about.help))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        name = self._model.columns[index.column()]
        made: Any = editor
        refused = self._model.refused.get((index.row(), name))
        value = self._model.get(index.row(), name)
        if refused is not None:
            write(editor, refused)
        elif made.value() != value:  # what is being typed is never written again
            made.set_value(value)

    def setModelData(self, editor: QWidget, _model: Any, index: Index) -> None:
        made: Any = editor
        name = self._model.columns[index.column()]
        if made.complaint():
            self._model.refuse(index.row(), name, written(editor))
        else:
            self._model.put(index.row(), name, made.value())

    def updateEditorGeometry(self, editor: QWidget, option: Any, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


class GridView(QTableView):
    """`weights`: share of the width that each column gets."""

    def __init__(
        self, model: LinesModel, weights: Mapping[str, int], choices: Choices, hint: str
    ) -> None:
        super().__init__()
        self._weights = [weights[name] for name in model.columns]
        self._model = model
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self, model, choices, hint))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(scaled(CELL), metrics().height() + 10))
        head = self.horizontalHeader()
        head.setFixedHeight(scaled(TABLE_HEAD))
        head.setHighlightSections(False)
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.EditKeyPressed
            | triggers.DoubleClicked
            | triggers.SelectedClicked
        )
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._fit)
        self._fit()

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)

    def _fit(self) -> None:
        rows = min(self._model.rowCount(), MOST_ROWS)
        high = rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, total = self.viewport().width(), sum(self._weights)
        used = 0
        for column, weight in enumerate(self._weights):
            last = column == len(self._weights) - 1
            share = width - used if last else width * weight // total
            self.setColumnWidth(column, share)
            used += share
