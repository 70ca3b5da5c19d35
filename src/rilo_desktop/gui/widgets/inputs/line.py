"""Inputs of one line: text, numbers, dates and times."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.analysis.quick_words import DAYS
from rilo_desktop.analysis.typed_dates import date_of, folded
from rilo_desktop.records import NOT_KNOWN, FieldSpec
from rilo_desktop.records.dates import is_day, is_partial
from rilo_desktop.records.field_specs import GENERAL_LIMIT

from ...commands import keys_text
from ...i18n import numbers, tr
from ...theme import icon, scaled
from ..buttons import is_key
from .base import UNKNOWN_KEY, end_of_change
from .elided_line import ElidedLineEdit
from .typed_codes import Beside, codes_in, hs_behind

CALENDAR_KEYS = "Alt+Down"
_ALT_DOWN = QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Down)


class LineInput(ElidedLineEdit):
    """Text of one line. Subclasses say how text and value follow from each other."""

    changed = Signal()

    def __init__(self, about: FieldSpec, may_be_unknown: bool = False) -> None:
        super().__init__()
        self.about = about
        self.typed_with: tuple[Beside, ...] = ()
        """Fields beside this one whose codes may be typed with it; see `codes`."""
        self._may_be_unknown = may_be_unknown
        self._unknown = False
        self._hint = ""
        self._showing = False
        self.textChanged.connect(self._on_text)
        self.set_hint(about.help)

    def set_hint(self, hint: str) -> None:
        self._hint = tr(hint)
        self._show_hint()

    def target(self) -> QWidget:
        return self

    def value(self) -> Any:
        if self._unknown:
            return NOT_KNOWN
        text = self.text().strip()
        return self.parsed(text) if text else None

    def set_value(self, value: Any) -> None:
        self._unknown = value is NOT_KNOWN
        empty = value is None or self._unknown
        before = self.text()
        self.show_text("" if empty else self.written(value, self.hasFocus()))
        here = self.hasFocus() and before
        self.setCursorPosition(end_of_change(before, self.text()) if here else 0)
        self._show_hint()

    def complaint(self) -> str:
        return ""

    def codes(self) -> tuple[str, ...]:
        """Those that were typed with the text, in the order of `typed_with`; maybe fewer."""
        return self.divided(self.text().strip())[1]

    def divided(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text alone, and the codes that were typed with it."""
        return text, ()

    def parsed(self, text: str) -> Any:
        return self.divided(text)[0]

    def written(self, value: Any, editing: bool) -> str:
        """The value as text; `editing` while the input has the focus."""
        del editing
        return str(value)

    def show_text(self, text: str) -> None:
        """Without saying that it changed."""
        self._showing = True
        self.setText(text)
        self._showing = False

    def _on_text(self) -> None:
        """Keys, the clipboard, and what a screen reader or a dictation writes, which is no key."""
        if self._showing:
            return
        if self._unknown:
            self._unknown = False
            self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        self.setPlaceholderText(tr("Not known") if self._unknown else self._fitting(self._hint))
        self.setProperty("unknown", self._unknown)

    def _fitting(self, hint: str) -> str:
        """As many of its examples as there is room for; half a one would be no help."""
        sign = scaled(24) if self.actions() else 0
        room = self.width() - scaled(2 * 8 + 6) - sign
        while hint and self.fontMetrics().horizontalAdvance(hint) > room:
            hint = hint[: max(0, hint.rfind(","))]
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        replaced = self.selectedText() == self.text()
        if self._may_be_unknown and replaced and event.text() == UNKNOWN_KEY:
            self.set_value(NOT_KNOWN)
            self.changed.emit()
            return
        if self._unknown and event.text() in ("\b", "\x7f"):
            self.set_value(None)
            self.changed.emit()
            return
        super().keyPressEvent(event)


class TextInput(LineInput):
    def __init__(self, about: FieldSpec, may_be_unknown: bool = False) -> None:
        super().__init__(about, may_be_unknown)
        self.setMaxLength(max(about.limit or GENERAL_LIMIT[about.type], 10))

    def set_value(self, value: Any) -> None:
        if isinstance(value, str) and len(value) > self.maxLength():
            self.setMaxLength(len(value))  # what stands in the record is never cut
        super().set_value(value)

    def divided(self, text: str) -> tuple[str, tuple[str, ...]]:
        if [spec.scheme for spec, _ in self.typed_with] != ["hs"]:
            return text, ()
        alone, code = hs_behind(text)
        return alone, (code,) if code else ()


