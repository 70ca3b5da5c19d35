"""Inputs of several lines: long text, and texts that stand one on each line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from rilo_desktop.records import NOT_KNOWN, FieldSpec

from ...i18n import tr
from ...theme import metrics, scaled
from ..layouts import lay_out
from .base import UNKNOWN_KEY, end_of_change

MOST_LINES = 14


class BlockInput(QTextEdit):
    """Plain text that grows with what is written, up to a point, and then scrolls."""

    changed = Signal()

    def __init__(
        self,
        about: FieldSpec,
        may_be_unknown: bool = False,
        least_lines: int = 3,
        one_paragraph: bool = False,
    ) -> None:
        """`one_paragraph`: a text without line breaks, which only looks like several lines."""
        super().__init__()
        self._one_paragraph = one_paragraph
        self.about = about
        self._may_be_unknown = may_be_unknown
        self._unknown = False
        self._setting = False
        self._least = least_lines
        self._line = max(scaled(20), metrics().height())
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.viewport().setAutoFillBackground(False)
        self._inside = scaled(3 if one_paragraph else 7)
        self.document().setDocumentMargin(self._inside)
        if one_paragraph:
            self.setViewportMargins(scaled(4), 0, scaled(4), 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heights: dict[int, int] = {}
        self._lines: dict[int, int] = {}
        self.setMaximumHeight(self._high(MOST_LINES))
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _s: self._fit())
        self._show_hint()
        self.set_value(None)

    @property
    def is_one_paragraph(self) -> bool:
        """Is Enter no part of the text?"""
        return self._one_paragraph

    @property
    def least_lines(self) -> int:
        """Of an empty text."""
        return self._least

    def set_least_lines(self, lines: int) -> None:
        self._least = lines
        self._heights.clear()
        self.updateGeometry()

    def target(self) -> QWidget:
        return self

    def complaint(self) -> str:
        return ""

    def value(self) -> Any:
        if self._unknown:
            return NOT_KNOWN
        text = self._written_text().strip()
        if self._one_paragraph:
            text = " ".join(text.split("\n"))
        return self.parsed(text) if text else self.parsed("")

    def _written_text(self) -> str:
        """Not toPlainText(): that makes plain spaces of those that do not break."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def parsed(self, text: str) -> Any:
        return text or None

    def written(self, value: Any) -> str:
        return str(value)

    def set_value(self, value: Any) -> None:
        self._setting = True
        self._unknown = value is NOT_KNOWN
        empty = self._unknown or value is None or value == ()
        document, before = self.document(), self._written_text()
        document.setUndoRedoEnabled(False)
        self.setPlainText("" if empty else self.written(value))
        shape = QTextBlockFormat()
        shape.setLineHeight(self._line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        document.setUndoRedoEnabled(True)
        if before and self.hasFocus():
            caret = self.textCursor()
            caret.setPosition(end_of_change(before, self._written_text()))
            self.setTextCursor(caret)
        self._setting = False
        self._show_hint()
        self._fit()

    def _on_text(self) -> None:
        if self._setting:
            return
        if self._unknown:
            self._unknown = False
            self._show_hint()
        self.changed.emit()
        if self.height() != self.heightForWidth(self.width()):
            lay_out()

    def _show_hint(self) -> None:
        self.setPlaceholderText(tr("Not known") if self._unknown else tr(self.about.help))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        empty = self.document().isEmpty()
        if self._may_be_unknown and empty and event.text() == UNKNOWN_KEY:
            self.set_value(NOT_KNOWN)
            self.changed.emit()
            return
        if self._unknown and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_value(None)
            self.changed.emit()
            return
        if self._one_paragraph and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """The text changed, or where its lines end: ask for another height if it needs one."""
        before = self._heights.get(self.width())
        self._heights.clear()
        self._lines.clear()
        if before is None or self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self._scroll_where_needed()

    def heightForWidth(self, width: int) -> int:
        """The height is a matter of the text and the width, never of what was laid out before.

        So the layouts have it right at once. A field that sets its own height while it is laid
        out stands cut until each layout around it has had its next turn.
        """
        found = self._heights.get(width)
        if found is None:
            lines = self._lines_within(self._free_width(width))
            found = self._high(max(self._least, min(lines, MOST_LINES)))
            self._heights[width] = found
        return found

    def _high(self, lines: int) -> int:
        return lines * self._line + 2 * (self._inside + self.frameWidth())

    def _free_width(self, width: int) -> int:
        """What a width leaves for text."""
        margins = self.viewportMargins()
        around = self.frameWidth() + self._inside
        return width - 2 * around - margins.left() - margins.right()

    def _lines_within(self, room: int) -> int:
        """Lines of the text in a room, counted no further than is of use."""
        count = self._lines.get(room, 0)
        block = self.document().firstBlock() if not count else QTextBlock()
        while block.isValid() and count <= MOST_LINES:
            count += self._lines_of(block.text(), room)
            block = block.next()
        self._lines[room] = count
        return count

    def _lines_of(self, text: str, width: int) -> int:
        if not text:
            return 1
        layout = QTextLayout(text, self.document().defaultFont())
        layout.setTextOption(self.document().defaultTextOption())
        count = 0
        layout.beginLayout()
        while count <= MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            count += 1
        layout.endLayout()
        return count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll_where_needed()

    def _scroll_where_needed(self) -> None:
        """Only a text that is longer than the field may grow; a bar in passing moves the words."""
        policy = Qt.ScrollBarPolicy
        longer = self._lines_within(self._free_width(self.width())) > MOST_LINES
        wanted = policy.ScrollBarAsNeeded if longer else policy.ScrollBarAlwaysOff
        if wanted != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(wanted)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), self._high(self._least))


class TextsInput(BlockInput):
    """Several texts, one on each line."""

    def __init__(self, about: FieldSpec) -> None:
        super().__init__(about, least_lines=2)

    def parsed(self, text: str) -> Any:
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def written(self, value: Any) -> str:
        return "\n".join(str(line).replace("\n", " ") for line in value)

    def _show_hint(self) -> None:
        self.setPlaceholderText(tr(self.about.help) or tr("One on each line"))
