"""The line of quick entry: its known parts are tinted, and stand below it as it will be saved."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QWidget

from rilo_desktop.analysis import quick_entry
from rilo_desktop.analysis.quick_entry import EntryNames, EntryPart, EntryQuestion, QuickEntry
from rilo_desktop.records import Activity, fields_of

from ...i18n import code_label, mirrored, numbers, tr
from ...theme import colour, metrics, scaled
from ...theme.tokens import BODY, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import Chip, IconLabel, Label
from ...widgets.layouts import FlowLayout, TabAnchor, vbox
from ...widgets.value_formatting import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

HIGH = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickLine(QWidget):
    noted = Signal(object)
    """{field: value} of an activity that is to be written."""
    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names = EntryNames()
        self._today = date.today()
        self._shown: object = None
        self.choices: list[QPushButton] = []
        """Answers to what is asked now."""
        self.line = _Line(tr("What was done?"))
        self.show_example(False)
        self.line.textChanged.connect(self._on_text)
        self.line.entered.connect(self.enter)
        self.line.left_downwards.connect(self.left_downwards)
        self._said = QWidget()
        self._flow = FlowLayout(self._said)
        self._tabs = TabAnchor(self._said)
        self.entry = self._read()
        vbox(self.line, self._said, gap=6, into=self)
        self._show()

    def show_example(self, wanted: bool) -> None:
        """A whole line as an example, or what the line is for."""
        self.line.setPlaceholderText(
            tr("training CEN data quality, 2 days, 18 officers, 12 nov")
            if wanted
            else tr("What was done? training, support, request, meeting …")
        )

    def know(self, names: EntryNames) -> None:
        """What may be named."""
        self._names = names
        self._on_text()

    def be_on(self, today: date) -> None:
        """The day that it is."""
        self._today = today
        self._on_text()

    @property
    def text(self) -> str:
        return self.line.toPlainText()

    def put(self, text: str) -> None:
        self.line.setPlainText(text)
        self.line.moveCursor(QTextCursor.MoveOperation.End)

    def enter(self) -> None:
        """Save it; where something is asked, go to the first answer and wait."""
        if self.choices:
            self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.entry.can_be_saved and not self.entry.questions:
            self.noted.emit({"title": self.entry.title, **self.entry.values})

    def saved(self) -> None:
        """It was written: the line waits for the next one."""
        self.put("")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> QuickEntry:
        return quick_entry.read(self.text, self._today, self._names)

    def _on_text(self) -> None:
        self.entry = self._read()
        self.line.show_parts(self.entry.parts)
        self._show()

    def _show(self) -> None:
        """Made anew only where something else is to be shown: this runs with every key."""
        asked = self.entry.questions[0] if self.entry.questions else None
        shown = (bool(self.text.strip()), asked, tuple(self.said))
        if shown == self._shown:
            return
        self._shown, self.choices = shown, []
        self._flow.clear()
        if not shown[0]:
            hint = tr("Enter saves. Tab corrects a part.")
            self._flow.addWidget(Label(hint, SMALL, tone="text3"))
            return
        if asked is not None:
            self._ask(asked)
        for text in self.said:
            self._flow.addWidget(Chip(text, "accentText", "accentSoft"))
        hint = tr("Tab to correct a part · words it does not know stay in the title")
        self._flow.addWidget(Label(hint, SMALL, tone="text3"))
        self.line.setAccessibleDescription(", ".join((self.entry.title, *self.said)))

    @property
    def said(self) -> list[str]:
        """What is saved beside the title, each in a few words."""
        values = self.entry.values
        texts = [_shown(name, value) for name, value in values.items() if name not in _DATES]
        start, end = values.get("date_start", ""), values.get("date_end", "")
        if start:
            day = numbers().partial(start, short=True)
            if self.entry.is_today:
                day = tr("Today, {day}", day=day)
            if end and end != start:
                day = tr("{first} to {last}", first=day, last=numbers().partial(end, short=True))
            texts.insert(1 if "activity_kind" in values else 0, day)
        return texts

    def _ask(self, question: EntryQuestion) -> None:
        is_kind = question.about == quick_entry.KIND
        asked = tr("Which kind?") if is_kind else tr("Which date?")
        self._flow.addWidget(Chip(asked, "warn", "warnBg", "alert-circle"))
        for choice in question.choices:
            label = code_label("activity_kind", choice) if is_kind else _period(choice)
            made = button(label, partial(self._answer, question, choice), high=24)
            self.choices.append(made)
            self._flow.addWidget(made)
            made.show()  # now: whoever types fast has Enter behind the question already
        self._tabs.lead_to(self.choices)

    def _answer(self, question: EntryQuestion, choice: str) -> None:
        word = code_label("activity_kind", choice) if question.about == quick_entry.KIND else ""
        self.put(quick_entry.answered(self.text, self.entry, question, choice, word))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


_DATES = ("date_start", "date_end")


def _period(choice: str) -> str:
    first, _, last = choice.partition("/")
    said = numbers().partial(first, short=True)
    if not last:
        return said
    return tr("{first} to {last}", first=said, last=numbers().partial(last, short=True))


def _shown(name: str, value: Any) -> str:
    about = fields_of(Activity)[name]
    said = ", ".join(value) if name == "partners" else shown(about, value)
    if name == "activity_kind":
        return said
    return tr("{field}: {value}", field=tr(about.label), value=said)


class _Line(QPlainTextEdit):
    """One line of text, in a frame like a field."""

    entered = Signal()
    left_downwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        high = max(scaled(HIGH), metrics(BODY).height() + scaled(16))
        self.setFixedHeight(high)
        margin = self.document().documentMargin()
        above = round((high - metrics(BODY).height()) / 2 - margin - self.frameWidth())
        before, behind = scaled(34), scaled(8)
        left, right = (behind, before) if mirrored() else (before, behind)
        self.setViewportMargins(left, above, right, 0)
        self._sign = IconLabel("plus", "accentText")
        self._sign.setParent(self)
        self._tint = _Tint(self.document())
        self._parts: tuple[EntryPart, ...] = ()

    def show_parts(self, parts: tuple[EntryPart, ...]) -> None:
        if parts != self._parts:
            self._parts = parts
            self._tint.show_parts(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and not held:
            self.entered.emit()
        elif key == Qt.Key.Key_Down and not held:
            self.left_downwards.emit()
        elif key in _ENTER or key == Qt.Key.Key_Up:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from part to part, and out behind the last."""
        return self._select_part(forward) or super().focusNextPrevChild(forward)

    def _select_part(self, forward: bool) -> bool:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        spans = [(part.start, part.end) for part in self._parts]
        if forward:
            before = start if cursor.hasSelection() else end - 1
            spans = [span for span in spans if span[0] > before]
        else:
            spans = [span for span in reversed(spans) if span[1] <= start]
        if not spans:
            return False
        cursor.setPosition(spans[0][0])
        cursor.setPosition(spans[0][1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def insertFromMimeData(self, source: Any) -> None:
        """A line end in what is pasted would be a second line."""
        self.insertPlainText(" ".join(source.text().split()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = scaled(14)
        x = self.width() - side - self._sign.width() if mirrored() else side
        self._sign.move(x, (self.height() - self._sign.height()) // 2)


class _Tint(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._parts: tuple[EntryPart, ...] = ()

    def show_parts(self, parts: tuple[EntryPart, ...]) -> None:
        self._parts = parts
        self.rehighlight()

    def highlightBlock(self, _text: str) -> None:
        look = QTextCharFormat()
        look.setBackground(colour("accentSoft"))
        look.setFontWeight(SEMIBOLD)
        for part in self._parts:
            self.setFormat(part.start, part.end - part.start, look)
