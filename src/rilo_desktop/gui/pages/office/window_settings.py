"""Language, colours, contrast and size of the text; each takes effect at once."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from ...context import PageContext
from ...i18n import numbers, plural, tr, window_language
from ...state.preferences import SIZES
from ...theme.tokens import SMALL
from ...widgets.accessible_names import labelled
from ...widgets.labels import Label
from ...widgets.languages import choice_box, language_box
from ...widgets.layouts import hbox, vbox
from .heading import Heading

LOCKS = (2, 5, 10, 15, 30, 60, 0)
"""Minutes; 0 is never."""


class WindowSettings(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        now = context.preferences
        self.language = language_box()
        self.scheme = choice_box(
            (("", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))), now.scheme
        )
        self.contrast = choice_box(
            (("", tr("As the system")), ("normal", tr("Normal")), ("high", tr("High"))),
            now.contrast,
        )
        percent = [(size, tr("{number} %", number=numbers().number(size))) for size in SIZES]
        self.text_size = choice_box(percent, now.text_size)
        self.lock_after = choice_box([(n, _minutes(n)) for n in LOCKS], now.lock_after)
        why = tr(
            "Unsaved text is kept as a draft. The office locks at once when the computer sleeps."
        )
        about = tr("For every office on this machine; what is written is not changed.")
        vbox(
            Heading(tr("The window"), about),
            12,
            hbox(
                (labelled(tr("Language"), self.language), 1),
                (labelled(tr("Colours"), self.scheme), 1),
                (labelled(tr("Contrast"), self.contrast), 1),
                (labelled(tr("Size of the text"), self.text_size), 1),
                gap=12,
            ),
            12,
            hbox(
                (labelled(tr("Lock when idle"), self.lock_after, why), 1),
                (vbox(None, Label(why, SMALL, tone="text3", wrap=True), 6), 3),
                gap=12,
            ),
            into=self,
        )
        for box, name in (
            (self.language, "language"),
            (self.scheme, "scheme"),
            (self.contrast, "contrast"),
            (self.text_size, "text_size"),
            (self.lock_after, "lock_after"),
        ):
            box.activated.connect(lambda _at, b=box, n=name: self._choose(n, b))
        self.show_now()

    def _choose(self, name: str, box: QComboBox) -> None:
        """Where the officer stays with what is unfinished, the box shows again what is."""
        self._context.preferred.emit({name: box.currentData()})
        self.show_now()

    def show_now(self) -> None:
        now = self._context.preferences
        if self.lock_after.findData(now.lock_after) < 0:  # written into the file by hand
            self.lock_after.addItem(_minutes(now.lock_after), now.lock_after)
        shown = (
            (self.language, window_language()),
            (self.scheme, now.scheme),
            (self.contrast, now.contrast),
            (self.text_size, now.text_size),
            (self.lock_after, now.lock_after),
        )
        for box, value in shown:
            box.setCurrentIndex(max(0, box.findData(value)))


def _minutes(count: int) -> str:
    if not count:
        return tr("Never")
    return plural("After {count} minute", "After {count} minutes", count)
