"""The editor page: outline at the left, the form in the middle, findings at the side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from rilo_desktop.records import Level, Workflow, kind_named

from ..commands import IN_THE_EDITOR, Command, belongs, register
from ..desk import Desk
from ..texts import numbers, tr
from ..theme import scaled
from ..theme.tokens import (
    BODY,
    EDITOR_BODY,
    HEADER,
    MEDIUM,
    OUTLINE,
    OUTLINE_MOST,
    PREVIEW_BELOW,
    RAIL,
    RAIL_BELOW,
    REGULAR,
    SEMIBOLD,
    SMALL,
)
from ..widgets.boxes import Panel, Scroller, column, lay_out, row
from ..widgets.buttons import Segments, button
from ..widgets.findings import ShownFinding
from ..widgets.places import Place, PlacesView
from ..widgets.question import Question
from ..widgets.words import Chip, Label, TlpChip
from .form import RecordForm
from .judged import MISSING, Judged, judged
from .sections import SectionBox
from .side import Side

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.record import Stored

PAUSE = 250
"""Milliseconds without a change before the rules are asked."""


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
        self.form = RecordForm(desk, self.kind)
        self.scroller = Scroller(self.form, EDITOR_BODY)
        self.side = Side()
        self.outline = PlacesView(tr("Parts of the record"))
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._judge)
        self.form.changed.connect(self._on_changed)
        self.outline.chosen.connect(self._go_to_section)
        self.side.chosen.connect(self._go_to_finding)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        self.back = button(
            "", self.leave, "ghost", "arrow-left", tr("Back to the list"), keys="Alt+Left"
        )
        self._name = Label("", BODY, SEMIBOLD)
        self._workflow, self._tlp = Chip(), TlpChip()
        self._state = Label("", SMALL, REGULAR, "text2")
        self.save_button = button(tr("Save"), self.save, "primary", "device-floppy", keys="Ctrl+S")
        self.send_button = button(tr("Send for review"), self.send, "ghost", "send")
        row(
            self.back,
            Label(tr(self.kind.plural), tone="text2"),
            Label("›", tone="text3"),
            self._name,
            6,
            self._workflow,
            self._tlp,
            None,
            self._state,
            8,
            self.send_button,
            self.save_button,
            gap=6,
            margins=(12, 0, 16, 0),
            into=head,
        )
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
        column(head, (row(self._left, (body, 1), self.side), 1), into=self)
        belongs(self, IN_THE_EDITOR)
        register(
            self,
            Command("editor.next", tr("Go to the next finding"), "F8", self._next_finding),
        )
        self._outline()

    def begin(self) -> None:
        """A new record; it is in the store after the first save."""
        self._desk.ask(
            self._desk.office.new, self.kind.code, then=self._on_new, owner=self, turn="load"
        )

    def open(self, record_id: str, path: str = "") -> None:
        """Load a record, and go to a field of it."""
        self._desk.ask(
            self._desk.office.get,
            record_id,
            then=lambda stored: self._on_loaded(stored, path),
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
        self.form.commit()
        wrong = self.form.first_complaint()
        if wrong:
            self._go_to(wrong)
            self._desk.told.emit(
                tr("One field cannot be saved as it stands. What you wrote is kept.")
            )
            self._after_save = None
            return
        self._say(tr("Saving …"))
        self.save_button.setEnabled(False)
        record = self.form.record()
        self._desk.ask(
            self._desk.office.save,
            record,
            self._base,
            then=lambda answer: self._on_saved(record, *answer),
            failed=self._on_save_failed,
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
                self.form.set_record(self._record)
            go()

    def _on_new(self, record: Record) -> None:
        self._show(record, "")
        self._say(tr("Not saved yet"))
        self.form.go_to(self.kind.title)
        self.loaded.emit()

    def _on_loaded(self, stored: Stored, path: str) -> None:
        self._show(stored.record, stored.revision)
        self._say(_saved_at(stored))
        self.scroller.verticalScrollBar().setValue(0)
        self._go_to(path or self.kind.title)
        self.loaded.emit()

    def _on_load_failed(self, error: BaseException) -> None:
        """Nothing to edit: back to where the officer came from, with the reason."""
        self._desk.failed.emit(error)
        self.left.emit()

    def _show(self, record: Record, revision: str) -> None:
        self._record, self._base = record, revision
        self.form.set_record(record)
        self._show_head(record)
        self._judge()

    def _show_head(self, record: Record) -> None:
        self._name.setText(record.reference or tr("New"))
        self._workflow.show_workflow(record.workflow)
        self._tlp.show_label(record.tlp if isinstance(record.tlp, str) and record.tlp else "AMBER")
        self.save_button.setEnabled(True)
        self.send_button.setVisible(record.workflow == Workflow.DRAFT)

    def _on_saved(self, sent: Record, changes: Changes, stored: Stored) -> None:
        """Take the new revision; what was typed meanwhile stays and is still unsaved."""
        self.save_button.setEnabled(True)
        typed_on = self.form.record() != sent or self.form.first_complaint()
        self._base, self._record = stored.revision, stored.record
        if typed_on:
            self.form.rebase(stored.record)
            self._say(tr("Not saved yet"))
        else:
            self.form.rebase(stored.record, everything=True)
            self._say(_saved_at(stored))
        self._show_head(stored.record)
        self._desk.announce(changes)
        self.saved.emit(stored.record.id)
        self._judge()
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _on_save_failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        self._after_save = None
        self._say(tr("Not saved"))
        findings: tuple[Finding, ...] = getattr(error, "findings", ())
        if findings and findings[0].place.field:
            self._go_to(findings[0].place.field)
        self._desk.failed.emit(error)

    def _on_sent(self, changes: Changes, stored: Stored) -> None:
        self._show(stored.record, stored.revision)
        self._say(tr("Sent for review"))
        self._desk.announce(changes)

    def _on_changed(self) -> None:
        self._say(tr("Not saved yet") if self.form.dirty else "")
        tlp = self.form.fields["tlp"].value() if "tlp" in self.form.fields else ""
        self._tlp.show_label(tlp if isinstance(tlp, str) and tlp else "AMBER")
        self._pause.start()

    def _say(self, text: str) -> None:
        self._state.setText(text)

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
        found: dict[str, list[str]] = {}
        for path, (severity, _) in (self._judged.at if self._judged else {}).items():
            found.setdefault(self.form.section_of(path), []).append(severity)
        places = []
        for name, box in self.form.sections.items():
            severities = found.get(name, [])
            empty = self.form.section_is_empty(name)
            if severities and set(severities) == {MISSING}:
                icon, tone = "circle-dashed", "text3"
            elif severities:
                blocks = "blocks" in severities
                icon, tone = ("alert-octagon", "danger") if blocks else ("alert-triangle", "warn")
            else:
                icon, tone = ("circle-dashed" if empty else "check"), "text3"
            count = numbers().number(len(severities)) if severities else ""
            label = tr(box.section.label)
            places.append(Place("part", label, name, icon, tone, count))
        self.outline.show_places(places)

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
        self._go_to(finding.path)

    def _go_to(self, path: str) -> None:
        widget = self.form.go_to(path)
        if widget is not None:
            lay_out()
            self.scroller.ensureWidgetVisible(widget, 0, scaled(60))

    def _next_finding(self) -> None:
        if self.side.view.found:
            self._go_to_finding(self.side.view.found[0])

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        at = new
        while at is not None and not isinstance(at, SectionBox):
            at = at.parentWidget()
        if isinstance(at, SectionBox) and self.form.isAncestorOf(at):
            self.outline.mark(at.section.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < scaled(RAIL_BELOW - RAIL)
        wanted = self.outline.width_for_labels() + scaled(25)
        wide = max(scaled(OUTLINE), min(wanted, scaled(OUTLINE_MOST)))
        self._left.setFixedWidth(scaled(RAIL) if narrow else wide)
        self._profile_box.setVisible(not narrow)
        self.side.setVisible(self.width() >= scaled(PREVIEW_BELOW - RAIL))
        self.side.setFixedWidth(scaled(336 if self.width() >= scaled(1_160) else 312))


def _saved_at(stored: Stored) -> str:
    from datetime import datetime

    try:
        when = datetime.fromisoformat(stored.at).astimezone()
    except ValueError:
        return tr("Saved")
    today = datetime.now().astimezone().date()
    if when.date() == today:
        return tr("Saved {time}", time=when.strftime("%H:%M"))
    return tr("Saved {time}", time=numbers().day(when.date(), short=True))
