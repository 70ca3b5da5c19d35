"""An answer to a submission of this office: accepted, or returned with comments at fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import NC_
from rilo_desktop.records import kind_named

from ...context import PageContext
from ...i18n import plural, tr
from ...routing import Route
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.validation_view import where
from .presentation import APART

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.incoming_file import IncomingFile


class AnswerPart(QWidget):
    taken = Signal(object)
    put_off = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._kind = ""
        self._item: IncomingFile | None = None
        self._may = context.may("submit")
        self.decision = Label("", SECTION, SEMIBOLD, wrap=True)
        self._note = Label("", tone="text2", wrap=True)
        self._head = Label(tr("Comments"), SECTION, SEMIBOLD)
        self.comments = FindingsView(tr("Comments"))
        self.comments.chosen.connect(self._go_to_field)
        self._will = Label("", SMALL, tone="text2", wrap=True)
        self.later = button(tr("Later"), self.put_off.emit, high=36)
        self.take = button(tr("File this answer"), self._take, "primary", "check", high=36)
        foot = Panel("surface", "t")
        hbox(
            (vbox(None, self._will, None), 1),
            self.later,
            self.take,
            gap=10,
            margins=(24, 12, 16, 12),
            into=foot,
        )
        body = vbox(
            self.decision,
            4,
            self._note,
            18,
            self._head,
            6,
            (self.comments, 1),
            margins=(24, 20, 24, 12),
        )
        vbox((body, 1), foot, into=self)

    def show_item(self, item: IncomingFile) -> None:
        from rilo_desktop.presentation.documents import DOCUMENTS
        from rilo_desktop.services.receiving.acknowledge import RETURNED

        assert item.answer is not None
        self._item = item
        answer, names = item.answer.answer, item.answer.names
        returned = answer.decision == RETURNED
        words = tr("Returned to be corrected") if returned else tr(NC_("a submission", "Accepted"))
        self.decision.setText(words)
        self._note.setText(answer.note)
        self._note.setVisible(bool(answer.note))
        of = str(item.answer.submission.type or "")
        kind = self._kind = DOCUMENTS[of].record_type if of in DOCUMENTS else ""
        self.comments.show_findings(
            [
                ShownFinding(
                    "warns",
                    one.comment,
                    _place(kind, names.get(one.record, one.reference), one.field),
                    one.record,
                    one.field,
                )
                for one in answer.comments
            ]
        )
        self._head.setVisible(bool(answer.comments))
        known = item.answer.known
        self._will.setText(_will(known, len({one.record for one in answer.comments})))
        self.take.setVisible(not known)
        self.take.setEnabled(self._may)
        self.later.setVisible(not known)

    def again(self) -> None:
        self.take.setEnabled(self._may)

    def take_focus(self) -> None:
        (self.take if self.take.isVisible() else self.comments).setFocus()

    def _go_to_field(self, one: ShownFinding) -> None:
        if self._kind:
            self._context.go(Route(self._kind, one.record, one.path))

    def _take(self) -> None:
        self.take.setEnabled(False)
        self.taken.emit(self._item)


def _place(kind: str, reference: str, field: str) -> str:
    spot = where(kind_named(kind), field) if kind else ""
    return APART.join((reference, spot or field))


def _will(known: bool, records: int) -> str:
    if known:
        return tr("This answer is filed: the submission says what came of it.")
    if records:
        return plural(
            "The submission is returned, and {count} record is a draft again, with each "
            "comment at its field.",
            "The submission is returned, and {count} records are drafts again, with each "
            "comment at its field.",
            records,
        )
    return tr("The submission status changes; no record changes.")
