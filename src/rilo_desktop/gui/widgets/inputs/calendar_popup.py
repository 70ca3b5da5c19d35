"""A calendar below a date field: a day is one key away, and so are its month, its year, today."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QToolButton, QWidget

from rilo_desktop.records.dates import first_day

from ...i18n import mirrored, numbers, tr, window_language
from ...theme import colour, icon, scaled
from ...theme.tokens import SMALL
from ..buttons import button
from ..labels import Label
from ..layouts import hbox, vbox


class CalendarPopup(QFrame):
    """Opened with `open_below`; Escape leaves it, and what was typed stays."""

    chosen = Signal(str)
    """A date as records have it: "2026-11-25", "2026-11", "2026"; "": not known."""

    def __init__(self, owner: QWidget, name: str, partial: bool, may_be_unknown: bool) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("Calendar: {field}", field=name))
        self.calendar.setLocale(QLocale(window_language()))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(
            QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
        )
        self._colour()
        self.calendar.clicked.connect(self._take_day)
        self.calendar.activated.connect(self._take_day)
        self._read = Label("", SMALL, tone="text2", wrap=True)
        buttons = [button(tr("Today"), self._take_today, "link", high=24)]
        if partial:
            buttons.append(button(tr("Only the month"), self._take_month, "link", high=24))
            buttons.append(button(tr("Only the year"), self._take_year, "link", high=24))
        if may_be_unknown:
            buttons.append(button(tr("Not known"), lambda: self._take(""), "link", high=24))
        foot = hbox(*buttons, None, gap=12)
        vbox(self.calendar, self._read, foot, gap=6, margins=(8, 8, 8, 8), into=self)
        self.setFocusProxy(self.calendar)

    def open_below(self, text: str, value: str) -> None:
        """`text` as it was typed, and the date it means; "" where it is none."""
        day = first_day(value)
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        meant = numbers().partial(value, short=False) if value else ""
        said = tr("“{text}” reads as {date}", text=text, date=meant) if meant else ""
        self._read.setText(said)
        self._read.setVisible(bool(said))
        self.adjustSize()
        owner = self._owner
        place = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        room = owner.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(owner.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        if mirrored():
            place.setX(place.x() + owner.width() - self.width())
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        place.setY(max(room.top(), place.y()))
        self.move(place)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _colour(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(colour("text2"))
        head.setBackground(colour("surface"))
        self.calendar.setHeaderTextFormat(head)
        steps = (
            ("qt_calendar_prevmonth", "chevron-left", tr("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", tr("Next month")),
        )
        for name, sign, said in steps:
            made = self.calendar.findChild(QToolButton, name)
            if made is not None:
                turned = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}
                made.setIcon(icon(turned[sign] if mirrored() else sign, "text2"))
                made.setAccessibleName(said)
                made.setToolTip(said)
        bar = self.calendar.findChild(QWidget, "qt_calendar_navigationbar")
        if bar is not None:
            bar.setBackgroundRole(QPalette.ColorRole.Base)
        days = self.calendar.findChild(QTableView)
        if days is not None:
            days.horizontalHeader().setMinimumSectionSize(scaled(24))
        self.calendar.setMinimumSize(scaled(312), scaled(232))

    def _take_day(self, day: QDate) -> None:
        self._take(day.toString(Qt.DateFormat.ISODate))

    def _take_today(self) -> None:
        self._take_day(QDate.currentDate())

    def _take_month(self) -> None:
        self._take(f"{self.calendar.yearShown():04}-{self.calendar.monthShown():02}")

    def _take_year(self) -> None:
        self._take(f"{self.calendar.yearShown():04}")

    def _take(self, value: str) -> None:
        self.chosen.emit(value)
        self.close()
