"""Small records beside their list: one side panel for each code that a type's `PanelSpec` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rilo_desktop.services.deferred import record

from ...context import PageContext
from ...widgets.side_panel import RecordPanel

if TYPE_CHECKING:
    from rilo_desktop.services.records.record import Stored

    from .page import ListPage


class RecordPanels:
    """Opens a record of the list: beside it where it is a small one, else on its page."""

    def __init__(self, page: ListPage, context: PageContext) -> None:
        self._page, self._context = page, context
        self._panels: dict[str, RecordPanel] = {}

    @property
    def is_open(self) -> bool:
        return self.current is not None

    @property
    def current(self) -> RecordPanel | None:
        """The one that is to be seen."""
        return next((one for one in self._panels.values() if not one.isHidden()), None)

    def open(self, record_id: str) -> None:
        if self._page.spec.panel is None:
            self._page.open(record_id)
            return
        self._context.serve(
            record.get, record_id, then=self._on_record, owner=self._page, turn="open"
        )

    def _on_record(self, stored: Stored) -> None:
        spec = self._page.spec.panel
        assert spec is not None
        code = getattr(stored.record, spec.field)
        if code not in spec.rows:
            self._page.open(stored.record.id)
            return
        shown = self.current
        if shown is not None and shown is not self._panels.get(code):
            shown.leave(lambda: self._show(code, stored.record.id))
        else:
            self._show(code, stored.record.id)

    def _show(self, code: str, record_id: str) -> None:
        panel = self._panels.get(code)
        if panel is None:
            spec = self._page.spec
            assert spec.panel is not None
            panel = RecordPanel(self._context, spec.code, spec.panel.rows[code])
            panel.left.connect(self._page.to_rows)
            self._panels[code] = panel
        self._page.show_panel(panel)
        panel.open(record_id)
