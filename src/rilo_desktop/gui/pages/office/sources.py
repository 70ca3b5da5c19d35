"""Where the shipped code lists come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import data_sources

from ...context import PageContext
from ...i18n import tr, window_language
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import vbox
from .heading import Heading

if TYPE_CHECKING:
    from rilo_desktop.services.office.data_sources import DataSource


class SourcesSection(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.sources: tuple[DataSource, ...] = ()
        self._list = vbox(gap=8)
        self.open = button(tr("Show the sources"), self._read, "secondary")
        about = tr("Compiled from public sources; no personal names are in it.")
        vbox(
            Heading(tr("Shipped data"), about, self.open),
            10,
            self._list,
            into=self,
        )

    def _read(self) -> None:
        self.open.hide()
        self._context.serve(data_sources.shipped, window_language(), then=self._show, owner=self)

    def _show(self, sources: tuple[DataSource, ...]) -> None:
        self.sources = sources
        box = self._list.layout()
        assert box is not None
        for one in sources:
            said = one.source or tr("Made for this program")
            if not one.confirmed:
                said = tr("{source} · not all confirmed", source=said)
            words = vbox(
                Label(one.title, weight=MEDIUM, wrap=True),
                Label(said, SMALL, tone="text2", wrap=True),
            )
            box.addWidget(words)
