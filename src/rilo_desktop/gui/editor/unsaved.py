"""What waits as a draft is offered; what journals cannot keep is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from rilo_desktop.services.deferred import drafts, session

from ..desk import Desk
from ..destination import Destination
from ..texts import sentence, tr

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.drafts import Waiting


class Unsaved(QObject):
    """Offers what waits after unlocking, and says what is missing or cannot be written."""

    _troubled = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._troubled.connect(self._on_trouble)

    def offer(self) -> None:
        self._desk.serve(drafts.watch, self._tell, owner=self)
        self._desk.serve(drafts.waiting, then=self._on_waiting, owner=self)
        self._desk.serve(session.said_at_opening, then=self._on_said, owner=self)

    def _on_waiting(self, found: Waiting) -> None:
        if found.unreadable:
            self._desk.warned.emit(
                tr("Unsaved text was written by a newer version of the program; it is kept.")
            )
        if found.drafts:
            self._offer(found.drafts[-1].record)

    def _on_said(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._desk.warned.emit(sentence(finding))

    def _offer(self, record: Record) -> None:
        title = record.title_text or tr("Untitled")
        where = Destination(record.kind.code, record.id)
        self._desk.offered.emit(
            tr("{title} is not saved yet.", title=title),
            tr("Continue writing"),
            lambda: self._desk.go(where),
        )

    def _tell(self, finding: Finding | None) -> None:
        """From the thread that writes."""
        if isValid(self):
            self._troubled.emit(finding)

    def _on_trouble(self, finding: Finding | None) -> None:
        if finding is not None:
            self._desk.warned.emit(sentence(finding))
