"""The editor page: a record comes, is written, judged, saved, and goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import RequiredFor
from rilo_desktop.services.deferred import derived, one_record, record, record_opening, review

from ...commands import FILE, Command, register
from ...context import PageContext
from ...i18n import tr
from ...record_commands.derived import register_derived
from ...record_commands.printing import PRINT_KEYS, Printing
from ...record_commands.record_pages import RecordPages, Take
from ...routing import COMMENTS, Route
from ...widgets.findings import ShownFinding
from ...widgets.record_form.draft_autosave import DraftAutosave, beginning, left_at
from ...widgets.record_form.half_typed import saved_but_for
from ...widgets.validation_view import Judged, judged
from .conflict import ConflictView, is_conflict
from .derived_fields import DerivedFields
from .finding_walk import FindingWalk
from .form_undo import FormUndoStack
from .header import saved_at
from .layout import EditorLayout
from .leaving import Leaving
from .sending import DocumentSending, send_label
from .side_panel import FINDINGS, HISTORY, PAPER
from .suggestion_actions import SuggestionActions

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.derived_values import Known
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.record import Stored
    from rilo_desktop.services.records.record_opening import Reopened

PAUSE = 250
"""Milliseconds without a change before the rules are asked."""


class EditorPage(EditorLayout):
    """Edits one record at a time. Unsaved text is never lost without a question."""

    left = Signal()
    loaded = Signal()
    saved = Signal(str)
    judged = Signal()

    def __init__(self, context: PageContext, kind: str) -> None:
        super().__init__(context, kind)
        self._base = ""
        self._judged: Judged | None = None
        self._after_save: Callable[[], object] | None = None
        self._profile = RequiredFor.FULL
        self._conflict: ConflictView | None = None
        self.walk = FindingWalk(self.form.shape)
        self.back_and_forth = FormUndoStack(self.form)
        self.filling = DerivedFields(self.form)
        self.drafting = DraftAutosave(context, self.form, lambda: self._base)
        if self.side.beside is not None:
            picking = SuggestionActions(
                context, self.kind, self.form, self.back_and_forth, self.side.beside
            )
            self.side.beside.left.connect(self.leave_beside)
            self.ground.dropped.connect(picking.pick)
        self.sending = DocumentSending(context, self, lambda: self.record_id)
        self.leaving = Leaving(self, self, context)
        self._is_saving = False
        self.pages = RecordPages(
            self, context, self.kind.code, self._take_saved, self._name_of_file
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._judge)
        self._connect()
        self.printing = Printing(self, context)
        if record_type(kind).has_pages:
            printed = tr("Print the record …")
            run = partial(self._take_saved, self.printing.records)
            register(
                self, Command("pages.print", printed, PRINT_KEYS, run, icon="printer", menu=FILE)
            )
        close = Command("editor.close", tr("Close the record"), "Ctrl+W", self.leave, menu=FILE)
        register(self, close)
        next_one = Command("editor.next", tr("Go to the next finding"), "F8", self._next_finding)
        register(self, next_one)
        register_derived(
            self, context, self.kind.code, lambda: self.record_id if self._base else ""
        )

    def _connect(self) -> None:
        head, steps = self.head, self.back_and_forth
        head.left.connect(lambda: self.leave())
        head.save_wanted.connect(self.save)
        head.send_wanted.connect(self.send)
        head.document_wanted.connect(self.send_document)
        head.pdf_wanted.connect(self.pages.save)
        head.undo_wanted.connect(steps.undo)
        head.redo_wanted.connect(steps.redo)
        steps.changed.connect(lambda: head.show_back(steps.can_undo, steps.can_redo))
        steps.stepped.connect(self._on_stepped)
        steps.stepped.connect(lambda _path: self.filling.show())
        self.form.changed.connect(lambda _path: self._on_changed())
        self.form.reshaped.connect(self._list_findings)
        self.profile_chosen.connect(self._choose_profile)
        self.side.chosen.connect(self._go_to_finding)
        self.side.duplicates.merged.connect(self._on_merged)
        self.review.decided.connect(self._context.announce)
        self._context.changes.happened.connect(self._on_changes)

    def begin(self, source: str = "", path: str = "") -> None:
        """A new record; it is in the store after the first save.

        `source`: id of the record that it begins with, written from the field `path` on.
        """
        if source:
            self._context.serve(
                derived.made_from,
                self.kind.code,
                source,
                then=lambda made: self._on_derived(made, path),
                failed=self._on_load_failed,
                owner=self,
                turn="load",
            )
            return
        self._context.serve(
            record.begun,
            self.kind.code,
            then=lambda begun: self._on_new(begun.record, begun.known),
            owner=self,
            turn="load",
        )

    def open(self, record_id: str, path: str = "") -> None:
        """Load a record, and go to a field of it."""
        self._context.serve(
            record_opening.reopened,
            record_id,
            then=lambda found: self._on_reopened(found, path),
            failed=self._on_load_failed,
            owner=self,
            turn="load",
        )

    @property
    def record_id(self) -> str:
        return self._record.id if self._record is not None else ""

    def save(self) -> None:
        if self._conflict is not None and self._body.currentWidget() is self._conflict:
            self._conflict.take_focus()
            return
        self.form.commit()
        self.filling.fill()
        wrong = self.form.first_complaint()
        sent = self.form.record()
        if wrong:  # the rest is saved, and the draft keeps what was typed
            self._go_to(wrong)
            self._after_save = None
            if sent == self._record:
                self._context.warned.emit(
                    tr("Not saved: a field holds what it cannot take. Your text is kept.")
                )
                return
        self._save(sent)

    def _save(self, sent: Record) -> None:
        self.head.show_message(tr("Saving …"))
        self.save_button.setEnabled(False)
        self._is_saving = True
        self._context.serve(
            record.save,
            sent,
            self._base,
            then=lambda saved: self._on_saved(sent, saved, saved.stored),
            failed=lambda error: self._on_save_failed(error, sent),
            owner=self,
        )

    def send(self) -> None:
        """Hand the record to a second officer, saved first."""
        self.once_saved(self._send)

    def _send(self) -> None:
        self.review.before_sending(self.record_id, self._send_now)

    def _send_now(self) -> None:
        self._context.serve(
            review.send_and_get,
            self.record_id,
            then=lambda answer: self._on_sent(*answer),
            owner=self,
        )

    def send_document(self) -> None:
        """Send the record's own document, saved first; what keeps it from that is gone to."""
        self.once_saved(self.sending.send)

    def _take_saved(self, take: Take) -> None:
        self.once_saved(lambda: take((self.record_id,)))

    def _name_of_file(self) -> str:
        return (self._record.reference if self._record is not None else "") or tr(self.kind.label)

    def once_saved(self, then: Callable[[], object]) -> None:
        if self.dirty or not self._base:
            self._after_save = then
            self.save()
        else:
            then()

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Go, or ask first what shall become of unsaved text."""
        go = then or self.left.emit
        if self._is_saving:
            self._after_save = lambda: self.leave(go)
        else:
            self.leaving.leave(go)

    @property
    def has_more_to_save(self) -> bool:
        """Than texts that are no value."""
        return self._record is not None and self.form.record() != self._record

    def save_rest(self, then: Callable[[], object]) -> None:
        """What differs from the record, and a new record even so; texts that are no value stay."""
        self.filling.fill()
        if self._base and not self.has_more_to_save:
            then()
        else:
            self._after_save = then
            self._save(self.form.record())

    def discard(self) -> None:
        """The record as it stands in the store; what was typed since goes."""
        if self._record is not None:
            self._fill(self._record)
            self.drafting.discard(self._record.id)

    def _on_new(self, record: Record, known: Known | None = None) -> None:
        self._show(record, "", known)
        if self.side.mode in (COMMENTS, HISTORY):  # it has neither yet
            self.show_side(FINDINGS)
        self.head.show_message(tr("Not saved yet"))
        self.scroller.verticalScrollBar().setValue(0)
        self._go_to(self.kind.title)
        self.loaded.emit()

    def _on_derived(self, made: Record, path: str) -> None:
        """What it says already is seen beside the form, as it will print. One that is there
        already is opened."""
        if made.reference:
            self.open(made.id, path)
            return
        self._on_new(made)
        is_alone = self._opens_at != self.kind.title  # what it asks has room for no paper
        if path != self.kind.title and not is_alone:  # a duplicate is written on, as it is
            self.show_side(PAPER)
        self._go_to(path or self._opens_at)

    def _on_loaded(self, stored: Stored, path: str) -> None:
        self._show(stored.record, stored.revision)
        self.head.show_message(saved_at(stored))
        self.scroller.verticalScrollBar().setValue(0)
        self._go_to(path or self._opens_at)
        self.loaded.emit()

    def _on_reopened(self, found: Reopened, path: str) -> None:
        draft, stored = found.draft, found.stored
        if draft is None:
            assert stored is not None
            self._on_loaded(stored, path)
            return
        self._show(beginning(self.form, found), draft.base)
        for name in self.drafting.put_back(draft):
            self.back_and_forth.noticed(name)
        self.filling.begin(self.form.record(), None)
        self._on_changed()
        self.head.show_message(left_at(draft))
        self._go_to(path or draft.caret.field or self._opens_at)
        if not path:
            self.drafting.put_caret(draft.caret)
        if draft.is_behind and stored is not None:
            self._show_conflict(stored)
        self.loaded.emit()

    def _on_load_failed(self, error: BaseException) -> None:
        """Nothing to edit: back to where the officer came from, with the reason."""
        self._context.failed.emit(error)
        self.left.emit()

    def _show(self, record: Record, revision: str, known: Known | None = None) -> None:
        self._record, self._base = record, revision
        self.form_choice.apply()
        self._fill(record, known)
        self._show_around(record)

    def _fill(self, record: Record, known: Known | None = None) -> None:
        self.walk.rest()
        self._body.setCurrentIndex(0)
        self.drafting.rest()
        self.form.set_record(record)
        self.back_and_forth.forget(record)
        self.filling.begin(record, known)

    def _show_around(self, record: Record) -> None:
        """What stands round the form: head, review, history, findings, paper."""
        self.head.show_record(record)
        self.head.show_document(send_label(record))
        self.review.ask(record.id if self._base else "")
        self.side.show_record(record.id, self._base, self.form.dirty)
        self._judge()

    def _on_saved(self, sent: Record, changes: Changes, stored: Stored) -> None:
        """Take the new revision; what was typed meanwhile stays and is still unsaved."""
        self._is_saving = False
        typed_on = self.form.record() != sent or self.form.first_complaint()
        self._base, self._record = stored.revision, stored.record
        self.form.rebase(stored.record, everything=not typed_on)
        self.filling.saved(stored.record)
        self.back_and_forth.rest()
        self.drafting.keep()
        if self.form.first_complaint():
            said = saved_but_for(self.form)
        else:
            said = tr("Not saved yet") if typed_on else saved_at(stored)
        self.head.show_message(said)
        self._show_around(stored.record)
        self._context.announce(changes)
        self.saved.emit(stored.record.id)
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException, sent: Record) -> None:
        self._is_saving = False
        self.save_button.setEnabled(True)
        self._after_save = None
        self.head.show_message(tr("Not saved"))
        if is_conflict(error):
            self._context.serve(
                record.get,
                sent.id,
                then=self._show_conflict,
                owner=self,
                turn="conflict",
            )
            return
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if findings and findings[0].place.field:
            self._go_to(findings[0].place.field)
        self._context.failed.emit(error)

    def _show_conflict(self, stored: Stored) -> None:
        """Both versions in place of the form; the form keeps all that was typed."""
        assert self._record is not None
        if self._conflict is None:
            self._conflict = ConflictView(
                self.kind, self._context.names.name_of, frozenset(self.form.fields)
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
        self.head.show_message(tr("Sent for review"))
        self._context.announce(changes)

    def _on_merged(self, changes: Changes, into: str) -> None:
        """What was written here stands in the other record, which is opened."""
        self.discard()
        self._context.announce(changes)
        self._context.go(Route(self.kind.code, into))

    def _on_changes(self, changes: Changes) -> None:
        """Somebody else wrote this record (undo, bulk work, review): show how it stands now."""
        if self._base and self.record_id in changes.records and not self.dirty:
            self._context.serve(
                record.shown,
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
        self.filling.saved(stored.record)
        self.back_and_forth.forget(stored.record)
        self.head.show_message(saved_at(stored))
        self._show_around(stored.record)

    def _on_stepped(self, path: str) -> None:
        """A value went back or came again: the focus goes where it is to be seen.

        Who picks beside the form stays there: what is picked is marked there.
        """
        beside = self.side.beside
        if beside is not None and beside.isAncestorOf(self.focusWidget() or self):
            beside.update_offers()
            self._on_changed()
            return
        lines = self.form.fields[path.split(".")[0]].value()
        name, *inside = path.split(".")
        there = not inside or int(inside[0]) <= len(lines)
        self._go_to(path if there else name)
        self._on_changed()

    def _on_changed(self) -> None:
        dirty = self.form.dirty
        self.head.show_message(tr("Not saved yet") if dirty else "")
        self.head.show_document(send_label(self.form.record()))
        self.head.show_tlp(self.form.value("tlp") if "tlp" in self.form.fields else "")
        self.side.form_changed(dirty)
        self.drafting.changed()
        self._pause.start()

    def _choose_profile(self, key: str) -> None:
        self._profile = RequiredFor(key)
        self._judge()

    def _judge(self) -> None:
        if self._record is not None:
            if self.overview is not None:
                self.overview.show_record(self.form.record(), date.today())
            self._context.serve(
                one_record.findings,
                self.form.record(),
                self._profile,
                then=self._on_judged,
                owner=self,
                turn="judge",
            )

    def _on_judged(self, findings: tuple[Finding, ...]) -> None:
        no_values = self.form.no_values()
        how = bool(self._base), no_values, self.form.dirty
        self._judged = judged(self.kind, findings, self._profile, *how)
        self._list_findings()
        self.form.show_findings(self._judged.at)
        self.form.show_remarks(self._judged.remarks)
        self.show_outline(self._judged.at)
        self.judged.emit()

    def _list_findings(self) -> None:
        """In the order of the form that is shown."""
        found = self._judged
        if found is not None:
            shown = self.walk.in_order(found.shown)
            self.side.show_findings(shown, found.done, found.all_parts)

    def _go_to_finding(self, finding: ShownFinding) -> None:
        self.walk.go_to(finding)
        self._go_to(finding.path)

    def _next_finding(self) -> None:
        """The one below the last that was gone to, whatever was solved meanwhile: in a cell that
        is still being written, too, which the rules do not know yet."""
        written = self.form.open_cells()
        self.form.commit()
        solved = {*written, *self.filling.fill()}
        placed = (one for one in self.side.view.found if one.path)
        found = self.walk.after(one for one in placed if one.path not in solved)
        if found is not None:
            self._go_to_finding(found)
