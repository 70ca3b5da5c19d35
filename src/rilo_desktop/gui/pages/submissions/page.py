"""Submissions: the ledger, and the four steps of one submission."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.documents import OF_RECORD_TYPE, SUBMISSIONS
from rilo_desktop.services.deferred import record, submission_list, submit

from ...commands import belongs
from ...context import PageContext
from ...i18n import tr, window_language
from ...routing import SENDING, Route
from ...theme.tokens import HEADER, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.error_messages import is_cancelled
from ...widgets.labels import Chip, IconLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.question import Question
from . import states
from .request_state import as_data, order_in
from .steps import Steps
from .submission_list import SubmissionListPage

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.record import Stored
    from rilo_desktop.services.submissions.approval import ApprovalView
    from rilo_desktop.services.submissions.submission_list import SubmissionEntry
    from rilo_desktop.services.submissions.submit import SubmissionRequest, SubmissionResult

    from .step_preflight import PreflightStep
    from .step_select import SelectionStep
    from .submission_review import SubmissionReviewPage

RECORDS, CHECK, APPROVAL, EXPORT = range(4)


class SubmissionPage(QWidget):
    """Each step is read and made when somebody first comes to it: at once they would be felt."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._stale = False
        self.ledger = SubmissionListPage(context)
        self.steps = Steps(
            [
                tr("Records"),
                tr(NC_("step of a submission", "Check")),
                tr(NC_("step of a submission", "Approval")),
                tr(NC_("step of a submission", "Export")),
            ]
        )
        self._name = Label("", weight=SEMIBOLD)
        self._state = Chip()
        self._steps = QStackedWidget()
        self._one = vbox(self._head(), self.steps, (self._steps, 1))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.ledger)
        self._pages.addWidget(self._one)
        vbox((self._pages, 1), into=self)
        self._connect()
        belongs(self, N_("In a submission"))

    @cached_property
    def choose(self) -> SelectionStep:
        from .step_select import SelectionStep

        made = SelectionStep(self._context)
        made.chosen.connect(self._on_chosen)
        made.went_back.connect(self.to_ledger)
        made.show_counts(self._context.counts)
        self._context.counted.connect(lambda: made.show_counts(self._context.counts))
        self._steps.addWidget(made)
        return made

    @cached_property
    def check(self) -> PreflightStep:
        from .step_preflight import PreflightStep

        made = PreflightStep(self._context)
        made.went_back.connect(self._back_to_records)
        made.wanted.connect(self._submit)
        made.kept.connect(lambda order: self._keep(order))
        made.record_wanted.connect(self._go_to_field)
        self._steps.addWidget(made)
        return made

    @cached_property
    def opened(self) -> SubmissionReviewPage:
        from .submission_review import SubmissionReviewPage

        made = SubmissionReviewPage(self._context)
        made.shown.connect(self._on_opened)
        made.approved.connect(self.open)
        made.returned.connect(lambda _record: self.to_ledger())
        made.withdrawn.connect(self.open)
        made.record_wanted.connect(self._go_to_field)
        self._steps.addWidget(made)
        return made

    def _go_to_field(self, kind: str, record: str, path: str) -> None:
        self._context.go(Route(kind, record, path))

    def _head(self) -> QWidget:
        head = Panel("surface", "b", height=HEADER)
        back = button(
            "",
            self.to_ledger,
            "ghost",
            "arrow-left",
            tr("Back to the received submissions"),
            "Alt+Left",
        )
        ledger = button(tr("Submissions"), self.to_ledger, "link")
        hbox(
            back,
            ledger,
            IconLabel("chevron-right", "text3", 12),
            self._name,
            self._state,
            None,
            gap=8,
            margins=(12, 0, 16, 0),
            into=head,
        )
        return head

    def _connect(self) -> None:
        self.ledger.begun.connect(self.begin)
        self.ledger.opened.connect(self.open)
        self.ledger.superseded.connect(self.supersede)
        self._context.changes.happened.connect(self._on_changes)

    # --- where to

    def arrive(self, destination: Route) -> None:
        """As it was left; or with records chosen in a list, a submission, or a new one."""
        if destination.record and destination.kind == SENDING:
            self.ledger.keep(destination.record)
            self.ledger.refresh()
            self.to_ledger()
        elif destination.record:
            self.open(destination.record)
        elif destination.records:
            self._begin_with(destination.records)
        elif destination.new and destination.kind:
            self._begin_about(destination)
        elif destination.new:
            self.begin()

    def take_focus(self) -> None:
        if self._pages.currentWidget() is self.ledger:
            self.ledger.take_focus()
        elif self._is_at("choose"):
            checked = next(r for r in self.choose.rows if r.isChecked())
            checked.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._is_at("check"):
            if self._stale:
                self._stale = False
                self.check.again()
            self.check.records.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.opened.take_focus()

    def leave(self, then: Callable[[], object]) -> None:
        """Go for good, or ask first what shall become of what is written here and kept nowhere."""
        order = self._unkept()
        note = self._is_at("opened") and self.opened.has_note
        if order is None and not note:
            then()
            return
        if self.findChild(Question) is not None:
            return
        title = tr("Keep the submission as a draft?") if order else tr("Discard the note?")
        answers = [
            ("stay", tr("Continue"), "secondary"),
            ("drop", tr("Discard it"), "secondary" if order else "primary"),
            ("keep", tr("Keep as draft"), "primary"),
        ]
        about = tr("Your changes to this submission are not saved yet.")
        question = Question(self, title, about, answers if order else answers[:2])
        question.answered.connect(lambda answer: self._on_leave(answer, order, then))
        question.open()

    def held(self) -> Mapping[str, Any] | None:
        """What is written here and kept nowhere, as data; None where nothing is."""
        if self._is_at("opened") and self.opened.has_note:
            return {"record": self.opened.record, "note": self.opened.note.text()}
        order = self._unkept()
        if order is None:
            return None
        checking = self._is_at("check")
        return {"order": as_data(order), "name": self._name.text(), "checking": checking}

    def take_back(self, held: Mapping[str, Any]) -> None:
        """It stands here again, at the same step."""
        if "record" in held:
            self.opened.open(str(held["record"]))
            self.opened.note.setText(str(held["note"]))
            self.open(str(held["record"]))
            return
        order = order_in(held["order"])
        if held["checking"]:
            self._check(order, str(held["name"]))
        else:
            self.choose.fill(order)
            self._step(RECORDS, str(held["name"]))

    def _on_leave(
        self, answer: str, order: SubmissionRequest | None, then: Callable[[], object]
    ) -> None:
        if answer == "drop":
            then()
        elif answer == "keep" and order is not None:
            self._keep(order, then)

    def _unkept(self) -> SubmissionRequest | None:
        """What is being prepared, and would be lost with the page."""
        if self._is_at("check"):
            return self.check.order()
        if self._is_at("choose") and self.choose.is_begun:
            return self.choose.order()
        return None

    def _is_at(self, step: str) -> bool:
        """Is "choose", "check" or "opened" shown?"""
        return self._pages.currentWidget() is self._one and self._is_current(step)

    def _is_current(self, step: str) -> bool:
        """Is it the step of the submission that is under way, also behind the ledger?"""
        here = self._steps.currentWidget()
        return here is not None and here is vars(self).get(step)

    def to_ledger(self) -> None:
        self._pages.setCurrentWidget(self.ledger)
        self.ledger.take_focus()

    def begin(self) -> None:
        """A new submission."""
        self.choose.begin()
        self._step(RECORDS, tr("New submission"))

    def _begin_about(self, destination: Route) -> None:
        """A new one of a type, about the year and the member that another page shows."""
        from rilo_desktop.services.submissions.submit import SubmissionRequest

        (year,) = destination.filters.get("year", ("0",))
        (member,) = destination.filters.get("member", ("",))
        self.begin()
        self.choose.fill(SubmissionRequest(destination.kind, year=int(year), member=member))

    def _begin_with(self, records: tuple[str, ...]) -> None:
        def take(stored: Stored) -> None:
            kind = stored.record.kind.code
            self.begin()
            if kind in OF_RECORD_TYPE:
                self.choose.choose(OF_RECORD_TYPE[kind].name)
                self.choose.pick(records)

        self._context.serve(record.get, records[0], then=take, owner=self, turn="begin")

    def open(self, record: str) -> None:
        """A submission by its id, at the step where it stands."""
        self.ledger.keep(record)
        self._context.serve(
            submission_list.entry, record, then=self._open_entry, owner=self, turn="open"
        )

    def _open_entry(self, entry: SubmissionEntry) -> None:
        if entry.state not in ("draft", "returned"):
            self._step(
                EXPORT if entry.state in states.LEFT else APPROVAL, entry.reference, entry.state
            )
            self.opened.open(entry.id)
            return

        def take(order: SubmissionRequest) -> None:
            self._check(order, entry.reference, entry.state, entry.return_reason)

        self._context.serve(submit.order_again, entry.id, then=take, owner=self, turn="open")

    def supersede(self, record: str) -> None:
        """A new submission with the settings of a released one, which it will replace."""

        def take(order: SubmissionRequest) -> None:
            self.choose.fill(order)
            self._step(
                RECORDS, tr("New submission, supersedes {reference}", reference=order.supersedes)
            )

        self._context.serve(submit.order_superseding, record, then=take, owner=self, turn="open")

    def _step(self, at: int, name: str, state: str = "") -> None:
        self._name.setText(name)
        if state:
            states.show_state(self._state, state)
        else:
            self._state.show_text("")
        if at == RECORDS:
            self._steps.setCurrentWidget(self.choose)
        elif at == CHECK:
            self._steps.setCurrentWidget(self.check)
        else:
            self._steps.setCurrentWidget(self.opened)
        self._pages.setCurrentWidget(self._one)
        self.steps.show_step(at)
        self.take_focus()

    # --- records, pre-flight

    def _on_chosen(self, order: SubmissionRequest) -> None:
        self._check(order, self._name.text())

    def _check(
        self, order: SubmissionRequest, name: str, state: str = "", reason: str = ""
    ) -> None:
        self._stale = False
        self._step(CHECK, name, state)
        self.check.begin(order, reason if state == "returned" else "")

    def _back_to_records(self) -> None:
        self.choose.fill(self.check.order())
        self._step(RECORDS, self._name.text())

    def _on_changes(self, changes: Changes) -> None:
        from rilo_desktop.services.office import actions

        if self._is_current("check"):
            prepared = self.check.order().type
            kinds = {one.record_type for one in SUBMISSIONS[prepared].sources}
            self._stale = self._stale or bool(kinds & changes.kinds)
        came = changes.action == actions.ANSWERED
        if came and self._is_at("opened") and self.opened.record in changes.records:
            self.open(self.opened.record)

    def _submit(self, order: SubmissionRequest) -> None:
        self._context.serve(
            submit.submit,
            order,
            working=tr("Preparing the submission"),
            then=self._on_submitted,
            failed=self._on_failed,
            owner=self,
        )

    def _on_submitted(self, made: SubmissionResult) -> None:
        self.check.wait(False)
        reference = made.submission.reference
        self._context.announce(made.changes)
        if made.released:
            self._context.told.emit(tr("{reference} is released.", reference=reference))
        else:
            if who := ", ".join(made.waits_for_in(window_language())):
                said = tr("{reference} waits for approval by {who}.", reference=reference, who=who)
            else:
                said = tr("No officer may approve {reference} yet.", reference=reference)
            self._context.told.emit(said)
        self.open(made.submission.id)

    def _keep(self, order: SubmissionRequest, then: Callable[[], object] = lambda: None) -> None:
        self._context.serve(
            submit.keep,
            order,
            then=lambda made: self._on_kept(made, then),
            failed=self._on_failed,
            owner=self,
            turn="keep",
        )

    def _on_kept(self, made: SubmissionResult, then: Callable[[], object]) -> None:
        reference = made.submission.reference
        self.ledger.keep(made.submission.id)
        self._context.announce(made.changes)
        self._context.told.emit(tr("{reference} is kept as a draft.", reference=reference))
        self.to_ledger()
        then()

    def _on_failed(self, error: BaseException) -> None:
        self.check.wait(False)
        if is_cancelled(error):
            self._context.told.emit(tr("Cancelled: nothing was changed."))
        else:
            self._context.failed.emit(error)

    # --- approval, export

    def _on_opened(self, look: ApprovalView) -> None:
        state = look.entry.state
        self._step(EXPORT if state in states.LEFT else APPROVAL, look.entry.reference, state)
