"""The submission at the right of the ledger: its story, what was sent, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.records import FieldSpec, FieldType
from rilo_desktop.services.deferred import submission_list

from ...context import PageContext
from ...i18n import code_label, numbers, plural, tr, window_language
from ...theme.tokens import MEDIUM, PREVIEW, SEMIBOLD, SMALL, SUBTITLE
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.inputs.line import DateInput
from ...widgets.labels import Label, TlpChip
from ...widgets.layouts import FlowLayout, Hairline, Panel, Scroller, hbox, lay_out, vbox
from .timeline import HistoryTimeline

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.submissions.submission_list import SubmissionEntry, SubmissionEvent

FACTS = 7


class Detail(Panel):
    """`opened(id)`; `superseded(id)`: a new one shall replace it."""

    opened = Signal(str)
    superseded = Signal(str)
    told = Signal()
    """Its story is shown."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("surface", "l", width=PREVIEW)
        self._context = context
        self.entry: SubmissionEntry | None = None
        self._reference = Label("", SMALL, MEDIUM, "text2")
        self._tlp = TlpChip()
        self._title = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.story = HistoryTimeline()
        self._facts = [
            (Label("", SMALL, tone="text2", wrap=True), Label("", SMALL, wrap=True))
            for _ in range(FACTS)
        ]
        for _name, value in self._facts:
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.open = button(tr(NC_("verb", "Open")), self._on_open, glyph="eye")
        self.sent = button(tr("Mark as sent"), lambda: self._ask("sent"), glyph="send")
        self.acknowledged = button(
            tr("Acknowledged"), lambda: self._ask("acknowledged"), glyph="check"
        )
        self.replace = button(tr("New revision"), self._on_replace, glyph="history")
        self.day = DateInput(FieldSpec(FieldType.DATE, tr("Day")), partial=False)
        self.note = QLineEdit()
        self.mark = button(tr("Mark as sent"), self._on_mark, "primary")
        self._marking = ""
        self._form = self._make_form()
        self._build()
        self.clear()

    def _make_form(self) -> QWidget:
        cancel = button(tr("Cancel"), lambda: self._ask(""))
        return vbox(
            hbox(
                labelled(tr("Day"), self.day),
                (
                    labelled(
                        tr("Note"), self.note, tr("How, or to whom; recorded with the submission")
                    ),
                    1,
                ),
                gap=8,
            ),
            8,
            hbox(None, cancel, self.mark, gap=8),
            10,
            Hairline(),
            10,
        )

    def _build(self) -> None:
        for name, _value in self._facts:
            name.setFixedWidth(name.fontMetrics().averageCharWidth() * 16)
        self._fact_rows = [
            hbox(name, (value, 1), gap=8, margins=(0, 0, 0, 6)) for name, value in self._facts
        ]
        self._content = vbox(
            hbox(self._reference, None, self._tlp),
            6,
            self._title,
            4,
            self._about,
            16,
            self.story,
            14,
            Hairline(),
            12,
            *self._fact_rows,
            None,
            margins=(21, 16, 20, 12),
        )
        self._actions = QWidget()
        flow = FlowLayout(self._actions, gap=8)
        for action in (self.open, self.sent, self.acknowledged):
            flow.addWidget(action)
        self._foot = vbox(
            Hairline(),
            10,
            self._form,
            self._actions,
            6,
            hbox(self.replace, None),
            margins=(21, 0, 20, 12),
        )
        vbox((Scroller(self._content), 1), self._foot, into=self)

    def clear(self) -> None:
        self.entry = None
        self._content.hide()
        self._foot.hide()

    def show_entry(self, entry: SubmissionEntry) -> None:
        self.entry = entry
        self._content.show()
        self._foot.show()
        self._reference.setText(entry.reference)
        self._tlp.show_label(entry.tlp)
        self._title.setText(entry.title or tr("Untitled"))
        parts = (
            code_label("purpose", entry.purpose),
            entry.addressee,
            code_label("language", entry.language),
        )
        self._about.setText("  ·  ".join(part for part in parts if part))
        self._show_facts(entry)
        self._show_actions(entry)
        self._ask("")
        self._context.serve(
            submission_list.history_of,
            entry.id,
            window_language(),
            then=self._show_story,
            owner=self,
            turn="story",
        )

    def _show_story(self, events: tuple[SubmissionEvent, ...]) -> None:
        self.story.show_events(events)
        lay_out()  # else it is painted once in the height of the story before
        self.told.emit()

    def _show_facts(self, entry: SubmissionEntry) -> None:
        held = plural(
            "{count} record, fixed at this revision",
            "{count} records, fixed at this revision",
            entry.records,
        )
        pages = plural("{count} page", "{count} pages", entry.pages) if entry.pages else ""
        facts = [
            (tr("Records"), held),
            (
                tr(NC_("records", "Left out")),
                numbers().number(entry.left_out) if entry.left_out else "",
            ),
            (tr("Pages"), pages),
            (tr("SHA-256"), grouped(entry.file_hash or entry.content_hash)),
            (tr("Supersedes"), entry.supersedes),
            (tr("Superseded by"), entry.superseded_by),
            (tr("Type"), code_label("submission_type", entry.type)),
        ]
        shown = zip(self._fact_rows, self._facts, facts, strict=True)
        for line, (name, value), (label, text) in shown:
            name.setText(label)
            value.setText(text)
            value.setAccessibleName(f"{label}: {text}")
            line.setVisible(bool(text))

    def _show_actions(self, entry: SubmissionEntry) -> None:
        state = entry.state
        words = {
            "draft": tr("Continue"),
            "returned": tr("Correct and send again"),
            "in_review": tr("Check and decide"),
        }
        self.open.setText(words.get(state, tr("Open and export")))
        self.open.setAccessibleName(self.open.text())
        self.open.setProperty("glyph", "eye" if state == "in_review" else "file-export")
        self.sent.setVisible(state == "released")
        self.acknowledged.setVisible(state == "sent")
        self.replace.setVisible(state in ("released", "sent", "acknowledged"))

    def _on_open(self) -> None:
        if self.entry is not None:
            self.opened.emit(self.entry.id)

    def _on_replace(self) -> None:
        if self.entry is not None:
            self.superseded.emit(self.entry.id)

    # --- sent, acknowledged

    def _ask(self, step: str) -> None:
        """Show the two fields that this step needs, "": none."""
        self._marking = step
        self._form.setVisible(bool(step))
        self._actions.setVisible(not step)
        if step:
            self.mark.setText(tr("Mark as sent") if step == "sent" else tr("Mark as acknowledged"))
            self.mark.setAccessibleName(self.mark.text())
            self.day.set_value("")
            self.note.clear()
            self.day.setPlaceholderText(tr("Today"))
            self.note.setFocus()

    def _on_mark(self) -> None:
        services = {
            "sent": submission_list.mark_sent,
            "acknowledged": submission_list.mark_acknowledged,
        }
        if self.entry is not None and self._marking:
            self._context.serve(
                services[self._marking],
                self.entry.id,
                str(self.day.value() or ""),
                self.note.text().strip(),
                then=self._on_marked,
                failed=self._context.failed.emit,
                owner=self,
            )

    def _on_marked(self, changes: Changes) -> None:
        self._ask("")
        self._context.announce(changes)
        self._context.told.emit(tr("Answer filed."))


def grouped(text: str) -> str:
    """64 digits that can break and be compared."""
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))
