"""Small records beside their list: one side panel for each code that a type's `PanelSpec` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rilo_desktop.services.deferred import record

from ...context import PageContext
from ...widgets.side_panel import RecordPanel

if TYPE_CHECKING:
    from rilo_desktop.presentation.record_type import RecordTypeSpec
    from rilo_desktop.services.records.record import Stored


class RecordPanels(QObject):
    """Opens a record of the list: beside it where it is a small one, else on its page."""

    page_wanted = Signal(str)
    """The record of this id is opened on its page."""
    shown = Signal(object)
    """The panel that is to be seen now."""
    left = Signal()

    def __init__(self, context: PageContext, spec: RecordTypeSpec, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._spec = context, spec
        self._panels: dict[str, RecordPanel] = {}

    @property
    def is_open(self) -> bool:
        return self.current is not None

    @property
    def current(self) -> RecordPanel | None:
        """The one that is to be seen."""
        return next((one for one in self._panels.values() if not one.isHidden()), None)

    def open(self, record_id: str) -> None:
        if self._spec.panel is None:
            self.page_wanted.emit(record_id)
            return
        self._context.serve(record.get, record_id, then=self._on_record, owner=self, turn="open")

    def _on_record(self, stored: Stored) -> None:
        spec = self._spec.panel
        assert spec is not None
        code = getattr(stored.record, spec.field)
        if code not in spec.rows:
            self.page_wanted.emit(stored.record.id)
            return
        shown = self.current
        if shown is not None and shown is not self._panels.get(code):
            shown.leave(lambda: self._show(code, stored.record.id))
        else:
            self._show(code, stored.record.id)

    def _show(self, code: str, record_id: str) -> None:
        panel = self._panels.get(code)
        if panel is None:
            assert self._spec.panel is not None
            panel = RecordPanel(self._context, self._spec.code, self._spec.panel.rows[code])
            panel.left.connect(self.left)
            self._panels[code] = panel
        self.shown.emit(panel)
        panel.open(record_id)
