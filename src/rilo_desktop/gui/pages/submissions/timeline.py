"""The story of a submission as a thread, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...i18n import numbers, tr
from ...theme import colour, rounded, scaled
from ...theme.tokens import MEDIUM, SEMIBOLD, SMALL
from ...widgets.labels import Label
from ...widgets.layouts import discard, hbox, set_margins
from . import states

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.submission_list import SubmissionEvent

DOT = 11


class HistoryTimeline(QWidget):
    """Filled dot: where it stands now; rings: what came before."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What happened to it"))
        self._box = QVBoxLayout(self)
        set_margins(self._box, (24, 0, 0, 0))
        self._box.setSpacing(scaled(10))
        self._steps: list[QWidget] = []

    def show_events(self, events: Sequence[SubmissionEvent]) -> None:
        for step in self._steps:
            self._box.removeWidget(step)
            discard(step)
        self._steps = [_step(event, n == 0) for n, event in enumerate(events)]
        for step in self._steps:
            self._box.addWidget(step)
            step.show()  # now, and not in the next turn: what is hidden has no height
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QPainter(self), scaled(DOT)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - size if mirrored else 0
        tops = [step.y() + scaled(4) for step in self._steps]
        for top, bottom in pairwise(tops):
            middle = x + size / 2 - 0.5
            painter.fillRect(QRectF(middle, top + size, 1, bottom - top - size), colour("line2"))
        for n, top in enumerate(tops):
            ground = "accent" if n == 0 else "surface"
            rounded(
                painter,
                QRectF(x, top, size, size),
                size / 2,
                ground,
                "accentText" if n == 0 else "line2",
                1.5,
            )


def _step(event: SubmissionEvent, newest: bool) -> QWidget:
    from ...widgets.layouts import vbox

    word = states.word(event.step)
    if event.step in ("in_review", "released") and event.revision > 1:
        word = tr("{state}, revision {number}", state=word, number=event.revision)
    day = Label(numbers().partial(event.on, short=True), SMALL, tone="text2")
    head = hbox(Label(word, weight=SEMIBOLD if newest else MEDIUM), None, day)
    said = " – ".join(part for part in (event.who, event.note) if part)
    return vbox(head, Label(said, SMALL, tone="text2", wrap=True), gap=1)
