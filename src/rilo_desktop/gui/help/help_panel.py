"""The help topic of the page, beside the work: it pushes the page and never changes a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from rilo_desktop.help.topics import Topic, found, topics
from rilo_desktop.language import NC_
from rilo_desktop.records import FieldSpec

from ..commands import EVERYWHERE, CommandAction, actions_in, keys_text
from ..i18n import tr, window_language
from ..theme import scaled
from ..theme.tokens import SEMIBOLD, SMALL, SUBTITLE
from ..widgets.buttons import button
from ..widgets.dock_panel import WIDE, DockPanel
from ..widgets.form import Field
from ..widgets.labels import Label
from ..widgets.layouts import Hairline, Panel, hbox, vbox
from ..widgets.search_box import SearchBox
from .topic_view import TopicView


class HelpPanel(DockPanel):
    save_wanted = Signal()
    """The whole guide is wanted as a file."""
    shown = Signal()
    """A topic stands in it."""

    def __init__(self, window: QMainWindow, topic_here: Callable[[], str]) -> None:
        """`topic_here`: key of the topic of what the window shows."""
        super().__init__(window, "help", tr("Help"))
        self._topic_here = topic_here
        self.key = ""
        self.search = SearchBox(tr("Search the guide"))
        self.search.searched.connect(self._find)
        self.view = TopicView(tr("Help"), scaled(WIDE) - 1)
        self.view.wanted.connect(self.show_topic)
        self.search.left_downwards.connect(self.view.setFocus)
        self.field_name = Label("", SMALL, SEMIBOLD)
        self.field_help = Label("", SMALL, tone="text2", wrap=True)
        self._field = vbox(self.field_name, self.field_help, gap=2, margins=(16, 4, 16, 8))
        self._build()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _build(self) -> None:
        close = button("", self.leave, "ghost", "x", tr("Close the help"))
        head = hbox(Label(tr("Help"), SUBTITLE, SEMIBOLD), None, close, margins=(16, 8, 8, 4))
        self.all_button = button(tr("All topics"), self.show_all, "link")
        self.save_button = button(tr("Save the guide …"), self.save_wanted.emit, "link")
        foot = hbox(self.all_button, None, self.save_button, margins=(14, 6, 14, 8))
        body = Panel("surface", "l", width=WIDE)
        vbox(
            head,
            hbox((self.search, 1), margins=(16, 0, 16, 8)),
            self._field,
            Hairline(),
            (self.view, 1),
            Hairline(),
            foot,
            margins=(1, 0, 0, 0),
            into=body,
        )
        self._field.hide()
        self.setWidget(body)

    # --- opened and closed

    def open(self, key: str = "") -> None:
        """The topic with this key, or that of the page; again from inside: it closes."""
        inside = self.has_focus()
        if inside and not key:
            self.leave()
            return
        if not inside:
            self._show_field(self._window.focusWidget())
        self.show_topic(key or self._topic_here())
        self.show_panel(self.view)

    def open_all(self) -> None:
        self.open(self._topic_here())
        self.show_all()

    def follow(self) -> None:
        """Another page is shown: so is its topic."""
        if self.isVisible() and not self.search.text():
            self.show_topic(self._topic_here())

    # --- what it says

    def show_topic(self, key: str) -> None:
        """Where no topic has this key, all of them."""
        topic = topics(window_language()).get(key)
        if topic is None:
            self.show_all()
            return
        self.key = key
        self.search.put("")
        here = self._commands() if key == self._topic_here() else []
        self.view.show_markdown("\n".join([topic.text, *_table(here)]))
        self.shown.emit()

    def show_all(self) -> None:
        self._list(tr("All topics"), tuple(topics(window_language()).values()))

    def _find(self, words: str) -> None:
        if words.strip():
            self._list(tr("Found in the guide"), found(words, window_language()))
        else:
            self.show_topic(self._topic_here())

    def _list(self, title: str, listed: Sequence[Topic]) -> None:
        self.key = ""
        lines = [f"- [{one.title}]({one.key}.md)" for one in listed]
        lines = lines or [tr("Nothing was found. Try a shorter word.")]
        self.view.show_markdown("\n".join([f"# {title}", "", *lines]))
        self.shown.emit()

    def _commands(self) -> list[CommandAction]:
        """What can be done on this page and has keys, each once."""
        everywhere = tr(EVERYWHERE)
        here = (
            one
            for one in actions_in(self._window)
            if one.command.keys and one.where != everywhere and one.owner.isVisible()
        )
        return list({one.command.label: one for one in here}.values())

    # --- the field with the focus

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self._show_field(new)

    def _show_field(self, widget: QWidget | None) -> None:
        about = _field_around(widget)
        self._field.setVisible(about is not None and bool(about.help))
        if about is not None:
            self.field_name.setText(tr(about.label))
            self.field_help.setText(tr(about.help))


def _field_around(widget: QWidget | None) -> FieldSpec | None:
    while widget is not None:
        if isinstance(widget, Field):
            return widget.about
        widget = widget.parentWidget()
    return None


def _table(commands: Sequence[CommandAction]) -> list[str]:
    """Markdown; made from the commands, so that it says what the window can do."""
    if not commands:
        return []
    head = [
        "",
        f"## {tr('What you can do here')}",
        "",
        f"| {tr(NC_('of the keyboard', 'Keys'))} | {tr('What they do')} |",
        "|---|---|",
    ]
    rows = [(keys_text(one.command.keys), one.command.label) for one in commands]
    return head + [f"| **{_cell(keys)}** | {_cell(label)} |" for keys, label in rows]


def _cell(text: str) -> str:
    """As it stands in the window: no mark-up."""
    signs = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]<>()#+-.!|~"}
    return " ".join(text.split()).translate(signs)
