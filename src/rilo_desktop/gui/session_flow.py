"""Session states of the main window, the transitions between them, and the page that each shows.

Everything runs in the GUI thread; services are called in the worker (`Tasks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.services.deferred import drafts, preferences, program_update

from . import preload
from .concurrency.worker import Tasks
from .dialogs.unlock.page import UnlockPage
from .i18n import tr
from .state.office_session import Entered, OfficeSession, named
from .state.preferences import PreferencesStore
from .widgets import error_messages
from .widgets.layouts import discard

if TYPE_CHECKING:
    from rilo_desktop.services.office.restore import Restored
    from rilo_desktop.services.office.unlock import StoreInfo

    from .dialogs.first_run.page import Answers, FirstRunPage
    from .dialogs.restore.page import RescuePage
    from .dialogs.restore.recover import RecoverPage
    from .dialogs.unlock.choose_own import ChooseOwnPage
    from .routing import Route
    from .shell import Shell

AFTER_UNLOCK = 500
"""Milliseconds until the other pages are read on, if they are not yet: the first list stands."""


class SessionState(Enum):
    LOCKED = auto()
    """The passphrase is asked for; also before the store was looked at."""
    FIRST_RUN = auto()
    """There is no office yet: it is set up."""
    RESTORE = auto()
    """A backup takes the place of the office."""
    RECOVER = auto()
    """The passphrase is lost; the recovery key gives another one."""
    CHOOSE_OWN = auto()
    """An officer replaces the passphrase that somebody else gave them."""
    OPEN = auto()


_S = SessionState
TRANSITIONS: Mapping[SessionState, frozenset[SessionState]] = {
    _S.LOCKED: frozenset({_S.FIRST_RUN, _S.RESTORE, _S.RECOVER, _S.CHOOSE_OWN, _S.OPEN}),
    _S.FIRST_RUN: frozenset({_S.LOCKED, _S.RESTORE, _S.OPEN}),
    _S.RESTORE: frozenset({_S.LOCKED, _S.FIRST_RUN, _S.OPEN}),
    _S.RECOVER: frozenset({_S.LOCKED, _S.OPEN}),
    _S.CHOOSE_OWN: frozenset({_S.LOCKED, _S.OPEN}),
    _S.OPEN: frozenset({_S.LOCKED}),
}
"""What may follow each state. An open office is locked before anything else takes its place."""


class ForbiddenTransition(Exception):
    """A session cannot go from this state to that one; the text names both."""


class SessionStateMachine:
    def __init__(self, state: SessionState = SessionState.LOCKED) -> None:
        self.state = state

    def may(self, to: SessionState) -> bool:
        return to in TRANSITIONS[self.state]

    def go(self, to: SessionState) -> None:
        """Raises ForbiddenTransition, and stays where it is."""
        if not self.may(to):
            raise ForbiddenTransition(f"{self.state.name} to {to.name}")
        self.state = to


class SessionFlow(QObject):
    """Owns the pages of the states, and makes the transitions that pages and services ask for."""

    unlocked = Signal()
    locked = Signal()
    resumed = Signal()
    """After a rebuild, the same session is shown again."""
    shell_made = Signal(object)
    """The `Shell` of an office that was opened, or that is shown again."""
    office_named = Signal(str)
    """What the office is called, also while it is locked."""
    told = Signal(str)
    """A sentence for the officer."""
    preferred = Signal(object)
    """{name: value} of `Preferences` that the officer chose on one of the pages."""

    def __init__(
        self, folder: Path, tasks: Tasks, keeper: PreferencesStore, window: QWidget
    ) -> None:
        super().__init__(window)
        self.folder, self.office = folder, OfficeSession(folder)
        self._tasks, self._keeper, self._window = tasks, keeper, window
        self._machine = SessionStateMachine()
        self.shell: Shell | None = None
        self.first_run: FirstRunPage | None = None
        """Kept while a backup is chosen instead (RESTORE), to come back to."""
        self.rescue: RescuePage | RecoverPage | ChooseOwnPage | None = None
        self._face: tuple[StoreInfo, str] | None = None
        self._sample_passphrase = ""
        self._was_founded = False
        """The office that is opened next was made just now."""

    @property
    def state(self) -> SessionState:
        return self._machine.state

    def build(self) -> QStackedWidget:
        """The pages, of which the first is there: what the window paints before anything else."""
        self.unlock = UnlockPage(self.folder)
        self.unlock.asked.connect(self._enter)
        self.unlock.preferred.connect(self.preferred)
        self.unlock.rescue_wanted.connect(self.show_rescue)
        self.unlock.recover_wanted.connect(self._recover)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.unlock)
        return self._pages

    def _show(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _discard(self, page: FirstRunPage | RescuePage | RecoverPage | ChooseOwnPage) -> None:
        """Nothing of what was written on it stays."""
        page.forget()
        self._pages.removeWidget(page)
        discard(page)

    def _discard_pages(self) -> None:
        first_run, rescue = self.first_run, self.rescue
        self.first_run = self.rescue = None
        for page in (first_run, rescue):
            if page is not None:
                self._discard(page)

    # --- locked

    def read_store_info(self) -> None:
        """Is there an office, and whose?"""
        self._tasks.ask(
            self.office.read_info, then=self._on_store_info, failed=self._on_refused, owner=self
        )

    def _on_store_info(self, answer: tuple[StoreInfo, str] | None) -> None:
        preload.begin()
        if answer is None:
            if self.state is SessionState.LOCKED:
                self._set_up()
            return
        self._face = answer
        face, name = answer
        self.unlock.show_office(name, face.officers, face.folder, self._sample_passphrase)
        self.office_named.emit(name)

    def _enter(self, passphrase: str, sign: str) -> None:
        preload.hold()
        self._tasks.ask(
            self.office.enter,
            passphrase,
            sign,
            then=self._on_entered,
            failed=self._on_refused,
            owner=self,
            alone=True,
        )

    def _on_refused(self, error: BaseException) -> None:
        preload.go_on()
        if self.state is SessionState.FIRST_RUN:
            self._machine.go(SessionState.LOCKED)
            self._pages.setCurrentWidget(self.unlock)
        page, self.first_run = self.first_run, None
        if page is not None:
            self._discard(page)
        seconds = error_messages.seconds_to_wait(error)
        if seconds:
            self.unlock.make_wait(seconds)
        elif (sign := error_messages.given_to(error)) and self._machine.may(
            SessionState.CHOOSE_OWN
        ):
            self._choose_own(sign)
        else:
            self.unlock.refuse(error_messages.explained(error))

    # --- first run

    def _set_up(self, answers: Answers | None = None) -> None:
        """Ask what an office needs; `answers` were given in another language of the window."""
        from .dialogs.first_run.page import FirstRunPage

        self._machine.go(SessionState.FIRST_RUN)
        page = self.first_run = FirstRunPage(self.folder, self._tasks)
        page.made.connect(self._on_made)
        page.sampled.connect(self._on_sampled)
        page.preferred.connect(self.preferred)
        page.rescue_wanted.connect(self.show_rescue)
        self._show(page)
        page.begin(answers)

    def _on_made(self, passphrase: str, sign: str) -> None:
        """Whoever made the office is in it, without being asked again."""
        self._was_founded = True
        self.read_store_info()
        self._enter(passphrase, sign)

    def _on_sampled(self, folder: Path, passphrase: str) -> None:
        """From now on this is the window of the sample office."""
        self.folder, self.office = folder, OfficeSession(folder)
        self._sample_passphrase = passphrase
        self._on_made(passphrase, "")

    # --- restore, recover, choose one's own passphrase

    def show_rescue(self) -> None:
        """The office is locked first, if it is open."""
        self.leave(self._restore)

    def _restore(self) -> None:
        from .dialogs.restore.page import RescuePage

        if self.state is SessionState.OPEN:
            self._lock_now()
        elif self.rescue is not None:
            self._end_rescue()
        page = RescuePage(self.folder, self.office, self._tasks)
        page.restored.connect(self._on_restored)
        self._show_rescue(page, SessionState.RESTORE)

    def _recover(self) -> None:
        from .dialogs.restore.recover import RecoverPage

        officers = self._face[0].officers if self._face is not None else ()
        page = RecoverPage(self.office, self._tasks, officers)
        page.recovered.connect(self._on_entered)
        self._show_rescue(page, SessionState.RECOVER)

    def _choose_own(self, sign: str) -> None:
        from .dialogs.unlock.choose_own import ChooseOwnPage

        page = ChooseOwnPage(self.office, self._tasks, self.unlock.passphrase.text(), sign)
        self.unlock.forget()
        page.chosen.connect(self._on_entered)
        self._show_rescue(page, SessionState.CHOOSE_OWN)

    def _show_rescue(
        self, page: RescuePage | RecoverPage | ChooseOwnPage, state: SessionState
    ) -> None:
        self._machine.go(state)
        self.rescue = page
        page.left.connect(self.leave_rescue)
        self._show(page)
        page.begin()

    def leave_rescue(self) -> None:
        """Back to where it was asked for."""
        self._end_rescue()
        if self.state is SessionState.LOCKED:
            self.read_store_info()
            self.unlock.take_focus()

    def _end_rescue(self) -> None:
        page, self.rescue = self.rescue, None
        assert page is not None
        back = self.first_run or self.unlock
        self._machine.go(
            SessionState.FIRST_RUN if self.first_run is not None else SessionState.LOCKED
        )
        self._pages.setCurrentWidget(back)
        self._discard(page)

    def _on_restored(self, entered: Entered, done: Restored) -> None:
        from .dialogs.restore.messages import restored

        self.read_store_info()
        self._on_entered(entered)
        assert self.shell is not None
        self.shell.context.warned.emit(restored(done))

    # --- reset of the practice office

    def _reset_practice(self, passphrase: str) -> None:
        """The office is locked meanwhile: nothing is written into the one that goes."""
        sign = self.shell.entered.sign if self.shell is not None else ""
        self._lock_now()
        self.unlock.setEnabled(False)
        self._tasks.work(
            tr("The practice office is being reset"),
            self.office.reset_practice,
            passphrase,
            sign,
            then=self._on_reset,
            failed=self._on_reset_failed,
            owner=self,
        )

    def _on_reset(self, entered: Entered) -> None:
        self.unlock.setEnabled(True)
        self._was_founded = True
        self.read_store_info()
        self._on_entered(entered)
        self.told.emit(tr("The practice office is reset. The one before it is set aside."))

    def _on_reset_failed(self, error: BaseException) -> None:
        self.unlock.setEnabled(True)
        if error_messages.is_cancelled(error):
            self.unlock.refuse(tr("Cancelled: the practice office is as it was."))
        else:
            self._on_refused(error)

    # --- open

    def _on_entered(self, entered: Entered) -> None:
        self._open(entered)
        if self._sample_passphrase:
            self.told.emit(tr("This is the sample office: nothing in it is secret."))
        self._offer_unsaved()
        self._tasks.ask(self.office.serve, preferences.take_held, then=self._take_back, owner=self)
        self._tasks.ask(program_update.remove_taken_out, owner=self, later=True)
        self.unlocked.emit()
        QTimer.singleShot(AFTER_UNLOCK, self, preload.go_on)

    def _open(self, entered: Entered) -> None:
        from .shell import Shell

        self._machine.go(SessionState.OPEN)
        self._discard_pages()
        self.unlock.forget()
        self.office.session.lists.use()
        self.shell = Shell(self._tasks, self.office, entered, self._keeper.now)
        self.shell.is_new, self._was_founded = self._was_founded, False
        self.shell.context.rescue_wanted.connect(self.show_rescue)
        self.shell.context.reset_wanted.connect(
            lambda passphrase: self.leave(lambda: self._reset_practice(passphrase))
        )
        self.shell.lock_wanted.connect(self.lock)
        self._show(self.shell)
        self.shell_made.emit(self.shell)
        self.shell.take_focus()

    def _take_back(self, found: tuple[Mapping[str, Any], str] | None) -> None:
        """What pages held when the window locked itself stands there again."""
        if found is not None and self.shell is not None:
            self.shell.take_back(*found)

    def _offer_unsaved(self) -> None:
        """What was typed before a crash waits."""
        from .pages.editor.draft_recovery import DraftRecovery

        assert self.shell is not None
        DraftRecovery(self.shell.context).offer()

    # --- from open to locked

    def lock(self) -> None:
        """Close the store and forget every page, after asking for unsaved text."""
        self.leave(self._lock_now)

    def lock_at_once(self) -> None:
        """Nobody is asked: what is written stays as a draft. Long work in the worker is done first,
        the pages go at once."""
        if self.shell is not None:
            self.hold()
            self._lock_now()

    def hold(self) -> None:
        """What is written on the pages goes into the draft journal and the store."""
        if self.shell is None:
            return
        self.shell.keep_draft()
        held = self.shell.held()
        if held:
            at = self.shell.here.page
            self._tasks.ask(self.office.serve, preferences.hold, held, at, owner=self, alone=True)

    def keep_drafts(self) -> None:
        """What is written is on the disk when this returns; nothing else changes."""
        if self.shell is not None:
            self.shell.keep_draft()
            self.office.at_once(drafts.flush)

    def _lock_now(self) -> None:
        from .widgets.clipboard import clear_own

        if self.state is not SessionState.OPEN:
            return  # a question was answered after the office had locked itself
        self._machine.go(SessionState.LOCKED)
        clear_own()
        self._tasks.stop_quiet_works()
        self._tasks.ask(self.office.leave, owner=self, alone=True)
        self.unlock.forget_officers()
        self.read_store_info()
        assert self.shell is not None
        self._pages.removeWidget(self.shell)
        self.shell.remove_pages()
        self.shell = None
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.take_focus()
        self.locked.emit()

    def leave(self, then: Callable[[], object]) -> None:
        """Call `then`; where an office is open, only when the officer lets its pages go."""
        if self.shell is None:
            then()
        else:
            self.shell.finish(lambda: self.finish_works(then))

    def finish_works(self, then: Callable[[], object]) -> None:
        """Call `then` when no long work is under way, or the officer gives it up."""
        asked_about = [work for work in self._tasks.works if not work.shown_only]
        if not asked_about:
            for work in self._tasks.works:
                work.cancel()
            then()
            return
        from .widgets.question import Question

        question = Question(
            self._window,
            tr("Cancel the running operation?"),
            tr("{what} is not finished. Nothing of it is kept.", what=asked_about[0].working),
            (("stay", tr("Continue"), "secondary"), ("give up", tr("Cancel it"), "primary")),
        )
        question.answered.connect(lambda answer: self._on_finish(answer, then))
        question.open()

    def _on_finish(self, answer: str, then: Callable[[], object]) -> None:
        if answer == "give up":
            self._tasks.stop_works()
            then()

    # --- rebuilt in another language or size

    def take_apart(self) -> Callable[[], None]:
        """Give up the pages. After `build`, what is returned shows the same session, page and
        record on the new ones, and emits `resumed`."""
        old, page = self.shell, self.first_run
        answers = page.answers if page is not None else None
        if self.state is not SessionState.LOCKED:
            self._machine.go(SessionState.LOCKED)
        self.shell = self.first_run = self.rescue = None
        self.unlock.forget()
        if answers is not None:
            return lambda: self._resume_first_run(answers)
        if old is None:
            return self._resume_locked
        entered, here = old.entered, old.here
        return lambda: self._resume_open(entered, here)

    def _resume_first_run(self, answers: Answers) -> None:
        self._set_up(answers)
        self.resumed.emit()

    def _resume_locked(self) -> None:
        self.read_store_info()
        self.unlock.take_focus()
        self.resumed.emit()

    def _resume_open(self, entered: Entered, here: Route) -> None:
        self.read_store_info()
        self._tasks.ask(named, entered, then=lambda who: self._travel(who, here), owner=self)

    def _travel(self, entered: Entered, here: Route) -> None:
        self._open(entered)
        assert self.shell is not None
        self.shell.travel(here)
        self.resumed.emit()
