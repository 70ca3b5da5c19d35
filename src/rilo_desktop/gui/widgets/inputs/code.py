"""Codes of a list: a box that is searched by typing any part of a label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QWidget,
)

from rilo_desktop.records import NOT_KNOWN, FieldSpec

from ...i18n import tr
from ...itemviews.choice_model import Choice as Choice
from ...theme import scaled
from .base import UNKNOWN_KEY
from .code_search import matches, meant
from .elided_line import ElidedLineEdit

MOST_SUGGESTED: Final = 200
"""Lines of suggestions, the likeliest first: nobody reads 20,000, and drawing them takes long."""
_NO_MODIFIER, _KEYS = Qt.KeyboardModifier.NoModifier, Qt.Key


class CodeInput(QComboBox):
    """Chooses one code. Text that is no label of the list chooses nothing, and says so; of an open
    list it is the value itself."""

    changed = Signal()
    goes_on_enter = False
    """Is Enter handed on once a suggestion is taken, as in a grid? Else the next Enter is."""

    def __init__(
        self,
        about: FieldSpec,
        choices: Sequence[Choice],
        may_be_unknown: bool = False,
        label_of: Callable[[str], str] = str,
    ) -> None:
        """`label_of`: the text of a value that is none of the choices."""
        super().__init__()
        self._label_of = label_of
        self.about = about
        self._value: Any = None
        self._showing = False
        self._choices: tuple[Choice, ...] = ()
        self._listed: list[str] = []
        self._may_be_unknown = may_be_unknown
        self._line = ElidedLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(12)
        self._labels = QStringListModel(self)
        self.setModel(self._labels)
        self._found = QStringListModel(self)
        self._shown = ""
        """The label of the value as it was known then: its name may come later."""
        self._offered: dict[str, Any] = {}
        """What the suggestions say -> the value it means."""
        self._is_suggesting = False
        """Was something typed since the box got the focus?"""
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._on_completed)
        self.setCompleter(completer)
        self._line.setPlaceholderText(tr(about.help) if about.help else "")
        self._line.setFrame(False)
        self._line.textEdited.connect(self._suggest)
        self._line.textChanged.connect(self._on_text)
        self._line.returnPressed.connect(self._take_text)
        self.activated.connect(self._on_activated)
        self.set_choices(choices)

    def target(self) -> QWidget:
        return self

    def set_hint(self, hint: str) -> None:
        self._line.setPlaceholderText(hint)

    @property
    def chosen(self) -> Any:
        """What was chosen for good; text that is still being typed does not count."""
        return self._value if self._line.text() == self._label() else None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays, even where it is none of them.

        So does a text that is typed and not taken yet: it may mean one of them.
        """
        text = self._line.text()
        typed = text if text != self._shown else ""
        self._choices = tuple(choices)
        self._listed = [choice.label for choice in self._choices]
        if self._may_be_unknown:
            self._listed.insert(0, tr("Not known"))
        with self._quietly():
            self._labels.setStringList(self._listed)
            self._show()
            if typed:
                self._line.setText(typed)
                self._line.setModified(True)

    def value(self) -> Any:
        """What is chosen, or what was typed where it can only mean one entry."""
        found, value = self._meaning(self._line.text().strip())
        return value if found else self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self._show()

    def complaint(self) -> str:
        text = self._line.text().strip()
        if self._meaning(text)[0]:
            return ""
        return tr("“{text}” is not in the list: choose an entry of it.", text=text)

    def _label(self) -> str:
        if self._value is None:
            return ""
        if self._value is NOT_KNOWN:
            return tr("Not known")
        label = next((c.label for c in self._choices if c.code == self._value), None)
        return self._label_of(self._value) if label is None else label

    def _show(self) -> None:
        label = self._label()
        at = self._listed.index(label) if label in self._listed else -1
        with self._quietly():
            self.setCurrentIndex(at)
            self._line.setText(label)
            self._line.setCursorPosition(0)
        self._shown = label
        self.setProperty("unknown", self._value is NOT_KNOWN)

    def _choose(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.changed.emit()
        else:
            self._show()
        if self.hasFocus():  # what is typed next is another entry
            self._line.selectAll()

    def _on_activated(self, row: int) -> None:
        if self._may_be_unknown:
            self._choose(NOT_KNOWN if row == 0 else self._choices[row - 1].code)
        elif 0 <= row < len(self._choices):
            self._choose(self._choices[row].code)

    def _on_completed(self, label: str) -> None:
        found, value = self._meaning(label)
        if found:
            self._choose(value)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What is shown meanwhile is nobody's change."""
        before = self._showing
        self._showing = True
        self.blockSignals(True)
        yield
        self._showing = before
        self.blockSignals(before)

    def _on_text(self, _text: str) -> None:
        """Keys, and what a screen reader or a dictation writes, which is no key."""
        if not self._showing:
            self.changed.emit()

    def _suggest(self, text: str) -> None:
        """What it may mean, in the order in which it is taken: before Qt shows it."""
        found: dict[str, Any] = {m.shown: m.choice.code for m in matches(text, self._choices)}
        unknown = tr("Not known")
        if self._may_be_unknown and text.strip() and text.casefold() in unknown.casefold():
            found[unknown] = NOT_KNOWN
        self._offered = found
        self._found.setStringList(list(islice(self._offered, MOST_SUGGESTED)))
        if not self._is_suggesting:
            self._is_suggesting = True
            QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]
                self._on_focus_moved
            )

    def _on_focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Another field has the keyboard, by a shortcut say: it gets the keys, not the suggestions.

        A completer hides from its box that it lost the focus, and hands it the next key.
        """
        if new is None or new is self or self.isAncestorOf(new):
            return
        self._is_suggesting = False
        QApplication.instance().focusChanged.disconnect(  # type: ignore[union-attr]
            self._on_focus_moved
        )
        if (suggestions := self.suggestions()) is not None:
            suggestions.hide()
            self._take_text()

    def suggestions(self) -> QAbstractItemView | None:
        """Those of the text that is typed, while they are shown."""
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        return popup if popup is not None and popup.isVisible() else None

    def _meaning(self, text: str) -> tuple[bool, Any]:
        """Whether a text means one entry of the list, and the value it means."""
        if text == self._label():
            return True, self._value
        if text in self._offered:
            return True, self._offered[text]
        if not text:
            return True, None
        wanted = text.casefold()
        if self._may_be_unknown and wanted == tr("Not known").casefold():
            return True, NOT_KNOWN
        if self.about.open_list:
            exact = [c for c in self._choices if wanted in (c.label.casefold(), c.code.casefold())]
            return True, exact[0].code if exact else text
        found = meant(text, self._choices)
        return found is not None, found.code if found is not None else None

    def _take_text(self) -> None:
        text = self._line.text().strip()
        found, value = self._meaning(text)
        if found:
            self._choose(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed replaces the entry, as after Tab, however the keyboard came here."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self._line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            self._may_be_unknown
            and event.text() == UNKNOWN_KEY
            and self._line.selectedText() == self._line.text()
        ):
            self._choose(NOT_KNOWN)
            return
        popup = self.suggestions() if event.key() in (_KEYS.Key_Return, _KEYS.Key_Enter) else None
        if popup is None:
            super().keyPressEvent(event)
            return
        event.accept()
        self._take_suggestion(popup)
        if self.goes_on_enter:
            QApplication.sendEvent(self, QKeyEvent(event.type(), event.key(), _NO_MODIFIER))

    def _take_suggestion(self, popup: QAbstractItemView) -> None:
        """What the arrows chose; else what the text means; else the entry that begins so."""
        chosen = popup.selectionModel().selectedIndexes()
        index = chosen[0] if chosen else popup.currentIndex()
        popup.hide()
        if index.isValid() and (chosen or not self._meaning(self._line.text().strip())[0]):
            self._on_completed(str(index.data()))
        else:
            self._take_text()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab while suggestions are open: they hand it on past whoever filters the keys of the box.

        A grid does, which has another cell to go to: it gets the key as if nothing were open.
        """
        if (suggestions := self.suggestions()) is None:
            return super().focusNextPrevChild(forward)
        suggestions.hide()
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        QApplication.sendEvent(self, QKeyEvent(QEvent.Type.KeyPress, key, _NO_MODIFIER))
        return True

    def showPopup(self) -> None:
        super().showPopup()
        widest = self.view().sizeHintForColumn(0) + scaled(28)
        self.view().setMinimumWidth(min(max(widest, self.width()), scaled(420)))
