"""What every overview can do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import Record


class Overview(QWidget):
    """Shows a record as it stands on the form, saved or not. Fields are written in the form alone.

    Hidden until it is given a record: before that it has nothing to draw.
    """

    filled = Signal(object, str)
    """{field: value} as if they were typed, and the field to go on with."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def show_record(self, record: Record, today: date) -> None:
        raise NotImplementedError
