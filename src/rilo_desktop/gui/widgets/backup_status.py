"""At the foot of the navigation: how old the last verified backup is, and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ..state.backups import Backups, in_short, needs_care
from ..theme.tokens import CAPTION
from .labels import ElidedLabel, IconLabel, Label, tip
from .layouts import hbox, set_margins, vbox

ICONS, MINUTE = 10, 60_000
"""Unscaled pixels under the icons of a narrow navigation; milliseconds."""


class BackupStatus(QWidget):
    """In a narrow navigation only a warning stays, as its sign."""

    def __init__(self, backups: Backups) -> None:
        super().__init__()
        self._backups = backups
        self._rail = False
        self.sign = IconLabel("device-floppy", "text3", 14)
        self.words = ElidedLabel("", CAPTION, tone="text3")
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # see the tool tip
        self.trouble = Label("", CAPTION, tone="text2", wrap=True)
        self.trouble.hide()
        self._line = hbox(self.sign, (self.words, 1), gap=6)
        vbox(self._line, 2, self.trouble, into=self)
        self.hide()
        backups.known.connect(self._show)
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self._show)
        self._minute.start()  # it says how long ago the last one was

    def set_compact(self, rail: bool) -> None:
        self._rail = rail
        box = self._line.layout()
        assert box is not None
        set_margins(box, (ICONS if rail else 0, 0, 0, 0))
        self._show()

    def _show(self) -> None:
        state = self._backups.state
        if state is None:
            return
        trouble = self._backups.trouble
        care = needs_care(state) or bool(trouble)
        said, tone = in_short(state), "warn" if care else "text3"
        self.sign.show_sign("alert-triangle" if care else "device-floppy", tone)
        self.words.show_text(said, tone)
        self.words.setVisible(not self._rail)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble) and not self._rail)
        whole = " ".join(part for part in (said, trouble) if part)
        self.setToolTip(tip(whole))
        self.setAccessibleName(whole)
        self.setVisible(care or not self._rail)
