"""The main window: one page at a time, commands and preferences, and where faults are shown.

Which page that is, `session_flow` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStyle

from . import preload
from .concurrency.worker import Tasks
from .dialogs.unlock.page import UnlockPage
from .i18n import tr
from .lifecycle.idle_timer import IdleTimer
from .lifecycle.language_switch import application, speak, system_language
from .session_flow import SessionFlow, SessionState
from .state.office_session import OfficeSession
from .state.preferences import PreferencesStore
from .theme import scaled, scheme_is_dark
from .theme.theme_manager import ThemeManager
from .widgets import error_messages
from .widgets.layouts import discard, vbox

if TYPE_CHECKING:
    from .commands import CommandAction
    from .guide.controller import GuideController
    from .help.controller import HelpController
    from .lifecycle.power import SuspendWatcher
    from .shell import Shell
    from .widgets.menu_bar import MenuBar
    from .widgets.toast import Toast


USUAL_SIZE = QSize(1280, 800)
FRAME = 8
"""Pixels of a window's frame at each side, as wide as Windows makes it."""

TOPICS = {
    SessionState.FIRST_RUN: "first-time",
    SessionState.RESTORE: "backups",
    SessionState.RECOVER: "officers",
}
"""Help topics of the pages of a session; the others ask for a passphrase."""


