"""The document of the record in the editor: sent with one key, once it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.documents import own_document
from rilo_desktop.records import Submission
from rilo_desktop.services.deferred import one_record

from ...context import PageContext
from ...i18n import tr, window_language
from ...routing import Route

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.services.submissions.submit import SubmissionResult


def send_label(record: Record) -> str:
    """What the button says; "" where the record has no document of its own."""
    spec = own_document(record)
    return tr(spec.send) if spec is not None else ""


class DocumentSending(QObject):
    def __init__(self, context: PageContext, editor: QWidget, record_id: Callable[[], str]) -> None:
        super().__init__(editor)
        self._context, self._record_id = context, record_id

    def send(self) -> None:
        """Of the record as it is in the store."""
        self._context.serve(
            one_record.send,
            self._record_id(),
            window_language(),
            then=self._on_sent,
            owner=self,
            turn="send document",
        )

    def _on_sent(self, done: SubmissionResult) -> None:
        self._context.announce(done.changes)
        made = done.submission
        if done.released:
            self._context.offered.emit(
                tr("{reference} is released.", reference=made.reference),
                tr("Write the file"),
                lambda: self._context.go(Route(Submission.kind.code, made.id)),
            )
        elif not done.waits_for:
            self._context.offered.emit(
                tr("No officer may approve {reference} yet.", reference=made.reference),
                tr("Show the ways out"),
                lambda: self._context.go(Route(Submission.kind.code, made.id)),
            )
        else:
            who = ", ".join(done.waits_for_in(window_language()))
            self._context.told.emit(
                tr(
                    "{reference} is asked for approval; it waits for {who}.",
                    reference=made.reference,
                    who=who,
                )
            )
