"""Every shortcut of the window, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from ...commands import EVERYWHERE, CommandAction, actions_in, keys_text
from ...i18n import tr
from ...theme import colour, scaled
from ...theme.tokens import SECTION, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, hbox, vbox
from ...widgets.navigation_list import NavigationItem, NavigationList
from ...widgets.search_box import SearchBox


class ShortcutOverview(QDialog):
    """Stands beside the work and can stay open; it does nothing itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchBox(tr("Find a shortcut"))
        self.search.searched.connect(lambda _words: self._draw())
        self.list = NavigationList(tr("Keyboard shortcuts"))
        self.search.left_downwards.connect(lambda: self.list.setFocus())
        vbox(
            Label(tr("Keyboard shortcuts"), SECTION, SEMIBOLD),
            12,
            self.search,
            8,
            (self.list, 1),
            8,
            Hairline(),
            12,
            hbox(None, button(tr("Close"), self.close)),
            margins=(20, 16, 20, 16),
            into=self,
        )
        self.resize(scaled(480), min(scaled(560), window.height() - scaled(48)))
        self._draw()

    def _draw(self) -> None:
        words = self.search.text().strip().casefold()
        places: list[NavigationItem] = []
        for where, actions in grouped(actions_in(self._window)).items():
            some = [a for a in actions if words in f"{a.command.label} {a.command.keys}".casefold()]
            if some:
                places.append(NavigationItem("head", where, key=f"head {where}"))
                places += [_place(action) for action in some]
        self.list.show_places(places)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))


def grouped(actions: Sequence[CommandAction]) -> dict[str, list[CommandAction]]:
    """{place: its commands with keys, each once}; what holds everywhere first."""
    found: dict[str, dict[str, CommandAction]] = {tr(EVERYWHERE): {}}
    for action in actions:
        if action.command.keys:
            found.setdefault(action.where, {}).setdefault(action.command.label, action)
    return {where: list(held.values()) for where, held in found.items() if held}


def _place(action: CommandAction) -> NavigationItem:
    command, keys = action.command, keys_text(action.command.keys)
    return NavigationItem("view", command.label, f"{action.where} {command.label}", count=keys)
