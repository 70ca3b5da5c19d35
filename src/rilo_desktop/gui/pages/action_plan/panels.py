"""The side panels of an item: report on it, close it, verify it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.analysis.known_values import known_lines, known_number, known_text
from rilo_desktop.records import ActionItem, EvidenceEntry, Record, fields_of
from rilo_desktop.services.deferred import action_plan

from ...context import PageContext
from ...i18n import function_label, numbers, tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.buttons import button, show_keys
from ...widgets.choice_box import ChoiceBox
from ...widgets.form import Field
from ...widgets.labels import Label
from ...widgets.layouts import discard, hbox, vbox
from ...widgets.side_panel import RecordPanel, SidePanel

if TYPE_CHECKING:
    from rilo_desktop.services.records.action_plan import ToClose
    from rilo_desktop.services.records.changes import Changes

KIND = ActionItem.kind.code
ABOUT = fields_of(ActionItem)
CLOSE_KEYS = "Ctrl+Shift+Return"


class UpdatePanel(RecordPanel):
    """What happened, how far it is, what stands in the way; saved when it is left."""

    def __init__(self, context: PageContext) -> None:
        rows = ("progress:2 percent", "updates", "obstacles", "support_requested")
        super().__init__(context, KIND, rows)

    def _first_path(self, record: Record) -> str:
        """What happened: the text of the next entry."""
        written = known_lines(record.updates) if isinstance(record, ActionItem) else ()
        return f"updates.{len(written) + 1}.entry"


class ClosePanel(RecordPanel):
    """One step: what came of it, the day, the figure, the evidence, who verifies.

    Left without closing, what was written stays with the item.
    """

    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        rows = ("outcome", "current", "evidence", "attachments")
        super().__init__(context, KIND, rows, tr("Close this item"))
        self._asked: ToClose | None = None
        self.day = Field("closed_on", ABOUT["closed_on"], context.names)
        self.verifier = ChoiceBox()
        self.verifier.setAccessibleName(tr("Who verifies"))
        self._who = Label(tr("Who verifies"), SMALL, MEDIUM, "text2")
        self._note = Label("", SMALL, tone="text2", wrap=True)
        self._target = Label("", SMALL, tone="text2", wrap=True)
        self.add_below(
            vbox(self._target, 8, self.day, 12, self._who, 4, self.verifier, 4, self._note)
        )
        self.done_button = button(tr("Close the item"), self.close_item, "primary", "check")
        show_keys(self.done_button, CLOSE_KEYS)
        self.set_foot(button(tr("Not yet"), self.leave), self.done_button)
        self.loaded.connect(self._ask)

    def _ask(self) -> None:
        self._context.serve(
            action_plan.to_close, self.record_id, then=self._on_asked, owner=self, turn="to close"
        )

    def _on_asked(self, asked: ToClose) -> None:
        self._asked = asked
        self.day.set_value(asked.today)
        self.verifier.clear()
        for officer in asked.verifiers:
            name = function_label(officer.function)
            self.verifier.addItem(f"{officer.sign}, {name}", officer.function)
        for widget in (self._who, self.verifier):
            widget.setVisible(not asked.is_alone)
        self._note.setText(self._said(asked))
        self._target.setText(_target(asked.item))
        self._target.setVisible(bool(self._target.text()))
        self.done_button.setEnabled(asked.is_alone or bool(asked.verifiers))

    def _said(self, asked: ToClose) -> str:
        if asked.is_alone:
            return tr("You are the only officer: it is closed as not verified, and papers say so.")
        if not asked.verifiers:
            return tr("Nobody else of the office can verify it: its lead cannot, nor can you.")
        return tr("Neither its lead nor you: it counts as done when somebody else has looked.")

    def close_item(self) -> None:
        """Files and texts are saved first: what is refused then stays with the item."""
        if self._asked is None or self.isHidden():
            return
        if self.day.complaint():
            self.day.take_focus()
            return
        self.after_save(self._close)

    def _close(self) -> None:
        from rilo_desktop.services.records.action_plan import Closing

        assert self._asked is not None
        item: Any = self.form.record()
        closing = Closing(
            outcome=item.outcome or "",
            day=str(self.day.value() or ""),
            evidence=tuple(one for one in known_lines(item.evidence) if one != EvidenceEntry()),
            verify_by="" if self._asked.is_alone else str(self.verifier.currentData() or ""),
            current=known_number(item.current),
        )
        self._context.serve(
            action_plan.close,
            self.record_id,
            closing,
            self.base,
            then=self._on_closed,
            failed=self._on_refused,
            owner=self,
        )

    def _on_closed(self, changes: Changes) -> None:
        self.forget()
        self._context.announce(changes)
        self._context.told.emit(
            tr("Closed. It is done when a second person has verified it.")
            if self._asked is not None and not self._asked.is_alone
            else tr("Closed as not verified.")
        )
        self.closed.emit()
        self.leave()

    def _on_refused(self, error: BaseException) -> None:
        findings = getattr(error, "findings", ())
        self.show_refusal(findings)
        if findings and findings[0].place.field == "closed_on":
            self.day.take_focus()
        self._context.failed.emit(error)


class VerifyPanel(SidePanel):
    """What shows that it was done, and the two answers of a second person."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(tr("Is it done?"))
        self._context = context
        self._id = self._base = ""
        self._content = vbox()
        self.reason = Field("outcome", ABOUT["obstacles"], context.names)
        self.reason.input.target().setAccessibleName(tr("Why it is not done yet"))
        self._why = Label(tr("Why it is not done yet"), SMALL, MEDIUM, "text2")
        self.reason.hide_label()
        self._holder = vbox()
        self.set_body(vbox(self._holder, 16, self._why, 4, self.reason))
        self.back_button = button(tr("Not done yet"), self._reopen, "secondary", "arrow-back-up")
        self.done_button = button(tr("Verified"), self._verify, "primary", "check")
        self.set_foot(self.back_button, self.done_button)

    def open(self, item_id: str) -> None:
        self._context.serve(
            action_plan.to_close, item_id, then=self._show, owner=self, turn="to close"
        )

    def _show(self, asked: ToClose) -> None:
        item = asked.item
        self._id, self._base = item.id, asked.stored.revision
        self.caption.setText(item.local_ref or item.reference)
        self.title.setText(item.title_text or tr("Untitled"))
        box = self._holder.layout()
        assert box is not None
        while (old := box.takeAt(0)) is not None:
            discard(old.widget())
        for widget in _told(item):
            box.addWidget(widget)
        self.reason.set_value(None)
        self.show()
        self.done_button.setFocus()

    def _verify(self) -> None:
        self._context.serve(
            action_plan.verify, self._id, self._base, then=self._on_done, owner=self
        )

    def _reopen(self) -> None:
        self._context.serve(
            action_plan.reopen,
            self._id,
            str(self.reason.value() or ""),
            self._base,
            then=self._on_done,
            owner=self,
        )

    def _on_done(self, changes: Changes) -> None:
        self._context.announce(changes)
        self.leave()


