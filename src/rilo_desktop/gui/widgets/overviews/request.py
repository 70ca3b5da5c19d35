"""The head of a request: who asks what, until when, and the step that records the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.records import Activity, Record

from ...i18n import tr
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ..buttons import button
from ..labels import Label
from ..layouts import hbox, vbox
from .course import RequestCourse
from .overview import Overview

LONGEST = 500
"""Characters of what is asked; the rest stands in its field."""


class RequestHead(Overview):
    answered = Signal(object)
    """{field: value} that recording the answer begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_by = Label("", SMALL, MEDIUM, "text2", wrap=True)
        self.asked = Label("", BODY, REGULAR, wrap=True)
        self.course = RequestCourse()
        self.answer = button(tr("Record the answer"), self._on_answer, glyph="arrow-back-up")
        self._values: dict[str, Any] = {}
        vbox(
            self.asked_by,
            self.asked,
            12,
            self.course,
            hbox(self.answer, None),
            gap=4,
            into=self,
        )

    def show_record(self, record: Record, today: date) -> None:
        assert isinstance(record, Activity)
        is_request = record.activity_kind == "request"
        self.setVisible(is_request)
        self.course.show_request(record if is_request else None, today)
        who, asked = known_text(record.asked_by), " ".join(known_text(record.summary).split())
        number = known_text(record.their_reference)
        by = tr("{who} asks", who=who) if who else tr("What is asked")
        self.asked_by.setText("  ·  ".join(filter(None, (by, number))))
        if len(asked) > LONGEST:
            asked = f"{asked[:LONGEST].rpartition(' ')[0]} …"
        self.asked.setText(asked or tr("What is asked is not written down yet."))
        self.answer.setVisible(not known_text(record.answered))
        self._values = {"answered": today.isoformat()}
        if who and not known_text(record.answered_to):
            self._values["answered_to"] = who

    def _on_answer(self) -> None:
        self.answered.emit(self._values)
