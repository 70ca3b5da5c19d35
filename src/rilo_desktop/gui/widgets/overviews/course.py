"""Time as a line: from receipt to answer of a request, and the phases of an operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rilo_desktop.analysis.activities import facts_of, request_state
from rilo_desktop.records import Activity, OperationPhase
from rilo_desktop.records.dates import first_day, last_day

from ...i18n import code_label, numbers, tr
from ...theme import colour, draw_line, metrics, rounded, scaled
from ...theme.painting import Spec
from ...theme.tokens import CAPTION, REGULAR, SEMIBOLD, SMALL

_HIGH, _AT = 76, 22
"""Height of a drawing, and where its line stands; unscaled."""


class _Course(QWidget):
    """Takes no focus: its accessible name says everything that it draws."""

    def __init__(self, high: int = _HIGH) -> None:
        super().__init__()
        self._high = high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scaled(high))
        self._mirrored = False
        self.hide()  # until there is something to draw

    def sizeHint(self) -> QSize:
        return QSize(scaled(400), scaled(self._high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.draw(QPainter(self))

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError

    def left(self, x: float, wide: float) -> float:
        """Where something starts that is so far from the leading edge."""
        return self.width() - x - wide if self._mirrored else x

    def words(
        self, painter: QPainter, x: float, y: float, room: float, text: str, spec: Spec, tone: str
    ) -> None:
        wide = round(max(0.0, room))
        draw_line(painter, self.left(x, wide), y, wide, text, spec, tone, self._mirrored)


@dataclass(frozen=True, slots=True)
class _Station:
    title: str
    said: str
    is_reached: bool
    is_late: bool = False
    below: str = ""


class RequestCourse(_Course):
    """Received, due and answered; how the due day came about is said under it."""

    def __init__(self) -> None:
        super().__init__(_HIGH + 16)
        self._stations: tuple[_Station, ...] = ()
        self._gone, self._label = 0.0, ""
        """Share of the time to the due day that is gone, and its words."""

    def show_request(self, request: Activity | None, today: date) -> None:
        self.setVisible(request is not None)
        if request is None:
            return
        fact = facts_of(request)
        state = request_state(fact, today)
        due, received = last_day(fact.due), first_day(fact.received)
        basis = code_label("due_basis", fact.due_basis).lower() if fact.due_basis else ""
        due_said = _day(fact.due) if due else tr("no day")
        basis = basis if due else ""
        self._stations = (
            _Station(tr("Received"), _day(fact.received) or tr("no day"), received is not None),
            _Station(
                tr("Due"), due_said, due is not None and due <= today, state == "overdue", basis
            ),
            _Station(
                tr("Answered on"),
                _day(fact.answered) or tr("not yet"),
                bool(fact.answered),
                state == "late",
            ),
        )
        self._gone, self._label = 0.0, ""
        if due and received and not fact.answered and received <= today:
            whole, gone = (due - received).days, (today - received).days
            self._gone = min(1.0, gone / whole) if whole > 0 else 1.0
            if whole > 0 and gone <= whole:
                self._label = tr("day {number} of {all}", number=gone, all=whole)
        elif due and received:
            self._gone = 1.0
        said = [", ".join(filter(None, (one.said, one.below))) for one in self._stations]
        parts = [f"{one.title}: {text}" for one, text in zip(self._stations, said, strict=True)]
        self.setAccessibleName(". ".join(filter(None, (*parts, self._label))))
        self.update()

    def draw(self, painter: QPainter) -> None:
        step, y, dot = self.width() / 3, scaled(_AT), scaled(12)
        answered = self._stations[2].is_reached
        for number, share in enumerate((self._gone, 1.0 if answered else 0.0)):
            x, wide = number * step + dot, step - dot
            line = QRectF(self.left(x, wide), y - 1, wide, 2)
            painter.fillRect(line, colour("line"))
            gone = wide * share
            painter.fillRect(QRectF(self.left(x, gone), y - 1, gone, 2), colour("accentText"))
        for number, one in enumerate(self._stations):
            x = number * step
            tone = "danger" if one.is_late else "accentText" if one.is_reached else "line2"
            place = QRectF(self.left(x, dot), y - dot / 2, dot, dot)
            rounded(painter, place, dot / 2, tone if one.is_reached else "surface", tone, 2)
            top = y + scaled(12)
            room = step - scaled(12)
            self.words(painter, x, top, room, one.title, (SMALL, SEMIBOLD), "text")
            tone = "danger" if one.is_late else "text2"
            top += metrics(SMALL).height()
            self.words(painter, x, top, room, one.said, (SMALL, REGULAR), tone)
            top += metrics(SMALL).height()
            self.words(painter, x, top, room, one.below, (SMALL, REGULAR), tone)
        if self._label:
            spec: Spec = (CAPTION, SEMIBOLD)
            wide = metrics(*spec).horizontalAdvance(self._label) + 2
            x = max(0.0, min(dot + (step - dot) * self._gone - wide / 2, step - wide))
            self.words(painter, x, 0, wide, self._label, spec, "accentText")


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    said: str
    first: date
    last: date
    ground: str


class PhaseBars(_Course):
    """A bar for each phase in the days that it takes, and where today is."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[_Bar, ...] = ()
        self._today = date.min

    def show_phases(self, phases: Sequence[OperationPhase], today: date) -> None:
        self._bars = tuple(filter(None, map(_bar, phases)))
        self._today = today
        self.setVisible(bool(self._bars))
        said = [f"{bar.label}: {bar.said}" for bar in self._bars]
        self.setAccessibleName(". ".join(said))
        self.update()

    def draw(self, painter: QPainter) -> None:
        first, last = min(b.first for b in self._bars), max(b.last for b in self._bars)
        days = (last - first).days + 1
        y = scaled(_AT)
        taken = -1.0
        for bar in sorted(self._bars, key=lambda one: one.first):
            x = self.width() * (bar.first - first).days / days
            wide = max(float(scaled(6)), self.width() * ((bar.last - bar.first).days + 1) / days)
            place = QRectF(self.left(x, wide - 4), y - scaled(3), wide - 4, scaled(6))
            rounded(painter, place, scaled(3), bar.ground)
            room = self.width() - max(x, taken)
            if room > scaled(60):
                at = max(x, taken)
                is_now = bar.first <= self._today <= bar.last
                spec: Spec = (SMALL, SEMIBOLD if is_now else REGULAR)
                needed = max(
                    metrics(*spec).horizontalAdvance(bar.label),
                    metrics(SMALL).horizontalAdvance(bar.said),
                )
                room = min(room, needed + scaled(4))
                top = y + scaled(8)
                self.words(painter, at, top, room, bar.label, spec, "text")
                top += metrics(SMALL).height()
                self.words(painter, at, top, room, bar.said, (SMALL, REGULAR), "text2")
                taken = at + room + scaled(16)
        if first <= self._today <= last:
            x = self.width() * ((self._today - first).days + 0.5) / days
            painter.fillRect(
                QRectF(self.left(x, 2), y - scaled(9), 2, scaled(18)), colour("accentText")
            )
            spec = (CAPTION, SEMIBOLD)
            wide = metrics(*spec).horizontalAdvance(tr("Today")) + 2
            x = max(0.0, min(x - wide / 2, self.width() - wide))
            self.words(painter, x, 0, wide, tr("Today"), spec, "accentText")


def _bar(phase: OperationPhase) -> _Bar | None:
    start = phase.start if isinstance(phase.start, str) else ""
    end = phase.end if isinstance(phase.end, str) else start
    first, last = first_day(start), last_day(end)
    if first is None or last is None or last < first:
        return None
    code = phase.phase if isinstance(phase.phase, str) else ""
    said = (
        _day(start) if end == start else tr("{first} to {last}", first=_day(start), last=_day(end))
    )
    ground = "bar" if code == "action" else "bar2"
    return _Bar(code_label("operation_phase", code) if code else "", said, first, last, ground)


def _day(text: str) -> str:
    return numbers().partial(text, short=True)
