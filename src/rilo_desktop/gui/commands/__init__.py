"""What can be done in the window: every action with its keys, in one place that can be read.

How to register. Make the command where its page is made, and give it to the widget it belongs to:

    register(self, Command("editor.next", tr("Go to the next finding"), "F8", self._next, where))

- `keys` hold while the widget is visible and enabled; two ways are written "F1 Ctrl+/", none "".
- `where` is the heading in the overview of shortcuts, one for a page (IN_A_LIST, IN_THE_EDITOR or
  your own `N_("...")`); `EVERYWHERE` for what holds on every page. The same keys may serve two
  pages, never twice on one: a test finds such.
- A button made with `keys=` registers itself; `belongs(page, where)` gives it the heading.
- Its help topic is that of the page around its widget (`explains`), or `topic=` says another one.
- Keys that a widget reads in `keyPressEvent` are registered with `run=None`, to be read only.
- Never make a QShortcut: nobody would find it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import N_

from ..i18n import tr

_NATIVE = QKeySequence.SequenceFormat.NativeText
EVERYWHERE = N_("Everywhere")
IN_A_LIST = N_("In a list")
IN_THE_EDITOR = N_("In the editor")

FILE, EDIT, RECORD, VIEW, GO, HELP = "file", "edit", "record", "view", "go", "help"
"""Menus of the menu bar."""

_WHERE, _TOPIC = "commandsWhere", "helpTopic"


class Command(NamedTuple):
    """`key` names it for good; `label` says in the window's language what it does.

    `where` is a message of the catalogue; "" is the heading of the page the widget stands on.
    """

    key: str
    label: str
    keys: str
    run: Callable[[], object] | None
    where: str = ""
    icon: str = ""
    offered: bool = True
    """Find anything offers it while it can be done."""
    place: str = ""
    """The page that it shows, as it is called in the window's language: this alone finds it first.
    """
    leads: bool = False
    """It shows another page and changes nothing; these are offered first."""
    menu: str = ""
    """Where it stands in the menu bar; "" is `GO` for what leads elsewhere, else `RECORD`."""
    submenu: str = ""
    """Title of the menu inside that one, in the window's language."""
    topic: str = ""
    """Key of its help topic; "" is that of the page the widget stands on."""


class CommandAction(QAction):
    """A command in the tree of widgets: Qt asks it for its keys."""

    def __init__(self, owner: QWidget, command: Command) -> None:
        super().__init__(command.label.replace("&", "&&"), owner)
        self.command, self.owner = command, owner
        if command.run is not None:
            self.setShortcuts(sequences(command.keys))
            self.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self.triggered.connect(lambda _checked=False: self.run())
            owner.addAction(self)

    @property
    def where(self) -> str:
        """The heading it stands under: its own, or that of the page around its widget."""
        return tr(self.command.where or _around(self.owner, _WHERE) or EVERYWHERE)

    @property
    def topic(self) -> str:
        """Key of the help topic that explains it; "" where nobody said one."""
        return self.command.topic or _around(self.owner, _TOPIC)

    @property
    def menu_name(self) -> str:
        return self.command.menu or (GO if self.command.leads else RECORD)

    @property
    def is_able(self) -> bool:
        """Could it be done now?"""
        owner = self.owner
        return self.command.run is not None and owner.isVisible() and owner.isEnabled()

    def run(self) -> None:
        if self.command.run is not None:
            self.command.run()


def _around(widget: QWidget, name: str) -> str:
    """What the nearest widget around this one says under a name."""
    at: QObject | None = widget
    while at is not None:
        said = at.property(name)
        if said:
            return str(said)
        at = at.parent()
    return ""


def sequences(keys: str) -> list[QKeySequence]:
    return [QKeySequence(way) for way in keys.split()]


def keys_text(keys: str) -> str:
    """Keys as the system writes them: "Ctrl N", "F1, Ctrl /"; both Enter keys as one."""
    shown = (sequence.toString(_NATIVE) for sequence in sequences(keys))
    return ", ".join(_spaced(text) for text in shown)


def _spaced(text: str) -> str:
    text = text.replace(QKeySequence("Return").toString(_NATIVE), tr("Enter"))
    return text.removesuffix("+").replace("+", " ") + ("+" if text.endswith("+") else "")


def register(owner: QWidget, *commands: Command) -> Sequence[CommandAction]:
    """Let these be done by their keys, found by their words and read in the overview.

    They go when `owner` goes.
    """
    return [CommandAction(owner, command) for command in commands]


def belongs(page: QWidget, where: str) -> None:
    """Commands inside this widget that say no place stand under this heading."""
    page.setProperty(_WHERE, where)


def explains(page: QWidget, topic: str) -> None:
    """This help topic explains the page, and the commands inside it that name no other."""
    page.setProperty(_TOPIC, topic)


def actions_in(root: QWidget) -> list[CommandAction]:
    """All that are registered in a window, in the order they were made."""
    return root.findChildren(CommandAction)
