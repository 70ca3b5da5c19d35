"""The first run: office, officer, recovery key. Nothing is written before the last answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.services.deferred import first_run

from ...concurrency.worker import Tasks
from ...i18n import tr, window_language
from ...theme import scaled
from ...theme.tokens import SEMIBOLD, SMALL, TITLE
from ...widgets import error_messages
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.languages import language_box
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from ...widgets.program_mark import Mark
from .key_step import KeyStep
from .office_step import OfficeStep
from .officer_step import OfficerStep
from .question_page import QuestionPage
from .recovery_sheet_output import RecoverySheetOutput
from .steps import Step, StepsColumn

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from rilo_desktop.services.office.first_run import OfficeChoice, Plan
    from rilo_desktop.services.office.recovery_sheet import KeySheet

OFFICE, OFFICER, KEY = range(3)
WIDTH, RAIL, NARROW_RAIL, NARROW_BELOW = 520, 320, 232, 1000


@dataclass(frozen=True)
class Answers:
    """What was written so far, for the same page in another language."""

    at: int
    office: str
    letter: str
    function: str
    sign: str
    passphrase: tuple[str, str] = field(repr=False)
    recovery_key: str = field(repr=False)


class FirstRunPage(Panel):
    """`made(passphrase, sign)` when the office is there; `sampled(folder, passphrase)`."""

    made = Signal(str, str)
    sampled = Signal(object, str)
    rescue_wanted = Signal()
    """There is an office: its backup shall stand here."""
    preferred = Signal(object)
    """{"language": code}: the window shall speak it."""

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__("surface")
        self._folder, self._tasks = folder, tasks
        self._key = ""
        self.office = OfficeStep(self._try_sample)
        self.officer = OfficerStep()
        self._out = RecoverySheetOutput(
            self, tasks, folder, self._sheet, self._show_message, self._refused
        )
        self.key = KeyStep(lambda: self._out.ask_file(self.office.code), self._out.ask_printer)
        self.key.gone_on.connect(self._go_on)
        self.screens = QStackedWidget()
        for screen in (self.office, self.officer, self.key):
            self.screens.addWidget(screen)
        self.back = button("", self._go_back, "secondary", high=36)
        self.next = button("", self._go_on, "primary", high=36)
        self.steps = StepsColumn(self._step_texts())
        self.rescue = button(tr("Restore from a backup"), self.rescue_wanted.emit, "link")
        self._rail = Panel("nav", "r", width=RAIL)
        self.language = language_box()
        self.language.activated.connect(
            lambda _at: self.preferred.emit({"language": self.language.currentData()})
        )
        self._build()
        self._show(OFFICE)

    def _build(self) -> None:
        vbox(
            hbox(Mark(), None),
            16,
            Label(tr("Set up your office"), TITLE, SEMIBOLD, wrap=True),
            6,
            Label(
                tr("A few minutes. Everything stays on this computer."),
                tone="text2",
                wrap=True,
            ),
            28,
            self.steps,
            None,
            hbox(self.rescue, None),
            12,
            labelled(tr("Language"), self.language),
            12,
            Label(str(self._folder), SMALL, tone="text3", wrap=True),
            margins=(28, 32, 24, 24),
            into=self._rail,
        )
        body = vbox((self.screens, 1), margins=(8, 56, 8, 8))
        foot = QWidget()
        hbox(self.back, None, self.next, margins=(8, 12, 8, 32), into=foot)
        foot.setMaximumWidth(scaled(WIDTH))
        side = vbox((Scroller(body, WIDTH), 1), hbox(None, (foot, 1_000), None))
        hbox(self._rail, (side, 1), into=self)

    # --- what the window asks

    def begin(self, answers: Answers | None = None) -> None:
        """Ask, or go on with what was answered; what is heavy is imported by the worker."""
        self.officer.dress()
        self.take_focus()
        self._tasks.ask(
            first_run.offices,
            then=lambda offices: self._show_offices(offices, answers),
            failed=self._refused,
            owner=self,
        )

    @property
    def answers(self) -> Answers:
        officer = self.officer
        return Answers(
            self.at,
            self.office.code,
            self.office.letter,
            officer.own_function,
            officer.sign.text(),
            (officer.passphrase.text(), officer.again.text()),
            self._key,
        )

    def take_focus(self) -> None:
        self._screen.take_focus()  # type: ignore[attr-defined]

    def forget(self) -> None:
        """Nothing of passphrase and key stays in the page."""
        self._key = ""
        self.officer.forget()
        self.key.forget()

    # --- the steps

    @property
    def at(self) -> int:
        return self.screens.currentIndex()

    @property
    def _screen(self) -> QuestionPage:
        return (self.office, self.officer, self.key)[self.at]

    def _step_texts(self) -> tuple[Step, ...]:
        office = self.office.name or tr("Which one, and which workstation")
        officer = self.officer.sign.text() if self.at > OFFICER else tr("Function and passphrase")
        return (
            Step(tr("Office"), office),
            Step(tr("You"), officer),
            Step(tr("Recovery key"), tr("Print it, lock it away")),
        )

    def _show(self, at: int) -> None:
        self.screens.setCurrentIndex(at)
        self._show_progress()
        self.take_focus()

    def _show_progress(self) -> None:
        self.steps.show_step(self.at, self._step_texts())
        self.back.setVisible(self.at != OFFICE)
        asking = self.at == KEY and self.key.is_asking
        self.back.setText(tr("Show the key again") if asking else tr("Back"))
        labels = (
            tr("Next: you"),
            tr("Next: recovery key"),
            tr("Create the office") if asking else tr("I have written it down"),
        )
        self.next.setText(labels[self.at])
        for made in (self.back, self.next):
            made.setAccessibleName(made.text())

    def _go_back(self) -> None:
        if self.at == KEY and self.key.is_asking:
            self.key.show_again()
            self._show_progress()
        elif self.at:
            self._show(self.at - 1)

    def _go_on(self) -> None:
        if not self.next.isEnabled():
            return
        if self.at == OFFICE:
            if self.office.is_answered():
                self.officer.begin(self.office.code, [self.office.name, self.office.code])
                self._show(OFFICER)
        elif self.at == OFFICER:
            if self.officer.is_answered():
                self._wait(True)
                self._tasks.ask(
                    _new_key, self._plan(), then=self._show_key, failed=self._refused, owner=self
                )
        elif not self.key.is_asking:
            self.key.ask()
            self._show_progress()
        else:
            self._confirm()

    def _show_key(self, recovery_key: str) -> None:
        self._wait(False)
        self._key = recovery_key
        self.key.show_key(recovery_key)
        self._show(KEY)

    def _confirm(self) -> None:
        from rilo_desktop.services.office.first_run import is_last_group, set_up

        if not is_last_group(self._key, self.key.typed.text()):
            self.key.complain(
                tr("That is not the end of the key. Check group 13 on your sheet."),
                self.key.typed,
            )
            self.key.typed.selectAll()
            return
        self._wait(True)
        plan = self._plan()
        self._tasks.ask(
            set_up,
            self._folder,
            plan,
            self._key,
            then=lambda _done: self.made.emit(plan.passphrase, plan.sign),
            failed=self._refused,
            owner=self,
        )

    def _plan(self) -> Plan:
        from rilo_desktop.services.office.first_run import Plan

        return Plan(
            office=self.office.code,
            sign=self.officer.sign.text().strip(),
            function=self.officer.function.text().strip(),
            workstation=self.office.letter,
            passphrase=self.officer.passphrase.text(),
        )

    def _try_sample(self) -> None:
        from rilo_desktop.services.office.first_run import set_up_sample

        self._wait(True)
        self._tasks.work(
            tr("The sample office is being made"),
            set_up_sample,
            self._folder,
            then=self._on_sample,
            failed=self._refused,
            owner=self,
        )

    def _on_sample(self, folder: Path) -> None:
        from rilo_desktop.services.office.first_run import SAMPLE_PASSPHRASE

        self.sampled.emit(folder, SAMPLE_PASSPHRASE)

    # --- the page with the key

    def save_page(self, path: Path) -> None:
        self._out.save_page(path)

    def print_page(self, printer: QPrinter) -> None:
        self._out.print_page(printer)

    def _sheet(self) -> KeySheet:
        from rilo_desktop.services.office.recovery_sheet import KeySheet

        plan = self._plan()
        today = date.today().isoformat()
        language = window_language()
        office = self.office.name
        return KeySheet(
            self.office.code, office, plan.function, plan.sign, today, language, self._key
        )

    # --- answers of the worker

    def _show_offices(
        self, offices: tuple[OfficeChoice, ...], answers: Answers | None = None
    ) -> None:
        self.office.show_offices(offices)
        if answers is not None:
            self._resume(answers)

    def _resume(self, answers: Answers) -> None:
        """The key is shown again: which group is asked for was not answered yet."""
        self.office.choose(answers.office, answers.letter)
        self.officer.begin(answers.office, [self.office.name, self.office.code])
        self.officer.fill(answers.function, answers.sign, *answers.passphrase)
        if answers.at == KEY:
            self._show_key(answers.recovery_key)
        else:
            self._show(answers.at)

    def _refused(self, error: BaseException) -> None:
        self._wait(False)
        self._screen.complain(
            "" if error_messages.is_cancelled(error) else error_messages.explained(error)
        )

    def _show_message(self, sentence: str) -> None:
        self._screen.show_message(sentence)

    def _wait(self, waiting: bool) -> None:
        for made in (self.next, self.back, self.office.sample):
            made.setEnabled(not waiting)
        if waiting and self.at == KEY:
            self.next.setText(tr("Creating the office …"))
        elif not waiting:
            self._show_progress()

    # --- keys and room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, as it unlocks on the page that comes every other day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < scaled(NARROW_BELOW)
        self._rail.setFixedWidth(scaled(NARROW_RAIL if narrow else RAIL))


def _new_key(plan: Plan) -> str:
    """Raises Refused where the plan cannot be carried out."""
    from rilo_desktop.services.office.first_run import check, new_recovery_key

    check(plan)
    return new_recovery_key()
