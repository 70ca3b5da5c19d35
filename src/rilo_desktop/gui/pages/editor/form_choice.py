"""Short or full form: what an officer chose for a record type, and how it is switched."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import RecordType
from rilo_desktop.services.deferred import preferences

from ...commands import VIEW, Command, register
from ...context import PageContext
from ...i18n import tr
from ...widgets.buttons import Segments
from ...widgets.record_form.form import RecordForm

SHORT, FULL = "short", "full"
KEYS = "Ctrl+M"


class FormChoice(QObject):
    """Of a record type without a short form it does nothing."""

    def __init__(self, context: PageContext, kind: RecordType, form: RecordForm) -> None:
        super().__init__(form)
        self._context, self._form = context, form
        self._name = f"form.{kind.code}"
        self._chosen = FULL
        self.segments: Segments | None = None
        if not form.shape.boxes:
            return
        self.segments = Segments(
            ((SHORT, tr("Short form")), (FULL, tr("Full form"))), tr("Form"), FULL
        )
        self.segments.chosen.connect(self._choose)
        form.put_beside_title(self.segments)
        first = [field.input.target() for field in form.fields.made.values()]
        parts = [self.segments.part(key) for key in (SHORT, FULL)]
        for one, other in pairwise((*parts, *first)):  # they stand above every field
            QWidget.setTabOrder(one, other)
        form.reshaped.connect(self._on_reshaped)
        switch = Command(
            "editor.form", tr("Short or full form"), KEYS, self._switch, icon="list", menu=VIEW
        )
        register(form, switch)
        context.serve(preferences.read, self._name, then=self._take, owner=self)

    def apply(self) -> None:
        """Another record comes: in the form that was chosen."""
        self._form.show_short(self._chosen == SHORT)

    def _take(self, kept: str) -> None:
        self._chosen = SHORT if kept == SHORT else FULL
        self.apply()

    def _switch(self) -> None:
        self._choose(FULL if self._form.shape.is_short else SHORT)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self.apply()
        self._context.serve(preferences.keep, self._name, key, owner=self)

    def _on_reshaped(self) -> None:
        if self.segments is not None:
            self.segments.choose(SHORT if self._form.shape.is_short else FULL)
