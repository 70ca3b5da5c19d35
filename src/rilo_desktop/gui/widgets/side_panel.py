"""The side panel of a page: a small record, or one step, at the trailing edge.

    self.panel = RecordPanel(context, "activity", ("title", "date_start date_end", "summary"))
    hbox(rows, self.panel, into=self)       # hidden until something is opened in it
    self.panel.open(record_id)              # or: self.panel.begin({"activity_kind": "training"})

What is typed is saved when the panel is left: by Escape, by its button, when another record is
opened in it or another page is shown. `left` says so; the page then gives the focus back. A page
with such a panel has `leave(then)` and hands it on, so that the window asks before it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.form_spec import Rows, rows_of
from rilo_desktop.records import RequiredFor, kind_named
from rilo_desktop.services.deferred import record, record_opening

from ..context import PageContext
from ..i18n import tr
from ..routing import Route
from ..theme.tokens import MEDIUM, SEMIBOLD, SIDE_PANEL, SMALL, SUBTITLE
from .buttons import button
from .labels import ElidedLabel, Label
from .layouts import Hairline, Panel, Scroller, hbox, vbox
from .record_form.draft_autosave import DraftAutosave, beginning
from .record_form.form import RecordForm
from .validation_view import judged

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.changes import Changes, Saved
    from rilo_desktop.services.records.record import Stored
    from rilo_desktop.services.records.record_opening import Reopened

PAUSE = 250
"""Milliseconds without a change before the rules are asked."""


class SidePanel(Panel):
    """Its frame: a caption, a title, the way out, content that scrolls, and buttons at the foot."""

    left = Signal()
    """It was left, and is hidden."""

    def __init__(self, title: str = "", *tools: QWidget) -> None:
        """`tools`: buttons beside the way out."""
        super().__init__("surface", "l", width=SIDE_PANEL)
        self.caption = ElidedLabel("", SMALL, MEDIUM, "text2")
        self.title = Label(title, SUBTITLE, SEMIBOLD, wrap=True)
        self.close_button = button("", self.leave, "ghost", "x", tr("Close the side panel"))
        beside = hbox(*tools, gap=4)
        head = hbox((self.caption, 1), beside, self.close_button, margins=(20, 0, 12, 0))
        self._body = vbox(margins=(21, 0, 20, 16))
        self.scroller = Scroller(self._body)
        self._foot = vbox(Hairline())
        self._foot.hide()
        vbox(
            8,
            head,
            hbox((self.title, 1), margins=(20, 2, 20, 12)),
            (self.scroller, 1),
            self._foot,
            margins=(1, 0, 0, 0),
            into=self,
        )
        self.hide()

    def set_body(self, content: QWidget) -> None:
        """Above the room that is left; called once."""
        box = self._body.layout()
        assert box is not None
        box.addWidget(content)
        self._body.layout().addStretch(1)  # type: ignore[union-attr]

    def set_foot(self, *buttons: QWidget) -> None:
        """The step that it is about last, at the trailing end; called once."""
        box = self._foot.layout()
        assert box is not None
        first, *others = buttons
        box.addWidget(hbox(first, None, *others, gap=8, margins=(20, 12, 16, 12)))
        self._foot.show()

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Go, and do this. A panel that holds something saves it first."""
        self._go(then)

    def _go(self, then: Callable[[], object] | None) -> None:
        self.hide()
        self.left.emit()
        if then is not None:
            then()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing inside needed (a list that is open, a cell that is written)."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.leave()
        else:
            super().keyPressEvent(event)


