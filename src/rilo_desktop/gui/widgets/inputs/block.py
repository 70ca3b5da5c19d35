"""Inputs of several lines: long text, and texts that stand one on each line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from rilo_desktop.records import NOT_KNOWN, About

from ...texts import tr
from ...theme import metrics, scaled
from .base import UNKNOWN_KEY

MOST_LINES = 14


class BlockInput(QTextEdit):
    """Plain text that grows with what is written, up to a point, and then scrolls."""

    changed = Signal()

    def __init__(
        self,
        about: About,
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _s: self._fit())
        self._show_hint()
        self.set_value(None)

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
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setPlainText("" if empty else self.written(value))
        shape = QTextBlockFormat()
        shape.setLineHeight(self._line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        document.setUndoRedoEnabled(True)
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
        frame = 2 * self._inside + 6
        needed = int(self.document().size().height()) + 6
        least = self._least * self._line + frame
        height = max(least, min(needed, MOST_LINES * self._line + frame))
        if height != self.maximumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), self.minimumHeight())


class TextsInput(BlockInput):
    """Several texts, one on each line."""

    def __init__(self, about: About) -> None:
        super().__init__(about, least_lines=2)

    def parsed(self, text: str) -> Any:
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def written(self, value: Any) -> str:
        return "\n".join(str(line).replace("\n", " ") for line in value)

    def _show_hint(self) -> None:
        self.setPlaceholderText(tr(self.about.help) or tr("One on each line"))
