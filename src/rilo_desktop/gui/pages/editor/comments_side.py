"""Comments of colleagues at the side of the editor: read, answered, marked done, written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVarTuple

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.records import FieldSpec, FieldType, RecordType, class_of, fields_of
from rilo_desktop.services.deferred import record_comments

from ...context import PageContext
from ...i18n import plural, tr
from ...itemviews import STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...itemviews.list_row import SEPARATOR
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, MEDIUM, REGULAR, SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button, is_key, show_keys
from ...widgets.inputs.block import BlockInput
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Hairline, hbox, vbox
from .history import when

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.record_comments import CommentEntry, CommentThread

Ts = TypeVarTuple("Ts")
BEGINNING = 60
"""Characters of a comment in the name of a button."""
SEND_KEYS = "Ctrl+Return"
_CTRL = Qt.KeyboardModifier.ControlModifier
DONE = NC_("of a comment", "Done")
ANSWER = NC_("verb", "Answer")
COMMENT = NC_("button: on a record", "Comment")
TEXT = FieldSpec(FieldType.TEXT, N_("Comment"))


@dataclass(frozen=True)
class CommentLine:
    """One row: a comment, or an answer below it. `on`: label of the field, "" of an answer."""

    thread: CommentThread
    said: CommentEntry
    on: str = ""
    is_last: bool = False

    @property
    def is_answer(self) -> bool:
        return self.said.id != self.thread.id

    @property
    def head(self) -> str:
        return SEPARATOR.join((self.said.author, when(self.said.time)))

    @property
    def done(self) -> str:
        """Below the last row of what nobody needs to look at any more."""
        if self.thread.is_open or not self.is_last:
            return ""
        if not self.thread.done_by:
            return tr(DONE)
        done = {"sign": self.thread.done_by, "time": when(self.thread.done)}
        return tr("Done: {sign}, {time}", **done)

    @property
    def spoken(self) -> str:
        kind = tr(NC_("what a colleague said", "Answer")) if self.is_answer else tr("Comment")
        parts = (kind, self.head, self.on, self.said.text, self.done)
        return ". ".join(part for part in parts if part)


class CommentsSide(QWidget):
    changed = Signal(object)
    """`Changes`: something was written or marked."""
    field_wanted = Signal(str)
    left = Signal()
    """Back to the text of the record."""

    def __init__(self, context: PageContext, kind: RecordType) -> None:
        super().__init__()
        self._context = context
        self._described = fields_of(class_of(kind.code))
        self._record = ""
        self._answered: CommentThread | None = None
        self._typed: dict[str, str] = {}
        """Id of a record -> what was typed there and not sent."""
        self._count = Label("", SMALL, MEDIUM, "text2")
        self.view = _CommentsView()
        self.view.current_row.connect(lambda _row: self._show_tools())
        self._empty = Label("", tone="text2", wrap=True)
        self._rest = QWidget()
        """The room of the comments where there are none."""
        self.answer_button = button(tr(ANSWER), self.answer, glyph="arrow-forward-up", high=28)
        self.done_button = button(tr(DONE), self.mark, glyph="check", high=28)
        self.field_button = button(tr("Go to the field"), self._go_to_field, "link", high=28)
        self._tools = hbox(self.answer_button, self.done_button, None, self.field_button, gap=8)
        self._composer = self._made_composer()
        vbox(
            hbox(Label(tr("Comments"), SECTION, SEMIBOLD), None, self._count),
            10,
            self._empty,
            (self.view, 1),
            (self._rest, 1),
            8,
            self._tools,
            10,
            self._composer,
            margins=(16, 16, 16, 12),
            into=self,
        )
        self.show_threads("", ())

    def _made_composer(self) -> QWidget:
        fields = [(name, tr(about.label)) for name, about in self._described.items()]
        self.on = choice_box([("", tr("The whole record")), *fields], "")
        self._on = labelled(tr(NC_("what a comment is about", "About")), self.on)
        self.text = BlockInput(TEXT, least_lines=3)
        self.text.changed.connect(self._show_tools)
        self._writes = Label("", SMALL, MEDIUM, "text2", wrap=True)
        self.cancel_button = button(tr("Cancel"), self._cancel, "ghost", high=28)
        self.send_button = button(tr(COMMENT), self.send, "primary", high=28)
        show_keys(self.send_button, SEND_KEYS)
        self.text.installEventFilter(self)
        return vbox(
            Hairline(),
            10,
            self._on,
            self._writes,
            8,
            labelled(tr("Your comment"), self.text),
            8,
            hbox(None, self.cancel_button, self.send_button, gap=8),
        )

    def show_threads(self, record_id: str, threads: Sequence[CommentThread]) -> None:
        """`record_id` "": one that was never saved."""
        if record_id != self._record:
            self._typed[self._record] = self._written()
            self._record = record_id
            self._answered = None
            self.text.set_value(self._typed.pop(record_id, "") or None)
        self.view.show_lines(tuple(self._lines(threads)))
        count = sum(thread.is_open for thread in threads)
        self._count.setText(plural("{count} open", "{count} open", count) if count else "")
        self._empty.setText(
            tr("Nobody has commented on this record yet.")
            if record_id
            else tr("Save the record first; then it can be commented on.")
        )
        self._empty.setVisible(not threads)
        self.view.setVisible(bool(threads))
        self._rest.setVisible(not threads)
        self._composer.setVisible(bool(record_id) and self._context.may("write"))
        self._show_tools()

    def take_focus(self, field: str = "") -> None:
        """To what can be written about a field; to what was said where nothing can."""
        if not self._written() and self._answered is None:
            self.on.setCurrentIndex(max(0, self.on.findData(field)))
        target = self.text if self._composer.isVisibleTo(self) else self.view
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def answer(self) -> None:
        """What is typed next answers the comment that is chosen."""
        line = self.view.current_entry
        if line is not None:
            self._answered = line.thread
            self._show_tools()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self) -> None:
        """The comment that is chosen is done, or open again."""
        line = self.view.current_entry
        if line is None:
            return
        if line.thread.is_open:
            then = partial(self._on_written, tr("Marked as done."))
            self._serve(record_comments.mark_done, line.thread.id, then=then)
        else:
            then = partial(self._on_written, tr("The comment is open again."))
            self._serve(record_comments.reopen, line.thread.id, then=then)

    def send(self) -> None:
        text = self._written()
        if not text:
            self._context.warned.emit(tr("Write the comment first."))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._answered is not None:
            then = partial(self._on_sent, tr("Your colleagues see the answer."))
            self._serve(record_comments.answer, self._answered.id, text, then=then)
        else:
            field = str(self.on.currentData() or "")
            then = partial(self._on_sent, tr("Your colleagues see the comment."))
            self._serve(record_comments.write, self._record, text, field, then=then)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the text sends it, whatever else these keys do on the page."""
        keys = (QKeyCombination(_CTRL, key) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        if not is_key(event, *keys):
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.send()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_key(event, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif self._answered is not None:
            self._cancel()
        else:
            self.left.emit()

    def _serve(
        self,
        service: Callable[[Session, *Ts], Changes],
        *args: *Ts,
        then: Callable[[Changes], None],
    ) -> None:
        self._context.serve(service, *args, then=then, owner=self, turn="comment")

    def _on_sent(self, said: str, changes: Changes) -> None:
        self._answered = None
        self.text.set_value(None)
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)  # the button has nothing to do now
        self._on_written(said, changes)

    def _on_written(self, said: str, changes: Changes) -> None:
        self.changed.emit(changes)
        self._context.told.emit(said)

    def _cancel(self) -> None:
        self._answered = None
        self._show_tools()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_field(self) -> None:
        line = self.view.current_entry
        if line is not None and line.thread.field:
            self.field_wanted.emit(line.thread.field)

    def _written(self) -> str:
        return str(self.text.value() or "").strip()

    def _lines(self, threads: Sequence[CommentThread]) -> Iterator[CommentLine]:
        for thread in threads:
            for said in thread.said:
                is_first, is_last = said is thread.said[0], said is thread.said[-1]
                yield CommentLine(
                    thread, said, self._label(thread.field) if is_first else "", is_last
                )

    def _label(self, field: str) -> str:
        about = self._described.get(field)
        return tr(about.label) if about is not None else ""

    def _show_tools(self) -> None:
        line, may = self.view.current_entry, self._context.may("write")
        self._tools.setVisible(line is not None)
        self.answer_button.setVisible(may)
        self.done_button.setVisible(may)
        if line is not None:
            is_open = line.thread.is_open
            self.done_button.setText(tr(DONE) if is_open else tr("Open again"))
            asked = line.thread.said[0]
            named = {"sign": asked.author, "text": asked.text[:BEGINNING]}
            self.done_button.setAccessibleName(
                tr("Done: comment of {sign}, {text}", **named)
                if is_open
                else tr("Open again: comment of {sign}, {text}", **named)
            )
            self.answer_button.setAccessibleName(tr("Answer {sign}: {text}", **named))
        self.field_button.setVisible(line is not None and bool(line.thread.field))
        answers = self._answered is not None
        self._on.setVisible(not answers)
        self._writes.setVisible(answers)
        self.cancel_button.setVisible(answers)
        if self._answered is not None:
            self._writes.setText(tr("Answer to {sign}", sign=self._answered.said[0].author))
        self.send_button.setText(tr(ANSWER) if answers else tr(COMMENT))
        self.send_button.setAccessibleName(self.send_button.text())
        self.send_button.setEnabled(bool(self._written()))


class _CommentsView(ListView[CommentLine]):
    triggers = ()

    def __init__(self) -> None:
        model: ListModel[CommentLine] = ListModel(
            text=lambda line: line.said.text, spoken=lambda line: line.spoken
        )
        super().__init__(tr("Comments"), model, _comment_row)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_lines(self, lines: Sequence[CommentLine]) -> None:
        """What was just written becomes the current one; else the one that is stays it."""
        known = {line.said.id for line in self.rows}
        at = self.current_entry.said.id if self.current_entry is not None else ""
        new = [n for n, line in enumerate(lines) if line.said.id not in known]
        same = [n for n, line in enumerate(lines) if line.said.id == at]
        self.show_rows(lines)
        for row in new if known and len(new) == 1 else same:
            self.select_row(row)


def _comment_row(line: CommentLine, _context: RowContext) -> Row:
    tone = "text" if line.thread.is_open else "text2"
    texts = [Text(line.head, (SMALL, REGULAR), "text2")]
    if line.on:
        texts.append(Text(line.on, (SMALL, MEDIUM), "text2", most=2))
    texts.append(Text(line.said.text, (BODY, REGULAR), tone, most=0, step=LINE, above=2))
    if line.done:
        texts.append(Text(line.done, (SMALL, MEDIUM), "ok", above=2, own_words=True))
    icon = "arrow-forward-up" if line.is_answer else "messages"
    shown = "check" if not line.thread.is_open and not line.is_answer else icon
    cells = (
        Cell(Icon(shown, "text2" if line.thread.is_open else "ok", 15), align="top", drop=1),
        Cell(tuple(texts), STRETCH, before=8, align="top"),
    )
    lead = 24 if line.is_answer else 8
    return Row(cells, top=6, bottom=8, lead=lead, trail=8)
