"""What waits as a draft is offered; what journals cannot keep is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from rilo_desktop.presentation.references import title_in
from rilo_desktop.services.deferred import drafts, session

from ...context import PageContext
from ...i18n import sentence, tr, window_language
from ...routing import Route

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.records.drafts import WaitingDraft


class DraftRecovery(QObject):
    """Offers what waits after unlocking, and says what is missing or cannot be written."""

    _troubled = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._context = context
        self._troubled.connect(self._on_trouble)

    def offer(self) -> None:
        self._context.serve(drafts.watch, self._emit_trouble, owner=self)
        self._context.serve(drafts.waiting, then=self._on_waiting, owner=self)
        self._context.serve(session.opening_findings, then=self._on_findings, owner=self)

    def _on_waiting(self, found: WaitingDraft) -> None:
        if found.unreadable:
            self._context.warned.emit(
                tr("Unsaved text was written by a newer version of the program; it is kept.")
            )
        if found.drafts:
            self._offer(found.drafts[-1].record)

    def _on_findings(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._context.warned.emit(sentence(finding))

    def _offer(self, record: Record) -> None:
        title = title_in(record, window_language()) or tr("Untitled")
        where = Route(record.kind.code, record.id)
        self._context.offered.emit(
            tr("{title} is not saved yet.", title=title),
            tr("Continue writing"),
            lambda: self._context.go(where),
        )

    def _emit_trouble(self, finding: Finding | None) -> None:
        """From the thread that writes."""
        if isValid(self):
            self._troubled.emit(finding)

    def _on_trouble(self, finding: Finding | None) -> None:
        if finding is not None:
            self._context.warned.emit(sentence(finding))