def _target(item: ActionItem) -> str:
    """What the figure is held against, "" where the item has no target."""
    target, baseline = known_number(item.target), known_number(item.baseline)
    if target is None:
        return ""
    number, unit = numbers().number, known_text(item.indicator_unit)
    said = tr("target {number} {unit}", number=number(target), unit=unit).strip()
    if baseline is None:
        return said
    return f"{said} · {tr('baseline {number}', number=number(baseline))}"


def _told(item: ActionItem) -> list[QWidget]:
    found: list[QWidget] = [Label(_closed(item), SMALL, tone="text2", wrap=True)]
    if item.outcome:
        found.append(Label(item.outcome, wrap=True))
    if item.indicator_name and item.target is not None:
        found.append(_line(tr("Counted"), tr("{current}, target {target}",
                           current=str(item.current), target=str(item.target))))  # fmt: skip
    found.append(Label(tr("Evidence"), SMALL, MEDIUM, "text2"))
    for entry in item.evidence:
        parts = [entry.title, entry.reference, entry.text]
        text = "\n".join(part for part in parts if isinstance(part, str) and part)
        found.append(Label(text, wrap=True))
    return found


def _closed(item: ActionItem) -> str:
    day = numbers().partial(item.closed_on) if item.closed_on else ""
    function = function_label(item.closed_by)
    if day and function:
        return tr("Closed on {day} by {function}", day=day, function=function)
    if day:
        return tr("Closed on {day}; by whom is not known", day=day)
    if function:
        return tr("Closed by {function}; the day is not known", function=function)
    return tr("Completed; who closed it and when is not known")


def _line(label: str, value: str) -> QWidget:
    return hbox(Label(label, SMALL, MEDIUM, "text2"), 8, (Label(value, wrap=True), 1))
