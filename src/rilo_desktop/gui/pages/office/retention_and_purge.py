"""What must go: purging, and records that were kept long enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.labels import Label
from ...widgets.layouts import vbox
from .purging import PurgeForm
from .retention import RetentionForm
from .settings import Settings

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session


class RetentionAndPurgeSection(QWidget):
    """Whoever may not purge sees what is due, and who does it."""

    def __init__(self, context: PageContext, settings: Settings) -> None:
        super().__init__()
        self._context = context
        self.purge, self.retention = PurgeForm(context), RetentionForm(context, settings)
        self.why_not = Label(
            tr("The data steward purges content; where the office has none, its head."),
            SMALL,
            tone="text3",
            wrap=True,
        )
        vbox(
            self.retention,
            24,
            self.why_not,
            self.purge,
            into=self,
        )
        self.allow(False)

    def read(self) -> None:
        self._context.serve(_may_purge, then=self.allow, owner=self, turn="may purge")
        self.retention.read()

    def allow(self, may: bool) -> None:
        self.purge.setVisible(may)
        self.why_not.setVisible(not may)
        self.retention.allow(may)


def _may_purge(session: Session) -> bool:
    from rilo_desktop.rules.findings import Refused
    from rilo_desktop.services.records import purge

    try:
        purge.permit(session)
    except Refused:
        return False
    return True
