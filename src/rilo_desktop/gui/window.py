"""The window: navigation at the left, one page at a time, and one place where faults are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from rilo_desktop.services.deferred import drafts, preferences, update

from . import faults, reading_ahead
from .idle import Idle
from .office_session import Entered, OfficeSession, named
from .preferences import Keeper
from .speaking import application, speak, system_language
from .tasks import Tasks
from .texts import tr
from .theme import scaled, scheme_is_dark
from .theme.start import Dress
from .unlock.page import UnlockPage
from .widgets.boxes import column

if TYPE_CHECKING:
    from rilo_desktop.services.door import StoreFace
    from rilo_desktop.services.restore import Restored

    from .commands import CommandAction
    from .destination import Destination
    from .first_run.page import Answers, FirstRunPage
    from .rescue.page import RescuePage
    from .rescue.recover import RecoverPage
    from .sleeping import Sleep
    from .unlock.choose_own import ChooseOwnPage
    from .widgets.toast import Toast
    from .workplace import Workplace

AFTER_UNLOCK = 500
"""Milliseconds until the other pages are read on, if they are not yet: the first list stands."""


class Window(QMainWindow):
    painted = Signal()
    """The first paint is done."""
    unlocked = Signal()
    locked = Signal()
    rebuilt = Signal()
    """It stands again, in another language or size."""

    def __init__(self, folder: Path, dress: Dress, keeper: Keeper | None = None) -> None:
        super().__init__()
        self.resize(1280, 800)
        self._folder, self._dress = folder, dress
        self.keeper = keeper or Keeper()
        self._face: tuple[StoreFace, str] | None = None
        self._was_painted = False
        self._closing = self._closed = False
        self.office = OfficeSession(folder)
        self.tasks = Tasks(self)
        self.tasks.went_wrong.connect(self.show_fault)
        self.workplace: Workplace | None = None
        self.first_run: FirstRunPage | None = None
        self.rescue: RescuePage | RecoverPage | ChooseOwnPage | None = None
        self._sample_passphrase = ""
        self._toast: Toast | None = None
        self.idle: Idle | None = None
        self.sleep: Sleep | None = None
        self._commands: Sequence[CommandAction] = ()
        self._build()
        self.unlock.take_focus()

    def _build(self) -> None:
        """What is painted first; again, with `_complete`, when language or size change."""
        self.setWindowTitle(tr("RILO Desktop"))
        self.setMinimumSize(scaled(760), scaled(520))
        self.unlock = UnlockPage(self._folder)
        self.unlock.asked.connect(self._enter)
        self.unlock.preferred.connect(self.prefer)
        self.unlock.rescue_wanted.connect(self.show_rescue)
        self.unlock.recover_wanted.connect(self._recover)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.unlock)
        self._column = column((self._pages, 1))
        self.setCentralWidget(self._column)

    @property
    def toast(self) -> Toast:
        if self._toast is None:
            from .widgets.toast import Toast

            self._toast = Toast(self)
        return self._toast

    def show_shortcuts(self) -> None:
        """Beside the work; the one that is open already comes to the front."""
        from .find.overview import Overview

        overview = self.findChild(Overview) or Overview(self)
        overview.show()
        overview.raise_()
        overview.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        """Only now is anything heavy imported, and in the worker."""
        self.painted.emit()
        self._complete()
        self.idle = Idle(self.windowHandle(), self.keeper.now.lock_after)
        self.idle.passed.connect(self._on_idle)
        self._look()

    def _complete(self) -> None:
        """What the first paint need not wait for."""
        from .commands import Command, register
        from .widgets.progress import ProgressStrip

        self._dress.complete()
        self.unlock.dress()
        self.progress = ProgressStrip(self.tasks)
        layout = self._column.layout()
        assert layout is not None
        layout.addWidget(self.progress)
        scheme, shortcuts = tr("Change between light and dark"), tr("Keyboard shortcuts")
        self._commands = register(
            self,
            Command("scheme", scheme, "Ctrl+Shift+D", self._toggle_scheme, icon="moon"),
            Command("shortcuts", shortcuts, "F1 Ctrl+/", self.show_shortcuts, icon="info-circle"),
            Command("quit", tr("Close the program"), "Ctrl+Q", self.close, icon="x"),
        )

    def _look(self) -> None:
        self.tasks.ask(self.office.look, then=self._on_look, failed=self._on_refused, owner=self)

    def _on_look(self, answer: tuple[StoreFace, str] | None) -> None:
        reading_ahead.begin()
        if answer is None:
            self._set_up()
            return
        self._face = answer
        face, name = answer
        self.unlock.show_office(name, face.officers, face.folder, self._sample_passphrase)
        self.setWindowTitle(tr("{office} – RILO Desktop", office=name))

    def _enter(self, passphrase: str, sign: str) -> None:
        reading_ahead.hold()
        self.tasks.ask(
            self.office.enter,
            passphrase,
            sign,
            then=self._on_entered,
            failed=self._on_refused,
            owner=self,
            alone=True,
        )

    def _on_refused(self, error: BaseException) -> None:
        reading_ahead.go_on()
        self._end_first_run()
        seconds = faults.seconds_to_wait(error)
        if seconds:
            self.unlock.make_wait(seconds)
        elif sign := faults.given_to(error):
            self._choose_own(sign)
        else:
            self.unlock.refuse(faults.explained(error))

    # --- no office yet

    def _set_up(self, answers: Answers | None = None) -> None:
        """Ask what an office needs; `answers` were given in another language of the window."""
        from .first_run.page import FirstRunPage

        page = self.first_run = FirstRunPage(self._folder, self.tasks)
        page.made.connect(self._on_made)
        page.sampled.connect(self._on_sampled)
        page.preferred.connect(self.prefer)
        page.rescue_wanted.connect(self.show_rescue)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.begin(answers)

    def _on_made(self, passphrase: str, sign: str) -> None:
        """Whoever made the office is in it, without being asked again."""
        self._look()
        self._enter(passphrase, sign)

    def _on_sampled(self, folder: Path, passphrase: str) -> None:
        """From now on this is the window of the sample office."""
        self._folder, self.office = folder, OfficeSession(folder)
        self._sample_passphrase = passphrase
        self._on_made(passphrase, "")

    def _end_first_run(self) -> None:
        page, self.first_run = self.first_run, None
        if page is not None:
            page.forget()
            self._pages.setCurrentWidget(self.unlock)
            self._pages.removeWidget(page)
            page.deleteLater()

    # --- a backup in the place of the office

    def show_rescue(self) -> None:
        """The office is locked first, if it is open."""
        self._leave(self._rescue)

    def _rescue(self) -> None:
        from .rescue.page import RescuePage

        if self.workplace is not None:
            self._lock_now()
        page = RescuePage(self._folder, self.office, self.tasks)
        page.restored.connect(self._on_restored)
        self._show_rescue(page)

    def _recover(self) -> None:
        """The passphrase is lost, and the sheet with the recovery key is there."""
        from .rescue.recover import RecoverPage

        officers = self._face[0].officers if self._face is not None else ()
        page = RecoverPage(self.office, self.tasks, officers)
        page.recovered.connect(self._on_entered)
        self._show_rescue(page)

    def _choose_own(self, sign: str) -> None:
        from .unlock.choose_own import ChooseOwnPage

        page = ChooseOwnPage(self.office, self.tasks, self.unlock.passphrase.text(), sign)
        self.unlock.forget()
        page.chosen.connect(self._on_entered)
        self._show_rescue(page)

    def _show_rescue(self, page: RescuePage | RecoverPage | ChooseOwnPage) -> None:
        self.rescue = page
        page.left.connect(self._leave_rescue)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.begin()

    def _leave_rescue(self) -> None:
        self._end_rescue()
        if self.first_run is not None:
            self._pages.setCurrentWidget(self.first_run)
            return
        self._pages.setCurrentWidget(self.unlock)
        self._look()
        self.unlock.take_focus()

    def _on_restored(self, entered: Entered, done: Restored) -> None:
        from .rescue.words import restored

        self._look()
        self._on_entered(entered)
        assert self.workplace is not None
        self.workplace.desk.warned.emit(restored(done))

    def _end_rescue(self) -> None:
        page, self.rescue = self.rescue, None
        if page is not None:
            page.forget()
            self._pages.removeWidget(page)
            page.deleteLater()

    def _on_entered(self, entered: Entered) -> None:
        self._end_first_run()
        self._end_rescue()
        self.unlock.forget()
        self.tasks.went_wrong.disconnect(self.show_fault)
        self._furnish(entered)
        if self._sample_passphrase:
            self.toast.tell(tr("This is the sample office: nothing in it is secret."))
        self._offer_unsaved()
        self.tasks.ask(self.office.serve, preferences.take_held, then=self._take_back, owner=self)
        self._hear_sleep()
        self.tasks.ask(update.remove_taken_out, owner=self, later=True)
        self.unlocked.emit()
        QTimer.singleShot(AFTER_UNLOCK, self, reading_ahead.go_on)

    def _take_back(self, found: tuple[Mapping[str, Any], str] | None) -> None:
        """What pages held when the window locked itself stands there again."""
        if found is not None and self.workplace is not None:
            self.workplace.take_back(*found)

    def _offer_unsaved(self) -> None:
        """What was typed before a crash waits."""
        from .editor.unsaved import Unsaved

        assert self.workplace is not None
        Unsaved(self.workplace.desk).offer()

    def _furnish(self, entered: Entered) -> None:
        from .workplace import Workplace

        self.workplace = Workplace(self.tasks, self.office, entered, self.keeper.now)
        desk = self.workplace.desk
        desk.preferred.connect(self.prefer)
        desk.told.connect(self.toast.tell)
        desk.warned.connect(self.toast.warn)
        desk.offered.connect(self.toast.offer)
        desk.failed.connect(self.show_fault)
        desk.rescue_wanted.connect(self.show_rescue)
        desk.update_chosen.connect(self.show_update)
        self.workplace.lock_wanted.connect(self.lock)
        self._pages.addWidget(self.workplace)
        self._pages.setCurrentWidget(self.workplace)
        self.workplace.give_way(self.width())
        self.workplace.take_focus()

    def show_update(self, file: Path) -> None:
        from .updating import show_update

        show_update(self, self.tasks, lambda: self.workplace, file)

    def lock(self) -> None:
        """Close the store and forget every page, after asking for unsaved text."""
        self._leave(self._lock_now)

    def _on_idle(self) -> None:
        """Nobody is there to be asked: what is written stays as a draft. Long work goes on."""
        if not self.tasks.works:
            self._on_sleep()

    def _hear_sleep(self) -> None:
        """A machine that sleeps keeps its memory: no key is to be in it."""
        from .sleeping import Sleep

        if self.sleep is None:
            self.sleep = Sleep(self)
            self.sleep.coming.connect(self._on_sleep)

    def _on_sleep(self) -> None:
        """Long work is done first, when the machine wakes up; the pages go at once."""
        if self.workplace is not None:
            self._hold()
            self._lock_now()

    def _hold(self) -> None:
        """What is written on the pages goes into the draft journal and the store."""
        assert self.workplace is not None
        self.workplace.keep_draft()
        held = self.workplace.held()
        if held:
            at = self.workplace.here.page
            self.tasks.ask(self.office.serve, preferences.hold, held, at, owner=self, alone=True)

    def _lock_now(self) -> None:
        from .widgets.clipboard import clear_own

        clear_own()
        self.tasks.stop_quiet_works()
        self.tasks.ask(self.office.leave, owner=self, alone=True)
        self.unlock.forget_officers()
        self._look()
        self.toast.hide()
        if self.workplace is not None:
            self._pages.removeWidget(self.workplace)
            self.workplace.let_go()
            self.workplace = None
            self.tasks.went_wrong.connect(self.show_fault)
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.take_focus()
        self.locked.emit()

    # --- what somebody chose for this machine

    def prefer(self, chosen: Mapping[str, Any]) -> None:
        """Take this from now on and keep it; where the window must be made anew, text is kept."""
        if chosen.keys() & {"language", "text_size"}:
            self._leave(lambda: self._prefer(chosen))
        else:
            self._prefer(chosen)

    def _toggle_scheme(self) -> None:
        self.prefer({"scheme": "light" if scheme_is_dark() else "dark"})

    def _prefer(self, chosen: Mapping[str, Any]) -> None:
        now = self.keeper.change(**chosen)
        if "scheme" in chosen:
            self._dress.choose(now.scheme)
        self._dress.choose_contrast(now.contrast)
        if self.idle is not None:
            self.idle.choose(now.lock_after)
        self.tasks.ask(self.keeper.write, owner=self)
        if "text_size" in chosen:
            self._dress.choose_text_size(now.text_size)
        if "language" in chosen:
            speak(application(), now.language or system_language())
        if chosen.keys() & {"language", "text_size"}:
            self._rebuild()
        elif self.workplace is not None:
            self.workplace.desk.preferences = now

    def _rebuild(self) -> None:
        """The same window in another language or size: same session, same page, same record."""
        old, unlock = self.workplace, self.unlock
        here = old.here if old is not None else None
        answers = self.first_run.answers if self.first_run is not None else None
        for command in self._commands:
            command.deleteLater()
        if self._toast is not None:
            self._toast.deleteLater()
            self._toast = None
        self.workplace = self.first_run = self.rescue = None
        self._build()
        unlock.forget()
        if self._was_painted:
            self._complete()
        if answers is not None:
            self._set_up(answers)
            self.rebuilt.emit()
            return
        self._look()
        if old is None or here is None:
            self.unlock.take_focus()
            self.rebuilt.emit()
            return
        self.tasks.ask(named, old.entered, then=lambda who: self._go_on(who, here), owner=self)

    def _go_on(self, entered: Entered, here: Destination) -> None:
        self._furnish(entered)
        assert self.workplace is not None
        self.workplace.travel(here)
        self.rebuilt.emit()

    def _leave(self, then: Callable[[], object]) -> None:
        if self.workplace is None:
            then()
        else:
            self.workplace.finish(lambda: self._finish(then))

    def _finish(self, then: Callable[[], object]) -> None:
        """Long work is done first, or given up."""
        if not self.tasks.works:
            then()
            return
        from .widgets.question import Question

        question = Question(
            self,
            tr("Give up what is being done?"),
            tr("{what} is not finished. Nothing of it is kept.", what=self.tasks.works[0].working),
            (("stay", tr("Let it finish"), "secondary"), ("give up", tr("Give up"), "primary")),
        )
        question.answered.connect(lambda answer: self._on_finish(answer, then))
        question.open()

    def _on_finish(self, answer: str, then: Callable[[], object]) -> None:
        if answer == "give up":
            self.tasks.stop_works()
            then()

    def show_fault(self, error: BaseException) -> None:
        self.toast.tell(faults.explained(error), wrong=not faults.is_cancelled(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.workplace is not None:
            self.workplace.give_way(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self._leave(self._close_now)
            if not self._closing:
                event.ignore()
                return
        faults.uninstall()
        self.tasks.close(self.office.leave)
        self._closed = True
        event.accept()

    def keep_drafts(self) -> None:
        """What is written is on the disk when this returns; nothing else changes."""
        if self.workplace is not None:
            self.workplace.keep_draft()
            self.office.at_once(drafts.flush)

    def end(self) -> None:
        """The session of the system ends: nobody is asked, and what is written stays as a draft."""
        if self._closed:
            return
        if self.workplace is not None:
            self._hold()
        self.close_quietly()

    def close_quietly(self) -> None:
        """Close without a question, and wait until the store is closed."""
        self._closing = True
        self.close()

    def _close_now(self) -> None:
        self._closing = True
        QTimer.singleShot(0, self.close)
