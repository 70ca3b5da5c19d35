"""The editor page: outline at the left, the form in the middle, findings at the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from rilo_desktop.records import Level, kind_named

from ..commands import IN_THE_EDITOR, Command, belongs, register
from ..desk import Desk
from ..texts import tr
from ..theme import scaled
from ..theme.tokens import (
    EDITOR_BODY,
    MEDIUM,
    OUTLINE,
    OUTLINE_MOST,
    PREVIEW_BELOW,
    RAIL,
    RAIL_BELOW,
    SMALL,
)
from ..widgets.boxes import Panel, Scroller, column, lay_out, row
from ..widgets.buttons import Segments
from ..widgets.findings import ShownFinding
from ..widgets.places import PlacesView
from ..widgets.question import Question
from ..widgets.words import Label
from .changes_back import ChangesBack
from .conflict import ConflictView, is_conflict
from .drafting import Drafting, beginning, left_at
from .form import RecordForm
from .head import Head, saved_at
from .judged import Judged, judged
from .outline import places_of
from .review_strip import ReviewStrip
from .sections import SectionBox
from .side import FINDINGS, PAPER, Side

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.drafts import Reopened
    from rilo_desktop.services.record import Stored

PAUSE = 250
"""Milliseconds without a change before the rules are asked."""
ROOM = 104
"""What stays free above and below a field that is gone to: a toast may stand there."""
PAPER_SHARE = 43
"""Of a hundred parts of the width, what paper takes."""
WITH_PAPER = 1_560
"""Width from which the outline has room beside the paper."""


class EditorPage(QWidget):
    """Edits one record at a time. Unsaved text is never lost without a question."""

    left = Signal()
    loaded = Signal()
    saved = Signal(str)
    judged = Signal()

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk = desk
        self.kind = kind_named(kind)
        self._base = ""
        self._record: Record | None = None
        self._judged: Judged | None = None
        self._after_save: Callable[[], object] | None = None
        self._profile = Level.FULL
        self._conflict: ConflictView | None = None
        self._finding_at, self._finding_path = 0, ""
        self.form = RecordForm(desk, self.kind)
        self.scroller = Scroller(self.form, EDITOR_BODY)
        self.head = Head(self.kind)
        self.review = ReviewStrip(desk, lambda: not self.dirty)
        self.side = Side(desk, self.kind, self._on_form)
        self.outline = PlacesView(tr("Parts of the record"))
        self.back_and_forth = ChangesBack(self.form)
        self.drafting = Drafting(desk, self.form, lambda: self._base)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._judge)
        self._connect()

    def _build(self) -> None:
        self.save_button, self.send_button = self.head.save, self.head.send
        self._left = Panel("canvas", "r", width=OUTLINE)
        profile = Segments(
            (("minimal", tr("Minimal")), ("full", tr("Full"))), tr("Profile"), "full"
        )
        profile.chosen.connect(self._choose_profile)
        self._profile_box = column(12, Label(tr("Profile"), SMALL, MEDIUM, "text2"), 4, profile)
        column(
            (self.outline, 1),
            self._profile_box,
            margins=(12, 16, 13, 12),
            into=self._left,
        )
        body = Panel("surface")
        column((self.scroller, 1), into=body)
        self._body = QStackedWidget()
        self._body.addWidget(body)
        middle = column(self.review, (self._body, 1))
        column(self.head, (row(self._left, (middle, 1), self.side), 1), into=self)
        belongs(self, IN_THE_EDITOR)
        register(
            self,
            Command("editor.next", tr("Go to the next finding"), "F8", self._next_finding),
        )
        self._outline()

    def _connect(self) -> None:
        head, steps = self.head, self.back_and_forth
        head.left.connect(lambda: self.leave())
        head.save_wanted.connect(self.save)
        head.send_wanted.connect(self.send)
        head.undo_wanted.connect(steps.undo)
        head.redo_wanted.connect(steps.redo)
        head.side_wanted.connect(self.show_side)
        steps.changed.connect(lambda: head.show_back(steps.can_undo, steps.can_redo))
        steps.stepped.connect(self._on_stepped)
        self.form.changed.connect(lambda _path: self._on_changed())
        self.outline.chosen.connect(self._go_to_section)
        self.side.chosen.connect(self._go_to_finding)
        self.side.wanted.connect(self.show_side)
        self.review.decided.connect(self._desk.announce)
        self._desk.changes.happened.connect(self._on_changes)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def begin(self) -> None:
        """A new record; it is in the store after the first save."""
        self._desk.ask(
            self._desk.office.new, self.kind.code, then=self._on_new, owner=self, turn="load"
        )

    def open(self, record_id: str, path: str = "") -> None:
        """Load a record, and go to a field of it."""
        self._desk.ask(
            self._desk.office.reopened,
            record_id,
            then=lambda answer: self._on_reopened(answer, path),
            failed=self._on_load_failed,
            owner=self,
            turn="load",
        )

    @property
    def dirty(self) -> bool:
        """Would something be lost?"""
        self.form.commit()
        return self.form.dirty

    @property
    def record_id(self) -> str:
        return self._record.id if self._record is not None else ""

    def save(self) -> None:
        if self._conflict is not None and self._body.currentWidget() is self._conflict:
            self._conflict.take_focus()
            return
        self.form.commit()
        wrong = self.form.first_complaint()
        if wrong:
            self._go_to(wrong)
            self._desk.warned.emit(
                tr("One field cannot be saved as it stands. What you wrote is kept.")
            )
            self._after_save = None
            return
        self.head.say(tr("Saving …"))
        self.save_button.setEnabled(False)
        record = self.form.record()
        self._desk.ask(
            self._desk.office.save,
            record,
            self._base,
            then=lambda answer: self._on_saved(record, *answer),
            failed=lambda error: self._on_save_failed(error, record),
            owner=self,
        )

    def send(self) -> None:
        """Hand the record to a second officer, saved first."""
        if self.dirty or not self._base:
            self._after_save = self._send
            self.save()
        else:
            self._send()

    def _send(self) -> None:
        self._desk.ask(
            self._desk.office.send,
            self.record_id,
            then=lambda answer: self._on_sent(*answer),
            owner=self,
        )

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Go, or ask first what shall become of unsaved text."""
        go = then or self.left.emit
        if not self.dirty:
            go()
            return
        if self.findChild(Question) is not None:
            return
        question = Question(
            self,
            tr("Save the changes?"),
            tr("What you wrote in this record is not saved yet."),
            (
                ("keep", tr("Keep writing"), "secondary"),
                ("drop", tr("Discard changes"), "secondary"),
                ("save", tr("Save changes"), "primary"),
            ),
        )
        question.answered.connect(lambda answer: self._on_answer(answer, go))
        question.open()

    def _on_answer(self, answer: str, go: Callable[[], object]) -> None:
        if answer == "save":
            self._after_save = go
            self.save()
        elif answer == "drop":
            if self._record is not None:
                self._fill(self._record)
                self.drafting.discard(self._record.id)
            go()

    def _on_new(self, record: Record) -> None:
        self._show(record, "")
        self.head.say(tr("Not saved yet"))
        self.scroller.verticalScrollBar().setValue(0)
        self._go_to(self.kind.title)
        self.loaded.emit()

    def _on_loaded(self, stored: Stored, path: str) -> None:
        self._show(stored.record, stored.revision)
        self.head.say(saved_at(stored))
        self.scroller.verticalScrollBar().setValue(0)
        self._go_to(path or self.kind.title)
        self.loaded.emit()

    def _on_reopened(self, answer: tuple[Reopened, Record | None], path: str) -> None:
        found, empty = answer
        draft, stored = found.draft, found.stored
        if draft is None:
            assert stored is not None
            self._on_loaded(stored, path)
            return
        self._show(beginning(self.form, found, empty), draft.base)
        for name in self.drafting.put_back(draft):
            self.back_and_forth.noticed(name)
        self._on_changed()
        self.head.say(left_at(draft))
        self._go_to(path or draft.caret.field or self.kind.title)
        if not path:
            self.drafting.put_caret(draft.caret)
        if draft.is_behind and stored is not None:
            self._show_conflict(stored)
        self.loaded.emit()

    def _on_load_failed(self, error: BaseException) -> None:
        """Nothing to edit: back to where the officer came from, with the reason."""
        self._desk.failed.emit(error)
        self.left.emit()

    def _show(self, record: Record, revision: str) -> None:
        self._record, self._base = record, revision
        self._fill(record)
        self._show_around(record)

    def _fill(self, record: Record) -> None:
        self._finding_at, self._finding_path = 0, ""
        self._body.setCurrentIndex(0)
        self.drafting.rest()
        self.form.set_record(record)
        self.back_and_forth.forget(record)

    def _show_around(self, record: Record) -> None:
        """What stands round the form: head, review, history, findings, paper."""
        self.head.show_record(record)
        self.review.ask(record.id if self._base else "")
        self.side.show_record(record.id, self._base, self.form.dirty)
        self._judge()

    def _on_saved(self, sent: Record, changes: Changes, stored: Stored) -> None:
        """Take the new revision; what was typed meanwhile stays and is still unsaved."""
        typed_on = self.form.record() != sent or self.form.first_complaint()
        self._base, self._record = stored.revision, stored.record
        self.form.rebase(stored.record, everything=not typed_on)
        self.back_and_forth.rest()
        self.drafting.keep()
        self.head.say(tr("Not saved yet") if typed_on else saved_at(stored))
        self._show_around(stored.record)
        self._desk.announce(changes)
        self.saved.emit(stored.record.id)
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException, sent: Record) -> None:
        self.save_button.setEnabled(True)
        self._after_save = None
        self.head.say(tr("Not saved"))
        if is_conflict(error):
            self._desk.ask(
                self._desk.office.get,
                sent.id,
                then=self._show_conflict,
                owner=self,
                turn="conflict",
            )
            return
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if findings and findings[0].place.field:
            self._go_to(findings[0].place.field)
        self._desk.failed.emit(error)

    def _show_conflict(self, stored: Stored) -> None:
        """Both versions in place of the form; the form keeps all that was typed."""
        assert self._record is not None
        if self._conflict is None:
            self._conflict = ConflictView(
                self.kind, self._desk.names.name_of, frozenset(self.form.fields)
            )
            self._conflict.solved.connect(self._on_solved)
            self._conflict.left.connect(self._leave_conflict)
            self._body.addWidget(self._conflict)
        self._conflict.show_states(self._record, self.form.record(), stored)
        self._body.setCurrentWidget(self._conflict)
        self.save_button.setEnabled(False)  # what is to be saved is chosen first
        self._conflict.take_focus()

    def _leave_conflict(self) -> None:
        self._body.setCurrentIndex(0)
        self.save_button.setEnabled(True)
        self._go_to(self.kind.title)

    def _on_solved(self, record: Record, stored: Stored) -> None:
        """Go on with what was chosen, over the newest revision; saved when the officer says."""
        self._base, self._record = stored.revision, stored.record
        self._fill(stored.record)
        for name in self.form.fields:
            if getattr(record, name) != getattr(stored.record, name):
                self.form.set_value(name, getattr(record, name))
                self.back_and_forth.noticed(name)
        self._show_around(stored.record)
        self._on_changed()
        self._go_to(self.kind.title)

    def _on_sent(self, changes: Changes, stored: Stored) -> None:
        self._show(stored.record, stored.revision)
        self.head.say(tr("Sent for review"))
        self._desk.announce(changes)

    def _on_changes(self, changes: Changes) -> None:
        """Somebody else wrote this record (undo, bulk work, review): show how it stands now."""
        if self._base and self.record_id in changes.records and not self.dirty:
            self._desk.ask(
                self._desk.office.get,
                self.record_id,
                then=self._on_other_revision,
                owner=self,
                turn="load",
            )

    def _on_other_revision(self, stored: Stored) -> None:
        if stored.revision == self._base or self.dirty:
            return
        self._base, self._record = stored.revision, stored.record
        self.form.rebase(stored.record, everything=True)
        self.back_and_forth.forget(stored.record)
        self.head.say(saved_at(stored))
        self._show_around(stored.record)

    def _on_stepped(self, path: str) -> None:
        """A value went back or came again: the focus goes where it is to be seen."""
        lines = self.form.fields[path.split(".")[0]].value()
        name, *inside = path.split(".")
        there = not inside or int(inside[0]) <= len(lines)
        self._go_to(path if there else name)
        self._on_changed()

    def _on_changed(self) -> None:
        dirty = self.form.dirty
        self.head.say(tr("Not saved yet") if dirty else "")
        self.head.show_tlp(self.form.value("tlp") if "tlp" in self.form.fields else "")
        self.side.form_changed(dirty)
        self.drafting.changed()
        self._pause.start()

    def show_side(self, mode: str) -> None:
        """ "findings", "history" or "paper" at the side; it stays until another is chosen."""
        self.side.show_part(mode)
        self.head.show_side(self.side.mode)
        self._fit()
        lay_out()
        self.side.refresh()

    def _on_form(self) -> Record | None:
        return self.form.record() if self._record is not None else None

    def _choose_profile(self, key: str) -> None:
        self._profile = Level(key)
        self._judge()

    def _judge(self) -> None:
        if self._record is not None:
            self._desk.ask(
                self._desk.office.findings,
                self.form.record(),
                self._profile,
                then=self._on_judged,
                owner=self,
                turn="judge",
            )

    def _on_judged(self, findings: tuple[Finding, ...]) -> None:
        self._judged = judged(self.kind, findings, self._profile, bool(self._base))
        self.side.show_findings(self._judged.shown, self._judged.done, self._judged.all_parts)
        self.form.show_findings(self._judged.at)
        self._outline()
        self.judged.emit()

    def _outline(self) -> None:
        self.outline.show_places(places_of(self.form, self._judged.at if self._judged else {}))

    def show_section(self, name: str) -> None:
        """Scroll to a section and give its first field the focus."""
        self._go_to_section(name)

    def _go_to_section(self, name: str) -> None:
        box = self.form.sections.get(name)
        if box is None:
            return
        fields = self.form.fields_of_section(name)
        lay_out()
        top = box.mapTo(self.form, box.rect().topLeft()).y()
        self.scroller.verticalScrollBar().setValue(top - scaled(16))
        if not self.outline.hasFocus() and fields:
            fields[0].take_focus()

    def _go_to_finding(self, finding: ShownFinding) -> None:
        self._finding_at = self.side.view.found.index(finding)
        self._finding_path = finding.path
        self._go_to(finding.path)

    def _go_to(self, path: str) -> None:
        widget = self.form.go_to(path)
        if widget is not None:
            lay_out()
            self.scroller.bring_into_sight(widget, scaled(ROOM))

    def _next_finding(self) -> None:
        """The one after the last that was gone to; one that is solved makes room for the next."""
        found = self.side.view.found
        if found:
            paths = [finding.path for finding in found]
            at = self._finding_at
            on = at < len(paths) and paths[at] == self._finding_path
            self._go_to_finding(found[(at + 1 if on else at) % len(found)])

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        at = new
        while at is not None and not isinstance(at, SectionBox):
            at = at.parentWidget()
        if isinstance(at, SectionBox) and self.form.isAncestorOf(at):
            self.outline.mark(at.section.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The form has room first; paper takes that of the outline, and more of a wide window."""
        wide, paper = self.width(), self.side.mode == PAPER
        narrow = wide < scaled(RAIL_BELOW - RAIL)
        labels = self.outline.width_for_labels() + scaled(25)
        outline = max(scaled(OUTLINE), min(labels, scaled(OUTLINE_MOST)))
        self._left.setFixedWidth(scaled(RAIL) if narrow else outline)
        self._left.setVisible(not paper or wide >= scaled(WITH_PAPER))
        self._profile_box.setVisible(not narrow)
        self.side.setVisible(self.side.mode != FINDINGS or wide >= scaled(PREVIEW_BELOW - RAIL))
        side = scaled(336 if wide >= scaled(1_160) else 312)
        self.side.setFixedWidth(max(side, wide * PAPER_SHARE // 100) if paper else side)
        self.head.give_way(narrow)