class RecordPanel(SidePanel):
    """Some fields of one record. What cannot be saved as typed stays, and keeps the panel open."""

    saved = Signal(str)
    """Id of a record that was written."""
    loaded = Signal()
    """A record stands in it."""

    def __init__(self, context: PageContext, kind: str, rows: Rows, heading: str = "") -> None:
        """`rows` as in a `RecordTypeSpec.form`: "date_start date_end", "summary!".

        `heading`: what is done here, in place of the title of the record.
        """
        to_page = button(tr("Open as page"), lambda: self._on_page(), "link", high=28)
        super().__init__(heading, to_page)
        self.page_button = to_page
        self._context, self.kind, self._heading = context, kind_named(kind), heading
        self._base = ""
        self._record: Record | None = None
        self.form = RecordForm(context, self.kind, rows_of(rows))
        self.drafting = DraftAutosave(context, self.form, lambda: self._base)
        self.state = ElidedLabel("", SMALL, tone="text3")
        self._below = vbox()
        self.set_body(vbox(self.form, 12, self._below, self.state))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._judge)
        self.form.changed.connect(lambda _path: self._on_changed())
        context.changes.happened.connect(self._on_changes)

    @property
    def record_id(self) -> str:
        return self._record.id if self._record is not None else ""

    @property
    def base(self) -> str:
        """The revision that is being edited, "" of a new record."""
        return self._base

    def add_below(self, widget: QWidget) -> None:
        """What is no field of the record, under those that are."""
        box = self._below.layout()
        assert box is not None
        box.addWidget(widget)

    def forget(self) -> None:
        """What stands here was written by another service: there is nothing left to save."""
        self.drafting.discard(self.record_id)
        self._record = None

    def begin(self, values: Mapping[str, Any] | None = None) -> None:
        """A new record with these values. It is saved once something was typed besides."""
        self.after_save(
            lambda: self._context.serve(
                record.new,
                self.kind.code,
                then=lambda made: self._on_new(made, values or {}),
                owner=self,
                turn="load",
            )
        )

    def open(self, record_id: str, path: str = "") -> None:
        """Load a record with what was typed in it and not saved, and go to a field of it."""
        self.after_save(
            lambda: self._context.serve(
                record_opening.reopened,
                record_id,
                then=lambda found: self._on_reopened(found, path),
                owner=self,
                turn="load",
            )
        )

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Save what changed, and go. Text that is no value is shown, and nobody goes."""
        if self.isHidden():
            if then is not None:
                then()
            return
        self.after_save(lambda: self._go(then))

    def after_save(self, then: Callable[[], object]) -> None:
        """Save what changed, and go on; text that is no value is shown, and nobody goes on."""
        if self._record is None or self.isHidden():
            then()
            return
        self.form.commit()
        wrong = self.form.first_complaint()
        if wrong:
            self.form.go_to(wrong)
            self._context.warned.emit(
                tr("Not saved: a field holds what it cannot take. Your text is kept.")
            )
        elif self.form.dirty:
            self._save(then)
        else:
            then()

    def _save(self, then: Callable[[], object] | None) -> None:
        sent = self.form.record()
        self._context.serve(
            record.save,
            sent,
            self._base,
            then=lambda saved: self._on_saved(sent, saved, then),
            failed=self._on_save_failed,
            owner=self,
        )

    def _on_saved(self, sent: Record, saved: Saved, then: Callable[[], object] | None) -> None:
        stored = saved.stored
        if self.record_id == stored.record.id:
            typed_on = self.form.record() != sent
            self._base, self._record = stored.revision, stored.record
            self.form.rebase(stored.record, everything=not typed_on)
            self.drafting.keep()
            self._show_head(stored.record)
        self._context.announce(saved)
        self.saved.emit(stored.record.id)
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException) -> None:
        """The text stays here, and in the journal of drafts."""
        self.drafting.keep()
        self.state.setText(tr("Not saved"))
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if findings and findings[0].place.field:
            self.form.go_to(findings[0].place.field)
        self._context.failed.emit(error)

    def _on_new(self, made: Record, values: Mapping[str, Any]) -> None:
        changes: dict[str, Any] = dict(values)
        self._show(replace(made, **changes), "")
        self.show()
        self.form.go_to(next(iter(self.form.fields)))
        self.loaded.emit()

    def _on_reopened(self, found: Reopened, path: str) -> None:
        draft, stored = found.draft, found.stored
        if draft is None:
            assert stored is not None
            self._show(stored.record, stored.revision)
        else:
            self._show(beginning(self.form, found), draft.base)
            self.drafting.put_back(draft)
            self.state.setText(tr("Not saved yet"))
        self.show()
        self.form.go_to(path or next(iter(self.form.fields)))
        self.loaded.emit()

    def _show(self, shown: Record, revision: str) -> None:
        self._record, self._base = shown, revision
        self.drafting.rest()
        self.form.set_record(shown)
        self.state.setText("")
        self.scroller.verticalScrollBar().setValue(0)
        self._show_head(shown)
        self._judge()

    def _show_head(self, shown: Record) -> None:
        name = shown.local_ref or shown.reference or tr("Not saved yet")
        title = shown.title_text or tr("Untitled")
        self.caption.setText(f"{name} · {title}" if self._heading else name)
        self.title.setText(self._heading or title)
        self.page_button.setVisible(bool(self._base))
        self.state.setText("")

    def _on_page(self) -> None:
        wanted = Route(self.kind.code, self.record_id)
        self.leave(lambda: self._context.go(wanted))

    def _on_changed(self) -> None:
        self.state.setText(tr("Not saved yet") if self.form.dirty else "")
        if not self._heading:
            self.title.setText(self.form.record().title_text or tr("Untitled"))
        self.drafting.changed()
        self._pause.start()

    def _judge(self) -> None:
        self._context.serve(
            record.findings,
            self.form.record(),
            RequiredFor.MINIMAL,
            then=self._on_judged,
            owner=self,
            turn="judge",
        )

    def _on_judged(self, findings: tuple[Finding, ...]) -> None:
        found = judged(
            self.kind, findings, RequiredFor.MINIMAL, bool(self._base), self.form.no_values()
        )
        self.form.show_findings(found.at)

    def _on_changes(self, changes: Changes) -> None:
        """Somebody else wrote this record (undo, review): show how it stands now."""
        if self._base and self.record_id in changes.records and not self.form.dirty:
            self._context.serve(
                record.shown, self.record_id, then=self._on_other, owner=self, turn="load"
            )

    def _on_other(self, stored: Stored) -> None:
        if stored.record.id == self.record_id and not self.form.dirty:
            self._base, self._record = stored.revision, stored.record
            self.form.rebase(stored.record, everything=True)
            self._show_head(stored.record)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: nobody is asked, and nothing is lost.

        Where the window locks, what is typed is a draft already, and nothing can be saved.
        """
        super().hideEvent(event)
        around = self._context.parent()
        if isinstance(around, QWidget) and around.isHidden():
            return
        if self._record is not None and self.form.dirty and not event.spontaneous():
            if self.form.first_complaint():
                self.drafting.keep()
            else:
                self._save(None)
