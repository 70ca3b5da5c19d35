"""On which paper the documents of the office are made."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rilo_desktop.paper import PAPERS

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.labels import Label
from ...widgets.layouts import vbox
from ...widgets.setting_words import PAPER
from .heading import Heading
from .settings import ChoiceRow, Settings


class PaperSection(QWidget):
    def __init__(self, context: PageContext, settings: Settings) -> None:
        super().__init__()
        may = context.may("schedule")
        self.choice = ChoiceRow(settings, PAPER, tuple(PAPERS), may)
        self.why_not = Label(
            tr("The head of the office or the data steward chooses this."), SMALL, tone="text3"
        )
        self.why_not.setVisible(not may)
        about = tr("What was released keeps the paper that it was released on.")
        vbox(Heading(tr("Paper"), about), 12, self.choice, 4, self.why_not, into=self)