class FormattedInput(LineInput):
    """Shows its value written out, and as it is typed while it has the focus."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._rewrite(editing=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._rewrite(editing=False)
        super().focusOutEvent(event)

    def _rewrite(self, editing: bool) -> None:
        if self.text().strip() and not self.complaint():
            value = self.value()
            self.show_text(self.written(value, editing))
            if editing:
                self.selectAll()


class NumberInput(FormattedInput):
    """An integer or a decimal, as the window's language writes it."""

    def __init__(self, about: FieldSpec, may_be_unknown: bool = False, whole: bool = False) -> None:
        super().__init__(about, may_be_unknown)
        self._whole = whole
        self.setMaxLength(40)

    def written(self, value: Any, editing: bool) -> str:
        if isinstance(value, str):
            return value
        if not editing:
            return numbers().number(value)
        return f"{value:f}".replace(".", numbers().decimal) if not self._whole else str(value)

    def parsed(self, text: str) -> Any:
        number = self._number(text)
        return text if number is None else number

    def complaint(self) -> str:
        text = self.text().strip()
        if not text or self._unknown:
            return ""
        number = self._number(text)
        if number is None:
            if self._whole:
                return tr("Give a whole number, for example 12.")
            return tr("Give a number, for example {example}.", example=numbers().number(28.3))
        low, high = self.about.minimum, self.about.maximum
        if low is not None and number < low:
            return tr("Give a number of {least} or more.", least=low)
        if high is not None and number > high:
            return tr("Give a number of {most} or less.", most=high)
        return ""

    def divided(self, text: str) -> tuple[str, tuple[str, ...]]:
        """ "12 kg", "EUR 60,000": the number, where the words beside it mean codes for sure."""
        found = _WITH_WORD.fullmatch(text) if self.typed_with else None
        if found is None:
            return text, ()
        codes = codes_in(found["before"] or found["behind"], self.typed_with)
        return (found["number"] or found["alone"], codes) if codes else (text, ())

    def _number(self, text: str) -> int | Decimal | None:
        text, _ = self.divided(text)
        plain = re.sub(r"[\s'\u00a0\u202f]", "", text)
        group = numbers().group
        if group in (",", "."):
            plain = plain.replace(group, "")
        plain = plain.replace(numbers().decimal, ".").replace("−", "-")
        if not re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII):
            return None
        try:
            number = Decimal(plain)
        except InvalidOperation:
            return None
        if self._whole:
            return int(number) if number == number.to_integral_value() else None
        return number


_WITH_WORD = re.compile(
    r"(?P<number>[-−]?\d[\d\s.,']*)\s*(?P<behind>[^\d\s].*)"
    r"|(?P<before>[^\d\s−-][^\d]*?)\s*(?P<alone>[-−]?\d[\d\s.,']*)"
)
"""A number with one or more words behind it or before it."""


class DateInput(FormattedInput):
    """A date as precise as the source: 25 Nov 2026, Nov 2026, 2026. Alt+Down opens a calendar."""

    def __init__(
        self, about: FieldSpec, may_be_unknown: bool = False, partial: bool = True
    ) -> None:
        super().__init__(about, may_be_unknown)
        self._partial = partial
        self.setMaxLength(40)
        self._calendar = QAction(tr("Choose a day  {keys}", keys=keys_text(CALENDAR_KEYS)), self)
        self._calendar.triggered.connect(self.open_calendar)
        self.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        self._colour()
        if not about.help:
            example = "2026-11-25, 2026-11, 2026" if partial else "2026-11-25"
            self.set_hint(tr("e.g. {example}", example=example))

    def open_calendar(self) -> None:
        from .calendar_popup import CalendarPopup

        text = self.text().strip()
        made = CalendarPopup(self, tr(self.about.label), self._partial, self._may_be_unknown)
        made.chosen.connect(self._take)
        made.open_below(text, read_date(text))

    def _take(self, value: str) -> None:
        self.set_value(value or NOT_KNOWN)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, _ALT_DOWN, Qt.Key.Key_F4):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        self._calendar.setIcon(icon("calendar", "text2"))

    def written(self, value: Any, editing: bool) -> str:
        text = str(value)
        return text if editing else numbers().partial(text, short=True)

    def parsed(self, text: str) -> Any:
        return read_date(text) or text

    def complaint(self) -> str:
        text = self.text().strip()
        if not text or self._unknown:
            return ""
        found = read_date(text)
        if self._partial:
            if not found:
                return tr("Give a date as 2026-11-25, 2026-11 or 2026.")
        elif not found or not is_day(found):
            return tr("Give a whole date as 2026-11-25.")
        return ""


