"""What must go: purging, and records that were kept long enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..texts import tr
from ..theme.tokens import SECTION, SEMIBOLD, SMALL
from ..widgets.boxes import column
from ..widgets.words import Label
from .purging import PurgeForm
from .retention import RetentionForm

if TYPE_CHECKING:
    from rilo_desktop.services.session import Session


class GoingSection(QWidget):
    """Whoever may not purge sees what is due, and who does it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.purge, self.retention = PurgeForm(desk), RetentionForm(desk)
        self.why_not = Label(
            tr("The data steward purges content; where the office has none, its head."),
            SMALL,
            tone="text3",
            wrap=True,
        )
        column(
            Label(tr("Deletion and retention"), SECTION, SEMIBOLD),
            4,
            self.why_not,
            8,
            self.purge,
            20,
            self.retention,
            into=self,
        )
        self.allow(False)

    def read(self) -> None:
        self._desk.serve(_may_purge, then=self.allow, owner=self, turn="may purge")
        self.retention.read()

    def allow(self, may: bool) -> None:
        self.purge.setVisible(may)
        self.why_not.setVisible(not may)
        self.retention.allow(may)


def _may_purge(session: Session) -> bool:
    from rilo_desktop.rules.findings import Refused
    from rilo_desktop.services import purge

    try:
        purge.permit(session)
    except Refused:
        return False
    return True
