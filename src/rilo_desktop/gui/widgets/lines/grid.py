"""Lines as a fast grid: any key edits, Tab goes on, the last line is always the empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from rilo_desktop.records import NOT_KNOWN

from ...i18n import tr
from ...itemviews.focused_current import FocusedCurrent
from ...theme import colour, draw_line, glyph, metrics, rounded, scaled
from ...theme.tokens import BODY, CELL, REGULAR, TABLE_HEAD
from ..accessible_names import name_input
from ..inputs import Choices, input_for
from ..inputs.base import Input, write, written
from ..inputs.code import CodeInput
from ..inputs.factory import choices_of
from ..inputs.line import LineInput, NumberInput, TextInput
from ..responsive_row import shared
from ..value_formatting import is_empty, may_be_unknown
from .clipboard_import import is_rows
from .model import NUMBERS, LinesModel

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint
MOST_ROWS = 12
FIRST_COLUMN, LONGEST_HINT = 88, 170
"""Least width of the first column, and of a hint that it makes room for, in unscaled pixels."""


class GridDelegate(QStyledItemDelegate):
    typed = Signal()
    """Something else stands in the open cell."""
    coded = Signal(int, list)
    """Row, and the fields of the codes that were typed with what was taken."""

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
        lead = scaled(16 if column == 0 else 8)  # as the heads have it
        width = rect.width() - lead - scaled(8)
        number = model.about[name].type in NUMBERS
        if row >= len(model.lines):
            text, role = (self._hint if column == 0 else ""), "text3"
            width = scaled(400) if column == 0 else width
        elif not text and model.severity(row, name):
            text, role = "—", "danger" if model.severity(row, name) == "blocks" else "warn"
        elif model.get(row, name) is NOT_KNOWN or (row, name) in model.sources:
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
        at_right = mirrored or (number and row < len(model.lines))
        draw_line(painter, x, y, width, text, (BODY, REGULAR, True), role, at_right)
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
        if isinstance(made, (NumberInput, TextInput)):
            beside = self._model.typed_with(name)
            is_written = isinstance(made, TextInput) and any(
                not is_empty(self._model.get(index.row(), one)) for one in beside
            )
            specs = [] if is_written else [self._model.about[one] for one in beside]
            made.typed_with = tuple((one, choices_of(one, self._choices)) for one in specs)
        elif isinstance(made, CodeInput):
            made.goes_on_enter = True
        cast(Input, made).changed.connect(self.typed)
        made.setProperty("cell", True)
        line = tr("Line {number}", number=index.row() + 1)
        found = self._model.sentence(index.row(), name)
        said = ". ".join(part for part in (tr(about.help), found) if part)
        name_input(made, f"{line}: {tr(about.label)}", said)
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
        row, name = index.row(), self._model.columns[index.column()]
        codes = made.codes() if isinstance(made, LineInput) else ()
        beside = dict(zip(self._model.typed_with(name), codes, strict=False))
        if made.complaint():
            self._model.refuse(row, name, written(editor))
        else:
            self._model.put(row, name, made.value())
        for field, code in beside.items():  # each goes to its own column
            self._model.put(row, field, code)
        self.coded.emit(row, list(beside))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Rows that are pasted into an open cell belong to the grid."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
            and is_rows(QApplication.clipboard().text())
        ):
            view = self.parent()
            assert isinstance(view, GridView)
            view.pasted.emit()
            return True
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: Any, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


class GridView(FocusedCurrent, QTableView):
    """Tab goes on through the cells, Enter to the next line where the entry of this one began.

    Both leave the grid behind the empty last line. `weights`: share of the width of each column.
    """

    pasted = Signal()
    """The officer pastes rows."""
    typed = Signal()
    """Something else stands in the open cell; the model does not have it yet."""

    def __init__(
        self, model: LinesModel, weights: Mapping[str, int], choices: Choices, hint: str
    ) -> None:
        super().__init__()
        self._weights = [weights[name] for name in model.columns]
        self._hint = hint
        self._model = model
        self._began = -1
        self._coded: tuple[int, list[str]] = (-1, [])
        """Row and fields that the last cell filled in: Tab passes them."""
        self.setModel(model)
        delegate = GridDelegate(self, model, choices, hint)
        delegate.typed.connect(self.typed)
        delegate.coded.connect(self._on_coded)
        self.setItemDelegate(delegate)
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

    def show_columns(self, weights: Mapping[str, int]) -> None:
        """Other columns; what is written in a cell is taken before."""
        row = self.currentIndex().row()
        self._weights = list(weights.values())
        self._model.show_columns(tuple(weights))
        self._share_width()
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)

    def open_cell(self) -> tuple[int, str, str] | None:
        """Line, field and text of the cell that is being written; None where the model has it."""
        at = self.currentIndex()
        made: Any = self.indexWidget(at)
        if made is None:
            return None
        name = self._model.columns[at.column()]
        if not made.complaint() and made.value() == self._model.get(at.row(), name):
            return None
        return at.row(), name, written(made)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        steps = {Hint.EditNextItem: 1, Hint.EditPreviousItem: -1}
        at = self.currentIndex()
        is_left = self.indexWidget(at) is not editor  # for a line that is current by now: no Enter
        if is_left or (hint not in steps and hint is not Hint.SubmitModelCache):
            super().closeEditor(editor, Hint.NoHint if is_left else hint)
            return
        super().closeEditor(editor, Hint.NoHint)
        if hint in steps:
            self._tab(at.row(), at.column(), steps[hint])
        else:
            self._enter(at.row(), at.column())

    def _tab(self, row: int, column: int, step: int) -> None:
        """To the next (or last) cell in reading order, ready to be written."""
        if self._began < 0:
            self._began = column
        wide = len(self._weights)
        place = row * wide + column + step
        if step > 0 and place < (row + 1) * wide and self._is_coded(row, column + 1):
            place += 1
        past = row >= len(self._model.lines) and step > 0
        if past or place < 0:
            self._began = -1
            self.focusNextPrevChild(step > 0)
            return
        index = self._model.index(place // wide, place % wide)
        self.setCurrentIndex(index)
        self.edit(index)

    def _on_coded(self, row: int, names: list[str]) -> None:
        self._coded = row, names

    def _is_coded(self, row: int, column: int) -> bool:
        return self._coded[0] == row and self._model.columns[column] in self._coded[1]

    def _enter(self, row: int, column: int) -> None:
        """To the next line, where the entry of this one began."""
        began = self._began if self._began >= 0 else column
        self._began = -1
        self.setCurrentIndex(self._model.index(min(row + 1, self._model.rowCount() - 1), began))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        self._began = -1
        at = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            self.edit(at)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and at.isValid():
            self._model.put(at.row(), self._model.columns[at.column()], None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._began = -1
        super().mousePressEvent(event)

    def _fit(self) -> None:
        rows = min(self._model.rowCount(), MOST_ROWS)
        high = rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + high + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        needs = [self._need(name) for name in self._model.columns]
        for column, width in enumerate(shared(self.viewport().width(), self._weights, needs)):
            self.setColumnWidth(column, width)

    def _need(self, name: str) -> int:
        """Least width of a column: its name, and "not known" where that may stand there."""
        if name == self._model.columns[0]:  # a short hint stands in it, with the ring around
            hint = metrics().horizontalAdvance(self._hint) + scaled(16 + 8)
            return max(scaled(FIRST_COLUMN), hint if hint <= scaled(LONGEST_HINT) else 0)
        texts = [tr(self._model.about[name].label)]
        if may_be_unknown(self._model.cls, name):
            texts.append(tr("Not known"))
        return max(map(metrics().horizontalAdvance, texts)) + scaled(17)
