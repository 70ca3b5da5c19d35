"""The window: navigation at the left, one page at a time, and one place where faults are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from rilo_desktop.services.progress import Cancelled

from . import faults
from .commands import Command, register
from .office import Entered, Office
from .tasks import Tasks
from .texts import tr
from .theme import scaled
from .theme.start import Dress
from .unlock.page import UnlockPage
from .widgets.boxes import column
from .widgets.progress import ProgressStrip
from .widgets.question import Question
from .widgets.toast import Toast

if TYPE_CHECKING:
    from rilo_desktop.services.session import StoreFace

    from .workplace import Workplace


class Window(QMainWindow):
    painted = Signal()
    """The first paint is done."""
    unlocked = Signal()
    locked = Signal()

    def __init__(self, folder: Path, dress: Dress) -> None:
        super().__init__()
        self.setWindowTitle(tr("RILO Desktop"))
        self.setMinimumSize(scaled(760), scaled(520))
        self.resize(1280, 800)
        self._dress = dress
        self._was_painted = False
        self._closing = False
        self.office = Office(folder)
        self.tasks = Tasks(self)
        self.tasks.went_wrong.connect(self.show_fault)
        self.unlock = UnlockPage(folder)
        self.unlock.asked.connect(self._enter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.unlock)
        self.progress = ProgressStrip(self.tasks)
        self.setCentralWidget(column((self._pages, 1), self.progress))
        self.workplace: Workplace | None = None
        self._toast: Toast | None = None
        scheme = tr("Change between light and dark")
        register(self, Command("scheme", scheme, "Ctrl+Shift+D", dress.toggle, icon="moon"))
        self.unlock.take_focus()

    @property
    def toast(self) -> Toast:
        if self._toast is None:
            self._toast = Toast(self)
        return self._toast

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        """Only now is anything heavy imported, and in the worker."""
        self.painted.emit()
        self.unlock.dress()
        self.tasks.ask(self.office.look, then=self._on_look, failed=self._on_refused, owner=self)
        self.tasks.ask(self.office.warm, owner=self)
        self.tasks.ask(_import_workplace, owner=self)

    def _on_look(self, answer: tuple[StoreFace, str]) -> None:
        face, name = answer
        self.unlock.show_office(name, face.officers)
        self.setWindowTitle(tr("{office} – RILO Desktop", office=name))

    def _enter(self, passphrase: str, sign: str) -> None:
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
        self.unlock.refuse(faults.explained(error))

    def _on_entered(self, entered: Entered) -> None:
        from .workplace import Workplace

        self.unlock.forget()
        self.workplace = Workplace(self.tasks, self.office, entered)
        self.workplace.desk.told.connect(self.toast.tell)
        self.workplace.desk.offered.connect(self.toast.offer)
        self.workplace.desk.failed.connect(self.show_fault)
        self.tasks.went_wrong.disconnect(self.show_fault)
        self.workplace.lock_wanted.connect(self.lock)
        self._pages.addWidget(self.workplace)
        self._pages.setCurrentWidget(self.workplace)
        self.workplace.give_way(self.width())
        self.workplace.take_focus()
        self.unlocked.emit()

    def lock(self) -> None:
        """Close the store and forget every page, after asking for unsaved text."""
        self._leave(self._lock_now)

    def _lock_now(self) -> None:
        self.tasks.ask(self.office.leave, owner=self, alone=True)
        if self.workplace is not None:
            self._pages.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.workplace = None
            self.tasks.went_wrong.connect(self.show_fault)
        self._pages.setCurrentWidget(self.unlock)
        self.unlock.take_focus()
        self.locked.emit()

    def _leave(self, then: Callable[[], object]) -> None:
        if self.workplace is None:
            then()
        else:
            self.workplace.leave(lambda: self._finish(then))

    def _finish(self, then: Callable[[], object]) -> None:
        """Long work is done first, or given up."""
        if not self.tasks.works:
            then()
            return
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
        self.toast.tell(faults.explained(error), wrong=not isinstance(error, Cancelled))

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
        event.accept()

    def close_quietly(self) -> None:
        """Close without a question, and wait until the store is closed."""
        self._closing = True
        self.close()

    def _close_now(self) -> None:
        self._closing = True
        QTimer.singleShot(0, self.close)


def _import_workplace() -> None:
    """What stands behind the door is read while the officer writes the passphrase."""
    from . import workplace

    assert workplace
