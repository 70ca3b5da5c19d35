"""Review from the editor: a strip under the head, for who may approve and for who waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVarTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.records import Workflow
from rilo_desktop.services.deferred import record_comments, review, review_status

from ...context import PageContext
from ...i18n import office_name, plural, tr, window_language
from ...theme import scaled
from ...theme.tokens import FIELD, MEDIUM
from ...widgets.buttons import button, is_key
from ...widgets.labels import IconLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.no_approver import NoApprover
from ...widgets.question import Question

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.review_status import ReviewStatus

Ts = TypeVarTuple("Ts")


class ReviewStrip(Panel):
    """Shown only where there is something to say or to decide."""

    decided = Signal(object)
    """`Changes`: approved or returned."""
    comments_wanted = Signal()

    def __init__(self, context: PageContext, ready: Callable[[], bool]) -> None:
        """`ready`: is everything written saved, so that it may be decided on?"""
        super().__init__("accentSoft", "b")
        self._context, self._ready = context, ready
        self._record = ""
        self._words = Label("", weight=MEDIUM, wrap=True)
        self._icon = IconLabel("arrow-back-up", "warn")
        self.nobody = NoApprover(context)
        self.nobody.role_given.connect(lambda: self.ask(self._record))
        self.nobody.alone.connect(self._approve_alone)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason for returning it"))
        self.reason.setPlaceholderText(tr("What the author should change"))
        self.reason.setFixedHeight(scaled(FIELD))
        self.approve_button = button(tr("Approve"), self.approve, "primary", "rubber-stamp")
        self.return_button = button(tr("Return …"), self.ask_reason, glyph="arrow-back-up")
        self.withdraw_button = button(tr("Withdraw"), self._withdraw, glyph="arrow-back-up")
        self.withdraw_button.setToolTip(tr("Take it back: it is a draft again"))
        self.give_back_button = button(tr("Return to the author"), self.give_back, "primary")
        self.cancel_button = button(tr("Cancel"), self._cancel, "ghost")
        self.reason.returnPressed.connect(self.give_back)
        self._said = vbox(None, self._words, None)
        hbox(
            self._icon,
            (self._said, 1),
            self.withdraw_button,
            self.return_button,
            self.approve_button,
            (self.reason, 2),
            self.give_back_button,
            self.cancel_button,
            gap=8,
            margins=(24, 8, 16, 8),
            into=self,
        )
        self.hide()

    def ask(self, record_id: str) -> None:
        """Read where the record stands; "" for one that was never saved."""
        self._record = record_id
        self.hide()
        self.nobody.show_ways(False)
        if record_id:
            self._context.serve(
                review_status.review_status,
                record_id,
                window_language(),
                then=self._show,
                owner=self,
                turn="standing",
            )

    def before_sending(self, record_id: str, then: Callable[[], object]) -> None:
        """Call `then`; where nobody could approve the record, the ways out are shown instead."""

        def look(standing: ReviewStatus) -> None:
            if standing.could:
                then()
            else:
                self.nobody.show_ways(True, standing.possible)
                self.nobody.take_focus()

        self._record = record_id
        self._context.serve(
            review_status.review_status, record_id, then=look, owner=self, turn="standing"
        )

    def approve(self) -> None:
        if self._is_ready():
            self._ask_open_comments(partial(self._serve, review.approve, self._record))

    def _approve_alone(self, reason: str) -> None:
        if self._is_ready():
            approve = partial(self._serve, review.approve_alone, self._record, reason)
            self._ask_open_comments(approve)

    def _ask_open_comments(self, approve: Callable[[], object]) -> None:
        """Open comments forbid nothing; whoever approves shall have seen them.

        The count comes later: where another record is shown by then, nothing is approved.
        """
        asked = self._record

        def look(count: int) -> None:
            if self._record != asked or not self._is_ready():
                return
            if not count:
                approve()
                return
            question = Question(
                self.window(),
                tr("Approve with open comments?"),
                plural(
                    "{count} comment on this record is not done. It stays open.",
                    "{count} comments on this record are not done. They stay open.",
                    count,
                ),
                (
                    ("look", tr("Show the comments"), "secondary"),
                    ("approve", tr("Approve"), "primary"),
                ),
            )
            question.answered.connect(
                lambda answer: approve() if answer == "approve" else self.comments_wanted.emit()
            )
            question.open()

        self._context.serve(
            record_comments.open_count, self._record, then=look, owner=self, turn="open comments"
        )

    def _withdraw(self) -> None:
        if self._is_ready():
            self._serve(review.withdraw, self._record)

    def ask_reason(self) -> None:
        self._show_reason(True)
        self.reason.setFocus()

    def give_back(self) -> None:
        if not self.reason.text().strip():
            self._context.warned.emit(tr("Say why it is returned; the author needs the reason."))
            self.reason.setFocus()
        elif self._is_ready():
            self._serve(review.give_back, self._record, self.reason.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.reason.isVisible() and is_key(event, Qt.Key.Key_Escape):
            self._cancel()
            return
        super().keyPressEvent(event)

    def _serve(self, service: Callable[[Session, *Ts], Changes], *args: *Ts) -> None:
        self._context.serve(service, *args, then=self.decided.emit, owner=self, turn="decide")

    def _is_ready(self) -> bool:
        if not self._ready():
            self._context.warned.emit(tr("Save your changes first, or undo them."))
        return self._ready()

    def _cancel(self) -> None:
        self._show_reason(False)
        self.return_button.setFocus()

    def _show(self, standing: ReviewStatus) -> None:
        words = _words(standing)
        self._words.setText(words)
        is_back = bool(standing.returned_by) and standing.workflow != Workflow.IN_REVIEW
        self.set_ground("warnBg" if is_back else "accentSoft")
        self._icon.setVisible(is_back)
        self.reason.clear()
        in_review = standing.workflow == Workflow.IN_REVIEW
        self.nobody.show_ways(in_review and not standing.waits_for, standing.possible)
        self._may_approve = standing.may_approve
        self._may_withdraw = standing.may_withdraw
        self._show_reason(False)
        self.setVisible(bool(words))

    _may_approve = _may_withdraw = False

    def _show_reason(self, shown: bool) -> None:
        asked: tuple[QWidget, ...] = (self.reason, self.give_back_button, self.cancel_button)
        for widget in asked:
            widget.setVisible(shown)
        for decision in (self.approve_button, self.return_button):
            decision.setVisible(self._may_approve and not shown)
        self.withdraw_button.setVisible(self._may_withdraw and not shown)
        self._said.setVisible(not shown)  # the reason gets its room


def _words(standing: ReviewStatus) -> str:
    if standing.workflow == Workflow.IN_REVIEW:
        if standing.may_approve:
            return tr("{author} waits for your decision.", author=standing.author)
        if standing.waits_for:
            return tr("In review: waits for {who}.", who=", ".join(standing.waits_for))
        return tr("In review: no officer may approve it.")
    who = standing.returned_by
    if standing.by_office:
        who = office_name(who)
    if standing.returned:
        return tr("Returned by {sign}: {reason}", sign=who, reason=standing.returned)
    return tr("Returned by {sign}", sign=who) if who else ""