class MainWindow(QMainWindow):
    painted = Signal()
    """The first paint is done."""
    unlocked = Signal()
    locked = Signal()
    rebuilt = Signal()
    """It stands again, in another language or size."""

    def __init__(
        self, folder: Path, dress: ThemeManager, keeper: PreferencesStore | None = None
    ) -> None:
        super().__init__()
        self.resize(USUAL_SIZE)
        self.setAnimated(False)
        self._theme_manager = dress
        self.keeper = keeper or PreferencesStore()
        self._was_painted = False
        self._closing = self._closed = False
        self.tasks = Tasks(self)
        self.tasks.went_wrong.connect(self._on_went_wrong)
        self._toast: Toast | None = None
        self.menu_bar: MenuBar | None = None
        self.help: HelpController | None = None
        """Made with what the first paint need not wait for."""
        self.guide: GuideController | None = None
        """Of a practice office that is open."""
        self.idle: IdleTimer | None = None
        self.sleep: SuspendWatcher | None = None
        self._commands: Sequence[CommandAction] = ()
        self.flow = SessionFlow(folder, self.tasks, self.keeper, self)
        self.flow.office_named.connect(
            lambda name: self.setWindowTitle(tr("{office} – RILO Desktop", office=name))
        )
        self.flow.told.connect(lambda said: self.toast.show_message(said))
        self.flow.preferred.connect(self.prefer)
        self.flow.shell_made.connect(self._on_shell)
        self.flow.unlocked.connect(self._on_unlocked)
        self.flow.locked.connect(self._on_locked)
        self.flow.resumed.connect(self.rebuilt)
        self._build()
        self.unlock.take_focus()

    @property
    def office(self) -> OfficeSession:
        return self.flow.office

    @property
    def unlock(self) -> UnlockPage:
        return self.flow.unlock

    @property
    def shell(self) -> Shell | None:
        """None while the office is locked."""
        return self.flow.shell

    def _build(self) -> None:
        """What is painted first; again, with `_complete`, when language or size change."""
        self.setWindowTitle(tr("RILO Desktop"))
        least = QSize(scaled(760), scaled(520))
        self.setMinimumSize(least.boundedTo(self._free_size()))
        self._column = vbox((self.flow.build(), 1))
        self.setCentralWidget(self._column)

    def place_on_screen(self) -> None:
        """Where and as large as it was when it was closed last; nothing of it off the screen."""
        kept = QByteArray.fromBase64(self.keeper.now.geometry.encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(USUAL_SIZE.boundedTo(self._free_size()))

    def _free_size(self) -> QSize:
        """What the screen has for the inside of a window."""
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return self.screen().availableGeometry().size() - QSize(2 * FRAME, title + FRAME)

    @property
    def toast(self) -> Toast:
        if self._toast is None:
            from .widgets.toast import Toast

            self._toast = Toast(self)
        return self._toast

    def show_shortcuts(self) -> None:
        """Beside the work; the one that is open already comes to the front."""
        from .dialogs.command_palette.shortcut_overview import ShortcutOverview

        overview = self.findChild(ShortcutOverview) or ShortcutOverview(self)
        overview.show()
        overview.raise_()
        overview.activateWindow()

    @property
    def topic(self) -> str:
        """Key of the help topic of what is shown."""
        if self.shell is not None:
            return self.shell.topic
        return TOPICS.get(self.flow.state, "opening")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        """Only now is anything heavy imported."""
        self.painted.emit()
        self._complete()
        self.idle = IdleTimer(self.windowHandle(), self.keeper.now.lock_after)
        self.idle.passed.connect(self._on_idle)
        self.idle.used.connect(preload.put_off)
        self.flow.read_store_info()

    def _complete(self) -> None:
        """What the first paint need not wait for."""
        from .commands import FILE, GO, HELP, VIEW, Command, explains, register
        from .help.controller import HelpController
        from .widgets.progress import ProgressStrip

        self._theme_manager.complete()
        self.unlock.dress()
        self.progress = ProgressStrip(self.tasks)
        layout = self._column.layout()
        assert layout is not None
        layout.addWidget(self.progress)
        scheme, shortcuts = tr("Change between light and dark"), tr("Keyboard shortcuts")
        explains(self, "finding")
        if self.help is None:
            self.help = HelpController(self, self.tasks, lambda: self.topic)
            self.help.moved.connect(self._on_help_moved)
            self.help.told.connect(lambda said: self.toast.show_message(said))
            self.help.failed.connect(self.show_fault)
        self._commands = register(
            self,
            *self.help.commands(),
            Command("scheme", scheme, "Ctrl+Shift+D", self._toggle_scheme, "", "moon", menu=VIEW),
            Command(
                "shortcuts",
                shortcuts,
                "Ctrl+F1 Ctrl+/",
                self.show_shortcuts,
                "",
                "info-circle",
                menu=HELP,
            ),
            Command(
                "menu bar", tr("Show or hide the menu bar"), "", self._toggle_menu_bar, menu=VIEW
            ),
            Command("menus", tr("Go to the menu bar"), "F10", self._open_menus, menu=GO),
            Command("quit", tr("Close the program"), "Ctrl+Q", self.close, icon="x", menu=FILE),
        )

    # --- the session

    def _on_shell(self, shell: Shell) -> None:
        context = shell.context
        context.preferred.connect(self.prefer)
        context.role_changed.connect(lambda: self.flow.leave(self._on_role_changed))
        context.told.connect(self.toast.show_message)
        context.warned.connect(self.toast.warn)
        context.offered.connect(self.toast.offer)
        context.failed.connect(self.show_fault)
        context.update_chosen.connect(self.show_update)
        if self.help is not None:
            shell.pages.currentChanged.connect(self.help.follow)
            context.help_wanted.connect(self.help.show)
        self._offer_guide(shell)
        self._fit_shell()
        if self.menu_bar is None:
            from .widgets.menu_bar import MenuBar

            self.menu_bar = MenuBar(self)
            self.setMenuBar(self.menu_bar)
            self._show_menu_bar()

    def _offer_guide(self, shell: Shell) -> None:
        from .guide.controller import GuideController, is_offered

        if is_offered(shell.entered):
            self.guide = GuideController(self, shell)
            self.guide.moved.connect(self._fit_shell)
            if self.help is not None:
                self.guide.room_wanted.connect(self.help.close)

    def _on_help_moved(self) -> None:
        """It stands in the place of the guide: both are read, and neither has room for half."""
        if self.guide is not None and self.help is not None:
            self.guide.make_room(self.help.is_shown)
        self._fit_shell()

    def _remove_guide(self) -> None:
        if self.guide is not None:
            self.guide.remove()
            self.guide = None

    def _show_menu_bar(self) -> None:
        if self.menu_bar is not None:
            self.menu_bar.setVisible(self.keeper.now.menu_bar)

    def _on_role_changed(self) -> None:
        """Pages that were made for another role are made anew."""
        self._rebuild()
        self.toast.show_message(tr("Your role or function was changed. It holds from now on."))

    def _on_unlocked(self) -> None:
        """A machine that sleeps keeps its memory: no key is to be in it."""
        from .lifecycle.power import SuspendWatcher

        if self.sleep is None:
            self.sleep = SuspendWatcher(self)
            self.sleep.coming.connect(self.flow.lock_at_once)
        self.unlocked.emit()

    def _on_locked(self) -> None:
        self.toast.hide()
        self._remove_menu_bar()
        self._remove_guide()
        if self.help is not None:
            self.help.remove()
        self.locked.emit()

    def _remove_menu_bar(self) -> None:
        """A locked office has nothing to do."""
        if self.menu_bar is not None:
            self.setMenuBar(None)  # type: ignore[arg-type]
            discard(self.menu_bar)
            self.menu_bar = None

    def _on_idle(self) -> None:
        """Nobody is there to be asked. Long work goes on."""
        if not self.tasks.works:
            self.flow.lock_at_once()

    def show_update(self, file: Path) -> None:
        from .dialogs.update_dialog import show_update

        show_update(self, self.tasks, lambda: self.shell, file)

    def lock(self) -> None:
        """Close the store and forget every page, after asking for unsaved text."""
        self.flow.lock()

    # --- what somebody chose for this machine

    def prefer(self, chosen: Mapping[str, Any]) -> None:
        """Take this from now on and keep it; where the window must be made anew, text is kept."""
        if chosen.keys() & {"language", "text_size"}:
            self.flow.leave(lambda: self._prefer(chosen))
        else:
            self._prefer(chosen)

    def _toggle_scheme(self) -> None:
        self.prefer({"scheme": "light" if scheme_is_dark() else "dark"})

    def _toggle_menu_bar(self) -> None:
        self.prefer({"menu_bar": not self.keeper.now.menu_bar})

    def _open_menus(self) -> None:
        if self.menu_bar is not None:
            self.menu_bar.show()  # a hidden one comes back until preferences are chosen again
            self.menu_bar.open_first()

    def _prefer(self, chosen: Mapping[str, Any]) -> None:
        now = self.keeper.change(**chosen)
        if "scheme" in chosen:
            self._theme_manager.choose(now.scheme)
        self._theme_manager.choose_contrast(now.contrast)
        self._show_menu_bar()
        if self.idle is not None:
            self.idle.choose(now.lock_after)
        self.tasks.ask(self.keeper.write, owner=self)
        if "text_size" in chosen:
            self._theme_manager.choose_text_size(now.text_size)
        if "language" in chosen:
            speak(application(), now.language or system_language())
        if chosen.keys() & {"language", "text_size"}:
            self._rebuild()
        elif self.shell is not None:
            self.shell.context.preferences = now

    def _rebuild(self) -> None:
        """The same window in another language or size: same session, same page, same record."""
        for command in self._commands:
            command.deleteLater()
        if self._toast is not None:
            discard(self._toast)
            self._toast = None
        self._remove_menu_bar()
        self._remove_guide()
        had_help = self.help is not None and self.help.remove()
        resume = self.flow.take_apart()
        self._build()
        if self._was_painted:
            self._complete()
        resume()
        if had_help and self.help is not None:
            self.help.show()

    # --- faults, size and end

    def _on_went_wrong(self, error: BaseException) -> None:
        """While an office is open its `Desk` passes them on."""
        if self.shell is None:
            self.show_fault(error)

    def show_fault(self, error: BaseException) -> None:
        self.toast.show_message(
            error_messages.explained(error), wrong=not error_messages.is_cancelled(error)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for beside in (self.help, self.guide):
            if beside is not None:
                beside.fit()
        self._fit_shell()

    def _fit_shell(self) -> None:
        """To the room beside the help or the guide."""
        if self.shell is not None:
            beside = max((one.width for one in (self.help, self.guide) if one), default=0)
            self.shell.set_compact(self.width() - beside)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self.flow.leave(self._close_now)
            if not self._closing:
                event.ignore()
                return
        error_messages.uninstall()
        self.keeper.change(geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        self.tasks.close(self._end_work)
        self._closed = True
        event.accept()

    def _end_work(self) -> None:
        """Runs in the worker. A disk that refuses the preferences keeps nobody in the office."""
        self.office.leave()
        with suppress(OSError):
            self.keeper.write()

    def keep_drafts(self) -> None:
        """What is written is on the disk when this returns; nothing else changes."""
        self.flow.keep_drafts()

    def end(self) -> None:
        """The session of the system ends: nobody is asked, and what is written stays as a draft."""
        if self._closed:
            return
        self.flow.hold()
        self.close_quietly()

    def close_quietly(self) -> None:
        """Close without a question, and wait until the store is closed."""
        self._closing = True
        self.close()

    def _close_now(self) -> None:
        self._closing = True
        QTimer.singleShot(0, self.close)