def read_date(text: str, today: date | None = None) -> str:
    """The date somebody typed, as records have it; "" where it is none.

    Understands 2026-11-25, 25.11.2026, 25/11/26, 11/2026, 2026, 25 Nov 2026, Nov 2026 and "today";
    words in any of the six languages. No other day is counted from today.
    """
    text = re.sub(r"[\u00a0\u202f\s]+", " ", text).strip()
    if is_partial(text):
        return text
    text = re.sub(r"(?<=\S[./ ])(\d\d)$", r"20\1", text) if _SHORT_YEAR.fullmatch(text) else text
    if found := re.fullmatch(r"(?:(\d{1,2})[./ ])?(\d{1,2})[./ ](\d{4})", text):
        return _joined(found[3], found[2], found[1])
    if found := re.fullmatch(r"(?:(\d{1,2})(?:er)?\.? )?([^\d ]+) (\d{4})", text):
        month = _month(found[2])
        if month:
            return _joined(found[3], str(month), found[1])
    words = folded(text).split()
    if any(DAYS.get(word) for word in words):
        return ""
    said = date_of(words, today or date.today())
    return said[0] if said is not None and not said[1] else ""


_SHORT_YEAR = re.compile(r"\d{1,2}(?:er)?\.?[./ ](?:\d{1,2}|[^\d ]+)[./ ]\d\d")


class TimeInput(FormattedInput):
    """A time of day as 14:30, or a day with a time. Qt's own editors of time are never empty, and
    so cannot say that nobody answered.
    """

    def __init__(
        self, about: FieldSpec, may_be_unknown: bool = False, with_day: bool = False
    ) -> None:
        super().__init__(about, may_be_unknown)
        self._with_day = with_day
        self.setMaxLength(60)
        if not about.help:
            self.set_hint("2026-11-25 14:30" if with_day else "14:30")

    def written(self, value: Any, editing: bool) -> str:
        day, mark, clock = str(value).partition("T")
        if not mark or not is_day(day):
            return str(value)
        return f"{day if editing else numbers().partial(day, short=True)} {clock}"

    def parsed(self, text: str) -> Any:
        return (read_moment(text) if self._with_day else read_time(text)) or text

    def complaint(self) -> str:
        text = self.text().strip()
        if not text or self._unknown:
            return ""
        if self._with_day:
            return "" if read_moment(text) else tr("Give a day and a time as 2026-11-25 14:30.")
        return "" if read_time(text) else tr("Give a time as 14:30.")


def read_time(text: str) -> str:
    """The time of day somebody typed, as 14:30; "" where it is none.

    Understands 14:30, 14.30, 14h30, 14h and 1430; seconds and a zone stay.
    """
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.h](\d{2})|h|(?<=\d\d)(\d{2}))(:\d{2}(?:\.\d{1,6})?)?(Z|[-+]\d{2}:\d{2})?",
        re.sub(r"[\u00a0\u202f\s]+", "", text),
        re.ASCII | re.IGNORECASE,
    )
    if found is None:
        return ""
    minute = found[2] or found[3] or "00"
    made = f"{found[1].zfill(2)}:{minute}{found[4] or ''}{(found[5] or '').upper()}"
    try:
        time.fromisoformat(made)
    except ValueError:
        return ""
    return made


def read_moment(text: str) -> str:
    """A day and a time after it, as 2026-11-25T14:30; "" where it is none."""
    day, _, clock = re.sub(r"(?<=\d)T(?=\d)|[\u00a0\u202f\s]+", " ", text).strip().rpartition(" ")
    found, at = read_date(day.rstrip(",")), read_time(clock)
    return f"{found}T{at}" if at and is_day(found) else ""


def _month(name: str) -> int:
    wanted = name.casefold().rstrip(".")
    known = numbers()
    for names in (known.months_short, known.months, known.months_alone):
        for number, month in enumerate(names, 1):
            if month.casefold().rstrip(".") == wanted:
                return number
    return 0


def _joined(year: str, month: str, day: str | None) -> str:
    parts = [year, month.zfill(2), *([day.zfill(2)] if day else [])]
    made = "-".join(parts)
    if day:
        try:
            date.fromisoformat(made)
        except ValueError:
            return ""
    return made if is_partial(made) else ""
