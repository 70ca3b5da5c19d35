"""The input for a consultation: answers are written in the rows; the draft only until then."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QTextEdit, QVBoxLayout, QWidget

from rilo_desktop.analysis.consultation import OPEN, State, has_comment, state_of
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.language import NC_
from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.records import ConsultationParagraph, FieldSpec, FieldType
from rilo_desktop.rules.updates import is_fixed
from rilo_desktop.services.deferred import consultations

from ...context import PageContext
from ...i18n import tr
from ...state.folders import IMPORTS
from ...theme import scaled
from ...theme.tokens import SMALL
from ..buttons import Segments, button, is_key, show_keys
from ..form import Field
from ..inputs import Choices
from ..inputs.block import BlockInput
from ..labels import Label
from ..layouts import FlowLayout, Scroller, focus_chain, hbox, lay_out, set_margins, vbox
from ..lines import LinesInput
from ..progress import announce
from ..value_formatting import NameOf, may_be_unknown
from . import messages
from .view import ColumnHeads, ParagraphsModel, ParagraphView

_CTRL, _KEYS = Qt.KeyboardModifier.ControlModifier, Qt.Key
_READY = tuple(QKeyCombination(_CTRL, key) for key in (_KEYS.Key_Return, _KEYS.Key_Enter))
DRAFT = ("number", "heading", "text")
"""Fields of their text."""
ALL, COMMENTED, FOR_DECISION, NO_COMMENT = "all", "commented", "for_decision", "no_comment"
COUNTED = (ALL, COMMENTED, FOR_DECISION, NO_COMMENT)


class ConsultationInput(LinesInput):
    """Keys in the list: Enter writes, N has no comment; Ctrl+Enter makes an answer ready."""

    def __init__(self, about: FieldSpec, look: LinesSpec, context: PageContext) -> None:
        self._context = context
        self._shown = ALL
        super().__init__(about, look, context.names, context.names.name_of)
        self._locked = Label(
            tr("Their text is locked: it was answered. Take back the answers to change it."),
            SMALL,
            tone="text2",
            wrap=True,
        )
        self._open_points = Label("", SMALL, tone="text2")
        self._open_points.setMinimumHeight(scaled(28))
        self.segments = Segments([(key, "") for key in COUNTED], tr("Shown"))
        self.segments.chosen.connect(self._show_only)
        self.next_button = button(tr("Next to do"), self.next_open, "ghost", "arrow-down", high=28)
        above = QWidget()
        flow = FlowLayout(above, 12)
        for widget in (self._open_points, self.next_button, self.segments):
            flow.addWidget(widget)
        heads = ColumnHeads((tr("Their text"), tr("Our comment and proposal"), tr("State")))
        self._head = vbox(
            above,
            self._locked,
            heads,
            gap=8,
        )
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(0, self._head)
        self.view.setParent(None)  # placed again, Tab comes to it behind what stands above
        box.insertWidget(1, self.view)
        self.file_button = button(
            tr("Take from a file"), self._choose_file, "link", "file-import", high=24
        )
        self.tools = [self.file_button, self.add_button]
        self.view.clicked.connect(self._on_clicked)
        self._show_state()

    def make_model(self, cls: type[Any], columns: list[str], name_of: NameOf) -> ParagraphsModel:
        return ParagraphsModel(cls, columns, name_of)

    def make_view(self, _choices: Choices) -> QAbstractItemView:
        assert isinstance(self.model, ParagraphsModel)
        made = ParagraphView(self.model)
        made.setAccessibleName(tr("Paragraphs"))
        return made

    @property
    def _rows(self) -> ParagraphView:
        assert isinstance(self.view, ParagraphView)
        return self.view

    @property
    def _lines(self) -> Sequence[ConsultationParagraph]:
        return self.model.lines

    @property
    def is_locked(self) -> bool:
        return is_fixed(self._lines, self.model.about["text"].fixed_by)

    # --- the fields in the row

    def _show_below(self) -> None:
        if self._below is None:
            made = self._below = self._make_below(self._choices)
            box = made.layout()
            assert box is not None
            set_margins(box, (0, 0, 0, 4))
            chain = [*focus_chain(made)]
            made.setParent(self.view.viewport())
            for inside in (made, *made.findChildren(QWidget)):
                inside.installEventFilter(self)
            last: QWidget = self.view
            for widget in chain:
                QWidget.setTabOrder(last, widget)
                last = widget
        self._below.setVisible(self._rows.opened == self._at >= 0)

    def _make_below(self, choices: Choices) -> QWidget:
        self._join = self._tool("link", tr("Join with the next paragraph"), self.join_next)
        self._split = self._tool("columns", tr("Split where the caret stands"), self.split_here)
        self._ready = button(tr("Ready"), self.ready, "secondary", "check", high=28)
        show_keys(self._ready, "Ctrl+Return")
        made = super()._make_below(choices)
        box = made.layout()
        assert box is not None
        foot = hbox(self._join, self._split, None, self._ready, gap=4)
        box.addWidget(foot)
        return made

    def _make_field(self, name: str, choices: Choices) -> Field:
        about = self.model.about[name]
        if about.type is not FieldType.LONG_TEXT:
            return super()._make_field(name, choices)
        block = BlockInput(about, may_be_unknown(self.model.cls, name), least_lines=2)
        field = Field(name, about, choices, widget=block)
        field.changed.connect(lambda _inside, n=name: self._on_field(n))
        return field

    def _show_line(self, line: int) -> None:
        super()._show_line(line)
        if self._below is not None:
            locked = self.is_locked
            for name in DRAFT:
                self.fields[name].setVisible(not locked)
            tools = (self._earlier, self._later, self._copy, self._trash, self._join, self._split)
            for tool in tools:
                tool.setVisible(not locked)
            if 0 <= self._at < len(self._lines):
                number = known_text(self._lines[self._at].number)
                self._which.setText(tr("Paragraph {number}", number=number))

    def line_name(self, line: int) -> str:
        number = known_text(self._lines[line].number) if line < len(self._lines) else ""
        return tr("Paragraph {number}", number=number or str(line + 1))

    def _open(self, row: int, field: str = "") -> None:
        """Write in a row; the focus goes to one of its fields."""
        if row >= len(self._lines):
            if not self.is_locked:
                self.add()
            return
        self._rows.opened = row
        self._go_to(row)
        self._show_state()  # what it brings stands there before somebody types
        self._rows.open_row(row, self._below)
        self._show_line(row)
        first = "comment" if self.is_locked or known_text(self._lines[row].text) else "number"
        lay_out()
        self._rows.place_panel()
        self.fields[field or first].take_focus()
        self._bring(row)

    def close_row(self) -> None:
        """Back to the list."""
        if self._rows.opened >= 0:
            self._rows.open_row(-1, None)
            if self._below is not None:
                self._below.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_first(self) -> None:
        self._open(self._at)

    def target(self) -> QWidget:
        return self.view

    def go_to(self, line: int, name: str) -> None:
        """A paragraph that nobody looked at is shown; otherwise the field itself."""
        if line < len(self._lines):
            self._show_all()
            unread = state_of(self._lines[line]) is State.NOT_READ
            if name in self.model.about and not (unread and name == "position"):
                self._open(line, name)
                return
        self.close_row()
        self._go_to(line)
        self._bring(line)

    def place(self) -> tuple[QWidget, QRect]:
        return self.view.viewport(), self.view.visualRect(self.view.currentIndex())

    def _bring(self, row: int) -> None:
        """Into sight in the page that scrolls around."""
        lay_out()
        at: QWidget | None = self.parentWidget()
        while at is not None and not isinstance(at, Scroller):
            at = at.parentWidget()
        if isinstance(at, Scroller):
            rect = self.view.visualRect(self.model.index(row, 0))
            at.bring_place_into_sight(self.view.viewport(), rect)

    # --- answers

    def no_comment(self) -> None:
        """Nothing to say of the chosen paragraph; what was written stays."""
        at = self._at
        if not 0 <= at < len(self._lines):
            return
        if has_comment(self._lines[at]):
            announce(self.view, tr("It has a comment: delete that first."))
            return
        self._put(at, position="no_comment", agreed="agreed")
        announce(self.view, tr("No comment: {line}", line=self.line_name(at)))
        self.next_open()

    def ready(self) -> None:
        """The office has agreed on this answer."""
        at = self._at
        if not 0 <= at < len(self._lines):
            return
        line = self._lines[at]
        position = known_text(line.position) or ("amend" if known_text(line.proposal) else "")
        if not position:
            self._open(at, "position")
            self._show_message(tr("Say first whether the office agrees."))
            return
        self._put(at, position=position, agreed="agreed")
        announce(self.view, tr("Agreed here: {line}", line=self.line_name(at)))
        self.close_row()
        self.next_open()

    def next_open(self) -> None:
        """The next paragraph with something to do, from the chosen one on."""
        count = len(self._lines)
        order = [(self._at + 1 + step) % count for step in range(count)] if count else []
        for row in order:
            if state_of(self._lines[row]) in OPEN:
                self._show_all()
                self.close_row()
                self._go_to(row)
                self._bring(row)
                return
        self.close_row()

    def _put(self, row: int, **values: str) -> None:
        """One change of a paragraph, one step back."""
        self.model.lines[row] = dataclasses.replace(self.model.lines[row], **values)
        self.model.dataChanged.emit(self.model.index(row, 0), self.model.index(row, 0))
        self._show_line(row)
        self._on_edited(f"{row + 1}.position")

    # --- their text, until it is answered

    def join_next(self) -> None:
        at = self._at
        if self.is_locked or not 0 <= at < len(self._lines) - 1:
            return
        first, second = self._lines[at], self._lines[at + 1]
        text = "\n".join(part for part in (known_text(first.text), known_text(second.text)) if part)
        heading = known_text(first.heading) or known_text(second.heading)
        joined = dataclasses.replace(first, text=text, heading=heading or None)
        self._replace((*self._lines[:at], joined, *self._lines[at + 2 :]), at)
        announce(self.view, tr("Joined: {line}", line=self.line_name(at)))

    def split_here(self) -> None:
        """What stands behind the caret becomes the next paragraph."""
        at, field = self._at, self.fields["text"].input
        if self.is_locked or at < 0 or not isinstance(field, QTextEdit):
            return
        text, caret = field.toPlainText(), field.textCursor().position()
        before, after = text[:caret].strip(), text[caret:].strip()
        if not before or not after:
            self._show_message(tr("Put the caret where the next paragraph begins."))
            return
        first = dataclasses.replace(self._lines[at], text=before)
        second = ConsultationParagraph(text=after)
        self._replace((*self._lines[:at], first, second, *self._lines[at + 1 :]), at + 1)
        self._open(at + 1, "number")

    def _replace(self, lines: Sequence[ConsultationParagraph], at: int) -> None:
        self.model.show_lines(tuple(lines))
        self._go_to(at)
        self._on_edited("")

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Take the draft from a file"))
        dialog.setNameFilter(f"{tr('Documents')} (*.docx *.txt)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        self._context.folders.begin(dialog, IMPORTS)
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Paragraphs of a file behind those that are there."""
        self._context.serve(
            consultations.read, path, then=self._on_read, owner=self, turn="read draft"
        )

    def _on_read(self, found: tuple[str, tuple[ConsultationParagraph, ...]]) -> None:
        _, lines = found
        if not self.is_locked:
            kept = [line for line in self._lines if line != ConsultationParagraph()]
            self._replace((*kept, *lines), len(kept))

    # --- what is shown

    def _show_all(self) -> None:
        self.segments.choose(ALL)
        self._show_only(ALL)

    def _show_only(self, key: str) -> None:
        self._shown = key
        self._show_state()

    def _matches(self, line: ConsultationParagraph) -> bool:
        if self._shown == COMMENTED:
            return has_comment(line)
        if self._shown == FOR_DECISION:
            return state_of(line) is State.FOR_DECISION
        return self._shown != NO_COMMENT or state_of(line) is State.NO_COMMENT

    def _show_state(self) -> None:
        """Counts, which rows are shown, and whether the text may be changed."""
        if not hasattr(self, "segments"):
            return  # still being made
        lines, locked = self._lines, self.is_locked
        states = [state_of(line) for line in lines]
        counts = {
            ALL: (tr(NC_("paragraphs", "All")), len(lines)),
            COMMENTED: (tr("Commented"), sum(map(has_comment, lines))),
            FOR_DECISION: (tr("For decision"), states.count(State.FOR_DECISION)),
            NO_COMMENT: (tr("No comment"), states.count(State.NO_COMMENT)),
        }
        for key, (name, count) in counts.items():
            self.segments.set_text(key, f"{name} {count}")
        for row, line in enumerate(lines):
            self._rows.setRowHidden(row, not self._matches(line))
        self._rows.setRowHidden(len(lines), locked or self._shown != ALL)
        self._head.setVisible(bool(lines))
        self._locked.setVisible(locked)
        for tool in (self.add_button, self.file_button):
            if locked or tool.parentWidget() is not None:  # else it would be a window of its own
                tool.setVisible(not locked)
        self._open_points.setText(messages.open_points(lines))
        self.next_button.setEnabled(any(state in OPEN for state in states))
        self._rows.refit()

    def set_value(self, value: Any) -> None:
        """Of another draft the first paragraph with something to do is chosen."""
        before = [line.text for line in self._lines]
        super().set_value(value)
        if before != [line.text for line in self._lines]:
            states = map(state_of, self._lines)
            self._go_to(next((at for at, state in enumerate(states) if state in OPEN), 0))
        if self._rows.opened >= len(self._lines):
            self.close_row()
        self._show_state()

    def _on_edited(self, path: str) -> None:
        super()._on_edited(path)
        self._show_state()

    # --- keys and mouse

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self._rows.opened >= 0 and current.row() != self._rows.opened:
            self._rows.open_row(-1, None)
        super()._on_current(current, previous)
        if self.view.hasFocus() and current.isValid():
            self._bring(current.row())

    def _is_own(self, event: QEvent) -> bool:
        return super()._is_own(event) or is_key(event, *_READY)

    def pressed(self, event: QEvent) -> bool:
        if is_key(event, *_READY):
            self.ready()
        elif is_key(event, _KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_F2):
            self._open(self.view.currentIndex().row())
        elif is_key(event, _KEYS.Key_N):
            self.no_comment()
        elif self.is_locked and self._changes_draft(event):
            announce(self.view, tr("Their text is locked: it was answered."))
        else:
            return super().pressed(event)
        return True

    def _changes_draft(self, event: QEvent) -> bool:
        return self.is_earlier(event) or self.is_later(event) or super()._is_own(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view:
            return super().eventFilter(watched, event)
        kind = event.type()
        if watched is self._below:
            if kind == QEvent.Type.LayoutRequest:
                self._rows.refit()
            return False
        if kind == QEvent.Type.ShortcutOverride and is_key(event, *_READY, _KEYS.Key_Escape):
            event.accept()
            return True
        if kind != QEvent.Type.KeyPress:
            return False
        if is_key(event, *_READY):
            self.ready()
        elif is_key(event, _KEYS.Key_Escape):
            self.close_row()
        else:
            return False
        return True
