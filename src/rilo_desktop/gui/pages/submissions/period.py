"""Of which time the records are that a submission sends: all, a year, a quarter, or from and until.

It is written as the search words that find it: "date:2026-07/2026-09".
"""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import tr
from ...widgets.accessible_names import labelled
from ...widgets.choice_box import ChoiceBox
from ...widgets.date_range import DateRange
from ...widgets.layouts import lay_out, vbox

YEARS, QUARTERS = 3, 5
"""Years and quarters that are offered, the newest first."""
OTHER, PREFIX = "/", "date"
"""The prefix in English: every language of the window takes it."""
_FOUND = re.compile(rf"(?:^|(?<=\s)){PREFIX}:([\d-]*)/([\d-]*)(?:\s+|$)")


class PeriodField(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = ChoiceBox()
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.addItem(tr("All times"), "")
        for label, code in offered(date.today()):
            self.choice.addItem(label, code)
        self.choice.addItem(tr("From … until …"), OTHER)
        self.between = DateRange(tr("Period"))
        self.between.hide()
        self.choice.currentIndexChanged.connect(lambda _at: self._on_choice())
        self.between.changed.connect(lambda _first, _last: self.changed.emit())
        vbox(labelled(tr("Period"), self.choice), self.between, gap=6, into=self)

    @property
    def code(self) -> str:
        """ "2026-07/2026-09"; "" for all times."""
        code = str(self.choice.currentData())
        if code != OTHER:
            return code
        written = f"{self.between.first.text().strip()}/{self.between.last.text().strip()}"
        return written if written != OTHER else ""

    def show_code(self, code: str) -> None:
        at = self.choice.findData(code)
        self.choice.setCurrentIndex(at if at >= 0 else self.choice.findData(OTHER))
        if at < 0:
            self.between.show_range(code)

    def _on_choice(self) -> None:
        self.between.setVisible(self.choice.currentData() == OTHER)
        lay_out()
        self.changed.emit()


def offered(today: date) -> list[tuple[str, str]]:
    """(label, code) of the last years and quarters."""
    found = [(str(year), f"{year}/{year}") for year in range(today.year, today.year - YEARS, -1)]
    year, quarter = today.year, (today.month - 1) // 3
    for _ in range(QUARTERS):
        first = quarter * 3 + 1
        label = tr("Quarter {number} of {year}", number=quarter + 1, year=year)
        found.append((label, f"{year}-{first:02}/{year}-{first + 2:02}"))
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return found


def with_period(words: str, code: str) -> str:
    """The search words that find these words in this time."""
    return f"{words} {PREFIX}:{code}".strip() if code else words


def without_period(words: str) -> tuple[str, str]:
    """The words, and the code of the time among them."""
    found = _FOUND.search(words)
    if found is None:
        return words, ""
    rest = f"{words[: found.start()]}{words[found.end() :]}".strip()
    return rest, f"{found[1]}/{found[2]}"
