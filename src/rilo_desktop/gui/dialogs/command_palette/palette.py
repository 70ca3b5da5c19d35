"""Find anything: a field over the window that leads to every record, page and action.

It is a child of the window and keeps nothing waiting: Escape, a click beside it, or going anywhere
closes it, and the keyboard is back where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import kind_named
from rilo_desktop.services.deferred import search

from ...commands import CommandAction, actions_in
from ...context import PageContext
from ...i18n import tr
from ...itemviews.list_row import further_titles
from ...theme import font, scaled
from ...theme.tokens import CAPTION, SUBTITLE
from ...widgets.buttons import is_key
from ...widgets.labels import Chip, Label
from ...widgets.layouts import Card, Hairline, hbox, vbox
from ...widgets.search_box import SearchBox
from .entries import (
    Entry,
    FoundRecord,
    command_entries,
    list_entries,
    record_entries,
    records_of,
    topic_entries,
)
from .palette_view import PaletteView

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session

WIDTH, TOP, LEAST_BELOW = 640, 96, 40
DIM = 70
"""How dark the window behind becomes, of 255."""
SHADOW, SHADE = (14, 9, 5, 2), 12
"""How far the shadow of the card reaches, step by step, and how dark each step is, of 255."""
PAGE = 6
"""Entries that Page Down goes on."""
MOST = 5
"""Records of each kind; more where one kind is looked for."""
NOTHING = ("", "")
"""The words and the kind that what stands there was found for, where it is all that can be done."""


class FindLine(SearchBox):
    """Words are written here while the arrows move through what was found."""

    moved = Signal(int)
    left = Signal()
    kind_moved = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Find anything"))
        self.setFont(font(SUBTITLE))
        self.setProperty("bare", True)

    def event(self, event: QEvent) -> bool:
        """Tab chooses the kind; Qt would take it to move the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.kind_moved.emit(step)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PAGE,
            Qt.Key.Key_PageUp: -PAGE,
        }
        step = steps.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
        elif is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif is_key(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CommandPalette(QWidget):
    """`show_words` opens it. `shown` when what was found for the words stands there."""

    shown = Signal()

    def __init__(self, over: QWidget, context: PageContext) -> None:
        """`over`: what it stands over, and goes with."""
        super().__init__(over)
        self._over, self._context = over, context
        self._records: tuple[FoundRecord, ...] = ()
        self._counts: Mapping[str, int] = {}
        self._kinds = ("", *LISTED)
        self._kind = ""
        self._answered = NOTHING
        self._is_entered = False
        self._before: QWidget | None = None
        self.line = FindLine()
        self.view = PaletteView(tr("What was found"))
        self._chip = Chip()
        self._card = Card("surface", "line2", radius=12)
        self._build()
        self.line.searched.connect(lambda _words: self._ask())
        self.line.textChanged.connect(self._on_text)
        self.line.moved.connect(self._move)
        self.line.entered.connect(self._enter)
        self.line.left.connect(self.close_it)
        self.line.kind_moved.connect(self._next_kind)
        self.view.triggered.connect(self._do)
        context.wanted.connect(lambda _destination: self.close_it())
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        over.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        keys = tr("↑ ↓ move    Enter open    Tab kind    Esc close")
        head = hbox((self.line, 1), self._chip, gap=8, margins=(14, 12, 16, 12))
        foot = hbox(Label(keys, CAPTION, tone="text3"), None, margins=(16, 8, 16, 8))
        vbox(head, Hairline(), 4, (self.view, 1), 4, Hairline(), foot, into=self._card)
        self._card.setParent(self)
        self._card.layout().setContentsMargins(scaled(8), 1, scaled(8), 1)  # type: ignore[union-attr]

    # --- opened and closed

    def show_words(self, words: str = "") -> None:
        """Open, with words to look for."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self._kind = ""
        self._show_kind()
        self.line.setText(words)
        self.line.selectAll()
        self._forget()
        self.show()
        self.raise_()
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if words:
            self._ask()

    def close_it(self) -> None:
        """The keyboard goes back where it was."""
        if not self.isVisible():
            return
        before = self._before
        self._before = None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Somebody else has the keyboard: this is over."""
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self._before = None
            self.hide()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        wide = min(scaled(WIDTH), self.width() - scaled(48))
        top = min(scaled(TOP), self.height() // 8)
        around = self._card.sizeHint().height() - self.view.sizeHint().height()
        wanted = around + max(scaled(60), self.view.rows_high + 4)
        high = min(wanted, self.height() - top - scaled(LEAST_BELOW))
        self._card.setGeometry((self.width() - wide) // 2, top, wide, high)
        self.update()  # the shadow lies outside of the card: Qt would leave that of a higher one

    # --- asked and answered

    def _on_text(self, text: str) -> None:
        self._is_entered = False  # other words than those that Enter was meant for
        if not text.strip():
            self._forget()

    def _forget(self) -> None:
        self._records, self._counts, self._answered = (), {}, NOTHING
        self._is_entered = False
        self._list()

    def _ask(self) -> None:
        words = self.line.text().strip()
        if not words or not self.isVisible():
            return
        kind = self._kind
        self._context.serve(
            _find,
            words,
            kind,
            then=lambda found: self._take((words, kind), found),
            owner=self,
            turn="find",
        )

    def _take(self, asked: tuple[str, str], found: tuple[FoundRecord, ...]) -> None:
        if not self.line.text().strip():
            return
        self._records, self._counts, self._answered = found, {}, asked
        self._list()
        self._show_count()
        self.shown.emit()
        if self._is_entered and self.isVisible():
            self._is_entered = False
            self._do(self.view.current_entry)
        elif found:
            self._context.serve(
                search.how_many, asked[0], then=self._take_counts, owner=self, turn="how many"
            )

    def _take_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._list(keep=True)

    def _list(self, keep: bool = False) -> None:
        """Records first; a page of this name and an action that begins so go before them."""
        words = self.line.text().strip()
        records = record_entries(self._records, self._counts, self._context.go)
        actions = actions_in(self.window())
        doing = command_entries(actions, words, self._run) if not self._kind else []
        found = [kind for kind in LISTED if any(r.kind == kind for r in self._records)]
        lists = list_entries(found, self._answered[0], self._context.go) if words else []
        heading = [Entry(tr("Pages and actions"))] if doing or lists else []
        first = bool(doing and words) and (
            doing[0].is_named or doing[0].title.casefold().startswith(words.casefold())
        )
        do = [*heading, *doing, *lists]
        entries = [*do, *records] if first else [*records, *do]
        topics = topic_entries(words, self._context.help_wanted.emit) if not self._kind else []
        if topics:
            entries += [Entry(tr("Help")), *topics]
        if not entries and words:
            entries = [Entry(tr("Nothing was found for “{words}”.", words=words))]
        self.view.show_entries(entries, keep)
        if self.isVisible():
            self._place()

    def _next_kind(self, step: int) -> None:
        at = self._kinds.index(self._kind)
        self._kind = self._kinds[(at + step) % len(self._kinds)]
        self._show_kind()
        self._ask()

    def _show_kind(self) -> None:
        self._chip.show_text(tr(kind_named(self._kind).plural) if self._kind else tr("All kinds"))
        self._announce(self._chip.accessibleName())

    # --- what is done

    def _move(self, step: int) -> None:
        self.view.step(step)
        self._show_count()

    def _show_count(self) -> None:
        """A screen reader is in the line: it is told where Enter would go."""
        current = self.view.current_entry
        if current is not None:
            self._announce(current.spoken)

    def _announce(self, text: str) -> None:
        self.line.setAccessibleDescription(text)
        if QAccessible.isActive() and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, text))

    def _enter(self) -> None:
        """Enter while words are still being looked for waits for them."""
        words = self.line.text().strip()
        if words and (words, self._kind) != self._answered:
            self._is_entered = True
            self._ask()
        else:
            self._do(self.view.current_entry)

    def _do(self, entry: Entry | None) -> None:
        if entry is not None and entry.run is not None:
            self.close_it()
            entry.run()

    def _run(self, action: CommandAction) -> None:
        if isValid(action):
            action.run()

    # --- how it looks

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_it()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, DIM))
        shadow = self._card.geometry()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, SHADE))
        for out in SHADOW:
            around = shadow.adjusted(-out, -out + scaled(4), out, out + scaled(4))
            painter.drawRoundedRect(around, 12 + out, 12 + out)


def _find(session: Session, words: str, kind: str) -> tuple[FoundRecord, ...]:
    """Runs in the worker."""
    from rilo_desktop.services.records import search

    most = MOST if not kind else 4 * MOST
    return records_of(search.by_kind(session, words, most, kind, further_titles), words)
