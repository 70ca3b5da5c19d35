"""The steps of a first submission beside the work, each ticked by what the office holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ..i18n import tr
from ..theme.tokens import SECTION, SEMIBOLD, SMALL, SUBTITLE
from ..widgets.buttons import button
from ..widgets.dock_panel import WIDE, DockPanel
from ..widgets.labels import IconLabel, Label
from ..widgets.layouts import Hairline, Panel, Scroller, hbox, lay_out, vbox
from ..widgets.progress import announce
from .steps import STEPS, TOPIC, StepText

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.first_submission import GuidedProgress

    from ..routing import Route


class StepRow(Panel):
    """One step: whether it is done, its sentence, and the button that leads to its place."""

    wanted = Signal(object)
    """A `Route`; None: the help topic."""

    def __init__(self, number: int, step: StepText) -> None:
        super().__init__("surface")
        self.step, self.number = step, number
        self.done = False
        self._place: Route | None = None
        self._sign = IconLabel("circle", "text3", 18)
        self.words = Label(tr(step.sentence), wrap=True)
        self.go = button(tr(step.button), lambda: self.wanted.emit(self._place), "link")
        self.go.setAccessibleDescription(tr(step.sentence))
        words = vbox(self.words, 4, hbox(self.go, None))
        hbox(vbox(1, self._sign, None), 10, (words, 1), margins=(15, 8, 14, 8), into=self)

    def show_state(self, now: GuidedProgress, is_next: bool) -> None:
        self.done = self.step.key in now.done
        self._place = self.step.place(now)
        icon, tone = ("circle-check", "ok") if self.done else ("circle", "text3")
        self._sign.show_sign(icon, "accentText" if is_next else tone)
        self.words.tone("text2" if self.done else "text")
        values = {"number": self.number, "all": len(STEPS), "sentence": tr(self.step.sentence)}
        said = (
            tr("Step {number} of {all}, done: {sentence}", **values)
            if self.done
            else tr("Step {number} of {all}: {sentence}", **values)
        )
        self.words.setAccessibleName(said)
        self.set_ground("accentSoft" if is_next else "surface")
        self.go.setProperty("kind", "primary" if is_next else "link")
        QApplication.sendEvent(self.go, QEvent(QEvent.Type.StyleChange))  # it has another size
        self.go.setVisible(is_next or (not self.done and self._place is not None))


class GuidePanel(DockPanel):
    wanted = Signal(object)
    """A `Route`: where a step is done."""
    topic_wanted = Signal(str)
    reset_wanted = Signal()
    """The practice office shall be reset."""
    left = Signal()
    """The officer closed it."""

    def __init__(self, window: QMainWindow, may_reset: bool) -> None:
        super().__init__(window, "guide", tr("First submission"))
        self.now: GuidedProgress | None = None
        self.rows = [StepRow(number, step) for number, step in enumerate(STEPS, 1)]
        for row in self.rows:
            row.wanted.connect(self._on_wanted)
        self.state = Label("", SMALL, tone="text2", wrap=True)
        self.end = Label(
            tr(
                "You have made a submission. The answer comes as a file: open it with Ctrl O, "
                "and it stands with the submission."
            ),
            wrap=True,
        )
        self._end = vbox(
            Label(tr("All is done"), SECTION, SEMIBOLD), 4, self.end, margins=(16, 12, 16, 12)
        )
        self._end.hide()
        self.close_button = button("", self.leave, "ghost", "x", tr("Close the steps"))
        self.help_button = button(tr("Practise"), lambda: self.topic_wanted.emit(TOPIC), "link")
        self.reset_button = button(tr("Reset …"), self.reset_wanted.emit, "link")
        self.reset_button.setVisible(may_reset)
        self._build()

    def _build(self) -> None:
        title = Label(tr("First submission"), SUBTITLE, SEMIBOLD)
        head = hbox(title, None, self.close_button, margins=(16, 8, 8, 0))
        foot = hbox(self.help_button, None, self.reset_button, margins=(14, 6, 14, 8))
        self._scroller = Scroller(vbox(*self.rows, self._end, None))
        body = Panel("surface", "l", width=WIDE)
        vbox(
            head,
            hbox((self.state, 1), margins=(16, 0, 16, 8)),
            Hairline(),
            (self._scroller, 1),
            Hairline(),
            foot,
            margins=(1, 0, 0, 0),
            into=body,
        )
        self.setWidget(body)

    def show_progress(self, now: GuidedProgress) -> None:
        """Where it stands now; what was done since is said to a screen reader."""
        had_focus = self.has_focus()
        before, self.now = self.now, now
        first_open = next((row for row in self.rows if row.step.key not in now.done), None)
        for row in self.rows:
            row.show_state(now, row is first_open)
        done = sum(row.done for row in self.rows)
        self.state.setText(tr("Steps done: {count} of {all}", count=done, all=len(self.rows)))
        self._end.setVisible(first_open is None)
        lay_out()
        self._scroller.bring_into_sight(first_open or self._end, 0)
        if before is not None and now.done - before.done:
            announce(self.state, self.state.text())
        if had_focus and not self.has_focus():
            self.first_button.setFocus()

    @property
    def first_button(self) -> QWidget:
        """Of the step that comes next."""
        shown = (row.go for row in self.rows if row.go.property("kind") == "primary")
        return next(shown, self.close_button)

    def leave(self) -> None:
        super().leave()
        self.left.emit()

    def _on_wanted(self, place: Route | None) -> None:
        if place is None:
            self.topic_wanted.emit(TOPIC)
        else:
            self.wanted.emit(place)
