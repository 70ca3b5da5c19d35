"""The head of an editor: which record this is, how it stands, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from rilo_desktop.language import NC_
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import Record, RecordType, Workflow

from ...commands import keys_text
from ...i18n import numbers, plural, tr
from ...record_commands.record_pages import PDF_KEYS
from ...routing import COMMENTS
from ...theme import scaled
from ...theme.tokens import BODY, HEADER, REGULAR, SEMIBOLD, SMALL
from ...widgets.buttons import button, show_keys
from ...widgets.labels import Chip, ElidedLabel, IconLabel, Label, TlpChip
from ...widgets.layouts import Panel, hbox
from .suggestion_panel import BESIDE, BESIDE_KEYS

if TYPE_CHECKING:
    from rilo_desktop.services.records.record import Stored


COMMENTS_KEYS = "Ctrl+Shift+Y"
LONGEST_STATE = 170
"""Unscaled pixels for which words give way; a longer message ends in an ellipsis."""


class EditorHeader(Panel):
    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    side_wanted = Signal(str)
    """"beside", "comments", "history" or "paper" shall be shown, or no more: then "findings"."""
    send_wanted = Signal()
    document_wanted = Signal()
    """The record's own document shall be sent."""
    save_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, kind: RecordType) -> None:
        super().__init__("surface", "b", height=HEADER)
        self.back = button(
            "", self.left.emit, "ghost", "arrow-left", tr("Back to the list"), keys="Alt+Left"
        )
        self.name = Label("", BODY, SEMIBOLD)
        self.workflow, self.tlp = Chip(), TlpChip()
        self.state = ElidedLabel("", SMALL, REGULAR, "text2")
        self.undo = self._back_button("arrow-back-up", tr("Undo typing"), "Ctrl+Z")
        self.undo.clicked.connect(self.undo_wanted)
        self.redo = self._back_button("arrow-forward-up", tr("Redo typing"), "Ctrl+Shift+Z Ctrl+Y")
        self.redo.clicked.connect(self.redo_wanted)
        self.history = self._side_button("history", tr("History"), "history", "Ctrl+H")
        self.paper = self._side_button(
            "paper", tr(NC_("the pages of a record", "Paper")), "file-text", "F9"
        )
        self.comments = self._side_button(COMMENTS, tr("Comments"), "messages", COMMENTS_KEYS)
        self.show_comments(0)
        self.pdf = button("", self.pdf_wanted.emit, "ghost", "file-export", tr("Save as PDF …"))
        show_keys(self.pdf, PDF_KEYS)
        self.beside: QPushButton | None = None
        spec = record_type(kind.code)
        if spec.suggestions is not None:
            title = tr(spec.suggestions.title)
            self.beside = self._side_button(BESIDE, title, spec.suggestions.icon, BESIDE_KEYS)
            self.beside.setText("")
            show_keys(self.beside, BESIDE_KEYS)
        self.send = button(tr("Send for review"), self.send_wanted.emit, "ghost", "send")
        self.send_document = button(
            "",
            self.document_wanted.emit,
            "primary",
            "send",
            tr("Send the record's own document"),
            keys="Ctrl+Return",
        )
        self.save = button(
            tr("Save"), self.save_wanted.emit, "primary", "device-floppy", keys="Ctrl+S"
        )
        self._kind_name = Label(tr(kind.plural), tone="text2")
        self._apart = IconLabel("chevron-right", "text3", 12)
        hbox(
            self.back,
            self._kind_name,
            self._apart,
            self.name,
            6,
            self.workflow,
            self.tlp,
            None,
            self.state,
            4,
            self.undo,
            self.redo,
            *((self.beside,) if self.beside is not None else ()),
            self.comments,
            self.history,
            self.paper,
            self.pdf,
            self.send,
            self.send_document,
            self.save,
            gap=6,
            margins=(12, 0, 16, 0),
            into=self,
        )
        self._is_draft = self._is_narrow = False
        self._widest = 0
        """Of the messages that were shown: words that give way for one stay away, or they blink."""
        for made in (self.paper, self.pdf):
            made.setVisible(record_type(kind.code).has_pages)
        self.show_back(False, False)

    def _back_button(self, icon: str, name: str, keys: str) -> QPushButton:
        return button("", None, "ghost", icon, name, keys=keys)

    def _side_button(self, key: str, text: str, icon: str, keys: str) -> QPushButton:
        made = button(text, None, "ghost", icon, text, keys=keys, checkable=True)
        made.setProperty("hint", None)
        made.setToolTip("")
        # Toggled, not clicked: a screen reader toggles what can be checked.
        made.toggled.connect(lambda on: self.side_wanted.emit(key if on else "findings"))
        return made

    def show_record(self, record: Record) -> None:
        self.name.setText(record.reference or tr(NC_("a record that has no number yet", "New")))
        self.workflow.show_workflow(record.workflow)
        self.show_tlp(record.tlp)
        self.save.setEnabled(True)
        self._is_draft = record.workflow == Workflow.DRAFT

    def show_document(self, label: str) -> None:
        """What its own document's button says; "": it has none, and is sent for review itself."""
        self.send_document.setText(label)
        self.send_document.setAccessibleName(label or tr("Send the record's own document"))
        self.save.setProperty("kind", "secondary" if label else "primary")
        self.save.update()
        show_keys(self.send_document, "Ctrl+Return")
        self.send_document.setVisible(bool(label))
        self.send.setVisible(self._is_draft and not label)
        self.set_compact(self._is_narrow)

    def show_tlp(self, label: object) -> None:
        """Unmarked counts as AMBER."""
        self.tlp.show_label(label if isinstance(label, str) and label else "AMBER")

    def show_back(self, can_undo: bool, can_redo: bool) -> None:
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_comments(self, count: int) -> None:
        """So many are open."""
        self.comments.setText(numbers().number(count) if count else "")
        self.comments.setAccessibleName(
            plural("{count} open comment", "{count} open comments", count)
            if count
            else tr("Comments")
        )
        self.comments.setToolTip(f"{self.comments.accessibleName()}  {keys_text(COMMENTS_KEYS)}")

    def show_side(self, mode: str) -> None:
        parts = (
            (self.beside, BESIDE),
            (self.comments, COMMENTS),
            (self.history, "history"),
            (self.paper, "paper"),
        )
        for made, key in parts:
            if made is not None:
                with QSignalBlocker(made):
                    made.setChecked(mode == key)

    def show_message(self, text: str) -> None:
        self.state.setText(text)
        wide = min(self.state.sizeHint().width(), scaled(LONGEST_STATE))
        if wide > self._widest:
            self._widest = wide
            self.set_compact(self._is_narrow)

    def set_compact(self, narrow: bool) -> None:
        """In a narrow window the icons are enough, and where the words have no room. Undo and redo
        are in the menu too, and give way last."""
        self._is_narrow = narrow
        self._show_words(not narrow)
        for back in (self.undo, self.redo):
            back.show()
        if not narrow and self._is_too_wide():
            self._show_words(False)
        if self._is_too_wide():
            for back in (self.undo, self.redo):
                back.hide()

    def _is_too_wide(self) -> bool:
        free = self._widest - self.state.sizeHint().width()
        return self.sizeHint().width() + free > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_compact(self._is_narrow)

    def _show_words(self, shown: bool) -> None:
        narrow = not shown
        self._kind_name.setVisible(not narrow)
        self._apart.setVisible(not narrow)
        for made, keys in ((self.history, "Ctrl+H"), (self.paper, "F9")):
            made.setText("" if narrow else made.accessibleName())
            if narrow:
                show_keys(made, keys)
        for made, keys in ((self.send_document, "Ctrl+Return"), (self.save, "Ctrl+S")):
            show_keys(made, keys, in_tip=narrow)


def saved_at(stored: Stored) -> str:
    """When the record was saved: the time of today, the day before."""
    from datetime import datetime

    try:
        when = datetime.fromisoformat(stored.at).astimezone()
    except ValueError:
        return tr("Saved")
    today = datetime.now().astimezone().date()
    if when.date() == today:
        return tr("Saved {time}", time=when.strftime("%H:%M"))
    return tr("Saved {time}", time=numbers().day(when.date(), short=True))
